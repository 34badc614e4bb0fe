//! A table taken elsewhere, with the columns and the order it is shown in: all that matches, as it is read.

use super::State;
use crate::{
    app::App,
    hiring::{
        Error,
        applications::Outcome,
        paging::Turn,
        positions::Position,
        table::{self, Ask, Column, Row, Scope, Spot},
        users::User,
    },
    platform::sheet::{self, Book, Cell},
    web::{
        self,
        auth::CurrentUser,
        documents::disposition,
        filters::coverage_words,
        forms::{Fields, Form},
        layout::Shell,
    },
};
use axum::{
    body::Body,
    extract::{Path, State as FromApp},
    http::header,
    response::IntoResponse,
};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use futures::{Stream, TryStreamExt, stream::try_unfold};

/// Rows read at a time.
const AT_ONCE: i64 = 1_000;

/// POST /positions/{id}/export: a file, and a line in the history that says who took it.
pub async fn of_position(
    FromApp(app): FromApp<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> web::Result {
    let position = Position::find(&app.db, &user, &id).await?;
    let state = State::of_query(Scope::Position(id), fields.text("query"));
    write(&app, &user, Some(&position), &state, None, fields.text("format")).await
}

/// POST /candidates/export
pub async fn of_everyone(FromApp(app): FromApp<App>, user: CurrentUser, Form(fields): Form<Fields>) -> web::Result {
    let state = State::of_query(Scope::Everyone, fields.text("query"));
    write(&app, &user, None, &state, None, fields.text("format")).await
}

/// Takes away what the table shows, or only some of it by the rows' ids.
pub async fn write(
    app: &App,
    user: &CurrentUser,
    position: Option<&Position>,
    state: &State,
    only: Option<Vec<String>>,
    format: &str,
) -> web::Result {
    let zone = Shell::bare(app, user).await?.zone;
    let ask = Ask { only, ..state.ask(zone) };
    let count = ask.count(&app.db, user, i64::MAX).await?;
    let is_book = format == "xlsx";
    if is_book && usize::try_from(count).is_ok_and(|count| count >= Book::MOST_ROWS) {
        return Err(Error::Refused("A sheet holds a million rows, and these are more. Take them as CSV.".into()).into());
    }
    let mut tx = app.db.begin().await?;
    table::exported(&mut tx, position, user, count, if is_book { "XLSX" } else { "CSV" }, app.clock.now()).await?;
    tx.commit().await?;

    let columns: Vec<Column> = std::iter::once(Column::Name).chain(state.columns.iter().copied()).collect();
    let title = position.map_or("Candidates".to_owned(), |position| format!("{}, candidates", position.title));
    let lines = lines(app, user, ask, columns.clone(), zone);
    let (body, kind, ending) = if is_book {
        let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        (Body::from(book(&columns, lines).await?), kind, "xlsx")
    } else {
        let head: Vec<Cell> = columns.iter().map(|column| Cell::from(column.label())).collect();
        let head = futures::stream::once(async move { anyhow::Ok(format!("{}{}", sheet::MARK, sheet::csv(&head))) });
        let rows = lines.map_ok(|rows| rows.iter().map(|row| sheet::csv(row)).collect::<String>());
        (Body::from_stream(futures::StreamExt::chain(head, rows)), "text/csv; charset=utf-8", "csv")
    };
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, disposition(&format!("{title}.{ending}"), false)),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, body).into_response())
}

/// The rows, some at a time, however many there are.
fn lines(
    app: &App,
    user: &User,
    ask: Ask,
    columns: Vec<Column>,
    zone: Tz,
) -> impl Stream<Item = anyhow::Result<Vec<Vec<Cell>>>> + Send + use<> {
    let (db, reader) = (app.db.clone(), user.clone());
    try_unfold((None, false), move |(turn, is_over): (Option<Turn<Spot>>, bool)| {
        let (db, reader, ask, columns) = (db.clone(), reader.clone(), ask.clone(), columns.clone());
        async move {
            if is_over {
                return anyhow::Ok(None);
            }
            let rows = ask.some(&db, &reader, turn, AT_ONCE).await.map_err(anyhow::Error::from)?;
            let cells: Vec<Vec<Cell>> =
                rows.iter().map(|row| columns.iter().map(|column| cell(row, *column, zone)).collect()).collect();
            let is_over = rows.len() < AT_ONCE as usize;
            let turn = rows.last().and_then(|row| ask.spot(&ask.place(row))).map(Turn::After);
            anyhow::Ok(Some((cells, (turn, is_over))))
        }
    })
}

async fn book(
    columns: &[Column],
    lines: impl Stream<Item = anyhow::Result<Vec<Vec<Cell>>>> + Send + 'static,
) -> anyhow::Result<Vec<u8>> {
    let mut book = Book::new(columns.iter().map(|column| column.label()))?;
    let mut lines = std::pin::pin!(lines);
    while let Some(rows) = lines.try_next().await? {
        // Packing is work for a core.
        book = tokio::task::spawn_blocking(move || {
            rows.iter().try_for_each(|row| book.row(row))?;
            anyhow::Ok(book)
        })
        .await??;
    }
    Ok(book.finish()?)
}

fn cell(row: &Row, column: Column, zone: Tz) -> Cell {
    let day = |at: Option<DateTime<Utc>>| at.map_or(Cell::Empty, |at| Cell::Day(at.with_timezone(&zone).date_naive()));
    let text = |text: &Option<String>| Cell::from(text.as_deref().unwrap_or_default());
    match column {
        Column::Name => row.candidate.as_str().into(),
        Column::Location => row.location.as_str().into(),
        Column::Experience => row.experience_years.map(|years| (years * 10.0).round() / 10.0).into(),
        Column::Fit => row.fit.map(|fit| fit as f64).into(),
        Column::Requirements => coverage_words(row.coverage.as_deref().unwrap_or_default()).as_str().into(),
        Column::Position => text(&row.position),
        Column::Stage => match row.outcome.as_deref().and_then(Outcome::parse) {
            Some(Outcome::Rejected) => "Rejected".into(),
            Some(Outcome::Withdrawn) => "Withdrew".into(),
            _ => text(&row.stage),
        },
        Column::InStage => day(row.entered_stage_at),
        Column::Source => text(&row.source),
        Column::Applied => day(row.applied_at),
        Column::Owner => text(&row.owner),
        Column::Changed => day(Some(row.changed_at)),
        Column::Added => day(Some(row.added_at)),
        Column::Email => text(&row.email),
        Column::Phone => text(&row.phone),
    }
}
