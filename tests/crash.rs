//! Nothing is lost: CVs are dropped on the built program and a table is given to it, and it is killed twice while it works on
//! them.

#[path = "program/importing.rs"]
mod importing;
#[path = "app/support/postgres.rs"]
mod postgres;
#[allow(dead_code, unused_imports, reason = "the benches use the rest")]
mod program;

use importing::{expected, import_through_two_crashes};
use program::crash::{Pile, drop_through_two_crashes};

const FILES: u64 = 60;
const ROWS: i64 = 1_000;

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

#[tokio::test]
async fn each_row_of_a_table_is_there_exactly_once_on_sqlite() {
    let data = tempfile::tempdir().unwrap();
    assert_eq!(import_through_two_crashes(data.path(), None, ROWS).await, expected(ROWS));
}

#[tokio::test]
async fn each_row_of_a_table_is_there_exactly_once_on_postgres() {
    let Some(database) = postgres::fresh_database().await else { return };
    let data = tempfile::tempdir().unwrap();
    assert_eq!(import_through_two_crashes(data.path(), Some(&database.url), ROWS).await, expected(ROWS));
    database.give_back();
}
