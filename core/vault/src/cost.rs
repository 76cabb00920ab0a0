//! How hard it is to guess a password: the parameters of Argon2id (RFC 9106).

use borsh::{BorshDeserialize, BorshSerialize};
use thiserror::Error;

/// The most memory, in KiB: 1 GiB. A vault file that asks for more was made to exhaust the machine.
const MAX_MEMORY_KIB: u32 = 1 << 20;
/// The most passes over the memory.
const MAX_ITERATIONS: u32 = 64;
/// The most lanes.
const MAX_LANES: u32 = 16;
/// The memory, in KiB, that Argon2 needs for each lane.
const MIN_MEMORY_KIB_PER_LANE: u32 = 8;

/// Parameters of Argon2id that cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error(
    "the cost of {memory_kib} KiB, {iterations} passes and {lanes} lanes is out of bounds: {MIN_MEMORY_KIB_PER_LANE} KiB \
     a lane to {MAX_MEMORY_KIB} KiB, 1 to {MAX_ITERATIONS} passes, 1 to {MAX_LANES} lanes"
)]
pub struct CostError {
    memory_kib: u32,
    iterations: u32,
    lanes: u32,
}

/// Parameters of Argon2id within bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize)]
pub struct Cost {
    memory_kib: u32,
    iterations: u32,
    lanes: u32,
}

impl Cost {
    /// For passwords that people choose: 64 MiB, 3 passes (the second recommendation of RFC 9106, on one lane).
    pub const INTERACTIVE: Cost = Cost {
        memory_kib: 64 * 1024,
        iterations: 3,
        lanes: 1,
    };

    /// For random passwords of 256 bits, which no one guesses anyway: 19 MiB, 2 passes (OWASP's least).
    pub const GENERATED: Cost = Cost {
        memory_kib: 19 * 1024,
        iterations: 2,
        lanes: 1,
    };

    /// Memory in KiB, passes over it, and lanes.
    ///
    /// # Errors
    /// A parameter out of bounds.
    pub const fn new(memory_kib: u32, iterations: u32, lanes: u32) -> Result<Cost, CostError> {
        let in_bounds = lanes >= 1
            && lanes <= MAX_LANES
            && iterations >= 1
            && iterations <= MAX_ITERATIONS
            && memory_kib >= MIN_MEMORY_KIB_PER_LANE * lanes
            && memory_kib <= MAX_MEMORY_KIB;
        if !in_bounds {
            return Err(CostError {
                memory_kib,
                iterations,
                lanes,
            });
        }
        Ok(Cost {
            memory_kib,
            iterations,
            lanes,
        })
    }

    /// Memory, in KiB.
    pub const fn memory_kib(&self) -> u32 {
        self.memory_kib
    }

    /// Passes over the memory.
    pub const fn iterations(&self) -> u32 {
        self.iterations
    }

    /// Lanes, which this implementation computes one after the other.
    pub const fn lanes(&self) -> u32 {
        self.lanes
    }
}

impl BorshDeserialize for Cost {
    fn deserialize_reader<R: std::io::Read>(reader: &mut R) -> std::io::Result<Cost> {
        let [memory_kib, iterations, lanes] = <[u32; 3]>::deserialize_reader(reader)?;
        Cost::new(memory_kib, iterations, lanes).map_err(std::io::Error::other)
    }
}
