//! Files into front matter and text, and the files that are refused.

use crate::document::{
    Document, DocumentError, DocumentWarning, Format, FrontMatterSource, Licence, MAX_DOCUMENT_BYTES, check_length,
    is_importable, parse,
};

fn read(name: &str, text: &str) -> Document {
    parse(name, text.as_bytes()).unwrap()
}

#[test]
fn yaml_front_matter_is_read() {
    let document = read(
        "notes/a.md",
        "---\r\ntitle: \"On: rivers\"\nauthors:\n  - Ada Lovelace <ada@x.org>\n  - name: Grace Hopper\n    url: x\nlang: pt-BR\nlicence: paid\nprice: 0.05\ndate: 2024-05-01\nextra: {a: [1, 2]}\n---\n# Other\nText.\n",
    );
    let front = &document.front;
    assert_eq!(
        (document.format, front.source),
        (Format::Markdown, FrontMatterSource::Yaml)
    );
    assert_eq!(document.title, "On: rivers");
    assert_eq!(front.authors, ["Ada Lovelace", "Grace Hopper"]);
    assert_eq!(
        (front.language.as_deref(), front.created.as_deref()),
        (Some("pt-BR"), Some("2024-05-01"))
    );
    assert_eq!(
        (front.licence, front.price.map(|price| price.micros())),
        (Some(Licence::Paid), Some(50_000))
    );
    assert_eq!(document.body, "# Other\nText.\n");
    assert_eq!(document.warnings, []);
}

#[test]
fn toml_front_matter_is_read() {
    let document = read(
        "a.md",
        "+++\ntitle = \"T\"\nauthors = [\"A B, C D, and E F\"]\nprice = 0.000007\ndate = 2024-05-01\n[extra]\nteam = \"x\"\n+++\nText.",
    );
    assert_eq!(document.front.authors, ["A B", "C D", "E F"]);
    assert_eq!(document.front.price.map(|price| price.micros()), Some(7));
    assert_eq!(document.front.created.as_deref(), Some("2024-05-01"));
}

#[test]
fn a_header_block_is_read_where_it_names_a_title_or_author() {
    let text = "PEP: 1\nTitle: A long\n title\nAuthor: Barry Warsaw <barry at python.org>,\n        Guido van Rossum (BDFL),\n        King, Jr.\nCreated: 13-Jun-2000\n\n\nAbstract\n========\n";
    let document = read("pep-1.rst", text);
    assert_eq!(document.front.source, FrontMatterSource::Header);
    assert_eq!(document.title, "A long title");
    assert_eq!(
        document.front.authors,
        ["Barry Warsaw", "Guido van Rossum", "King, Jr."]
    );
    assert!(document.body.trim_start().starts_with("Abstract"));
    let note = read("a.txt", "Note: this is text.\nAnd: more of it.\n\nEnd.");
    assert_eq!((note.front.source, note.body.len()), (FrontMatterSource::None, 42));
}

#[test]
fn a_group_is_one_author_and_a_mandate_is_cut_off() {
    let authors = |names: &str| {
        read("a.txt", &format!("Author: {names}\nTitle: T\n\nText."))
            .front
            .authors
    };
    assert_eq!(authors("The core team and community"), ["The core team and community"]);
    assert_eq!(authors("Jane Lusby, on behalf of The Teams"), ["Jane Lusby"]);
    assert_eq!(authors("A & B; C and D, A"), ["A", "B", "C", "D"]);
}

#[test]
fn front_matter_that_cannot_be_read_stays_in_the_text() {
    for text in [
        "---\na: [1\n---\nText.",
        "+++\na = \n+++\nText.",
        "---\njust words\n---\nText.",
    ] {
        let document = read("a.md", text);
        assert!(
            matches!(document.warnings[..], [DocumentWarning::FrontMatter { .. }]),
            "{text}: {:?}",
            document.warnings
        );
        assert_eq!(document.body, text);
    }
    let rule = read("a.md", "---\n\nText after a rule.");
    assert!(rule.warnings.is_empty() && rule.body.starts_with("---"));
}

#[test]
fn values_that_are_not_understood_are_named() {
    let document = read("a.md", "---\nlicense: MIT\nprice: cheap\nlang: the english\n---\nText.");
    assert_eq!(
        document.warnings,
        [
            DocumentWarning::Language("the english".into()),
            DocumentWarning::Licence("MIT".into()),
            DocumentWarning::Price("cheap".into()),
        ]
    );
}

#[test]
fn a_yaml_text_cannot_be_blown_up_by_aliases() {
    let mut text = String::from("---\na: &a [x, x, x, x, x, x, x, x]\n");
    for i in 0..30 {
        text += &format!("b{i}: &b{i} [*a, *a, *a, *a]\n");
    }
    let document = read("a.md", &(text + "title: T\n---\nText."));
    assert_eq!(document.title, "T");
}

#[test]
fn a_title_is_found_without_front_matter() {
    assert_eq!(read("a.md", "Intro line\n\n# The *Title*\nText.").title, "The *Title");
    assert_eq!(read("a.rst", "=====\nTitle\n=====\n\nText.").title, "Title");
    assert_eq!(read("dir/my-essay.txt", &"long ".repeat(40)).title, "my-essay");
    assert_eq!(read("a.txt", "世界人权宣言\n\n序言").title, "世界人权宣言");
}

#[test]
fn each_file_that_is_no_text_has_its_own_error() {
    let error = |bytes: &[u8]| parse("a.txt", bytes).unwrap_err();
    assert_eq!(error(b""), DocumentError::Empty);
    assert_eq!(error(" \n\t\u{FEFF}".as_bytes()), DocumentError::Empty);
    assert_eq!(error(b"---\ntitle: x\n---\n\n"), DocumentError::NoBody);
    assert_eq!(error(b"abc\xff def"), DocumentError::NotUtf8 { offset: 3 });
    assert_eq!(error(b"\xff\xfeh\0i\0"), DocumentError::Utf16);
    assert!(matches!(error(b"text\0text"), DocumentError::Binary { offset: 4, .. }));
    assert!(matches!(error(b"a\x01b\x02c"), DocumentError::Binary { offset: 1, .. }));
    assert!(matches!(
        error(b"%PDF-1.7 \xff"),
        DocumentError::Binary { kind: "a PDF file", .. }
    ));
    assert!(matches!(error(b"\x89PNG\r\n"), DocumentError::Binary { offset: 0, .. }));
    assert!(matches!(
        error(&vec![b'x'; MAX_DOCUMENT_BYTES + 1]),
        DocumentError::TooLarge { .. }
    ));
    assert!(matches!(check_length(1 << 30), Err(DocumentError::TooLarge { .. })));
}

#[test]
fn a_folder_gives_its_text_files() {
    for name in ["a.md", "b.TXT", "x/c.rst", "d.markdown", "e.text"] {
        assert!(is_importable(name), "{name}");
    }
    for name in ["a.rs", "README", ".hidden.md", "x.pdf", "md"] {
        assert!(!is_importable(name), "{name}");
    }
}
