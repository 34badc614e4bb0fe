//! Where a person stands in a list of people screened for the same position.

use std::cmp::Ordering;

use super::affinity::affinity;
use super::contract::{Position, Screening};
use super::cv::Cv;

/// What a list is ordered by: the fit, and among people of equal fit the nearness of their work to the position's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// None comes last.
    pub fit: Option<u8>,
    /// 0 to 1; decides nothing but the order among equals.
    pub affinity: f32,
}

impl Standing {
    pub fn of(screening: &Screening, cv: &Cv, position: &Position) -> Standing {
        Standing { fit: screening.fit, affinity: affinity(cv, position) }
    }

    /// The better one first.
    pub fn best_first(&self, other: &Standing) -> Ordering {
        other.fit.cmp(&self.fit).then(other.affinity.total_cmp(&self.affinity))
    }

    /// One number with the same order.
    pub fn score(&self) -> f64 {
        self.fit.map_or(-1.0, f64::from) + 0.999 * f64::from(self.affinity)
    }
}
