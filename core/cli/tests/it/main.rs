//! The program as people use it: a real binary, real homes, real files.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![expect(clippy::print_stderr, reason = "a test that is skipped says why")]

mod attack;
mod confirm;
mod faults;
mod openai;
mod screens;
mod story;
mod support;
mod wallet;
