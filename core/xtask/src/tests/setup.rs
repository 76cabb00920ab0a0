use crate::XtaskError;
use crate::setup::{Need, Plan, find_program, missing, or_skipped, plan};
use std::ffi::OsStr;

const NEED: Need = Need {
    program: "xcc",
    packages: &["xcc", "libx-dev"],
    why: "a compiler",
};

#[test]
fn a_program_on_the_search_path_is_not_missing() {
    let folder = std::env::temp_dir().join(format!("byline-xtask-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    assert_eq!(missing(&[NEED], folder.as_os_str()), [NEED]);
    std::fs::write(folder.join("xcc"), "").unwrap();
    assert_eq!(missing(&[NEED], folder.as_os_str()), []);
    assert_eq!(find_program("xcc", folder.as_os_str()), Some(folder.join("xcc")));
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn nothing_is_found_on_an_empty_search_path() {
    assert_eq!(find_program("cc", OsStr::new("")), None);
}

#[test]
fn nothing_is_installed_where_nothing_is_missing() {
    assert_eq!(plan(&[], true), Plan::Nothing);
    assert_eq!(plan(&[], false), Plan::Nothing);
}

#[test]
fn what_is_missing_is_installed_only_where_that_is_allowed() {
    assert_eq!(plan(&[NEED], true), Plan::Install(vec!["xcc", "libx-dev"]));
    let Plan::Ask { what, hint } = plan(&[NEED], false) else {
        panic!("it would install")
    };
    assert!(what.contains("a compiler"));
    assert!(hint.contains("apt-get install xcc libx-dev"));
}

#[test]
fn what_cannot_be_set_up_is_an_error_only_where_every_test_has_to_run() {
    let failed = || {
        Err::<(), _>(XtaskError::Failed {
            what: "pip install".into(),
        })
    };
    assert!(or_skipped("Python", failed(), false).unwrap().is_none());
    let refused = or_skipped("Python", failed(), true).unwrap_err().to_string();
    assert!(refused.contains("no Python: pip install failed"), "{refused}");
    assert_eq!(or_skipped("Python", Ok(7), true).unwrap(), Some(7));
}
