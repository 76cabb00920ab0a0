//! Measures what each password cost takes on this machine: `cargo run --release -p byline-vault --example argon2_cost`.

#![expect(clippy::print_stdout, reason = "what it measures is told on the terminal")]

use byline_keys::Mnemonic;
use byline_types::Timestamp;
use byline_vault::{Cost, Password, Vault};
use std::error::Error;
use std::time::{Duration, Instant};

/// Openings of which the median is told.
const TRIALS: usize = 15;

fn main() -> Result<(), Box<dyn Error>> {
    for (name, cost) in [("INTERACTIVE", Cost::INTERACTIVE), ("GENERATED", Cost::GENERATED)] {
        let times = opening_times(cost)?;
        println!(
            "{name}: {} MiB, {} passes: open takes {:.0?} (median of {TRIALS}), {:.0?} to {:.0?}",
            cost.memory_kib() / 1024,
            cost.iterations(),
            times[TRIALS / 2],
            times[0],
            times[TRIALS - 1],
        );
    }
    Ok(())
}

/// How long opening a vault takes, shortest first. All of it counts, from reading the file to the seed.
fn opening_times(cost: Cost) -> Result<Vec<Duration>, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("vault.bin");
    let password = Password::generate(&[7; 32]);
    Vault::create(
        &path,
        &Mnemonic::from_entropy(&[1; 32])?,
        &password,
        cost,
        Timestamp(0),
        &[2; 40],
    )?;
    let mut times = Vec::with_capacity(TRIALS);
    for _ in 0..TRIALS {
        let start = Instant::now();
        Vault::open(&path, &password)?;
        times.push(start.elapsed());
    }
    times.sort_unstable();
    Ok(times)
}
