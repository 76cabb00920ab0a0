//! Whether a request was confirmed, as the routes ask it: the owner's token, or the header that names an approval.

use crate::confirm::{Action, Confirmations};
use crate::dto_host::SummaryDto;
use crate::error::ApiError;
use crate::guard::Caller;
use crate::token::Scope;
use axum::extract::{FromRef, FromRequestParts};
use axum::http::StatusCode;
use axum::http::request::Parts;

/// The header that names an approved confirmation.
pub(crate) const CONFIRMATION_HEADER: &str = "byline-confirmation";

/// Who asks, and which confirmation they name.
pub(crate) struct Consent {
    confirmations: Confirmations,
    caller: Caller,
    id: Option<String>,
}

impl<S> FromRequestParts<S> for Consent
where
    S: Send + Sync,
    Confirmations: FromRef<S>,
{
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Consent, ApiError> {
        let caller = parts.extensions.get::<Caller>().copied();
        let caller = caller
            .ok_or_else(|| ApiError::new(StatusCode::UNAUTHORIZED, "wrong_token", "the token is missing or wrong"))?;
        let id = parts.headers.get(CONFIRMATION_HEADER).and_then(|id| id.to_str().ok());
        Ok(Consent {
            confirmations: Confirmations::from_ref(state),
            caller,
            id: id.map(str::to_owned),
        })
    }
}

impl Consent {
    /// Lets the owner through, and whoever names the approval of this very `action`. Anyone else with the scope `manage`
    /// gets the confirmation to wait for.
    pub(crate) fn owner_or_confirmed(&self, action: Action, summary: SummaryDto) -> Result<(), ApiError> {
        self.caller.needs(Scope::Manage)?;
        if self.caller.is_owner() || self.spent(|approved| *approved == action)?.is_some() {
            return Ok(());
        }
        let message = "web content may not do this without its owner's confirmation";
        let refusal = ApiError::new(StatusCode::FORBIDDEN, "confirmation_required", message);
        Err(self.needed(refusal, action, summary))
    }

    /// Refuses whoever may not even ask for a confirmation.
    pub(crate) fn needs_manage(&self) -> Result<(), ApiError> {
        self.caller.needs(Scope::Manage)
    }

    /// As [`Consent::owner_or_confirmed`] for checking the words of the seed phrase, which its approval covers until it runs
    /// out.
    pub(crate) fn owner_or_shown_seed(&self) -> Result<(), ApiError> {
        match &self.id {
            Some(id) if !self.caller.is_owner() => {
                self.caller.needs(Scope::Manage)?;
                Ok(self.confirmations.shows_seed(id)?)
            }
            _ => self.owner_or_confirmed(Action::ShowSeed, SummaryDto::default()),
        }
    }

    /// Whether the request names an approval at all.
    pub(crate) fn is_named(&self) -> bool {
        self.id.is_some() && !self.caller.is_owner()
    }

    /// Uses up the approval that the request names, and gives what was approved; nothing where it names none.
    ///
    /// # Errors
    /// What it names is not the approval of an action that `fits`.
    pub(crate) fn spent(&self, fits: impl FnOnce(&Action) -> bool) -> Result<Option<Action>, ApiError> {
        match &self.id {
            Some(id) if self.is_named() => Ok(Some(self.confirmations.spend(id, fits)?)),
            _ => Ok(None),
        }
    }

    /// Whether `error` says that a confirmation is missing, and this caller may ask for one.
    pub(crate) fn may_follow(&self, error: &ApiError) -> bool {
        error.code() == "confirmation_required" && self.caller.needs(Scope::Manage).is_ok() && !self.caller.is_owner()
    }

    /// `refusal` with the confirmation to wait for.
    pub(crate) fn needed(&self, refusal: ApiError, action: Action, summary: SummaryDto) -> ApiError {
        match self.confirmations.ask(action, summary) {
            Ok(pending) => refusal.needs(pending),
            Err(error) => error.into(),
        }
    }
}
