//! Rows proposed from typed lines or a job description. Nothing is stored until somebody saves them.

use super::{
    Here, page,
    sheet::{Row, Sheet},
};
use crate::{
    app::App,
    hiring::{
        positions::{DESCRIPTION, Position},
        requirements::{self, MOST},
        rules,
    },
    platform::extraction::MAX_FILE,
    screening::{self, Requirement},
    web::{self, again, auth::CurrentUser, filters, forms::Errors, html, layout::Shell},
};
use anyhow::Context;
use askama::Template;
use axum::extract::{Multipart, Path, State};

/// Most bytes of a posted source: the largest file that any settings allow, and its form.
pub const DRAFT_LIMIT: usize = MAX_FILE + (1 << 20);

#[derive(Template)]
#[template(path = "requirements/draft.html")]
struct Page {
    shell: Shell,
    position: Position,
    here: Here,
    /// How many requirements there are already.
    asked: usize,
    /// What may be uploaded.
    file_hint: String,
    form: Source,
}

/// What to read requirements from.
#[derive(Default)]
struct Source {
    /// `lines`, `text`, `file` or `description`.
    from: String,
    lines: String,
    text: String,
    file: Vec<u8>,
    is_too_large: bool,
    errors: Errors,
}

/// What a source says.
#[derive(Default)]
struct Read {
    proposed: Vec<Requirement>,
    /// The job description it was read from.
    description: String,
    /// What was left out, in sentences.
    remarks: Vec<String>,
}

async fn ask(app: &App, user: &CurrentUser, position: Position, form: Source) -> web::Result<Page> {
    let asked = requirements::of_position(&app.db, &position.id).await?.len();
    let shell = Shell::of(app, user, "projects").await?.at(&position.id);
    let file_hint = format!("PDF, DOCX, ODT, RTF, HTML or text, up to {} MB.", app.config.upload_limit_mb);
    Ok(Page { shell, here: Here::of(&position), position, asked, file_hint, form })
}

/// GET /positions/{id}/requirements/draft
pub async fn draft(State(app): State<App>, user: CurrentUser, Path(id): Path<String>) -> web::Result {
    let position = Position::find_to_edit(&app.db, &user, &id).await?;
    html(ask(&app, &user, position, Source::default()).await?)
}

/// POST /positions/{id}/requirements/draft: answers with the form of all requirements, the proposals in it.
pub async fn propose(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    mut sent: Multipart,
) -> web::Result {
    let position = Position::find_to_edit(&app.db, &user, &id).await?;
    let mut form = Source::read(&mut sent, app.config.upload_limit() as usize).await?;
    let Some(Read { proposed, description, remarks }) = form.propose(&app, &position).await? else {
        return again(ask(&app, &user, position, form).await?);
    };
    let asked = requirements::of_position(&app.db, &id).await?;
    let mut sheet = Sheet::of(asked, position.requirements_version).with_words(&position);
    let found = proposed.len();
    for requirement in proposed {
        let known = |row: &Row| rules::line(&row.text).to_lowercase() == rules::line(&requirement.text).to_lowercase();
        if !sheet.rows.iter().any(known) {
            sheet.rows.push(Row { proposed: true, ..Row::of(requirement) });
        }
    }
    sheet.notice = said(found, sheet.rows.iter().filter(|row| row.proposed).count());
    remarks.iter().for_each(|remark| sheet.notice.push_str(&format!(" {remark}")));
    if position.description.is_empty() {
        sheet.keep_description = !description.is_empty();
        sheet.description = description;
    }
    html(page(&app, &user, position, sheet).await?)
}

fn said(found: usize, new: usize) -> String {
    let were_here = match found - new {
        0 => String::new(),
        1 => " One was here already.".into(),
        many => format!(" {many} were here already."),
    };
    match new {
        0 => "Everything in it is asked for already.".into(),
        1 => format!("One requirement proposed. Check it, then save.{were_here}"),
        new => format!("{new} requirements proposed. Check them, then save.{were_here}"),
    }
}

impl Source {
    /// The form as it was sent, with a file of at most `most` bytes.
    async fn read(sent: &mut Multipart, most: usize) -> web::Result<Source> {
        let mut form = Source::default();
        while let Some(mut field) = sent.next_field().await? {
            match field.name().unwrap_or_default() {
                "from" => form.from = field.text().await?,
                "lines" => form.lines = field.text().await?,
                "text" => form.text = field.text().await?,
                "file" => {
                    while let Some(bytes) = field.chunk().await? {
                        // What is too much is let through to the end, so that the browser hears why.
                        form.is_too_large |= form.file.len() + bytes.len() > most;
                        if !form.is_too_large {
                            form.file.extend_from_slice(&bytes);
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(form)
    }

    /// What is asked for; nothing when something is wrong with the source.
    async fn propose(&mut self, app: &App, position: &Position) -> web::Result<Option<Read>> {
        let text = match self.from.as_str() {
            "lines" => return Ok(self.by_line().map(|proposed| Read { proposed, ..Read::default() })),
            "text" => self.text.clone(),
            "file" if self.is_too_large => {
                self.errors.add("file", format!("The file is larger than {} MB.", app.config.upload_limit_mb));
                return Ok(None);
            }
            "file" => match app.extractor.read(&self.file).await {
                Ok(read) => read.text,
                Err(_) if self.file.is_empty() => {
                    self.errors.add("file", "Choose a file first.");
                    return Ok(None);
                }
                Err(reason) => {
                    self.errors.add("file", reason.to_string());
                    return Ok(None);
                }
            },
            _ => position.description.clone(),
        };
        let field = match self.from.as_str() {
            field @ ("text" | "file") => field.to_owned(),
            _ => "description".to_owned(),
        };
        let Some(text) = self.errors.take(&field, rules::paragraphs(&text, DESCRIPTION)) else { return Ok(None) };
        if text.is_empty() {
            self.errors.add(&field, "Paste the job description first.");
            return Ok(None);
        }
        let permit = app.cpu.acquire().await.context("the program is stopping")?;
        let read = tokio::task::spawn_blocking(move || {
            let (found, remarks) = screening::derive_with_remarks(&text);
            Read { proposed: found.requirements, description: text, remarks }
        })
        .await
        .context("reading a job description broke off")?;
        drop(permit);
        if read.proposed.is_empty() {
            self.errors.add(
                &field,
                "This says nothing that a CV could be checked for. Type what you ask for instead, one thing a line.",
            );
            return Ok(None);
        }
        Ok(Some(read))
    }

    /// A requirement a line.
    fn by_line(&mut self) -> Option<Vec<Requirement>> {
        let lines: Vec<&str> = self.lines.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        if lines.is_empty() {
            self.errors.add("lines", "Type what you ask for, one thing a line.");
            return None;
        }
        if lines.len() > MOST {
            self.errors.add("lines", format!("A position takes {MOST} requirements; these are {} lines.", lines.len()));
            return None;
        }
        let rows: Vec<Requirement> =
            lines.into_iter().map(screening::requirement_from_line).filter(|row| !row.text.is_empty()).collect();
        if rows.is_empty() {
            self.errors.add("lines", "Type what you ask for, one thing a line.");
            return None;
        }
        Some(rows)
    }
}
