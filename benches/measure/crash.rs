//! The test of `tests/crash.rs`, at its full size and on a durable database.

use crate::place::Place;
use crate::program::crash::{Pile, drop_through_two_crashes};

pub async fn measure(place: &Place) {
    let pile = Pile::of(500);
    let (left, took) = drop_through_two_crashes(&place.data, place.database.as_deref(), &pile).await;
    println!("{}: 500 files through two kills in {:.1} s", place.engine, took.as_secs_f64());
    println!("{left:#?}");
    assert_eq!(left, pile.expected());
}
