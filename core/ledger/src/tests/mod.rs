//! Tests of the ledger.

mod accounts;
mod blocks;
mod envelope;
mod fixture;
mod prop;
mod tree;
mod usage;
mod vectors;
mod works;
