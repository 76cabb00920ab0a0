//! What the screens show, from a real node on a home of its own.

use crate::{AskEvent, Licence, NewDocument, Node, NodeError, NodeEvent, OpenOptions, Outcome, PublishMode, Question};
use byline_types::Amount;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;

const BEANS: &str =
    "My grandmother salted the beans before soaking them. Salt loosens the skin of a bean, so beans cook evenly.

She never wrote it down. 🫘 Nobody asked her why.";

/// How long an event that must come may take.
const SOON: Duration = Duration::from_secs(20);

struct Desk {
    node: Arc<Node>,
    _home: TempDir,
}

impl Desk {
    fn new() -> Desk {
        let home = tempfile::tempdir().unwrap();
        let password = home.path().join("password");
        std::fs::write(&password, "correct horse").unwrap();
        let options = OpenOptions {
            password_file: Some(password),
            ..OpenOptions::new(&home.path().join("home"))
        };
        Desk {
            node: Node::open(options).unwrap(),
            _home: home,
        }
    }

    fn document(path: &str, text: &str) -> NewDocument {
        NewDocument {
            path: path.to_owned(),
            bytes: text.as_bytes().to_vec(),
            source: Some(path.to_owned()),
            title: Some("Beans".into()),
            licence: Some(Licence::Paid),
            price: Some(coins("0.001")),
            ..NewDocument::default()
        }
    }

    fn publish(&self, account: &str, path: &str, text: &str) -> String {
        let documents = vec![Desk::document(path, text)];
        let outcomes = self.node.publish(documents, Some(account), PublishMode::Sign).unwrap();
        outcomes[0].as_ref().unwrap().work.to_string()
    }

    fn question(text: &str) -> Question {
        Question {
            text: text.to_owned(),
            ..Question::default()
        }
    }
}

fn coins(text: &str) -> Amount {
    text.parse().unwrap()
}

#[test]
fn a_preview_shows_the_passages_and_changes_nothing() {
    let desk = Desk::new();
    let documents = vec![Desk::document("beans.md", BEANS)];
    let outcomes = desk.node.publish(documents, None, PublishMode::Preview).unwrap();
    let preview = outcomes[0].as_ref().unwrap().preview.clone().unwrap();
    assert_eq!(preview.becomes, Outcome::New);
    let bytes = preview.text.as_bytes();
    let joined: Vec<u8> = preview
        .cuts
        .iter()
        .flat_map(|cut| bytes[cut.bytes.start as usize..cut.bytes.end as usize].to_vec())
        .collect();
    assert_eq!(joined, bytes, "the passages cover the text");
    assert_eq!(
        preview.cuts.iter().map(|cut| cut.words).sum::<u64>(),
        outcomes[0].as_ref().unwrap().words
    );
    assert!(desk.node.works().unwrap().is_empty());
}

#[test]
fn a_preview_says_what_signing_would_make() {
    let desk = Desk::new();
    desk.publish("me", "beans.md", BEANS);
    let becomes = |text: &str| {
        let documents = vec![Desk::document("beans.md", text)];
        let outcomes = desk.node.publish(documents, None, PublishMode::Preview).unwrap();
        let published = outcomes[0].as_ref().unwrap();
        (published.preview.as_ref().unwrap().becomes, published.version)
    };
    assert_eq!(becomes(BEANS), (Outcome::Unchanged, 1));
    assert_eq!(
        becomes("Salt the beans. They cook evenly then."),
        (Outcome::NewVersion, 2)
    );
}

