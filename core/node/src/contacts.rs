//! The address book: names that this wallet's owner gave to other people's accounts, and what an address is.

use crate::accounts::clean_name;
use crate::error::NodeError;
use crate::node::Node;
use crate::party::Party;
use byline_ledger::StateKey;
use byline_ledger::accounts::Account as AccountRecord;
use byline_store::{Contact, Tables};
use byline_types::AccountId;

/// What an address or a name stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressInfo {
    /// The account, with the name that it has here.
    pub party: Party,
    /// Whether its key is in this wallet.
    pub own: bool,
    /// Whether the ledger knows it: it received something before.
    pub known: bool,
}

impl Node {
    /// The address book, in the order of the names.
    pub fn contacts(&self) -> Result<Vec<Contact>, NodeError> {
        Ok(self.store.read()?.contacts()?)
    }

    /// Gives `address` a name in the address book.
    ///
    /// # Errors
    /// An address that is none or the wallet's own, or a name that an account of the wallet has.
    pub fn put_contact(&self, name: &str, address: &str) -> Result<Contact, NodeError> {
        let account: AccountId = address.trim().parse()?;
        let name = clean_name(name)?;
        self.store.write(|transaction| {
            if transaction.local_account(&account)?.is_some() {
                return Err(NodeError::Parameter("this address is an account of this wallet".into()));
            }
            if transaction.account_named(&name)?.is_some() {
                return Err(NodeError::AccountExists(name));
            }
            let contact = Contact { name, account };
            transaction.put_contact(&contact)?;
            Ok(contact)
        })
    }

    /// Forgets a name of the address book.
    pub fn remove_contact(&self, name: &str) -> Result<(), NodeError> {
        let removed = self.store.write(|transaction| transaction.remove_contact(name))?;
        if removed {
            return Ok(());
        }
        Err(NodeError::UnknownAccount(name.to_owned()))
    }

    /// What a typed address or name stands for.
    ///
    /// # Errors
    /// A name that nobody has, or an address that was mistyped.
    pub fn address(&self, typed: &str) -> Result<AddressInfo, NodeError> {
        let account = self.any_account(typed.trim())?;
        let view = self.chain.view()?;
        let record: Option<AccountRecord> = view.value(&StateKey::Account(account))?;
        Ok(AddressInfo {
            party: Party {
                account,
                name: name_of(view.tables(), account)?,
            },
            own: view.tables().local_account(&account)?.is_some(),
            known: record.is_some(),
        })
    }
}

/// The name of an account here: the wallet's own, else that of the address book.
pub(crate) fn name_of(tables: &Tables, account: AccountId) -> Result<Option<String>, NodeError> {
    if let Some(own) = tables.local_account(&account)? {
        return Ok(Some(own.name));
    }
    Ok(tables.contact_of(&account)?.map(|contact| contact.name))
}
