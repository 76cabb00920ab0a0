//! What a page may not do alone: a person confirms it in a terminal; another wallet, or none, takes the place of this one.

use crate::support::{Desk, Serving, call, code, essay, http, printed};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;

/// The address of the first account of a home that no node uses.
fn address_of(home: &Path) -> String {
    let mut command = crate::support::program();
    command.arg("--home").arg(home).args(["--json", "wallet", "address"]);
    let printed = printed(command.output().unwrap());
    assert!(printed.ok, "{}", printed.stderr);
    let shown: Value = serde_json::from_str(&printed.stdout).unwrap();
    shown["address"].as_str().unwrap().to_owned()
}

/// The seed phrase of another wallet, and its first address.
fn another_wallet() -> (String, String) {
    let desk = Desk::new();
    let words = desk.json(&["wallet", "backup"])["words"].as_str().unwrap().to_owned();
    (words, address_of(&desk.home()))
}

fn names_in(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

#[test]
fn coins_above_the_cap_leave_once_a_person_said_yes_in_the_terminal() {
    let (desk, stranger) = (Desk::new(), another_wallet().1);
    let serving = Serving::start(&desk);
    let body = json!({ "to": stranger, "amount": "150" });
    let send = |id: Option<&str>| call(&serving, "manage", "POST /api/wallet/send", id, &body);
    let (status, refused) = send(None);
    assert_eq!(
        (status, refused["error"]["code"].as_str()),
        (403, Some("confirmation_required"))
    );
    let id = refused["confirmation"]["id"].as_str().unwrap();
    assert_eq!(send(Some(id)).0, 403, "nobody said yes yet");
    let listed = desk.lines(&["confirm"]);
    assert_eq!(listed.len(), 1);
    assert_eq!(
        (listed[0]["id"].as_str(), listed[0]["summary"]["address"].as_str()),
        (Some(id), Some(&*stranger))
    );
    assert_eq!(desk.json(&["confirm", id, "--yes"])["state"], "approved");
    let waited = call(
        &serving,
        "manage",
        &format!("GET /api/confirmations/{id}?wait=25"),
        None,
        &json!({}),
    );
    assert_eq!(waited, (200, json!({ "id": id, "kind": "send", "state": "approved" })));
    assert_eq!(send(Some(id)).0, 200);
    assert_eq!(send(Some(id)).0, 403, "once");
    assert_eq!(desk.balance("me"), 850_000_000);
    assert!(desk.lines(&["confirm"]).is_empty());
}

#[test]
fn what_a_person_refuses_in_the_terminal_is_not_done() {
    let desk = Desk::new();
    let serving = Serving::start(&desk);
    let erase = |id: Option<&str>| call(&serving, "manage", "POST /api/erase", id, &json!({}));
    let id = erase(None).1["confirmation"]["id"].as_str().unwrap().to_owned();
    assert_eq!(
        desk.refusal(&["confirm", &id]),
        "not_confirmed",
        "with nobody at the keyboard it must be said"
    );
    assert_eq!(desk.json(&["confirm", &id, "--no"])["state"], "refused");
    assert_eq!(erase(Some(&id)).0, 403);
    assert_eq!(desk.refusal(&["confirm", &id, "--yes"]), "unknown_confirmation");
    assert_eq!(desk.refusal(&["confirm", "--yes"]), "usage", "yes to what");
}

#[test]
fn without_a_node_nothing_waits_to_be_confirmed() {
    assert_eq!(Desk::new().refusal(&["confirm"]), "no_node");
}

#[test]
fn the_page_of_a_node_is_open_and_its_token_is_in_the_address() {
    let desk = Desk::new();
    let serving = Serving::start(&desk);
    let token = serving.token("manage");
    assert_eq!(serving.open, format!("{}/#token={token}", serving.url));
    let host = serving.url.strip_prefix("http://").unwrap();
    let get = |host: &str| {
        http(
            &serving.url,
            &format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"),
        )
    };
    let (status, page) = get(host);
    assert_eq!(status, 200);
    assert!(
        page.to_lowercase()
            .contains("content-security-policy: default-src 'none'"),
        "{page}"
    );
    assert!(page.contains("<!doctype html>"), "{page}");
    assert!(!page.contains(&token));
    assert_eq!(get("evil.example").0, 403);
}

#[test]
fn a_token_that_is_renewed_stops_working_while_the_node_runs() {
    let desk = Desk::new();
    let serving = Serving::start(&desk);
    let old = serving.token("read");
    let (status, renewed) = call(&serving, "manage", "POST /api/tokens/read/renew", None, &json!({}));
    assert_eq!(
        (status, renewed["token"].as_str()),
        (200, Some(&*serving.token("read")))
    );
    let host = serving.url.strip_prefix("http://").unwrap();
    let head = format!("GET /api/works HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nAuthorization: Bearer");
    assert_eq!(http(&serving.url, &format!("{head} {old}\r\n\r\n")).0, 401);
    assert_eq!(
        http(&serving.url, &format!("{head} {}\r\n\r\n", serving.token("read"))).0,
        200
    );
}

#[test]
fn a_restore_sets_the_old_home_aside_whole_and_serves_the_new_one_at_the_same_address() {
    let (words, restored) = another_wallet();
    let desk = Desk::new();
    desk.publish("marmot.md", "Ada", "licence: paid\nprice: \"0.5\"", &essay("marmot"));
    desk.json(&["ask", "What does the marmot eat?"]);
    let old = address_of(&desk.home());
    let serving = Serving::start(&desk);
    let token = serving.token("manage");
    let body = json!({ "words": words });
    let restore = |id: Option<&str>| call(&serving, "manage", "POST /api/wallet/restore", id, &body);
    let id = restore(None).1["confirmation"]["id"].as_str().unwrap().to_owned();
    desk.json(&["confirm", &id, "--yes"]);
    let (status, answered) = restore(Some(&id));
    assert_eq!(status, 202, "{answered}");
    let aside = Path::new(answered["set_aside"].as_str().unwrap());
    assert_eq!(aside.parent(), Some(&*desk.home()));
    // The next request waits for the new node.
    let (status, wallet) = call(&serving, "manage", "GET /api/wallet", None, &json!({}));
    assert_eq!((status, wallet["address"].as_str()), (200, Some(&*restored)));
    assert_eq!(serving.token("manage"), token);
    assert!(desk.lines(&["works"]).is_empty());
    assert_eq!(address_of(aside), old);
    let kept = |command: &str| {
        let output = crate::support::program()
            .arg("--home")
            .arg(aside)
            .args(["--json", command])
            .output();
        printed(output.unwrap()).stdout.lines().count()
    };
    assert_eq!(
        (kept("works"), kept("receipts")),
        (1, 1),
        "with its library and its receipts"
    );
    drop(serving);
    assert_eq!(address_of(&desk.home()), restored);
}

#[test]
fn erasing_through_the_node_leaves_a_fresh_home_at_the_same_address() {
    let (words, _) = another_wallet();
    let desk = Desk::new();
    desk.publish("marmot.md", "Ada", "licence: paid\nprice: \"0.5\"", &essay("marmot"));
    let old = address_of(&desk.home());
    let serving = Serving::start(&desk);
    let fresh = Desk::new();
    let other = Serving::start(&fresh);
    call(&other, "manage", "GET /api/wallet", None, &json!({}));
    assert_eq!(
        call(
            &serving,
            "owner",
            "POST /api/wallet/restore",
            None,
            &json!({ "words": words })
        )
        .0,
        202
    );
    assert_eq!(desk.refusal(&["erase"]), "not_confirmed", "not by accident");
    assert_eq!(desk.json(&["erase", "--yes"])["erased"], true);
    let (status, wallet) = call(&serving, "manage", "GET /api/wallet", None, &json!({}));
    assert_eq!((status, wallet["balance"].as_str()), (200, Some("1000")));
    assert!(![old, words].iter().any(|secret| wallet.to_string().contains(secret)));
    assert_eq!(
        names_in(&desk.home()),
        names_in(&fresh.home()),
        "nothing but what a fresh home has"
    );
    assert!(desk.lines(&["works"]).is_empty());
}

#[test]
fn erasing_without_a_node_leaves_an_empty_folder() {
    let desk = Desk::new();
    assert_eq!(desk.refusal(&["erase", "--yes"]), "nothing_to_erase");
    assert!(!desk.home().exists());
    desk.publish("marmot.md", "Ada", "", &essay("marmot"));
    let letter = desk.write("home/letter.txt", "not Byline's");
    desk.json(&["erase", "--yes"]);
    assert_eq!(
        names_in(&desk.home()).into_iter().collect::<Vec<_>>(),
        ["letter.txt", "lock"]
    );
    assert_eq!(std::fs::read_to_string(letter).unwrap(), "not Byline's");
    assert_eq!(
        desk.json(&["wallet", "balance"])["balance"],
        "1000",
        "a home may begin anew there"
    );
}

#[test]
fn a_node_that_is_asked_to_stop_ends_in_order() {
    let desk = Desk::new();
    let serving = Serving::start(&desk);
    assert_eq!(call(&serving, "manage", "POST /api/shutdown", None, &json!({})).0, 403);
    assert_eq!(call(&serving, "owner", "POST /api/shutdown", None, &json!({})).0, 202);
    assert!(serving.wait().success());
    assert!(!desk.home().join("node.json").exists());
    let log = std::fs::metadata(desk.home().join("byline.db-wal")).map_or(0, |log| log.len());
    assert_eq!(log, 0, "everything is in the one file");
}

#[test]
fn a_node_that_cannot_open_its_home_again_ends_and_says_why() {
    let (words, _) = another_wallet();
    let desk = Desk::new();
    let password = desk.write("password", "5".repeat(64));
    let mut command = desk.command(&["node", "--port", "0"]);
    let serving = Serving::spawn(command.env("BYLINE_PASSWORD_FILE", &password));
    let before = std::fs::read(desk.home().join("vault.bin")).unwrap();
    std::fs::remove_file(&password).unwrap();
    assert_eq!(
        call(
            &serving,
            "owner",
            "POST /api/wallet/restore",
            None,
            &json!({ "words": words })
        )
        .0,
        202
    );
    let printed = serving.output();
    assert!(!printed.ok);
    assert!(!code(&printed.stderr).is_empty());
    assert_eq!(
        std::fs::read(desk.home().join("vault.bin")).unwrap(),
        before,
        "nothing is lost"
    );
}

#[test]
fn kill_9_in_the_middle_of_a_restore_leaves_the_old_wallet_or_the_new_one() {
    let (words, restored) = another_wallet();
    for attempt in 0..10 {
        let desk = Desk::new();
        let old = address_of(&desk.home());
        let serving = Serving::start(&desk);
        let status = call(
            &serving,
            "owner",
            "POST /api/wallet/restore",
            None,
            &json!({ "words": words }),
        )
        .0;
        assert_eq!(status, 202);
        // The moment of the crash is what the test varies.
        #[expect(clippy::disallowed_methods, reason = "a crash has no event to wait for")]
        std::thread::sleep(std::time::Duration::from_millis(attempt * 5));
        serving.kill();
        let now = address_of(&desk.home());
        assert!([&old, &restored].contains(&&now), "{now} is neither");
        let aside = names_in(&desk.home())
            .into_iter()
            .find(|name| name.starts_with("set-aside-"));
        assert_eq!(aside.is_some(), now == restored, "{aside:?}");
        if let Some(aside) = aside {
            assert_eq!(address_of(&desk.home().join(aside)), old);
        }
    }
}
