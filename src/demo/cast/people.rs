//! The people of the sample workspace: who they are, what they apply for and how far they have come.

use chrono::NaiveDate;

use super::chance::Chance;
use super::compose::{Profile, compose};
use super::trade::{Level, Numbers, TRADES, Trade};
use super::{contact, team, written};
use crate::demo::paper::{self, Paper, Style};

/// The stages every position of the sample workspace has.
const STAGES: [&str; 6] = ["New", "Screening", "Shortlisted", "Interview", "Offer", "Hired"];

pub struct Person {
    pub name: String,
    pub email: String,
    pub phone: String,
    /// City and country.
    pub place: String,
    pub kind: FileKind,
    pub style: Style,
    /// At least one; the first is for the position of their own choice.
    pub applications: Vec<Application>,
    pub notes: Vec<Note>,
    profile: Profile,
    /// The name of a CV written by hand, where there is one.
    written: Option<&'static str>,
    today: NaiveDate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    Pdf,
    Docx,
}

#[derive(Clone, Debug)]
pub struct Application {
    /// The position's title.
    pub position: &'static str,
    pub source: &'static str,
    /// A place in the workspace's users.
    pub owner: usize,
    pub applied_days_ago: u32,
    /// The stage reached, and kept by those who are out.
    pub stage: &'static str,
    /// The way there: New on the day of application, then every later stage up to `stage`.
    pub steps: Vec<Step>,
    pub outcome: Option<Outcome>,
}

#[derive(Clone, Copy, Debug)]
pub struct Step {
    pub stage: &'static str,
    pub days_ago: u32,
}

#[derive(Clone, Copy, Debug)]
pub struct Outcome {
    pub kind: OutcomeKind,
    pub reason: &'static str,
    pub days_ago: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutcomeKind {
    Rejected,
    Withdrawn,
}

#[derive(Clone, Copy, Debug)]
pub struct Note {
    pub text: &'static str,
    /// A place in the workspace's users.
    pub author: usize,
    pub days_ago: u32,
}

impl Person {
    pub fn paper(&self) -> Paper {
        match self.written {
            None => compose(&self.profile, self.today),
            Some(key) => {
                let (name, email) = (self.name.clone(), self.email.clone());
                let head =
                    Paper { name, email, phone: self.phone.clone(), place: self.place.clone(), ..Paper::default() };
                written::fill(head, key, self.today)
            }
        }
    }

    /// The CV's file name and bytes.
    pub fn file(&self) -> (String, Vec<u8>) {
        let paper = self.paper();
        match self.kind {
            FileKind::Pdf => (self.file_name("pdf"), paper::pdf(&paper, self.style)),
            FileKind::Docx => (self.file_name("docx"), paper::docx(&paper, self.style)),
        }
    }

