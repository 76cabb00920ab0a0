mod arguments;
mod commands;
mod notices;
mod other;
mod policy;
mod questions;
mod route;
mod texts;
