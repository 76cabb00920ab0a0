//! Who takes part, as this wallet knows them, and things to know that are not errors.

use byline_types::AccountId;

/// An account with the name that it has here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// The account.
    pub account: AccountId,
    /// Its local name, if it has one.
    pub name: Option<String>,
}

impl Party {
    /// The local name, or the address where there is none.
    pub fn label(&self) -> String {
        self.name.clone().unwrap_or_else(|| self.account.to_string())
    }
}

/// Something to know that is not an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Stable, in snake case.
    pub code: &'static str,
    /// A sentence.
    pub message: String,
}

impl Warning {
    pub(crate) fn new(code: &'static str, message: impl Into<String>) -> Warning {
        Warning {
            code,
            message: message.into(),
        }
    }
}
