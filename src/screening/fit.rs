//! The fit: what the verdicts are worth, added up so that a page can print the sum.

use super::contract::{Importance, Judgement, OverallFit, Thresholds, Verdict};

/// What a verdict earns of its requirement's weight. Silence earns nothing, as a miss does, but is not shown as one.
pub fn credit(verdict: Verdict) -> f32 {
    match verdict {
        Verdict::Met => 1.0,
        Verdict::PartlyMet => 0.5,
        Verdict::NotMet | Verdict::NotStated => 0.0,
    }
}

/// One line of the sum.
#[derive(Clone, Debug, PartialEq)]
pub struct FitRow {
    pub requirement: String,
    pub importance: Importance,
    pub verdict: Verdict,
    pub weight: u8,
    pub credit: f32,
    /// `weight * credit`.
    pub points: f32,
}

/// The sum behind a fit: `round(100 * points / weight)`.
#[derive(Clone, Debug, PartialEq)]
pub struct FitSum {
    pub rows: Vec<FitRow>,
    pub points: f32,
    pub weight: u32,
    pub fit: u8,
}

impl FitSum {
    pub fn of(verdicts: &[Judgement]) -> FitSum {
        let rows: Vec<FitRow> = verdicts
            .iter()
            .map(|j| {
                let credit = credit(j.verdict);
                FitRow {
                    requirement: j.requirement.clone(),
                    importance: j.importance,
                    verdict: j.verdict,
                    weight: j.weight,
                    credit,
                    points: f32::from(j.weight) * credit,
                }
            })
            .collect();
        let points: f32 = rows.iter().map(|r| r.points).sum();
        let weight: u32 = rows.iter().map(|r| u32::from(r.weight)).sum();
        let fit = if weight == 0 { 0 } else { (100.0 * points / weight as f32).round() as u8 };
        FitSum { rows, points, weight, fit }
    }
}

/// The fit of a set of verdicts, 0 to 100; 0 when there are none.
pub fn fit(verdicts: &[Judgement]) -> u8 {
    FitSum::of(verdicts).fit
}

/// Where a fit stands against the thresholds.
pub fn overall_fit(fit: u8, thresholds: Thresholds) -> OverallFit {
    if fit >= thresholds.strong {
        OverallFit::Strong
    } else if fit >= thresholds.potential {
        OverallFit::Potential
    } else {
        OverallFit::Low
    }
}
