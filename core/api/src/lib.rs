//! The local HTTP API: one server on loopback for every face of the node and for programs that speak OpenAI's protocol.
//!
//! ```text
//! request → guard (Host, Origin, token) → route (needs a scope) → use case of the node → JSON
//! ```

mod announce;
mod approval;
mod body;
mod confirm;
mod consent;
mod document;
mod dto;
mod dto_host;
mod error;
mod guard;
mod host;
mod lines;
mod routes;
mod served;
mod server;
#[cfg(test)]
mod tests;
mod token;
mod token_file;
mod views;
mod web;

pub use announce::announced;
pub use confirm::{ConfirmError, ConfirmationState, Confirmations};
pub use dto::*;
pub use dto_host::*;
pub use error::{ErrorBody, ErrorDetail};
pub use host::{Host, HostError, HostEvent, HostOptions, erase_home};
pub use routes::openapi;
pub use server::ServeError;
pub use token::Scope;
pub use token_file::{TokenFileError, path as token_path};
