use crate::arguments::Arguments;
use std::ffi::OsString;
use std::path::PathBuf;

fn parse(line: &str) -> Arguments {
    Arguments::parse(line.split_whitespace().map(OsString::from), |_| None)
}

#[test]
fn the_folder_is_the_argument_else_the_variable() {
    let variable = |name: &str| (name == "BYLINE_HOME").then(|| OsString::from("/a/variable"));
    let of = |line: &str| Arguments::parse(line.split_whitespace().map(OsString::from), variable).home;
    assert_eq!(of(""), Some(PathBuf::from("/a/variable")));
    assert_eq!(of("--home /an/argument"), Some(PathBuf::from("/an/argument")));
    assert_eq!(of("--home=/an/argument"), Some(PathBuf::from("/an/argument")));
    assert_eq!(of("--home"), Some(PathBuf::from("/a/variable")), "no folder was given");
    assert_eq!(
        Arguments::parse([], |_| Some(OsString::new())).home,
        None,
        "an empty variable is none"
    );
}

#[test]
fn the_password_file_is_read_as_on_the_command_line() {
    let file = |line: &str| parse(line).password_file;
    assert_eq!(file("--password-file /a/file"), Some(PathBuf::from("/a/file")));
    assert_eq!(file(""), None);
    let given = Arguments::parse([], |name| (name == "BYLINE_PASSWORD_FILE").then(|| "/b".into()));
    assert_eq!(given.password_file, Some(PathBuf::from("/b")));
}

#[test]
fn a_link_among_the_arguments_opens_a_screen() {
    assert_eq!(parse("byline://works").route.as_deref(), Some("#/works"));
    assert_eq!(parse("--hidden byline://ask").route.as_deref(), Some("#/ask"));
    assert!(parse("--hidden byline://ask").hidden);
    assert_eq!(
        parse("byline://nothing byline://wallet").route.as_deref(),
        Some("#/wallet")
    );
}

#[test]
fn what_is_not_known_is_passed_over() {
    assert_eq!(
        parse("--no-sandbox http://example.org/ x --unknown=1"),
        Arguments::default()
    );
}
