//! What is set on this machine, and the address book.

use super::run;
use crate::body::{Body, Segment};
use crate::confirm::Action;
use crate::consent::Consent;
use crate::dto::AccountDto;
use crate::dto_host::SummaryDto;
use crate::error::{ApiError, ErrorBody};
use crate::guard::Caller;
use crate::token::Scope;
use crate::views::{
    AddressDto, ContactDto, ContactRequest, ContactsResponse, RenameRequest, SettingsDto, SettingsRequest,
};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use byline_node::{Node, NodeError};
use byline_types::Amount;
use std::sync::Arc;

/// What is set on this machine.
#[utoipa::path(get, path = "/api/settings", responses((status = 200, body = SettingsDto), (status = "4XX", body = ErrorBody)))]
pub async fn settings(
    State(node): State<Arc<Node>>,
    Extension(caller): Extension<Caller>,
) -> Result<Json<SettingsDto>, ApiError> {
    caller.needs(Scope::Read)?;
    Ok(Json(run(node, Node::settings).await?.into()))
}

/// Set what may be spent in a day without the owner's confirmation. To lower it takes effect at once; to raise it needs one.
#[utoipa::path(put, path = "/api/settings", request_body = SettingsRequest, responses((status = 200, body = SettingsDto), (status = "4XX", body = ErrorBody)))]
pub async fn set_settings(
    State(node): State<Arc<Node>>,
    consent: Consent,
    Body(request): Body<SettingsRequest>,
) -> Result<Json<SettingsDto>, ApiError> {
    consent.needs_manage()?;
    let daily_cap: Amount = request
        .daily_cap
        .parse()
        .map_err(|error| NodeError::Parameter(format!("{error}")))?;
    let lowered = run(Arc::clone(&node), move |node| node.lower_daily_cap(daily_cap)).await?;
    if !lowered {
        let summary = SummaryDto {
            daily_cap: Some(daily_cap.to_string()),
            ..SummaryDto::default()
        };
        consent.owner_or_confirmed(Action::RaiseCap { daily_cap }, summary)?;
        run(Arc::clone(&node), move |node| node.set_daily_cap(daily_cap)).await?;
    }
    Ok(Json(run(node, Node::settings).await?.into()))
}

/// The document in which a page keeps what it likes: any JSON object.
#[utoipa::path(get, path = "/api/preferences", responses((status = 200, body = Object), (status = "4XX", body = ErrorBody)))]
pub async fn preferences(
    State(node): State<Arc<Node>>,
    Extension(caller): Extension<Caller>,
) -> Result<Response, ApiError> {
    caller.needs(Scope::Read)?;
    let kept = run(node, Node::preferences).await?;
    let document = if kept.is_empty() { b"{}".to_vec() } else { kept };
    Ok(([(header::CONTENT_TYPE, "application/json")], document).into_response())
}

/// Keep a page's document in the place of the one before.
#[utoipa::path(put, path = "/api/preferences", request_body = Object, responses((status = 204), (status = "4XX", body = ErrorBody)))]
pub async fn set_preferences(
    State(node): State<Arc<Node>>,
    Extension(caller): Extension<Caller>,
    document: Bytes,
) -> Result<StatusCode, ApiError> {
    caller.needs(Scope::Manage)?;
    if serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(&document).is_err() {
        return Err(NodeError::Parameter("preferences are one JSON object".into()).into());
    }
    run(node, move |node| node.set_preferences(&document)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The address book.
#[utoipa::path(get, path = "/api/contacts", responses((status = 200, body = ContactsResponse), (status = "4XX", body = ErrorBody)))]
pub async fn contacts(
    State(node): State<Arc<Node>>,
    Extension(caller): Extension<Caller>,
) -> Result<Json<ContactsResponse>, ApiError> {
    caller.needs(Scope::Read)?;
    let contacts = run(node, Node::contacts).await?;
    Ok(Json(ContactsResponse {
        contacts: contacts.into_iter().map(ContactDto::from).collect(),
    }))
}

/// Keep an address under a name, in the place of what the name stood for.
#[utoipa::path(put, path = "/api/contacts/{name}", params(("name" = String, Path, description = "The name.")), request_body = ContactRequest, responses((status = 200, body = ContactDto), (status = "4XX", body = ErrorBody)))]
pub async fn put_contact(
    State(node): State<Arc<Node>>,
    Extension(caller): Extension<Caller>,
    Segment(name): Segment<String>,
    Body(request): Body<ContactRequest>,
) -> Result<Json<ContactDto>, ApiError> {
    caller.needs(Scope::Manage)?;
    Ok(Json(
        run(node, move |node| node.put_contact(&name, &request.address))
            .await?
            .into(),
    ))
}

/// Forget a name.
#[utoipa::path(delete, path = "/api/contacts/{name}", params(("name" = String, Path, description = "The name.")), responses((status = 204), (status = "4XX", body = ErrorBody)))]
pub async fn remove_contact(
    State(node): State<Arc<Node>>,
    Extension(caller): Extension<Caller>,
    Segment(name): Segment<String>,
) -> Result<StatusCode, ApiError> {
    caller.needs(Scope::Manage)?;
    run(node, move |node| node.remove_contact(&name)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What a typed address or name stands for.
#[utoipa::path(get, path = "/api/addresses/{text}", params(("text" = String, Path, description = "An address, or a name.")), responses((status = 200, body = AddressDto), (status = "4XX", body = ErrorBody)))]
pub async fn address(
    State(node): State<Arc<Node>>,
    Extension(caller): Extension<Caller>,
    Segment(text): Segment<String>,
) -> Result<Json<AddressDto>, ApiError> {
    caller.needs(Scope::Read)?;
    Ok(Json(run(node, move |node| node.address(&text)).await?.into()))
}

/// Give an account of this wallet another name.
#[utoipa::path(post, path = "/api/accounts/{account}/rename", params(("account" = String, Path, description = "Its name or address.")), request_body = RenameRequest, responses((status = 200, body = AccountDto), (status = "4XX", body = ErrorBody)))]
pub async fn rename_account(
    State(node): State<Arc<Node>>,
    Extension(caller): Extension<Caller>,
    Segment(account): Segment<String>,
    Body(request): Body<RenameRequest>,
) -> Result<Json<AccountDto>, ApiError> {
    caller.needs(Scope::Manage)?;
    Ok(Json(
        run(node, move |node| node.rename_account(&account, &request.name))
            .await?
            .into(),
    ))
}
