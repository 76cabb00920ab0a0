use crate::{Task, XtaskError};

fn parse(line: &str) -> Result<Task, XtaskError> {
    Task::parse(line.split_whitespace().map(str::to_owned))
}

#[test]
fn commands_are_read_with_what_they_hand_on() {
    let words = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(parse("tidy").unwrap(), Task::Tidy);
    assert_eq!(parse("setup").unwrap(), Task::Setup);
    assert_eq!(parse("bundle").unwrap(), Task::Bundle { check: false });
    assert_eq!(parse("bundle --check").unwrap(), Task::Bundle { check: true });
    assert_eq!(parse("run").unwrap(), Task::Run(vec![]));
    assert_eq!(parse("run -- --json -- x").unwrap(), Task::Run(words("--json -- x")));
    assert_eq!(parse("test -- -p xtask").unwrap(), Task::Test(words("-p xtask")));
}

#[test]
fn anything_else_gets_the_usage() {
    for line in ["", "package", "tidy all", "bundle --chek", "--help"] {
        let error = parse(line).unwrap_err();
        assert!(error.to_string().contains("cargo xtask COMMAND"), "{line}");
    }
}
