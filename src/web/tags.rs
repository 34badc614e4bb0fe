//! The workspace's tags, for everyone to see and admins to tidy.

use super::{
    again,
    auth::{Admin, CurrentUser},
    filters,
    flash::Flash,
    forms::{Errors, Form},
    html,
    layout::Shell,
};
use crate::{
    app::App,
    hiring::{Error, rules, tags, tags::Tag},
};
use askama::Template;
use axum::extract::{Path, State};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "tags/index.html")]
struct Index {
    shell: Shell,
    tags: Vec<Tag>,
}

/// GET /tags
pub async fn index(State(app): State<App>, user: CurrentUser) -> super::Result {
    let tags = Tag::all(&app.db, &user).await?;
    html(Index { shell: Shell::of(&app, &user, "candidates").await?, tags })
}

#[derive(Template)]
#[template(path = "tags/edit.html")]
struct Edit {
    shell: Shell,
    tag: Tag,
    others: Vec<Tag>,
    form: TagForm,
}

/// One form for the page's three: each sends the fields it has.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct TagForm {
    name: String,
    into: String,
    confirm: String,
    #[serde(skip)]
    errors: Errors,
}

impl TagForm {
    /// Whether the tag's name was typed, which stands for "I mean it".
    fn confirmed(&mut self, field: &str, tag: &Tag) -> bool {
        let typed = rules::line(&self.confirm).to_lowercase() == tag.name.to_lowercase();
        if !typed {
            self.errors.add(field, format!("Type “{}” to confirm.", tag.name));
        }
        typed
    }
}

async fn page(app: &App, user: &CurrentUser, tag: Tag, form: TagForm) -> super::Result<Edit> {
    let mut others = Tag::all(&app.db, user).await?;
    others.retain(|other| other.id != tag.id);
    Ok(Edit { shell: Shell::of(app, user, "candidates").await?, tag, others, form })
}

/// GET /tags/{id}/edit
pub async fn edit(State(app): State<App>, user: Admin, Path(id): Path<String>) -> super::Result {
    let tag = Tag::find(&app.db, &user, &id).await?;
    let form = TagForm { name: tag.name.clone(), ..TagForm::default() };
    html(page(&app, &user, tag, form).await?)
}

/// POST /tags/{id}: another name.
pub async fn update(
    State(app): State<App>,
    user: Admin,
    Path(id): Path<String>,
    Form(mut form): Form<TagForm>,
) -> super::Result {
    let tag = Tag::find(&app.db, &user, &id).await?;
    let Some(name) = form.errors.take("name", tags::name(&form.name)) else {
        return again(page(&app, &user, tag, form).await?);
    };
    let mut tx = app.db.begin().await?;
    match tag.rename(&mut tx, &name).await {
        Ok(()) => tx.commit().await?,
        Err(Error::Refused(why)) => {
            drop(tx);
            form.errors.add("name", why);
            return again(page(&app, &user, tag, form).await?);
        }
        Err(error) => return Err(error.into()),
    }
    Flash::done(format!("“{}” is “{name}” now.", tag.name)).then(&user, "/tags").await
}

/// POST /tags/{id}/merger: everyone who carries it gets another instead.
pub async fn merge(
    State(app): State<App>,
    user: Admin,
    Path(id): Path<String>,
    Form(mut form): Form<TagForm>,
) -> super::Result {
    let tag = Tag::find(&app.db, &user, &id).await?;
    form.name.clone_from(&tag.name);
    if !form.confirmed("merge", &tag) {
        return again(page(&app, &user, tag, form).await?);
    }
    let other = Tag::find(&app.db, &user, &form.into).await?;
    let mut tx = app.db.begin().await?;
    tag.merge_into(&mut tx, &other).await?;
    tx.commit().await?;
    Flash::done(format!("Merged “{}” into “{}”.", tag.name, other.name)).then(&user, "/tags").await
}

/// POST /tags/{id}/deletion
pub async fn destroy(
    State(app): State<App>,
    user: Admin,
    Path(id): Path<String>,
    Form(mut form): Form<TagForm>,
) -> super::Result {
    let tag = Tag::find(&app.db, &user, &id).await?;
    form.name.clone_from(&tag.name);
    if !form.confirmed("delete", &tag) {
        return again(page(&app, &user, tag, form).await?);
    }
    let mut tx = app.db.begin().await?;
    tag.delete(&mut tx).await?;
    tx.commit().await?;
    Flash::done(format!("Deleted the tag “{}”.", tag.name)).then(&user, "/tags").await
}
