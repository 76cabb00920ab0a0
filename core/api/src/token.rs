//! Scoped bearer tokens: what a caller may do is what its token says.

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use subtle::ConstantTimeEq;

/// What the holder of a token may do; each scope includes those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Ask and search, up to the daily cap: for programs that speak the OpenAI protocol.
    Inference,
    /// Also read works, receipts, accounts and balances.
    Read,
    /// Also publish, withdraw, make accounts and send, up to the daily cap: for the window's page.
    Manage,
    /// Also confirm what web content may not: spending above the cap, showing the seed phrase. For the terminal and the
    /// native window; never handed to a page.
    Owner,
}

impl Scope {
    /// Every scope, least first.
    pub const ALL: [Scope; 4] = [Scope::Inference, Scope::Read, Scope::Manage, Scope::Owner];

    /// The name, as in the token's file.
    pub const fn name(self) -> &'static str {
        match self {
            Scope::Inference => "inference",
            Scope::Read => "read",
            Scope::Manage => "manage",
            Scope::Owner => "owner",
        }
    }
}

/// A secret of 32 random bytes in hex, one for each scope. Clones share them: a token that is renewed is renewed everywhere.
#[derive(Clone)]
pub struct Tokens(Arc<RwLock<Secrets>>);

type Secrets = [(Scope, String); 4];

/// Shows no token.
impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tokens(…)")
    }
}

impl Tokens {
    /// Tokens made from 32 random bytes for each scope.
    pub fn from_random(random: [[u8; 32]; 4]) -> Tokens {
        let mut secrets = random.iter().map(hex::encode);
        let secrets = Scope::ALL.map(|scope| (scope, secrets.next().unwrap_or_default()));
        Tokens(Arc::new(RwLock::new(secrets)))
    }

    /// The token of `scope`.
    pub fn of(&self, scope: Scope) -> String {
        let secrets = self.read();
        let found = secrets.iter().find(|(s, _)| *s == scope);
        found.map_or_else(String::new, |(_, token)| token.clone())
    }

    /// The scope that `presented` is the token of. Takes the same time wherever a wrong token differs.
    pub fn scope_of(&self, presented: &str) -> Option<Scope> {
        let matches = |token: &String| bool::from(token.as_bytes().ct_eq(presented.as_bytes()));
        self.read().iter().fold(
            None,
            |found, (scope, token)| if matches(token) { Some(*scope) } else { found },
        )
    }

    /// Puts a token made from `random` in the place of the one of `scope`, once `keep` has written it down. The old one stops
    /// working at once.
    ///
    /// # Errors
    /// That of `keep`: the old one goes on working then.
    pub(crate) fn renew<E>(
        &self,
        scope: Scope,
        random: &[u8; 32],
        keep: impl FnOnce(&[u8; 32]) -> Result<(), E>,
    ) -> Result<(), E> {
        // Held over the writing, so that of two at once the same one is last in the file and here.
        let mut secrets = self.write();
        keep(random)?;
        for (_, token) in secrets.iter_mut().filter(|(s, _)| *s == scope) {
            *token = hex::encode(random);
        }
        Ok(())
    }

    fn read(&self) -> RwLockReadGuard<'_, Secrets> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Secrets> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}
