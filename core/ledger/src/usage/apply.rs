//! How channels open, pay and close.

use super::{
    Channel, ChannelStatus, ClaimHold, CloseChannel, OpenChannel, ReclaimChannel, Settle, TopUpChannel, UsageError,
    UsageEvent, channel_id, read_channel, read_paid,
};
use crate::accounts::{AccountsError, credit, debit};
use crate::error::Failure;
use crate::execute::Call;
use crate::state::Scratch;
use crate::{Event, StateKey, StateReadError};
use byline_royalty::{CumulativePayouts, Hold, Payout, Role, SignedHold, SignedVoucher, Voucher};
use byline_types::{AccountId, Amount, ChainId, ChannelId, Digest32, Height, apportion, encode, hash};

type Payments = Vec<(AccountId, Amount)>;

pub(crate) fn open(scratch: &mut Scratch, call: &Call, tx: &OpenChannel) -> Result<Event, Failure> {
    let (asker, server) = (call.sender, tx.server);
    let deposit = call.block.params.channel_deposit;
    debit(scratch, asker, deposit)?;
    debit(scratch, asker, tx.amount)?;
    let channel = Channel {
        asker,
        server,
        escrow: tx.amount,
        paid: Amount::ZERO,
        nonce: 0,
        receipts_root: Digest32::ZERO,
        receipt_count: 0,
        status: ChannelStatus::Open,
        opened: call.block.height,
        deposit,
    };
    // The sender's nonce is part of the id, so no two channels have one id.
    let id = channel_id(&asker, &server, call.nonce);
    scratch.put(StateKey::Channel(id), &channel);
    Ok(UsageEvent::ChannelOpened {
        channel: id,
        asker,
        server,
        amount: tx.amount,
    }
    .into())
}

pub(crate) fn top_up(scratch: &mut Scratch, call: &Call, tx: &TopUpChannel) -> Result<Event, Failure> {
    let mut channel = of_asker(scratch, call, &tx.channel)?;
    require_open(&channel)?;
    if tx.amount.is_zero() {
        return Err(AccountsError::ZeroAmount.into());
    }
    debit(scratch, call.sender, tx.amount)?;
    channel.escrow = channel.escrow.plus(tx.amount).map_err(|_| UsageError::EscrowTooLarge)?;
    scratch.put(StateKey::Channel(tx.channel), &channel);
    Ok(UsageEvent::ChannelToppedUp {
        channel: tx.channel,
        asker: channel.asker,
        amount: tx.amount,
    }
    .into())
}

/// Pays out a voucher. What each payee gets is its cumulative payout less what the channel paid it before, so a voucher
/// that was not sent is made good by the next one, and none pays twice.
pub(crate) fn settle(scratch: &mut Scratch, call: &Call, tx: &Settle) -> Result<Event, Failure> {
    let Voucher { channel: id, nonce, .. } = tx.voucher.voucher;
    let channel = existing(scratch, &id)?;
    check_voucher(call, &channel, &tx.voucher)?;
    let paid = read_paid(scratch, &id)?;
    check_payouts(&channel, &tx.voucher.voucher, &tx.payouts, &paid)?;
    let settled = Channel {
        nonce,
        receipts_root: tx.voucher.voucher.receipts_root,
        receipt_count: tx.voucher.voucher.receipt_count,
        ..channel
    };
    let payments = pay(scratch, id, settled, &paid, &tx.payouts)?;
    Ok(UsageEvent::Settled {
        channel: id,
        asker: channel.asker,
        nonce,
        payments,
    }
    .into())
}

/// Whether the voucher is the asker's, for this channel, in time, and newer than what was settled.
fn check_voucher(call: &Call, channel: &Channel, signed: &SignedVoucher) -> Result<(), Failure> {
    let voucher = &signed.voucher;
    check_promise(call, channel, &voucher.chain, &voucher.server, &signed.asker())?;
    let settled = channel.nonce;
    match voucher.nonce.cmp(&settled) {
        std::cmp::Ordering::Greater => {}
        std::cmp::Ordering::Equal => return Err(UsageError::VoucherReplayed { nonce: settled }.into()),
        std::cmp::Ordering::Less => {
            return Err(UsageError::VoucherLower {
                nonce: voucher.nonce,
                settled,
            }
            .into());
        }
    }
    if call.block.height > voucher.expires {
        return Err(UsageError::VoucherExpired {
            expires: voucher.expires,
        }
        .into());
    }
    Ok(signed.verify().map_err(UsageError::from)?)
}

