//! One file on its way in: hashed while it is written, named when all of it is there.

use super::{Files, Place, Stored, key, missing_is_none};
use bytes::{Bytes, BytesMut};
use futures::{Stream, TryStreamExt};
use object_store::{MultipartUpload, ObjectStoreExt, path::Path};
use sha2::{Digest, Sha256};
use std::{pin::pin, sync::Arc};
use thiserror::Error;
use tokio::runtime::Handle;

pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Where files are kept until they have a name.
pub(super) const UNFINISHED: &str = "unfinished";

/// Why a file was not taken in.
#[derive(Debug, Error)]
pub enum PutError {
    #[error("the file is larger than {limit} bytes")]
    TooLarge { limit: u64 },
    #[error("the file is empty")]
    Empty,
    /// The sender stopped sending.
    #[error("the file did not arrive whole")]
    Interrupted(#[source] BoxError),
    /// The place failed, not the file.
    #[error("the file cannot be kept")]
    Broken(#[source] anyhow::Error),
}

impl From<object_store::Error> for PutError {
    fn from(error: object_store::Error) -> Self {
        PutError::Broken(error.into())
    }
}

pub(super) async fn put(
    place: &Arc<Place>,
    incoming: impl Stream<Item = Result<Bytes, BoxError>> + Send,
    limit: u64,
) -> Result<Stored, PutError> {
    let mut incoming = pin!(incoming);
    let mut hash = Sha256::new();
    let (mut size, mut head) = (0, BytesMut::new());
    let mut waiting = BytesMut::new();
    let mut unfinished: Option<Unfinished> = None;

    while let Some(bytes) = incoming.try_next().await.map_err(PutError::Interrupted)? {
        size += bytes.len() as u64;
        if size > limit {
            return Err(PutError::TooLarge { limit });
        }
        hash.update(&bytes);
        head.extend_from_slice(&bytes[..bytes.len().min(Files::HEAD - head.len())]);
        waiting.extend_from_slice(&bytes);
        // Some servers that speak S3 want all parts but the last to be of one size.
        while waiting.len() >= place.part {
            let upload = match &mut unfinished {
                Some(upload) => upload,
                none => none.insert(Unfinished::start(place).await?),
            };
            upload.write(waiting.split_to(place.part).freeze()).await?;
        }
    }
    if size == 0 {
        return Err(PutError::Empty);
    }

    let stored = Stored { sha256: hex::encode(hash.finalize()), size, head: head.freeze() };
    let name = key(&stored.sha256).map_err(PutError::Broken)?;
    let kept = missing_is_none(place.store.head(&name).await)?.is_some_and(|file| file.size == size);
    match unfinished {
        _ if kept => {}
        Some(upload) => upload.finish(waiting.freeze(), &name).await?,
        // Most files fit in one part: they need no name in between.
        None => drop(place.store.put(&name, waiting.freeze().into()).await?),
    }
    Ok(stored)
}

/// A file without its name yet. Dropped before it has one, by an error or because the visitor went away, it removes
/// what was written.
struct Unfinished {
    place: Arc<Place>,
    path: Path,
    /// `None` once the file has its name: nothing is left to remove.
    upload: Option<Box<dyn MultipartUpload>>,
}

impl Unfinished {
    async fn start(place: &Arc<Place>) -> Result<Unfinished, PutError> {
        let path = Path::from_iter([UNFINISHED, &uuid::Uuid::now_v7().to_string()]);
        let upload = place.store.put_multipart(&path).await?;
        Ok(Unfinished { place: place.clone(), path, upload: Some(upload) })
    }

    async fn write(&mut self, part: Bytes) -> Result<(), PutError> {
        if let Some(upload) = &mut self.upload {
            upload.put_part(part.into()).await?;
        }
        Ok(())
    }

    async fn finish(mut self, rest: Bytes, name: &Path) -> Result<(), PutError> {
        if !rest.is_empty() {
            self.write(rest).await?;
        }
        if let Some(upload) = &mut self.upload {
            upload.complete().await?;
        }
        self.place.store.rename(&self.path, name).await?;
        self.upload = None;
        Ok(())
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        let (Some(mut upload), Ok(runtime)) = (self.upload.take(), Handle::try_current()) else { return };
        let (place, path) = (self.place.clone(), self.path.clone());
        runtime.spawn(async move {
            // It is one or the other by now; Files::sweep removes what resists both.
            let _ = upload.abort().await;
            let _ = place.store.delete(&path).await;
        });
    }
}
