//! One candidate to take elsewhere: as JSON Resume, and as a summary on paper.

use super::summary;
use crate::{
    app::App,
    hiring::{
        applications::{self, Application},
        candidates::{self, Candidate},
        screenings,
    },
    web::{self, auth::CurrentUser, documents, error::AppError},
};
use axum::{
    extract::{Path, Query, State},
    http::header,
    response::IntoResponse,
};
use serde::Deserialize;

/// GET /candidates/{id}/resume.json
pub async fn resume(State(app): State<App>, user: CurrentUser, Path(id): Path<String>) -> web::Result {
    let candidate = Candidate::find(&app.db, &user, &id).await?;
    let text = serde_json::to_string_pretty(&candidates::json_resume(&candidate)).map_err(anyhow::Error::from)?;
    note(&app, &user, &candidate, "JSON Resume").await?;
    file(text.into_bytes(), "application/json", &format!("{}.json", candidate.name))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct SummaryQuery {
    /// The application whose screening comes along; none by default.
    application: String,
}

/// GET /candidates/{id}/summary.pdf: what is known about someone; with `?application=` also how they fit the position.
pub async fn summary(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    Query(query): Query<SummaryQuery>,
) -> web::Result {
    let candidate = Candidate::find(&app.db, &user, &id).await?;
    let considered = match &*query.application {
        "" => None,
        application => {
            let application = Application::find(&app.db, &user, application).await?;
            if application.candidate_id != candidate.id {
                return Err(AppError::NotFound);
            }
            let (kept, overrules) = tokio::try_join!(
                screenings::latest(&app.db, &user, &application),
                applications::overrules_of(&app.db, &application.id)
            )?;
            let verdicts = kept.map(|kept| screenings::standing(&kept.result.0.verdicts, &overrules));
            Some(summary::Considered { application, verdicts: verdicts.unwrap_or_default() })
        }
    };
    note(&app, &user, &candidate, "a PDF summary").await?;
    let (now, name) = (app.clock.now(), format!("{}.pdf", candidate.name));
    // Cutting the faces down and packing the pages is work for a processor.
    let drawn = tokio::task::spawn_blocking(move || summary::pdf(&candidate, considered.as_ref(), now));
    file(drawn.await.map_err(anyhow::Error::from)?, "application/pdf", &name)
}

/// That someone took personal data away is part of the record.
async fn note(app: &App, user: &CurrentUser, candidate: &Candidate, what: &str) -> web::Result<()> {
    let mut tx = app.db.begin().await?;
    candidates::exported(&mut tx, user, candidate, what, app.clock.now()).await?;
    Ok(tx.commit().await?)
}

fn file(bytes: Vec<u8>, media_type: &'static str, name: &str) -> web::Result {
    let headers = [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (header::CONTENT_DISPOSITION, documents::disposition(name, false)),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}
