//! Everything of a home but its keys, in one ZIP file: to keep, to read without Byline, to take elsewhere.

use crate::error::NodeError;
use crate::node::Node;
use crate::wallet::HistoryEntry;
use crate::works::WorkSummary;
use byline_types::{Amount, ReceiptId};
use std::io::{self, Write};
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipWriter};

/// The most movements of one account that are written.
const MAX_MOVEMENTS: usize = 100_000;

const READ_ME: &str = "\
Everything that this Byline home holds, without its keys.

works.csv            the works, with their ids, terms and roots
works/ID/vN.txt      the canonical text of each version that is still here
works/ID/vN.manifest its manifest, as the ledger's hash names it
receipts/ID.json     the proof file of each answer: `byline verify FILE` checks it on any machine
                     (ID.error.txt says why there is none)
accounts.csv         the accounts of the wallet
contacts.csv         the address book
history/NAME.csv     what came and went, by account

The keys are in the seed phrase alone: `byline wallet backup`.
";

type Archive<W> = ZipWriter<StreamWriter<W>>;

impl Node {
    /// Writes everything of this home but its keys to `sink` as a ZIP file. `progress` is told how many of how many parts
    /// are written. A sink that fails ends it.
    pub fn write_archive(&self, sink: impl Write, progress: &mut dyn FnMut(usize, usize)) -> Result<(), NodeError> {
        let works = self.works()?;
        let receipts = self.receipt_ids()?;
        let accounts = self.accounts()?;
        let parts = works.len() + receipts.len() + accounts.len();
        let mut archive: Archive<_> = ZipWriter::new_stream(sink);
        add(&mut archive, "README.txt", READ_ME.as_bytes())?;
        add(&mut archive, "works.csv", &works_table(&works)?)?;
        let mut done = 0;
        let mut step = || {
            done += 1;
            progress(done, parts);
        };
        for work in &works {
            self.add_work(&mut archive, work)?;
            step();
        }
        for receipt in &receipts {
            // One that cannot be proved any more does not keep the others back; the file says why.
            match self.export_receipt(&receipt.to_string()) {
                Ok(proof) => add(&mut archive, &format!("receipts/{receipt}.json"), &proof)?,
                Err(error) => add(
                    &mut archive,
                    &format!("receipts/{receipt}.error.txt"),
                    error.to_string().as_bytes(),
                )?,
            }
            step();
        }
        let rows = accounts
            .iter()
            .map(|account| vec![account.name.clone(), account.id.to_string(), account.index.to_string()]);
        add(
            &mut archive,
            "accounts.csv",
            &table(&["name", "address", "index"], rows)?,
        )?;
        let rows = self.contacts()?;
        let rows = rows
            .iter()
            .map(|contact| vec![contact.name.clone(), contact.account.to_string()]);
        add(&mut archive, "contacts.csv", &table(&["name", "address"], rows)?)?;
        for account in &accounts {
            let history = self.history(Some(&account.name), MAX_MOVEMENTS)?;
            let name = format!("history/{}-{}.csv", account.index, plain_name(&account.name));
            add(&mut archive, &name, &history_table(&history)?)?;
            step();
        }
        archive.finish().map_err(failed)?;
        Ok(())
    }

    fn receipt_ids(&self) -> Result<Vec<ReceiptId>, NodeError> {
        let mut ids = Vec::new();
        self.store.read()?.each_receipt(|row| {
            ids.push(row.receipt);
            Ok::<_, NodeError>(())
        })?;
        Ok(ids)
    }

    fn add_work<W: Write>(&self, archive: &mut Archive<W>, work: &WorkSummary) -> Result<(), NodeError> {
        for edition in self.versions(&work.id.to_string())? {
            let snapshot = self.store.read()?;
            let place = format!("works/{}/v{}", work.id, edition.version);
            if let Some(text) = snapshot.text(&work.id, edition.version)? {
                add(archive, &format!("{place}.txt"), text.as_bytes())?;
            }
            if let Some(manifest) = snapshot.manifest(&work.id, edition.version)? {
                add(archive, &format!("{place}.manifest"), &manifest)?;
            }
        }
        Ok(())
    }
}

fn works_table(works: &[WorkSummary]) -> Result<Vec<u8>, NodeError> {
    let columns = [
        "work",
        "title",
        "authors",
        "owner",
        "licence",
        "price",
        "language",
        "version",
        "root",
        "registered",
        "withdrawn",
    ];
    let row = |work: &WorkSummary| {
        vec![
            work.id.to_string(),
            work.title.clone(),
            work.authors.join("; "),
            work.owner.account.to_string(),
            work.licence.to_owned(),
            work.price.to_string(),
            work.language.clone(),
            work.version.to_string(),
            work.root.to_string(),
            work.registered.0.to_string(),
            work.withdrawn.map(|height| height.0.to_string()).unwrap_or_default(),
        ]
    };
    table(&columns, works.iter().map(row))
}

fn history_table(history: &[HistoryEntry]) -> Result<Vec<u8>, NodeError> {
    let columns = [
        "height",
        "time_ms",
        "kind",
        "direction",
        "amount",
        "other",
        "transaction",
    ];
    let row = |entry: &HistoryEntry| {
        let amount: Amount = entry.amount;
        vec![
            entry.height.0.to_string(),
            entry.time.0.to_string(),
            entry.kind.to_owned(),
            entry.direction.name().to_owned(),
            amount.to_string(),
            entry
                .counterparty
                .as_ref()
                .map(|other| other.account.to_string())
                .unwrap_or_default(),
            entry.transaction.to_string(),
        ]
    };
    table(&columns, history.iter().map(row))
}

fn table(columns: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Result<Vec<u8>, NodeError> {
    let failed = |e: csv::Error| NodeError::io("writing a table")(io::Error::other(e));
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(columns).map_err(failed)?;
    for row in rows {
        writer.write_record(row.into_iter().map(plain_cell)).map_err(failed)?;
    }
    writer
        .into_inner()
        .map_err(|e| NodeError::io("writing a table")(io::Error::other(e.to_string())))
}

/// A cell that a spreadsheet shows as text: what others wrote must not run as a formula there.
fn plain_cell(cell: String) -> String {
    match cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{cell}"),
        false => cell,
    }
}

/// A name that every file system takes. Accounts are told apart by the number before it.
fn plain_name(name: &str) -> String {
    name.chars()
        .map(|c| if c.is_alphanumeric() { c } else { '_' })
        .take(40)
        .collect()
}

fn add<W: Write>(archive: &mut Archive<W>, name: &str, bytes: &[u8]) -> Result<(), NodeError> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    archive.start_file(name, options).map_err(failed)?;
    archive.write_all(bytes).map_err(NodeError::io("writing the archive"))
}

fn failed(error: zip::result::ZipError) -> NodeError {
    NodeError::io("writing the archive")(io::Error::other(error))
}
