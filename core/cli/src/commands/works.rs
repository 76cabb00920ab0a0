//! `byline works`, `work`, `withdraw` and `search`.

use crate::client::Client;
use crate::failure::Failure;
use crate::output::Output;
use byline_api::{SearchResponse, WorkDetailDto, WorkDto, WorksResponse};

/// Lists the works.
pub fn list(client: &Client, output: &Output) -> Result<(), Failure> {
    let works: WorksResponse = client.get("/api/works", &[])?;
    if works.works.is_empty() {
        output.words("No works yet. `byline publish FILE` publishes the first one.");
    }
    for work in &works.works {
        output.item(work, |work| describe(work, output));
    }
    Ok(())
}

fn describe(work: &WorkDto, output: &Output) -> String {
    let title = match work.withdrawn {
        Some(height) => format!("(withdrawn at height {height})"),
        None => work.title.clone(),
    };
    let terms = if work.licence == "paid" {
        format!("{} BYL a use", work.price)
    } else {
        work.licence.clone()
    };
    let names: Vec<&str> = work.payees.iter().map(|p| p.account.as_str()).collect();
    let by = output.tinted(&names.join(", "), &work.address);
    format!(
        "{title}\n  by {by} · {terms} · {} sentences · version {}\n  {}",
        work.leaves, work.version, work.work
    )
}

/// Shows one work with its text.
pub fn show(client: &Client, id: &str, output: &Output) -> Result<(), Failure> {
    let work: WorkDetailDto = client.get(&format!("/api/works/{}", path_segment(id)?), &[])?;
    output.item(&work, |work| {
        let proof = crate::commands::wallet::proof_words(&work.summary.proof);
        let text = work.text.as_deref().unwrap_or("(the text is no longer here)");
        format!(
            "{}\n  root {}\n  {proof}\n\n{text}",
            describe(&work.summary, output),
            work.summary.root
        )
    });
    Ok(())
}

/// Takes a work out.
pub fn withdraw(client: &Client, id: &str, output: &Output) -> Result<(), Failure> {
    let path = format!("/api/works/{}/withdraw", path_segment(id)?);
    let work: WorkDto = client.post(&path, &serde_json::json!({}))?;
    output.item(&work, |work| {
        format!(
            "Withdrawn: {}\nIts text is erased here; its hashes and the receipts already paid remain.",
            work.work
        )
    });
    Ok(())
}

/// Finds passages.
pub fn search(client: &Client, query: &str, k: usize, output: &Output) -> Result<(), Failure> {
    let k = k.to_string();
    let found: SearchResponse = client.get("/api/search", &[("q", query), ("k", &k)])?;
    output.item(&found, |found| {
        if found.results.is_empty() {
            return "Nothing found.".to_owned();
        }
        let lines = found.results.iter().map(|hit| {
            let by = output.tinted(&hit.account, &hit.address);
            format!(
                "{:.3}  {} · {by}\n       {}\n{}\n",
                hit.score,
                hit.title,
                hit.passage,
                hit.text.trim_end()
            )
        });
        lines.collect::<Vec<_>>().join("\n")
    });
    Ok(())
}

/// An id that can stand in a path: ids have letters, digits and a few signs only.
pub fn path_segment(id: &str) -> Result<&str, Failure> {
    let fits = (1..=200).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"@:-".contains(&b));
    if fits {
        Ok(id)
    } else {
        Err(Failure::new("invalid_id", format!("`{id}` is not an id")).hint("Copy the id whole."))
    }
}
