//! Bringing candidates in from a table: choosing it, naming its columns, seeing what would happen, and what did.

use super::{
    again,
    auth::CurrentUser,
    documents::disposition,
    error::AppError,
    filters,
    flash::Flash,
    forms::{Errors, Fields, Form},
    html,
    layout::Shell,
    uploads::Taken,
};
use crate::{
    app::App,
    hiring::{
        Error,
        imports::{self, Checked, Column, Import, Outcome, State as Standing, Told},
        rules,
    },
};
use askama::Template;
use axum::{
    extract::{Multipart, Path, State},
    http::header,
    response::{IntoResponse, Redirect},
};

/// Failed and kept rows on the page; the file to download has all that failed.
const SHOWN: i64 = 50;
const ALL: i64 = 1_000_000;

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

/// POST /imports: a table; its columns are guessed, and nothing comes in yet.
pub async fn create(State(app): State<App>, user: CurrentUser, mut form: Multipart) -> super::Result {
    let mut taken = None;
    while let Some(field) = form.next_field().await? {
        if field.name() == Some("file") && taken.is_none() {
            taken = Some(Taken::take(&app, field).await?);
        }
    }
    let mut errors = Errors::default();
    let taken = taken.filter(|taken| !taken.name.is_empty()).ok_or("Choose a file.");
    let Some(taken) = errors.take("file", taken) else { return again(New::of(&app, &user, errors).await?) };
    let Some(sha256) = errors.take("file", taken.kept) else { return again(New::of(&app, &user, errors).await?) };
    let table = imports::read(&app.reader(), &sha256, app.config.import_rows).await?;
    let Some(table) = errors.take("file", table.map_err(|unfit| unfit.to_string())) else {
        return again(New::of(&app, &user, errors).await?);
    };
    let columns = imports::remembered(&app.db, &table.head).await?;
    let name = rules::file_name(&taken.name);
    let mut tx = app.db.begin().await?;
    let id = Import::prepare(&mut tx, &user, &name, &sha256, &table, &columns, app.clock.now()).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/imports/{id}")).into_response())
}

#[derive(Template)]
#[template(path = "imports/prepare.html")]
struct Prepare {
    shell: Shell,
    import: Import,
    columns: Vec<Named>,
    checked: Checked,
    errors: Errors,
}

/// A column on the page: its heading, what stands in its first rows, what it holds.
struct Named {
    heading: String,
    sample: String,
    holds: Column,
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
        return html(prepare(&app, &user, import, Errors::default()).await?);
    }
    let (failed, kept) =
        tokio::try_join!(import.rows(&app.db, Outcome::Failed, SHOWN), import.rows(&app.db, Outcome::Kept, SHOWN))?;
    html(Show { shell: Shell::of(&app, &user, "candidates").await?, import, failed, kept })
}

async fn prepare(app: &App, user: &CurrentUser, import: Import, errors: Errors) -> super::Result<Prepare> {
    let table = import.table(&app.reader(), app.config.import_rows).await?;
    let table = table.map_err(|unfit| Error::Refused(unfit.to_string()))?;
    let checked = imports::check(&app.db, &table, &import.columns.0).await?;
    let sample = |at: usize| {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(at)).filter(|cell| !cell.is_empty());
        cells.take(3).map(|cell| rules::line(cell)).collect::<Vec<_>>().join(" · ")
    };
    let columns = import.headings.0.iter().zip(&import.columns.0).enumerate();
    let columns = columns
        .map(|(at, (heading, holds))| Named { heading: heading.clone(), sample: sample(at), holds: *holds })
        .collect();
    Ok(Prepare { shell: Shell::of(app, user, "candidates").await?, import, columns, checked, errors })
}

/// POST /imports/{id}: what the columns hold; with `go` the import begins.
pub async fn update(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> super::Result {
    let mut import = Import::find(&app.db, &user, &id).await?;
    let columns: Vec<Column> = fields.all("column").map(|word| Column::parse(word).unwrap_or(Column::Skip)).collect();
    let page = format!("/imports/{id}");
    let mut tx = app.db.begin().await?;
    match import.name_columns(&mut tx, &columns, app.clock.now()).await {
        Err(Error::Refused(why)) if import.state == Standing::Prepared => {
            drop(tx);
            let mut errors = Errors::default();
            errors.add("columns", why);
            if columns.len() == import.columns.0.len() {
                import.columns.0 = columns;
            }
            return again(prepare(&app, &user, import, errors).await?);
        }
        named => named?,
    }
    if fields.has("go") {
        import.begin(&mut tx).await?;
    }
    tx.commit().await?;
    Ok(Redirect::to(&page).into_response())
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
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer("\u{feff}".as_bytes().to_vec());
    let head = import.headings.0.iter().map(String::as_str).chain(["Row", "What is wrong"]).map(harmless);
    writer.write_record(head).map_err(anyhow::Error::from)?;
    for row in failed {
        let mut cells = row.cells();
        cells.resize(import.headings.0.len().max(cells.len()), String::new());
        cells.extend([row.number.to_string(), row.reason]);
        writer.write_record(cells.iter().map(|cell| harmless(cell))).map_err(anyhow::Error::from)?;
    }
    let bytes = writer.into_inner().map_err(|error| anyhow::anyhow!(error.to_string()))?;
    let stem = import.file_name.rsplit_once('.').map_or(&*import.file_name, |(stem, _)| stem).to_owned();
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, disposition(&format!("{stem}, not taken.csv"), false)),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}

/// What a spreadsheet would take for a formula gets an apostrophe before it.
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}
