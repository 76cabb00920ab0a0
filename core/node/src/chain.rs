//! The node's ledger: blocks made, verified and stored; values read with their proofs.

use crate::consensus::{Consensus, DecidedBlock};
use crate::environment::Environment;
use crate::error::NodeError;
use crate::events::{Events, NodeEvent};
use crate::party::Party;
use byline_keys::SigningKey;
use byline_ledger::tree::{TreeState, prove, update};
use byline_ledger::usage::UsageEvent;
use byline_ledger::{
    Block, Body, BuiltBlock, Certificate, CheckedTransaction, Event, Genesis, Header, MAX_GENESIS_BYTES, NetworkMode,
    Params, SignedTransaction, Slot, StateKey, StateRead, Transaction, TransactionError, Validator, ValidatorSet,
    accounts::read_account, build_block, check_block, genesis_state, read_params,
};
use byline_light::export::ProvedRecord;
use byline_light::{LightBlock, Options, SignedHeader, TrustedState, VerifiedHeader, verify_header};
use byline_store::{DecidedBlock as StoredBlock, NewTransaction, Snapshot, Store, Tables, WriteTx};
use byline_types::{AccountId, Amount, BlockId, ChainId, Height, Timestamp, TxId, decode, encode};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Coins that the first account of a local ledger starts with. They are test coins.
const LOCAL_COINS: u64 = 1_000;
/// Blocks within which a transaction must be included.
const EXPIRY: u64 = 100;
/// Versions of the state tree that are kept for proofs under way.
const KEPT_VERSIONS: u64 = 64;
/// Where the genesis is kept.
const GENESIS_SETTING: &str = "genesis";

/// What a ledger stands on.
pub(crate) struct Ledger {
    pub(crate) store: Arc<Store>,
    pub(crate) consensus: Box<dyn Consensus>,
    pub(crate) environment: Arc<dyn Environment>,
    /// Who is told of its blocks.
    pub(crate) events: Arc<Events>,
}

/// The node's ledger.
pub(crate) struct Chain {
    store: Arc<Store>,
    consensus: Box<dyn Consensus>,
    environment: Arc<dyn Environment>,
    events: Arc<Events>,
    genesis: Genesis,
    /// What the genesis says, from which every header is verified.
    trusted: TrustedState,
    /// Held while a block is made: blocks follow one another.
    turn: Mutex<()>,
}

/// How a value was verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProofState {
    /// Height of the header it was verified against.
    pub height: Height,
    /// That block.
    pub block: BlockId,
    /// Whether this node alone signs the ledger.
    pub alone: bool,
}

impl ProofState {
    /// The state's name: never `proved` where one signs alone.
    pub fn name(&self) -> &'static str {
        if self.alone { "signed_by_you_alone" } else { "proved" }
    }
}

/// The ledger at its latest height: records with proofs, verified against the signed header.
pub(crate) struct View<'a> {
    snapshot: Snapshot<'a>,
    header: VerifiedHeader,
    signed: SignedHeader,
    alone: bool,
}

/// The state on which the next block builds, for those who make transactions.
pub(crate) struct Next<'a> {
    state: TreeState<'a, Tables>,
    params: Params,
    chain: ChainId,
    height: Height,
    /// Nonces used by the transactions made so far.
    used: std::collections::BTreeMap<AccountId, u64>,
}

/// What a block that was made says.
pub(crate) struct Made<P> {
    pub(crate) height: Height,
    /// One for each transaction, in order.
    pub(crate) outcomes: Vec<(TxId, Result<(), TransactionError>)>,
    /// What `build` gave with the transactions.
    pub(crate) plan: P,
}

/// What to do with a block without transactions.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Empty {
    Made,
    Skipped,
}

/// A transaction that is in a block.
pub(crate) struct Included {
    pub(crate) height: Height,
    pub(crate) id: TxId,
    pub(crate) signed: SignedTransaction,
}

