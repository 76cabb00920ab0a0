//! Whatever is sent, in whatever order: no panic, no coin made or lost, the same result everywhere.

use super::fixture::*;
use crate::accounts::{AccountsEvent, Transfer};
use crate::usage::*;
use crate::works::*;
use crate::*;
use byline_royalty::{CumulativePayouts, Payout, Role};
use byline_types::*;
use byline_work::{Parent, Terms};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Something that somebody tries; most of it makes sense, some does not.
#[derive(Clone, Debug)]
enum Attempt {
    Transfer {
        to: u8,
        amount: u64,
    },
    Commit {
        root: u8,
    },
    CancelCommitment {
        root: u8,
    },
    Register {
        root: u8,
        reveal: bool,
        parent: Option<u8>,
    },
    NewVersion {
        root: u8,
        owner: u8,
        next: u8,
    },
    SetTerms {
        root: u8,
        owner: u8,
        price: u64,
    },
    Withdraw {
        root: u8,
        owner: u8,
    },
    Open {
        server: u8,
        amount: u64,
    },
    TopUp {
        channel: usize,
        amount: u64,
    },
    Settle {
        channel: usize,
        payee: u8,
        amount: u64,
        nonce: i8,
        forget: bool,
    },
    Close {
        channel: usize,
    },
    Reclaim {
        channel: usize,
    },
    Claim {
        channel: usize,
        amount: u64,
        nonce: i8,
        payees: Vec<u8>,
    },
    Wait {
        blocks: u8,
    },
}

fn attempt() -> impl Strategy<Value = Attempt> {
    use Attempt::*;
    let root = || 1..3u8;
    let channel = || 0..3usize;
    // Small enough that several fit into an escrow, and now and then more than anybody has.
    let amount = || prop_oneof![8 => 0..2_000u64, 1 => Just(u64::MAX), 1 => 0..3_000_000_000u64];
    // What a channel can pay several times.
    let little = || prop_oneof![8 => 0..400u64, 1 => amount()];
    let nonce = || prop_oneof![6 => Just(1), 1 => Just(3), 1 => Just(0), 1 => Just(-1)];
    prop_oneof![
        2 => (1..7u8, amount()).prop_map(|(to, amount)| Transfer { to, amount }),
        2 => root().prop_map(|root| Commit { root }),
        1 => root().prop_map(|root| CancelCommitment { root }),
        3 => (root(), any::<bool>(), proptest::option::weighted(0.3, 1..4u8))
            .prop_map(|(root, reveal, parent)| Register { root, reveal, parent }),
        2 => (root(), 1..3u8, 0..6u8).prop_map(|(root, owner, next)| NewVersion { root, owner, next }),
        1 => (root(), 1..3u8, amount()).prop_map(|(root, owner, price)| SetTerms { root, owner, price }),
        2 => (root(), 1..3u8).prop_map(|(root, owner)| Withdraw { root, owner }),
        1 => (1..6u8, amount()).prop_map(|(server, amount)| Open { server, amount }),
        2 => (channel(), little()).prop_map(|(channel, amount)| TopUp { channel, amount }),
        9 => (channel(), 1..9u8, little(), nonce(), prop::bool::weighted(0.1))
            .prop_map(|(channel, payee, amount, nonce, forget)| Settle { channel, payee, amount, nonce, forget }),
        1 => channel().prop_map(|channel| Close { channel }),
        2 => channel().prop_map(|channel| Reclaim { channel }),
        6 => (channel(), little(), nonce(), proptest::collection::vec(1..9u8, 0..4))
            .prop_map(|(channel, amount, nonce, payees)| Claim { channel, amount, nonce, payees }),
        1 => (1..4u8).prop_map(|blocks| Wait { blocks }),
    ]
}

/// The world, and what people remember off the ledger.
struct Play {
    world: World,
    channels: Vec<ChannelId>,
    /// What each channel's settlements and claims paid, by their events.
    seen: BTreeMap<ChannelId, BTreeMap<AccountId, u64>>,
    passed: Vec<SignedTransaction>,
}

