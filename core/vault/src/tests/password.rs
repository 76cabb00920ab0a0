//! Passwords typed, read from files, and generated.

use super::password;
use crate::{Cost, Password, PasswordError};
use std::fs;
use std::path::Path;

fn from_file(content: impl AsRef<[u8]>) -> Result<Password, PasswordError> {
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(file.path(), content).unwrap();
    Password::from_file(file.path())
}

#[test]
fn one_line_end_is_not_part_of_the_password() {
    for content in ["geheim", "geheim\n", "geheim\r\n"] {
        assert_eq!(from_file(content).unwrap().expose(), "geheim");
    }
    assert_eq!(from_file(" two \n\n").unwrap().expose(), " two \n");
}

#[test]
fn a_file_that_holds_no_password_is_refused_by_name() {
    assert!(matches!(from_file(""), Err(PasswordError::Empty)));
    assert!(matches!(from_file("\r\n"), Err(PasswordError::Empty)));
    assert!(matches!(from_file("x".repeat(1025)), Err(PasswordError::TooLong)));
    assert!(matches!(from_file("x".repeat(1 << 20)), Err(PasswordError::TooLong)));
    assert!(matches!(from_file([0xff, 0xfe]), Err(PasswordError::NotText)));
    let missing = Password::from_file(Path::new("/no/such/file")).unwrap_err();
    assert!(missing.to_string().contains("/no/such/file"), "{missing}");
}

#[test]
fn the_longest_password_is_read_whole() {
    let longest = "x".repeat(1024);
    assert_eq!(from_file(format!("{longest}\r\n")).unwrap().expose(), longest);
    assert!(matches!(
        Password::new(&format!("{longest}x")),
        Err(PasswordError::TooLong)
    ));
}

#[test]
fn every_keyboard_gives_the_same_password() {
    assert_eq!(password("cafe\u{301}"), password("café"));
    assert_ne!(password("Café"), password("café"));
}

#[test]
fn generated_passwords_have_all_their_bits_and_cost_little() {
    let generated = Password::generate(&[0xab; 32]);
    assert_eq!(generated.expose(), "ab".repeat(32));
    assert_eq!(generated.cost(), Cost::GENERATED);
    assert_eq!(password("correct horse").cost(), Cost::INTERACTIVE);
    assert_eq!(password(&"AB".repeat(32)).cost(), Cost::INTERACTIVE);
}

#[test]
fn costs_are_bounded() {
    for (memory, iterations, lanes) in [
        (7, 1, 1),
        (15, 1, 2),
        (1 << 21, 1, 1),
        (64, 0, 1),
        (64, 65, 1),
        (64, 1, 0),
        (256, 1, 17),
    ] {
        assert!(
            Cost::new(memory, iterations, lanes).is_err(),
            "{memory} {iterations} {lanes}"
        );
    }
    for cost in [Cost::INTERACTIVE, Cost::GENERATED] {
        assert_eq!(Cost::new(cost.memory_kib(), cost.iterations(), cost.lanes()), Ok(cost));
    }
}