impl Chain {
    /// The ledger in the store; a local one is founded where there is none.
    pub(crate) fn open(ledger: Ledger, founder: AccountId, validator: &SigningKey) -> Result<Chain, NodeError> {
        let Ledger {
            store,
            consensus,
            environment,
            events,
        } = ledger;
        let known = store.read()?.setting(GENESIS_SETTING)?;
        let genesis = match known {
            Some(bytes) => {
                decode(&bytes, MAX_GENESIS_BYTES).map_err(|e| NodeError::Damaged(format!("genesis: {e}")))?
            }
            None => found(&store, environment.as_ref(), founder, validator)?,
        };
        let origin = VerifiedHeader::from_genesis(&genesis).map_err(|e| NodeError::Damaged(e.to_string()))?;
        let chain = Chain {
            store,
            consensus,
            environment,
            events,
            genesis,
            trusted: origin.trust(),
            turn: Mutex::new(()),
        };
        chain.begin()?;
        Ok(chain)
    }

    /// Makes the first block if there is none, so that every header is a signed one.
    fn begin(&self) -> Result<(), NodeError> {
        if self.height()? == Height(0) {
            self.advance()?;
        }
        Ok(())
    }

    pub(crate) fn id(&self) -> ChainId {
        self.trusted.chain()
    }

    pub(crate) fn genesis(&self) -> &Genesis {
        &self.genesis
    }

    pub(crate) fn is_local(&self) -> bool {
        self.genesis.mode == NetworkMode::Local
    }

    pub(crate) fn height(&self) -> Result<Height, NodeError> {
        Ok(self.store.read()?.latest_height()?.unwrap_or_default())
    }

