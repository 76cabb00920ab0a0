//! The main job: publish, ask, credit, pay, prove, withdraw.

use crate::support::{Desk, code, essay, micros, printed, program, shared};
use serde_json::Value;

const PAID: &str = "licence: paid\nprice: \"0.5\"";

fn sum(values: &[Value], field: &str) -> u64 {
    values.iter().map(|value| micros(value[field].as_str().unwrap())).sum()
}

#[test]
fn a_writer_publishes_and_is_paid_exactly_for_what_was_quoted() {
    let desk = Desk::new();
    let work = desk.publish("marmot.md", "Ada Perez", PAID, &essay("marmot"));
    assert_eq!(work["account"], "Ada Perez");
    assert!(work["leaves"].as_u64().unwrap() >= 6 && work["passages"] == 1);
    let before = desk.balance("me");
    let answer = desk.json(&["ask", "What does the marmot eat?"]);
    let sentences = answer["sentences"].as_array().unwrap();
    assert!(sentences[0]["text"].as_str().unwrap().contains("berries"), "{answer:#}");
    let text = desk.json(&["work", work["work"].as_str().unwrap()])["text"]
        .as_str()
        .unwrap()
        .to_owned();
    for sentence in sentences {
        let (from, to) = (
            sentence["byte_from"].as_u64().unwrap() as usize,
            sentence["byte_to"].as_u64().unwrap() as usize,
        );
        assert_eq!(&text[from..to], sentence["text"].as_str().unwrap());
        assert!(
            answer["answer"]
                .as_str()
                .unwrap()
                .contains(sentence["text"].as_str().unwrap())
        );
    }
    let credits = answer["credits"].as_array().unwrap();
    assert_eq!(
        credits.iter().map(|c| c["weight_ppm"].as_u64().unwrap()).sum::<u64>(),
        1_000_000
    );
    assert_eq!(sum(credits, "paid"), 500_000);
    assert_eq!(answer["price"], "0.5");
    assert_eq!(desk.balance("Ada Perez"), 500_000);
    assert_eq!(desk.balance("me"), before - 500_000);
}

#[test]
fn prices_of_nothing_little_and_a_fortune_are_paid_to_the_last_micro() {
    for (price, micros_paid) in [("0", 0), ("0.000001", 1), ("0.000007", 7), ("1000", 1_000_000_000)] {
        let desk = Desk::new();
        let (left, right) = (desk.write("a.md", essay("marmot")), desk.write("b.md", essay("badger")));
        for (path, author) in [(left, "Ada"), (right, "Bo")] {
            desk.json(&["accounts", "new", author]);
            let path = path.to_str().unwrap();
            desk.json(&[
                "--account",
                author,
                "publish",
                path,
                "--licence",
                "paid",
                "--price",
                price,
                "--yes",
            ]);
        }
        let question = "Since when have farmers kept the marmot and the badger away with bells?";
        let answer = desk.json(&["ask", question, "--max-price", "1000"]);
        let credits = answer["credits"].as_array().unwrap();
        assert_eq!(credits.len(), 2, "{answer:#}");
        assert_eq!(sum(credits, "paid"), micros_paid);
        assert_eq!(micros(answer["price"].as_str().unwrap()), micros_paid);
        assert_eq!(desk.balance("Ada") + desk.balance("Bo"), micros_paid);
        assert_eq!(
            desk.balance("me") + micros_paid,
            1_000_000_000,
            "no coin is made or lost"
        );
    }
}

#[test]
fn a_free_work_is_credited_and_costs_nothing() {
    let desk = Desk::new();
    desk.publish("marmot.md", "Ada", "", &essay("marmot"));
    let answer = desk.json(&["ask", "Who counted the marmot?"]);
    assert_eq!(answer["price"], "0");
    assert_eq!(answer["credits"][0]["account"], "Ada");
    let receipt = desk.json(&["receipt", answer["receipt"].as_str().unwrap()]);
    assert_eq!(receipt["settlement"], "free");
}

