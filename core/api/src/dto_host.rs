//! The JSON about the node's keeper: confirmations, tokens, restoring, erasing and stopping.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A request that waits until a person confirms it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Pending {
    /// Its id: 32 hex digits.
    pub id: String,
    /// `send`, `ask`, `raise_cap`, `show_seed`, `restore` or `erase`.
    pub kind: String,
    /// What is confirmed, made from the request by the node.
    pub summary: SummaryDto,
}

/// What would be done. Which fields there are follows from the kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SummaryDto {
    /// `send`: whom, as this wallet calls them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// `send`: the address of whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// `send`: coins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    /// `send` and `ask`: the account that pays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// `ask`: the most coins that the answer costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold: Option<String>,
    /// `raise_cap`: coins a day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub daily_cap: Option<String>,
}

/// Requests that wait.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ConfirmationsResponse {
    /// Oldest first.
    pub confirmations: Vec<Pending>,
}

/// How it stands with one confirmation.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ConfirmationDto {
    /// Its id.
    pub id: String,
    /// As in the request that asked for it.
    pub kind: String,
    /// `pending`, `approved`, `refused` or `expired`. One that was used has expired.
    pub state: String,
}

/// A person's answer.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DecideRequest {
    /// Whether it may be done.
    pub approve: bool,
}

/// The words of a wallet.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RestoreRequest {
    /// The words, in order.
    pub words: String,
}

/// The wallet is being restored; the next request is answered by the new one.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct RestoringResponse {
    /// The folder in which everything that was here is kept: a home of its own.
    pub set_aside: String,
}

/// Something was begun.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct AcceptedResponse {
    /// Always true.
    pub accepted: bool,
}

/// The tokens of this home.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct TokensResponse {
    /// Least scope first.
    pub tokens: Vec<TokenDto>,
}

/// A token.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct TokenDto {
    /// `inference`, `read`, `manage` or `owner`.
    pub scope: String,
    /// The file that holds it.
    pub file: String,
    /// The token itself, for `inference` and `read` alone: those are for other programs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
}
