//! The verification of a header from what is trusted, one block or many further.
//!
//! The rules are those of the Tendermint light client. The next block must be signed by the validators that the trusted
//! one announced. A later one is believed as well if more than a third of the power that the trusted block announced
//! signed it: at least one honest validator is among them as long as less than a third is faulty, which is held for the
//! trusting period. In both cases more than two thirds of the block's own validators must have signed.

use crate::{LightBlock, LightError, SignedHeader, TrustedState};
use byline_keys::verify;
use byline_ledger::{Certificate, Genesis, HEADER_VERSION, Header, PRECOMMIT_DOMAIN, ValidatorSet};
use byline_types::{AccountId, BlockId, ChainId, Height, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// How much the caller believes of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// How long validators are believed after a block that they signed, in milliseconds: less than the time for which
    /// their stake is bound. None where nothing is at stake: a ledger of one's own.
    pub trusting_period: Option<u64>,
    /// How far clocks may be apart, in milliseconds.
    pub clock_drift: u64,
}

/// A header that more than two thirds of its validators signed, and that follows from what was trusted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedHeader {
    header: Header,
    id: BlockId,
    next_validators: ValidatorSet,
}

impl Options {
    /// For a ledger of one's own: no trusting period.
    pub const LOCAL: Options = Options {
        trusting_period: None,
        clock_drift: 10_000,
    };
    /// For a network: two weeks, and ten seconds of drift.
    pub const NETWORK: Options = Options {
        trusting_period: Some(14 * 24 * 60 * 60 * 1000),
        clock_drift: 10_000,
    };
}

/// Verifies `candidate` from what is `trusted`, at the time `now`.
///
/// # Errors
/// The first reason not to believe it. [`LightError::NotEnoughTrust`] alone says nothing against the header: it is too
/// far from what is trusted, and a header in between may lead to it.
pub fn verify_header(
    trusted: &TrustedState,
    candidate: &LightBlock,
    now: Timestamp,
    options: &Options,
) -> Result<VerifiedHeader, LightError> {
    let SignedHeader { header, certificate } = &candidate.signed;
    check_place(trusted, header)?;
    check_time(trusted, header, now, options)?;
    let id = check_named(candidate)?;
    let adjacent = header.height == trusted.height.after(1);
    if adjacent {
        check_link(trusted, header)?;
    }
    let signers = verify_signatures(certificate, &candidate.validators, &header.chain)?;
    if !adjacent {
        check_trust(&signers, &trusted.next_validators)?;
    }
    check_power(&signers, &candidate.validators)?;
    Ok(VerifiedHeader {
        header: *header,
        id,
        next_validators: candidate.next_validators.clone(),
    })
}

fn check_place(trusted: &TrustedState, header: &Header) -> Result<(), LightError> {
    if header.version != HEADER_VERSION {
        return Err(LightError::Version(header.version));
    }
    if header.chain != trusted.chain {
        return Err(LightError::WrongChain);
    }
    if header.height <= trusted.height {
        return Err(LightError::HeightNotHigher {
            height: header.height,
            trusted: trusted.height,
        });
    }
    if header.time <= trusted.time {
        Err(LightError::TimeNotLater)
    } else {
        Ok(())
    }
}

fn check_time(trusted: &TrustedState, header: &Header, now: Timestamp, options: &Options) -> Result<(), LightError> {
    let expired = |period| trusted.time.0.saturating_add(period) <= now.0;
    if options.trusting_period.is_some_and(expired) {
        return Err(LightError::TrustExpired);
    }
    if header.time.0 > now.0.saturating_add(options.clock_drift) {
        return Err(LightError::FromTheFuture { time: header.time, now });
    }
    Ok(())
}

/// Whether certificate and sets are those that the header names. Gives the header's id.
fn check_named(candidate: &LightBlock) -> Result<BlockId, LightError> {
    let SignedHeader { header, certificate } = &candidate.signed;
    let id = header.id();
    if (certificate.height, certificate.block) != (header.height, id) {
        return Err(LightError::WrongBlock);
    }
    if candidate.validators.hash() != header.validators {
        return Err(LightError::WrongValidators);
    }
    if candidate.next_validators.hash() != header.next_validators {
        return Err(LightError::WrongNextValidators);
    }
    Ok(id)
}

