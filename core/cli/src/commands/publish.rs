//! `byline publish`: files and folders to works.

use crate::arguments::{Licence, Publish};
use crate::client::Client;
use crate::failure::Failure;
use crate::output::Output;
use crate::terminal;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use byline_api::{NewDocumentDto, PublishRequest, PublishResponse, PublishedDto};
use byline_node::{MAX_DOCUMENT_BYTES, is_importable};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// A request is sent when it holds this many documents…
const BATCH_DOCUMENTS: usize = 64;
/// … or this many bytes.
const BATCH_BYTES: u64 = 8 << 20;
/// Folders deeper than this are not followed.
const MAX_DEPTH: usize = 32;
/// The most files of one command.
const MAX_FILES: usize = 100_000;

/// Publishes what the paths name, a line for each file.
pub fn run(client: &Client, publish: &Publish, account: Option<&str>, output: &Output) -> Result<(), Failure> {
    let files = collect(&publish.paths)?;
    if publish.title.is_some() && files.len() > 1 {
        return Err(
            Failure::new("usage", "--title is for one file").hint("Publish the files one by one, or without it.")
        );
    }
    if !publish.yes && terminal::is_interactive() {
        preview(client, &files, publish, account, output)?;
    }
    let mut refused = Vec::new();
    let mut done = 0;
    for batch in batches(&files) {
        let results = send(client, batch, publish, account, false)?;
        done += results.len();
        refused.extend(results.iter().filter_map(|result| result.error.clone()));
        for result in results
            .iter()
            .filter(|result| result.error.is_none() || files.len() > 1)
        {
            output.item(result, |result| describe(result, output));
        }
        if files.len() > BATCH_DOCUMENTS {
            output.progress(&format!("{done} of {} files", files.len()));
        }
    }
    match refused.len() {
        0 => Ok(()),
        1 => Err(Failure::from(refused.remove(0))),
        count => Err(several(refused, count, files.len())),
    }
}

fn several(refused: Vec<byline_api::ErrorDetail>, count: usize, all: usize) -> Failure {
    let same = refused.iter().all(|error| error.code == refused[0].code);
    let code = if same {
        refused[0].code.as_str()
    } else {
        "several_refused"
    };
    Failure::new(
        code,
        format!("{count} of {all} files were refused; the others are published"),
    )
    .hint("Each refused file has its own line with the reason.")
}

/// A file to publish, with its size in bytes.
struct File {
    path: PathBuf,
    bytes: u64,
}

fn collect(paths: &[PathBuf]) -> Result<Vec<File>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        let metadata = fs::metadata(path).map_err(|error| Failure::file(path, &error))?;
        if metadata.is_dir() {
            let before = files.len();
            walk(path, 0, &mut files)?;
            if files.len() == before {
                return Err(
                    Failure::new("nothing_to_publish", format!("{} has no text files", path.display()))
                        .hint("Texts end in .md, .markdown, .txt, .text or .rst."),
                );
            }
        } else if !metadata.is_file() {
            let message = format!("{} is neither a file nor a folder", path.display());
            return Err(Failure::new("not_a_file", message).hint("Name files and folders with texts."));
        } else {
            files.push(File {
                path: path.clone(),
                bytes: metadata.len(),
            });
        }
    }
    if files.len() > MAX_FILES {
        return Err(Failure::new(
            "too_many_files",
            format!("{} files are more than {MAX_FILES}", files.len()),
        )
        .hint("Publish the folder in parts."));
    }
    Ok(files)
}

/// Texts below `folder` in order of their names. Hidden entries are passed over, links are not followed.
fn walk(folder: &Path, depth: usize, files: &mut Vec<File>) -> Result<(), Failure> {
    if depth > MAX_DEPTH || files.len() > MAX_FILES {
        return Ok(());
    }
    let entries = fs::read_dir(folder).map_err(|error| Failure::file(folder, &error))?;
    let mut entries: Vec<_> = entries.flatten().collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Ok(metadata) = entry.metadata() else { continue };
        if name.starts_with('.') {
            continue;
        } else if metadata.is_dir() {
            walk(&entry.path(), depth + 1, files)?;
        } else if metadata.is_file() && is_importable(&name) {
            files.push(File {
                path: entry.path(),
                bytes: metadata.len(),
            });
        }
    }
    Ok(())
}

fn batches(files: &[File]) -> Vec<&[File]> {
    let mut batches = Vec::new();
    let (mut from, mut bytes) = (0, 0);
    for (at, file) in files.iter().enumerate() {
        if at > from && (at - from == BATCH_DOCUMENTS || bytes + file.bytes > BATCH_BYTES) {
            batches.push(&files[from..at]);
            (from, bytes) = (at, 0);
        }
        bytes += file.bytes;
    }
    batches.push(&files[from..]);
    batches
}

