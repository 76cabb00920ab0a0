//! `byline erase`: nothing of the home is left.

use crate::arguments::Arguments;
use crate::client::Client;
use crate::failure::Failure;
use crate::output::Output;
use crate::session::{WAIT_FOR_HOME, home, running_client};
use crate::terminal;
use byline_api::{AcceptedResponse, StatusDto, erase_home};
use serde_json::json;

/// Erases the home: through its node where one runs, which goes on with an empty home, or directly.
pub fn run(arguments: &Arguments, yes: bool, output: &Output) -> Result<(), Failure> {
    let home = home(arguments)?;
    if !home.is_dir() {
        return Err(
            Failure::new("nothing_to_erase", format!("there is no home at {}", home.display()))
                .hint("Name the folder with --home."),
        );
    }
    if !yes && !terminal::is_interactive() {
        return Err(
            Failure::new("not_confirmed", "nothing was erased").hint("Give --yes to erase without being asked.")
        );
    }
    if !yes {
        let question = format!(
            "Erase the wallet, the ledger and the library in {} for ever? Without the seed phrase the coins are lost.",
            home.display()
        );
        terminal::confirm(&question)?;
    }
    match running_client(&home) {
        Some(client) => through_node(&client)?,
        None => erase_home(&home, WAIT_FOR_HOME)?,
    }
    output.item(&json!({ "erased": true, "home": home }), |_| {
        format!("Erased: {}", home.display())
    });
    Ok(())
}

fn through_node(client: &Client) -> Result<(), Failure> {
    let before: StatusDto = client.get("/api/status", &[])?;
    let _: AcceptedResponse = client.post("/api/erase", &json!({}))?;
    // This is answered by the home that is served then: until it is open, the request waits. Each new home has a ledger of
    // its own.
    let after: StatusDto = client.get("/api/status", &[])?;
    if after.chain == before.chain {
        return Err(
            Failure::new("not_done", "the home could not be erased: it is served as it was")
                .hint("The terminal of `byline node` says why. Nothing was changed."),
        );
    }
    Ok(())
}
