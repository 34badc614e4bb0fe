//! An upload while it is worked on: its rows and its standing as they change, four times a second at most.

use super::{
    Ask,
    files::Changed,
    row::{Row, Show, Standing},
    thresholds,
};
use crate::{
    app::App,
    hiring::intake::{File, State as FileState, Upload},
    platform::{db::Db, events::Event},
    screening::Thresholds,
    web::{self, auth::CurrentUser, events},
};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::sse,
};
use std::{collections::BTreeMap, sync::Arc, time::Duration};

const EVERY: Duration = Duration::from_millis(250);

/// GET /uploads/{id}/events
pub async fn show(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    Query(ask): Query<Ask>,
) -> web::Result {
    let listener = app.db.events().listen();
    let upload = Arc::new(Upload::find(&app.db, &user, &id).await?);
    let thresholds = thresholds(&app).await?;
    let (db, show) = (app.db.clone(), Show::asked(&ask.show));
    Ok(events::batches(&app, listener, Upload::topic(&id), EVERY, move |batch| {
        let (db, upload) = (db.clone(), upload.clone());
        async move { changed(&db, &upload, show, thresholds, &batch).await }
    }))
}

async fn changed(
    db: &Db,
    upload: &Upload,
    show: Show,
    thresholds: Thresholds,
    batch: &[Arc<Event>],
) -> web::Result<sse::Event> {
    // The last word on each file counts; whether it still holds, the file itself says.
    let told: BTreeMap<&str, Option<FileState>> =
        batch.iter().map(|event| (event.id.as_str(), FileState::parse(&event.kind))).collect();
    let ids: Vec<String> = told.keys().map(|id| id.to_string()).collect();
    let (files, progress) = tokio::try_join!(File::of_upload(db, upload, &ids), upload.progress(db))?;
    let rows = files.into_iter().map(|file| {
        let told = told.get(file.id.as_str()).copied().flatten();
        Row::swapped(file, upload.editable, told)
    });
    let changed =
        Changed { rows: rows.collect(), standing: Standing::new(upload, progress, show).swapped(), thresholds };
    // A carriage return would end a line of the stream.
    Ok(sse::Event::default().event("file").data(changed.render()?.replace('\r', "")))
}
