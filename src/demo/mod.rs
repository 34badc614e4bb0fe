//! The sample workspace: invented people with real CV files, taken through the real reading and screening.

pub mod cast;
pub mod fill;
pub mod paper;

use crate::app::App;
use crate::hiring::applications::{self, Application, Outcome};
use crate::hiring::intake::{self, Arrival, Reader, Upload};
use crate::hiring::notes::{Note, NoteBody};
use crate::hiring::positions::{self, Position};
use crate::hiring::projects::{self, Project};
use crate::hiring::requirements;
use crate::hiring::stages::Stage;
use crate::hiring::users::{NewUser, Role, User};
use crate::hiring::{Error, Result};
use crate::platform::clock::Clock;
use crate::platform::db::{Db, Run, sql};
use crate::platform::passwords::{self, Password};
use chrono::{DateTime, Duration, Utc};
use std::collections::HashMap;

/// Fills the workspace with the sample. Whatever of it is there already stays as it is, so it is safe to repeat.
///
/// The sample's users cannot sign in until an admin gives them a password.
pub async fn load(app: &App, owner: &User) -> Result<()> {
    let now = app.clock.now();
    let sample = cast::workspace(now.date_naive());
    let team = add_team(app, owner, &sample.users, now).await?;
    let mut opened = HashMap::new();
    for project in &sample.projects {
        for (title, position) in add_project(app, project, &team, now).await? {
            opened.insert(title, position);
        }
    }
    for person in &sample.people {
        let (file_name, bytes) = person.file();
        let stored = app.files.put_bytes(bytes).await.map_err(|error| Error::Broken(error.into()))?;
        for application in &person.applications {
            let Some(position) = opened.get(application.position) else { continue };
            let file = Arrival { ordinal: 0, name: &file_name, size: stored.size as i64, sha256: &stored.sha256 };
            consider(app, position, application, file, &team, now).await?;
        }
        add_notes(app, person, &stored.sha256, &team, now).await?;
    }
    Ok(())
}

fn ago(now: DateTime<Utc>, days: u32, hour: i64) -> DateTime<Utc> {
    let day = now - Duration::days(i64::from(days));
    // During working hours, but never in the future.
    (day.date_naive().and_hms_opt(8, 0, 0).map_or(day, |start| start.and_utc()) + Duration::minutes(hour * 47 % 540))
        .min(now)
}

async fn add_team(app: &App, owner: &User, users: &[cast::User], now: DateTime<Utc>) -> Result<Vec<User>> {
    let mut team = Vec::new();
    for user in users {
        let known: Option<User> = app.db.maybe(sql("SELECT * FROM users WHERE email = $1").bind(user.email)).await?;
        if let Some(known) = known {
            team.push(known);
            continue;
        }
        let nobody_knows = Password::parse(&passwords::random_password()).map_err(|why| Error::Refused(why.into()))?;
        let new = NewUser {
            email: user.email.into(),
            name: user.name.into(),
            role: Role::parse(user.role).unwrap_or(Role::Recruiter),
            password_hash: passwords::hash(nobody_knows).await?,
        };
        let mut tx = app.db.begin().await?;
        team.push(User::add(&mut tx, new, now).await?);
        tx.commit().await?;
    }
    // Whoever set the workspace up leads every sample project.
    team.push(owner.clone());
    Ok(team)
}

async fn add_project(
    app: &App,
    project: &cast::Project,
    team: &[User],
    now: DateTime<Utc>,
) -> Result<Vec<(&'static str, Position)>> {
    let started = ago(now, project.started_days_ago, 1);
    let lead = project.team.first().and_then(|index| team.get(*index)).or(team.last()).ok_or(Error::NotFound)?;
    let known: Option<(String,)> =
        app.db.maybe(sql("SELECT id FROM projects WHERE name = $1").bind(project.name)).await?;
    let id = match known {
        Some((id,)) => id,
        None => {
            let draft = projects::Draft {
                name: project.name.into(),
                client: project.client.into(),
                sector: project.sector.into(),
                region: project.region.into(),
                description: String::new(),
                status: projects::Status::Active,
                priority: projects::Priority::parse(project.priority).unwrap_or(projects::Priority::Normal),
                target_hires: project.positions.iter().map(|position| i64::from(position.openings)).sum(),
            };
            let mut tx = app.db.begin().await?;
            let id = Project::add(&mut tx, lead, draft, started).await?;
            for member in project.team.iter().filter_map(|index| team.get(*index)).chain(team.last()) {
                Project::add_member(&mut tx, &id, &member.id).await?;
            }
            tx.commit().await?;
            id
        }
    };
    let stored = Project::find(&app.db, lead, &id).await?;
    let mut opened = Vec::new();
    for position in &project.positions {
        opened.push((position.title, add_position(app, &stored, position, lead, now).await?));
    }
    Ok(opened)
}

