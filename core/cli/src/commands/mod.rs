//! The commands, one file for each subject.

mod accounts;
mod ask;
mod confirm;
mod doctor;
mod erase;
mod node;
mod publish;
mod receipts;
mod tour;
mod verify;
mod wallet;
mod works;

use crate::arguments::{Arguments, Command};
use crate::client::Client;
use crate::failure::Failure;
use crate::output::Output;
use crate::session::Session;

/// Does what the arguments say.
pub fn run(arguments: &Arguments, output: &Output) -> Result<(), Failure> {
    let account = arguments.account.as_deref();
    match &arguments.command {
        Command::Node { port } => node::run(arguments, *port, output),
        Command::Publish(publish) => with_node(arguments, output, |client| {
            publish::run(client, publish, account, output)
        }),
        Command::Works => with_node(arguments, output, |client| works::list(client, output)),
        Command::Work { id } => with_node(arguments, output, |client| works::show(client, id, output)),
        Command::Withdraw { id } => with_node(arguments, output, |client| works::withdraw(client, id, output)),
        Command::Search { query, k } => with_node(arguments, output, |client| works::search(client, query, *k, output)),
        Command::Ask(ask) => with_node(arguments, output, |client| ask::run(client, ask, account, output)),
        Command::Receipts => with_node(arguments, output, |client| receipts::list(client, account, output)),
        Command::Receipt { id, export } => with_node(arguments, output, |client| {
            receipts::show(client, id, export.as_deref(), output)
        }),
        Command::Verify { file } => verify::run(file, output),
        Command::Accounts { command } => with_node(arguments, output, |client| {
            accounts::run(client, command.as_ref(), output)
        }),
        Command::Wallet { command } => wallet::run(arguments, command, output),
        Command::Confirm(confirm) => confirm::run(arguments, confirm, output),
        Command::Erase { yes } => erase::run(arguments, *yes, output),
        Command::Tour => tour::run(output),
        Command::Doctor => doctor::run(arguments, output),
    }
}

/// Runs `command` with a node, and leaves nothing owed behind.
fn with_node(
    arguments: &Arguments,
    output: &Output,
    command: impl FnOnce(&Client) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let session = Session::open(arguments)?;
    let outcome = command(session.client());
    if let Err(failure) = session.close() {
        // What was asked for is done; what is owed is kept and settled by the next command.
        output.progress(&format!("byline: not everything was settled yet: {}", failure.message));
    }
    outcome
}
