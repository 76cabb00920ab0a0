//! Prints the API's description of itself (OpenAPI, JSON): what the page's types are made from.
//!
//! `cargo run -p byline-api --example openapi > ui/app/openapi.json`

#![expect(clippy::print_stdout, reason = "it is what the example is for")]

fn main() -> Result<(), serde_json::Error> {
    println!("{}", serde_json::to_string_pretty(&byline_api::openapi())?);
    Ok(())
}
