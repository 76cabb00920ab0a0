//! Names: of the accounts of this wallet, and of other people's.

use crate::database::{Tables, WriteTx};
use crate::error::StoreError;
use byline_types::{AccountId, Timestamp};
use icu_casemap::CaseMapperBorrowed;
use icu_normalizer::ComposingNormalizerBorrowed;
use rusqlite::{OptionalExtension, Row, params};

/// Characters of a name.
pub const MAX_NAME_CHARS: usize = 100;

/// An account of this wallet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalAccount {
    /// Its name, as it was given.
    pub name: String,
    /// Its address.
    pub account: AccountId,
    /// Its place in the derivation path of the seed.
    pub derivation: u32,
    /// When it was made.
    pub created: Timestamp,
}

/// Somebody else's account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The name that this wallet's owner gave it.
    pub name: String,
    /// Its address.
    pub account: AccountId,
}

impl WriteTx<'_> {
    /// Keeps a new account. Names that differ only in case or in how they are composed are the same name.
    ///
    /// # Errors
    /// `BadName`, `NameTaken`, `Conflict` when the address or the derivation is another account's, or the file cannot be
    /// written.
    pub fn add_account(&self, new: &LocalAccount) -> Result<(), StoreError> {
        let (name, key) = checked_name(&new.name)?;
        if self.account_named(&name)?.is_some() {
            return Err(StoreError::NameTaken(name));
        }
        let added = self
            .connection
            .prepare_cached(
                "INSERT OR IGNORE INTO account (derivation, id, name, name_key, created) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![
                new.derivation,
                new.account.as_bytes(),
                name,
                key,
                new.created.0.cast_signed()
            ])?;
        match added {
            0 => Err(StoreError::Conflict(format!("account {}", new.account))),
            _ => Ok(()),
        }
    }

    /// Gives an account of this wallet another name.
    ///
    /// # Errors
    /// `BadName`, `NameTaken`, or the file cannot be written.
    pub fn rename_account(&self, account: &AccountId, name: &str) -> Result<(), StoreError> {
        let (name, key) = checked_name(name)?;
        if self
            .account_named(&name)?
            .is_some_and(|found| found.account != *account)
        {
            return Err(StoreError::NameTaken(name));
        }
        self.connection
            .prepare_cached("UPDATE account SET name = ?2, name_key = ?3 WHERE id = ?1")?
            .execute(params![account.as_bytes(), name, key])?;
        Ok(())
    }

    /// Keeps a name for somebody else's account, in the place of what the name stood for.
    ///
    /// # Errors
    /// `BadName`, or the file cannot be written.
    pub fn put_contact(&self, contact: &Contact) -> Result<(), StoreError> {
        let (name, key) = checked_name(&contact.name)?;
        self.connection
            .prepare_cached("INSERT OR REPLACE INTO contact (name_key, name, account) VALUES (?1, ?2, ?3)")?
            .execute(params![key, name, contact.account.as_bytes()])?;
        Ok(())
    }

    /// Forgets a name; says whether it was there.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn remove_contact(&self, name: &str) -> Result<bool, StoreError> {
        let removed = self
            .connection
            .prepare_cached("DELETE FROM contact WHERE name_key = ?1")?
            .execute([name_key(name)])?;
        Ok(removed > 0)
    }
}

const ACCOUNT: &str = "SELECT name, id, derivation, created FROM account";

impl Tables {
    /// The accounts of this wallet, in the order of their derivation.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn accounts(&self) -> Result<Vec<LocalAccount>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached(&format!("{ACCOUNT} ORDER BY derivation"))?;
        let rows = statement.query_map([], read_account)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The account of this wallet with a name, whatever its case.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn account_named(&self, name: &str) -> Result<Option<LocalAccount>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(&format!("{ACCOUNT} WHERE name_key = ?1"))?
            .query_row([name_key(name)], read_account)
            .optional()?)
    }

    /// The account of this wallet with an address.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn local_account(&self, account: &AccountId) -> Result<Option<LocalAccount>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(&format!("{ACCOUNT} WHERE id = ?1"))?
            .query_row([account.as_bytes()], read_account)
            .optional()?)
    }

    /// The derivation that no account has yet: one more than the highest.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn next_derivation(&self) -> Result<u32, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT coalesce(max(derivation) + 1, 0) FROM account")?
            .query_row([], |row| row.get(0))?)
    }

    /// The names of other people's accounts, in the order of the names.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn contacts(&self) -> Result<Vec<Contact>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT name, account FROM contact ORDER BY name_key")?;
        let rows = statement.query_map([], read_contact)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The account that a name stands for, whatever its case.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn contact(&self, name: &str) -> Result<Option<Contact>, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT name, account FROM contact WHERE name_key = ?1")?
            .query_row([name_key(name)], read_contact)
            .optional()?)
    }

    /// The first name, in the order of names, that the address book has for an account.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn contact_of(&self, account: &AccountId) -> Result<Option<Contact>, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT name, account FROM contact WHERE account = ?1 ORDER BY name_key LIMIT 1")?
            .query_row([account.as_bytes()], read_contact)
            .optional()?)
    }
}

fn read_account(row: &Row<'_>) -> rusqlite::Result<LocalAccount> {
    Ok(LocalAccount {
        name: row.get(0)?,
        account: AccountId::from_bytes(row.get(1)?),
        derivation: row.get(2)?,
        created: Timestamp(row.get::<_, i64>(3)?.cast_unsigned()),
    })
}

fn read_contact(row: &Row<'_>) -> rusqlite::Result<Contact> {
    Ok(Contact {
        name: row.get(0)?,
        account: AccountId::from_bytes(row.get(1)?),
    })
}

/// The name without blanks around it, composed; and the key under which it is unique.
fn checked_name(given: &str) -> Result<(String, String), StoreError> {
    let name = ComposingNormalizerBorrowed::new_nfc()
        .normalize(given.trim())
        .into_owned();
    let reason = if name.is_empty() {
        "it is empty"
    } else if name.chars().count() > MAX_NAME_CHARS {
        "it has more than 100 characters"
    } else if name.chars().any(char::is_control) {
        "it has control characters"
    } else {
        let key = name_key(&name);
        return Ok((name, key));
    };
    let shown = given.chars().take(MAX_NAME_CHARS).filter(|c| !c.is_control()).collect();
    Err(StoreError::BadName { name: shown, reason })
}

fn name_key(name: &str) -> String {
    let composed = ComposingNormalizerBorrowed::new_nfc()
        .normalize(name.trim())
        .into_owned();
    let folded = CaseMapperBorrowed::new().fold_string(&composed).into_owned();
    ComposingNormalizerBorrowed::new_nfc().normalize(&folded).into_owned()
}
