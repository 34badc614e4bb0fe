//! Every URL of the product, in one place.

use super::{assets, auth, error, guard, session, settings, setup, sign_in, trace};
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
        .route("/", get(async || Redirect::to("/projects")))
        .route("/set-up", get(setup::new).post(setup::create))
        .route("/sign-in", get(sign_in::new).post(sign_in::create))
        .route("/sign-out", post(sign_in::destroy))
        .route("/settings", get(settings::index))
        .route("/settings/workspace", get(settings::workspace::edit).post(settings::workspace::update))
        .route("/settings/users", get(settings::users::index))
        .route("/settings/jobs", get(settings::jobs::index))
        .route("/settings/jobs/{id}/retry", post(settings::jobs::retry))
}

/// Uploads: these take as long as a slow connection needs.
fn slow() -> Router<App> {
    Router::new()
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
