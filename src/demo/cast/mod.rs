//! The sample workspace as data: a recruiting agency, its projects and positions, and the people who apply.

mod career;
mod chance;
mod compose;
mod contact;
mod crowd;
mod habits;
mod people;
mod phrase;
mod trade;
mod written;

use chrono::NaiveDate;

pub use crowd::crowd;
pub use people::{Application, FileKind, Note, Outcome, OutcomeKind, Person, Step};

use crate::screening::Requirement;
use trade::Trade;

pub struct Workspace {
    pub name: &'static str,
    /// An IANA name.
    pub time_zone: &'static str,
    pub users: Vec<User>,
    pub projects: Vec<Project>,
    pub people: Vec<Person>,
}

pub struct User {
    pub name: &'static str,
    pub email: &'static str,
    /// `super_admin`, `admin` or `recruiter`.
    pub role: &'static str,
}

pub struct Project {
    pub client: &'static str,
    pub name: &'static str,
    pub sector: &'static str,
    pub region: &'static str,
    /// `high`, `normal` or `low`.
    pub priority: &'static str,
    pub started_days_ago: u32,
    /// Places in [`Workspace::users`]; the first one leads.
    pub team: Vec<usize>,
    pub positions: Vec<Position>,
}

#[derive(Clone, Debug)]
pub struct Position {
    pub title: &'static str,
    pub location: &'static str,
    pub openings: u32,
    pub salary: Salary,
    pub opened_days_ago: u32,
    /// Plain text with `## ` headings and `- ` lists.
    pub description: &'static str,
    /// Without ids, in the order of the description.
    pub requirements: Vec<Requirement>,
}

/// Gross, a year, in whole units of the currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Salary {
    pub from: u32,
    pub to: u32,
    /// An ISO 4217 code.
    pub currency: &'static str,
}

/// The whole sample workspace, the same for the same day.
pub fn workspace(today: NaiveDate) -> Workspace {
    Workspace {
        name: "Halyard Recruiting",
        time_zone: "Europe/Vienna",
        users: users(),
        projects: projects(),
        people: people::people(today),
    }
}

fn users() -> Vec<User> {
    vec![
        User { name: "Rosa Lindqvist", email: "rosa@halyard.example", role: "super_admin" },
        User { name: "Tomasz Wilk", email: "tomasz@halyard.example", role: "admin" },
        User { name: "Amara Okafor", email: "amara@halyard.example", role: "recruiter" },
        User { name: "Jonas Brandt", email: "jonas@halyard.example", role: "recruiter" },
        User { name: "Leila Haddad", email: "leila@halyard.example", role: "recruiter" },
    ]
}

fn projects() -> Vec<Project> {
    let positions = |trades: &[&str]| trades.iter().map(|key| Trade::named(key).position.clone()).collect();
    vec![
        Project {
            client: "Nordkette Infrastructure",
            name: "Danube corridor build-out",
            sector: "Rail and energy infrastructure",
            region: "Eastern Austria",
            priority: "high",
            started_days_ago: 171,
            team: team("rail").to_vec(),
            positions: positions(&["rail", "wind", "logistics"]),
        },
        Project {
            client: "Eastmere City Partnership",
            name: "Hospital and school staffing",
            sector: "Public services",
            region: "South West England",
            priority: "normal",
            started_days_ago: 164,
            team: team("nursing").to_vec(),
            positions: positions(&["nursing", "teaching"]),
        },
        Project {
            client: "Meridian Quay Hotels",
            name: "Opening of the Quay Hamburg",
            sector: "Hospitality",
            region: "Northern Germany",
            priority: "normal",
            started_days_ago: 158,
            team: team("pastry").to_vec(),
            positions: positions(&["pastry", "finance", "backend"]),
        },
    ]
}

/// The team that works on the trade's position: places in the list of users.
fn team(trade: &str) -> &'static [usize] {
    match trade {
        "rail" | "wind" | "logistics" => &[0, 3],
        "nursing" | "teaching" => &[2, 4],
        _ => &[1, 4, 3],
    }
}
