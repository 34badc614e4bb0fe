//! How screening and stages show at a glance: the fit, the coverage strip, the mark of a verdict, the stage's pie.

use std::fmt::Display;

use askama::{Result, Values, filters::Safe};

use super::{escaped, icon_svg};
use crate::screening::{Importance, Thresholds, Verdict};

/// Any whole number a template has at hand, by value or by reference.
pub trait Whole {
    fn whole(&self) -> i64;
}
impl Whole for i64 {
    fn whole(&self) -> i64 {
        *self
    }
}
impl Whole for i32 {
    fn whole(&self) -> i64 {
        i64::from(*self)
    }
}
impl Whole for usize {
    fn whole(&self) -> i64 {
        i64::try_from(*self).unwrap_or(i64::MAX)
    }
}
impl<T: Whole> Whole for &T {
    fn whole(&self) -> i64 {
        (**self).whole()
    }
}

/// The fit, 0 to 100, or a dash where there was no screening. `by` are the workspace's thresholds.
#[askama::filter_fn]
pub fn fit(
    fit: &Option<i64>,
    _: &dyn Values,
    #[optional(&Thresholds { strong: 75, potential: 50 })] by: &Thresholds,
) -> Result<Safe<String>> {
    let Some(fit) = *fit else {
        return Ok(Safe("<span class=\"fit fit-none\" title=\"No fit: not screened yet, or in a script the rules don’t read\">–</span>".into()));
    };
    let (look, band) = match fit {
        fit if fit >= i64::from(by.strong) => ("fit-strong", "strong"),
        fit if fit >= i64::from(by.potential) => ("fit-potential", "potential"),
        _ => ("fit-low", "low"),
    };
    Ok(Safe(format!(
        "<span class=\"fit {look}\" title=\"Fit {fit} of 100: {band}\"><span class=\"sr-only\">Fit </span>{fit}</span>"
    )))
}

/// The coverage strip: a cell a requirement, in their order, tall for must and short for nice. `codes` has a letter for
/// each: M met, P partly met, N not met, S not stated; upper case for must, lower case for nice.
#[askama::filter_fn]
pub fn cover(codes: impl Display, _: &dyn Values, #[optional("")] class: &str) -> Result<Safe<String>> {
    let codes = codes.to_string();
    let mut cells = String::with_capacity(codes.len() * 24);
    for code in codes.chars() {
        let height = if code.is_ascii_uppercase() { "m" } else { "n" };
        let Some(look) = look(code) else { continue };
        cells.push_str(&format!("<i class=\"{look} {height}\"></i>"));
    }
    if cells.is_empty() {
        return Ok(Safe(String::new()));
    }
    let sentence = coverage_words(&codes);
    Ok(Safe(format!(
        "<span class=\"cover {class}\" role=\"img\" aria-label=\"{sentence}\" title=\"{sentence}\">{cells}</span>"
    )))
}

fn look(code: char) -> Option<&'static str> {
    match code.to_ascii_uppercase() {
        'M' => Some("met"),
        'P' => Some("part"),
        'N' => Some("miss"),
        'S' => Some("none"),
        _ => None,
    }
}

/// "5 met, 1 partly, 1 not met (a must-have), 2 not stated": only the parts that are there.
pub fn coverage_words(codes: &str) -> String {
    let count = |code: char| codes.chars().filter(|c| c.eq_ignore_ascii_case(&code)).count();
    let musts_missed = codes.chars().filter(|c| *c == 'N').count();
    let mut parts = Vec::new();
    for (code, words) in [('M', "met"), ('P', "partly"), ('N', "not met"), ('S', "not stated")] {
        match count(code) {
            0 => {}
            n if code == 'N' && musts_missed == 1 => parts.push(format!("{n} {words} (1 must-have)")),
            n if code == 'N' && musts_missed > 1 => parts.push(format!("{n} {words} ({musts_missed} must-haves)")),
            n => parts.push(format!("{n} {words}")),
        }
    }
    parts.join(", ")
}

/// The round mark before a requirement: `{{ v.verdict|req_mark(v.importance) }}`. A must that is not met turns red.
#[askama::filter_fn]
pub fn req_mark(verdict: &Verdict, _: &dyn Values, importance: &Importance) -> Result<Safe<String>> {
    let must = *importance == Importance::Must;
    let (look, icon, label) = match verdict {
        Verdict::Met => ("req-met", "check", "Met"),
        Verdict::PartlyMet => ("req-part", "equal-approximately", "Partly met"),
        Verdict::NotMet if must => ("req-miss must", "minus", "Not met, must have"),
        Verdict::NotMet => ("req-miss", "minus", "Not met"),
        Verdict::NotStated => ("req-none", "circle-help", "Not stated"),
    };
    // The question mark stands alone in its dotted ring: the sprite's own ring would make two.
    let drawing = if *verdict == Verdict::NotStated { "?".to_owned() } else { icon_svg(icon, "") };
    Ok(Safe(format!(
        "<span class=\"req {look}\" role=\"img\" aria-label=\"{label}\" title=\"{label}\">{drawing}</span>"
    )))
}

