//! Tests of the store.

mod ledger;
mod library;
mod prop;
mod search;
mod terms;
mod wallet;

use crate::{NewWork, Store};
use byline_types::{AccountId, Amount, ManifestId, Timestamp, WorkId};
use byline_work::{CanonicalText, Draft};
use tempfile::TempDir;

/// A store in a folder of its own.
struct Home {
    store: Store,
    folder: TempDir,
}

impl Home {
    fn new() -> Home {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("byline.db")).unwrap();
        Home { store, folder }
    }

    /// The same file, opened anew.
    fn reopened(self) -> Home {
        let Home { store, folder } = self;
        drop(store);
        let store = Store::open(&folder.path().join("byline.db")).unwrap();
        Home { store, folder }
    }

    /// Everything that is in the folder's files.
    fn bytes(&self) -> Vec<u8> {
        let files = std::fs::read_dir(self.folder.path()).unwrap();
        files
            .flat_map(|file| std::fs::read(file.unwrap().path()).unwrap())
            .collect()
    }
}

/// A text that is ready to be added.
struct Sample {
    number: u8,
    version: u32,
    title: String,
    language: &'static str,
    price: Option<Amount>,
    draft: Draft,
}

impl Sample {
    fn new(number: u8, title: &str, text: &str) -> Sample {
        Sample {
            number,
            version: 1,
            title: title.to_owned(),
            language: "und",
            price: Some(Amount::ZERO),
            draft: Draft::new(CanonicalText::new(text).unwrap()).unwrap(),
        }
    }

    fn id(&self) -> WorkId {
        WorkId::from_bytes([self.number; 32])
    }

    fn new_work(&self) -> NewWork<'_> {
        NewWork {
            work: self.id(),
            version: self.version,
            owner: AccountId::from_bytes([self.number / 16; 32]),
            manifest_id: ManifestId::from_bytes([self.version as u8; 32]),
            manifest: b"manifest with the secret title",
            title: &self.title,
            authors: &[],
            language: self.language,
            text: self.draft.text(),
            leaf_ends: self.draft.ends(),
            passages: self.draft.passages(),
            price: self.price,
            published: Timestamp(1_000),
            path: Some("essays/secret-path.md"),
        }
    }

    fn add(&self, home: &Home) {
        home.store.put_works(&[self.new_work()]).unwrap();
    }
}
