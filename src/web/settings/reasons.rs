//! The reasons offered when someone is rejected, or withdraws.

use crate::{
    app::App,
    hiring::{Error, reasons::Reasons},
    web::{
        self, again,
        auth::Admin,
        filters,
        flash::Flash,
        forms::{Errors, Form},
        html,
        layout::Shell,
        stale,
    },
};
use askama::Template;
use axum::extract::State;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "settings/reasons.html")]
struct Edit {
    shell: Shell,
    settings_page: &'static str,
    form: ReasonsForm,
    /// What someone else saved meanwhile.
    theirs: Option<Reasons>,
}

/// One reason a line, as typed and as it was when the form was opened.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ReasonsForm {
    rejected: String,
    withdrawn: String,
    rejected_was: String,
    withdrawn_was: String,
    #[serde(skip)]
    errors: Errors,
}

impl ReasonsForm {
    fn of(reasons: &Reasons) -> ReasonsForm {
        let (rejected, withdrawn) = (reasons.rejected.join("\n"), reasons.withdrawn.join("\n"));
        ReasonsForm {
            rejected_was: rejected.clone(),
            withdrawn_was: withdrawn.clone(),
            rejected,
            withdrawn,
            errors: Errors::default(),
        }
    }

    fn check(&mut self) -> Option<Reasons> {
        let rejected = self.errors.take("rejected", Reasons::lines(&self.rejected));
        let withdrawn = self.errors.take("withdrawn", Reasons::lines(&self.withdrawn));
        Some(Reasons { rejected: rejected?, withdrawn: withdrawn? })
    }

    fn was(&self) -> Reasons {
        let lines = |text: &str| Reasons::lines(text).unwrap_or_default();
        Reasons { rejected: lines(&self.rejected_was), withdrawn: lines(&self.withdrawn_was) }
    }
}

async fn page(app: &App, user: &Admin, form: ReasonsForm, theirs: Option<Reasons>) -> web::Result<Edit> {
    Ok(Edit { shell: Shell::of(app, user, "settings").await?, settings_page: "reasons", form, theirs })
}

/// GET /settings/reasons
pub async fn edit(State(app): State<App>, user: Admin) -> web::Result {
    let reasons = Reasons::find(&app.db).await?;
    html(page(&app, &user, ReasonsForm::of(&reasons), None).await?)
}

/// POST /settings/reasons
pub async fn update(State(app): State<App>, user: Admin, Form(mut form): Form<ReasonsForm>) -> web::Result {
    let Some(reasons) = form.check() else { return again(page(&app, &user, form, None).await?) };
    let mut tx = app.db.begin().await?;
    match reasons.save(&mut tx, &form.was()).await {
        Ok(()) => tx.commit().await?,
        Err(Error::Refused(_)) => {
            drop(tx);
            let theirs = Reasons::find(&app.db).await?;
            let now = ReasonsForm::of(&theirs);
            (form.rejected_was, form.withdrawn_was) = (now.rejected, now.withdrawn);
            return stale(page(&app, &user, form, Some(theirs)).await?);
        }
        Err(error) => return Err(error.into()),
    }
    Flash::done("Reasons saved.").then(&user, "/settings/reasons").await
}
