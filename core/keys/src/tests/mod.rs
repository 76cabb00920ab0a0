//! Tests of the keys: official vectors, properties, mistakes that people make when they type, and secrecy.

mod prop;
mod secrecy;
mod shared_files;
mod typing;
mod vectors;
