//! How many transactions are applied in a second, how large proofs are and how long they take to verify.
//!
//! Run with `cargo bench -p byline-ledger`. One thread, the state in memory: what a store costs comes on top. Times are
//! the thread's own on the processor where the system tells them (Linux), and wall-clock times elsewhere.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use byline_keys::SigningKey;
use byline_ledger::accounts::Transfer;
use byline_ledger::tree::{MemoryTree, TreeState, prove, update};
use byline_ledger::usage::{OpenChannel, Settle, channel_id};
use byline_ledger::works::RegisterWork;
use byline_ledger::*;
use byline_royalty::{CumulativePayouts, Payee, Voucher};
use byline_types::*;
use byline_work::Terms;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// Runs from its making on.
struct Stopwatch(Duration);

impl Stopwatch {
    fn start() -> Stopwatch {
        Stopwatch(now())
    }

    fn elapsed(&self) -> Duration {
        now().saturating_sub(self.0)
    }
}

/// The thread's time on the processor, else the wall clock's.
fn now() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    let schedule = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = schedule.split(' ').next().and_then(|field| field.parse().ok());
    nanoseconds.map_or_else(|| START.get_or_init(Instant::now).elapsed(), Duration::from_nanos)
}

/// Accounts with coins in the genesis, and so in the state whose records are proved.
const ACCOUNTS: u64 = 100_000;
/// Transactions of one kind.
const TRANSACTIONS: u64 = 2_000;
/// Records whose proofs are timed.
const PROOFS: usize = 2_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut ledger = Ledger::new()?;
    println!("{ACCOUNTS} accounts, {TRANSACTIONS} transactions a block, one thread");
    println!(
        "{:<28} {:>9} {:>12} {:>12} {:>12}",
        "kind", "bytes", "all /s", "verified /s", "rules only/s"
    );
    let transfers = ledger.each(|ledger, n| ledger.transfer(n));
    ledger.measure("transfer", transfers)?;
    let registrations = ledger.each(|ledger, n| ledger.registration(n));
    ledger.measure("registration", registrations)?;
    for payees in [1, 100] {
        let opening = ledger.each(|ledger, n| ledger.opening(n));
        ledger.measure("open channel", opening)?;
        let settlements = ledger.each(|ledger, n| ledger.settlement(n, payees));
        ledger.measure(&format!("settlement, {payees} payees"), settlements)?;
    }
    ledger.measure_proofs()
}

struct Ledger {
    keys: Vec<SigningKey>,
    tree: MemoryTree,
    head: Header,
    params: Params,
    /// Nonce that opened the newest channel of each sender.
    opened: Nonce,
    /// Nonce of every sender: they all act once a block.
    nonce: Nonce,
}

fn account(n: u64) -> AccountId {
    AccountId::from_bytes(hash("bench", &[&n.to_be_bytes()]))
}

impl Ledger {
    fn new() -> Result<Ledger, Box<dyn std::error::Error>> {
        let keys: Vec<_> = (0..TRANSACTIONS)
            .map(|n| SigningKey::from_bytes(&hash("key", &[&n.to_be_bytes()])))
            .collect();
        let mut balances: Vec<_> = keys
            .iter()
            .map(|key| (key.account_id(), Amount::from_micros(1 << 40)))
            .collect();
        balances.extend((TRANSACTIONS..ACCOUNTS).map(|n| (account(n), Amount::from_micros(1_000))));
        balances.sort();
        let params = Params {
            max_block_bytes: 16 << 20,
            fee_per_byte: Amount::from_micros(1),
            ..Params::local()
        };
        let validators = ValidatorSet::new(vec![Validator {
            key: keys[0].public(),
            power: 1,
        }])?;
        let (time, salt, mode) = (Timestamp(1_000), [7; 32], NetworkMode::Local);
        let genesis = Genesis {
            params,
            balances,
            validators,
            time,
            salt,
            mode,
        };
        let mut tree = MemoryTree::default();
        tree.apply(&update(&tree, Height(0), &genesis_state(&genesis)?)?.batch);
        let head = genesis.header()?;
        Ok(Ledger {
            keys,
            tree,
            head,
            params,
            opened: Nonce(0),
            nonce: Nonce(0),
        })
    }

    fn each(&self, make: impl Fn(&Ledger, u64) -> Body) -> Vec<SignedTransaction> {
        (0..TRANSACTIONS).map(|n| self.sign(n, make(self, n))).collect()
    }

    fn sign(&self, n: u64, body: Body) -> SignedTransaction {
        let key = &self.keys[n as usize];
        let (chain, expires, nonce) = (self.head.chain, self.head.height.after(5), self.nonce);
        let mut transaction = Transaction {
            chain,
            sender: key.public(),
            nonce,
            expires,
            fee: Amount::ZERO,
            body,
        };
        transaction.fee = self.params.fee_for(transaction.signed_length());
        transaction.sign(key)
    }