fn check_link(trusted: &TrustedState, header: &Header) -> Result<(), LightError> {
    if header.validators != trusted.next_validators.hash() {
        return Err(LightError::UnexpectedValidators);
    }
    if header.parent == trusted.block {
        Ok(())
    } else {
        Err(LightError::BrokenLink)
    }
}

/// Verifies every signature; one that is wrong, or not a validator's, spoils the certificate. Gives the signers.
fn verify_signatures(
    certificate: &Certificate,
    validators: &ValidatorSet,
    chain: &ChainId,
) -> Result<BTreeSet<AccountId>, LightError> {
    let in_order = certificate
        .signatures
        .windows(2)
        .all(|pair| pair[0].validator < pair[1].validator);
    if !in_order {
        return Err(LightError::SignerOrder);
    }
    let keys: BTreeMap<AccountId, _> = validators
        .iter()
        .map(|validator| (validator.id(), validator.key))
        .collect();
    let precommit = certificate.precommit();
    for signed in &certificate.signatures {
        let validator = signed.validator;
        let key = keys.get(&validator).ok_or(LightError::UnknownSigner(validator))?;
        verify(key, PRECOMMIT_DOMAIN, chain, &precommit, &signed.signature)
            .map_err(|error| LightError::BadSignature { validator, error })?;
    }
    Ok(certificate.signatures.iter().map(|signed| signed.validator).collect())
}

/// More than a third of the trusted power signed.
fn check_trust(signers: &BTreeSet<AccountId>, trusted: &ValidatorSet) -> Result<(), LightError> {
    let (signed, total) = (power_of(signers, trusted), trusted.total_power());
    let enough = u128::from(signed) * 3 > u128::from(total);
    if enough {
        Ok(())
    } else {
        Err(LightError::NotEnoughTrust { signed, total })
    }
}

/// More than two thirds of the block's power signed.
fn check_power(signers: &BTreeSet<AccountId>, validators: &ValidatorSet) -> Result<(), LightError> {
    let (signed, total) = (power_of(signers, validators), validators.total_power());
    let enough = u128::from(signed) * 3 > u128::from(total) * 2;
    if enough {
        Ok(())
    } else {
        Err(LightError::NotEnoughPower { signed, total })
    }
}

/// Power of those validators that signed. A validator's name is the hash of its key, so the same name in two sets is
/// the same key, whose signature was verified.
fn power_of(signers: &BTreeSet<AccountId>, validators: &ValidatorSet) -> u64 {
    let signed = validators.iter().filter(|validator| signers.contains(&validator.id()));
    signed.map(|validator| validator.power).sum()
}

impl VerifiedHeader {
    /// The header of block 0, which follows from the genesis and is signed by nobody.
    ///
    /// # Errors
    /// No ledger can start from it.
    pub fn from_genesis(genesis: &Genesis) -> Result<VerifiedHeader, LightError> {
        Ok(VerifiedHeader::trusted(genesis.header()?, genesis.validators.clone()))
    }

    /// A header that is believed because its hash is.
    pub(crate) fn trusted(header: Header, next_validators: ValidatorSet) -> VerifiedHeader {
        VerifiedHeader {
            header,
            id: header.id(),
            next_validators,
        }
    }

    /// The header.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The block.
    pub fn id(&self) -> BlockId {
        self.id
    }

    /// Its height.
    pub fn height(&self) -> Height {
        self.header.height
    }

    /// Who signs the block after it.
    pub fn next_validators(&self) -> &ValidatorSet {
        &self.next_validators
    }

    /// Trust in this block, from which later ones are judged.
    pub fn trust(&self) -> TrustedState {
        let Header {
            chain, height, time, ..
        } = self.header;
        TrustedState {
            chain,
            height,
            block: self.id,
            time,
            next_validators: self.next_validators.clone(),
        }
    }
}
