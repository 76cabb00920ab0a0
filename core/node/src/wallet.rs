//! The wallet: balances with their proofs, transfers, and what came and went.

use crate::accounts::{Account, party};
use crate::chain::{ProofState, View};
use crate::error::NodeError;
use crate::node::Node;
use crate::party::Party;
use crate::spending::{Confirmation, note_spent};
use byline_ledger::accounts::{AccountsEvent, Transfer as TransferBody};
use byline_ledger::usage::{Channel, ChannelStatus, UsageEvent};
use byline_ledger::works::WorksEvent;
use byline_ledger::{Body, Event, Header, StateKey, accounts::Account as AccountRecord};
use byline_store::StoredTransaction;
use byline_types::{AccountId, Amount, Height, Timestamp, TxId, decode};

/// The most bytes of a transaction's stored events.
const MAX_EVENTS_BYTES: usize = 4 << 20;
/// The most entries of one history.
const MAX_ENTRIES: usize = 100_000;

/// What an account has.
#[derive(Clone, Debug)]
pub struct WalletView {
    /// The account.
    pub party: Party,
    /// Everything it owns: available, and in its channels.
    pub balance: Amount,
    /// What it can spend at once.
    pub available: Amount,
    /// What its channels hold and have not paid out.
    pub in_channels: Amount,
    /// Whether the seed phrase was written down and checked.
    pub backed_up: bool,
    /// How the numbers were verified.
    pub proof: ProofState,
}

/// Coins to send.
#[derive(Clone, Debug)]
pub struct Transfer {
    /// Name or address of the account that pays; the first account if it is not given.
    pub from: Option<String>,
    /// Address, or name of a local account.
    pub to: String,
    /// How much.
    pub amount: Amount,
    /// Whether the owner confirmed spending above the daily cap.
    pub confirmed: bool,
}

/// Coins that were sent.
#[derive(Clone, Debug)]
pub struct Sent {
    /// The transaction.
    pub transaction: TxId,
    /// Its block.
    pub height: Height,
    /// What the sender has now.
    pub wallet: WalletView,
}

/// Which way money went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To the account.
    In,
    /// From the account.
    Out,
    /// Neither: it stayed the account's, or nothing moved.
    None,
}

impl Direction {
    /// `in`, `out` or `none`.
    pub fn name(self) -> &'static str {
        match self {
            Direction::In => "in",
            Direction::Out => "out",
            Direction::None => "none",
        }
    }
}

/// Something that happened to an account.
#[derive(Clone, Debug)]
pub struct HistoryEntry {
    /// The block.
    pub height: Height,
    /// The block's time.
    pub time: Timestamp,
    /// The transaction.
    pub transaction: TxId,
    /// What happened, in snake case.
    pub kind: &'static str,
    /// Which way the money went.
    pub direction: Direction,
    /// How much.
    pub amount: Amount,
    /// The other account, if there is one.
    pub counterparty: Option<Party>,
}

impl Node {
    /// What an account of this wallet has. What is owed is settled first.
    pub fn wallet(&self, account: Option<&str>) -> Result<WalletView, NodeError> {
        let account = self.own_account(account)?;
        // What cannot be settled now stays owed and is shown as it stands.
        let _ = self.settler.settle();
        let backed_up = self.vault().backed_up();
        let view = self.chain.view()?;
        let record: Option<AccountRecord> = view.value(&StateKey::Account(account.id))?;
        let available = record.unwrap_or_default().balance;
        let in_channels = in_channels(&view, &account.id)?;
        Ok(WalletView {
            party: Party {
                account: account.id,
                name: Some(account.name),
            },
            balance: available.plus(in_channels)?,
            available,
            in_channels,
            backed_up,
            proof: view.proof_state(),
        })
    }

    /// Sends coins.
    pub fn send(&self, transfer: Transfer) -> Result<Sent, NodeError> {
        let Transfer {
            from,
            to,
            amount,
            confirmed,
        } = transfer;
        let from = self.own_account(from.as_deref())?;
        let to = self.any_account(&to)?;
        if amount.is_zero() {
            return Err(NodeError::Parameter("an amount above 0 is needed".into()));
        }
        let own = self.store.read()?.local_account(&to)?.is_some();
        let confirmation = Confirmation::from(confirmed || own);
        self.check_cap(amount, confirmation)?;
        self.make_available(&from, amount)?;
        let (key, now) = (self.key(from.index)?, self.now());
        let body = Body::Transfer(TransferBody { to, amount, memo: None });
        let included = self.chain.submit(
            |next| next.sign(&key, body),
            |transaction, _| {
                // Coins that stay in the wallet are not spent.
                let spent = if own { Amount::ZERO } else { amount };
                note_spent(transaction, spent, now, confirmation)
            },
        )?;
        Ok(Sent {
            transaction: included.id,
            height: included.height,
            wallet: self.wallet(Some(&from.name))?,
        })
    }

    /// What happened to an account of this wallet, newest first. What is owed is settled first.
    pub fn history(&self, account: Option<&str>, limit: usize) -> Result<Vec<HistoryEntry>, NodeError> {
        let account = self.own_account(account)?;
        // What cannot be settled now stays owed and is shown as it stands.
        let _ = self.settler.settle();
        let view = self.chain.view()?;
        let limit = u32::try_from(limit.min(MAX_ENTRIES)).unwrap_or(u32::MAX);
        let mut entries = Vec::new();
        for transaction in view.tables().history(&account.id, None, limit)? {
            entries.extend(entries_of(&view, &account.id, &transaction)?);
        }
        Ok(entries)
    }