fn preview(
    client: &Client,
    files: &[File],
    publish: &Publish,
    account: Option<&str>,
    output: &Output,
) -> Result<(), Failure> {
    for batch in batches(files) {
        for result in send(client, batch, publish, account, true)? {
            output.progress(&describe(&result, output));
        }
    }
    let what = if files.len() == 1 {
        "it".to_owned()
    } else {
        format!("these {} files", files.len())
    };
    terminal::confirm(&format!("Sign and publish {what}?"))
}

/// One request. Files that are too large or cannot be read are refused here, without being loaded.
fn send(
    client: &Client,
    files: &[File],
    publish: &Publish,
    account: Option<&str>,
    preview: bool,
) -> Result<Vec<PublishedDto>, Failure> {
    let read: Vec<Result<NewDocumentDto, Box<PublishedDto>>> =
        files.iter().map(|file| document(file, publish)).collect();
    let documents: Vec<NewDocumentDto> = read.iter().filter_map(|one| one.as_ref().ok().cloned()).collect();
    let mut answered = Vec::new().into_iter();
    if !documents.is_empty() {
        let request = PublishRequest {
            documents,
            account: account.map(str::to_owned),
            preview,
        };
        answered = client
            .post::<PublishResponse>("/api/publish", &request)?
            .documents
            .into_iter();
    }
    let missing = || Failure::new("node_unreachable", "the node answered for fewer files than were sent");
    read.into_iter()
        .map(|one| match one {
            Ok(_) => answered.next().ok_or_else(missing),
            Err(refused) => Ok(*refused),
        })
        .collect()
}

fn document(file: &File, publish: &Publish) -> Result<NewDocumentDto, Box<PublishedDto>> {
    let path = file.path.display().to_string();
    let refuse = |failure: Failure| {
        let kind = "invalid_request_error".to_owned();
        let Failure { code, message, hint } = failure;
        let error = Some(byline_api::ErrorDetail {
            code,
            message,
            hint,
            kind,
        });
        Box::new(PublishedDto {
            path: path.clone(),
            error,
            ..PublishedDto::default()
        })
    };
    if file.bytes > MAX_DOCUMENT_BYTES as u64 {
        let limit = MAX_DOCUMENT_BYTES >> 20;
        let message = format!("{path} has {} MiB; at most {limit} MiB are taken", file.bytes >> 20);
        return Err(refuse(
            Failure::new("too_large", message).hint("Split the text into several works."),
        ));
    }
    let bytes = read_bounded(&file.path).map_err(|error| refuse(Failure::file(&file.path, &error)))?;
    let (text, base64) = match String::from_utf8(bytes) {
        Ok(text) => (Some(text), None),
        Err(other) => (None, Some(STANDARD.encode(other.as_bytes()))),
    };
    let source = fs::canonicalize(&file.path).ok().map(|path| path.display().to_string());
    Ok(NewDocumentDto {
        path,
        source,
        text,
        base64,
        title: publish.title.clone(),
        lang: publish.lang.clone(),
        licence: publish.licence.map(|licence| licence_name(licence).to_owned()),
        price: publish.price.clone(),
    })
}

/// A file may have grown since its size was read; the node refuses the byte that is too many.
fn read_bounded(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(path)?
        .take(MAX_DOCUMENT_BYTES as u64 + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn licence_name(licence: Licence) -> &'static str {
    match licence {
        Licence::Attribution => "attribution",
        Licence::Paid => "paid",
    }
}

fn describe(result: &PublishedDto, output: &Output) -> String {
    if let Some(error) = &result.error {
        return format!("{}: refused: {}", result.path, error.message);
    }
    let text = |field: &Option<String>| field.clone().unwrap_or_default();
    let number = |field: Option<u32>| field.unwrap_or_default();
    let names: Vec<&str> = result.payees.iter().map(|p| p.account.as_str()).collect();
    let by = output.tinted(&names.join(", "), &text(&result.address));
    let terms = match text(&result.licence).as_str() {
        "paid" => format!("{} BYL a use", text(&result.price)),
        other => other.to_owned(),
    };
    let mut lines = vec![
        format!("{} ({})", text(&result.title), text(&result.outcome).replace('_', " ")),
        format!(
            "  by {by} · {terms} · {} sentences in {} passages",
            number(result.leaves),
            number(result.passages)
        ),
        format!("  {}", text(&result.work)),
    ];
    lines.extend(
        result
            .warnings
            .iter()
            .map(|warning| format!("  Note: {}", warning.message)),
    );
    lines.join("\n")
}
