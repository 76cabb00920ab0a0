//! Keys, passwords, backup and transfers.

use crate::support::{Desk, code, micros, printed};

#[test]
fn coins_are_sent_and_both_histories_say_so() {
    let desk = Desk::new();
    desk.json(&["accounts", "new", "Ada"]);
    let sent = desk.json(&["wallet", "send", "Ada", "1.5", "--yes"]);
    assert_eq!(micros(sent["wallet"]["balance"].as_str().unwrap()), 998_500_000);
    assert_eq!(desk.balance("Ada"), 1_500_000);
    let history = desk.lines(&["--account", "Ada", "wallet", "history"]);
    assert_eq!(
        (history[0]["kind"].as_str(), history[0]["direction"].as_str()),
        (Some("transfer"), Some("in"))
    );
    assert_eq!(history[0]["counterparty"], "me");
    let address = desk.json(&["--account", "Ada", "wallet", "address"])["address"]
        .as_str()
        .unwrap()
        .to_owned();
    desk.json(&["wallet", "send", &address, "0.5", "--yes"]);
    assert_eq!(desk.balance("Ada"), 2_000_000);
    // The last character, whatever it is: an address is random, so a chosen letter may not be in it.
    let (rest, last) = address.split_at(address.len() - 1);
    let mistyped = format!("{rest}{}", if last == "q" { "p" } else { "q" });
    assert_eq!(desk.refusal(&["wallet", "send", &mistyped, "1", "--yes"]), "invalid_id");
}

#[test]
fn balances_are_shown_as_signed_by_you_alone() {
    let desk = Desk::new();
    let wallet = desk.json(&["wallet", "balance"]);
    assert_eq!(wallet["proof"]["state"], "signed_by_you_alone");
    assert_eq!(wallet["balance"], "1000");
}

#[test]
fn the_words_restore_the_same_accounts_elsewhere() {
    let desk = Desk::new();
    let words = desk.json(&["wallet", "backup"])["words"].as_str().unwrap().to_owned();
    assert_eq!(words.split(' ').count(), 24);
    let address = desk.json(&["wallet", "address"])["address"].clone();
    assert_eq!(desk.json(&["wallet", "balance"])["backed_up"], false);
    let file = desk.write("words", format!("  {}\n", words.to_uppercase()));
    assert_eq!(
        desk.json(&["wallet", "backup", "--check", file.to_str().unwrap()])["backed_up"],
        true
    );
    assert_eq!(desk.json(&["wallet", "balance"])["backed_up"], true);
    let other = Desk::new();
    let file = other.write("words", &words);
    let restored = other.json(&["wallet", "restore", "--words", file.to_str().unwrap()]);
    assert_eq!(restored["address"], address);
    assert_eq!(other.json(&["wallet", "address"])["address"], address);
    assert_eq!(
        other.refusal(&["wallet", "restore", "--words", file.to_str().unwrap()]),
        "wallet_exists"
    );
}

#[test]
fn wrong_words_are_refused_and_make_no_wallet() {
    let desk = Desk::new();
    let words = desk.json(&["wallet", "backup"])["words"].as_str().unwrap().to_owned();
    let mut list: Vec<&str> = words.split(' ').collect();
    let first = list[0];
    list[0] = if first == "zoo" { "abandon" } else { "zoo" };
    let swapped = desk.write("swapped", list.join(" "));
    assert_eq!(
        desk.refusal(&["wallet", "backup", "--check", swapped.to_str().unwrap()]),
        "wrong_words"
    );
    let other = Desk::new();
    for wrong in ["", "zoo zoo zoo", "notaword ".repeat(12).as_str(), &"zoo ".repeat(24)] {
        let file = other.write("words", wrong);
        assert_eq!(
            other.refusal(&["wallet", "restore", "--words", file.to_str().unwrap()]),
            "wrong_seed_phrase"
        );
    }
    assert!(!other.home().join("vault.bin").exists());
}

#[test]
fn a_password_of_ones_own_is_asked_for_and_a_wrong_one_refused() {
    let desk = Desk::new();
    let (right, wrong) = (
        desk.write("right", "correct horse battery\n"),
        desk.write("wrong", "incorrect horse\n"),
    );
    let with = |file: &std::path::Path| {
        printed(
            desk.command(&["wallet", "balance"])
                .env("BYLINE_PASSWORD_FILE", file)
                .output()
                .unwrap(),
        )
    };
    assert!(with(&right).ok);
    assert!(with(&right).ok);
    assert_eq!(code(&with(&wrong).stderr), "wrong_password");
    assert!(!desk.run(&["wallet", "balance"]).ok, "no password is kept for it");
    assert!(!desk.home().join("vault.password").exists());
    assert!(with(&right).ok);
}

#[test]
fn no_secret_is_in_any_other_file_of_the_home() {
    let desk = Desk::new();
    let words = desk.json(&["wallet", "backup"])["words"].as_str().unwrap().to_owned();
    let needle = words.split(' ').take(3).collect::<Vec<_>>().join(" ");
    for entry in std::fs::read_dir(desk.home()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            assert!(
                !bytes.windows(needle.len()).any(|w| w == needle.as_bytes()),
                "{}",
                path.display()
            );
        }
    }
}

