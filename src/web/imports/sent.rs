//! What the form that begins an import brings: one file, or several JSON Resumes, which become one.

use crate::{
    app::App,
    hiring::rules::{self, Rule},
    platform::extraction::{FileKind, sniff, table},
    web::{self, error::AppError, uploads::Taken},
};
use axum::extract::Multipart;

/// Most bytes that several files may have together.
const TOGETHER: i64 = 64 << 20;

pub struct Sent {
    pub name: String,
    /// Where it is kept.
    pub sha256: String,
    /// Files that it was put together of.
    pub parts: Vec<String>,
}

impl Sent {
    pub async fn take(app: &App, form: &mut Multipart) -> web::Result<Rule<Sent>> {
        let mut files: Vec<(String, String)> = Vec::new();
        let (mut problem, mut size) = (None, 0);
        while let Some(mut field) = form.next_field().await? {
            if field.name() != Some("file") || problem.is_some() {
                // To its end, or the browser would never hear why.
                while field.chunk().await?.is_some() {}
                continue;
            }
            let taken = Taken::take(app, field).await?;
            if taken.name.is_empty() {
                continue;
            }
            size += taken.size;
            match taken.kept {
                Ok(sha256) => files.push((rules::file_name(&taken.name), sha256)),
                Err(why) => problem = Some(why),
            }
            if files.len() > app.config.upload_files {
                problem = Some(format!("Choose at most {} files, or pack them into a zip.", app.config.upload_files));
            }
        }
        if files.len() > 1 && size > TOGETHER {
            problem.get_or_insert(format!("Together these are larger than {} MB. Send them in parts.", TOGETHER >> 20));
        }
        match (problem, files.as_slice()) {
            (Some(why), _) => Ok(Err(why)),
            (None, []) => Ok(Err("Choose a file.".into())),
            (None, [(name, sha256)]) => Ok(Ok(Sent { name: name.clone(), sha256: sha256.clone(), parts: Vec::new() })),
            (None, _) => Sent::together(app, files).await,
        }
    }

    async fn together(app: &App, files: Vec<(String, String)>) -> web::Result<Rule<Sent>> {
        let mut read = Vec::new();
        for (name, sha256) in &files {
            let bytes = app.files.read(sha256).await?;
            if sniff(&bytes) != Some(FileKind::Json) {
                return Ok(Err(format!(
                    "Of several files each must be a JSON Resume, and {name} is not. Send a table by itself."
                )));
            }
            read.push((name.as_str(), bytes));
        }
        let package = table::pack(read.iter().map(|(name, bytes)| (*name, bytes.as_ref())));
        let package = package.map_err(anyhow::Error::from)?;
        let kept = app.files.put_bytes(package).await.map_err(|error| AppError::Unexpected(error.into()))?;
        let name = format!("{} files", files.len());
        let parts = files.into_iter().map(|(_, sha256)| sha256).collect();
        Ok(Ok(Sent { name, sha256: kept.sha256, parts }))
    }
}