/// What vouchers and holds have in common: ledger, a channel that still pays, its server, its asker.
fn check_promise(
    call: &Call,
    channel: &Channel,
    chain: &ChainId,
    server: &AccountId,
    signer: &AccountId,
) -> Result<(), UsageError> {
    if *chain != call.block.chain {
        return Err(UsageError::WrongChain);
    }
    if !pays_at(channel, call.block.height) {
        return Err(UsageError::ChannelClosed);
    }
    if *server != channel.server {
        return Err(UsageError::WrongServer {
            named: *server,
            actual: channel.server,
        });
    }
    if *signer == channel.asker {
        Ok(())
    } else {
        Err(UsageError::WrongSigner)
    }
}

fn pays_at(channel: &Channel, height: Height) -> bool {
    match channel.status {
        ChannelStatus::Open => true,
        ChannelStatus::Closing { until } => height <= until,
        ChannelStatus::Closed => false,
    }
}

/// Whether the payouts are those that the voucher binds, take nothing back, and are covered by the escrow.
fn check_payouts(
    channel: &Channel,
    voucher: &Voucher,
    payouts: &CumulativePayouts,
    paid: &CumulativePayouts,
) -> Result<(), UsageError> {
    if payouts.root() != voucher.payouts_root {
        return Err(UsageError::PayoutsMismatch);
    }
    let (total, sum) = (voucher.total, payouts.total());
    if total != sum {
        return Err(UsageError::TotalMismatch { total, sum });
    }
    if let Some((payee, _)) = paid.iter().find(|(payee, amount)| payouts.get(payee) < *amount) {
        return Err(UsageError::PayoutsShrink { payee });
    }
    let (count, settled) = (voucher.receipt_count, channel.receipt_count);
    if count < settled {
        return Err(UsageError::ReceiptsShrink { count, settled });
    }
    if total > channel.escrow {
        return Err(UsageError::Overdrawn {
            needed: total,
            escrow: channel.escrow,
        });
    }
    Ok(())
}

/// Pays everyone the difference between `paid` and `payouts`, and records that it is paid.
fn pay(
    scratch: &mut Scratch,
    id: ChannelId,
    channel: Channel,
    paid: &CumulativePayouts,
    payouts: &CumulativePayouts,
) -> Result<Payments, Failure> {
    let payments = differences(paid, payouts)?;
    for (payee, amount) in &payments {
        credit(scratch, *payee, *amount)?;
    }
    scratch.put(
        StateKey::Channel(id),
        &Channel {
            paid: payouts.total(),
            ..channel
        },
    );
    if !payouts.is_empty() {
        scratch.put(StateKey::Paid(id), payouts);
    }
    Ok(payments)
}

fn differences(paid: &CumulativePayouts, payouts: &CumulativePayouts) -> Result<Payments, Failure> {
    let mut payments = Vec::new();
    for (payee, amount) in payouts.iter() {
        let due = amount
            .minus(paid.get(&payee))
            .map_err(|_| UsageError::PayoutsShrink { payee })?;
        if !due.is_zero() {
            payments.push((payee, due));
        }
    }
    Ok(payments)
}

/// Pays out a hold on top of what the channel paid. Its nonce is then used up, so neither the voucher that it stood for
/// nor the hold itself can be paid again; later vouchers have to cover what it paid.
pub(crate) fn claim_hold(scratch: &mut Scratch, call: &Call, tx: &ClaimHold) -> Result<Event, Failure> {
    let hold = &tx.hold.hold;
    let (id, nonce) = (hold.channel, hold.nonce);
    let channel = existing(scratch, &id)?;
    check_hold(call, &channel, &tx.hold)?;
    let paid = read_paid(scratch, &id)?;
    let payouts = paid.with(&equal_parts(hold)).map_err(|_| UsageError::TooManyPayees)?;
    let payments = pay(scratch, id, Channel { nonce, ..channel }, &paid, &payouts)?;
    Ok(UsageEvent::HoldClaimed {
        channel: id,
        asker: channel.asker,
        nonce,
        payments,
    }
    .into())
}

