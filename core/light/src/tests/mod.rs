//! Tests of the light client.

mod fixture;
mod headers;
mod prop;
mod values;
mod vectors;
