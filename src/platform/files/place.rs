//! The folder or bucket that files are kept in.

use crate::platform::config::{Bucket, FilesPlace};
use anyhow::Context;
use chrono::{DateTime, Utc};
use object_store::{ObjectStore, aws::AmazonS3Builder, local::LocalFileSystem};
use secrecy::ExposeSecret;
use std::{
    fs,
    path::{Path, PathBuf},
};

#[derive(Debug)]
pub(super) struct Place {
    pub(super) store: Box<dyn ObjectStore>,
    /// How much of an upload is held in memory before it is written on, in bytes.
    pub(super) part: usize,
    folder: Option<PathBuf>,
}

impl Place {
    pub(super) fn open(place: &FilesPlace) -> anyhow::Result<Place> {
        match place {
            FilesPlace::Folder(folder) => {
                let cannot = || format!("cannot keep files in {}", folder.display());
                fs::create_dir_all(folder).with_context(cannot)?;
                let store = LocalFileSystem::new_with_prefix(folder).with_context(cannot)?.with_fsync(true);
                Ok(Place { store: Box::new(store), part: 1 << 20, folder: Some(folder.clone()) })
            }
            // S3 takes no smaller parts.
            FilesPlace::S3(bucket) => Ok(Place { store: Box::new(s3(bucket)?), part: 5 << 20, folder: None }),
        }
    }

    /// Removes the half-written files of a local folder last touched before `before`. The store names them `…#1` and
    /// hides them from listings.
    pub(super) async fn sweep_staged(&self, before: DateTime<Utc>) -> anyhow::Result<u64> {
        let Some(folder) = self.folder.clone() else { return Ok(0) };
        let swept = tokio::task::spawn_blocking(move || sweep(&folder, before));
        swept.await?.context("cannot sweep the files folder")
    }
}

fn sweep(folder: &Path, before: DateTime<Utc>) -> std::io::Result<u64> {
    let mut removed = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            removed += sweep(&entry.path(), before)?;
        } else if entry.file_name().as_encoded_bytes().contains(&b'#') {
            // Without a date, or not to be removed: another process finished or swept it since it was listed.
            let touched = entry.metadata().and_then(|file| file.modified()).map(DateTime::<Utc>::from);
            let old = touched.is_ok_and(|touched| touched < before);
            if old && fs::remove_file(entry.path()).is_ok() {
                removed += 1;
            }
        }
    }
    Ok(removed)
}

fn s3(bucket: &Bucket) -> anyhow::Result<impl ObjectStore> {
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(&bucket.name)
        .with_region(&bucket.region)
        .with_allow_http(bucket.allow_http);
    if let Some(endpoint) = &bucket.endpoint {
        builder = builder.with_endpoint(endpoint);
    }
    if let Some(keys) = &bucket.keys {
        builder =
            builder.with_access_key_id(keys.access.expose_secret()).with_secret_access_key(keys.secret.expose_secret());
    }
    builder.build().with_context(|| format!("cannot use the bucket {}", bucket.name))
}
