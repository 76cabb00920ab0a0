//! `byline receipts` and `receipt`.

use crate::client::Client;
use crate::commands::works::path_segment;
use crate::failure::Failure;
use crate::output::Output;
use byline_api::{ReceiptDetailDto, ReceiptDto, ReceiptsResponse};
use serde_json::value::RawValue;
use std::io::Write;
use std::path::Path;

/// Lists the receipts.
pub fn list(client: &Client, account: Option<&str>, output: &Output) -> Result<(), Failure> {
    let query: Vec<(&str, &str)> = account.map(|account| ("account", account)).into_iter().collect();
    let receipts: ReceiptsResponse = client.get("/api/receipts", &query)?;
    if receipts.receipts.is_empty() {
        output.words("No receipts yet. `byline ask QUESTION` makes one.");
    }
    for receipt in &receipts.receipts {
        output.item(receipt, describe);
    }
    Ok(())
}

fn describe(receipt: &ReceiptDto) -> String {
    let state = match receipt.settlement.as_str() {
        "pending" => "signed by you and the server, not settled",
        other => other,
    };
    format!(
        "{}\n  {} BYL · {state} · {}\n  {}",
        receipt.question, receipt.price, receipt.account, receipt.receipt
    )
}

/// Shows a receipt, or writes it with its proofs.
pub fn show(client: &Client, id: &str, export: Option<&Path>, output: &Output) -> Result<(), Failure> {
    let path = format!("/api/receipts/{}", path_segment(id)?);
    let Some(file) = export else {
        let receipt: ReceiptDetailDto = client.get(&path, &[])?;
        output.item(&receipt, |receipt| {
            let credits = receipt
                .credits
                .iter()
                .map(|c| format!("  {} BYL to {} for {}", c.paid, c.account, c.title));
            let lines: Vec<String> = credits.collect();
            format!(
                "{}\n\n{}\n\n{}",
                describe(&receipt.summary),
                receipt.answer,
                lines.join("\n")
            )
        });
        return Ok(());
    };
    let proof: Box<RawValue> = client.get(&format!("{path}/export"), &[])?;
    write_new(file, proof.get().as_bytes())?;
    let written = serde_json::json!({ "receipt": id, "file": file });
    output.item(&written, |_| {
        format!(
            "Written: {}\nCheck it anywhere with `byline verify {0}`.",
            file.display()
        )
    });
    Ok(())
}

/// Written beside its place and renamed, so that no half file is left; a final line end as in the canonical form.
fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::file(path, &error);
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let mut draft = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    draft
        .write_all(bytes)
        .and_then(|()| draft.write_all(b"\n"))
        .and_then(|()| draft.as_file().sync_all())
        .map_err(failed)?;
    draft.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}
