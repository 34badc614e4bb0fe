//! Every URL of the product, in one place.

use super::{
    activity, applications, assets, auth, board, bulks, candidates, compare, documents, duplicates, error, guard, home,
    imports, notes, palette, pools, positions, projects, requirements, rescreens, session, settings, setup, sign_in,
    stages, table, tags, tasks, trace, undos, uploads,
};
use crate::{app::App, hiring};
use axum::{
    Router,
    extract::{DefaultBodyLimit, State},
    http::{Extensions, HeaderMap, StatusCode, Version, header},
    middleware::{from_fn, from_fn_with_state},
    response::Redirect,
    routing::{get, post},
};
use std::time::Duration;
use tower::ServiceBuilder;
use tower_http::{
    CompressionLevel,
    catch_panic::CatchPanicLayer,
    compression::{CompressionLayer, Predicate, predicate::SizeAbove},
    timeout::TimeoutLayer,
};

/// Most bytes of a posted form. A route that takes files sets its own limit.
const FORM_LIMIT: usize = 1 << 20;
const PATIENCE: Duration = Duration::from_secs(30);

/// Pages and forms: answered soon, or not at all.
fn pages() -> Router<App> {
    Router::new()
        .route("/", get(async || Redirect::to("/home")))
        .route("/home", get(home::index))
        .route("/home/people", get(home::people))
        .route("/activity", get(activity::index))
        .route("/activity/events", get(activity::live))
        .route("/set-up", get(setup::new).post(setup::create))
        .route("/sign-in", get(sign_in::new).post(sign_in::create))
        .route("/sign-out", post(sign_in::destroy))
        .route("/projects", get(projects::index).post(projects::create))
        .route("/projects/new", get(projects::new))
        .route("/projects/{id}", get(projects::show).post(projects::update))
        .route("/projects/{id}/edit", get(projects::edit))
        .route("/projects/status", post(projects::set_status))
        .route("/projects/changes/{id}/undo", post(projects::undo_status))
        .route("/projects/{id}/members", post(projects::choose_member))
        .route("/projects/{id}/members/{user}", post(projects::add_member))
        .route("/projects/{id}/members/{user}/removal", post(projects::remove_member))
        .route("/projects/{id}/members/{user}/ownership", post(projects::hand_over))
        .route("/projects/{id}/positions", post(positions::create))
        .route("/projects/{id}/positions/new", get(positions::new))
        .route("/positions/{id}", get(positions::show).post(positions::update))
        .route("/positions/{id}/edit", get(positions::edit))
        .route("/positions/{id}/status", post(positions::set_status))
        .route("/positions/{id}/copy", post(positions::copy))
        .route("/positions/{id}/description", get(positions::description))
        .route("/positions/{id}/compare", get(compare::show))
        .route("/positions/{id}/events", get(positions::live))
        .route("/positions/{id}/bulks", post(bulks::of_position))
        .route("/bulks/{id}", get(bulks::show))
        .route("/bulks/{id}/undo", post(bulks::undo))
        .route("/positions/{id}/views", post(table::views::of_position))
        .route("/views/{id}", post(table::views::update))
        .route("/views/{id}/deletion", post(table::views::delete))
        .route("/positions/{id}/board", get(board::show))
        .route("/positions/{id}/board/events", get(board::live))
        .route("/positions/{id}/stages", get(stages::show).post(stages::update))
        .route("/positions/{id}/stages/template", post(stages::keep))
        .route("/positions/{id}/moves", post(board::create))
        .route("/positions/{id}/moves/{together}/undo", post(board::undo))
        .route("/positions/{id}/requirements", get(requirements::show).post(requirements::update))
        .route("/positions/{id}/requirements/edit", get(requirements::edit))
        .route("/positions/{id}/rescreens", get(rescreens::index))
        .route("/positions/{id}/rescreens/{run}", get(rescreens::show))
        .route("/positions/{id}/uploads/new", get(uploads::new))
        .route("/uploads/{id}", get(uploads::show))
        .route("/uploads/{id}/completion", post(uploads::complete))
        .route("/uploads/{id}/events", get(uploads::events))
        .route("/uploads/{id}/files/{file}/retry", post(uploads::retry))
        .route("/applications/{id}", get(applications::show))
        .route("/applications/{id}/details", get(applications::details))
        .route("/applications/{id}/activity", get(applications::activity))
        .route("/applications/{id}/files", get(applications::files))
        .route("/applications/{id}/stage", post(applications::advance))
        .route("/applications/{id}/rejection", post(applications::reject))
        .route("/applications/{id}/rejection/new", get(applications::new_rejection))
        .route("/applications/{id}/withdrawal", post(applications::withdraw))
        .route("/applications/{id}/withdrawal/new", get(applications::new_withdrawal))
        .route("/applications/{id}/reopening", post(applications::reopen))
        .route("/applications/{id}/moves/new", get(board::new))
        .route("/applications/{id}/moves/{move}/undo", post(applications::undo))
        .route("/applications/{id}/overrules/{requirement}", post(applications::overrule))
        .route("/applications/{id}/overrules/{requirement}/withdrawal", post(applications::withdraw_overrule))
        .route("/candidates", get(candidates::index))
        .route("/candidates/views", post(table::views::of_everyone))
        .route("/candidates/bulks", post(bulks::of_everyone))
        .route("/candidates/{id}", get(candidates::show).post(candidates::update))
        .route("/candidates/{id}/details", get(candidates::show))
        .route("/candidates/{id}/edit", get(candidates::edit))
        .route("/candidates/{id}/edits/{field}/restoration", post(candidates::restore))
        .route("/candidates/{id}/activity", get(candidates::activity))
        .route("/candidates/{id}/files", get(candidates::files_page))
        .route("/candidates/{id}/resume.json", get(candidates::export::resume))
        .route("/candidates/{id}/summary.pdf", get(candidates::export::summary))
        .route("/candidates/{id}/notes", post(notes::create))
        .route("/candidates/{id}/erasure", post(candidates::erasure::create))
        .route("/candidates/{id}/erasure/new", get(candidates::erasure::new))
        .route("/candidates/{id}/merger", post(duplicates::merge))
        .route("/candidates/{id}/merger/new", get(duplicates::new_merge))
        .route("/imports/new", get(imports::new))
        .route("/imports/{id}", get(imports::show).post(imports::update))
        .route("/imports/{id}/events", get(imports::live))
        .route("/imports/{id}/undo", post(imports::undo))
        .route("/imports/{id}/errors.csv", get(imports::errors))
        .route("/duplicates", get(duplicates::index))
        .route("/duplicates/{a}/{b}/dismissal", post(duplicates::dismiss))
        .route("/duplicates/{a}/{b}/reopening", post(duplicates::reopen))
        .route("/merges/{id}/undo", post(duplicates::undo_merge))
        .route("/candidates/{id}/tasks", post(candidates::tasks::create))
        .route("/notes/{id}", post(notes::update))
        .route("/notes/{id}/edit", get(notes::edit))
        .route("/notes/{id}/deletion", post(notes::destroy))
        .route("/mentions", get(notes::mentions))
        .route("/mentions/reading", post(notes::mark_mentions))
        .route("/tasks", get(tasks::index).post(tasks::create))
        .route("/tasks/{id}", post(tasks::update))
        .route("/tasks/{id}/edit", get(tasks::edit))
        .route("/tasks/{id}/completion", post(tasks::complete))
        .route("/tasks/{id}/reopening", post(tasks::reopen))
        .route("/tasks/{id}/deletion", post(tasks::destroy))
        .route("/palette", get(palette::show))
        .route("/documents/{id}", get(documents::show))
        .route("/candidates/{id}/files/{document}/choice", post(candidates::files::choose))
        .route("/candidates/{id}/files/{document}/removal", post(candidates::files::destroy))
        .route("/candidates/{id}/tags", post(candidates::tags::create))
        .route("/candidates/{id}/tags/{tag}", post(candidates::tags::put_back))
        .route("/candidates/{id}/tags/{tag}/removal", post(candidates::tags::destroy))
        .route("/candidates/{id}/pools", post(pools::add))
        .route("/pools", get(pools::index).post(pools::create))
        .route("/pools/new", get(pools::new))
        .route("/pools/{id}", get(pools::show).post(pools::update))
        .route("/pools/{id}/edit", get(pools::edit))
        .route("/pools/{id}/deletion", post(pools::destroy))
        .route("/pools/{id}/members/{candidate}/removal", post(pools::remove))
        .route("/tags", get(tags::index))
        .route("/tags/{id}", post(tags::update))
        .route("/tags/{id}/edit", get(tags::edit))
        .route("/tags/{id}/merger", post(tags::merge))
        .route("/tags/{id}/deletion", post(tags::destroy))
        .route("/undos/{id}", post(undos::create))
        .route("/documents/{id}/file", get(documents::file))
        .route("/documents/{id}/removal", post(documents::remove))
        .route("/documents/{id}/restoration", post(documents::restore))
        .route("/settings", get(settings::index))
        .route("/settings/workspace", get(settings::workspace::edit).post(settings::workspace::update))
        .route("/settings/password", get(settings::password::edit).post(settings::password::update))
        .route("/settings/users", get(settings::users::index))
        .route(
            "/settings/stage-templates",
            get(settings::stage_templates::index).post(settings::stage_templates::create),
        )
        .route("/settings/stage-templates/new", get(settings::stage_templates::new))
        .route(
            "/settings/stage-templates/{id}",
            get(settings::stage_templates::edit).post(settings::stage_templates::update),
        )
        .route("/settings/stage-templates/{id}/removal", post(settings::stage_templates::remove))
        .route("/settings/stage-templates/{id}/restoration", post(settings::stage_templates::restore))
        .route("/settings/reasons", get(settings::reasons::edit).post(settings::reasons::update))
        .route("/settings/archives", get(settings::archives::index).post(settings::archives::create))
        .route("/settings/archives/events", get(settings::archives::live))
        .route("/settings/archives/{id}/deletion", post(settings::archives::destroy))
        .route("/settings/jobs", get(settings::jobs::index))
        .route("/settings/jobs/{id}/retry", post(settings::jobs::retry))
}

