//! A workspace out into one file, and into an empty one again.

use crate::{people::people, positions::position, support::*, uploads::text_cv};
use recruitpro::{
    hiring::{archive, search},
    platform::db::{Run, sql},
};
use std::io::{Cursor, Read, Write};

async fn out(app: &TestApp) -> (archive::Contents, Vec<u8>) {
    let mut bytes = Cursor::new(Vec::new());
    let contents = archive::export(&app.app.db, &app.app.files, &mut bytes, app.app.clock.now(), &Default::default())
        .await
        .unwrap();
    (contents, bytes.into_inner())
}

/// A workspace with something of most kinds in it.
async fn filled(app: &TestApp) -> User {
    let rosa = app.sign_in_as(Role::Recruiter).await;
    let id = position(app, &rosa, "Engineer", &["must: Rust"]).await;
    let found = people(
        app,
        &id,
        &[
            ("ada.txt", &text_cv("Ada Quill")),
            ("same.txt", &text_cv("Ada Quill")),
            ("bea.txt", &text_cv("Łucja <Żak>")),
        ],
    )
    .await;
    let ada = &found[0].1;
    app.post(&format!("{ada}/notes"), &[("body", "Called her, \"twice\"\nand again")]).await;
    app.post(&format!("{ada}/tags"), &[("name", "bread")]).await;
    app.post(&format!("{ada}/tasks"), &[("title", "Call"), ("due", "2030-01-02"), ("assignee", &rosa.id)]).await;
    rosa
}

async fn back_and_forth(from: TestApp, to: TestApp) {
    let rosa = filled(&from).await;
    let (contents, bytes) = out(&from).await;
    assert_eq!((contents.rows["candidates"], contents.rows["applications"], contents.missing.len()), (2, 2, 0));
    assert!(contents.files >= 2 && contents.rows["activities"] > 5);
    assert!(!contents.rows.keys().any(|name| name.starts_with("search_") || name == "sessions"));

    let read = archive::import(&to.app.db, &to.app.files, Cursor::new(&bytes)).await.unwrap();
    assert_eq!(read, contents);
    search::index_missing(&to.app.db).await.unwrap();
    let (again, _) = out(&to).await;
    assert_eq!((again.rows, again.files), (contents.rows, contents.files), "out again it is the same");

    to.sign_in(&rosa).await;
    let list = to.visit("/candidates?q=%C5%BBak").await;
    assert!(list.body.contains("Łucja"), "found by name");
    let everyone = to.visit("/candidates").await;
    let href = everyone.attr("tbody .row-link", "href")[0].clone();
    to.visit(&format!("{href}/activity")).await;
    assert!(to.visit(&href).await.has("#req-1"), "with their screening");
    let document: (String,) = to.app.db.one(sql("SELECT id FROM documents ORDER BY id LIMIT 1")).await.unwrap();
    assert!(!to.bytes(&format!("/documents/{}/file", document.0)).await.is_empty());

    let twice = archive::import(&to.app.db, &to.app.files, Cursor::new(&bytes)).await.unwrap_err();
    assert!(twice.to_string().contains("a workspace here already"), "{twice}");
}

#[tokio::test]
async fn a_workspace_moves_between_databases_and_back() {
    use Engine::{Postgres, Sqlite};
    for (from, to) in [(Sqlite, Sqlite), (Sqlite, Postgres), (Postgres, Sqlite), (Postgres, Postgres)] {
        let (Some(from), Some(to)) = (TestApp::start(from).await, TestApp::start(to).await) else { continue };
        back_and_forth(from, to).await;
    }
}

both! {
    async fn what_is_no_archive_or_a_damaged_one_leaves_nothing(app) {
        let import = async |bytes: &[u8]| archive::import(&app.app.db, &app.app.files, Cursor::new(bytes)).await.unwrap_err().to_string();
        assert!(import(b"nonsense").await.contains("no archive"));
        let other = TestApp::start(Engine::Sqlite).await.unwrap();
        filled(&other).await;
        let (_, bytes) = out(&other).await;
        for (part, change, why) in [
            ("archive.json", "\"format\": 1|\"format\": 9", "format 9"),
            ("archive.json", "\"notes\"|\"scrolls\"", "scrolls"),
            ("tables/notes.jsonl", "{|[", "a row cannot be read"),
            ("tables/tags.jsonl", "*|", "rows of tags"),
            ("files/", "Quill|Quilt", "not what its name says"),
        ] {
            let error = import(&changed(&bytes, part, change)).await;
            assert!(error.contains(why), "{why}: {error}");
            let left: (i64,) = app.app.db.one(sql("SELECT COUNT(*) FROM candidates")).await.unwrap();
            assert_eq!(left.0, 0, "{why}");
        }
    }
}

/// The archive with one part changed: `old|new`, where `*` is all of it.
fn changed(bytes: &[u8], part: &str, change: &str) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let (from, to) = change.split_once('|').unwrap();
    for index in 0..old.len() {
        let mut file = old.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        if name.starts_with(part) {
            let text = String::from_utf8(content).unwrap();
            content = if from == "*" { to.to_owned() } else { text.replacen(from, to, 1) }.into_bytes();
        }
        new.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        new.write_all(&content).unwrap();
    }
    new.finish().unwrap().into_inner()
}
