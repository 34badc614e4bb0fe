//! What the CV plainly denies is not met, with the denial as the quote.

use super::Finding;
use super::ask::Ask;
use crate::screening::contract::{Category, Verdict};
use crate::screening::cv::Cv;
use crate::screening::denial::Denied;
use crate::screening::taxonomy::{Id, Kind, TAXONOMY};

/// The finding, unless the CV is otherwise silent and denies what is asked. Of alternatives all must be denied.
pub(super) fn weigh(cv: &Cv, ask: &Ask, category: Category, finding: Finding) -> Finding {
    if cv.denied.is_empty() {
        return finding;
    }
    if category == Category::Qualification {
        return no_degree(cv, finding);
    }
    if finding.verdict != Verdict::NotStated {
        return finding;
    }
    let groups = match category {
        Category::Certificate => vec![ask.certificates()],
        Category::Language if ask.folded.contains(" or ") || ask.folded.contains(" oder ") => {
            vec![ask.of_kind(Kind::Language)]
        }
        Category::Language => ask.of_kind(Kind::Language).into_iter().map(|id| vec![id]).collect(),
        Category::Location => Vec::new(),
        _ => ask.groups.clone(),
    };
    let mut part = None;
    for group in groups.iter().filter(|group| !group.is_empty()) {
        let denials: Vec<&Denied> = group.iter().filter_map(|topic| denial(cv, *topic)).collect();
        if denials.len() == group.len() {
            return Finding::new(
                Verdict::NotMet,
                0.85,
                denials.iter().map(|d| d.range.clone()).collect(),
                format!("The CV says {}.", quoted(cv, denials[0])),
            );
        }
        part = part.or(denials.first().copied());
    }
    match part {
        Some(denied) => {
            let why = format!("The CV says {}, and nothing about the rest.", quoted(cv, denied));
            Finding::new(Verdict::NotStated, finding.confidence, vec![denied.range.clone()], why)
        }
        None => finding,
    }
}

/// The denial of a topic, or of something that it would include: no driving licence is no licence for lorries.
fn denial(cv: &Cv, topic: Id) -> Option<&Denied> {
    cv.denied.iter().find(|denied| TAXONOMY.satisfies(topic, denied.concept))
}

/// "Studied law for two semesters, no degree".
fn no_degree(cv: &Cv, finding: Finding) -> Finding {
    let open = matches!(finding.verdict, Verdict::NotStated | Verdict::PartlyMet);
    let denied = cv.denied.iter().find(|d| TAXONOMY.concept(d.concept).kind == Kind::Degree);
    match denied {
        Some(denied) if open && cv.education.iter().all(|studied| studied.level == 0) => {
            let why = format!("The CV says {}.", quoted(cv, denied));
            Finding::new(Verdict::NotMet, 0.8, vec![denied.range.clone()], why)
        }
        _ => finding,
    }
}

fn quoted(cv: &Cv, denied: &Denied) -> String {
    let words: Vec<&str> = cv.doc.slice(&denied.range).split_whitespace().collect();
    format!("“{}”", words.join(" "))
}