impl Play {
    /// Two channels and two works to begin with, so that most attempts have something to work on.
    fn new(params: Params) -> Play {
        let mut play = Play {
            world: World::new(params),
            channels: Vec::new(),
            seen: BTreeMap::new(),
            passed: Vec::new(),
        };
        for sender in 1..=2 {
            let server = sender + 1;
            play.attempt(sender, &Attempt::Open { server, amount: 2_000 });
            play.attempt(
                sender,
                &Attempt::Register {
                    root: 1,
                    reveal: false,
                    parent: None,
                },
            );
        }
        play
    }

    fn channel(&self, index: usize) -> ChannelId {
        let unknown = ChannelId::from_bytes([1; 32]);
        self.channels
            .get(index % self.channels.len().max(1))
            .copied()
            .unwrap_or(unknown)
    }

    /// Who is who in a channel, by seed.
    fn parties(&self, channel: &ChannelId) -> (u8, u8) {
        let record = read_channel(&self.world, channel).unwrap();
        let seed = |account| (1..=8).find(|seed| id(*seed) == account).unwrap();
        record.map_or((1, 2), |record| (seed(record.asker), seed(record.server)))
    }

    /// What is settled, with one payee promised `amount` more; or only that, where the asker forgot the rest.
    fn promise(&self, channel: &ChannelId, payee: u8, amount: u64, forget: bool) -> CumulativePayouts {
        let paid = read_paid(&self.world, channel).unwrap();
        let payout = Payout {
            account: id(payee),
            role: Role::Source,
            amount: micros(amount),
        };
        let before = if forget {
            CumulativePayouts::default()
        } else {
            paid.clone()
        };
        before.with(&[payout]).unwrap_or(paid)
    }

    /// Who can do this, where it takes somebody in particular.
    fn entitled(&self, sender: u8, attempt: &Attempt) -> u8 {
        match attempt {
            Attempt::NewVersion { owner, .. } | Attempt::SetTerms { owner, .. } | Attempt::Withdraw { owner, .. } => {
                *owner
            }
            Attempt::TopUp { channel, .. } | Attempt::Close { channel } | Attempt::Reclaim { channel } => {
                self.parties(&self.channel(*channel)).0
            }
            Attempt::Claim { channel, .. } => self.parties(&self.channel(*channel)).1,
            _ => sender,
        }
    }

    fn nonce(&self, channel: &ChannelId, ahead: i8) -> u64 {
        let settled = read_channel(&self.world, channel)
            .unwrap()
            .map_or(0, |record| record.nonce);
        settled.saturating_add_signed(i64::from(ahead))
    }

