//! One deed done to many people of a table, and what came of it.

use crate::{
    app::App,
    hiring::{
        applications,
        bulks::{self, Bulk, Deed, Item, MOST, Progress, WAITED_FOR, Wish},
        pools::Pool,
        positions::{Places, Position},
        stages::Stage,
        table::{Ask, Scope},
        tags::{self, Tag},
        users::User,
    },
    platform::db::Tx,
    web::{
        self,
        auth::CurrentUser,
        filters,
        flash::Flash,
        forms::{Fields, Form, encoded},
        html,
        layout::Shell,
        table::{State, export},
    },
};
use askama::Template;
use axum::{
    extract::{Path, State as FromApp},
    response::{IntoResponse, Redirect},
};
use std::collections::HashMap;

/// Most that are compared side by side.
const COMPARED: usize = 8;

#[derive(Template)]
#[template(path = "bulks/show.html")]
struct Show {
    shell: Shell,
    bulk: Bulk,
    progress: Progress,
    troubles: Vec<Item>,
    may_undo: bool,
    /// "Move to Interview".
    title: String,
    back: String,
}

impl Show {
    fn percent(&self) -> i64 {
        (self.progress.total() - self.progress.waiting) * 100 / self.progress.total().max(1)
    }

    /// Work goes on.
    fn is_on(&self) -> bool {
        self.progress.waiting > 0 || self.is_being_undone()
    }

    fn is_being_undone(&self) -> bool {
        self.bulk.undone_at.is_some() && self.progress.done > 0
    }
}

/// POST /positions/{id}/bulks: `deed` to each of `chosen`, or to `all` that the table's `query` matches.
pub async fn of_position(
    FromApp(app): FromApp<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> web::Result {
    let position = Position::find(&app.db, &user, &id).await?;
    create(&app, &user, Scope::Position(id), Some(&position), &fields).await
}

/// POST /candidates/bulks
pub async fn of_everyone(FromApp(app): FromApp<App>, user: CurrentUser, Form(fields): Form<Fields>) -> web::Result {
    create(&app, &user, Scope::Everyone, None, &fields).await
}

async fn create(
    app: &App,
    user: &CurrentUser,
    scope: Scope,
    position: Option<&Position>,
    fields: &Fields,
) -> web::Result {
    let state = State::of_query(scope, fields.text("query"));
    let back = state.href();
    // A row's id, and where its reader saw it.
    let chosen = fields.all("chosen").filter_map(|one| one.split_once('.')).take(MOST + 1);
    let chosen: Vec<(&str, &str)> = chosen.collect();
    let only = (fields.text("all") != "1").then(|| chosen.iter().map(|(id, _)| (*id).to_owned()).collect::<Vec<_>>());
    if only.as_ref().is_some_and(Vec::is_empty) {
        return Flash::refused("Choose somebody first.").then(user, &back).await;
    }
    match (fields.text("deed"), &only, position) {
        ("compare", Some(ids), Some(position)) => {
            let with: Vec<String> = ids.iter().take(COMPARED).map(|id| format!("with={}", encoded(id))).collect();
            return Ok(Redirect::to(&format!("/positions/{}/compare?{}", position.id, with.join("&"))).into_response());
        }
        (format @ ("csv" | "xlsx"), ..) => {
            return export::write(app, user, position, &state, only.clone(), format).await;
        }
        _ => {}
    }
    let Some(deed) = Deed::parse(fields.text("deed")) else {
        return Flash::refused("Say what is to be done with them.").then(user, &back).await;
    };
    let zone = Shell::bare(app, user).await?.zone;
    let ask = Ask { only, ..state.ask(zone) };
    let mut people = ask.people(&app.db, user, MOST as i64 + 1).await?;
    let seen: HashMap<&str, &str> = chosen.into_iter().collect();
    for person in people.iter_mut().filter(|_| ask.only.is_some()) {
        person.seen = seen.get(person.id(&state.scope)).copied().unwrap_or_default().to_owned();
    }
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let argument = match argument(app, user, &mut tx, &state.scope, deed, fields).await {
        Ok(argument) => argument,
        Err(why) => return Flash::refused(why.in_words()?).then(user, &back).await,
    };
    let query = state.query();
    let wish = Wish { scope: &state.scope, query: &query, deed, argument: &argument };
    let job = match Bulk::start(&mut tx, user, wish, &people, now).await {
        Err(crate::hiring::Error::Refused(why)) => return Flash::refused(why).then(user, &back).await,
        started => started?,
    };
    tx.commit().await?;
    let report = format!("/bulks/{}", job.bulk);
    if people.len() > WAITED_FOR {
        return Ok(Redirect::to(&report).into_response());
    }
    // The job finds nothing left to do; it is there in case this server stops now.
    bulks::run(&app.db, &job, now).await?;
    let bulk = Bulk::find(&app.db, user, &job.bulk).await?;
    let progress = bulk.progress(&app.db).await?;
    let said = format!("{} {}.", done(deed), people_in_words(progress.done));
    if progress.refused > 0 || progress.done == 0 {
        let flash =
            Flash::warn(format!("{said} {} stayed as they were; see below.", people_in_words(progress.refused)));
        return flash.then(user, &report).await;
    }
    Flash::done(said).with_undo(format!("{report}/undo")).then(user, &back).await
}

/// What the deed leads to, found as this user, or why it cannot be.
async fn argument(
    app: &App,
    user: &CurrentUser,
    tx: &mut Tx,
    scope: &Scope,
    deed: Deed,
    fields: &Fields,
) -> Result<String, NoSense> {
    Ok(match deed {
        Deed::Move => {
            let stages = match scope.position() {
                Some(position) => Stage::of_position(&app.db, position).await?,
                None => Vec::new(),
            };
            let stage = stages.into_iter().find(|stage| stage.id == fields.text("stage"));
            stage.ok_or("This stage is not there any more. Choose another.")?.id
        }
        Deed::Reject => applications::reason(fields.text("reason"))?,
        Deed::Assign => match fields.text("owner") {
            "" => String::new(),
            owner => User::find(&app.db, owner).await?.ok_or("This colleague is not here any more.")?.id,
        },
        Deed::Tag => {
            let name = tags::name(fields.text("tag"))?;
            Tag::of_name(tx, user, &name, app.clock.now()).await?.id
        }
        Deed::Pool => Pool::find(&app.db, user, fields.text("pool")).await?.id,
        Deed::Add => Places::of(&app.db, user).await?.named(fields.text("target"))?.id.clone(),
    })
}

/// Why a deed cannot be: what to say, or a machine's failure.
struct NoSense(crate::hiring::Error);

impl NoSense {
    fn in_words(self) -> web::Result<String> {
        match self.0 {
            crate::hiring::Error::Broken(source) => Err(crate::hiring::Error::Broken(source).into()),
            crate::hiring::Error::NotFound => Ok("What this leads to is not there any more. Choose again.".into()),
            why => Ok(why.to_string()),
        }
    }
}

impl From<crate::hiring::Error> for NoSense {
    fn from(error: crate::hiring::Error) -> NoSense {
        NoSense(error)
    }
}
impl From<String> for NoSense {
    fn from(why: String) -> NoSense {
        NoSense(crate::hiring::Error::Refused(why))
    }
}
impl From<&str> for NoSense {
    fn from(why: &str) -> NoSense {
        why.to_owned().into()
    }
}

/// "Moved" of "Moved 12 candidates."
fn done(deed: Deed) -> &'static str {
    match deed {
        Deed::Move => "Moved",
        Deed::Reject => "Rejected",
        Deed::Assign => "Changed the owner of",
        Deed::Tag => "Tagged",
        Deed::Pool => "Added to the pool:",
        Deed::Add => "Added to the position:",
    }
}

