//! The product: its nouns, rules and verbs. Knows SQL; knows nothing of HTTP or HTML.

pub mod activity;
pub mod applications;
pub mod archive;
pub mod archives;
pub mod board;
pub mod bulks;
pub mod candidates;
pub mod documents;
pub mod duplicates;
pub mod erasure;
pub mod home;
pub mod imports;
pub mod intake;
pub mod notes;
pub mod paging;
pub mod places;
pub mod pools;
pub mod positions;
pub mod projects;
pub mod reasons;
pub mod replay;
pub mod requirements;
pub mod rescreens;
pub mod rules;
pub mod screenings;
pub mod search;
pub mod stage_templates;
pub mod stages;
pub mod table;
pub mod tags;
pub mod tasks;
pub mod undo;
pub mod users;
pub mod views;
pub mod workspace;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is none, or not for this user: the two must look alike.
    #[error("not found")]
    NotFound,
    /// The user may see it but not do this. The text is for the person who asked.
    #[error("{0}")]
    Forbidden(&'static str),
    /// A rule said no, or someone was faster. The text is for the person who asked.
    #[error("{0}")]
    Refused(String),
    /// A machine failed. The text is for us, never for the reader.
    #[error("something broke")]
    Broken(#[from] anyhow::Error),
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        Error::Broken(error.into())
    }
}

pub type Result<T> = std::result::Result<T, Error>;

/// A rule said no.
pub fn refused<T>(why: impl Into<String>) -> Result<T> {
    Err(Error::Refused(why.into()))
}
