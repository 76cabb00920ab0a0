use crate::other::{choose_port, find, port_of};
use byline_api::{Host, HostOptions, Scope};

#[test]
fn only_a_port_on_loopback_is_a_node() {
    assert_eq!(port_of("http://127.0.0.1:7420"), Some(7420));
    for foreign in [
        "",
        "http://127.0.0.1",
        "http://127.0.0.1:",
        "http://127.0.0.1:0",
        "http://127.0.0.1:+80",
        "http://127.0.0.1:99999",
        "http://127.0.0.1:80/path",
        "http://127.0.0.1:80@example.org",
        "http://127.0.0.1.example.org:80",
        "https://127.0.0.1:80",
        "http://localhost:80",
        "http://10.0.0.1:80",
    ] {
        assert_eq!(port_of(foreign), None, "{foreign}");
    }
}

#[test]
fn a_node_that_runs_for_the_folder_is_found_with_the_token_of_the_page() {
    let home = tempfile::tempdir().unwrap();
    assert!(find(home.path()).is_none(), "nobody uses it");
    let host = Host::open(HostOptions {
        announce: true,
        ..HostOptions::new(home.path())
    })
    .unwrap();
    let other = find(home.path()).unwrap();
    assert_eq!(other.connection.url, host.url());
    assert_eq!(other.connection.token, host.token(Scope::Manage));
    assert_eq!(choose_port(Some(home.path())), other.port);
    host.stop().unwrap();
    assert!(find(home.path()).is_none(), "it left");
}

#[test]
fn a_file_that_a_killed_node_left_behind_is_not_believed() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("lock"), "").unwrap();
    std::fs::write(home.path().join("node.json"), r#"{"url":"http://127.0.0.1:9"}"#).unwrap();
    assert!(find(home.path()).is_none());
}