fn people_in_words(count: i64) -> String {
    if count == 1 { "1 candidate".to_owned() } else { format!("{} candidates", filters::grouped(&count.to_string())) }
}

/// GET /bulks/{id}
pub async fn show(FromApp(app): FromApp<App>, user: CurrentUser, Path(id): Path<String>) -> web::Result {
    let bulk = Bulk::find(&app.db, &user, &id).await?;
    let (progress, troubles) = tokio::try_join!(bulk.progress(&app.db), bulk.troubles(&app.db, 500))?;
    let scope = bulk.position_id.clone().map_or(Scope::Everyone, Scope::Position);
    let may_undo = bulk.may_be_undone(app.clock.now()) && progress.done > 0 && progress.waiting == 0;
    let nav = if bulk.position_id.is_some() { "projects" } else { "candidates" };
    let shell = Shell::of(&app, &user, nav).await?.at(bulk.position_id.as_deref().unwrap_or_default());
    html(Show {
        title: title(&app, &user, &bulk).await?,
        back: State::of_query(scope, &bulk.query).href(),
        shell,
        bulk,
        progress,
        troubles,
        may_undo,
    })
}

/// What was asked for; without its object where that is gone.
async fn title(app: &App, user: &CurrentUser, bulk: &Bulk) -> web::Result<String> {
    let (words, found) = match bulk.deed {
        Deed::Move => {
            let stages = Stage::of_position(&app.db, bulk.position_id.as_deref().unwrap_or_default()).await?;
            ("Move to", stages.into_iter().find(|stage| stage.id == bulk.argument).map(|stage| stage.name))
        }
        Deed::Reject => return Ok("Reject".into()),
        Deed::Assign if bulk.argument.is_empty() => return Ok("Take the owner away".into()),
        Deed::Assign => ("Give to", User::find(&app.db, &bulk.argument).await?.map(|owner| owner.name)),
        Deed::Tag => ("Tag", Tag::find(&app.db, user, &bulk.argument).await.ok().map(|tag| tag.name)),
        Deed::Pool => ("Add to", Pool::find(&app.db, user, &bulk.argument).await.ok().map(|pool| pool.name)),
        Deed::Add => ("Consider for", Position::find(&app.db, user, &bulk.argument).await.ok().map(|one| one.title)),
    };
    Ok(found.map_or(words.to_owned(), |name| format!("{words} {name}")))
}

/// POST /bulks/{id}/undo
pub async fn undo(FromApp(app): FromApp<App>, user: CurrentUser, Path(id): Path<String>) -> web::Result {
    let bulk = Bulk::find(&app.db, &user, &id).await?;
    let count = bulk.progress(&app.db).await?.done;
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let job = bulk.undo(&mut tx, &user, now).await?;
    tx.commit().await?;
    let report = format!("/bulks/{id}");
    if count > WAITED_FOR as i64 {
        return Ok(Redirect::to(&report).into_response());
    }
    bulks::run(&app.db, &job, now).await?;
    let progress = bulk.progress(&app.db).await?;
    let scope = bulk.position_id.clone().map_or(Scope::Everyone, Scope::Position);
    let said = format!("Undone for {}.", people_in_words(progress.undone));
    match progress.stuck {
        0 => Flash::done(said).then(&user, &State::of_query(scope, &bulk.query).href()).await,
        rest => {
            Flash::warn(format!("{said} {} could not be; see below.", people_in_words(rest))).then(&user, &report).await
        }
    }
}
