//! A small world to test in: a ledger in memory, four people with coins, and blocks of one transaction.

use crate::tree::{MemoryTree, TreeState, prove, update};
use crate::*;
use byline_keys::SigningKey;
use byline_royalty::{CumulativePayouts, Hold, Payee, SignedHold, SignedVoucher, Voucher};
use byline_types::*;
use byline_work::Terms;
use std::collections::BTreeMap;

pub const COIN: Amount = Amount::from_micros(1_000_000);

/// A ledger in memory. Every block is checked as a stranger would check it, and the coins are counted after it.
#[derive(Clone)]
pub struct World {
    pub genesis: Genesis,
    pub tree: MemoryTree,
    pub head: Header,
    pub records: BTreeMap<StateKey, Vec<u8>>,
}

pub fn key(seed: u8) -> SigningKey {
    SigningKey::from_bytes(&[seed; 32])
}

pub fn id(seed: u8) -> AccountId {
    key(seed).account_id()
}

pub fn digest(seed: u8) -> Digest32 {
    Digest32([seed; 32])
}

pub fn micros(amount: u64) -> Amount {
    Amount::from_micros(amount)
}

/// The people with coins are 1 to 4; 9 is the validator.
pub fn genesis(params: Params) -> Genesis {
    let mut balances: Vec<_> = (1..=4).map(|seed| (id(seed), micros(1_000 * COIN.micros()))).collect();
    balances.sort();
    let validators = ValidatorSet::new(vec![Validator {
        key: key(9).public(),
        power: 1,
    }])
    .unwrap();
    Genesis {
        params,
        balances,
        validators,
        time: Timestamp(1_000),
        salt: [7; 32],
        mode: NetworkMode::Local,
    }
}

/// Short windows, a fee, deposits.
pub fn strict_params() -> Params {
    Params {
        fee_per_byte: micros(2),
        work_deposit: micros(5_000),
        channel_deposit: micros(7_000),
        challenge_window: 3,
        max_expiry: 50,
        reveal_window: 4,
        ..Params::network()
    }
}

impl World {
    pub fn new(params: Params) -> World {
        let genesis = genesis(params);
        let state = genesis_state(&genesis).unwrap();
        let mut world = World {
            head: genesis.header().unwrap(),
            genesis,
            tree: MemoryTree::default(),
            records: BTreeMap::new(),
        };
        let update = update(&world.tree, Height(0), &state).unwrap();
        assert_eq!(update.root, world.head.state_root);
        world.store(&state, &update.batch);
        world.assert_sound();
        world
    }

    pub fn local() -> World {
        World::new(Params::local())
    }

    pub fn strict() -> World {
        World::new(strict_params())
    }

    pub fn chain(&self) -> ChainId {
        self.head.chain
    }

    pub fn next_height(&self) -> Height {
        self.head.height.after(1)
    }

    pub fn context(&self) -> BlockContext {
        let (chain, height) = (self.chain(), self.next_height());
        BlockContext {
            chain,
            height,
            time: Timestamp(self.head.time.0 + 1_000),
            params: self.genesis.params,
        }
    }

    fn slot(&self) -> Slot {
        Slot {
            time: Timestamp(self.head.time.0 + 1_000),
            proposer: id(9),
        }
    }

    /// A transaction that is right in everything but perhaps its body.
    pub fn transaction(&self, sender: u8, body: Body) -> Transaction {
        let mut transaction = Transaction {
            chain: self.chain(),
            sender: key(sender).public(),
            nonce: self.account(sender).nonce,
            expires: self.next_height(),
            fee: Amount::ZERO,
            body,
        };
        transaction.fee = self.genesis.params.fee_for(transaction.signed_length());
        transaction
    }

    pub fn signed(&self, sender: u8, body: Body) -> SignedTransaction {
        self.transaction(sender, body).sign(&key(sender))
    }

    /// Puts `body` into the next block. A refusal must change nothing, and makes no block.
    pub fn submit(&mut self, sender: u8, body: Body) -> Result<Vec<Event>, TransactionError> {
        let signed = self.signed(sender, body);
        self.submit_signed(signed)
    }

    pub fn submit_signed(&mut self, signed: SignedTransaction) -> Result<Vec<Event>, TransactionError> {
        let checked = signed.check(&self.chain())?;
        let mut built = build_block(&self.tree, &self.head, &self.slot(), vec![checked]).unwrap();
        let outcome = built.executed.outcomes.remove(0);
        match outcome.result {
            Ok(events) => {
                self.adopt(&built);
                Ok(events)
            }
            Err(error) => {
                assert!(built.executed.changes.is_empty());
                assert_eq!(
                    built.block.header.state_root, self.head.state_root,
                    "a refusal changes nothing"
                );
                Err(error)
            }
        }
    }