#[test]
fn a_copy_by_the_same_author_earns_nothing_more() {
    let question = "Which animals do farmers keep away with bells, the marmot or the badger?";
    let weight_of_ada = |copies: usize| {
        let desk = Desk::new();
        desk.publish("badger.md", "Bo", PAID, &essay("badger"));
        for copy in 0..copies {
            desk.publish(
                &format!("marmot{copy}.md"),
                "Ada",
                PAID,
                &format!("{}\n\nEdition {copy}.", essay("marmot")),
            );
        }
        let answer = desk.json(&["ask", question]);
        let mine = answer["credits"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|c| c["account"] == "Ada");
        mine.map(|c| c["weight_ppm"].as_u64().unwrap()).sum::<u64>()
    };
    let once = weight_of_ada(1);
    assert!(once > 0);
    assert_eq!(weight_of_ada(2), once);
    assert_eq!(weight_of_ada(4), once);
}

#[test]
fn joint_authors_share_what_their_work_earns() {
    let desk = Desk::new();
    desk.publish(
        "marmot.md",
        "[Ada, Bo]",
        "licence: paid\nprice: \"0.000007\"",
        &essay("marmot"),
    );
    let answer = desk.json(&["ask", "What does the marmot eat?"]);
    assert_eq!(answer["credits"].as_array().unwrap().len(), 2);
    assert_eq!(desk.balance("Ada") + desk.balance("Bo"), 7);
}

#[test]
fn a_source_can_be_left_out_and_a_limit_leaves_out_what_is_too_dear() {
    let desk = Desk::new();
    let dear = desk.publish("dear.md", "Ada", PAID, &essay("marmot"));
    desk.publish("free.md", "Bo", "", &essay("marmot").replace("berries", "grass"));
    let question = "What does the marmot eat?";
    let works = |answer: &Value| -> Vec<String> {
        answer["credits"]
            .as_array()
            .unwrap()
            .iter()
            .map(|c| c["work"].as_str().unwrap().to_owned())
            .collect()
    };
    let id = dear["work"].as_str().unwrap();
    assert!(!works(&desk.json(&["ask", question, "--without", id])).contains(&id.to_owned()));
    let limited = desk.json(&["ask", question, "--max-price", "0.1"]);
    assert!(!works(&limited).contains(&id.to_owned()));
    assert_eq!(limited["warnings"][0]["code"], "left_out_by_price");
    let passage = desk.json(&["search", "marmot berries"])["results"][0]["passage"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(!works(&desk.json(&["ask", question, "--without", &passage])).contains(&id.to_owned()));
}

#[test]
fn what_nobody_wrote_about_is_not_answered() {
    let desk = Desk::new();
    desk.publish("marmot.md", "Ada", PAID, &essay("marmot"));
    let answer = desk.json(&["ask", "quantum chromodynamics lattice renormalisation"]);
    assert_eq!(answer["sentences"].as_array().unwrap().len(), 0);
    assert_eq!(
        (answer["price"].as_str(), answer["credits"].as_array().unwrap().len()),
        (Some("0"), 0)
    );
    let file = desk.path("proof.json");
    desk.json(&[
        "receipt",
        answer["receipt"].as_str().unwrap(),
        "--export",
        file.to_str().unwrap(),
    ]);
    assert_eq!(desk.json(&["verify", file.to_str().unwrap()])["valid"], true);
}

#[test]
fn another_machine_verifies_the_exported_file_and_refuses_every_changed_byte() {
    let desk = Desk::new();
    desk.publish("marmot.md", "Ada", PAID, &essay("marmot"));
    desk.publish("badger.md", "[Bo, Ada]", "", &essay("badger"));
    let answer = desk.json(&["ask", "Do the marmot and the badger sleep through the winter?"]);
    let file = desk.path("proof.json");
    desk.json(&[
        "receipt",
        answer["receipt"].as_str().unwrap(),
        "--export",
        file.to_str().unwrap(),
    ]);
    let elsewhere = tempfile::tempdir().unwrap();
    let copy = elsewhere.path().join("proof.json");
    std::fs::copy(&file, &copy).unwrap();
    let verified = printed(program().arg("--json").arg("verify").arg(&copy).output().unwrap());
    let report: Value = serde_json::from_str(&verified.stdout).unwrap();
    assert_eq!(
        (report["valid"].as_bool(), report["settled"].as_bool()),
        (Some(true), Some(true))
    );
    assert_eq!(report["price"], answer["price"]);
    let good = std::fs::read(&file).unwrap();
    let mut codes = std::collections::BTreeSet::new();
    // Every byte would take minutes: a stride that meets each part of the file.
    for at in (0..good.len()).step_by(good.len() / 400 + 1) {
        let mut bytes = good.clone();
        bytes[at] ^= 1;
        let error = byline_node::verify_file(&bytes).expect_err(&format!("byte {at} of {}", good.len()));
        codes.insert(error.code());
    }
    assert!(codes.len() > 5, "the code names what failed: {codes:?}");
    let mut bytes = good;
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&copy, bytes).unwrap();
    let refused = printed(program().arg("--json").arg("verify").arg(&copy).output().unwrap());
    assert!(!refused.ok);
    code(&refused.stderr);
}

