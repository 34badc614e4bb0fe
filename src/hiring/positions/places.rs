//! The positions that someone may bring people into, and how a table names one of them.

use crate::hiring::Result;
use crate::hiring::rules::{self, Rule};
use crate::hiring::users::User;
use crate::platform::db::{Db, Run};
use std::collections::HashMap;

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Place {
    pub id: String,
    pub title: String,
    pub project_id: String,
    pub project: String,
}

impl Place {
    /// As the list of choices and a cell of a table name it where its title alone does not.
    pub fn full_name(&self) -> String {
        format!("{} / {}", self.project, self.title)
    }
}

/// All of them, by project and title.
pub struct Places {
    all: Vec<Place>,
    /// Where each name leads, folded.
    named: HashMap<String, Vec<usize>>,
}

impl Places {
    /// Drafts and open positions of projects that go on, where this user may change things.
    pub async fn of(db: &Db, user: &User) -> Result<Places> {
        let query = user.select_editable(
            "SELECT id, title, project_id, project FROM (SELECT q.id, q.title, q.project_id, p.name AS project",
            "FROM positions q JOIN projects p ON p.id = q.project_id
             WHERE q.status <> 'closed' AND p.status NOT IN ('completed', 'archived')) places
             WHERE editable ORDER BY project, title, id",
        );
        Ok(Places::new(db.all(query).await?))
    }

    fn new(all: Vec<Place>) -> Places {
        let mut named: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, place) in all.iter().enumerate() {
            for name in [place.title.clone(), place.full_name(), place.id.clone()] {
                named.entry(folded(&name)).or_default().push(at);
            }
        }
        Places { all, named }
    }

    pub fn all(&self) -> &[Place] {
        &self.all
    }

    pub fn find(&self, id: &str) -> Option<&Place> {
        self.all.iter().find(|place| place.id == id)
    }

    /// The one that is called so: by its title, by project and title, or by its number at the end of its address.
    pub fn named(&self, name: &str) -> Rule<&Place> {
        let number = name.split(['?', '#']).next().unwrap_or_default().rsplit("/positions/").next().unwrap_or_default();
        let known = [name, number].into_iter().find_map(|name| self.named.get(&folded(name)));
        match known.map(Vec::as_slice) {
            Some([at]) => Ok(&self.all[*at]),
            Some([first, ..]) => {
                let name = self.all[*first].full_name();
                Err(format!("Several positions are called so. Write the project before it, as in “{name}”."))
            }
            _ => Err("No open position that you may add people to is called so.".into()),
        }
    }
}

fn folded(name: &str) -> String {
    rules::line(name).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_is_known_by_title_project_or_number() {
        let place = |id: &str, title: &str, project: &str| Place {
            id: id.into(),
            title: title.into(),
            project_id: project.into(),
            project: project.into(),
        };
        let places = Places::new(vec![
            place("p1", "Bäcker", "North"),
            place("p2", "Planner", "North"),
            place("p3", "Planner", "South"),
        ]);
        let id = |name: &str| places.named(name).map(|place| place.id.as_str());
        assert_eq!(id("  BÄCKER "), Ok("p1"));
        assert_eq!(id("south / planner"), Ok("p3"));
        assert_eq!(id("https://hire.example/positions/p2?stage=x"), Ok("p2"));
        assert!(id("Planner").unwrap_err().contains("“North / Planner”"));
        assert!(id("Astronaut").is_err() && id("").is_err());
    }
}
