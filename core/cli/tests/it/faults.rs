//! Crashes, two processes at once, ports and homes in use: nothing lost, nothing twice.

use crate::support::{Desk, Serving, code, essay, printed};
use std::process::Stdio;

#[test]
fn a_home_and_a_port_are_used_by_one_node_at_a_time() {
    let desk = Desk::new();
    let serving = Serving::start(&desk);
    assert_eq!(desk.refusal(&["node", "--port", "0"]), "home_locked");
    let port = serving.url.rsplit(':').next().unwrap().to_owned();
    let other = Desk::new();
    assert_eq!(other.refusal(&["node", "--port", &port]), "port_in_use");
}

#[test]
fn an_address_left_by_a_killed_node_is_not_believed() {
    let (desk, other) = (Desk::new(), Desk::new());
    let serving = Serving::start(&desk);
    let address = std::fs::read(desk.home().join("node.json")).unwrap();
    serving.kill();
    let elsewhere = Serving::start(&other);
    let url = serde_json::json!({ "url": elsewhere.url }).to_string();
    assert_ne!(url.as_bytes(), address);
    std::fs::write(desk.home().join("node.json"), url).unwrap();
    assert_eq!(
        desk.json(&["wallet", "balance"])["balance"],
        "1000",
        "it starts its own node"
    );
}

#[test]
fn commands_use_the_node_that_runs_and_two_at_once_do_not_disturb_each_other() {
    let desk = Desk::new();
    let serving = Serving::start(&desk);
    desk.publish("marmot.md", "Ada", "licence: paid\nprice: \"0.5\"", &essay("marmot"));
    let ask = || {
        desk.command(&["ask", "What does the marmot eat?"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap()
    };
    let both = [ask(), ask(), ask()];
    assert!(
        both.into_iter()
            .all(|child| printed(child.wait_with_output().unwrap()).ok)
    );
    assert_eq!(desk.balance("Ada"), 1_500_000);
    drop(serving);
    let both = [ask(), ask(), ask()];
    assert!(
        both.into_iter()
            .all(|child| printed(child.wait_with_output().unwrap()).ok),
        "without a node they take turns"
    );
    assert_eq!(desk.balance("Ada"), 3_000_000);
}

/// Kills a node while `work` is under way, `tries` times at other moments, and checks what is left after each.
fn killed_while(tries: u64, work: impl Fn(&Desk) -> std::process::Child, check: impl Fn(&Desk)) {
    let desk = Desk::new();
    desk.publish("marmot.md", "Ada", "licence: paid\nprice: \"0.5\"", &essay("marmot"));
    for attempt in 0..tries {
        let serving = Serving::start(&desk);
        let mut client = work(&desk);
        // The moment of the crash is what the test varies.
        #[expect(clippy::disallowed_methods, reason = "a crash has no event to wait for")]
        std::thread::sleep(std::time::Duration::from_millis(3 + attempt * 7));
        serving.kill();
        client.wait().unwrap();
        check(&desk);
    }
}

#[test]
fn kill_9_in_the_middle_of_publishing_leaves_whole_works_or_none() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..60 {
        std::fs::write(
            folder.path().join(format!("{number}.md")),
            essay(&format!("beast{number}")),
        )
        .unwrap();
    }
    let path = folder.path().to_str().unwrap().to_owned();
    let publish = |desk: &Desk| {
        desk.command(&["publish", &path, "--yes"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    };
    killed_while(12, publish, |desk| {
        for work in desk.lines(&["works"]) {
            let shown = desk.json(&["work", work["work"].as_str().unwrap()]);
            assert!(
                !shown["text"].as_str().unwrap().is_empty(),
                "registered and stored, or neither"
            );
        }
    });
}

#[test]
fn kill_9_in_the_middle_of_paying_pays_each_receipt_once() {
    let ask = |desk: &Desk| {
        desk.command(&["ask", "What does the marmot eat?"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    };
    killed_while(15, ask, |desk| {
        let earned = desk.balance("Ada");
        let receipts = desk.lines(&["receipts"]);
        assert_eq!(earned, 500_000 * receipts.len() as u64, "each receipt is paid once");
        assert!(receipts.iter().all(|receipt| receipt["settlement"] == "settled"));
        assert_eq!(desk.balance("me") + earned, 1_000_000_000);
    });
}

#[test]
fn a_damaged_database_is_refused_and_not_overwritten() {
    let desk = Desk::new();
    desk.publish("marmot.md", "Ada", "", &essay("marmot"));
    let path = desk.home().join("byline.db");
    let mut bytes = std::fs::read(&path).unwrap();
    for byte in &mut bytes[..4096] {
        *byte ^= 0xa5;
    }
    std::fs::write(&path, &bytes).unwrap();
    let printed = desk.run(&["works"]);
    assert!(!printed.ok);
    code(&printed.stderr);
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
}

#[cfg(unix)]
#[test]
fn a_home_that_cannot_be_made_is_said_so() {
    let desk = Desk::new();
    let file = desk.write("file", "in the way");
    let inside = file.join("home");
    let output = crate::support::program()
        .arg("--home")
        .arg(&inside)
        .args(["--json", "works"])
        .output()
        .unwrap();
    assert!(!printed(output).ok);
}