#[test]
fn a_withdrawn_work_leaves_the_next_answer_and_its_old_receipt_still_verifies() {
    let desk = Desk::new();
    let work = desk.publish("marmot.md", "Ada", PAID, &essay("marmot"));
    let id = work["work"].as_str().unwrap();
    let question = "What does the marmot eat?";
    let receipt = desk.json(&["ask", question])["receipt"].as_str().unwrap().to_owned();
    let (before, after) = (desk.path("before.json"), desk.path("after.json"));
    desk.json(&["receipt", &receipt, "--export", before.to_str().unwrap()]);
    assert!(desk.json(&["withdraw", id])["withdrawn"].is_u64());
    assert_eq!(desk.json(&["ask", question])["sentences"].as_array().unwrap().len(), 0);
    assert_eq!(desk.json(&["search", "marmot"])["results"].as_array().unwrap().len(), 0);
    let gone = desk.json(&["work", id]);
    assert_eq!((gone["title"].as_str(), gone.get("text")), (Some(""), None));
    desk.json(&["receipt", &receipt, "--export", after.to_str().unwrap()]);
    for file in [before, after] {
        assert_eq!(desk.json(&["verify", file.to_str().unwrap()])["valid"], true);
    }
    let database = std::fs::read(desk.home().join("byline.db")).unwrap();
    let unquoted = b"Farmers of the valley have kept";
    assert!(
        !database.windows(unquoted.len()).any(|window| window == unquoted),
        "the text is erased from the disk"
    );
    assert_eq!(
        desk.publish("marmot.md", "Ada", PAID, &essay("marmot"))["work"],
        id,
        "it may come back"
    );
    assert!(
        !desk.json(&["ask", question])["sentences"]
            .as_array()
            .unwrap()
            .is_empty()
    );
}

#[test]
fn publishing_again_changes_nothing_and_a_changed_file_is_a_new_version() {
    let desk = Desk::new();
    let first = desk.publish("marmot.md", "Ada", PAID, &essay("marmot"));
    let again = desk.publish("marmot.md", "Ada", PAID, &essay("marmot"));
    assert_eq!(
        (&again["work"], &again["outcome"]),
        (&first["work"], &"unchanged".into())
    );
    let changed = desk.publish("marmot.md", "Ada", PAID, &essay("marmot").replace("1987", "1993"));
    assert_eq!(
        (&changed["work"], changed["version"].as_u64()),
        (&first["work"], Some(2))
    );
    let answer = desk.json(&["ask", "When was the last count of the marmot made?"]);
    assert!(answer["answer"].as_str().unwrap().contains("1993"), "{answer:#}");
    let dearer = desk.publish(
        "marmot.md",
        "Ada",
        "licence: paid\nprice: \"2\"",
        &essay("marmot").replace("1987", "1993"),
    );
    assert_eq!(dearer["outcome"], "new_terms");
    assert_eq!(desk.lines(&["works"])[0]["price"], "2");
}

