//! The program as people use it: a real binary, real homes, real files.

mod attack;
mod faults;
mod openai;
mod story;
mod support;
mod wallet;
