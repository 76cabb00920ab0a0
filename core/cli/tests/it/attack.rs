//! Wrong, empty, huge and hostile input: a distinct error each time, and nothing changed.

use crate::support::{Desk, Serving, essay, http};
use std::fs::File;

/// Chain height and works: what must not change.
fn state(desk: &Desk) -> (String, usize) {
    let wallet = desk.json(&["wallet", "balance"]);
    (
        wallet["proof"]["block"].as_str().unwrap().to_owned(),
        desk.lines(&["works"]).len(),
    )
}

#[test]
fn files_that_are_no_texts_are_refused_by_name() {
    let desk = Desk::new();
    let good = desk.publish("marmot.md", "Ada", "", &essay("marmot"));
    assert!(good["work"].is_string());
    let before = state(&desk);
    let huge = desk.path("huge.txt");
    File::create(&huge).unwrap().set_len(1 << 30).unwrap();
    let folder = desk.path("empty folder");
    std::fs::create_dir(&folder).unwrap();
    desk.write("pictures/one.png", [0x89, b'P', b'N', b'G', 0]);
    let cases = [
        (desk.write("empty.txt", ""), "empty_file"),
        (desk.write("blank.txt", " \n\t\n"), "empty_file"),
        (huge, "too_large"),
        (
            desk.write("latin1.txt", [b'c', b'a', b'f', 0xe9, b' ', b'x']),
            "not_utf8",
        ),
        (
            desk.write("program.txt", [0x7f, b'E', b'L', b'F', 2, 1, 1, 0, 0, 0, 0, 0]),
            "binary_file",
        ),
        (folder, "nothing_to_publish"),
        (desk.path("pictures"), "nothing_to_publish"),
        (desk.path("missing.txt"), "not_found"),
    ];
    let mut codes = std::collections::BTreeSet::new();
    for (path, expected) in cases {
        let code = desk.refusal(&["publish", path.to_str().unwrap(), "--yes"]);
        assert_eq!(code, expected, "{}", path.display());
        codes.insert(code);
    }
    assert!(codes.len() >= 6);
    assert_eq!(state(&desk), before);
}

#[test]
fn one_bad_file_does_not_keep_the_others_back() {
    let desk = Desk::new();
    desk.write("texts/a.md", essay("marmot"));
    desk.write("texts/b.md", [0xff, 0xfe, 0x00, 0x01]);
    desk.write("texts/c.md", essay("badger"));
    let printed = desk.run(&["publish", desk.path("texts").to_str().unwrap(), "--yes"]);
    assert!(!printed.ok);
    assert_eq!(printed.stdout.lines().count(), 3);
    assert_eq!(desk.lines(&["works"]).len(), 2);
}

#[test]
fn mistakes_have_their_own_codes() {
    let desk = Desk::new();
    let work = desk.publish("marmot.md", "Ada", "licence: paid\nprice: \"0.5\"", &essay("marmot"));
    let id = work["work"].as_str().unwrap();
    let path = desk.path("marmot.md");
    let path = path.to_str().unwrap();
    let before = state(&desk);
    let cases: Vec<(Vec<&str>, &str)> = vec![
        (vec!["--account", "nobody", "wallet", "balance"], "unknown_account"),
        (
            vec!["--account", "nobody", "ask", "What does the marmot eat?"],
            "unknown_account",
        ),
        (
            vec!["--account", "Ada", "ask", "What does the marmot eat?"],
            "insufficient_funds",
        ),
        (vec!["ask", "  "], "empty_question"),
        (vec!["ask", "marmot?", "--max-price", "cheap"], "invalid_parameter"),
        (vec!["ask", "marmot?", "--without", "work1nonsense"], "invalid_id"),
        (vec!["publish", path, "--price", "-1", "--yes"], "usage"),
        (
            vec!["publish", path, "--price", "1.0000001", "--yes"],
            "invalid_parameter",
        ),
        (
            vec!["publish", path, "--licence", "attribution", "--price", "1", "--yes"],
            "invalid_parameter",
        ),
        (vec!["work", "work1nonsense"], "invalid_id"),
        (
            vec![
                "work",
                "work1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqtyqsqt",
            ],
            "invalid_id",
        ),
        (vec!["receipt", id], "invalid_id"),
        (vec!["wallet", "send", "me", "0", "--yes"], "invalid_parameter"),
        (vec!["wallet", "send", "nobody", "1", "--yes"], "unknown_account"),
        (vec!["wallet", "send", "Ada", "1000000", "--yes"], "insufficient_funds"),
        (vec!["accounts", "new", "Ada"], "account_exists"),
        (vec!["accounts", "new", "  "], "invalid_account_name"),
        (vec!["accounts", "new", "Ad\u{202e}a"], "invalid_account_name"),
        (vec!["search", ""], "empty_question"),
        (vec!["search", "marmot", "-k", "100000"], "invalid_parameter"),
        (vec!["verify", path], "file_format"),
        (vec!["verify", "missing.json"], "not_found"),
        (vec!["nonsense"], "usage"),
    ];
    for (arguments, expected) in cases {
        assert_eq!(desk.refusal(&arguments), expected, "{arguments:?}");
    }
    assert_eq!(state(&desk), before, "nothing was changed");
}

