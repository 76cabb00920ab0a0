//! `byline wallet`: balances, transfers, backup and restore.

use super::with_node;
use crate::arguments::{Arguments, WalletCommand};
use crate::client::Client;
use crate::failure::Failure;
use crate::output::Output;
use crate::session::home;
use crate::terminal;
use byline_api::{
    BackupResponse, CheckWordsRequest, HistoryDto, HistoryResponse, ProofDto, SendRequest, SentResponse, WalletDto,
};
use serde_json::json;
use std::path::Path;

/// Does what `wallet` was told.
pub fn run(arguments: &Arguments, command: &WalletCommand, output: &Output) -> Result<(), Failure> {
    let account = arguments.account.as_deref();
    match command {
        WalletCommand::Balance => with_node(arguments, output, |client| balance(client, account, output)),
        WalletCommand::Address => with_node(arguments, output, |client| address(client, account, output)),
        WalletCommand::History { n } => with_node(arguments, output, |client| history(client, account, *n, output)),
        WalletCommand::Send { to, coins, yes } => {
            let request = SendRequest {
                to: to.clone(),
                amount: coins.clone(),
                account: account.map(str::to_owned),
                confirmed: *yes,
            };
            with_node(arguments, output, |client| send(client, request, output))
        }
        WalletCommand::Backup { check: None } => with_node(arguments, output, |client| backup(client, output)),
        WalletCommand::Backup { check: Some(file) } => {
            with_node(arguments, output, |client| check(client, file, output))
        }
        WalletCommand::Restore { words } => restore(arguments, words.as_deref(), output),
        WalletCommand::Export {
            file,
            new_password_file,
        } => export(arguments, file, new_password_file.as_deref(), output),
    }
}

fn wallet(client: &Client, account: Option<&str>) -> Result<WalletDto, Failure> {
    let query: Vec<(&str, &str)> = account.map(|account| ("account", account)).into_iter().collect();
    client.get("/api/wallet", &query)
}

fn balance(client: &Client, account: Option<&str>, output: &Output) -> Result<(), Failure> {
    output.item(&wallet(client, account)?, |wallet| describe(wallet, output));
    Ok(())
}

fn describe(wallet: &WalletDto, output: &Output) -> String {
    let name = output.tinted(&wallet.account, &wallet.address);
    let parts = format!(
        "{} available, {} in payment channels",
        wallet.available, wallet.in_channels
    );
    format!(
        "{name}: {} BYL ({parts})\n  {}",
        wallet.balance,
        proof_words(&wallet.proof)
    )
}

/// How a value was verified, in words.
pub fn proof_words(proof: &ProofDto) -> String {
    let by = if proof.state == "signed_by_you_alone" {
        "signed by you alone"
    } else {
        "proved"
    };
    format!("{by}, verified against block {} ({})", proof.height, proof.block)
}

fn address(client: &Client, account: Option<&str>, output: &Output) -> Result<(), Failure> {
    let wallet = wallet(client, account)?;
    let shown = json!({ "account": wallet.account, "address": wallet.address });
    output.item(&shown, |_| wallet.address.clone());
    Ok(())
}

fn history(client: &Client, account: Option<&str>, limit: usize, output: &Output) -> Result<(), Failure> {
    let limit = limit.to_string();
    let mut query = vec![("limit", limit.as_str())];
    query.extend(account.map(|account| ("account", account)));
    let history: HistoryResponse = client.get("/api/wallet/history", &query)?;
    for entry in &history.history {
        output.item(entry, movement);
    }
    Ok(())
}

fn movement(entry: &HistoryDto) -> String {
    let sign = match entry.direction.as_str() {
        "in" => "+",
        "out" => "-",
        _ => " ",
    };
    let other = entry.counterparty.as_deref().unwrap_or("");
    format!(
        "{:>6}  {sign}{:<12} {}  {other}",
        entry.height, entry.amount, entry.kind
    )
}

fn send(client: &Client, mut request: SendRequest, output: &Output) -> Result<(), Failure> {
    if !request.confirmed && terminal::is_interactive() {
        terminal::confirm(&format!("Send {} BYL to {}?", request.amount, request.to))?;
        request.confirmed = true;
    }
    let sent: SentResponse = client.post("/api/wallet/send", &request)?;
    output.item(&sent, |sent| {
        format!(
            "Sent in block {}: {}\n{}",
            sent.height,
            sent.transaction,
            describe(&sent.wallet, output)
        )
    });
    Ok(())
}

fn backup(client: &Client, output: &Output) -> Result<(), Failure> {
    let backup: BackupResponse = client.post("/api/wallet/backup", &json!({}))?;
    output.item(&backup, |backup| {
        let words = backup.words.split_whitespace().enumerate();
        let lines: Vec<String> = words.map(|(i, word)| format!("{:>3}  {word}", i + 1)).collect();
        let advice = "Write these words on paper, in order. Whoever has them has your coins; without them a lost disk \
                      is a lost wallet.\nThen check them: byline wallet backup --check FILE (or - and type them).";
        format!("{}\n\n{advice}", lines.join("\n"))
    });
    Ok(())
}

fn check(client: &Client, file: &Path, output: &Output) -> Result<(), Failure> {
    let words = terminal::secret(Some(file), "")?;
    client.command(
        "/api/wallet/backup/check",
        &CheckWordsRequest {
            words: words.as_str().to_owned(),
        },
    )?;
    output.item(&json!({ "backed_up": true }), |_| {
        "The words are right. The wallet counts as backed up.".to_owned()
    });
    Ok(())
}

fn restore(arguments: &Arguments, words: Option<&Path>, output: &Output) -> Result<(), Failure> {
    let home = home(arguments)?;
    let words = terminal::secret(words, "Seed phrase (it is not shown): ")?;
    let account = byline_node::restore(&home, &words, arguments.password_file.as_deref())?;
    let restored = json!({ "account": account.name, "address": account.id.to_string() });
    output.item(&restored, |_| {
        format!(
            "Restored. Your first account is {}.\nA local ledger starts anew: test coins do not travel with the words.",
            account.id
        )
    });
    Ok(())
}

fn export(arguments: &Arguments, file: &Path, password: Option<&Path>, output: &Output) -> Result<(), Failure> {
    let home = home(arguments)?;
    byline_node::export_vault(&home, arguments.password_file.as_deref(), file, password)?;
    output.item(&json!({ "file": file }), |_| {
        format!("Written, encrypted: {}", file.display())
    });
    Ok(())
}
