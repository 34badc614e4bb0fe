//! Files: kept once, in whole or not at all.

use bytes::Bytes;
use chrono::{TimeDelta, Utc};
use futures::{StreamExt, TryStreamExt, future::join_all, stream};
use recruitpro::platform::{
    config::Config,
    files::{Files, PutError},
};
use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};
use tempfile::TempDir;

const HELLO: &str = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

fn files() -> (Files, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("kept/here").display().to_string();
    let settings = [("RECRUITPRO_FILES_FOLDER".to_owned(), place)];
    (Files::open(&Config::load(None, settings.into_iter()).unwrap()).unwrap(), folder)
}

/// Every file below the folder, the half-written included.
fn on_disk(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .flat_map(|path| if path.is_dir() { on_disk(&path) } else { vec![path] })
        .collect()
}

async fn emptied(folder: &Path) -> bool {
    for _ in 0..100 {
        if on_disk(folder).is_empty() {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    false
}

/// `count` pieces of 64 KiB, none like another.
fn pieces(count: u64) -> impl futures::Stream<Item = std::io::Result<Bytes>> + Send + Unpin {
    stream::iter((0..count).map(|n| Ok(Bytes::from([n.to_le_bytes(), [7; 8]].concat().repeat(4096)))))
}

#[tokio::test]
async fn a_file_is_kept_once_under_its_content() {
    let (files, folder) = files();
    let stored = files.put_bytes("hello").await.unwrap();
    assert_eq!((stored.sha256.as_str(), stored.size, stored.head.as_ref()), (HELLO, 5, b"hello".as_slice()));
    let again = join_all((0..8).map(|_| files.put_bytes("hello"))).await;
    assert!(again.into_iter().all(|again| again.unwrap() == stored));
    assert_eq!(on_disk(folder.path()).len(), 1);

    assert!(files.exists(HELLO).await.unwrap());
    assert_eq!(files.read(HELLO).await.unwrap(), "hello");
    files.delete(HELLO).await.unwrap();
    files.delete(HELLO).await.unwrap();
    assert!(!files.exists(HELLO).await.unwrap());
    assert!(files.get(HELLO).await.unwrap().is_none());
    assert!(files.read(HELLO).await.is_err());
}

#[tokio::test]
async fn a_large_file_streams_in_and_out() {
    let (files, folder) = files();
    let stored = files.put(pieces(50), 4 << 20).await.unwrap();
    assert_eq!((stored.size, stored.head.len()), (50 << 16, Files::HEAD));
    let repeated = files.put(pieces(50), 4 << 20).await.unwrap();
    assert_eq!(repeated, stored);

    let opened = files.get(&stored.sha256).await.unwrap().unwrap();
    assert_eq!(opened.size, stored.size);
    let sent: Vec<u8> = pieces(50).map(|piece| piece.unwrap()).collect::<Vec<_>>().await.concat();
    let got: Vec<u8> = opened.stream.try_collect::<Vec<Bytes>>().await.unwrap().concat();
    assert!(got == sent, "what comes out is what went in");
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(on_disk(folder.path()).len(), 1);
}

#[tokio::test]
async fn what_is_not_taken_in_leaves_nothing() {
    let (files, folder) = files();
    assert!(matches!(files.put(pieces(50), 3 << 20).await, Err(PutError::TooLarge { limit: 3_145_728 })));
    assert!(matches!(files.put(pieces(0), 100).await, Err(PutError::Empty)));
    let broken = pieces(40).chain(stream::iter([Err(std::io::Error::other("the line broke"))]));
    assert!(matches!(files.put(broken, u64::MAX).await, Err(PutError::Interrupted(_))));
    assert!(emptied(folder.path()).await);

    // The visitor goes away: the future is dropped while it waits for more.
    let endless = pieces(40).chain(stream::pending());
    assert!(tokio::time::timeout(Duration::from_millis(500), files.put(endless, u64::MAX)).await.is_err());
    assert!(emptied(folder.path()).await);
}

#[tokio::test]
async fn a_sweep_removes_what_a_crash_left_and_nothing_else() {
    let (files, folder) = files();
    files.put_bytes("hello").await.unwrap();
    let place = folder.path().join("kept/here");
    fs::create_dir_all(place.join("unfinished")).unwrap();
    let left = ["unfinished/one", "unfinished/two#1", "2c/f24d#1", "unfinished/fresh", "2c/f24e#1"]
        .map(|name| place.join(name));
    for (index, path) in left.iter().enumerate() {
        fs::write(path, "half a fi").unwrap();
        let age = Duration::from_secs(if index < 3 { 7200 } else { 60 });
        fs::File::options().write(true).open(path).unwrap().set_modified(SystemTime::now() - age).unwrap();
    }
    #[allow(clippy::disallowed_methods)]
    let now = Utc::now();
    assert_eq!(files.sweep(now).await.unwrap(), 3);
    assert_eq!(on_disk(&place).len(), 3);
    assert_eq!(files.sweep(now + TimeDelta::hours(2)).await.unwrap(), 2);
    assert_eq!(files.read(HELLO).await.unwrap(), "hello");
}

#[tokio::test]
async fn a_file_cut_short_by_the_machine_is_written_again() {
    let (files, folder) = files();
    files.put_bytes("hello").await.unwrap();
    fs::write(&on_disk(folder.path())[0], "hel").unwrap();
    files.put_bytes("hello").await.unwrap();
    assert_eq!(files.read(HELLO).await.unwrap(), "hello");
}

#[tokio::test]
async fn only_keys_name_files() {
    let (files, _folder) = files();
    for key in ["", "../../etc/passwd", &HELLO.to_uppercase(), &HELLO[1..], &format!("{}/", &HELLO[1..])] {
        assert!(files.read(key).await.is_err() && files.exists(key).await.is_err() && files.delete(key).await.is_err());
    }
}
