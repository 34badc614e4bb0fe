//! The comparison's table: a row a requirement, a cell a person, with the words each verdict rests on.

use crate::{
    hiring::applications::Compared,
    screening::{FitSum, Importance, Judgement, Requirement, Verdict, credit},
    web::applications::{mark_of, sureness, verdict_word},
};

/// The requirements of one importance.
pub struct Group {
    pub label: &'static str,
    pub rows: Vec<Row>,
}

pub struct Row {
    /// Its place among all requirements, from 1.
    pub number: usize,
    pub text: String,
    pub importance: Importance,
    pub weight: u8,
    pub cells: Vec<Option<Cell>>,
}

/// How one person meets one requirement; there is none where nobody has judged it yet.
pub struct Cell {
    pub verdict: Verdict,
    pub word: &'static str,
    /// met, part or flag.
    pub mark: &'static str,
    /// White space folded.
    pub quotes: Vec<String>,
    pub why: String,
    pub sureness: &'static str,
    /// "3 of 3": points of the weight.
    pub points: String,
    /// A colleague's own word: who, and why.
    pub differs: Option<(String, String)>,
}

/// What the verdicts add up to.
pub struct Sum {
    pub points: f32,
    pub weight: u32,
    pub fit: u8,
}

impl Sum {
    pub fn of(standing: &[Judgement]) -> Sum {
        let sum = FitSum::of(standing);
        Sum { points: sum.points, weight: sum.weight, fit: sum.fit }
    }
}

impl Row {
    /// Everyone stands alike on it.
    fn is_alike(&self) -> bool {
        let verdict = |cell: &Option<Cell>| cell.as_ref().map(|cell| cell.verdict);
        self.cells.iter().skip(1).all(|cell| verdict(cell) == verdict(&self.cells[0]))
    }
}

/// What the position asks for now against what each person's verdicts say.
pub fn groups(asked: &[Requirement], people: &[Compared]) -> Vec<Group> {
    let standing: Vec<Vec<Judgement>> = people.iter().map(Compared::standing).collect();
    let row = |(at, asked): (usize, &Requirement)| Row {
        number: at + 1,
        text: asked.text.clone(),
        importance: asked.importance,
        weight: asked.weight,
        cells: people.iter().zip(&standing).map(|(person, verdicts)| cell(asked, person, verdicts)).collect(),
    };
    let rows = asked.iter().enumerate().map(row);
    let (must, nice) = rows.partition(|row| row.importance == Importance::Must);
    let groups = [Group { label: "Must have", rows: must }, Group { label: "Nice to have", rows: nice }];
    groups.into_iter().filter(|group| !group.rows.is_empty()).collect()
}

/// Leaves only what tells people apart; says how many rows went.
pub fn drop_alike(groups: &mut Vec<Group>) -> usize {
    let mut dropped = 0;
    for group in groups.iter_mut() {
        let before = group.rows.len();
        group.rows.retain(|row| !row.is_alike());
        dropped += before - group.rows.len();
    }
    groups.retain(|group| !group.rows.is_empty());
    dropped
}

fn cell(asked: &Requirement, person: &Compared, standing: &[Judgement]) -> Option<Cell> {
    let judged = standing.iter().find(|judged| judged.requirement_id == asked.id)?;
    let overrule = person.overrules.iter().find(|overrule| overrule.requirement_id == asked.id);
    Some(Cell {
        verdict: judged.verdict,
        word: verdict_word(&judged.verdict),
        mark: mark_of(judged.verdict),
        quotes: judged.evidence.iter().map(|evidence| folded(&evidence.quote)).collect(),
        why: judged.why.clone(),
        sureness: sureness(judged.confidence),
        points: format!("{} of {}", credit(judged.verdict) * f32::from(judged.weight), judged.weight),
        differs: overrule.map(|overrule| (overrule.by.clone(), overrule.reason.clone())),
    })
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
