//! A table before it comes in: what its columns hold, where its people go, and what would happen.

use crate::{
    app::App,
    hiring::{
        Error,
        imports::{self, Column, Import, Preview, State as Standing},
        positions::Places,
    },
    platform::extraction::table::Table,
    web::{
        self, again,
        auth::CurrentUser,
        error::AppError,
        filters,
        forms::{Errors, Fields, Form},
        layout::Shell,
    },
};
use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect},
};

#[derive(Template)]
#[template(path = "imports/prepare.html")]
pub struct Prepare {
    shell: Shell,
    import: Import,
    columns: Vec<Named>,
    places: Places,
    preview: Preview,
    errors: Errors,
}

/// A column on the page: its heading, what stands in its first rows, what it holds.
struct Named {
    heading: String,
    sample: String,
    holds: Column,
}

impl Prepare {
    fn is_for_all(&self, position: &str) -> bool {
        self.import.position_id.as_deref() == Some(position)
    }
}

pub async fn page(app: &App, user: &CurrentUser, import: Import, errors: Errors) -> web::Result<Prepare> {
    let places = import.places(&app.db).await?;
    let preview = match import.preview.clone() {
        Some(kept) => kept.0,
        None => look(app, &import, &import.columns.0, &places, import.position_id.as_deref()).await?,
    };
    let samples = preview.samples.iter().cloned().chain(std::iter::repeat(String::new()));
    let columns = import.headings.0.iter().zip(&import.columns.0).zip(samples);
    let columns = columns.map(|((heading, holds), sample)| Named { heading: heading.clone(), sample, holds: *holds });
    let columns = columns.collect();
    Ok(Prepare { shell: Shell::of(app, user, "candidates").await?, import, columns, places, preview, errors })
}

/// Reads the table and tries it.
async fn look(
    app: &App,
    import: &Import,
    columns: &[Column],
    places: &Places,
    for_all: Option<&str>,
) -> web::Result<Preview> {
    let table: Table = import
        .table(&app.reader(), app.config.import_rows)
        .await?
        .map_err(|unfit| AppError::from(Error::Refused(unfit.to_string())))?;
    Ok(Preview::of(&app.reader(), &table, columns, places, for_all).await?)
}

/// POST /imports/{id}: what the columns hold and where everyone goes; with `go` the import begins.
pub async fn update(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> web::Result {
    let mut import = Import::find(&app.db, &user, &id).await?;
    let columns: Vec<Column> = fields.all("column").map(|word| Column::parse(word).unwrap_or(Column::Skip)).collect();
    let position = Some(fields.text("position")).filter(|id| !id.is_empty());
    let places = import.places(&app.db).await?;
    if import.state == Standing::Prepared
        && let Err(Error::Refused(why)) = imports::fit(&columns, import.headings.0.len(), &places, position)
    {
        let mut errors = Errors::default();
        errors.add("columns", why);
        if columns.len() == import.columns.0.len() {
            import.columns.0 = columns;
        }
        import.position_id = position.map(str::to_owned);
        return again(page(&app, &user, import, errors).await?);
    }
    let goes = fields.has("go");
    let preview = match import.state {
        Standing::Prepared if !goes => Some(look(&app, &import, &columns, &places, position).await?),
        _ => None,
    };
    let mut tx = app.db.begin().await?;
    import.name_columns(&mut tx, &columns, position, app.clock.now()).await?;
    if let Some(preview) = preview {
        import.keep_preview(&mut tx, &preview).await?;
    }
    if goes {
        import.begin(&mut tx).await?;
    }
    tx.commit().await?;
    Ok(Redirect::to(&format!("/imports/{id}")).into_response())
}
