//! Who signs blocks, and with which voting power.

use borsh::{BorshDeserialize, BorshSerialize, io};
use byline_keys::{KeyError, PublicKey};
use byline_types::{AccountId, Digest32, PublicKeyBytes, encode};
use thiserror::Error;

/// The most validators of one set.
pub const MAX_VALIDATORS: usize = 256;

/// One validator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Validator {
    /// Its key; the account of this key is its name.
    pub key: PublicKeyBytes,
    /// Its voting power; not zero.
    pub power: u64,
}

/// 1 to [`MAX_VALIDATORS`] validators in order of their keys, each once, whose powers add up within a `u64`.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize)]
pub struct ValidatorSet(Vec<Validator>);

/// Validators that cannot be a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ValidatorSetError {
    /// None, or more than [`MAX_VALIDATORS`].
    #[error("a validator set has between 1 and {MAX_VALIDATORS} validators")]
    Count,
    /// Not in order of their keys, or one twice.
    #[error("validators are listed once each, in order of their keys")]
    Order,
    /// One without power, or more power than can be counted.
    #[error("every validator has some voting power, and all of it together fits a 64-bit number")]
    Power,
    /// A key that may not sign.
    #[error("a validator's key cannot be used: {0}")]
    Key(#[from] KeyError),
}

impl Validator {
    /// The name under which the validator signs.
    pub fn id(&self) -> AccountId {
        AccountId::of(&self.key)
    }
}

impl ValidatorSet {
    /// The set of these validators, in any order.
    ///
    /// # Errors
    /// Too few or too many, one twice, powers out of range, or a weak key.
    pub fn new(mut validators: Vec<Validator>) -> Result<ValidatorSet, ValidatorSetError> {
        validators.sort_by_key(|validator| validator.key);
        let set = ValidatorSet::from_sorted(validators)?;
        set.check_keys()?;
        Ok(set)
    }

    fn from_sorted(validators: Vec<Validator>) -> Result<ValidatorSet, ValidatorSetError> {
        if validators.is_empty() || validators.len() > MAX_VALIDATORS {
            return Err(ValidatorSetError::Count);
        }
        if validators.windows(2).any(|pair| pair[0].key >= pair[1].key) {
            return Err(ValidatorSetError::Order);
        }
        let total = validators
            .iter()
            .try_fold(0u64, |sum, validator| sum.checked_add(validator.power));
        if total.is_none() || validators.iter().any(|validator| validator.power == 0) {
            return Err(ValidatorSetError::Power);
        }
        Ok(ValidatorSet(validators))
    }

    /// Checks that every key may sign. A decoded set is in order but may hold keys that verify nothing.
    ///
    /// # Errors
    /// The first key that may not.
    pub fn check_keys(&self) -> Result<(), ValidatorSetError> {
        for validator in &self.0 {
            PublicKey::try_from(validator.key)?;
        }
        Ok(())
    }

    /// The validators, in order of their keys.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Validator> {
        self.0.iter()
    }

    /// Number of validators; never zero.
    #[expect(clippy::len_without_is_empty, reason = "a set is never empty")]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The validator that signs as `id`.
    pub fn get(&self, id: &AccountId) -> Option<&Validator> {
        self.0.iter().find(|validator| validator.id() == *id)
    }

    /// Voting power of all together.
    pub fn total_power(&self) -> u64 {
        self.0.iter().map(|validator| validator.power).sum()
    }

    /// The hash by which headers name the set.
    pub fn hash(&self) -> Digest32 {
        Digest32::of("byline/validators/1", &[&encode(self)])
    }
}

/// Refuses what is not in canonical order, so that a decoded set is a set.
impl BorshDeserialize for ValidatorSet {
    fn deserialize_reader<R: io::Read>(reader: &mut R) -> io::Result<ValidatorSet> {
        let validators = Vec::deserialize_reader(reader)?;
        ValidatorSet::from_sorted(validators).map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e.to_string()))
    }
}