async fn add_position(
    app: &App,
    project: &Project,
    position: &cast::Position,
    lead: &User,
    now: DateTime<Utc>,
) -> Result<Position> {
    let known =
        sql("SELECT id FROM positions WHERE project_id = $1 AND title = $2").bind(&project.id).bind(position.title);
    if let Some((id,)) = app.db.maybe::<(String,)>(known).await? {
        return Position::find(&app.db, lead, &id).await;
    }
    let opened = ago(now, position.opened_days_ago, 3);
    let draft = positions::Draft {
        title: position.title.into(),
        location: position.location.into(),
        openings: i64::from(position.openings),
        description: position.description.into(),
        salary_from: Some(i64::from(position.salary.from)),
        salary_to: Some(i64::from(position.salary.to)),
        salary_currency: position.salary.currency.into(),
        status: positions::Status::Open,
    };
    let rows = position.requirements.iter().map(|asked| requirements::Draft {
        id: None,
        text: asked.text.clone(),
        category: asked.category,
        importance: asked.importance,
        weight: asked.weight,
    });
    let mut tx = app.db.begin().await?;
    let id = Position::add(&mut tx, project, lead, draft, opened).await?;
    tx.commit().await?;
    let stored = Position::find(&app.db, lead, &id).await?;
    let mut tx = app.db.begin().await?;
    requirements::save(&mut tx, &stored, lead, rows.collect(), stored.requirements_version, opened).await?;
    tx.commit().await?;
    Position::find(&app.db, lead, &id).await
}

/// One CV to one position, on the day the story says, read and screened as if it had been dropped there.
async fn consider(
    app: &App,
    position: &Position,
    story: &cast::Application,
    file: Arrival<'_>,
    team: &[User],
    now: DateTime<Utc>,
) -> Result<()> {
    let applied = ago(now, story.applied_days_ago, 5);
    let owner = team.get(story.owner).or(team.last()).ok_or(Error::NotFound)?;
    let mut tx = app.db.begin().await?;
    let id = Upload::start(&mut tx, position, owner, story.source, 1, 1, applied).await?;
    tx.commit().await?;
    let upload = Upload::find(&app.db, owner, &id).await?;
    let mut tx = app.db.begin().await?;
    let (row, is_new) = intake::take_in(&mut tx, &upload, file, applied).await?;
    if !is_new {
        // There already: let the empty upload vanish with the transaction's neighbour.
        drop(tx);
        let mut tx = app.db.begin().await?;
        tx.run(sql("DELETE FROM uploads WHERE id = $1").bind(&id)).await?;
        tx.commit().await?;
        return Ok(());
    }
    tx.commit().await?;
    let reader = Reader { clock: Clock::Stopped(applied), ..app.reader() };
    intake::read_cv(&reader, &row, true).await?;
    let read = intake::File::find(&app.db, &row).await?;
    let Some(application) = read.application_id else {
        return Err(Error::Broken(anyhow::anyhow!("a sample CV could not be read: {}", read.reason)));
    };
    follow(&app.db, &application, story, owner, now).await
}

/// The way through the pipeline that the story tells.
async fn follow(db: &Db, application: &str, story: &cast::Application, owner: &User, now: DateTime<Utc>) -> Result<()> {
    let found = Application::find(db, owner, application).await?;
    let stages = Stage::of_position(db, &found.position_id).await?;
    for step in story.steps.iter().skip(1) {
        let Some(stage) = stages.iter().find(|stage| stage.name == step.stage) else { continue };
        let standing = Application::find(db, owner, application).await?;
        let mut tx = db.begin().await?;
        applications::advance(&mut tx, &standing, owner, &standing.stage_id, &stage.id, ago(now, step.days_ago, 7))
            .await?;
        tx.commit().await?;
    }
    if let Some(end) = &story.outcome {
        let outcome = match end.kind {
            cast::OutcomeKind::Rejected => Outcome::Rejected,
            cast::OutcomeKind::Withdrawn => Outcome::Withdrawn,
        };
        let standing = Application::find(db, owner, application).await?;
        let mut tx = db.begin().await?;
        applications::decide(&mut tx, &standing, owner, outcome, end.reason, ago(now, end.days_ago, 9)).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn add_notes(app: &App, person: &cast::Person, sha256: &str, team: &[User], now: DateTime<Utc>) -> Result<()> {
    let key = sql("SELECT candidate_id FROM candidate_keys WHERE key = $1").bind(format!("sha256:{sha256}"));
    let Some((candidate,)) = app.db.maybe::<(String,)>(key).await? else { return Ok(()) };
    let noted = sql("SELECT id FROM notes WHERE candidate_id = $1 LIMIT 1").bind(&candidate);
    if app.db.maybe::<(String,)>(noted).await?.is_some() {
        return Ok(());
    }
    for note in &person.notes {
        let author = team.get(note.author).or(team.last()).ok_or(Error::NotFound)?;
        let body = NoteBody::parse(note.text).map_err(Error::Refused)?;
        let mut tx = app.db.begin().await?;
        Note::add(&mut tx, &candidate, author, body, false, ago(now, note.days_ago, 11)).await?;
        tx.commit().await?;
    }
    Ok(())
}
