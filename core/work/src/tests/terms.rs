//! Terms and their encoding.

use crate::{Answering, Derivatives, Terms, Training};
use byline_types::{Amount, Digest32, Share, decode, encode};

#[test]
fn a_paid_work_gives_nothing_else_away() {
    let terms = Terms::paid(Amount::from_micros(50));
    assert_eq!(terms.price(), Amount::from_micros(50));
    assert_eq!(
        (terms.training, terms.derivatives),
        (Training::Forbidden, Derivatives::Forbidden)
    );
    assert!(Terms::attribution().price().is_zero() && Terms::attribution().open_to_answers());
}

#[test]
fn the_encoding_of_terms_is_fixed() {
    let price = Amount::from_micros(7);
    let share = Share::from_ppm(5).unwrap();
    let granted = Answering::Granted {
        price,
        grants: Digest32([1; 32]),
    };
    assert_eq!(encode(&Terms::attribution()), [0, 3, 1]);
    assert_eq!(encode(&Terms::paid(price)), [1, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    assert_eq!(encode(&granted), [&[2, 7, 0, 0, 0, 0, 0, 0, 0][..], &[1; 32]].concat());
    assert_eq!(encode(&Answering::Forbidden), [3]);
    assert_eq!(encode(&Training::Flat { price }), [1, 7, 0, 0, 0, 0, 0, 0, 0]);
    assert_eq!(encode(&Training::Share { share }), [2, 5, 0, 0, 0]);
    assert_eq!(encode(&Derivatives::Share { share }), [2, 5, 0, 0, 0]);
}

#[test]
fn a_share_above_the_whole_is_no_terms() {
    assert!(decode::<Training>(&[2, 0xff, 0xff, 0xff, 0x7f], 100).is_err());
}
