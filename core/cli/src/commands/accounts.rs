//! `byline accounts`: the accounts of this wallet.

use crate::arguments::AccountsCommand;
use crate::client::Client;
use crate::failure::Failure;
use crate::output::Output;
use byline_api::{AccountDto, AccountsResponse, NewAccountRequest};

/// Lists the accounts, or makes one.
pub fn run(client: &Client, command: Option<&AccountsCommand>, output: &Output) -> Result<(), Failure> {
    let describe = |account: &AccountDto| {
        format!(
            "{}\n  {}",
            output.tinted(&account.account, &account.address),
            account.address
        )
    };
    if let Some(AccountsCommand::New { name }) = command {
        let account: AccountDto = client.post("/api/accounts", &NewAccountRequest { name: name.clone() })?;
        output.item(&account, describe);
        return Ok(());
    }
    let accounts: AccountsResponse = client.get("/api/accounts", &[])?;
    for account in &accounts.accounts {
        output.item(account, describe);
    }
    Ok(())
}