#[test]
fn uses_and_earnings_sum_to_what_was_paid() {
    let desk = Desk::new();
    desk.node.new_account("Ada").unwrap();
    let work = desk.publish("Ada", "beans.md", BEANS);
    let mut paid = Amount::ZERO;
    for question in ["Why salt beans?", "Who salted the beans before soaking?"] {
        let answer = desk.node.ask(Desk::question(question)).unwrap();
        assert!(!answer.sentences.is_empty(), "{question}");
        paid = paid.plus(answer.price).unwrap();
    }
    let uses = desk.node.uses(&work).unwrap();
    assert_eq!((uses.uses, uses.earned), (2, paid));
    assert_eq!(uses.entries.len(), 2);
    assert_eq!(uses.entries[0].question, "Who salted the beans before soaking?");
    let of_passages = uses.passages.iter().map(|passage| passage.earned.micros()).sum::<u64>();
    assert_eq!(of_passages, paid.micros());
    let earnings = desk.node.earnings(Some("Ada")).unwrap();
    assert_eq!(earnings.works[0].earned, paid);
    assert_eq!(earnings.entries.len(), 2);
    assert!(desk.node.earnings(Some("me")).unwrap().entries.is_empty());
}

#[test]
fn a_question_that_is_taken_back_costs_nothing() {
    let desk = Desk::new();
    desk.node.new_account("Ada").unwrap();
    desk.publish("Ada", "beans.md", BEANS);
    let mut sentences = 0;
    let outcome = desk
        .node
        .ask_step_by_step(Desk::question("Why salt beans?"), &mut |event| match event {
            AskEvent::Found(estimate) => {
                assert_eq!(estimate.hold, coins("0.001"));
                ControlFlow::Continue(())
            }
            AskEvent::Sentence(_) => {
                sentences += 1;
                ControlFlow::Break(())
            }
        });
    assert!(matches!(outcome, Err(NodeError::Stopped)));
    assert_eq!(sentences, 1);
    assert!(desk.node.receipts(None, 10).unwrap().is_empty());
    assert_eq!(desk.node.wallet(Some("Ada")).unwrap().balance, Amount::ZERO);
}

#[test]
fn who_listens_hears_of_blocks_and_earnings() {
    let desk = Desk::new();
    desk.node.new_account("Ada").unwrap();
    let heard = desk.node.subscribe();
    desk.publish("Ada", "beans.md", BEANS);
    assert!(matches!(heard.recv_timeout(SOON), Ok(NodeEvent::Block { .. })));
    let price = desk.node.ask(Desk::question("Why salt beans?")).unwrap().price;
    let earned = std::iter::repeat_with(|| heard.recv_timeout(SOON).unwrap())
        .find_map(|event| match event {
            NodeEvent::Earned { account, amount } => Some((account.label(), amount)),
            NodeEvent::Block { .. } => None,
        })
        .unwrap();
    assert_eq!(earned, ("Ada".to_owned(), price));
}

#[test]
fn what_one_pays_oneself_is_not_earned() {
    let desk = Desk::new();
    desk.publish("me", "beans.md", BEANS);
    let heard = desk.node.subscribe();
    desk.node.ask(Desk::question("Why salt beans?")).unwrap();
    desk.node.close().unwrap();
    assert!(heard.try_iter().all(|event| matches!(event, NodeEvent::Block { .. })));
}

#[test]
fn the_address_book_names_strangers_and_not_the_wallets_own() {
    let desk = Desk::new();
    let other = Desk::new();
    let stranger = other.node.accounts().unwrap()[0].id.to_string();
    desk.node.put_contact("  Wen   Jiayi ", &stranger).unwrap();
    let info = desk.node.address("wen jiayi").unwrap();
    assert_eq!(info.party.account.to_string(), stranger);
    assert_eq!(
        (info.party.name.as_deref(), info.own, info.known),
        (Some("Wen Jiayi"), false, false)
    );
    let own = desk.node.accounts().unwrap()[0].id.to_string();
    assert!(desk.node.put_contact("Myself", &own).is_err());
    assert!(matches!(
        desk.node.put_contact("ME", &stranger),
        Err(NodeError::AccountExists(_))
    ));
    desk.node.remove_contact("WEN JIAYI").unwrap();
    assert!(desk.node.address("Wen Jiayi").is_err());
}

