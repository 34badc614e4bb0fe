//! Money: "a budget of 78 million euros", compared with what the CV says was in this person's hands.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::Finding;
use super::ask::Ask;
use crate::screening::contract::Verdict;
use crate::screening::cv::Cv;
use crate::screening::numbers;
use crate::screening::phrases::{Phrases, phrases};
use crate::screening::text::fold;

const CURRENCY: &str =
    r"€|£|\$|eur(?:os?)?|usd|gbp|chf|pounds?|dollars?|francs?|franken|pfund|livres|libras|d[óo]lares|sterline|ponden";
const SCALE: &str = r"k|thousand|tsd\.?|tausend|mille|mil|m|mn|mio\.?|mln|million(?:en|s|i)?|millones|milioni|miljoen|milh(?:ões|oes|ão|ao)|bn|billions?|mrd\.?|milliard(?:en|s)?|miliardi|miljard";

static AMOUNT: LazyLock<Regex> = LazyLock::new(|| {
    let number = r"(?P<n>\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?)";
    let words = r"(?P<w>(?:[\p{L}]+[- ])?[\p{L}]+)";
    let pattern = format!(
        r"(?ix)(?:(?P<c1>{CURRENCY})\s?(?:{number1})\s?(?:(?P<s1>{SCALE})(?-u:\b))?(?:\s?(?P<s1b>m|k|bn)(?-u:\b))?)
        |(?:{number2}|{words})[\s-]?(?:(?P<s2>{SCALE})(?:\s+(?:of|de|d'|di)?\s*|\s*|-))(?P<c2>{CURRENCY})
        |{number3}\s?(?P<c3>{CURRENCY})",
        number1 = number.replace("?P<n>", "?P<n1>"),
        number2 = number.replace("?P<n>", "?P<n2>"),
        number3 = number.replace("?P<n>", "?P<n3>"),
        words = words,
    );
    Regex::new(&pattern).expect("a fixed pattern")
});

phrases! {
    BUDGET = "\
        budget | presupuesto | bilancio | orcamento | begroting | etat | kostenverantwortung | spend | cost | kosten | \
        expenditure | capex | opex";
    TURNOVER = "\
        turnover | revenue | sales | umsatz | chiffre d'affaires | facturacion | fatturato | omzet | faturamento | \
        receitas | ingresos | p&l";
    PROJECT = "\
        project | projekt | projet | proyecto | progetto | projeto | programme | program | contract | portfolio | \
        volume | volumen | auftrag | scheme | investment";
}

/// The money that a text speaks of, with the bytes that say so.
pub(super) fn amounts(text: &str) -> Vec<(Range<usize>, f64)> {
    let all = AMOUNT.captures_iter(text).filter_map(|found| Some((found.get(0)?.range(), value(&found)?)));
    // Smaller sums are prices, and "12 Eur…" is Europe.
    all.filter(|(_, amount)| *amount >= 1000.0).collect()
}

fn value(found: &Captures<'_>) -> Option<f64> {
    let digits = ["n1", "n2", "n3"].iter().find_map(|n| found.name(n)).and_then(|n| plain(n.as_str()));
    let number = match digits {
        Some(number) => number,
        None => f64::from(numbers::in_words(&fold(found.name("w")?.as_str()))?),
    };
    let scale = ["s1", "s1b", "s2"].iter().find_map(|s| found.name(s)).map_or(1.0, |s| factor(&fold(s.as_str())));
    Some(number * scale)
}

fn factor(scale: &str) -> f64 {
    match scale.trim_end_matches('.') {
        "k" | "thousand" | "tsd" | "tausend" | "mille" | "mil" => 1e3,
        "bn" | "mrd" | "miliardi" | "miljard" => 1e9,
        s if s.starts_with("billion") || s.starts_with("milliard") => 1e9,
        _ => 1e6,
    }
}

/// "1,250,000", "1.250.000", "2.5" and "2,5" alike.
fn plain(number: &str) -> Option<f64> {
    let groups: Vec<&str> = number.split(['.', ',', '\'', ' ']).collect();
    let grouped = groups.len() > 1 && groups[1..].iter().all(|g| g.len() == 3);
    if grouped { groups.concat().parse().ok() } else { number.replace(',', ".").parse().ok() }
}

/// The finding on a requirement that names an amount; none where it names none.
pub(super) fn find(cv: &Cv, ask: &Ask) -> Option<Finding> {
    let (_, asked) = amounts(&ask.text).into_iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
    let of: Option<(&Phrases, &str)> = [(&*BUDGET, "a budget"), (&*TURNOVER, "turnover"), (&*PROJECT, "projects")]
        .into_iter()
        .find(|(words, _)| words.any_in(&ask.folded));
    let (subject, name) = of.map_or((None, "an amount"), |(words, name)| (Some(words), name));
    let said: Vec<(Range<usize>, f64, bool)> = amounts(&cv.doc.text)
        .into_iter()
        .filter(|(at, _)| !cv.is_ignored(at))
        .map(|(at, amount)| {
            let line = fold(cv.doc.line(cv.doc.line_at(at.start)));
            let fits = subject.is_none_or(|words| words.any_in(&line))
                || ask.stems.iter().any(|s| s.len() > 4 && line.contains(s.as_str()));
            (at, amount, fits)
        })
        .collect();
    let largest = |fitting: bool| {
        said.iter().filter(|s| s.2 || !fitting).max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.start.cmp(&a.0.start)))
    };
    let shown = |at: &Range<usize>| cv.doc.slice(at).trim().to_string();
    // Written amounts are rounded, and a currency is not exchanged.
    let enough = |amount: f64| amount >= asked * 0.95;
    if let Some((at, amount, _)) = largest(true) {
        let words = shown(at);
        return Some(if enough(*amount) {
            Finding::new(Verdict::Met, 0.85, vec![at.clone()], format!("The CV speaks of {words}."))
        } else if *amount >= asked / 2.0 {
            Finding::new(Verdict::PartlyMet, 0.75, vec![at.clone()], format!("{words} at most, less than is asked."))
        } else {
            Finding::new(Verdict::NotMet, 0.6, vec![at.clone()], format!("{words} at most, far less than is asked."))
        });
    }
    let other = largest(false).filter(|(_, amount, _)| enough(*amount));
    Some(match other {
        Some((at, ..)) => Finding::new(
            Verdict::PartlyMet,
            0.5,
            vec![at.clone()],
            format!("The CV speaks of {}, without saying that it was {name}.", shown(at)),
        ),
        None => Finding::silent(&format!("{name} of this size")),
    })
}
