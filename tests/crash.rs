//! Nothing is lost: CVs are dropped on the built program, which is killed twice while it works on them.

#[path = "app/support/postgres.rs"]
mod postgres;
#[allow(dead_code, unused_imports, reason = "the benches use the rest")]
mod program;

use program::crash::{Pile, drop_through_two_crashes};

const FILES: u64 = 60;

#[tokio::test]
async fn each_file_is_there_exactly_once_on_sqlite() {
    let data = tempfile::tempdir().unwrap();
    let pile = Pile::of(FILES);
    let (left, _) = drop_through_two_crashes(data.path(), None, &pile).await;
    assert_eq!(left, pile.expected());
}

#[tokio::test]
async fn each_file_is_there_exactly_once_on_postgres() {
    let Some(database) = postgres::fresh_database().await else { return };
    let data = tempfile::tempdir().unwrap();
    let pile = Pile::of(FILES);
    let (left, _) = drop_through_two_crashes(data.path(), Some(&database.url), &pile).await;
    assert_eq!(left, pile.expected());
    database.give_back();
}
