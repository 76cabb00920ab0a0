use crate::notices::Shown;

#[test]
fn what_was_shown_is_remembered_in_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("config/notices.json");
    assert_eq!(Shown::read(&file), Shown::default());
    let shown = Shown { first_earning: true };
    shown.write(&file).unwrap();
    assert_eq!(Shown::read(&file), shown);
}

#[test]
fn a_file_that_says_nothing_counts_as_nothing_shown() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("notices.json");
    for text in ["", "{", "[]", r#"{"other": 1}"#] {
        std::fs::write(&file, text).unwrap();
        assert_eq!(Shown::read(&file), Shown::default(), "{text}");
    }
    std::fs::write(&file, format!(r#"{{"first_earning":true,"x":"{}"}}"#, "x".repeat(5000))).unwrap();
    assert_eq!(Shown::read(&file), Shown::default(), "too long");
}