    fn body(&self, sender: u8, attempt: &Attempt) -> Option<Body> {
        let world = &self.world;
        let salt = [9; 32];
        Some(match attempt {
            Attempt::Transfer { to, amount } => Body::Transfer(Transfer {
                to: id(*to),
                amount: micros(*amount),
                memo: Some(digest(*to)),
            }),
            Attempt::Commit { root } => Body::Commit(Commit {
                commitment: commitment_to(&digest(*root), &id(sender), &salt),
            }),
            Attempt::CancelCommitment { root } => {
                let commitment = commitment_to(&digest(*root), &id(sender), &salt);
                Body::CancelCommitment(CancelCommitment { commitment })
            }
            Attempt::Register { root, reveal, parent } => Body::RegisterWork(RegisterWork {
                reveal: reveal.then_some(salt),
                parents: parent
                    .map(|owner| Parent {
                        work: work_of(owner, 1),
                        share: Share::ZERO,
                    })
                    .into_iter()
                    .collect(),
                ..registration(sender, *root)
            }),
            Attempt::NewVersion { root, owner, next } => Body::NewVersion(NewVersion {
                work: work_of(*owner, *root),
                root: digest(*next),
                manifest: ManifestId::from_bytes([*next; 32]),
                leaf_count: u32::from(*next),
            }),
            Attempt::SetTerms { root, owner, price } => Body::SetTerms(SetTerms {
                work: work_of(*owner, *root),
                terms: Terms::paid(micros(*price)),
            }),
            Attempt::Withdraw { root, owner } => Body::WithdrawWork(WithdrawWork {
                work: work_of(*owner, *root),
            }),
            Attempt::Open { server, amount } => Body::OpenChannel(OpenChannel {
                server: id(*server),
                amount: micros(*amount),
            }),
            Attempt::TopUp { channel, amount } => Body::TopUpChannel(TopUpChannel {
                channel: self.channel(*channel),
                amount: micros(*amount),
            }),
            Attempt::Settle {
                channel,
                payee,
                amount,
                nonce,
                forget,
            } => {
                let channel = self.channel(*channel);
                let (asker, server) = self.parties(&channel);
                let payouts = self.promise(&channel, *payee, *amount, *forget);
                let mut voucher = world.voucher(channel, self.nonce(&channel, *nonce), &payouts);
                voucher.server = id(server);
                settle(voucher.sign(&key(asker)), &payouts)
            }
            Attempt::Close { channel } => Body::CloseChannel(CloseChannel {
                channel: self.channel(*channel),
            }),
            Attempt::Reclaim { channel } => Body::ReclaimChannel(ReclaimChannel {
                channel: self.channel(*channel),
            }),
            Attempt::Claim {
                channel,
                amount,
                nonce,
                payees,
            } => {
                let channel = self.channel(*channel);
                let (asker, server) = self.parties(&channel);
                let mut hold = world.hold(channel, self.nonce(&channel, *nonce), *amount, payees);
                hold.server = id(server);
                claim(hold.sign(&key(asker)))
            }
            Attempt::Wait { .. } => return None,
        })
    }

    /// Makes an attempt. The world checks coins, channels and roots after every block.
    fn attempt(&mut self, sender: u8, attempt: &Attempt) {
        if let Attempt::Wait { blocks } = attempt {
            return self.world.empty_blocks(u64::from(*blocks));
        }
        let Some(body) = self.body(sender, attempt) else { return };
        let signed = self.world.signed(sender, body);
        if let Ok(events) = self.world.submit_signed(signed.clone()) {
            self.passed.push(signed);
            events.iter().for_each(|event| self.remember(event));
        }
    }

    fn remember(&mut self, event: &Event) {
        match event {
            Event::Usage(UsageEvent::ChannelOpened { channel, .. }) => self.channels.push(*channel),
            Event::Usage(
                UsageEvent::Settled { channel, payments, .. } | UsageEvent::HoldClaimed { channel, payments, .. },
            ) => {
                let seen = self.seen.entry(*channel).or_default();
                for (payee, amount) in payments {
                    assert!(!amount.is_zero());
                    *seen.entry(*payee).or_default() += amount.micros();
                }
            }
            _ => {}
        }
    }

