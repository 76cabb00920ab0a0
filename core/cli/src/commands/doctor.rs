//! `byline doctor`: what is installed, missing and listening.

use crate::arguments::Arguments;
use crate::client::Client;
use crate::failure::Failure;
use crate::output::Output;
use crate::session::home;
use byline_api::announced;
use byline_node::{Health, examine};
use serde::Serialize;

#[derive(Serialize)]
struct Report {
    version: &'static str,
    home: String,
    listening: Option<String>,
    findings: Vec<Finding>,
}

#[derive(Serialize)]
struct Finding {
    subject: &'static str,
    state: &'static str,
    detail: String,
}

/// Looks without changing anything and without needing a password.
pub fn run(arguments: &Arguments, output: &Output) -> Result<(), Failure> {
    let home = home(arguments)?;
    let alive = |url: &String| Client::new(url.clone(), String::new()).is_alive();
    let report = Report {
        version: env!("CARGO_PKG_VERSION"),
        home: home.display().to_string(),
        listening: announced(&home).filter(alive),
        findings: examine(&home)
            .into_iter()
            .map(|finding| Finding {
                subject: finding.subject,
                state: state(finding.health),
                detail: finding.detail,
            })
            .collect(),
    };
    output.item(&report, words);
    Ok(())
}

fn state(health: Health) -> &'static str {
    match health {
        Health::Good => "ok",
        Health::Absent => "absent",
        Health::Bad => "problem",
    }
}

fn words(report: &Report) -> String {
    let listening = report
        .listening
        .as_deref()
        .unwrap_or("nothing (commands start a node for themselves)");
    let mut lines = vec![format!("Byline {}", report.version), format!("Home: {}", report.home)];
    lines.push(format!("Listening: {listening}"));
    lines.extend(
        report
            .findings
            .iter()
            .map(|f| format!("{:>8}  {}: {}", f.state, f.subject, f.detail)),
    );
    lines.join("\n")
}
