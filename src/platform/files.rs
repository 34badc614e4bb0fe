//! Files by what they hold: a file's key is the SHA-256 of its bytes, so the same file is kept once.

mod place;
mod upload;

pub use upload::PutError;

use super::config::Config;
use anyhow::Context;
use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use futures::{Stream, TryStreamExt, stream::BoxStream};
use object_store::{ObjectStore, ObjectStoreExt, path::Path};
use place::Place;
use std::sync::Arc;
use upload::BoxError;

/// A handle to the kept files. Cheap to clone.
///
/// On a local folder a file is on the disk, not only in the system's memory, when [`Files::put`] returns: it survives
/// a power cut like the rows that name it.
#[derive(Clone, Debug)]
pub struct Files {
    place: Arc<Place>,
}

/// A file just taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// The key: SHA-256 of the bytes, in lower-case hex.
    pub sha256: String,
    /// In bytes.
    pub size: u64,
    /// The first bytes, at most [`Files::HEAD`]: enough to tell what kind of file it is.
    pub head: Bytes,
}

/// A file being read.
pub struct Opened {
    /// In bytes.
    pub size: u64,
    pub stream: BoxStream<'static, Result<Bytes, object_store::Error>>,
}

impl Files {
    /// Length of [`Stored::head`], in bytes.
    pub const HEAD: usize = 8 << 10;

    /// Opens the configured place; a local folder is made when it is missing.
    pub fn open(config: &Config) -> anyhow::Result<Files> {
        Ok(Files { place: Arc::new(Place::open(&config.files)?) })
    }

    /// Takes a file in as it arrives, at most `limit` bytes of it. What is given up halfway leaves nothing behind.
    pub async fn put<S, E>(&self, incoming: S, limit: u64) -> Result<Stored, PutError>
    where
        S: Stream<Item = Result<Bytes, E>> + Send,
        E: Into<BoxError>,
    {
        upload::put(&self.place, incoming.map_err(Into::into), limit).await
    }

    /// Takes in a file that is already in memory.
    pub async fn put_bytes(&self, bytes: impl Into<Bytes>) -> Result<Stored, PutError> {
        let bytes = bytes.into();
        self.put(futures::stream::iter([Ok::<_, BoxError>(bytes)]), u64::MAX).await
    }

    /// Opens a file; `None` when there is none of that key.
    pub async fn get(&self, sha256: &str) -> anyhow::Result<Option<Opened>> {
        let found = missing_is_none(self.place.store.get(&key(sha256)?).await).with_context(|| about(sha256))?;
        Ok(found.map(|found| Opened { size: found.meta.size, stream: found.into_stream() }))
    }

    /// A whole file.
    pub async fn read(&self, sha256: &str) -> anyhow::Result<Bytes> {
        let found = self.place.store.get(&key(sha256)?).await.with_context(|| about(sha256))?;
        found.bytes().await.with_context(|| about(sha256))
    }

    pub async fn exists(&self, sha256: &str) -> anyhow::Result<bool> {
        let found = missing_is_none(self.place.store.head(&key(sha256)?).await).with_context(|| about(sha256))?;
        Ok(found.is_some())
    }

    /// Removes a file; one that is not there is no error.
    pub async fn delete(&self, sha256: &str) -> anyhow::Result<()> {
        missing_is_none(self.place.store.delete(&key(sha256)?).await).with_context(|| about(sha256))?;
        Ok(())
    }

    /// Removes what uploads left behind when the program was killed: unfinished files untouched for an hour before
    /// `now`. Returns how many. Reads the names of all files of a local folder: for the background, at start.
    pub async fn sweep(&self, now: DateTime<Utc>) -> anyhow::Result<u64> {
        let before = now - TimeDelta::hours(1);
        let mut removed = self.place.sweep_staged(before).await?;
        let mut unfinished = self.place.store.list(Some(&Path::from(upload::UNFINISHED)));
        while let Some(file) = unfinished.try_next().await.context("cannot list unfinished files")? {
            if file.last_modified < before {
                missing_is_none(self.place.store.delete(&file.location).await).context("cannot remove a file")?;
                removed += 1;
            }
        }
        Ok(removed)
    }
}

/// `ab/cdef…`: folders stay small enough for any file system.
fn key(sha256: &str) -> anyhow::Result<Path> {
    let valid = sha256.len() == 64 && sha256.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    anyhow::ensure!(valid, "not the key of a file");
    Ok(Path::from_iter([&sha256[..2], &sha256[2..]]))
}

fn about(sha256: &str) -> String {
    format!("file {sha256}")
}

fn missing_is_none<T>(result: object_store::Result<T>) -> object_store::Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(object_store::Error::NotFound { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}
