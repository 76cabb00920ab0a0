//! Named accounts of the wallet, all from one seed.

use crate::contacts::name_of;
use crate::error::NodeError;
use crate::node::Node;
use crate::party::Party;
use byline_keys::SigningKey;
use byline_store::{LocalAccount, Tables};
use byline_types::AccountId;

/// The name of the account that every wallet has.
const FIRST_NAME: &str = "me";
/// The most characters of a name.
const MAX_NAME_CHARS: usize = 80;

/// An account of this wallet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its name here.
    pub name: String,
    /// The account.
    pub id: AccountId,
    /// Its number under the seed.
    pub index: u32,
}

impl From<LocalAccount> for Account {
    fn from(account: LocalAccount) -> Account {
        Account {
            name: account.name,
            id: account.account,
            index: account.derivation,
        }
    }
}

impl Node {
    /// The accounts of this wallet, in the order they were made.
    pub fn accounts(&self) -> Result<Vec<Account>, NodeError> {
        Ok(self.store.read()?.accounts()?.into_iter().map(Account::from).collect())
    }

    /// Makes an account named `name`.
    pub fn new_account(&self, name: &str) -> Result<Account, NodeError> {
        let name = clean_name(name)?;
        let snapshot = self.store.read()?;
        if snapshot.account_named(&name)?.is_some() || snapshot.contact(&name)?.is_some() {
            return Err(NodeError::AccountExists(name));
        }
        drop(snapshot);
        self.add_account(&name)
    }

    /// Gives an account of this wallet another name. Works that name its author keep the name they were published under.
    pub fn rename_account(&self, account: &str, name: &str) -> Result<Account, NodeError> {
        let account = self.own_account(Some(account))?;
        let name = clean_name(name)?;
        self.store.write(|transaction| {
            let taken = transaction.account_named(&name)?;
            if taken.is_some_and(|other| other.account != account.id) || transaction.contact(&name)?.is_some() {
                return Err(NodeError::AccountExists(name.clone()));
            }
            Ok(transaction.rename_account(&account.id, &name)?)
        })?;
        Ok(Account { name, ..account })
    }

    pub(crate) fn ensure_first_account(&self) -> Result<(), NodeError> {
        if self.store.read()?.next_derivation()? == 0 {
            self.add_account(FIRST_NAME)?;
        }
        Ok(())
    }

    /// The account named `name`; it is made if there is none.
    pub(crate) fn account_for_author(&self, name: &str) -> Result<Account, NodeError> {
        let name = clean_name(name)?;
        let known = self.store.read()?.account_named(&name)?;
        known.map_or_else(|| self.add_account(&name), |account| Ok(account.into()))
    }

    /// The account that [`Node::account_for_author`] would give, as the `nth` new one, without making it.
    pub(crate) fn planned_account(&self, name: &str, nth: u32) -> Result<Account, NodeError> {
        let name = clean_name(name)?;
        let snapshot = self.store.read()?;
        if let Some(known) = snapshot.account_named(&name)? {
            return Ok(known.into());
        }
        let index = snapshot.next_derivation()? + nth;
        Ok(Account {
            id: self.key(index)?.account_id(),
            name,
            index,
        })
    }

    fn add_account(&self, name: &str) -> Result<Account, NodeError> {
        let created = self.now();
        // The number is taken and the row written in one transaction, so that two requests never share a key.
        self.store.write(|transaction| {
            if let Some(known) = transaction.account_named(name)? {
                return Ok(known.into());
            }
            let derivation = transaction.next_derivation()?;
            let account = self.key(derivation)?.account_id();
            let row = LocalAccount {
                name: name.to_owned(),
                account,
                derivation,
                created,
            };
            transaction.add_account(&row)?;
            Ok(row.into())
        })
    }

    /// The account of this wallet that `given` names or is the address of; the first account if nothing is given.
    pub(crate) fn own_account(&self, given: Option<&str>) -> Result<Account, NodeError> {
        let snapshot = self.store.read()?;
        let Some(given) = given else {
            let first = snapshot.accounts()?.into_iter().next();
            return first
                .map(Account::from)
                .ok_or_else(|| NodeError::UnknownAccount(FIRST_NAME.to_owned()));
        };
        if let Some(known) = snapshot.account_named(given)? {
            return Ok(known.into());
        }
        let id: AccountId = given.parse().map_err(|_| NodeError::UnknownAccount(shown(given)))?;
        snapshot
            .local_account(&id)?
            .map(Account::from)
            .ok_or_else(|| NodeError::NotYours(shown(given)))
    }

    /// Any account: a local name, a name of the address book, or an address.
    pub(crate) fn any_account(&self, given: &str) -> Result<AccountId, NodeError> {
        let snapshot = self.store.read()?;
        match (snapshot.account_named(given)?, snapshot.contact(given)?) {
            // Money must not go to whoever happens to be found first.
            (Some(_), Some(_)) => Err(NodeError::Parameter(format!(
                "`{}` is both an account of this wallet and a name of the address book: give the address",
                shown(given)
            ))),
            (Some(own), None) => Ok(own.account),
            (None, Some(contact)) => Ok(contact.account),
            (None, None) if given.to_lowercase().starts_with(AccountId::PREFIX) => Ok(given.parse()?),
            (None, None) => Err(NodeError::UnknownAccount(shown(given))),
        }
    }

    /// The signing key of the account with this number.
    pub(crate) fn key(&self, index: u32) -> Result<SigningKey, NodeError> {
        self.vault()
            .signing_key(index)
            .map_err(|e| NodeError::Parameter(format!("there are too many accounts: {e}")))
    }
}

/// `account` as this wallet knows it.
pub(crate) fn party(tables: &Tables, account: AccountId) -> Result<Party, NodeError> {
    let name = name_of(tables, account)?;
    Ok(Party { account, name })
}

/// Trims `name` and squeezes its blanks; refuses what cannot be told apart or would change how a line is read.
pub(crate) fn clean_name(name: &str) -> Result<String, NodeError> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let refuse = |reason| {
        Err(NodeError::AccountName {
            name: shown(&name),
            reason,
        })
    };
    if name.is_empty() {
        return refuse("it is empty");
    }
    if name.chars().count() > MAX_NAME_CHARS {
        return refuse("it is too long");
    }
    if name.chars().any(|c| c.is_control() || is_invisible(c)) {
        return refuse("it has invisible characters");
    }
    if name.to_lowercase().starts_with("byl1") {
        return refuse("it looks like an address");
    }
    Ok(name)
}

/// Letters that show nothing and bidirectional controls, which make two names look alike. Joiners stay: scripts need them.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}' | '\u{200e}'
            | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{e0000}'..='\u{e007f}'
    )
}

fn shown(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control() && !is_invisible(*c))
        .take(MAX_NAME_CHARS)
        .collect()
}
