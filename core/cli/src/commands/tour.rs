//! `byline tour`: the whole story on the starter library, in a folder of its own.

use crate::client::Client;
use crate::commands::ask::describe;
use crate::commands::wallet::proof_words;
use crate::failure::Failure;
use crate::library::ESSAYS;
use crate::output::Output;
use crate::session::client_of;
use byline_api::{
    AnswerDto, AskRequest, Host, HostOptions, NewDocumentDto, PublishRequest, PublishResponse, PublishedDto, WalletDto,
};
use byline_node::verify_file;
use serde::Serialize;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

const QUESTIONS: [&str; 4] = [
    "Who signs the ledger in local mode?",
    "Why do the payouts sum exactly to the price?",
    "ماذا يحدث عند سحب عمل من Byline؟",
    "什么是盲试？",
];

/// What the tour did, for programs.
#[derive(Serialize)]
struct Story {
    published: Vec<PublishedDto>,
    answers: Vec<AnswerDto>,
    earned: Vec<Earned>,
    verified: Verified,
    without: AnswerDto,
}

#[derive(Serialize)]
struct Earned {
    account: String,
    address: String,
    balance: String,
}

#[derive(Serialize)]
struct Verified {
    receipt: String,
    bytes: usize,
    checks: Vec<&'static str>,
    changed_byte_refused_as: String,
}

/// Tells the story and shows each step.
pub fn run(output: &Output) -> Result<(), Failure> {
    let home = tempfile::tempdir().map_err(|error| Failure::file(&std::env::temp_dir(), &error))?;
    output.words("A tour of Byline, in a folder of its own that is gone afterwards.\n");
    let host = Host::open(HostOptions::new(home.path()))?;
    let told = tell(&client_of(&host), output);
    let stopped = host.stop();
    let story = told?;
    stopped?;
    if output.is_json() {
        output.item(&story, |_| String::new());
    }
    Ok(())
}

fn tell(client: &Client, output: &Output) -> Result<Story, Failure> {
    let published = publish(client, output)?;
    let answers = ask(client, output)?;
    let earned = earnings(client, &answers, output)?;
    let verified = verify(client, &answers[0], output)?;
    let without = ask_without(client, &answers[0], output)?;
    output.words("That was the story. Now yours: `byline publish FILE`, then `byline ask QUESTION`.");
    Ok(Story {
        published,
        answers,
        earned,
        verified,
        without,
    })
}

fn publish(client: &Client, output: &Output) -> Result<Vec<PublishedDto>, Failure> {
    output
        .words("1. Writers publish. Each text becomes sentences under one root, signed and registered on a ledger.\n");
    let document = |(path, text): &(&str, &str)| NewDocumentDto {
        path: (*path).to_owned(),
        text: Some((*text).to_owned()),
        ..NewDocumentDto::default()
    };
    let request = PublishRequest {
        documents: ESSAYS.iter().map(document).collect(),
        ..PublishRequest::default()
    };
    let published = client.post::<PublishResponse>("/api/publish", &request)?.documents;
    for work in &published {
        if let Some(error) = &work.error {
            return Err(Failure::from(error.clone()));
        }
        output.words(&published_line(work, output));
    }
    output.words("");
    Ok(published)
}

fn published_line(work: &PublishedDto, output: &Output) -> String {
    let text = |field: &Option<String>| field.clone().unwrap_or_default();
    let terms = match text(&work.licence).as_str() {
        "paid" => format!("{} BYL a use", text(&work.price)),
        other => other.to_owned(),
    };
    let by = output.tinted(&text(&work.account), &text(&work.address));
    format!(
        "   {by}: {} ({}, {} sentences, {terms})",
        text(&work.title),
        text(&work.lang),
        work.leaves.unwrap_or_default()
    )
}

fn ask(client: &Client, output: &Output) -> Result<Vec<AnswerDto>, Failure> {
    output.words("2. Somebody asks. The answer quotes what was published, and each source is credited and paid.\n");
    let mut answers = Vec::new();
    for question in QUESTIONS {
        let request = AskRequest {
            question: question.to_owned(),
            ..AskRequest::default()
        };
        let answer: AnswerDto = client.post("/api/ask", &request)?;
        output.words(&format!("   “{question}”\n"));
        output.words(&indent(&describe(&answer, output)));
        answers.push(answer);
    }
    Ok(answers)
}

fn earnings(client: &Client, answers: &[AnswerDto], output: &Output) -> Result<Vec<Earned>, Failure> {
    output.words("3. The ledger has paid them. Every balance was checked against a signed header.\n");
    let credited = answers.iter().flat_map(|answer| &answer.credits);
    let accounts: BTreeMap<&str, &str> = credited
        .map(|credit| (credit.address.as_str(), credit.account.as_str()))
        .collect();
    let mut earned = Vec::new();
    for (address, account) in accounts {
        let wallet: WalletDto = client.get("/api/wallet", &[("account", address)])?;
        let by = output.tinted(account, address);
        output.words(&format!(
            "   {by}: {} BYL, {}",
            wallet.balance,
            proof_words(&wallet.proof)
        ));
        earned.push(Earned {
            account: account.to_owned(),
            address: address.to_owned(),
            balance: wallet.balance,
        });
    }
    output.words("");
    Ok(earned)
}

fn verify(client: &Client, answer: &AnswerDto, output: &Output) -> Result<Verified, Failure> {
    output.words("4. Anybody can check it. The receipt leaves with its proofs in one file, and needs nothing else.\n");
    let proof: Box<RawValue> = client.get(&format!("/api/receipts/{}/export", answer.receipt), &[])?;
    let mut file = format!("{}\n", proof.get()).into_bytes();
    let checked = verify_file(&file).map_err(|error| Failure::new(error.code(), error.to_string()))?;
    output.words(&format!(
        "   {} bytes. Checked: {}.",
        file.len(),
        checked.checks.join(", ")
    ));
    let middle = file.len() / 2;
    file[middle] ^= 1;
    let refused = verify_file(&file)
        .err()
        .map_or("nothing", |error| error.code())
        .to_owned();
    output.words(&format!("   With one bit changed it is refused: {refused}.\n"));
    Ok(Verified {
        receipt: answer.receipt.clone(),
        bytes: file.len(),
        checks: checked.checks,
        changed_byte_refused_as: refused,
    })
}

fn ask_without(client: &Client, answer: &AnswerDto, output: &Output) -> Result<AnswerDto, Failure> {
    output.words("5. Remove a source and ask again: what did it change?\n");
    let without = answer.sentences.first().map(|sentence| sentence.work.clone());
    let request = AskRequest {
        question: QUESTIONS[0].to_owned(),
        without: without.into_iter().collect(),
        ..AskRequest::default()
    };
    let again: AnswerDto = client.post("/api/ask", &request)?;
    output.words(&indent(&describe(&again, output)));
    Ok(again)
}

fn indent(text: &str) -> String {
    text.lines()
        .map(|line| {
            if line.is_empty() {
                "\n".to_owned()
            } else {
                format!("     {line}\n")
            }
        })
        .collect()
}
