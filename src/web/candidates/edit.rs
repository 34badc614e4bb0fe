//! Correcting what a CV says about someone. Two people may do it at once: what both changed is shown to the second, with
//! both texts.

use crate::{
    app::App,
    hiring::{
        Error,
        candidates::{self, Candidate, Change, Clash, Edit, Field},
    },
    web::{
        self, again,
        auth::CurrentUser,
        filters,
        flash::Flash,
        forms::{Errors, Fields, Form},
        html,
        layout::Shell,
        pages::came_from,
        stale,
    },
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::HeaderMap,
};

#[derive(Template)]
#[template(path = "candidates/edit.html")]
struct Page {
    shell: Shell,
    candidate: Candidate,
    rows: Vec<Row>,
    clashes: Vec<Clash>,
    errors: Errors,
}

/// A field of the form: what it holds, what it held when the page was made, and whose word that is.
struct Row {
    field: Field,
    value: String,
    seen: String,
    edit: Option<Edit>,
}

impl Row {
    /// Whether it takes several lines.
    fn is_list(&self) -> bool {
        matches!(self.field, Field::Languages | Field::Skills | Field::Links)
    }

    fn hint(&self) -> &'static str {
        match self.field {
            Field::Languages => "One a line, with its level behind a comma: German, C1.",
            Field::Skills => "One a line.",
            Field::Links => "One web address a line.",
            _ => "",
        }
    }
}

async fn page(app: &App, user: &CurrentUser, candidate: Candidate, typed: Option<&Fields>) -> web::Result<Page> {
    let (record, edits) =
        tokio::try_join!(candidates::record_of(&app.db, &candidate.id), candidates::edits_of(&app.db, &candidate.id))?;
    let row = |field: &Field| {
        let stored = record.get(*field);
        let value = match typed {
            Some(typed) => typed.text(field.as_str()).to_owned(),
            None => stored.clone(),
        };
        Row { field: *field, value, seen: stored, edit: edits.iter().find(|edit| edit.field == *field).cloned() }
    };
    let rows = Field::ALL.iter().map(row).collect();
    let shell = Shell::of(app, user, "candidates").await?;
    Ok(Page { shell, candidate, rows, clashes: Vec::new(), errors: Errors::default() })
}

/// GET /candidates/{id}/edit
pub async fn edit(State(app): State<App>, user: CurrentUser, Path(id): Path<String>) -> web::Result {
    let candidate = Candidate::find_to_edit(&app.db, &user, &id).await?;
    html(page(&app, &user, candidate, None).await?)
}

/// POST /candidates/{id}
pub async fn update(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    Form(typed): Form<Fields>,
) -> web::Result {
    let candidate = Candidate::find_to_edit(&app.db, &user, &id).await?;
    let mut errors = Errors::default();
    let mut changes = Vec::new();
    for field in Field::ALL {
        let seen = typed.text(&format!("seen_{field}")).replace("\r\n", "\n");
        let given = typed.text(field.as_str()).replace("\r\n", "\n");
        // What a CV said and nobody touched is not put to the rules.
        if !typed.has(field.as_str()) || given == seen {
            continue;
        }
        if let Some(value) = errors.take(field.as_str(), field.rule(&given)) {
            changes.push(Change { field: *field, seen, value });
        }
    }
    if !errors.is_empty() {
        let shown = page(&app, &user, candidate, Some(&typed)).await?;
        let rows = shown.rows.into_iter().map(|row| Row { seen: seen(&typed, row.field), ..row }).collect();
        return again(Page { errors, rows, ..shown });
    }
    let mut tx = app.db.begin().await?;
    let clashes = candidates::edit(&mut tx, &id, &user, &changes, app.clock.now()).await?;
    if clashes.is_empty() {
        tx.commit().await?;
        return Flash::done("Details saved.").then(&user, &format!("/candidates/{id}/details")).await;
    }
    drop(tx);
    // The page now holds what is stored as seen: saving again is a decision made knowing both.
    let shown = page(&app, &user, candidate, Some(&typed)).await?;
    let untouched = |field: Field| !changes.iter().any(|change| change.field == field);
    let rows = shown
        .rows
        .into_iter()
        .map(|row| if untouched(row.field) { Row { value: row.seen.clone(), ..row } } else { row })
        .collect();
    stale(Page { clashes, rows, ..shown })
}

fn seen(typed: &Fields, field: Field) -> String {
    typed.text(&format!("seen_{field}")).to_owned()
}

/// POST /candidates/{id}/edits/{field}/restoration: the CV's word again.
pub async fn restore(
    State(app): State<App>,
    user: CurrentUser,
    Path((id, field)): Path<(String, String)>,
    headers: HeaderMap,
) -> web::Result {
    let field = Field::parse(&field).ok_or(Error::NotFound)?;
    Candidate::find_to_edit(&app.db, &user, &id).await?;
    let mut tx = app.db.begin().await?;
    candidates::restore(&mut tx, &id, &user, field, app.clock.now()).await?;
    tx.commit().await?;
    let said = Flash::done(format!("{} is as in the CV again.", field.label()));
    said.then(&user, &came_from(&headers, &format!("/candidates/{id}/details"))).await
}