#[test]
fn an_account_keeps_its_key_under_another_name() {
    let desk = Desk::new();
    let before = desk.node.accounts().unwrap()[0].clone();
    desk.node.new_account("Ada").unwrap();
    assert!(matches!(
        desk.node.rename_account("me", "ADA"),
        Err(NodeError::AccountExists(_))
    ));
    let after = desk.node.rename_account("me", "Ines Calder").unwrap();
    assert_eq!((after.name.as_str(), after.id), ("Ines Calder", before.id));
    assert_eq!(desk.node.wallet(None).unwrap().party.label(), "Ines Calder");
}

#[test]
fn the_daily_cap_is_what_was_set() {
    let desk = Desk::new();
    desk.node.new_account("Ada").unwrap();
    desk.node.set_daily_cap(coins("2")).unwrap();
    let other = Desk::new();
    let stranger = other.node.accounts().unwrap()[0].id.to_string();
    let send = |amount: &str| {
        desk.node.send(crate::Transfer {
            from: None,
            to: stranger.clone(),
            amount: coins(amount),
            confirmed: false,
        })
    };
    send("1.5").unwrap();
    assert!(matches!(send("0.6"), Err(NodeError::ConfirmationRequired { .. })));
    send("0.5").unwrap();
    let settings = desk.node.settings().unwrap();
    assert_eq!((settings.daily_cap, settings.spent_today), (coins("2"), coins("2")));
}

#[test]
fn the_archive_holds_the_texts_and_proofs() {
    let desk = Desk::new();
    let work = desk.publish("me", "beans.md", BEANS);
    let receipt = desk.node.ask(Desk::question("Why salt beans?")).unwrap().receipt;
    let mut bytes = Vec::new();
    desk.node.write_archive(&mut bytes, &mut |_, _| ()).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut read = |name: &str| {
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut archive.by_name(name).unwrap(), &mut content).unwrap();
        content
    };
    let text = String::from_utf8(read(&format!("works/{work}/v1.txt"))).unwrap();
    assert!(text.contains("She never wrote it down."));
    assert!(crate::verify_file(&read(&format!("receipts/{receipt}.json"))).is_ok());
    assert!(String::from_utf8(read("works.csv")).unwrap().contains("Beans"));
    let words = desk.node.seed_words();
    let some_words = words.split(' ').take(3).collect::<Vec<_>>().join(" ");
    for at in 0..archive.len() {
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut archive.by_index(at).unwrap(), &mut content).unwrap();
        assert!(
            !String::from_utf8_lossy(&content).contains(&some_words),
            "no key is in it"
        );
    }
}

#[test]
fn a_withdrawn_work_keeps_its_sums_and_loses_its_text() {
    let desk = Desk::new();
    desk.node.new_account("Ada").unwrap();
    let work = desk.publish("Ada", "beans.md", BEANS);
    let price = desk.node.ask(Desk::question("Why salt beans?")).unwrap().price;
    desk.node.withdraw(&work).unwrap();
    let uses = desk.node.uses(&work).unwrap();
    assert_eq!((uses.uses, uses.earned, uses.passages.len()), (1, price, 0));
    let versions = desk.node.versions(&work).unwrap();
    assert_eq!((versions[0].version, versions[0].has_text), (1, false));
}

#[test]
fn the_network_is_signed_by_this_node_alone() {
    let desk = Desk::new();
    desk.publish("me", "beans.md", BEANS);
    let network = desk.node.network().unwrap();
    assert_eq!(network.proof.name(), "signed_by_you_alone");
    assert_eq!(network.validators.len(), 1);
    assert!(network.validators[0].signed && network.validators[0].you);
    assert_eq!(network.blocks[0].height, network.proof.height);
    assert_eq!((network.blocks[0].transactions, network.blocks[0].signers), (1, 1));
}
