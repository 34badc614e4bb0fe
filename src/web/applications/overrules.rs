//! "I see it differently": a recruiter's verdict on one requirement, and taking it back.

use super::{
    moves::settle,
    screening::{Typed, word},
    show_again,
};
use crate::{
    app::App,
    hiring::{
        Error,
        applications::{self, Application, Overrule, Word},
        requirements::from_word,
        workspace::Workspace,
    },
    screening::Verdict,
    web::{
        self, Hx,
        auth::CurrentUser,
        flash::Flash,
        forms::{Errors, Form},
    },
};
use axum::{
    extract::{Path, State},
    http::HeaderMap,
};
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct OverruleForm {
    verdict: String,
    reason: String,
}

/// POST /applications/{id}/overrules/{requirement}
pub async fn create(
    State(app): State<App>,
    user: CurrentUser,
    hx: Hx,
    Path((id, requirement)): Path<(String, String)>,
    headers: HeaderMap,
    Form(form): Form<OverruleForm>,
) -> web::Result {
    let application = Application::find_to_edit(&app.db, &user, &id).await?;
    let mut errors = Errors::default();
    let verdict = errors.take("verdict", from_word::<Verdict>(&form.verdict).ok_or("Choose a verdict."));
    let reason = errors.take("reason", Overrule::reason(&form.reason));
    let (Some(verdict), Some(reason)) = (verdict, reason) else {
        return show_again(&app, &user, &id, Typed { requirement, verdict: form.verdict, reason: form.reason, errors })
            .await;
    };
    let workspace = Workspace::find(&app.db).await?.ok_or(Error::NotFound)?;
    let back = format!("/applications/{id}#{}", anchor(&requirement));
    let said = Word { requirement, verdict, reason };
    let saved = async {
        let mut tx = app.db.begin().await?;
        applications::overrule(&mut tx, &workspace, &application, &user, said, app.clock.now()).await?;
        tx.commit().await?;
        Ok::<_, Error>(())
    }
    .await;
    if let Err(error) = saved {
        return settle(&user, hx, &headers, &id, Err(error)).await;
    }
    let verdict = word(&verdict).to_lowercase();
    Flash::done(format!("Your verdict counts: {verdict}. {}", fit_now(&app, &user, &application).await?))
        .then(&user, &back)
        .await
}

/// POST /applications/{id}/overrules/{requirement}/withdrawal
pub async fn withdraw(
    State(app): State<App>,
    user: CurrentUser,
    hx: Hx,
    Path((id, requirement)): Path<(String, String)>,
    headers: HeaderMap,
) -> web::Result {
    let application = Application::find_to_edit(&app.db, &user, &id).await?;
    let workspace = Workspace::find(&app.db).await?.ok_or(Error::NotFound)?;
    let withdrawn = async {
        let mut tx = app.db.begin().await?;
        applications::withdraw_overrule(&mut tx, &workspace, &application, &user, &requirement, app.clock.now())
            .await?;
        tx.commit().await?;
        Ok::<_, Error>(())
    }
    .await;
    if let Err(error) = withdrawn {
        return settle(&user, hx, &headers, &id, Err(error)).await;
    }
    let back = format!("/applications/{id}#{}", anchor(&requirement));
    Flash::done(format!("The screening's verdict counts again. {}", fit_now(&app, &user, &application).await?))
        .then(&user, &back)
        .await
}

/// Where the requirement's row is on the page.
fn anchor(requirement: &str) -> String {
    format!("asked-{requirement}")
}

async fn fit_now(app: &App, user: &CurrentUser, before: &Application) -> web::Result<String> {
    let now = Application::find(&app.db, user, &before.id).await?;
    Ok(match (before.fit, now.fit) {
        (Some(before), Some(now)) if before != now => format!("Fit {before} became {now}."),
        (_, Some(now)) => format!("Fit stays {now}."),
        _ => String::new(),
    })
}