fn check_hold(call: &Call, channel: &Channel, signed: &SignedHold) -> Result<(), Failure> {
    let hold = &signed.hold;
    check_promise(call, channel, &hold.chain, &hold.server, &signed.asker())?;
    if call.sender != channel.server {
        return Err(UsageError::NotServer.into());
    }
    if hold.nonce <= channel.nonce {
        return Err(UsageError::HoldSettled {
            nonce: hold.nonce,
            settled: channel.nonce,
        }
        .into());
    }
    if call.block.height <= hold.deadline {
        return Err(UsageError::HoldNotDue {
            deadline: hold.deadline,
        }
        .into());
    }
    if !hold.payees_are_valid() {
        return Err(UsageError::BadHoldPayees.into());
    }
    if hold.amount.is_zero() {
        return Err(AccountsError::ZeroAmount.into());
    }
    if hold.amount > channel.available() {
        let needed = channel.paid.plus(hold.amount).unwrap_or(Amount::MAX);
        return Err(UsageError::Overdrawn {
            needed,
            escrow: channel.escrow,
        }
        .into());
    }
    Ok(signed.verify().map_err(UsageError::from)?)
}

/// The hold's amount in equal parts; odd µ fall by a draw over the hold itself.
fn equal_parts(hold: &Hold) -> Vec<Payout> {
    let seed = hash("byline/hold-split/1", &[&encode(hold)]);
    let parts = apportion(hold.amount.micros(), &vec![1; hold.payees.len()], &seed);
    let payout = |(account, part): (&AccountId, u64)| Payout {
        account: *account,
        role: Role::Source,
        amount: Amount::from_micros(part),
    };
    hold.payees.iter().zip(parts).map(payout).collect()
}

pub(crate) fn close(scratch: &mut Scratch, call: &Call, tx: &CloseChannel) -> Result<Event, Failure> {
    let channel = existing(scratch, &tx.channel)?;
    let Channel { asker, server, .. } = channel;
    if call.sender != asker && call.sender != server {
        return Err(UsageError::NotParty.into());
    }
    require_open(&channel)?;
    let until = call.block.height.after(call.block.params.challenge_window);
    let status = ChannelStatus::Closing { until };
    scratch.put(StateKey::Channel(tx.channel), &Channel { status, ..channel });
    Ok(UsageEvent::ChannelClosing {
        channel: tx.channel,
        asker,
        server,
        until,
    }
    .into())
}

pub(crate) fn reclaim(scratch: &mut Scratch, call: &Call, tx: &ReclaimChannel) -> Result<Event, Failure> {
    let channel = of_asker(scratch, call, &tx.channel)?;
    match channel.status {
        ChannelStatus::Open => return Err(UsageError::ChannelOpen.into()),
        ChannelStatus::Closed => return Err(UsageError::ChannelClosed.into()),
        ChannelStatus::Closing { until } if call.block.height <= until => {
            return Err(UsageError::WindowOpen { until }.into());
        }
        ChannelStatus::Closing { .. } => {}
    }
    let amount = channel
        .available()
        .plus(channel.deposit)
        .map_err(|e| StateReadError(e.to_string()))?;
    credit(scratch, channel.asker, amount)?;
    // The records stay as proof of what was settled; what the channel held and what it cost to keep are gone.
    let closed = Channel {
        escrow: channel.paid,
        deposit: Amount::ZERO,
        status: ChannelStatus::Closed,
        ..channel
    };
    scratch.put(StateKey::Channel(tx.channel), &closed);
    Ok(UsageEvent::ChannelReclaimed {
        channel: tx.channel,
        asker: channel.asker,
        amount,
    }
    .into())
}

fn existing(scratch: &Scratch, id: &ChannelId) -> Result<Channel, Failure> {
    Ok(read_channel(scratch, id)?.ok_or(UsageError::UnknownChannel { channel: *id })?)
}

fn of_asker(scratch: &Scratch, call: &Call, id: &ChannelId) -> Result<Channel, Failure> {
    let channel = existing(scratch, id)?;
    if channel.asker == call.sender {
        Ok(channel)
    } else {
        Err(UsageError::NotAsker.into())
    }
}

fn require_open(channel: &Channel) -> Result<(), UsageError> {
    match channel.status {
        ChannelStatus::Open => Ok(()),
        ChannelStatus::Closing { until } => Err(UsageError::ChannelClosing { until }),
        ChannelStatus::Closed => Err(UsageError::ChannelClosed),
    }
}
