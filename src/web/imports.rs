//! Bringing candidates in from a table: choosing it, naming its columns, seeing what would happen, and what did.

mod prepare;
mod sent;

pub use prepare::update;

use super::{
    again, auth::CurrentUser, documents::disposition, error::AppError, events, filters, flash::Flash, forms::Errors,
    html, layout::Shell,
};
use crate::{
    app::App,
    hiring::{
        imports::{self, Import, NewImport, Outcome, Preview, State as Standing, Told},
        positions::Places,
    },
    platform::sheet::{self, Cell},
};
use askama::Template;
use axum::{
    extract::{Multipart, Path, State},
    http::header,
    response::{IntoResponse, Redirect, sse},
};
use sent::Sent;
use std::time::Duration;

/// Failed and kept rows on the page; the file to download has all that failed.
const SHOWN: i64 = 50;
const ALL: i64 = 1_000_000;
/// How often a page may be told to look again.
const AT_MOST_EVERY: Duration = Duration::from_millis(500);

#[derive(Template)]
#[template(path = "imports/new.html")]
struct New {
    shell: Shell,
    earlier: Vec<Import>,
    most: usize,
    limit_mb: u64,
    errors: Errors,
}

impl New {
    async fn of(app: &App, user: &CurrentUser, errors: Errors) -> super::Result<New> {
        let earlier = Import::latest(&app.db, user).await?;
        let shell = Shell::of(app, user, "candidates").await?;
        Ok(New { shell, earlier, most: app.config.import_rows, limit_mb: app.config.upload_limit_mb, errors })
    }
}

/// GET /imports/new
pub async fn new(State(app): State<App>, user: CurrentUser) -> super::Result {
    html(New::of(&app, &user, Errors::default()).await?)
}

/// POST /imports: a table, or JSON Resumes; what its columns hold is guessed, and nothing comes in yet.
pub async fn create(State(app): State<App>, user: CurrentUser, mut form: Multipart) -> super::Result {
    let mut errors = Errors::default();
    let Some(sent) = errors.take("file", Sent::take(&app, &mut form).await?) else {
        return again(New::of(&app, &user, errors).await?);
    };
    let table = imports::read(&app.reader(), &sent.sha256, app.config.import_rows).await?;
    let Some(table) = errors.take("file", table.map_err(|unfit| unfit.to_string())) else {
        return again(New::of(&app, &user, errors).await?);
    };
    let columns = imports::remembered(&app.db, &table.head).await?;
    let places = Places::of(&app.db, &user).await?;
    let preview = Preview::of(&app.reader(), &table, &columns, &places, None).await?;
    let new = NewImport {
        file_name: &sent.name,
        sha256: &sent.sha256,
        table: &table,
        columns: &columns,
        preview: &preview,
        parts: sent.parts,
    };
    let mut tx = app.db.begin().await?;
    let id = Import::prepare(&mut tx, &user, new, app.clock.now()).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/imports/{id}")).into_response())
}

#[derive(Template)]
#[template(path = "imports/show.html")]
struct Show {
    shell: Shell,
    import: Import,
    failed: Vec<Told>,
    kept: Vec<Told>,
}

impl Show {
    async fn of(app: &App, user: &CurrentUser, import: Import) -> super::Result<Show> {
        let (failed, kept, shell) = tokio::try_join!(
            async { Ok(import.rows(&app.db, Outcome::Failed, SHOWN).await?) },
            async { Ok(import.rows(&app.db, Outcome::Kept, SHOWN).await?) },
            Shell::of(app, user, "candidates"),
        )?;
        Ok(Show { shell, import, failed, kept })
    }

    fn percent(&self) -> i64 {
        self.import.done * 100 / self.import.total.max(1)
    }

    fn is(&self, state: &str) -> bool {
        self.import.state.as_str() == state
    }
}

/// GET /imports/{id}
pub async fn show(State(app): State<App>, user: CurrentUser, Path(id): Path<String>) -> super::Result {
    let import = Import::find(&app.db, &user, &id).await?;
    if import.state == Standing::Prepared {
        return html(prepare::page(&app, &user, import, Errors::default()).await?);
    }
    html(Show::of(&app, &user, import).await?)
}

/// GET /imports/{id}/events: says that it has come further, now and then.
pub async fn live(State(app): State<App>, user: CurrentUser, Path(id): Path<String>) -> super::Result {
    let listener = app.db.events().listen();
    Import::find(&app.db, &user, &id).await?;
    let changed = |_| async { Ok(sse::Event::default().event("changed").data("now")) };
    Ok(events::batches(&app, listener, Import::topic(&id), AT_MOST_EVERY, changed))
}

/// POST /imports/{id}/undo
pub async fn undo(State(app): State<App>, user: CurrentUser, Path(id): Path<String>) -> super::Result {
    let import = Import::find(&app.db, &user, &id).await?;
    let mut tx = app.db.begin().await?;
    imports::undo(&mut tx, &import, app.clock.now()).await?;
    tx.commit().await?;
    Flash::done("The import is being undone.").then(&user, &format!("/imports/{id}")).await
}

/// GET /imports/{id}/errors.csv: the rows that failed, with what is wrong with each, to mend and import again.
pub async fn errors(State(app): State<App>, user: CurrentUser, Path(id): Path<String>) -> super::Result {
    let import = Import::find(&app.db, &user, &id).await?;
    let failed = import.rows(&app.db, Outcome::Failed, ALL).await?;
    if failed.is_empty() {
        return Err(AppError::NotFound);
    }
    let head = import.headings.0.iter().map(String::as_str).chain(["Row", "What is wrong"]).map(Cell::from);
    let mut text = format!("{}{}", sheet::MARK, sheet::csv(&head.collect::<Vec<_>>()));
    for row in failed {
        let mut cells: Vec<Cell> = row.cells().iter().map(|cell| Cell::from(cell.as_str())).collect();
        cells.resize(import.headings.0.len().max(cells.len()), Cell::Empty);
        cells.extend([Cell::from(row.number.to_string().as_str()), Cell::from(row.reason.as_str())]);
        text.push_str(&sheet::csv(&cells));
    }
    let stem = import.file_name.rsplit_once('.').map_or(&*import.file_name, |(stem, _)| stem).to_owned();
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, disposition(&format!("{stem}, not taken.csv"), false)),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, text).into_response())
}
