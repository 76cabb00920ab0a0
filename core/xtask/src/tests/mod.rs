//! Tests of the rules on made-up trees, each seen to fail; of the set-up's decisions; and the rules on the repository itself.

mod crate_table;
mod files;
mod functions;
mod layers;
mod made_up;
mod manifests;
mod mentions;
mod opening;
mod placement;
mod purity;
mod repository;
mod rust_code;
mod setup;
mod task;