    /// The latest state, with its header verified.
    pub(crate) fn view(&self) -> Result<View<'_>, NodeError> {
        let snapshot = self.store.read()?;
        let signed = latest(&snapshot)?;
        let header = self.verify(&signed)?;
        Ok(View {
            snapshot,
            header,
            signed,
            alone: self.is_local(),
        })
    }

    /// Believes a header that the ledger's validators signed. Its own time stands for the present: a local ledger stays
    /// good however long the app was closed and wherever the clock jumped.
    fn verify(&self, signed: &SignedHeader) -> Result<VerifiedHeader, NodeError> {
        let validators = self.genesis.validators.clone();
        let block = LightBlock {
            signed: signed.clone(),
            next_validators: validators.clone(),
            validators,
        };
        verify_header(&self.trusted, &block, signed.header.time, &Options::LOCAL)
            .map_err(|e| NodeError::Proof(e.to_string()))
    }

    /// Makes the next block from the transactions that `build` makes of the state before it, and stores it together with
    /// what `extra` writes, all or nothing. `extra` is called with one outcome for each transaction.
    ///
    /// Where no transaction passes, no block is made and `extra` is not called.
    pub(crate) fn make<P>(
        &self,
        build: impl FnOnce(&mut Next<'_>) -> Result<(Vec<SignedTransaction>, P), NodeError>,
        extra: impl FnOnce(&WriteTx<'_>, &[Result<(), TransactionError>], &P) -> Result<(), NodeError>,
    ) -> Result<Made<P>, NodeError> {
        self.make_block(Empty::Skipped, build, extra)
    }

    /// Makes a block without transactions: time passes.
    pub(crate) fn advance(&self) -> Result<(), NodeError> {
        self.make_block(Empty::Made, |_| Ok((Vec::new(), ())), |_, _, ()| Ok(()))
            .map(|_| ())
    }

    fn make_block<P>(
        &self,
        empty: Empty,
        build: impl FnOnce(&mut Next<'_>) -> Result<(Vec<SignedTransaction>, P), NodeError>,
        extra: impl FnOnce(&WriteTx<'_>, &[Result<(), TransactionError>], &P) -> Result<(), NodeError>,
    ) -> Result<Made<P>, NodeError> {
        let _turn = self.turn();
        let snapshot = self.store.read()?;
        let parent = parent(&snapshot, &self.genesis)?;
        let (transactions, plan) = build(&mut Next::new(&snapshot, &parent)?)?;
        let slot = Slot {
            time: self.next_time(&parent),
            proposer: self.consensus.proposer(),
        };
        let chain = self.id();
        let checked = transactions
            .into_iter()
            .map(|t| t.check(&chain))
            .collect::<Result<Vec<CheckedTransaction>, _>>();
        let built = build_block(&*snapshot, &parent, &slot, checked.map_err(TransactionError::from)?);
        let built = built.map_err(|e| NodeError::Damaged(e.to_string()))?;
        let outcomes: Vec<_> = built
            .executed
            .outcomes
            .iter()
            .map(|o| (o.id, o.result.as_ref().map(|_| ()).map_err(Clone::clone)))
            .collect();
        if built.block.transactions.is_empty() && empty == Empty::Skipped {
            return Ok(Made {
                height: parent.height,
                outcomes,
                plan,
            });
        }
        let (decided, built) = self.decide(&snapshot, &parent, built)?;
        drop(snapshot);
        let height = decided.block.header.height;
        let results: Vec<_> = outcomes.iter().map(|(_, result)| result.clone()).collect();
        self.commit(&decided, &built, |transaction| extra(transaction, &results, &plan))?;
        // The block stands whether or not somebody could be told.
        let _ = self.tell(height, &built);
        Ok(Made { height, outcomes, plan })
    }

    /// As [`Chain::make`] for one transaction: if it is refused, nothing is stored.
    pub(crate) fn submit(
        &self,
        build: impl FnOnce(&mut Next<'_>) -> Result<SignedTransaction, NodeError>,
        extra: impl FnOnce(&WriteTx<'_>, &SignedTransaction) -> Result<(), NodeError>,
    ) -> Result<Included, NodeError> {
        let build = |next: &mut Next<'_>| build(next).map(|signed| (vec![signed.clone()], signed));
        let made = self.make(build, |transaction, _, signed| extra(transaction, signed))?;
        match made.outcomes.into_iter().next() {
            Some((id, Ok(()))) => Ok(Included {
                height: made.height,
                id,
                signed: made.plan,
            }),
            Some((_, Err(error))) => Err(error.into()),
            None => Err(NodeError::Damaged("a block without its transaction".into())),
        }
    }

    /// What `build` makes of the state on which the next block would build. No block is made.
    pub(crate) fn try_next<T>(
        &self,
        build: impl FnOnce(&mut Next<'_>) -> Result<T, NodeError>,
    ) -> Result<T, NodeError> {
        let snapshot = self.store.read()?;
        let parent = parent(&snapshot, &self.genesis)?;
        build(&mut Next::new(&snapshot, &parent)?)
    }

    fn turn(&self) -> MutexGuard<'_, ()> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Later than the parent even if the clock went back.
    fn next_time(&self, parent: &Header) -> Timestamp {
        Timestamp(self.environment.now().0.max(parent.time.0.saturating_add(1)))
    }

    /// Has the block decided, and verifies what came back as if a stranger had sent it.
    fn decide(
        &self,
        snapshot: &Snapshot<'_>,
        parent: &Header,
        built: BuiltBlock,
    ) -> Result<(DecidedBlock, BuiltBlock), NodeError> {
        let decided = self
            .consensus
            .decide(built.block.clone())
            .map_err(|e| NodeError::Damaged(e.to_string()))?;
        let signed = SignedHeader {
            header: decided.block.header,
            certificate: decided.certificate.clone(),
        };
        self.verify(&signed)?;
        if decided.block == built.block {
            return Ok((decided, built));
        }
        let other = check_block(&**snapshot, parent, &decided.block).map_err(|e| NodeError::Proof(e.to_string()))?;
        Ok((decided, other))
    }

    /// Tells those who listen of a block that is stored, and of what it paid to accounts of this wallet.
    fn tell(&self, height: Height, built: &BuiltBlock) -> Result<(), NodeError> {
        self.events.tell(&NodeEvent::Block { height });
        let outcomes = built.executed.outcomes.iter();
        let events = outcomes.filter_map(|outcome| outcome.result.as_ref().ok()).flatten();
        let paid: Vec<(AccountId, Amount)> = events.flat_map(payments).collect();
        if paid.is_empty() {
            return Ok(());
        }
        let snapshot = self.store.read()?;
        for (account, amount) in paid {
            if let Some(own) = snapshot.local_account(&account)? {
                let account = Party {
                    account,
                    name: Some(own.name),
                };
                self.events.tell(&NodeEvent::Earned { account, amount });
            }
        }
        Ok(())
    }

    fn commit(
        &self,
        decided: &DecidedBlock,
        built: &BuiltBlock,
        extra: impl FnOnce(&WriteTx<'_>) -> Result<(), NodeError>,
    ) -> Result<(), NodeError> {
        let header = &decided.block.header;
        let rows = rows(&decided.block, built);
        let transactions: Vec<NewTransaction<'_>> = rows.iter().map(Row::borrow).collect();
        let block = StoredBlock {
            height: header.height,
            id: header.id(),
            header: &header.encode(),
            certificate: &decided.certificate.encode(),
            transactions: &transactions,
            tree: &built.tree.batch,
        };
        self.store.commit_block(&block, |transaction| {
            if header.height.0.is_multiple_of(KEPT_VERSIONS) {
                transaction.prune_state(header.height.0.saturating_sub(KEPT_VERSIONS))?;
            }
            extra(transaction)
        })
    }
}

/// What the accounts of others paid by an event, and to whom.
fn payments(event: &Event) -> Vec<(AccountId, Amount)> {
    match event {
        Event::Usage(UsageEvent::Settled { asker, payments, .. } | UsageEvent::HoldClaimed { asker, payments, .. }) => {
            payments.iter().filter(|(payee, _)| payee != asker).copied().collect()
        }
        _ => Vec::new(),
    }
}

/// Writes block 0 of a new local ledger: its own random id, one validator, test coins for the founder.
fn found(
    store: &Store,
    environment: &dyn Environment,
    founder: AccountId,
    validator: &SigningKey,
) -> Result<Genesis, NodeError> {
    let genesis = Genesis {
        params: Params::local(),
        balances: vec![(founder, Amount::from_coins(LOCAL_COINS)?)],
        validators: ValidatorSet::new(vec![Validator {
            key: validator.public(),
            power: 1,
        }])
        .map_err(|e| NodeError::Damaged(e.to_string()))?,
        time: environment.now(),
        salt: crate::environment::random(environment),
        mode: NetworkMode::Local,
    };
    let damaged = |e: &dyn std::fmt::Display| NodeError::Damaged(format!("the genesis: {e}"));
    let header = genesis.header().map_err(|e| damaged(&e))?;
    let changes = genesis_state(&genesis).map_err(|e| damaged(&e))?;
    let tree = update(&*store.read()?, Height(0), &changes).map_err(|e| damaged(&e))?;
    // Block 0 has no signatures: it follows from the genesis, which the ledger's id names.
    let block = StoredBlock {
        height: Height(0),
        id: header.id(),
        header: &header.encode(),
        certificate: &[],
        transactions: &[],
        tree: &tree.batch,
    };
    store.commit_block(&block, |transaction| {
        transaction.set_setting(GENESIS_SETTING, &genesis.encode())?;
        Ok::<_, NodeError>(())
    })?;
    Ok(genesis)
}

fn parent(snapshot: &Snapshot<'_>, genesis: &Genesis) -> Result<Header, NodeError> {
    let stored = snapshot
        .latest_header()?
        .ok_or_else(|| NodeError::Damaged("the ledger has no block".into()))?;
    if stored.height == Height(0) {
        return genesis.header().map_err(|e| NodeError::Damaged(e.to_string()));
    }
    Header::decode(&stored.header).map_err(|e| NodeError::Damaged(format!("header {}: {e}", stored.height)))
}

fn latest(snapshot: &Snapshot<'_>) -> Result<SignedHeader, NodeError> {
    let stored = snapshot
        .latest_header()?
        .ok_or_else(|| NodeError::Damaged("the ledger has no block".into()))?;
    let damaged = |e| NodeError::Damaged(format!("header {}: {e}", stored.height));
    Ok(SignedHeader {
        header: Header::decode(&stored.header).map_err(damaged)?,
        certificate: Certificate::decode(&stored.certificate).map_err(damaged)?,
    })
}

/// A transaction as it is stored.
struct Row {
    id: TxId,
    sender: AccountId,
    bytes: Vec<u8>,
    touched: Vec<AccountId>,
    events: Vec<u8>,
}

impl Row {
    fn borrow(&self) -> NewTransaction<'_> {
        NewTransaction {
            id: self.id,
            sender: self.sender,
            bytes: &self.bytes,
            touched: &self.touched,
            events: &self.events,
        }
    }
}

fn rows(block: &Block, built: &BuiltBlock) -> Vec<Row> {
    let events = built
        .executed
        .outcomes
        .iter()
        .filter_map(|outcome| outcome.result.as_ref().ok());
    let row = |(transaction, events): (&SignedTransaction, &Vec<byline_ledger::Event>)| {
        let touched: std::collections::BTreeSet<AccountId> = events.iter().flat_map(|event| event.accounts()).collect();
        Row {
            id: transaction.id(),
            sender: transaction.sender(),
            bytes: transaction.encode(),
            touched: touched.into_iter().collect(),
            events: encode(events),
        }
    };
    block.transactions.iter().zip(events).map(row).collect()
}

impl<'a> Next<'a> {
    fn new(snapshot: &'a Snapshot<'_>, parent: &Header) -> Result<Next<'a>, NodeError> {
        let state = TreeState::new(&**snapshot, parent.height);
        let params = read_params(&state).map_err(|e| NodeError::Damaged(e.to_string()))?;
        let used = std::collections::BTreeMap::new();
        Ok(Next {
            state,
            params,
            chain: parent.chain,
            height: parent.height.after(1),
            used,
        })
    }

    /// The state before the block.
    pub(crate) fn state(&self) -> &dyn StateRead {
        &self.state
    }

    /// What the ledger keeps for a version of a work until it is withdrawn.
    pub(crate) fn work_deposit(&self) -> Amount {
        self.params.work_deposit
    }

    /// Signs `body` with the next nonce of the account and the least fee.
    pub(crate) fn sign(&mut self, key: &SigningKey, body: Body) -> Result<SignedTransaction, NodeError> {
        let account = key.account_id();
        let known = read_account(&self.state, &account).map_err(|e| NodeError::Damaged(e.to_string()))?;
        let used = self.used.entry(account).or_default();
        let nonce = byline_types::Nonce(known.unwrap_or_default().nonce.0 + *used);
        *used += 1;
        let expires = self.height.after(EXPIRY);
        let mut transaction = Transaction {
            chain: self.chain,
            sender: key.public(),
            nonce,
            expires,
            fee: Amount::ZERO,
            body,
        };
        transaction.fee = self.params.fee_for(transaction.signed_length());
        Ok(transaction.sign(key))
    }
}

impl View<'_> {
    /// The rows of the same moment.
    pub(crate) fn tables(&self) -> &Tables {
        &self.snapshot
    }

    /// The state of the same moment, read without proofs: for deciding what to do, not for showing.
    pub(crate) fn state(&self) -> TreeState<'_, Tables> {
        TreeState::new(&self.snapshot, self.header.header().height)
    }

    /// How values of this view are verified.
    pub(crate) fn proof_state(&self) -> ProofState {
        let header = self.header.header();
        ProofState {
            height: header.height,
            block: header.id(),
            alone: self.alone,
        }
    }

    /// The header with its signatures.
    pub(crate) fn signed_header(&self) -> &SignedHeader {
        &self.signed
    }

    /// The record under `key` with its proof, verified.
    pub(crate) fn proved(&self, key: &StateKey) -> Result<ProvedRecord, NodeError> {
        let reader: &Tables = &self.snapshot;
        let (record, proof) =
            prove(reader, self.header.header().height, key).map_err(|e| NodeError::Damaged(e.to_string()))?;
        let verified = self.header.verify_value(key, record.as_deref(), &proof);
        verified.map_err(|e| NodeError::Proof(format!("{key:?}: {e}")))?;
        Ok(ProvedRecord { record, proof })
    }

    /// The record under `key`, proved and decoded.
    pub(crate) fn value<T>(&self, key: &StateKey) -> Result<Option<T>, NodeError>
    where
        T: borsh::BorshDeserialize + borsh::BorshSerialize,
    {
        let Some(bytes) = self.proved(key)?.record else {
            return Ok(None);
        };
        let value = decode(&bytes, byline_ledger::MAX_RECORD_BYTES);
        value.map(Some).map_err(|e| NodeError::Damaged(format!("{key:?}: {e}")))
    }
}
