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
    platform::events::Event,
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
    Upload::find(&app.db, &user, &id).await?;
    let thresholds = thresholds(&app).await?;
    let (topic, show) = (Upload::topic(&id), Show::asked(&ask.show));
    let (watched, reader) = (app.clone(), Arc::new(user.user));
    Ok(events::batches(&app, listener, topic, EVERY, move |batch| {
        let (app, reader, id) = (watched.clone(), reader.clone(), id.clone());
        async move {
            let upload = Upload::find(&app.db, &reader, &id).await?;
            changed(&app, &upload, show, thresholds, &batch).await
        }
    }))
}

async fn changed(
    app: &App,
    upload: &Upload,
    show: Show,
    thresholds: Thresholds,
    batch: &[Arc<Event>],
) -> web::Result<sse::Event> {
    // The last word on each file counts; whether it still holds, the file itself says.
    let told: BTreeMap<&str, Option<FileState>> =
        batch.iter().map(|event| (event.id.as_str(), FileState::parse(&event.kind))).collect();
    let ids: Vec<String> = told.keys().map(|id| id.to_string()).collect();
    let (files, progress) = tokio::try_join!(File::of_upload(&app.db, upload, &ids), upload.progress(&app.db))?;
    let rows = files.into_iter().map(|file| {
        let told = told.get(file.id.as_str()).copied().flatten();
        Row::swapped(file, upload.editable, told)
    });
    let standing = Standing::new(upload, progress, show, app.clock.now()).swapped();
    let changed = Changed { rows: rows.collect(), standing, thresholds };
    // A carriage return would end a line of the stream.
    Ok(sse::Event::default().event("file").data(changed.render()?.replace('\r', "")))
}
