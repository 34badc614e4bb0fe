//! The head shared by a position's tabs: `components/position_head.html`.

use crate::hiring::{
    positions::{Position, Status},
    stages::{Kind, Stage},
};
use crate::web::filters::pay;

pub struct PositionHead {
    /// The position's address; its pages' addresses begin with it.
    pub href: String,
    pub title: String,
    pub status: &'static str,
    pub project: String,
    pub project_href: String,
    /// Place, pay and how many of the openings are filled.
    pub facts: Vec<String>,
    pub may_edit: bool,
    /// Its project is archived: nothing changes until it is restored.
    pub is_archived: bool,
    /// `board`, `candidates`, `description` or nothing.
    pub tab: &'static str,
    /// Everyone who was ever considered.
    pub candidates: i64,
    /// While candidates are screened again: how many, and how many have been.
    pub rescreening: Option<(i64, i64)>,
}

impl PositionHead {
    pub fn of(position: &Position, stages: &[Stage], tab: &'static str) -> PositionHead {
        let hired: i64 = stages.iter().filter(|stage| stage.kind == Kind::Hired).map(|stage| stage.active).sum();
        let mut facts =
            vec![position.location.clone(), pay(position.salary_from, position.salary_to, &position.salary_currency)];
        facts.retain(|fact| !fact.is_empty());
        facts.push(format!("{hired} of {} filled", position.openings));
        PositionHead {
            href: format!("/positions/{}", position.id),
            title: position.title.clone(),
            status: Status::as_str(position.status),
            project: position.project.clone(),
            project_href: format!("/projects/{}", position.project_id),
            facts,
            may_edit: position.editable,
            is_archived: position.is_archived(),
            tab,
            rescreening: position.rescreening.zip(position.rescreened),
            candidates: stages.iter().map(|stage| stage.active).sum::<i64>() + position.closed,
        }
    }
}
