//! Restoring, erasing and stopping: what the routes tell the keeper, and what the keeper does when it cannot go on.

use super::bench::{Bench, write_password};
use crate::host::{Host, HostEvent, HostOptions};
use crate::served::Command;
use crate::token::Scope;
use axum::http::StatusCode;
use byline_node::Node;
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;

const WORDS: &str = "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about";

#[tokio::test]
async fn wrong_words_close_nothing_and_bother_nobody() {
    let bench = Bench::new();
    for scope in [Scope::Manage, Scope::Owner] {
        for words in ["", "zoo zoo zoo", "abandon ".repeat(12).as_str()] {
            let refused = bench
                .post("/api/wallet/restore", scope, json!({ "words": words }))
                .await;
            assert_eq!(
                (refused.status, refused.code()),
                (StatusCode::BAD_REQUEST, "wrong_seed_phrase")
            );
        }
    }
    assert!(bench.commands.try_recv().is_err());
    assert!(bench.confirmations.list().is_empty());
}

#[tokio::test]
async fn the_answer_to_a_restore_names_the_folder_and_comes_when_the_port_is_free() {
    let bench = Bench::new();
    let body = json!({ "words": WORDS });
    let pending = bench
        .post("/api/wallet/restore", Scope::Manage, body.clone())
        .await
        .confirmation();
    assert_eq!(pending.kind, "restore");
    bench.confirmations.decide(&pending.id, true).unwrap();
    let other = json!({ "words": format!("{} abandon abandon abandon", WORDS.replace(" about", "")) });
    let other = bench
        .post_confirmed("/api/wallet/restore", Scope::Manage, Some(&pending.id), other)
        .await;
    assert!(["not_confirmed", "wrong_seed_phrase"].contains(&other.code()));
    let restore = bench.post_confirmed("/api/wallet/restore", Scope::Manage, Some(&pending.id), body);
    let keeper = async {
        // The command is there once the request waits for the keeper.
        while bench.confirmations.state(&pending.id).unwrap().name() != "expired" {
            tokio::task::yield_now().await;
        }
        assert!(
            bench.post("/api/erase", Scope::Owner, json!({})).await.code() == "closing",
            "one thing at a time"
        );
        bench.closing.send_replace(true);
    };
    let (answered, ()) = tokio::join!(restore, keeper);
    let Ok(Command::Restore { words, aside }) = bench.commands.try_recv() else {
        panic!("the keeper was told to restore");
    };
    assert_eq!(words.as_str(), WORDS);
    assert_eq!(answered.status, StatusCode::ACCEPTED);
    assert_eq!(answered.body["set_aside"], aside.display().to_string());
    assert_eq!(answered.headers["connection"], "close");
    assert!(!aside.exists(), "the keeper moves the files");
}

#[tokio::test]
async fn only_the_owner_stops_the_node() {
    let bench = Bench::new();
    let refused = bench.post("/api/shutdown", Scope::Manage, json!({})).await;
    assert_eq!(
        (refused.status, refused.code()),
        (StatusCode::FORBIDDEN, "insufficient_scope")
    );
    assert!(bench.commands.try_recv().is_err());
    bench.closing.send_replace(true);
    assert_eq!(
        bench.post("/api/shutdown", Scope::Owner, json!({})).await.status,
        StatusCode::ACCEPTED
    );
    assert!(matches!(bench.commands.try_recv(), Ok(Command::Stop)));
}

/// A POST with the owner's token to a host at work.
fn post(host: &Host, path: &str, body: &Value) -> String {
    let (body, token) = (body.to_string(), host.token(Scope::Owner));
    let address = host.url().replace("http://", "");
    let mut stream = TcpStream::connect(&address).unwrap();
    let length = body.len();
    write!(
        stream,
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

fn serve(home: &Path, password: &Path) -> Host {
    Host::open(HostOptions {
        password_file: Some(password.to_owned()),
        ..HostOptions::new(home)
    })
    .unwrap()
}

fn address(node: &Node) -> String {
    node.wallet(None).unwrap().party.account.to_string()
}

#[test]
fn a_host_restores_and_erases_at_the_same_address_with_the_same_tokens() {
    let folder = tempfile::tempdir().unwrap();
    let (home, password) = (folder.path().join("home"), write_password(folder.path()));
    let host = serve(&home, &password);
    let (url, token, first) = (host.url(), host.token(Scope::Manage), address(&host.node().unwrap()));
    let events = host.events();
    assert!(post(&host, "/api/wallet/restore", &json!({ "words": WORDS })).starts_with("HTTP/1.1 202"));
    assert!(matches!(events.recv(), Ok(HostEvent::Closed)));
    let Ok(HostEvent::Reopened { set_aside: Some(aside) }) = events.recv() else {
        panic!("it is served again");
    };
    let second = address(&host.node().unwrap());
    assert_ne!(first, second);
    assert_eq!((host.url(), host.token(Scope::Manage)), (url, token));
    let kept = serve(&aside, &password);
    assert_eq!(
        address(&kept.node().unwrap()),
        first,
        "what was set aside is a home of its own"
    );
    kept.stop().unwrap();
    assert!(post(&host, "/api/erase", &json!({})).starts_with("HTTP/1.1 202"));
    assert!(matches!(events.recv(), Ok(HostEvent::Closed)));
    assert!(matches!(events.recv(), Ok(HostEvent::Reopened { set_aside: None })));
    let third = address(&host.node().unwrap());
    assert!(third != first && third != second);
    assert!(!aside.exists());
    assert!(post(&host, "/api/shutdown", &json!({})).starts_with("HTTP/1.1 202"));
    assert!(matches!(events.recv(), Ok(HostEvent::Stopped)));
    host.stop().unwrap();
}

#[test]
fn a_host_that_cannot_open_again_says_so_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (home, password) = (folder.path().join("home"), write_password(folder.path()));
    let host = serve(&home, &password);
    let first = address(&host.node().unwrap());
    let events = host.events();
    std::fs::remove_file(&password).unwrap();
    assert!(post(&host, "/api/wallet/restore", &json!({ "words": WORDS })).starts_with("HTTP/1.1 202"));
    assert!(matches!(events.recv(), Ok(HostEvent::Closed)));
    assert!(matches!(events.recv(), Ok(HostEvent::Failed(_))));
    assert!(host.node().is_none());
    assert!(host.stop().is_err());
    write_password(folder.path());
    let host = serve(&home, &password);
    assert_eq!(
        address(&host.node().unwrap()),
        first,
        "the old wallet is back in its place"
    );
    let names = std::fs::read_dir(&home)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert_eq!(names.filter(|name| name.starts_with("set-aside")).count(), 0);
}
