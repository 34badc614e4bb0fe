//! The form of all stages: rows as typed, and what is wrong with each.

use crate::{
    hiring::stages::{Draft, Kind, Planned, Removal, Stage},
    web::forms::Fields,
};

/// Most rows a form is read with; more were never on the page.
const ROWS: usize = 60;

/// One row as typed.
#[derive(Clone, Default)]
pub struct Row {
    /// Empty while it is new.
    pub id: String,
    pub name: String,
    pub kind: String,
    pub target: String,
    /// To be removed when the form is saved.
    pub gone: bool,
    /// The stage its people go to then.
    pub into: String,
    pub name_error: String,
    pub choice_error: String,
}

#[derive(Default)]
pub struct Sheet {
    pub rows: Vec<Row>,
    /// The version this form was opened at.
    pub version: i64,
    /// Who changed the stages while it was open, and what they did.
    pub stale: String,
    /// The id of the control that takes the focus.
    pub focus: String,
    /// What is wrong with the whole.
    pub problem: String,
}

impl Row {
    pub fn of(stage: &Stage) -> Row {
        Row { id: stage.id.clone(), ..Row::planned(&stage.planned()) }
    }

    pub fn planned(plan: &Planned) -> Row {
        Row {
            name: plan.name.clone(),
            kind: plan.kind.to_string(),
            target: plan.target_days.map(|days| days.to_string()).unwrap_or_default(),
            ..Row::default()
        }
    }

    fn check(&mut self) -> Option<Planned> {
        let name = Planned::name(&self.name).map_err(|why| self.name_error = why).ok();
        let target = Planned::target(&self.target).ok();
        let kind = Kind::parse(&self.kind);
        if target.is_none() {
            self.choice_error = "Give the days as a number from 1 to 365, or leave them out.".into();
        } else if kind.is_none() {
            self.choice_error = "Choose a kind from the list.".into();
        }
        Some(Planned { name: name?, kind: kind?, target_days: target? })
    }
}

impl Sheet {
    pub fn of(rows: Vec<Row>, version: i64) -> Sheet {
        Sheet { rows, version, ..Sheet::default() }
    }

    /// The form as it was posted, rows in the order of the page.
    pub fn read(fields: &Fields) -> Sheet {
        // A form that lost its head must not pass for one without rows: its version fits nothing.
        let (count, version) = match (fields.text("rows").parse::<usize>(), fields.text("version").parse()) {
            (Ok(count), Ok(version)) => (count.min(ROWS), version),
            _ => (0, -1),
        };
        let row = |at: usize| {
            let text = |name: &str| fields.text(&format!("{name}-{at}")).to_owned();
            Row {
                id: text("id"),
                name: text("name"),
                kind: text("kind"),
                target: text("target"),
                gone: !text("gone").is_empty(),
                into: text("into"),
                ..Row::default()
            }
        };
        Sheet::of((0..count).map(row).collect(), version)
    }

    /// Does what a button inside the form asks for: `more`, `up-3`, `down-3`, `remove-3` or `keep-3`. Anything else is for
    /// saving.
    pub fn change(&mut self, what: &str) -> bool {
        if what == "more" {
            // Before the hired, who stay last.
            let at = self.rows.iter().rposition(|row| row.kind == Kind::Hired.as_str()).unwrap_or(self.rows.len());
            if self.rows.len() < ROWS {
                self.rows.insert(at, Row { kind: Kind::Review.to_string(), ..Row::default() });
            }
            self.focus = format!("name-{at}");
            return true;
        }
        let Some((verb, at)) = what.split_once('-').and_then(|(verb, at)| Some((verb, at.parse::<usize>().ok()?)))
        else {
            return false;
        };
        let count = self.rows.len();
        let Some(row) = self.rows.get_mut(at) else { return true };
        match verb {
            "up" if at > 0 => self.swap(at, at - 1),
            "down" if at + 1 < count => self.swap(at, at + 1),
            "remove" if row.id.is_empty() => {
                self.rows.remove(at);
                self.focus = "more".into();
            }
            "remove" => {
                row.gone = true;
                self.focus = format!("keep-{at}");
            }
            "keep" => {
                row.gone = false;
                self.focus = format!("name-{at}");
            }
            _ => {}
        }
        true
    }

    fn swap(&mut self, from: usize, to: usize) {
        self.rows.swap(from, to);
        let verb = if to < from && to > 0 || to + 1 == self.rows.len() { "up" } else { "down" };
        self.focus = format!("{verb}-{to}");
    }

    /// The stages as they are to be and those to be removed, if all of it is right.
    pub fn check(&mut self) -> Option<(Vec<Draft>, Vec<Removal>)> {
        let (gone, kept): (Vec<Row>, Vec<Row>) = self.rows.iter().cloned().partition(|row| row.gone);
        let id = |id: String| Some(id).filter(|id| !id.is_empty());
        let removals = gone.into_iter().map(|row| Removal { id: row.id, into: id(row.into) }).collect();
        let ids: Vec<Option<String>> = kept.into_iter().map(|row| id(row.id)).collect();
        let plans: Vec<Option<Planned>> = self.rows.iter_mut().filter(|row| !row.gone).map(Row::check).collect();
        let plans: Vec<Planned> = plans.into_iter().collect::<Option<_>>()?;
        if let Err(why) = Planned::whole(&plans) {
            self.problem = why;
            return None;
        }
        Some((ids.into_iter().zip(plans).map(|(id, plan)| Draft { id, plan }).collect(), removals))
    }

    /// Brings in what someone else made meanwhile, so that saving again loses nothing of either.
    pub fn add_missing(&mut self, stages: &[Stage]) {
        for stage in stages {
            if !self.rows.iter().any(|row| row.id == stage.id) {
                let at = self.rows.len().saturating_sub(1);
                self.rows.insert(at, Row::of(stage));
            }
        }
        for row in &mut self.rows {
            if !row.id.is_empty() && !stages.iter().any(|stage| stage.id == row.id) {
                row.id.clear();
            }
        }
    }

    /// Whether the control of this name in row `at` is the one to go on with.
    pub fn takes_focus(&self, name: &str, at: &usize) -> bool {
        self.focus == format!("{name}-{at}")
    }

    /// What is wrong, each with the control it is about.
    pub fn problems(&self) -> Vec<(String, String)> {
        let whole = (!self.problem.is_empty()).then(|| ("rows".to_owned(), self.problem.clone()));
        let rows = self.rows.iter().enumerate().flat_map(|(at, row)| {
            [("name", &row.name_error), ("target", &row.choice_error)]
                .into_iter()
                .filter(|(_, why)| !why.is_empty())
                .map(move |(field, why)| (format!("{field}-{at}"), format!("Stage {}: {why}", at + 1)))
        });
        whole.into_iter().chain(rows).collect()
    }
}
