use crate::XtaskError;
use crate::setup::{Need, Plan, Sign, find_program, is_built, is_recent, missing, or_skipped, plan};
use std::ffi::OsStr;
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

const NEED: Need = Need {
    sign: Sign::Program("xcc"),
    packages: &["xcc", "libx-dev"],
    why: "a compiler",
};

const OTHER: Need = Need {
    sign: Sign::Library("xlib"),
    packages: &["libx-dev", "libx"],
    why: "a library",
};

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("byline-xtask-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn what_shows_no_sign_of_itself_is_missing() {
    assert_eq!(missing(&[NEED, OTHER], |sign| sign == Sign::Library("xlib")), [NEED]);
    assert_eq!(missing(&[NEED, OTHER], |_| true), []);
}

#[test]
fn a_program_is_found_on_the_search_path() {
    let folder = folder("path");
    assert_eq!(find_program("xcc", folder.as_os_str()), None);
    fs::write(folder.join("xcc"), "").unwrap();
    assert_eq!(find_program("xcc", folder.as_os_str()), Some(folder.join("xcc")));
    fs::remove_dir_all(&folder).unwrap();
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
fn a_package_that_is_needed_twice_is_installed_once() {
    assert_eq!(
        plan(&[NEED, OTHER], true),
        Plan::Install(vec!["xcc", "libx-dev", "libx"])
    );
}

#[test]
fn the_version_of_node_is_compared_as_numbers() {
    for recent in ["v20.19.0", "v20.100.1", "v22.0.0", "v100.1.0"] {
        assert!(is_recent(recent), "{recent}");
    }
    for old in ["v18.20.4", "v20.9.0", "v9.99.0", "", "vx.y"] {
        assert!(!is_recent(old), "{old}");
    }
}

#[test]
fn the_page_is_built_again_when_a_source_is_younger_or_gone() {
    let folder = folder("page");
    let at = |seconds: u64| SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000 + seconds);
    let touch = |path: &str, seconds: u64| {
        fs::File::open(folder.join(path))
            .unwrap()
            .set_modified(at(seconds))
            .unwrap()
    };
    fs::create_dir_all(folder.join("src/paraglide")).unwrap();
    fs::create_dir_all(folder.join("dist")).unwrap();
    for file in ["src/a.ts", "src/b.ts", "index.html"] {
        fs::write(folder.join(file), "").unwrap();
        touch(file, 1);
    }
    touch("src", 1);
    assert!(!is_built(&folder), "there is no page yet");

    fs::write(folder.join("dist/index.html"), "").unwrap();
    touch("dist/index.html", 2);
    assert!(is_built(&folder));
    fs::write(folder.join("src/paraglide/messages.js"), "").unwrap();
    assert!(is_built(&folder), "what the build writes is no source");

    touch("src/a.ts", 3);
    assert!(!is_built(&folder), "a source is younger");
    touch("dist/index.html", 4);
    assert!(is_built(&folder));
    fs::remove_dir_all(folder.join("src/paraglide")).unwrap();
    fs::remove_file(folder.join("src/b.ts")).unwrap();
    assert!(!is_built(&folder), "a source is gone");
    fs::remove_dir_all(&folder).unwrap();
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
