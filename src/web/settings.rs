//! Settings, for admins: the workspace, its users, and what goes on in the background.

pub mod archives;
pub mod jobs;
pub mod password;
pub mod reasons;
pub mod stage_templates;
pub mod users;
pub mod workspace;

use super::auth::Admin;
use axum::response::{IntoResponse, Redirect, Response};

/// GET /settings
pub async fn index(_: Admin) -> Response {
    Redirect::to("/settings/workspace").into_response()
}
