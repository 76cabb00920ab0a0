//! Accounts, balances, transfers and the seed phrase.

use super::run;
use crate::approval;
use crate::body::{Body, Params};
use crate::confirm::Action;
use crate::consent::Consent;
use crate::dto::{
    AccountDto, AccountParams, AccountsResponse, BackupResponse, CheckWordsRequest, HistoryResponse, NewAccountRequest,
    SendRequest, SentResponse, WalletDto,
};
use crate::dto_host::SummaryDto;
use crate::error::{ApiError, ErrorBody};
use crate::guard::Caller;
use crate::token::Scope;
use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use byline_node::{Node, NodeError, Transfer};
use std::sync::Arc;

/// Entries given when the number is not.
const DEFAULT_ENTRIES: usize = 100;

/// The accounts of this wallet.
#[utoipa::path(get, path = "/api/accounts", responses((status = 200, body = AccountsResponse), (status = "4XX", body = ErrorBody)))]
pub async fn accounts(
    State(node): State<Arc<Node>>,
    Extension(caller): Extension<Caller>,
) -> Result<Json<AccountsResponse>, ApiError> {
    caller.needs(Scope::Read)?;
    let accounts = run(node, Node::accounts).await?;
    Ok(Json(AccountsResponse {
        accounts: accounts.into_iter().map(Into::into).collect(),
    }))
}

/// Make an account under the same seed phrase.
#[utoipa::path(post, path = "/api/accounts", request_body = NewAccountRequest, responses((status = 200, body = AccountDto), (status = "4XX", body = ErrorBody)))]
pub async fn new_account(
    State(node): State<Arc<Node>>,
    Extension(caller): Extension<Caller>,
    Body(request): Body<NewAccountRequest>,
) -> Result<Json<AccountDto>, ApiError> {
    caller.needs(Scope::Manage)?;
    Ok(Json(
        run(node, move |node| node.new_account(&request.name)).await?.into(),
    ))
}

/// What an account has, verified against a signed header.
#[utoipa::path(get, path = "/api/wallet", params(AccountParams), responses((status = 200, body = WalletDto), (status = "4XX", body = ErrorBody)))]
pub async fn wallet(
    State(node): State<Arc<Node>>,
    Extension(caller): Extension<Caller>,
    Params(params): Params<AccountParams>,
) -> Result<Json<WalletDto>, ApiError> {
    caller.needs(Scope::Read)?;
    Ok(Json(
        run(node, move |node| node.wallet(params.account.as_deref()))
            .await?
            .into(),
    ))
}

/// The movements of an account, newest first.
#[utoipa::path(get, path = "/api/wallet/history", params(AccountParams), responses((status = 200, body = HistoryResponse), (status = "4XX", body = ErrorBody)))]
pub async fn history(
    State(node): State<Arc<Node>>,
    Extension(caller): Extension<Caller>,
    Params(params): Params<AccountParams>,
) -> Result<Json<HistoryResponse>, ApiError> {
    caller.needs(Scope::Read)?;
    let limit = params.limit.unwrap_or(DEFAULT_ENTRIES);
    let entries = run(node, move |node| node.history(params.account.as_deref(), limit)).await?;
    Ok(Json(HistoryResponse {
        history: entries.into_iter().map(Into::into).collect(),
    }))
}

/// Send coins. Above the daily cap only the owner's confirmation counts.
#[utoipa::path(post, path = "/api/wallet/send", request_body = SendRequest, responses((status = 200, body = SentResponse), (status = "4XX", body = ErrorBody)))]
pub async fn send(
    State(node): State<Arc<Node>>,
    Extension(caller): Extension<Caller>,
    consent: Consent,
    Body(request): Body<SendRequest>,
) -> Result<Json<SentResponse>, ApiError> {
    caller.needs(Scope::Manage)?;
    let amount = request
        .amount
        .parse()
        .map_err(|error| NodeError::Parameter(format!("{error}")))?;
    let confirmed = request.confirmed && caller.is_owner();
    let transfer = Transfer {
        from: request.account,
        to: request.to,
        amount,
        confirmed,
    };
    let sent = run(node, move |node| Ok(approval::send(node, &consent, transfer))).await??;
    Ok(Json(SentResponse {
        transaction: sent.transaction.to_string(),
        height: sent.height.0,
        wallet: sent.wallet.into(),
    }))
}

/// The seed phrase, for the owner or with the owner's confirmation.
#[utoipa::path(post, path = "/api/wallet/backup", responses((status = 200, body = BackupResponse), (status = "4XX", body = ErrorBody)))]
pub async fn backup(State(node): State<Arc<Node>>, consent: Consent) -> Result<Json<BackupResponse>, ApiError> {
    consent.owner_or_confirmed(Action::ShowSeed, SummaryDto::default())?;
    let words = run(node, |node| Ok(node.seed_words())).await?;
    Ok(Json(BackupResponse {
        words: words.as_str().to_owned(),
    }))
}

/// Compare the words that were written down; the wallet counts as backed up when they match. For whoever may see them alone:
/// answers to guesses would tell the words one by one.
#[utoipa::path(post, path = "/api/wallet/backup/check", request_body = CheckWordsRequest, responses((status = 204), (status = "4XX", body = ErrorBody)))]
pub async fn check_backup(
    State(node): State<Arc<Node>>,
    consent: Consent,
    Body(request): Body<CheckWordsRequest>,
) -> Result<StatusCode, ApiError> {
    consent.owner_or_shown_seed()?;
    run(node, move |node| node.check_words(&request.words)).await?;
    Ok(StatusCode::NO_CONTENT)
}
