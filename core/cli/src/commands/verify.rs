//! `byline verify`: check an exported receipt with nothing but the file.

use crate::failure::Failure;
use crate::output::Output;
use byline_node::{MAX_PROOF_FILE_BYTES, VerifiedFile, verify_file};
use serde::Serialize;
use std::io::Read;
use std::path::Path;

#[derive(Serialize)]
struct Report {
    valid: bool,
    receipt: String,
    chain: String,
    height: u64,
    block: String,
    signed_by: &'static str,
    made_at: u64,
    question: String,
    answer: String,
    asker: String,
    price: String,
    settled: bool,
    credits: Vec<Credit>,
    balances: Vec<Balance>,
    checks: Vec<&'static str>,
}

#[derive(Serialize)]
struct Credit {
    work: String,
    title: String,
    authors: Vec<String>,
    address: String,
    weight_ppm: u32,
    paid: String,
}

#[derive(Serialize)]
struct Balance {
    address: String,
    balance: String,
}

/// Checks the file and says what it proves.
pub fn run(file: &Path, output: &Output) -> Result<(), Failure> {
    let bytes = read_bounded(file)?;
    let verified = verify_file(&bytes).map_err(|error| {
        Failure::new(error.code(), format!("{}: {error}", file.display()))
            .hint("The file was changed or is not whole: do not rely on it; ask for a new export.")
    })?;
    output.item(&report(&verified), |report| words(report, output));
    Ok(())
}

fn read_bounded(file: &Path) -> Result<Vec<u8>, Failure> {
    let failed = |error: std::io::Error| Failure::file(file, &error);
    let mut bytes = Vec::new();
    let limit = MAX_PROOF_FILE_BYTES as u64 + 1;
    std::fs::File::open(file)
        .map_err(failed)?
        .take(limit)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    Ok(bytes)
}

fn report(verified: &VerifiedFile) -> Report {
    Report {
        valid: true,
        receipt: verified.receipt.to_string(),
        chain: verified.chain.to_string(),
        height: verified.height.0,
        block: verified.block.to_string(),
        signed_by: if verified.local {
            "one validator alone (a local ledger)"
        } else {
            "more than two thirds of the validators"
        },
        made_at: verified.made_at.0,
        question: verified.question.clone(),
        answer: verified.answer.clone(),
        asker: verified.asker.to_string(),
        price: verified.price.to_string(),
        settled: verified.settled,
        credits: verified.credits.iter().map(credit).collect(),
        balances: verified
            .balances
            .iter()
            .map(|(account, balance)| Balance {
                address: account.to_string(),
                balance: balance.to_string(),
            })
            .collect(),
        checks: verified.checks.clone(),
    }
}

fn credit(credit: &byline_node::ProvedCredit) -> Credit {
    Credit {
        work: credit.work.to_string(),
        title: credit.title.clone(),
        authors: credit.authors.clone(),
        address: credit.account.to_string(),
        weight_ppm: credit.weight.ppm(),
        paid: credit.paid.to_string(),
    }
}

fn words(report: &Report, output: &Output) -> String {
    let mut lines = vec![format!("This receipt holds: {}", report.receipt)];
    lines.push(format!("  Question: {}", report.question));
    for credit in &report.credits {
        let percent = f64::from(credit.weight_ppm) / 10_000.0;
        let by = output.tinted(&credit.authors.join(", "), &credit.address);
        lines.push(format!(
            "  {percent:>5.1} %  {} BYL  {by}: {}",
            credit.paid, credit.title
        ));
    }
    let settled = if report.settled {
        "settled on the ledger"
    } else {
        "nothing to settle, or not settled yet"
    };
    lines.push(format!("  Price {} BYL, {settled}", report.price));
    lines.push(format!(
        "  Ledger {} at height {}, signed by {}",
        report.chain, report.height, report.signed_by
    ));
    lines.push(format!("  Checked: {}", report.checks.join(", ")));
    lines.join("\n")
}
