//! Whole corpora, where they are: nothing is lost, and authors are those of the index.

use crate::segment::{LeafKind, MAX_LEAF_BYTES, leaf_texts};
use crate::{CanonicalText, Draft, document};
use std::io::Read;
use std::path::{Path, PathBuf};

/// The corpus `name`, or `None` with a note where it is not here.
fn corpus(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/corpora")
        .join(name);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: {} is not here", path.display());
    None
}

fn check(name: &str, text: &str) -> Draft {
    let canonical = CanonicalText::new(text).unwrap();
    assert_eq!(
        CanonicalText::new(canonical.as_str()).as_ref(),
        Ok(&canonical),
        "{name}"
    );
    let draft = Draft::new(canonical.clone()).unwrap();
    let mut whole = String::with_capacity(draft.text().len());
    for leaf in leaf_texts(draft.text(), draft.ends()) {
        assert!(
            leaf.len() <= MAX_LEAF_BYTES && !leaf.trim().is_empty(),
            "{name}: {leaf}"
        );
        whole.push_str(leaf);
    }
    assert_eq!(whole, canonical.as_str(), "{name}");
    let manifest = draft.manifest(crate::Description::default(), [0; 32]);
    assert_eq!(manifest.check_text(whole.as_bytes()), Ok(()), "{name}");
    draft
}

#[test]
fn every_language_of_the_declaration_normalises_and_concatenates() {
    let Some(path) = corpus("udhr2.zip") else {
        check("embedded", "第一条\n人人生而自由。\n\nมาตรา 1\nมนุษย์ทั้งหลายเกิดมามีอิสระ");
        return;
    };
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let (mut texts, mut with_articles) = (0, 0);
    for i in 0..archive.len() {
        let mut entry = archive.by_index(i).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        if text.trim().is_empty() {
            continue;
        }
        let draft = check(&name, &text);
        let headings = draft.kinds().iter().filter(|kind| **kind == LeafKind::Heading).count();
        with_articles += usize::from(headings >= 25);
        texts += 1;
    }
    assert!(texts > 380, "{texts} texts");
    // There are thirty articles. Some languages write their titles as list items or inside the text.
    assert!(with_articles * 100 > texts * 85, "{with_articles} of {texts}");
}

#[test]
fn every_pep_publishes_with_the_authors_of_the_index() {
    let Some(folder) = corpus("peps") else { return };
    let index: serde_json::Value = serde_json::from_slice(&std::fs::read(folder.join("index.json")).unwrap()).unwrap();
    let mut count = 0;
    for entry in index.as_array().unwrap() {
        let name = entry["file"].as_str().unwrap();
        let document = document::parse(name, &std::fs::read(folder.join(name)).unwrap()).unwrap();
        let listed: Vec<&str> = entry["authors"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|author| author.as_str())
            .collect();
        // The index takes the "Jr." of one name for an author, and has a double space in another.
        let expected: Vec<String> = listed
            .join("; ")
            .replace("; Jr.", ", Jr.")
            .replace("  ", " ")
            .split("; ")
            .map(str::to_owned)
            .collect();
        assert_eq!(document.front.authors, expected, "{name}");
        assert_eq!(document.title, entry["title"].as_str().unwrap(), "{name}");
        assert_eq!(document.front.created.as_deref(), entry["created"].as_str(), "{name}");
        check(name, &document.body);
        count += 1;
    }
    assert_eq!(count, 525);
}

#[test]
fn every_blog_post_publishes_with_its_authors() {
    let Some(folder) = corpus("rust_blog") else { return };
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if !document::is_importable(&name) {
            continue;
        }
        let document = document::parse(&name, &std::fs::read(&path).unwrap()).unwrap();
        assert!(
            document.warnings.is_empty() && !document.front.authors.is_empty(),
            "{name}: {:?}",
            document.warnings
        );
        check(&name, &document.body);
        count += 1;
    }
    assert_eq!(count, 648);
}
