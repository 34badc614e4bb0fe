//! Where one may want to go: positions, projects and pools by the beginnings of their words, and places one was at.

use super::Result;
use super::search::folded;
use super::users::User;
use crate::platform::db::{Db, Run, Sql, sql};
use crate::text_enum;
use std::collections::HashMap;

text_enum! {
    /// Named as addresses begin.
    pub enum Kind {
        Application = "applications",
        Candidate = "candidates",
        Position = "positions",
        Project = "projects",
        Pool = "pools",
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub kind: Kind,
    pub id: String,
    pub name: String,
    /// What tells it from others of its name: a position's project and client, a candidate's position.
    pub about: String,
}

impl Place {
    pub fn href(&self) -> String {
        format!("/{}/{}", self.kind, self.id)
    }
}

/// As many of the newest are looked at, of each kind.
const MOST: i64 = 5_000;

const POSITIONS: &str = "SELECT q.id, q.title AS name, p.name || ', ' || c.name AS about, q.status = 'open' AS is_open
    FROM positions q JOIN projects p ON p.id = q.project_id JOIN clients c ON c.id = p.client_id
    WHERE p.status <> 'archived' ORDER BY q.updated_at DESC, q.id DESC LIMIT ";
const PROJECTS: &str = "SELECT p.id, p.name, c.name AS about, p.status = 'active' AS is_open FROM projects p
    JOIN clients c ON c.id = p.client_id ORDER BY p.updated_at DESC, p.id DESC LIMIT ";

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    name: String,
    about: String,
    is_open: bool,
}

/// Those whose words begin like all that was typed: the open ones first, and those that are called so before those that
/// belong to something called so. Every role of today reads every position and project; pools know who may see them.
pub async fn places(db: &Db, reader: &User, text: &str, most: usize) -> Result<Vec<Place>> {
    let typed = folded(text);
    if typed.is_empty() {
        return Ok(Vec::new());
    }
    let (positions, projects, pools) = tokio::try_join!(
        rows(db, sql(POSITIONS).push_bound("?", MOST)),
        rows(db, sql(PROJECTS).push_bound("?", MOST)),
        rows(db, pools(reader)),
    )?;
    let mut found: Vec<((bool, bool), Place)> = Vec::new();
    for (kind, rows) in [(Kind::Position, positions), (Kind::Project, projects), (Kind::Pool, pools)] {
        for row in rows {
            if let Some(by_name) = fits(&typed, &row) {
                let place = Place { kind, id: row.id, name: row.name, about: row.about };
                found.push(((!by_name, !row.is_open), place));
            }
        }
    }
    found.sort_by_key(|(order, _)| *order);
    Ok(found.into_iter().map(|(_, place)| place).take(most).collect())
}

/// Whether all words begin a word of the name, or only of the name and what it belongs to; nothing when one does not.
fn fits(typed: &[String], row: &Row) -> Option<bool> {
    let all_in = |words: &[String]| typed.iter().all(|start| words.iter().any(|word| word.starts_with(start.as_str())));
    let mut words = folded(&row.name);
    if all_in(&words) {
        return Some(true);
    }
    words.extend(folded(&row.about));
    all_in(&words).then_some(false)
}

fn pools(reader: &User) -> Sql {
    super::pools::named(reader).push(" ORDER BY p.updated_at DESC, p.id DESC").push_bound(" LIMIT ?", MOST)
}

async fn rows(db: &Db, query: Sql) -> Result<Vec<Row>> {
    Ok(db.all(query).await?)
}

/// Places one was at, in the order given; without those that are gone, or not this reader's to see.
pub async fn known(db: &Db, reader: &User, at: &[(Kind, &str)]) -> Result<Vec<Place>> {
    let ids = |kind: Kind| at.iter().filter(move |(one, _)| *one == kind).map(|(_, id)| *id);
    let named = |kind: Kind, start: Sql| async move {
        if ids(kind).next().is_none() {
            return Ok(Vec::new());
        }
        let query = ids(kind).fold(start, |query, id| query.push_bound(", ?", id)).push(")");
        Ok::<_, super::Error>(db.all::<Row>(query).await?)
    };
    let (applications, candidates, positions, projects, pools) = tokio::try_join!(
        named(
            Kind::Application,
            sql("SELECT a.id, c.name, q.title AS about, TRUE AS is_open FROM applications a JOIN candidates c ON c.id = a.candidate_id
                JOIN positions q ON q.id = a.position_id WHERE a.id IN (''"),
        ),
        named(Kind::Candidate, sql("SELECT c.id, c.name, c.headline AS about, TRUE AS is_open FROM candidates c WHERE c.id IN (''")),
        named(
            Kind::Position,
            sql("SELECT q.id, q.title AS name, p.name AS about, TRUE AS is_open FROM positions q JOIN projects p ON p.id = q.project_id WHERE q.id IN (''"),
        ),
        named(
            Kind::Project,
            sql("SELECT p.id, p.name, c.name AS about, TRUE AS is_open FROM projects p JOIN clients c ON c.id = p.client_id WHERE p.id IN (''"),
        ),
        named(Kind::Pool, super::pools::named(reader).push(" AND p.id IN (''")),
    )?;
    let all = [
        (Kind::Application, applications),
        (Kind::Candidate, candidates),
        (Kind::Position, positions),
        (Kind::Project, projects),
        (Kind::Pool, pools),
    ];
    let mut by_id: HashMap<(Kind, String), Place> = HashMap::new();
    for (kind, rows) in all {
        for Row { id, name, about, .. } in rows {
            by_id.insert((kind, id.clone()), Place { kind, id, name, about });
        }
    }
    Ok(at.iter().filter_map(|(kind, id)| by_id.remove(&(*kind, (*id).to_owned()))).collect())
}
