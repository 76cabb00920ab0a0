//! The local HTTP API: one server on loopback for every face of the node and for programs that speak OpenAI's protocol.
//!
//! ```text
//! request → guard (Host, Origin, token) → route (needs a scope) → use case of the node → JSON
//! ```

mod body;
mod dto;
mod error;
mod guard;
mod routes;
mod server;
#[cfg(test)]
mod tests;
mod token;
mod token_file;

pub use dto::*;
pub use error::{ErrorBody, ErrorDetail};
pub use guard::Guard;
pub use routes::{openapi, router};
pub use server::{ServeError, Server};
pub use token::{Scope, Tokens};
pub use token_file::{TokenFileError, load_or_create, path as token_path};
