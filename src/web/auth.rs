//! Who is asking.

use super::{
    Hx,
    error::{AppError, SeenBy},
    session, trace,
};
use crate::{
    app::App,
    hiring::{self, users::User},
    platform::{db::Db, memo::Memo, passwords},
};
use axum::{
    extract::{FromRequestParts, Request, State},
    http::{Method, Uri, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use axum_login::{AuthUser, AuthnBackend};
use std::ops::Deref;
use tower_sessions::Session;

pub type AuthSession = axum_login::AuthSession<Accounts>;

impl AuthUser for User {
    type Id = String;

    fn id(&self) -> String {
        self.id.clone()
    }

    /// A new password ends the sessions that began with the old one.
    fn session_auth_hash(&self) -> &[u8] {
        self.password_hash.as_bytes()
    }
}

/// The accounts people sign in to.
#[derive(Clone)]
pub struct Accounts {
    db: Db,
    users: Memo<Option<User>>,
}

impl Accounts {
    pub fn new(db: Db) -> Accounts {
        Accounts { db, users: Memo::default() }
    }
}

/// What the sign-in form asks for.
pub struct Credentials {
    pub email: String,
    pub password: String,
}

impl AuthnBackend for Accounts {
    type User = User;
    type Credentials = Credentials;
    type Error = hiring::Error;

    async fn authenticate(&self, given: Credentials) -> hiring::Result<Option<User>> {
        let user = User::by_email(&self.db, &given.email).await?;
        let hash = user.as_ref().map(|user| user.password_hash.clone());
        let right = passwords::verify(given.password, hash).await;
        Ok(user.filter(|_| right))
    }

    async fn get_user(&self, id: &String) -> hiring::Result<Option<User>> {
        self.users.get(&self.db, id, User::find(&self.db, id)).await
    }
}

/// The user behind a request. Anyone else is sent to the sign-in page, and comes back afterwards.
#[derive(Clone, Debug)]
pub struct CurrentUser {
    pub user: User,
    pub session: Session,
}

impl Deref for CurrentUser {
    type Target = User;

    fn deref(&self) -> &User {
        &self.user
    }
}

impl<S: Sync> FromRequestParts<S> for CurrentUser {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, AppError> {
        match parts.extensions.get::<AuthSession>() {
            Some(AuthSession { user: Some(user), session, .. }) => {
                trace::asked_by(&parts.extensions, &user.id);
                Ok(CurrentUser { user: user.clone(), session: session.clone() })
            }
            _ => Err(AppError::SignInFirst(page_of(parts))),
        }
    }
}

/// An admin behind a request. To anyone else the page is not there.
#[derive(Clone, Debug)]
pub struct Admin(pub CurrentUser);

impl<S: Sync> FromRequestParts<S> for Admin {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, AppError> {
        let user = CurrentUser::from_request_parts(parts, state).await?;
        if user.role.is_admin() { Ok(Admin(user)) } else { Err(AppError::NotFound) }
    }
}

impl Deref for Admin {
    type Target = CurrentUser;

    fn deref(&self) -> &CurrentUser {
        &self.0
    }
}

/// The page the visitor is on: the one asked for, or the one a form or a fragment belongs to.
fn page_of(parts: &Parts) -> String {
    let text = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok());
    let here = if Hx::of(&parts.headers).0 {
        text("hx-current-url").and_then(|url| url.parse::<Uri>().ok())
    } else if parts.method == Method::GET {
        Some(parts.uri.clone())
    } else {
        text(header::REFERER.as_str()).and_then(|url| url.parse::<Uri>().ok())
    };
    here.and_then(|uri| uri.path_and_query().map(|path| path.as_str().to_owned())).unwrap_or_else(|| "/".into())
}

/// Around every page: keeps the session going, and tells the error page who is signed in.
pub async fn visit(State(app): State<App>, auth: AuthSession, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if let Err(error) = session::renew(&app, &auth.session).await {
        return error.into_response();
    }
    let failed = response.status().is_client_error() || response.status().is_server_error();
    if let Some(user) = auth.user.filter(|_| failed) {
        response.extensions_mut().insert(SeenBy(user));
    }
    response
}