    fn transfer(&self, n: u64) -> Body {
        let to = account(TRANSACTIONS + n * 31 % (ACCOUNTS - TRANSACTIONS));
        Body::Transfer(Transfer {
            to,
            amount: Amount::from_micros(5),
            memo: None,
        })
    }

    fn registration(&self, n: u64) -> Body {
        Body::RegisterWork(RegisterWork {
            root: Digest32::of("root", &[&n.to_be_bytes()]),
            manifest: ManifestId::from_bytes(hash("manifest", &[&n.to_be_bytes()])),
            leaf_count: 100,
            terms: Terms::paid(Amount::from_micros(10)),
            payees: vec![Payee {
                account: self.keys[n as usize].account_id(),
                share: Share::ONE,
            }],
            parents: Vec::new(),
            reveal: None,
        })
    }

    fn server(&self) -> AccountId {
        self.keys[0].account_id()
    }

    fn opening(&self, _: u64) -> Body {
        Body::OpenChannel(OpenChannel {
            server: self.server(),
            amount: Amount::from_micros(1 << 20),
        })
    }

    fn settlement(&self, n: u64, payees: u64) -> Body {
        let key = &self.keys[n as usize];
        let step = ACCOUNTS / payees.max(2);
        let mut entries: Vec<_> = (0..payees)
            .map(|p| {
                (
                    account(TRANSACTIONS + (n + p * step) % (ACCOUNTS - TRANSACTIONS)),
                    Amount::from_micros(7),
                )
            })
            .collect();
        entries.sort();
        entries.dedup_by_key(|entry| entry.0);
        let payouts = CumulativePayouts::from_sorted(entries).unwrap_or_default();
        let voucher = Voucher {
            chain: self.head.chain,
            channel: channel_id(&key.account_id(), &self.server(), self.opened),
            server: self.server(),
            nonce: 1,
            total: payouts.total(),
            payouts_root: payouts.root(),
            receipts_root: Digest32::ZERO,
            receipt_count: 100,
            expires: self.head.height.after(100),
        };
        Body::Settle(Settle {
            voucher: voucher.sign(key),
            payouts,
        })
    }

    /// Times signatures, rules and state tree together; rules and tree; and rules alone.
    fn measure(&mut self, kind: &str, transactions: Vec<SignedTransaction>) -> Result<(), Box<dyn std::error::Error>> {
        let bytes: usize = transactions.iter().map(|tx| tx.encode().len()).sum::<usize>() / transactions.len();
        let start = Stopwatch::start();
        let mut checked = Vec::new();
        for signed in transactions {
            checked.push(signed.check(&self.head.chain)?);
        }
        let verifying = start.elapsed();
        let state = TreeState::new(&self.tree, self.head.height);
        let (chain, height) = (self.head.chain, self.head.height.after(1));
        let context = BlockContext {
            chain,
            height,
            time: Timestamp(0),
            params: self.params,
        };
        let again = checked.clone();
        let start = Stopwatch::start();
        let executed = execute_checked(&state, &context, again)?;
        let rules = start.elapsed();
        if let Some(error) = executed
            .outcomes
            .iter()
            .find_map(|outcome| outcome.result.as_ref().err())
        {
            return Err(format!("{kind}: {error}").into());
        }
        let slot = Slot {
            time: Timestamp(self.head.time.0 + 1),
            proposer: self.server(),
        };
        let start = Stopwatch::start();
        let built = build_block(&self.tree, &self.head, &slot, checked)?;
        let building = start.elapsed();
        self.tree.apply(&built.tree.batch);
        self.head = built.block.header;
        (self.opened, self.nonce) = (self.nonce, self.nonce.next());
        let rate = |time: Duration| TRANSACTIONS as f64 / time.as_secs_f64();
        let (all, verified, rules) = (rate(verifying + building), rate(building), rate(rules));
        println!("{kind:<28} {bytes:>9} {all:>12.0} {verified:>12.0} {rules:>12.0}");
        Ok(())
    }

    fn measure_proofs(&self) -> Result<(), Box<dyn std::error::Error>> {
        let key = |n: usize| StateKey::Account(account(TRANSACTIONS + n as u64 * 13));
        let start = Stopwatch::start();
        let mut proved = Vec::new();
        for n in 0..PROOFS {
            proved.push(prove(&self.tree, self.head.height, &key(n))?);
        }
        let proving = start.elapsed();
        let start = Stopwatch::start();
        for (n, (record, proof)) in proved.iter().enumerate() {
            proof.verify(&self.head.state_root, &key(n), record.as_deref())?;
        }
        let verifying = start.elapsed();
        let lengths: Vec<usize> = proved.iter().map(|(_, proof)| proof.encode().len()).collect();
        let (bytes, largest) = (
            lengths.iter().sum::<usize>(),
            lengths.iter().max().copied().unwrap_or_default(),
        );
        let micros = |time: Duration| time.as_secs_f64() * 1e6 / PROOFS as f64;
        println!("proof of a balance: {} bytes (largest {largest})", bytes / PROOFS);
        println!("prove {:.1} us, verify {:.1} us", micros(proving), micros(verifying));
        Ok(())
    }
}