    /// What events said was paid is what the record says was paid, payee by payee.
    fn assert_payments_match(&self) {
        for (channel, seen) in &self.seen {
            if self.world.channel(channel).status == ChannelStatus::Closed {
                continue;
            }
            let paid = read_paid(&self.world, channel).unwrap();
            let paid: BTreeMap<_, _> = paid
                .iter()
                .map(|(account, amount)| (account, amount.micros()))
                .collect();
            assert_eq!(&paid, seen);
        }
    }
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config(40))]

    #[test]
    fn coins_are_conserved_and_nothing_is_paid_twice_whatever_people_try(
        attempts in proptest::collection::vec((1..6u8, prop::bool::weighted(0.85), attempt()), 1..80),
        strict in any::<bool>(),
    ) {
        let mut play = Play::new(if strict { strict_params() } else { Params::local() });
        for (sender, sensible, attempt) in &attempts {
            let sender = if *sensible { play.entitled(*sender, attempt) } else { *sender };
            play.attempt(sender, attempt);
        }
        play.assert_payments_match();
        let before = play.world.head.state_root;
        for signed in play.passed.clone() {
            prop_assert!(play.world.submit_signed(signed).is_err(), "a transaction passed twice");
        }
        prop_assert_eq!(play.world.head.state_root, before);
    }

    #[test]
    fn a_block_of_many_is_the_same_on_every_machine_and_as_blocks_of_one(
        attempts in proptest::collection::vec((1..6u8, attempt()), 1..25),
    ) {
        let play = Play::new(strict_params());
        let transactions: Vec<_> = attempts
            .iter()
            .filter_map(|(sender, attempt)| Some(play.world.signed(*sender, play.body(*sender, attempt)?)))
            .collect();
        let (world, context) = (&play.world, play.world.context());
        let once = execute(world, &context, transactions.clone()).unwrap();
        prop_assert_eq!(&once, &execute(world, &context, transactions).unwrap());
        let replayed = replay(world, &context, once.transactions.clone()).unwrap();
        prop_assert_eq!(&replayed.changes, &once.changes);
        prop_assert_eq!(replayed.transactions.len(), once.outcomes.iter().filter(|o| o.result.is_ok()).count());
    }
}

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn any_bytes_are_refused_or_executed_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = Block::decode(&bytes);
        let _ = Header::decode(&bytes);
        let _ = Genesis::decode(&bytes);
        let _ = Certificate::decode(&bytes);
        let _ = SignedTransaction::decode(&bytes);
        let _ = coins_held(&StateKey::Channel(ChannelId::from_bytes([1; 32])), &bytes);
    }

    /// Bodies with changed bytes, signed again so that they get past the signature.
    #[test]
    fn a_changed_body_never_panics_and_never_makes_coins(
        sender in 1..6u8,
        attempt in attempt(),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut play = Play::new(strict_params());
        let Some(body) = play.body(sender, &attempt) else { return Ok(()) };
        let mut bytes = encode(&body);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(body) = decode::<Body>(&bytes, MAX_TRANSACTION_BYTES) {
            let signed = play.world.signed(sender, body);
            prop_assert_eq!(SignedTransaction::decode(&signed.encode()).unwrap(), signed.clone());
            let _ = play.world.submit_signed(signed);
        }
    }

    #[test]
    fn a_signed_transaction_with_any_byte_changed_does_not_pass(
        at in any::<prop::sample::Index>(),
        flip in 1..=255u8,
    ) {
        let mut world = World::strict();
        let mut bytes = world.signed(1, transfer(2, 10)).encode();
        let at = at.index(bytes.len());
        bytes[at] ^= flip;
        if let Ok(signed) = SignedTransaction::decode(&bytes) {
            prop_assert!(world.submit_signed(signed).is_err());
        }
    }
}

#[test]
fn a_state_that_holds_something_else_is_an_error_and_not_a_panic() {
    struct Broken;
    impl StateRead for Broken {
        fn read(&self, _: &StateKey) -> Result<Option<Vec<u8>>, StateReadError> {
            Ok(Some(vec![7]))
        }
    }
    let world = World::local();
    assert!(execute(&Broken, &world.context(), vec![world.signed(1, transfer(2, 10))]).is_err());
}

#[test]
fn balances_above_the_supply_are_an_error_of_the_state() {
    struct Inflated;
    impl StateRead for Inflated {
        fn read(&self, _: &StateKey) -> Result<Option<Vec<u8>>, StateReadError> {
            Ok(Some(encode(&crate::accounts::Account {
                balance: Amount::MAX,
                nonce: Nonce(0),
            })))
        }
    }
    let world = World::local();
    assert!(execute(&Inflated, &world.context(), vec![world.signed(1, transfer(2, 10))]).is_err());
    let event = AccountsEvent::FeePaid {
        account: id(1),
        amount: COIN,
    };
    assert_eq!(Event::from(event).accounts(), vec![id(1)]);
}
