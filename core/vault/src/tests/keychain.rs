//! The keychain of the operating system: a real one where there is one to try, and none where there is none.

use crate::keychain::within;
use crate::{Keychain, KeychainError, OsKeychain, Password};
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

/// Tells the test binary, run again inside a session of its own, that the keychain there is only for tests.
const INSIDE: &str = "BYLINE_TEST_KEYCHAIN";

/// What the inner run says when it did not return early.
const REACHED: &str = "the keychain is being tried";

#[cfg(target_os = "linux")]
#[test]
fn without_a_session_there_is_no_keychain_and_the_answer_comes_at_once() {
    let output = this_binary_again("no_keychain_is_found")
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .env(INSIDE, "absent")
        .output();
    assert_passed(&output.unwrap());
}

/// Run by the test above, in a process whose environment names no session.
#[test]
fn no_keychain_is_found() {
    if !is_inside("absent") {
        return;
    }
    let start = Instant::now();
    assert_eq!(OsKeychain.get("wallet"), Err(KeychainError::Absent));
    assert_eq!(
        OsKeychain.set("wallet", &Password::generate(&[1; 32])),
        Err(KeychainError::Absent)
    );
    assert_eq!(OsKeychain.delete("wallet"), Err(KeychainError::Absent));
    assert!(start.elapsed() < Duration::from_millis(100));
}

#[test]
fn a_session_without_a_keychain_is_no_hindrance() {
    if !installed("dbus-run-session") {
        return;
    }
    let empty = tempfile::tempdir().unwrap();
    let output = in_session(empty.path(), "no_secret_service_is_found", "bare", "");
    assert_passed(&output);
}

/// Run by the test above.
#[test]
fn no_secret_service_is_found() {
    if !is_inside("bare") {
        return;
    }
    let start = Instant::now();
    assert!(OsKeychain.get("wallet").is_err());
    assert!(OsKeychain.set("wallet", &Password::generate(&[1; 32])).is_err());
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
}

#[test]
fn a_real_keychain_keeps_a_password_and_forgets_it() {
    if !installed("dbus-run-session") || !installed("gnome-keyring-daemon") {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let unlock = "echo -n test | gnome-keyring-daemon --unlock --components=secrets >/dev/null; ";
    let before = format!("{unlock}{AWAIT_SECRET_SERVICE}");
    let output = in_session(home.path(), "a_secret_service_keeps_and_forgets", "real", &before);
    assert_passed(&output);
}

/// Run by the test above, where the keychain is a new one in a temporary folder.
#[test]
fn a_secret_service_keeps_and_forgets() {
    if !is_inside("real") {
        return;
    }
    let (first, second) = (
        Password::generate(&[1; 32]),
        Password::new("zweites Paßwort 二").unwrap(),
    );
    assert_eq!(OsKeychain.get("wallet-1"), Ok(None));
    OsKeychain.set("wallet-1", &first).unwrap();
    OsKeychain.set("wallet-2", &first).unwrap();
    assert_eq!(OsKeychain.get("wallet-1"), Ok(Some(first.clone())));
    OsKeychain.set("wallet-1", &second).unwrap();
    assert_eq!(OsKeychain.get("wallet-1"), Ok(Some(second)));
    OsKeychain.delete("wallet-1").unwrap();
    assert_eq!(OsKeychain.get("wallet-1"), Ok(None));
    assert_eq!(OsKeychain.delete("wallet-1"), Ok(()));
    assert_eq!(OsKeychain.get("wallet-2"), Ok(Some(first)));
}

#[test]
fn a_keychain_that_waits_for_someone_is_not_waited_for_long() {
    let (hold, held) = std::sync::mpsc::channel::<()>();
    let answer = within(Duration::from_millis(20), move || held.recv());
    assert_eq!(answer, Err(KeychainError::Silent));
    drop(hold);
    assert_eq!(within(Duration::from_secs(20), || 7), Ok(7));
}

/// Whether this process is the one that a test started for the purpose, which is said aloud for [`assert_passed`].
fn is_inside(place: &str) -> bool {
    let inside = std::env::var(INSIDE).is_ok_and(|value| value == place);
    if inside {
        println!("{REACHED}");
    }
    inside
}

fn this_binary_again(test: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", &format!("tests::keychain::{test}"), "--nocapture"]);
    command
}

/// The daemon takes its name on the bus a moment after its command has returned.
const AWAIT_SECRET_SERVICE: &str = "timeout 10 sh -c 'until dbus-send --session --print-reply \
    --dest=org.freedesktop.DBus / org.freedesktop.DBus.GetNameOwner string:org.freedesktop.secrets; \
    do sleep 0.02; done' >/dev/null 2>&1; ";

/// A session bus that starts no services by itself, whatever is installed.
const BARE_BUS: &str = r#"<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>"#;

/// Runs a test of this binary in a D-Bus session of its own, whose home is `home`, after the shell command `before`.
fn in_session(home: &Path, test: &str, inside: &str, before: &str) -> Output {
    let bus = home.join("bus.conf");
    std::fs::write(&bus, BARE_BUS).unwrap();
    let script = format!("{before}exec \"$0\" --exact tests::keychain::{test} --nocapture");
    Command::new("dbus-run-session")
        .arg("--config-file")
        .arg(bus)
        .args(["--", "sh", "-c", &script])
        .arg(std::env::current_exe().unwrap())
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env("HOME", home)
        .env("XDG_DATA_HOME", home)
        .env("XDG_RUNTIME_DIR", home)
        .env(INSIDE, inside)
        .output()
        .unwrap()
}

fn installed(program: &str) -> bool {
    let found = Command::new("sh")
        .args(["-c", &format!("command -v {program}")])
        .output()
        .is_ok_and(|output| output.status.success());
    if !found {
        eprintln!("skipped: {program} is not installed here");
    }
    found
}

fn assert_passed(output: &Output) {
    let text = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() && text.contains(REACHED) && text.contains("1 passed"),
        "{text}{errors}"
    );
}
