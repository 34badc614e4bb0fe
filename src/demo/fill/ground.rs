//! What the filled workspace's people stand on: users, clients, projects, positions with requirements and stages.

use crate::app::App;
use crate::demo::cast;
use crate::hiring::requirements::word_of;
use crate::hiring::users::{NewUser, Role, User};
use crate::hiring::workspace::{SetUp, Workspace};
use crate::hiring::{Error, Result};
use crate::platform::db::{Value, new_id};
use crate::platform::passwords::{self, Password};
use crate::screening;
use chrono::Duration;

/// A position people can be considered for.
pub(super) struct Post {
    pub id: String,
    pub project: String,
    pub owner: String,
    /// In order, New first.
    pub stages: Vec<String>,
    pub asked: screening::Position,
}

pub(super) struct Ground {
    pub posts: Vec<Post>,
    pub users: Vec<String>,
}

/// Applications to a position, on average.
const APPLICATIONS: u64 = 300;
const POSITIONS_A_PROJECT: u64 = 8;

/// Lays it out for so many candidates, and says who can sign in.
pub(super) async fn lay(app: &App, candidates: u64, seed: u64) -> Result<(Ground, String, String)> {
    let now = app.clock.now();
    let email = format!("bench-{seed}@halyard.example");
    let password = passwords::random_password();
    let checked = Password::parse(&password).map_err(|why| Error::Refused(why.into()))?;
    let password_hash = passwords::hash(checked).await?;
    let mut tx = app.db.begin().await?;
    let owner = if app.is_set_up().await? {
        let user = NewUser { email: email.clone(), name: "Bench Owner".into(), role: Role::SuperAdmin, password_hash };
        User::add(&mut tx, user, now).await?
    } else {
        let ask = SetUp {
            name: "Bench".into(),
            time_zone: "UTC".into(),
            sample: false,
            owner_email: email.clone(),
            owner_name: "Bench Owner".into(),
            password_hash,
        };
        Workspace::set_up(&mut tx, ask, now).await?
    };
    let mut users = vec![owner.id.clone()];
    for index in 0..20 {
        let user = NewUser {
            email: format!("recruiter-{seed}-{index}@halyard.example"),
            name: format!("Recruiter {index}"),
            role: Role::Recruiter,
            password_hash: String::new(),
        };
        users.push(User::add(&mut tx, user, now).await?.id);
    }

    let positions = (candidates * 3).div_ceil(APPLICATIONS).max(8);
    let projects = positions.div_ceil(POSITIONS_A_PROJECT);
    let sample: Vec<cast::Position> =
        cast::workspace(now.date_naive()).projects.into_iter().flat_map(|project| project.positions).collect();
    let mut rows = Rows::default();
    let mut posts = Vec::new();
    for number in 0..projects {
        let at = now - Duration::hours((projects - number) as i64 * 6);
        let (client, project) = (new_id(), new_id());
        let lead = users[1 + number as usize % 20].clone();
        rows.clients.push(vec![(&client).into(), format!("Client {seed}-{number}").into(), at.into()]);
        rows.projects.push(vec![
            (&project).into(),
            client.into(),
            format!("Programme {seed}-{number}").into(),
            (&lead).into(),
            20i64.into(),
            at.into(),
            at.into(),
        ]);
        for member in [&lead, &owner.id] {
            rows.members.push(vec![(&project).into(), member.into()]);
        }
        for place in 0..POSITIONS_A_PROJECT.min(positions - number * POSITIONS_A_PROJECT) {
            let trade = (number * POSITIONS_A_PROJECT + place) as usize % sample.len();
            posts.push(rows.post(&sample[trade], &project, &lead, at));
        }
    }
    rows.write(&mut tx).await?;
    tx.commit().await?;
    Ok((Ground { posts, users }, email, password))
}

#[derive(Default)]
struct Rows {
    clients: Vec<Vec<Value>>,
    projects: Vec<Vec<Value>>,
    members: Vec<Vec<Value>>,
    positions: Vec<Vec<Value>>,
    requirements: Vec<Vec<Value>>,
    stages: Vec<Vec<Value>>,
}

impl Rows {
    fn post(&mut self, sample: &cast::Position, project: &str, owner: &str, at: chrono::DateTime<chrono::Utc>) -> Post {
        let id = new_id();
        self.positions.push(vec![
            (&id).into(),
            project.into(),
            sample.title.into(),
            sample.location.into(),
            i64::from(sample.openings).into(),
            sample.description.into(),
            1i64.into(),
            at.into(),
            at.into(),
        ]);
        let mut requirements = sample.requirements.clone();
        for (ordinal, asked) in requirements.iter_mut().enumerate() {
            asked.id = new_id();
            self.requirements.push(vec![
                (&asked.id).into(),
                (&id).into(),
                (ordinal as i64).into(),
                (&asked.text).into(),
                word_of(&asked.category).into(),
                word_of(&asked.importance).into(),
                i64::from(asked.weight).into(),
            ]);
        }
        let kinds = ["review", "review", "review", "interview", "offer", "hired"];
        let names = ["New", "Screening", "Shortlisted", "Interview", "Offer", "Hired"];
        let stages: Vec<String> = names.iter().map(|_| new_id()).collect();
        for (ordinal, stage) in stages.iter().enumerate() {
            self.stages.push(vec![
                stage.into(),
                (&id).into(),
                (ordinal as i64).into(),
                names[ordinal].into(),
                kinds[ordinal].into(),
            ]);
        }
        let asked = screening::Position { title: sample.title.into(), location: sample.location.into(), requirements };
        Post { id, project: project.into(), owner: owner.into(), stages, asked }
    }

    async fn write(self, tx: &mut crate::platform::db::Tx) -> Result<()> {
        for (insert, rows) in [
            ("INSERT INTO clients (id, name, created_at)", self.clients),
            (
                "INSERT INTO projects (id, client_id, name, owner_id, target_hires, created_at, updated_at)",
                self.projects,
            ),
            ("INSERT INTO project_members (project_id, user_id)", self.members),
            (
                "INSERT INTO positions (id, project_id, title, location, openings, description, requirements_version, created_at, updated_at)",
                self.positions,
            ),
            (
                "INSERT INTO requirements (id, position_id, ordinal, text, category, importance, weight)",
                self.requirements,
            ),
            ("INSERT INTO stages (id, position_id, ordinal, name, kind)", self.stages),
        ] {
            super::write(tx, insert, rows).await?;
        }
        Ok(())
    }
}
