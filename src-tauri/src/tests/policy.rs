use crate::app::allow_port;
use tauri::utils::config::{Config, Csp};

const CONFIGURATION: &str = include_str!("../../tauri.conf.json");

fn policy() -> String {
    let config: Config = serde_json::from_str(CONFIGURATION).unwrap();
    let mut csp = config.app.security.csp;
    allow_port(&mut csp, 7420);
    csp.unwrap().to_string()
}

/// The sources of one directive.
fn sources(policy: &str, directive: &str) -> Vec<String> {
    let mut directives = policy.split(';').map(str::trim);
    let found = directives.find_map(|text| text.strip_prefix(directive)?.strip_prefix(' '));
    found.unwrap_or_default().split(' ').map(str::to_owned).collect()
}

#[test]
fn the_page_reaches_its_node_and_nothing_else() {
    let policy = policy();
    assert_eq!(
        sources(&policy, "connect-src"),
        ["ipc:", "http://ipc.localhost", "http://127.0.0.1:7420"]
    );
    assert_eq!(sources(&policy, "default-src"), ["'none'"]);
    assert_eq!(sources(&policy, "script-src"), ["'self'"]);
    assert_eq!(sources(&policy, "style-src"), ["'self'"]);
    assert!(
        !policy.contains("unsafe") && !policy.contains('*') && !policy.contains("https:"),
        "{policy}"
    );
}

#[test]
fn without_a_port_the_page_reaches_no_node() {
    let config: Config = serde_json::from_str(CONFIGURATION).unwrap();
    assert!(matches!(config.app.security.csp, Some(Csp::DirectiveMap(_))));
    assert!(!CONFIGURATION.contains("127.0.0.1"));
    assert!(!config.app.with_global_tauri);
}
