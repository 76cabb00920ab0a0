//! Tests of the crate, one file for each thing it makes.

mod manifest;
mod merkle;
mod passage_id;
mod prop;
mod terms;

#[cfg(feature = "segmentation")]
mod canonical;
#[cfg(feature = "segmentation")]
mod corpora;
#[cfg(feature = "segmentation")]
mod document;
#[cfg(feature = "segmentation")]
mod prop_text;
#[cfg(feature = "segmentation")]
mod segment;
#[cfg(feature = "segmentation")]
mod similarity;