    /// Takes money out of the account's channels if it does not suffice without.
    fn make_available(&self, account: &Account, needed: Amount) -> Result<(), NodeError> {
        if self.spendable(&account.id)? >= needed {
            return Ok(());
        }
        if self.wallet(Some(&account.name))?.balance >= needed {
            self.release_channels(account)?;
        }
        let available = self.spendable(&account.id)?;
        if available >= needed {
            return Ok(());
        }
        Err(NodeError::InsufficientFunds {
            account: account.name.clone(),
            available,
            needed,
        })
    }

    fn spendable(&self, account: &AccountId) -> Result<Amount, NodeError> {
        let record: Option<AccountRecord> = self.chain.view()?.value(&StateKey::Account(*account))?;
        Ok(record.unwrap_or_default().balance)
    }
}

/// What the account's channels hold and have not paid out, each proved.
fn in_channels(view: &View<'_>, account: &AccountId) -> Result<Amount, NodeError> {
    let mut sum = Amount::ZERO;
    for entry in view
        .tables()
        .channels()?
        .into_iter()
        .filter(|entry| entry.asker == *account)
    {
        let channel: Option<Channel> = view.value(&StateKey::Channel(entry.channel))?;
        let open = channel.filter(|channel| channel.status != ChannelStatus::Closed);
        sum = sum.plus(open.map_or(Amount::ZERO, |channel| channel.available()))?;
    }
    Ok(sum)
}

fn entries_of(
    view: &View<'_>,
    account: &AccountId,
    transaction: &StoredTransaction,
) -> Result<Vec<HistoryEntry>, NodeError> {
    let damaged = |e: &dyn std::fmt::Display| NodeError::Damaged(format!("transaction {}: {e}", transaction.id));
    let events: Vec<Event> = decode(&transaction.events, MAX_EVENTS_BYTES).map_err(|e| damaged(&e))?;
    let header = view
        .tables()
        .header(transaction.height)?
        .ok_or_else(|| damaged(&"its block is missing"))?;
    let time = Header::decode(&header.header).map_err(|e| damaged(&e))?.time;
    let mut entries = Vec::new();
    for movement in events.iter().flat_map(|event| movements(account, event)) {
        entries.push(HistoryEntry {
            height: transaction.height,
            time,
            transaction: transaction.id,
            kind: movement.kind,
            direction: movement.direction,
            amount: movement.amount,
            counterparty: movement.other.map(|other| party(view.tables(), other)).transpose()?,
        });
    }
    Ok(entries)
}

/// What an event meant to one account.
struct Movement {
    kind: &'static str,
    direction: Direction,
    amount: Amount,
    other: Option<AccountId>,
}

fn movements(account: &AccountId, event: &Event) -> Vec<Movement> {
    let one = |kind, direction, amount, other| {
        vec![Movement {
            kind,
            direction,
            amount,
            other,
        }]
    };
    match event {
        Event::Accounts(AccountsEvent::FeePaid { amount, .. }) => one("fee", Direction::Out, *amount, None),
        Event::Accounts(AccountsEvent::Transferred { from, to, amount, .. }) => transfer(account, from, to, *amount),
        Event::Works(event) => one(work_kind(event), Direction::None, Amount::ZERO, None),
        Event::Usage(event) => usage(account, event),
    }
}

fn transfer(account: &AccountId, from: &AccountId, to: &AccountId, amount: Amount) -> Vec<Movement> {
    let (direction, other) = match (account == from, account == to) {
        (true, true) => (Direction::None, from),
        (true, false) => (Direction::Out, to),
        _ => (Direction::In, from),
    };
    vec![Movement {
        kind: "transfer",
        direction,
        amount,
        other: Some(*other),
    }]
}

fn work_kind(event: &WorksEvent) -> &'static str {
    match event {
        WorksEvent::Committed { .. } => "work_committed",
        WorksEvent::CommitmentCancelled { .. } => "commitment_cancelled",
        WorksEvent::WorkRegistered { .. } => "work_registered",
        WorksEvent::VersionAdded { .. } => "version_added",
        WorksEvent::TermsChanged { .. } => "terms_changed",
        WorksEvent::WorkWithdrawn { .. } => "work_withdrawn",
    }
}

/// Opening a channel moves coins inside the account's own; what a settlement pays goes out to others or comes in.
fn usage(account: &AccountId, event: &UsageEvent) -> Vec<Movement> {
    let inside = |kind, amount, other| {
        vec![Movement {
            kind,
            direction: Direction::None,
            amount,
            other,
        }]
    };
    match event {
        UsageEvent::ChannelOpened { server, amount, .. } => inside("channel_opened", *amount, Some(*server)),
        UsageEvent::ChannelToppedUp { amount, .. } => inside("channel_topped_up", *amount, None),
        UsageEvent::ChannelClosing { .. } => inside("channel_closing", Amount::ZERO, None),
        UsageEvent::ChannelReclaimed { amount, .. } => inside("channel_reclaimed", *amount, None),
        UsageEvent::Settled { asker, payments, .. } => payments_of(account, "answers", asker, payments),
        UsageEvent::HoldClaimed { asker, payments, .. } => payments_of(account, "hold_claimed", asker, payments),
    }
}

fn payments_of(
    account: &AccountId,
    kind: &'static str,
    asker: &AccountId,
    payments: &[(AccountId, Amount)],
) -> Vec<Movement> {
    let movement = |(payee, amount): &(AccountId, Amount)| {
        let (direction, other) = match (account == asker, account == payee) {
            (true, true) => (Direction::None, payee),
            (true, false) => (Direction::Out, payee),
            (false, true) => (Direction::In, asker),
            (false, false) => return None,
        };
        Some(Movement {
            kind,
            direction,
            amount: *amount,
            other: Some(*other),
        })
    };
    payments.iter().filter_map(movement).collect()
}
