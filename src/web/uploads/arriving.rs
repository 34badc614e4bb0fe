//! Files out of a multipart form, each straight to where files are kept: none is ever whole in memory.

use crate::{
    app::App,
    hiring::{
        self,
        intake::{self, Arrival, Upload},
    },
    platform::{db::Tx, files::PutError},
    web::{self, error::AppError},
};
use axum::{
    extract::{Multipart, multipart::Field},
    http::StatusCode,
};
use chrono::{DateTime, Utc};
use futures::TryStreamExt;
use std::{
    pin::pin,
    sync::atomic::{AtomicU64, Ordering},
};

/// How many files are accounted for in one transaction.
const AT_ONCE: usize = 50;

/// A file that came, kept or not.
pub(in crate::web) struct Taken {
    /// As it was given, unchecked.
    pub name: String,
    /// In bytes.
    pub size: i64,
    /// Where its content is kept, or why it is not.
    pub kept: Result<String, String>,
}

impl Taken {
    /// Keeps a file as it arrives. What is wrong with the file is part of the answer; an error is ours or the line's.
    pub async fn take(app: &App, field: Field<'_>) -> web::Result<Taken> {
        let name = field.file_name().unwrap_or_default().to_owned();
        let seen = AtomicU64::new(0);
        let mut bytes = pin!(field.inspect_ok(|bytes| {
            seen.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        }));
        let kept = match app.files.put(bytes.as_mut(), app.config.upload_limit()).await {
            Ok(stored) => Ok(stored.sha256),
            Err(PutError::Empty) => Err("The file is empty.".to_owned()),
            Err(PutError::TooLarge { .. }) => {
                // To its end, or the browser would never hear why.
                while bytes.try_next().await?.is_some() {}
                Err(format!("The file is larger than {} MB. Ask for a smaller copy.", app.config.upload_limit_mb))
            }
            Err(PutError::Interrupted(_)) => {
                let why = "The file did not arrive whole. Send it again.";
                return Err(AppError::Unreadable(StatusCode::BAD_REQUEST, why.into()));
            }
            Err(PutError::Broken(source)) => return Err(AppError::Unexpected(source)),
        };
        Ok(Taken { name, size: i64::try_from(seen.into_inner()).unwrap_or(i64::MAX), kept })
    }

    /// Lets a file pass that comes after the last one taken.
    async fn leave(mut field: Field<'_>, most: i64) -> web::Result<Taken> {
        let name = field.file_name().unwrap_or_default().to_owned();
        let mut size = 0;
        while let Some(bytes) = field.chunk().await? {
            size += bytes.len() as i64;
        }
        Ok(Taken {
            name,
            size,
            kept: Err(format!("Not taken: an upload holds {most} files. Send this one in another.")),
        })
    }

    pub fn is_kept(&self) -> bool {
        self.kept.is_ok()
    }

    /// Accounts for the file; answers with its row's id.
    pub async fn account(
        &self,
        tx: &mut Tx,
        upload: &Upload,
        ordinal: i64,
        now: DateTime<Utc>,
    ) -> hiring::Result<String> {
        match &self.kept {
            Ok(sha256) => {
                let file = Arrival { ordinal, name: &self.name, size: self.size, sha256 };
                intake::receive(tx, upload, file, now).await
            }
            Err(why) => intake::refuse(tx, upload, ordinal, &self.name, self.size, why, now).await,
        }
    }
}

/// What the form that begins an upload brought.
#[derive(Default)]
pub(super) struct Sent {
    pub source: String,
    /// How many files a script says it is going to send.
    pub expected: Option<String>,
    /// How many files came along.
    pub chosen: i64,
    files: Vec<Taken>,
}

impl Sent {
    /// Takes `most` files and names as many more that it does not take. What lies beyond that is counted.
    pub async fn read(app: &App, form: &mut Multipart, most: i64) -> web::Result<Sent> {
        let mut sent = Sent::default();
        while let Some(field) = form.next_field().await? {
            match field.name().unwrap_or_default() {
                "source" => sent.source = text(field).await?,
                "expected" => sent.expected = Some(text(field).await?),
                "files" => {
                    // A form without a chosen file sends one without a name.
                    let unnamed = field.file_name().unwrap_or_default().is_empty();
                    let taken = if sent.chosen < most {
                        Taken::take(app, field).await?
                    } else {
                        Taken::leave(field, most).await?
                    };
                    if unnamed && taken.size == 0 {
                        continue;
                    }
                    sent.chosen += 1;
                    if sent.chosen <= most * 2 {
                        sent.files.push(taken);
                    }
                }
                _ => {}
            }
        }
        Ok(sent)
    }

    /// Accounts for every file.
    pub async fn keep(&self, app: &App, upload: &Upload) -> web::Result<()> {
        for (step, files) in self.files.chunks(AT_ONCE).enumerate() {
            let mut tx = app.db.begin().await?;
            for (ordinal, file) in files.iter().enumerate() {
                let ordinal = (step * AT_ONCE + ordinal) as i64;
                file.account(&mut tx, upload, ordinal, app.clock.now()).await?;
            }
            tx.commit().await?;
        }
        Ok(())
    }
}

/// A short field's text.
pub(in crate::web) async fn text(mut field: Field<'_>) -> web::Result<String> {
    const MOST: usize = 4 << 10;
    let mut bytes = Vec::new();
    while let Some(more) = field.chunk().await? {
        if bytes.len() + more.len() > MOST {
            let why = "One of the fields is too long. Shorten it and send the form again.";
            return Err(AppError::Unreadable(StatusCode::UNPROCESSABLE_ENTITY, why.into()));
        }
        bytes.extend_from_slice(&more);
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
