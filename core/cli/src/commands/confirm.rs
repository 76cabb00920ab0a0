//! `byline confirm`: a person's yes or no to what a page asks for.

use super::works::path_segment;
use crate::arguments::{Arguments, Confirm};
use crate::client::Client;
use crate::failure::Failure;
use crate::output::Output;
use crate::session::{home, running_client};
use crate::terminal;
use byline_api::{ConfirmationsResponse, DecideRequest, Pending};
use serde_json::json;

/// Lists what waits, and decides it: as told, or as somebody at the terminal says.
pub fn run(arguments: &Arguments, confirm: &Confirm, output: &Output) -> Result<(), Failure> {
    let client = running_client(&home(arguments)?).ok_or_else(not_running)?;
    let waiting: ConfirmationsResponse = client.get("/api/confirmations", &[])?;
    let waiting = chosen(waiting.confirmations, confirm.id.as_deref())?;
    if waiting.is_empty() {
        output.words("Nothing waits for a confirmation.");
    }
    waiting.iter().try_for_each(|one| one_of(&client, one, confirm, output))
}

fn not_running() -> Failure {
    Failure::new(
        "no_node",
        "no node runs for this home, so nothing waits for a confirmation",
    )
    .hint("Start it with `byline node`, and make the request again.")
}

fn chosen(waiting: Vec<Pending>, id: Option<&str>) -> Result<Vec<Pending>, Failure> {
    let Some(id) = id else { return Ok(waiting) };
    let found: Vec<Pending> = waiting.into_iter().filter(|pending| pending.id == id).collect();
    if found.is_empty() {
        return Err(Failure::new(
            "unknown_confirmation",
            "no such confirmation waits: it was decided or ran out",
        )
        .hint("`byline confirm` lists what waits."));
    }
    Ok(found)
}

fn one_of(client: &Client, pending: &Pending, confirm: &Confirm, output: &Output) -> Result<(), Failure> {
    let answer = if confirm.yes || confirm.no {
        Some(confirm.yes)
    } else if terminal::is_interactive() {
        terminal::yes_or_no(&describe(pending))
    } else if confirm.id.is_some() {
        return Err(Failure::new("not_confirmed", "nobody is there to be asked").hint("Give --yes or --no."));
    } else {
        None
    };
    let Some(approve) = answer else {
        output.item(pending, |pending| format!("{}\n  {}", describe(pending), pending.id));
        return Ok(());
    };
    let path = format!("/api/confirmations/{}", path_segment(&pending.id)?);
    client.command(&path, &DecideRequest { approve })?;
    let state = if approve { "approved" } else { "refused" };
    let decided = json!({ "id": pending.id, "kind": pending.kind, "state": state });
    output.item(&decided, |_| format!("{}: {}", capitalised(state), describe(pending)));
    Ok(())
}

fn capitalised(state: &str) -> &'static str {
    if state == "approved" { "Approved" } else { "Refused" }
}

/// What would be done, in words.
pub fn describe(pending: &Pending) -> String {
    let summary = &pending.summary;
    let text = |field: &Option<String>| field.clone().unwrap_or_default();
    match pending.kind.as_str() {
        "send" => {
            let (to, address) = (text(&summary.to), text(&summary.address));
            let whom = if to == address {
                address
            } else {
                format!("{to} ({address})")
            };
            format!(
                "send {} BYL from {} to {whom}",
                text(&summary.amount),
                text(&summary.account)
            )
        }
        "ask" => format!(
            "ask a question whose answer costs {} at most {} BYL",
            text(&summary.account),
            text(&summary.hold)
        ),
        "raise_cap" => format!(
            "let {} BYL a day be spent without being asked again",
            text(&summary.daily_cap)
        ),
        "show_seed" => "show the seed phrase: whoever sees it can take all coins".to_owned(),
        "restore" => "put another wallet in the place of this one, which is set aside and kept".to_owned(),
        "erase" => "erase everything here: the wallet, the ledger and the library, for ever".to_owned(),
        other => other.to_owned(),
    }
}