#[test]
fn the_guard_lets_in_no_foreign_host_origin_or_token() {
    let desk = Desk::new();
    let serving = Serving::start(&desk);
    let host = serving.url.strip_prefix("http://").unwrap().to_owned();
    let token = serving.token("manage");
    let get = |host: &str, extra: &str| {
        http(
            &serving.url,
            &format!("GET /api/works HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{extra}\r\n"),
        )
        .0
    };
    let bearer = format!("Authorization: Bearer {token}\r\n");
    assert_eq!(get(&host, &bearer), 200);
    assert_eq!(get("evil.example", &bearer), 403);
    assert_eq!(get("127.0.0.1:1", &bearer), 403);
    assert_eq!(get(&host, &format!("{bearer}Origin: https://evil.example\r\n")), 403);
    assert_eq!(get(&host, &format!("{bearer}Origin: null\r\n")), 403);
    assert_eq!(get(&host, &format!("{bearer}Origin: http://{host}\r\n")), 200);
    assert_eq!(get(&host, ""), 401);
    assert_eq!(get(&host, "Authorization: Bearer wrong\r\n"), 401);
    assert_eq!(get(&host, &format!("{bearer}{bearer}")), 401, "two tokens are none");
    let scoped = |scope: &str| format!("Authorization: Bearer {}\r\n", serving.token(scope));
    assert_eq!(get(&host, &scoped("read")), 200);
    assert_eq!(get(&host, &scoped("inference")), 403);
    let post = |path: &str, scope: &str, body: &str| {
        let length = body.len();
        let head =
            format!("POST {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Type: application/json\r\n");
        http(
            &serving.url,
            &format!("{head}Content-Length: {length}\r\n{}\r\n{body}", scoped(scope)),
        )
        .0
    };
    assert_eq!(
        post("/api/wallet/backup", "manage", "{}"),
        403,
        "a page cannot see the words"
    );
    assert_eq!(post("/api/wallet/backup", "owner", "{}"), 200);
    assert_eq!(post("/api/ask", "inference", "{\"question\":"), 400);
    assert_eq!(post("/api/ask", "inference", "{\"question\":\"x\",\"unknown\":1}"), 422);
    assert_eq!(
        post(
            "/api/ask",
            "inference",
            &format!("{{\"question\":\"{}\"}}", "x".repeat(9000))
        ),
        413
    );
    assert_eq!(post("/api/publish", "read", "{\"documents\":[]}"), 403);
    assert_eq!(post("/nowhere", "owner", "{}"), 404);
}

#[test]
fn a_web_page_cannot_spend_above_the_daily_cap() {
    let desk = Desk::new();
    desk.publish("marmot.md", "Ada", "licence: paid\nprice: \"150\"", &essay("marmot"));
    let serving = Serving::start(&desk);
    let host = serving.url.strip_prefix("http://").unwrap().to_owned();
    let ask = |scope: &str| {
        let body = "{\"question\":\"What does the marmot eat?\",\"confirmed\":true}";
        let head = format!(
            "POST /api/ask HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Type: application/json\r\n"
        );
        let token = serving.token(scope);
        let length = body.len();
        http(
            &serving.url,
            &format!("{head}Content-Length: {length}\r\nAuthorization: Bearer {token}\r\n\r\n{body}"),
        )
    };
    let (status, answer) = ask("manage");
    assert_eq!(status, 403);
    assert!(answer.contains("confirmation_required"));
    assert_eq!(ask("owner").0, 200);
}

#[test]
fn asking_many_times_at_once_does_not_get_past_the_daily_cap() {
    let desk = Desk::new();
    desk.publish("marmot.md", "Ada", "licence: paid\nprice: \"30\"", &essay("marmot"));
    let serving = Serving::start(&desk);
    let host = serving.url.strip_prefix("http://").unwrap().to_owned();
    let body = "{\"question\":\"What does the marmot eat?\"}";
    let request = format!(
        "POST /api/ask HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\nAuthorization: Bearer {}\r\n\r\n{body}",
        body.len(),
        serving.token("inference")
    );
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let asking: Vec<_> = (0..8).map(|_| scope.spawn(|| http(&serving.url, &request).0)).collect();
        asking.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert_eq!(
        statuses.iter().filter(|status| **status == 200).count(),
        3,
        "{statuses:?}: 90 of 100 coins"
    );
    assert_eq!(desk.balance("Ada"), 90_000_000);
}

#[test]
fn a_page_cannot_guess_the_seed_phrase_word_by_word() {
    let desk = Desk::new();
    let serving = Serving::start(&desk);
    let host = serving.url.strip_prefix("http://").unwrap();
    let body = "{\"words\":\"abandon\"}";
    let head = format!("POST /api/wallet/backup/check HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n");
    let rest = format!("Content-Type: application/json\r\nContent-Length: {}\r\n", body.len());
    let token = serving.token("manage");
    assert_eq!(
        http(
            &serving.url,
            &format!("{head}{rest}Authorization: Bearer {token}\r\n\r\n{body}")
        )
        .0,
        403
    );
}

#[cfg(unix)]
#[test]
fn devices_and_pipes_are_not_read() {
    let desk = Desk::new();
    assert_eq!(desk.refusal(&["publish", "/dev/zero", "--yes"]), "not_a_file");
}
