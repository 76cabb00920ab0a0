//! Settling: vouchers become payouts on the ledger, in the background and before anybody looks at a balance.

use crate::chain::Chain;
use crate::error::NodeError;
use byline_keys::SigningKey;
use byline_ledger::Body;
use byline_ledger::usage::{Settle, read_channel};
use byline_royalty::{CumulativePayouts, MAX_PAYEES, SignedVoucher};
use byline_store::{ChannelEntry, Store};
use byline_types::decode;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// A pause in which no answer was paid.
const PAUSE: Duration = Duration::from_millis(250);
/// This many answers are settled even if there is no pause.
const MANY: usize = 256;
/// The most bytes of a stored voucher.
const MAX_VOUCHER_BYTES: usize = 1024;
/// The most bytes of stored payouts: 40 for each payee.
const MAX_PAYOUTS_BYTES: usize = 40 * MAX_PAYEES + 4;

/// Brings vouchers to the ledger. One settlement pays all answers of a channel since the last.
pub(crate) struct Settler {
    work: Arc<Work>,
    wake: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Waits for the thread: when the node lets go of its home, nobody has the database open any more.
impl Drop for Settler {
    fn drop(&mut self) {
        drop(self.wake.take());
        // A thread that panicked is over, too.
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

struct Work {
    store: Arc<Store>,
    chain: Arc<Chain>,
    key: SigningKey,
    /// Held while settling, so that whoever waits finds everything settled.
    turn: Mutex<()>,
}

impl Settler {
    /// Starts the thread that settles when it is woken. It ends with the settler.
    pub(crate) fn start(store: Arc<Store>, chain: Arc<Chain>, key: SigningKey) -> Settler {
        let work = Arc::new(Work {
            store,
            chain,
            key,
            turn: Mutex::new(()),
        });
        let (wake, woken) = channel();
        let of_thread = Arc::clone(&work);
        let thread = thread::spawn(move || run(&of_thread, &woken));
        Settler {
            work,
            wake: Some(wake),
            thread: Some(thread),
        }
    }

    /// Settles soon.
    pub(crate) fn wake(&self) {
        // The thread listens for as long as the settler lives.
        let _ = self.wake.as_ref().map(|wake| wake.send(()));
    }

    /// Settles now, and returns when nothing is owed.
    pub(crate) fn settle(&self) -> Result<(), NodeError> {
        self.work.settle_all()
    }
}

fn run(work: &Work, woken: &Receiver<()>) {
    while woken.recv().is_ok() {
        // Many answers in a row are settled together, once there is a pause or there are many.
        let in_a_row = std::iter::repeat_with(|| woken.recv_timeout(PAUSE)).take(MANY);
        in_a_row.take_while(|wake| wake.is_ok()).for_each(drop);
        // What fails now stays owed and durable; the next wake, balance or start tries again and reports it.
        let _ = work.settle_all();
    }
}

impl Work {
    fn settle_all(&self) -> Result<(), NodeError> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let owed = self.store.read()?.unsettled_channels()?;
        // One channel that fails does not keep the others back.
        let outcomes: Vec<_> = owed.iter().map(|entry| self.settle_channel(entry)).collect();
        outcomes.into_iter().collect()
    }

    fn settle_channel(&self, entry: &ChannelEntry) -> Result<(), NodeError> {
        let damaged = |what: &str| NodeError::Damaged(format!("{what} of channel {}", entry.channel));
        let bytes = entry.voucher.as_deref().ok_or_else(|| damaged("the voucher"))?;
        let voucher: SignedVoucher = decode(bytes, MAX_VOUCHER_BYTES).map_err(|_| damaged("the voucher"))?;
        let bytes = entry.payouts.as_deref().ok_or_else(|| damaged("the payouts"))?;
        let payouts: CumulativePayouts = decode(bytes, MAX_PAYOUTS_BYTES).map_err(|_| damaged("the payouts"))?;
        let nonce = voucher.voucher.nonce;
        if self.is_settled(entry, nonce)? {
            return Ok(self
                .store
                .write(|transaction| transaction.mark_settled(&entry.channel, nonce))?);
        }
        // The ledger pays and the store notes it in one write: a crash leaves both or neither.
        self.chain.submit(
            |next| next.sign(&self.key, Body::Settle(Settle { voucher, payouts })),
            |transaction, _| Ok(transaction.mark_settled(&entry.channel, nonce)?),
        )?;
        Ok(())
    }

    fn is_settled(&self, entry: &ChannelEntry, nonce: u64) -> Result<bool, NodeError> {
        let view = self.chain.view()?;
        let channel = read_channel(&view.state(), &entry.channel).map_err(|e| NodeError::Damaged(e.to_string()))?;
        Ok(channel.is_some_and(|channel| channel.nonce >= nonce))
    }
}