/// Uploads, and whole tables taken away: these take as long as a slow connection needs. CVs go where files are kept as they come, each within its own
/// limit, so the whole has none.
fn slow() -> Router<App> {
    Router::new()
        .route("/settings/archives/{id}/file", get(settings::archives::file))
        .route("/imports", post(imports::create).layer(DefaultBodyLimit::disable()))
        .route("/projects/{id}/documents", post(documents::of_project).layer(DefaultBodyLimit::disable()))
        .route("/positions/{id}/documents", post(documents::of_position).layer(DefaultBodyLimit::disable()))
        .route("/candidates/export", post(table::export::of_everyone))
        .route("/positions/{id}/export", post(table::export::of_position))
        .route("/positions/{id}/uploads", post(uploads::create).layer(DefaultBodyLimit::disable()))
        .route("/candidates/{id}/documents", post(candidates::files::create).layer(DefaultBodyLimit::disable()))
        .route("/uploads/{id}/files", get(uploads::changed).post(uploads::receive).layer(DefaultBodyLimit::disable()))
        .route(
            "/positions/{id}/requirements/draft",
            get(requirements::draft)
                .post(requirements::propose)
                .layer(DefaultBodyLimit::max(requirements::DRAFT_LIMIT)),
        )
}

pub fn routes(app: App) -> Router {
    // From the outside in.
    let for_people = ServiceBuilder::new()
        .layer(from_fn_with_state(app.clone(), guard::set_up_first))
        .layer(session::layer(&app))
        .layer(from_fn_with_state(app.clone(), auth::visit))
        .layer(DefaultBodyLimit::max(FORM_LIMIT));
    let for_all = ServiceBuilder::new()
        .layer(from_fn(trace::requests))
        .layer(from_fn_with_state(app.clone(), guard::strict_headers))
        .layer(compression())
        .layer(from_fn_with_state(app.clone(), error::dress))
        .layer(CatchPanicLayer::custom(error::after_panic))
        .layer(from_fn_with_state(app.clone(), guard::same_origin_writes));

    pages()
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PATIENCE))
        .merge(slow())
        .fallback(async || error::AppError::NotFound)
        .layer(for_people)
        .route("/static/{release}/{*path}", get(assets::show))
        .route("/health", get(health))
        .layer(for_all)
        .with_state(app)
}

/// Pages are packed as they are sent: fast counts for more than small. Assets and files come as they are kept, and
/// events must not wait for more to pack.
fn compression() -> CompressionLayer<impl Predicate> {
    let is_page = |_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions| {
        let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        kind.starts_with("text/html") || kind.starts_with("application/json")
    };
    CompressionLayer::new().quality(CompressionLevel::Precise(4)).compress_when(SizeAbove::new(1_024).and(is_page))
}

/// Answers when the database does.
async fn health(State(app): State<App>) -> super::Result<&'static str> {
    hiring::workspace::Workspace::find(&app.db).await?;
    Ok("ok")
}
