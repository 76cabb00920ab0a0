use crate::commands::{file_name, percent_decoded};

#[test]
fn a_name_for_a_file_is_a_name_alone() {
    assert_eq!(file_name("receipt.json"), "receipt.json");
    assert_eq!(file_name("Été 2026.zip"), "Été 2026.zip");
    assert_eq!(file_name("../../.ssh/id"), "-..-.ssh-id");
    assert_eq!(file_name("..\\evil.exe"), "-evil.exe");
    assert_eq!(file_name("a\nb\0c:d"), "a-b-c-d");
    assert_eq!(file_name(".hidden"), "hidden");
    assert_eq!(file_name(" .. "), "byline");
    assert_eq!(file_name(&"x".repeat(500)).len(), 120);
}

#[test]
fn a_name_comes_percent_encoded() {
    assert_eq!(percent_decoded(b"%C3%89t%C3%A9%202026.zip"), "Été 2026.zip");
    assert_eq!(percent_decoded(b"100%"), "100%");
    assert_eq!(percent_decoded(b"%zz%4"), "%zz%4");
    assert_eq!(percent_decoded(b"%ff"), "\u{fffd}");
    assert_eq!(percent_decoded(b""), "");
}