#[test]
fn questions_in_every_script_find_their_text() {
    let desk = Desk::new();
    let texts = [
        (
            "zh",
            "土拨鼠住在北方的山上。它吃浆果和草根，冬天一直睡觉。伊尔莎在一九八七年数过它们。",
            "土拨鼠吃什么？",
            "浆果",
        ),
        (
            "ja",
            "マーモットは北の山に住んでいる。冬のあいだずっと眠り、木の実と根を食べる。",
            "マーモットは何を食べますか",
            "木の実",
        ),
        (
            "th",
            "มาร์มอตอาศัยอยู่บนภูเขาทางเหนือ มันกินผลเบอร์รี่และรากไม้ และนอนหลับตลอดฤดูหนาว",
            "มาร์มอตกินอะไร",
            "ผลเบอร์รี่",
        ),
        (
            "hi",
            "मर्मोट उत्तर की पहाड़ियों में रहता है। वह जामुन और जड़ें खाता है। वह पूरी सर्दी सोता है।",
            "मर्मोट क्या खाता है?",
            "जामुन",
        ),
        (
            "ar",
            "يعيش المرموط في التلال الشمالية. يأكل المرموط التوت والجذور. وينام طوال الشتاء.",
            "ماذا يأكل المرموط؟",
            "التوت",
        ),
        (
            "es",
            "La marmota vive en las colinas del norte. Come bayas y raíces, y duerme todo el invierno.",
            "¿Qué comen las marmotas?",
            "bayas",
        ),
    ];
    for (tag, text, ..) in texts {
        let path = desk.write(&format!("{tag}.txt"), text);
        desk.json(&["publish", path.to_str().unwrap(), "--lang", tag, "--yes"]);
    }
    for (tag, _, question, expected) in texts {
        let answer = desk.json(&["ask", question]);
        assert!(
            answer["answer"].as_str().unwrap().contains(expected),
            "{tag}: {answer:#}"
        );
    }
}

#[test]
fn the_tour_tells_the_whole_story() {
    let printed = printed(program().arg("--json").arg("tour").output().unwrap());
    assert!(printed.ok, "{}", printed.stderr);
    let story: Value = serde_json::from_str(&printed.stdout).unwrap();
    assert!(story["published"].as_array().unwrap().len() >= 8);
    for answer in story["answers"].as_array().unwrap() {
        assert!(!answer["sentences"].as_array().unwrap().is_empty(), "{answer:#}");
    }
    assert_ne!(story["verified"]["changed_byte_refused_as"], "nothing");
    let first = &story["answers"][0]["sentences"][0]["work"];
    assert!(
        story["without"]["sentences"]
            .as_array()
            .unwrap()
            .iter()
            .all(|s| s["work"] != *first)
    );
}

#[test]
fn the_root_of_a_work_is_recomputed_by_a_short_script() {
    let desk = Desk::new();
    let work = desk.publish("marmot.md", "Ada", PAID, &essay("marmot"));
    let shown = desk.json(&["work", work["work"].as_str().unwrap()]);
    let file = desk.write("work.json", shown.to_string());
    let text = desk.write("work.txt", shown["text"].as_str().unwrap());
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../work/verify_root.py");
    let python = std::env::var("BYLINE_TEST_PYTHON").unwrap_or_else(|_| "python3".into());
    let output = std::process::Command::new(&python)
        .arg(script)
        .arg(file)
        .arg(text)
        .output();
    let Ok(output) = output else {
        eprintln!("skipped: {python} is not here");
        return;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8_lossy(&output.stdout).contains(work["root"].as_str().unwrap()));
}

#[test]
fn whole_libraries_publish_with_their_authors_as_accounts() {
    let (Some(peps), Some(posts)) = (shared("data/corpora/peps"), shared("data/corpora/rust_blog")) else {
        return;
    };
    let desk = Desk::new();
    let published = desk.lines(&["publish", peps.to_str().unwrap(), posts.to_str().unwrap(), "--yes"]);
    assert_eq!(published.len(), 525 + 648);
    assert!(published.iter().all(|work| work["work"].is_string()));
    let names: std::collections::BTreeSet<String> = desk
        .lines(&["accounts"])
        .iter()
        .map(|a| a["account"].as_str().unwrap().to_owned())
        .collect();
    for name in ["Guido van Rossum", "Barry Warsaw", "The Rust Release Team"] {
        assert!(names.contains(name), "{name}");
    }
    let index: Vec<Value> = serde_json::from_slice(&std::fs::read(peps.join("index.json")).unwrap()).unwrap();
    let missing: Vec<String> = index
        .iter()
        .flat_map(|pep| pep["authors"].as_array().unwrap())
        .map(|name| name.as_str().unwrap().to_owned())
        .filter(|name| !names.iter().any(|known| known.eq_ignore_ascii_case(name)))
        .collect();
    assert!(missing.len() < 10, "authors without an account: {missing:?}");
    let answer = desk.json(&[
        "ask",
        "Which characters should be used for indentation, spaces or tabs?",
    ]);
    assert!(!answer["credits"].as_array().unwrap().is_empty());
}