    fn file_name(&self, ending: &str) -> String {
        let plain = contact::plain(&self.name);
        let stem = match Chance::of(&self.name).between(0, 4) {
            0 => format!("CV_{}", plain.replace(' ', "_")),
            1 => format!("{}-cv", plain.replace(' ', "-").to_lowercase()),
            2 => format!("{} CV", self.name),
            3 => format!("Resume {} {}", plain, self.today.format("%Y")),
            _ => format!("{}_Curriculum_Vitae", plain.replace(' ', "")),
        };
        format!("{stem}.{ending}")
    }
}

/// Everyone, trade by trade in the order of the data.
pub fn people(today: NaiveDate) -> Vec<Person> {
    let mut people: Vec<Person> = Vec::new();
    for trade in TRADES.iter() {
        for (turn, lines) in trade.people.chunk_by(|_, next| !next.starts_with("* ")).enumerate() {
            let serial = people.len() as u32;
            people.extend(person(trade, turn, serial, lines, today));
        }
    }
    people
}

/// Reads a person:
///
/// ```text
/// * name | place; earlier place | s17 1234 | Czech native, German C1 | modern pdf gap
/// > trade of the position | source | days ago | stage[, rejected: reason]
/// - note
/// ```
///
/// `s17 1234` is a senior with 17 years whose CV shows requirements 1 to 4 of the trade's position. Among the flags
/// after the file's kind, `cv=name` takes a CV written by hand.
fn person(trade: &'static Trade, turn: usize, serial: u32, lines: &[&'static str], today: NaiveDate) -> Option<Person> {
    let fields: Vec<&'static str> = lines.first()?.strip_prefix("* ")?.split(" | ").collect();
    let [name, places, career, languages, form] = fields.try_into().ok()?;
    let (level, shows) = career.split_once(' ').unwrap_or((career, ""));
    let places: Vec<String> = places.split("; ").map(str::to_owned).collect();
    let place = places.first()?.clone();
    let email = contact::email(name, "", &mut Chance::of(name));
    let phone = contact::phone(&place, serial);
    let flag = |flag: &str| form.split(' ').any(|word| word == flag);

    let profile = Profile {
        name: name.to_owned(),
        email: email.clone(),
        phone: phone.clone(),
        places,
        trade,
        level: match level.as_bytes().first() {
            Some(b's') => Level::Senior,
            Some(b'm') => Level::Middle,
            _ => Level::Junior,
        },
        years: level.get(1..)?.parse().ok()?,
        shows: Numbers::of(shows),
        languages: languages.split(", ").filter_map(spoken).collect(),
        turn,
        short: flag("short"),
        gap: flag("gap"),
        free: flag("free"),
    };
    let applications: Vec<Application> =
        lines.iter().filter_map(|line| application(name, line.strip_prefix("> ")?)).collect();
    let first = applications.first()?;
    let notes = lines.iter().filter_map(|line| line.strip_prefix("- "));
    let notes = notes.enumerate().map(|(nth, text)| note(first, nth, text)).collect();
    Some(Person {
        name: name.to_owned(),
        email,
        phone,
        place,
        kind: if flag("docx") { FileKind::Docx } else { FileKind::Pdf },
        style: match form.split(' ').next()? {
            "tabular" => Style::Tabular,
            "modern" => Style::Modern,
            "sidebar" => Style::Sidebar,
            _ => Style::Classic,
        },
        applications,
        notes,
        profile,
        written: form.split(' ').find_map(|word| word.strip_prefix("cv=")),
        today,
    })
}

fn spoken(language: &str) -> Option<(String, String)> {
    let (name, level) = language.rsplit_once(' ')?;
    Some((name.to_owned(), level.to_owned()))
}

/// Reads what follows `> `.
fn application(name: &str, line: &'static str) -> Option<Application> {
    let [trade, source, applied, standing] = line.split(" | ").collect::<Vec<_>>().try_into().ok()?;
    let applied_days_ago: u32 = applied.parse().ok()?;
    let (stage, end) = standing.split_once(", ").map_or((standing, None), |(stage, end)| (stage, Some(end)));
    let reached = STAGES.iter().position(|known| *known == stage)?;

    let mut chance = Chance::of(&format!("{name} {trade}"));
    let owner = *chance.pick(team(trade));
    // Every step takes its share of the time there was, and no longer than two weeks.
    let pace = (applied_days_ago / (reached as u32 + 2)).clamp(1, 14);
    let mut days_ago = applied_days_ago;
    let mut wait = || {
        days_ago = days_ago.saturating_sub(chance.between(pace.div_ceil(2), pace));
        days_ago
    };
    let steps: Vec<Step> = (0..=reached)
        .map(|step| Step { stage: STAGES[step], days_ago: if step == 0 { applied_days_ago } else { wait() } })
        .collect();
    let outcome = end.and_then(|end| {
        let (kind, reason) = end.split_once(": ")?;
        let kind = if kind == "withdrawn" { OutcomeKind::Withdrawn } else { OutcomeKind::Rejected };
        Some(Outcome { kind, reason, days_ago: wait() })
    });
    let position = Trade::named(trade).position.title;
    Some(Application { position, source, owner, applied_days_ago, stage: STAGES[reached], steps, outcome })
}

fn note(application: &Application, nth: usize, text: &'static str) -> Note {
    let step = application.steps.get(nth + 1).or(application.steps.last());
    let days_ago = step.map_or(application.applied_days_ago, |step| step.days_ago);
    Note { text, author: application.owner, days_ago }
}