#[cfg(unix)]
#[test]
fn secrets_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    desk.json(&["wallet", "balance"]);
    for name in ["vault.bin", "vault.password", "tokens/owner.token", "byline.db"] {
        let mode = std::fs::metadata(desk.home().join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{name}");
    }
}

#[test]
fn an_encrypted_copy_of_the_vault_opens_another_home() {
    let desk = Desk::new();
    let password = desk.write("password", "another horse\n");
    let copy = desk.path("copy.bin");
    let address = desk.json(&["wallet", "address"])["address"].clone();
    let arguments = [
        "wallet",
        "export",
        copy.to_str().unwrap(),
        "--new-password-file",
        password.to_str().unwrap(),
    ];
    desk.json(&arguments);
    assert!(!desk.run(&arguments).ok, "nothing is overwritten");
    let other = Desk::new();
    std::fs::create_dir_all(other.home()).unwrap();
    std::fs::copy(&copy, other.home().join("vault.bin")).unwrap();
    let output = other
        .command(&["wallet", "address"])
        .env("BYLINE_PASSWORD_FILE", &password)
        .output()
        .unwrap();
    let shown: serde_json::Value = serde_json::from_str(&printed(output).stdout).unwrap();
    assert_eq!(shown["address"], address);
}

#[test]
fn the_doctor_says_what_is_there_and_tells_no_secret() {
    let desk = Desk::new();
    let before = desk.json(&["doctor"]);
    assert_eq!(before["findings"][0]["state"], "absent");
    assert!(!desk.home().exists(), "looking changes nothing");
    let words = desk.json(&["wallet", "backup"])["words"].as_str().unwrap().to_owned();
    let printed = desk.run(&["doctor"]);
    assert!(printed.ok);
    let token = std::fs::read_to_string(desk.home().join("tokens/owner.token")).unwrap();
    let password = std::fs::read_to_string(desk.home().join("vault.password")).unwrap();
    for secret in [&words, &token, &password] {
        assert!(!printed.stdout.contains(secret.trim()));
    }
}

#[test]
fn what_a_channel_holds_can_be_sent_all_the_same() {
    let desk = Desk::new();
    desk.publish(
        "marmot.md",
        "Ada",
        "licence: paid\nprice: \"40\"",
        &crate::support::essay("marmot"),
    );
    let answer = desk.json(&["ask", "What does the marmot eat?", "--max-price", "40"]);
    let wallet = desk.json(&["wallet", "balance"]);
    assert_eq!(wallet["balance"], "960");
    assert_ne!(wallet["in_channels"], "0");
    desk.json(&["accounts", "new", "Bo"]);
    desk.json(&["wallet", "send", "Bo", "960", "--yes"]);
    assert_eq!(
        (desk.balance("me"), desk.balance("Bo"), desk.balance("Ada")),
        (0, 960_000_000, 40_000_000)
    );
    let file = desk.path("proof.json");
    desk.json(&[
        "receipt",
        answer["receipt"].as_str().unwrap(),
        "--export",
        file.to_str().unwrap(),
    ]);
    let report = desk.json(&["verify", file.to_str().unwrap()]);
    assert_eq!(
        (report["valid"].as_bool(), report["settled"].as_bool()),
        (Some(true), Some(true)),
        "after the channel is gone"
    );
}

#[test]
fn one_work_at_an_absurd_price_does_not_stand_in_the_way_of_others() {
    let desk = Desk::new();
    desk.publish(
        "cheap.md",
        "Ada",
        "licence: paid\nprice: \"0.001\"",
        &crate::support::essay("marmot"),
    );
    let dear = "licence: paid\nprice: \"18446744073709.551615\"";
    desk.publish("dear.md", "Bo", dear, &crate::support::essay("badger"));
    let answer = desk.json(&["ask", "Who counted the marmot in 1987?", "--without", &{
        let works = desk.lines(&["works"]);
        works.iter().find(|w| w["account"] == "Bo").unwrap()["work"]
            .as_str()
            .unwrap()
            .to_owned()
    }]);
    assert_eq!(answer["price"], "0.001");
    assert_eq!(
        desk.refusal(&[
            "ask",
            "What does the badger eat?",
            "--max-price",
            "18446744073709.551615"
        ]),
        "insufficient_funds"
    );
}

#[test]
fn a_lost_vault_is_not_replaced_by_another() {
    let desk = Desk::new();
    desk.json(&["wallet", "balance"]);
    std::fs::remove_file(desk.home().join("vault.bin")).unwrap();
    assert_eq!(desk.refusal(&["wallet", "balance"]), "no_wallet");
    assert!(!desk.home().join("vault.bin").exists());
}

#[test]
fn a_name_that_looks_like_an_address_is_refused() {
    let desk = Desk::new();
    let address = desk.json(&["wallet", "address"])["address"]
        .as_str()
        .unwrap()
        .to_uppercase();
    assert_eq!(desk.refusal(&["accounts", "new", &address]), "invalid_account_name");
}
