//! Files that belong to someone or something, with the text they were read as.

mod adding;
mod shared;

pub(super) use adding::bring_back;
pub use adding::{NewFile, ReadDocument, choose, read_document, receive, remove};
pub use shared::{NewShared, Owner, Shared};

use super::users::User;
use super::{Error, Result};
use crate::platform::db::{Db, Run, Tx, new_id, sql};
use crate::text_enum;
use chrono::{DateTime, Utc};

text_enum! {
    pub enum Kind {
        Cv = "cv",
        JobDescription = "job_description",
        CoverLetter = "cover_letter",
        Certificate = "certificate",
        Other = "other",
    }
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Document {
    pub id: String,
    pub candidate_id: Option<String>,
    #[sqlx(try_from = "String")]
    pub kind: Kind,
    pub file_name: String,
    pub media_type: String,
    pub size: i64,
    pub sha256: String,
    pub version: i64,
    pub pages: Option<i64>,
    /// Why it could not be read; empty when it was.
    pub problem: String,
    pub created_at: DateTime<Utc>,
}

/// A CV about to be kept.
pub(super) struct NewCv<'a> {
    pub candidate: &'a str,
    pub file_name: &'a str,
    pub media_type: &'a str,
    pub size: i64,
    pub sha256: &'a str,
    pub pages: Option<i64>,
    pub text: &'a str,
    pub links: &'a [String],
    pub by: Option<&'a str>,
}

const COLUMNS: &str = "SELECT id, candidate_id, kind, file_name, media_type, size, sha256, version, pages, problem, created_at FROM documents";

impl Document {
    pub fn is_cv(&self) -> bool {
        self.kind == Kind::Cv
    }

    pub fn is_pdf(&self) -> bool {
        self.media_type == "application/pdf"
    }

    pub fn is_picture(&self) -> bool {
        self.media_type.starts_with("image/")
    }

    /// Whether browsers show files of this type themselves.
    pub fn is_shown_as_it_is(media_type: &str) -> bool {
        media_type == "application/pdf" || media_type.starts_with("image/")
    }

    pub fn is_problem(&self) -> bool {
        !self.problem.is_empty()
    }

    /// A document. Every role of today may read every candidate's and every project's.
    pub async fn find(db: &Db, _reader: &User, id: &str) -> Result<Document> {
        let query = sql(COLUMNS).push_bound(" WHERE removed_at IS NULL AND id = ?", id);
        db.maybe(query).await?.ok_or(Error::NotFound)
    }

    pub async fn of_candidate(db: &Db, candidate: &str) -> Result<Vec<Document>> {
        let query = sql(COLUMNS)
            .push_bound(" WHERE candidate_id = ?", candidate)
            .push(" AND removed_at IS NULL ORDER BY created_at DESC, id DESC LIMIT 100");
        Ok(db.all(query).await?)
    }

    /// The text it was read as.
    pub async fn text(db: &Db, id: &str) -> Result<String> {
        let found: Option<(String,)> =
            db.maybe(sql("SELECT text FROM document_texts WHERE document_id = $1").bind(id)).await?;
        Ok(found.map(|(text,)| text).unwrap_or_default())
    }

    /// Keeps a CV as the candidate's next version, or finds it kept already.
    pub(super) async fn add_cv(tx: &mut Tx, cv: NewCv<'_>, now: DateTime<Utc>) -> Result<(String, bool)> {
        let same = sql(
            "SELECT id FROM documents WHERE candidate_id = $1 AND sha256 = $2 AND kind = 'cv' AND removed_at IS NULL",
        );
        if let Some((id,)) = tx.maybe::<(String,)>(same.bind(cv.candidate).bind(cv.sha256)).await? {
            return Ok((id, false));
        }
        let id = new_id();
        tx.run(
            sql("INSERT INTO documents (id, candidate_id, kind, file_name, media_type, size, sha256, version, pages, created_by, created_at)
                 VALUES ($1, $2, 'cv', $3, $4, $5, $6,
                    (SELECT COALESCE(MAX(version), 0) + 1 FROM documents WHERE candidate_id = $2 AND kind = 'cv'), $7, $8, $9)")
            .bind(&id)
            .bind(cv.candidate)
            .bind(cv.file_name)
            .bind(cv.media_type)
            .bind(cv.size)
            .bind(cv.sha256)
            .bind(cv.pages)
            .bind(cv.by)
            .bind(now),
        )
        .await?;
        let links = serde_json::to_value(cv.links).unwrap_or_default();
        let query = sql("INSERT INTO document_texts (document_id, text, links) VALUES ($1, $2, $3)");
        tx.run(query.bind(&id).bind(cv.text).bind(links)).await?;
        Ok((id, true))
    }
}