/// The pie of a stage: how full it is says how far along, so colour is never alone. `kind` is review, interview, offer
/// or hired, or the outcome rejected or withdrawn; `ordinal` counts from 0 among the position's `count` stages.
#[askama::filter_fn]
pub fn glyph<O: Whole, C: Whole>(kind: impl Display, _: &dyn Values, ordinal: O, count: C) -> Result<Safe<String>> {
    Ok(Safe(pie(&kind.to_string(), ordinal.whole(), count.whole())))
}

/// A stage by name with its pie before it: `{{ stage.name|stage(stage.kind, stage.ordinal, stages.len()) }}`.
#[askama::filter_fn]
pub fn stage<K: Display, O: Whole, C: Whole>(
    name: impl Display,
    _: &dyn Values,
    kind: K,
    ordinal: O,
    count: C,
) -> Result<Safe<String>> {
    let pie = pie(&kind.to_string(), ordinal.whole(), count.whole());
    let name = escaped(&name.to_string());
    Ok(Safe(format!("<span class=\"stage\">{pie}{name}</span>")))
}

fn pie(kind: &str, ordinal: i64, count: i64) -> String {
    const RING: &str = "<circle cx=\"7\" cy=\"7\" r=\"6\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\"";
    let (class, drawing) = match kind {
        "hired" => (
            "text-stage-6".to_owned(),
            "<circle cx=\"7\" cy=\"7\" r=\"7\" fill=\"currentColor\"/><path class=\"glyph-tick\" d=\"m4.2 7.2 2 2 3.6-4\"/>".to_owned(),
        ),
        "rejected" => (
            "text-ink-3".to_owned(),
            format!("{RING}/><path d=\"m4.9 4.9 4.2 4.2m0-4.2L4.9 9.1\" stroke=\"currentColor\" stroke-width=\"1.5\" stroke-linecap=\"round\"/>"),
        ),
        "withdrawn" => (
            "text-ink-3".to_owned(),
            format!("{RING} stroke-dasharray=\"2.2 1.6\"/><path d=\"M4.4 7h5.2\" stroke=\"currentColor\" stroke-width=\"1.5\" stroke-linecap=\"round\"/>"),
        ),
        _ => {
            let open = (count - 1).max(1);
            let step = ordinal.clamp(0, open - 1);
            let tone = if open > 1 { 1 + (step * 4 + (open - 1) / 2) / (open - 1) } else { 1 };
            // A circle of radius 2 drawn 4 wide is a disc; its dash is the filled share of the circumference.
            let filled = std::f64::consts::TAU * 2.0 * step as f64 / open as f64;
            let share = if step > 0 {
                format!("<circle cx=\"7\" cy=\"7\" r=\"2\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"4\" stroke-dasharray=\"{filled:.2} 99\" transform=\"rotate(-90 7 7)\"/>")
            } else {
                String::new()
            };
            (format!("text-stage-{tone}"), format!("{RING}/>{share}"))
        }
    };
    format!("<svg class=\"glyph {class}\" viewBox=\"0 0 14 14\" aria-hidden=\"true\">{drawing}</svg>")
}

#[cfg(test)]
mod tests {
    use super::{coverage_words, pie};

    #[test]
    fn the_strip_reads_as_a_sentence() {
        assert_eq!(coverage_words("MMPmmp"), "4 met, 2 partly");
        assert_eq!(coverage_words("MNnSs"), "1 met, 2 not met (1 must-have), 2 not stated");
        assert_eq!(coverage_words("nn"), "2 not met");
    }

    #[test]
    fn the_pie_fills_from_the_first_stage_to_the_last() {
        assert!(!pie("review", 0, 6).contains("stroke-dasharray"));
        assert!(pie("review", 0, 6).contains("text-stage-1"));
        assert!(pie("offer", 4, 6).contains("text-stage-5"));
        assert!(pie("offer", 4, 6).contains("10.05 99"));
        assert!(pie("interview", 1, 3).contains("text-stage-5"));
        assert!(pie("review", 7, 1).contains("text-stage-1"), "odd input draws the first stage");
    }
}