    /// The code with which `body` is refused.
    pub fn refused(&mut self, sender: u8, body: Body) -> &'static str {
        self.submit(sender, body).unwrap_err().code()
    }

    /// Puts all that pass into the next block.
    pub fn block(&mut self, transactions: Vec<SignedTransaction>) -> Vec<TransactionOutcome> {
        let checked = transactions
            .into_iter()
            .filter_map(|tx| tx.check(&self.chain()).ok())
            .collect();
        let built = build_block(&self.tree, &self.head, &self.slot(), checked).unwrap();
        self.adopt(&built);
        built.executed.outcomes
    }

    pub fn empty_blocks(&mut self, count: u64) {
        for _ in 0..count {
            self.block(Vec::new());
        }
    }

    fn adopt(&mut self, built: &BuiltBlock) {
        let checked = check_block(&self.tree, &self.head, &built.block).unwrap();
        assert_eq!(checked.tree.root, built.tree.root);
        assert_eq!(checked.executed.changes, built.executed.changes);
        self.store(&built.executed.changes, &built.tree.batch);
        self.head = built.block.header;
        self.assert_sound();
    }

    fn store(&mut self, changes: &ChangeSet, batch: &tree::TreeUpdateBatch) {
        self.tree.apply(batch);
        for (key, value) in changes.iter() {
            match value {
                Some(bytes) => self.records.insert(*key, bytes.to_vec()),
                None => self.records.remove(key),
            };
        }
    }

    /// The coins are all there, and every channel paid exactly what its record says, within its escrow.
    fn assert_sound(&self) {
        let held = self
            .records
            .iter()
            .map(|(key, record)| coins_held(key, record).unwrap());
        assert_eq!(
            Amount::sum(held).unwrap(),
            read_supply(self).unwrap(),
            "coins appeared or vanished"
        );
        for key in self.records.keys() {
            if let StateKey::Channel(channel) = key {
                self.assert_channel_sound(channel);
            }
        }
    }

    fn assert_channel_sound(&self, id: &ChannelId) {
        let channel = self.channel(id);
        assert!(channel.paid <= channel.escrow, "an escrow is overdrawn");
        if channel.status != usage::ChannelStatus::Closed {
            assert_eq!(usage::read_paid(self, id).unwrap().total(), channel.paid);
        }
    }

    pub fn account(&self, seed: u8) -> accounts::Account {
        accounts::read_account(self, &id(seed)).unwrap().unwrap_or_default()
    }

    pub fn balance(&self, seed: u8) -> u64 {
        self.account(seed).balance.micros()
    }

    pub fn work(&self, work: &WorkId) -> works::WorkRecord {
        works::read_work(self, work).unwrap().unwrap()
    }

    pub fn channel(&self, channel: &ChannelId) -> usage::Channel {
        usage::read_channel(self, channel).unwrap().unwrap()
    }

    /// Opens a channel from 1 to 2 and gives its id.
    pub fn open_channel(&mut self, amount: u64) -> ChannelId {
        let nonce = self.account(1).nonce;
        self.submit(
            1,
            Body::OpenChannel(usage::OpenChannel {
                server: id(2),
                amount: micros(amount),
            }),
        )
        .unwrap();
        usage::channel_id(&id(1), &id(2), nonce)
    }

    pub fn voucher(&self, channel: ChannelId, nonce: u64, payouts: &CumulativePayouts) -> Voucher {
        Voucher {
            chain: self.chain(),
            channel,
            server: id(2),
            nonce,
            total: payouts.total(),
            payouts_root: payouts.root(),
            receipts_root: digest(3),
            receipt_count: nonce,
            expires: self.next_height().after(100),
        }
    }

    pub fn hold(&self, channel: ChannelId, nonce: u64, amount: u64, payees: &[u8]) -> Hold {
        let mut payees: Vec<_> = payees.iter().map(|seed| id(*seed)).collect();
        payees.sort();
        Hold {
            chain: self.chain(),
            channel,
            server: id(2),
            nonce,
            amount: micros(amount),
            payees,
            retrieval: digest(4),
            deadline: self.head.height,
        }
    }
}

/// The world's records are read from the state tree, as a node reads them.
impl StateRead for World {
    fn read(&self, key: &StateKey) -> Result<Option<Vec<u8>>, StateReadError> {
        let read = TreeState::new(&self.tree, self.head.height).read(key)?;
        assert_eq!(read.as_ref(), self.records.get(key));
        Ok(read)
    }
}

impl World {
    pub fn prove(&self, key: &StateKey) -> (Option<Vec<u8>>, StateProof) {
        prove(&self.tree, self.head.height, key).unwrap()
    }
}

pub fn payouts(entries: &[(u8, u64)]) -> CumulativePayouts {
    let mut entries: Vec<_> = entries
        .iter()
        .map(|(seed, amount)| (id(*seed), micros(*amount)))
        .collect();
    entries.sort();
    CumulativePayouts::from_sorted(entries).unwrap()
}

pub fn settle(voucher: SignedVoucher, payouts: &CumulativePayouts) -> Body {
    Body::Settle(usage::Settle {
        voucher,
        payouts: payouts.clone(),
    })
}

pub fn claim(hold: SignedHold) -> Body {
    Body::ClaimHold(usage::ClaimHold { hold })
}

pub fn transfer(to: u8, amount: u64) -> Body {
    Body::Transfer(accounts::Transfer {
        to: id(to),
        amount: micros(amount),
        memo: None,
    })
}

pub fn registration(owner: u8, root: u8) -> works::RegisterWork {
    works::RegisterWork {
        root: digest(root),
        manifest: ManifestId::from_bytes([root; 32]),
        leaf_count: 12,
        terms: Terms::attribution(),
        payees: vec![Payee {
            account: id(owner),
            share: Share::ONE,
        }],
        parents: Vec::new(),
        reveal: None,
    }
}

pub fn register(owner: u8, root: u8) -> Body {
    Body::RegisterWork(registration(owner, root))
}

pub fn work_of(owner: u8, root: u8) -> WorkId {
    byline_work::work_id(&id(owner), &digest(root))
}
