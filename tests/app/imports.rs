//! Candidates brought in from tables.

use crate::support::*;
use chrono::TimeDelta;
use recruitpro::platform::db::{Run, sql};
use std::io::{Cursor, Write};

/// Sends a table; answers with the page that asks for its columns.
pub async fn send(app: &TestApp, name: &str, bytes: &[u8]) -> Page {
    let sent = app.multipart("/imports", &[], &[], &[("file", name, bytes)]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    app.follow(&sent).await
}

/// Takes all of it in as its columns are guessed; answers with the result's page.
pub async fn import(app: &TestApp, text: &str) -> Page {
    let page = send(app, "people.csv", text.as_bytes()).await;
    go(app, &page).await
}

pub async fn go(app: &TestApp, page: &Page) -> Page {
    let sent = app.submit(page, "#columns", &[("go", "true")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    app.run_jobs().await;
    app.follow(&sent).await
}

pub async fn undo(app: &TestApp, page: &Page) -> Page {
    let sent = app.submit(page, "#undo", &[]).await;
    app.run_jobs().await;
    app.follow(&sent).await
}

/// As if it had been over for so long.
async fn finished(app: &TestApp, ago: TimeDelta) {
    app.write(sql("UPDATE imports SET finished_at = $1").bind(app.app.clock.now() - ago)).await;
}

pub async fn count(app: &TestApp, query: &'static str) -> i64 {
    app.app.db.one::<(i64,)>(sql(query)).await.unwrap().0
}

pub async fn candidates(app: &TestApp) -> i64 {
    count(app, "SELECT COUNT(*) FROM candidates").await
}

const PEOPLE: &str = "Vorname;Nachname;E-Mail;Telefon;Wohnort;Position;Firma;Tags;Notizen\r\n\
    Ada;Quill;ada@quill.example;+351 21 555 0142;Lisboa;Bäckerin;Mühle;\"Brot; Nacht\";\"Zwei\nZeilen\"\r\n\
    Łukasz;Żak;l.zak@mail.example;;Łódź;;;;\r\n\
    ;;nobody@mail.example;;;;;;\r\n\
    Cy;Stone;not an address;;;;;;\r\n\
    Ada;Quill;ADA@quill.example;;;;;Brot;\r\n";

both! {
    async fn a_table_is_looked_at_first_and_then_taken_in(app) {
        app.sign_in_as(Role::Recruiter).await;
        let page = send(&app, "people.csv", PEOPLE.as_bytes()).await;
        assert_eq!(page.attr("select[name=column] option[selected]", "value"),
            ["first_name", "last_name", "email", "phone", "location", "title", "company", "tags", "note"]);
        assert_eq!(page.text("#would li"), ["2 new", "1 known already", "2 cannot be taken"]);
        assert!(page.text("#problems li")[0].contains("This row has no name"));
        assert!(page.text("#first li").last().unwrap().contains("The same person as in row 2"));
        assert_eq!(candidates(&app).await, 0, "nothing comes in by looking");

        let done = go(&app, &page).await;
        assert_eq!(done.text("#counts li"), ["2 added", "1 known already", "2 not taken"]);
        assert_eq!(candidates(&app).await, 2);
        let found = app.visit("/candidates?q=%22zwei+zeilen%22+company:m%C3%BChle").await;
        assert!(found.body.contains("Ada Quill"), "notes and companies are found");
        let ada = app.visit(&format!("/candidates/{}", app.app.db.one::<(String,)>(sql("SELECT id FROM candidates WHERE name = 'Ada Quill'")).await.unwrap().0)).await;
        assert_eq!(ada.text("#tags .tag"), ["Brot", "Nacht"]);
        assert!(ada.body.contains("Lisboa") && ada.body.contains("Bäckerin"));
        assert_eq!(count(&app, "SELECT COUNT(*) FROM imports WHERE sha256 <> ''").await, 0, "the file is not kept");
    }

    async fn rows_that_failed_come_back_as_a_table_to_mend(app) {
        app.sign_in_as(Role::Recruiter).await;
        let done = import(&app, "Name,E-mail\nAda,=cmd|x\n\"Bea, Stone\",bea@mail.example\nCy,c@d.example,more\n").await;
        assert_eq!(done.text("#failed li").len(), 2);
        let href = done.attr("a[href$='errors.csv']", "href")[0].clone();
        let file = app.visit(&href).await;
        assert!(file.body.starts_with("\u{feff}Name,E-mail,Row,What is wrong\r\nAda,'=cmd|x,2,"), "{}", file.body);
        assert!(file.body.contains("3 cells under 2 headings"));
        let again = send(&app, "mended.csv", file.body.replace("'=cmd|x", "ada@mail.example").as_bytes()).await;
        assert!(again.text("#would li")[0].starts_with("1 new"), "{:?}", again.text("#would li"));
    }

    async fn the_same_table_twice_makes_nobody_twice(app) {
        app.sign_in_as(Role::Recruiter).await;
        import(&app, "Name,City\nAda Quill,Ghent\nBea Stone,Riga\nAda Quill,Ghent\n").await;
        assert_eq!(candidates(&app).await, 2, "the same row is the same person");
        let page = send(&app, "people.csv", b"Name,City\nAda Quill,Ghent\nBea Stone,Riga\n").await;
        assert_eq!(page.text("#would li")[..2], ["0 new", "2 known already"]);
        go(&app, &page).await;
        assert_eq!(candidates(&app).await, 2);
    }

    async fn who_is_known_is_filled_in_and_given_back_by_the_undo(app) {
        app.sign_in_as(Role::Recruiter).await;
        import(&app, "Name,E-mail,Phone\nAda Quill,ada@quill.example,+351 21 555 0142\n").await;
        let done = import(&app, "Name,E-mail,Phone,City,Tags\nA. Quill,ada@quill.example,+49 30 1234567,Porto,bread\nBea Stone,bea@mail.example,,,\n").await;
        let ada = async || app.app.db.one::<(String, Option<String>, String)>(sql("SELECT name, phone, location FROM candidates WHERE email = 'ada@quill.example'")).await.unwrap();
        assert_eq!(ada().await, ("Ada Quill".into(), Some("+351 21 555 0142".into()), "Porto".into()), "only what was missing");
        let undone = undo(&app, &done).await;
        assert!(undone.text("#standing-h")[0].contains("Undone"));
        assert_eq!(ada().await.2, "");
        assert_eq!(candidates(&app).await, 1, "Bea went, Ada was there before");
        assert_eq!(count(&app, "SELECT CAST(COALESCE(SUM(candidates), 0) AS BIGINT) FROM tags").await, 0);
        assert_eq!(app.post(&format!("{}/undo", done.url), &[]).await.status, StatusCode::CONFLICT, "once");
    }

    async fn the_undo_keeps_whom_someone_changed_and_ends_after_thirty_days(app) {
        app.sign_in_as(Role::Recruiter).await;
        let done = import(&app, "Name\nAda Quill\nBea Stone\nCy Vale\n").await;
        let ada = app.app.db.one::<(String,)>(sql("SELECT id FROM candidates WHERE name = 'Ada Quill'")).await.unwrap().0;
        app.post(&format!("/candidates/{ada}/notes"), &[("body", "Called her")]).await;
        finished(&app, TimeDelta::days(30) + TimeDelta::hours(1)).await;
        assert_eq!(app.post(&format!("{}/undo", done.url), &[]).await.status, StatusCode::CONFLICT);
        finished(&app, TimeDelta::days(29)).await;
        let undone = undo(&app, &done).await;
        assert_eq!(undone.text("#kept .row-link"), ["Ada Quill"]);
        assert_eq!(candidates(&app).await, 1);
    }

    async fn columns_are_remembered_and_must_hold_a_name(app) {
        app.sign_in_as(Role::Recruiter).await;
        let page = send(&app, "odd.csv", b"Wer,Woher\nAda Quill,Ghent\n").await;
        let refused = app.submit(&page, "#columns", &[("go", "true")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text("[role=alert]")[0].contains("Say which column holds the name"));
        let import = page.url.clone();
        let twice = app.post(&import, &[("column", "name"), ("column", "name")]).await;
        assert!(twice.text("[role=alert]")[0].contains("Two columns hold"));
        let named = app.post(&import, &[("column", "name"), ("column", "location"), ("go", "true")]).await;
        assert_eq!(named.status, StatusCode::SEE_OTHER);
        app.run_jobs().await;
        assert_eq!(app.post(&import, &[("column", "name"), ("column", "location")]).await.status, StatusCode::CONFLICT, "begun");
        let next = send(&app, "odd.csv", b"WER,woher\nBea Stone,Riga\n").await;
        assert_eq!(next.attr("select[name=column] option[selected]", "value"), ["name", "location"]);
    }

    async fn what_is_no_table_is_refused_beside_the_field(app) {
        app.sign_in_as(Role::Recruiter).await;
        let many: String = std::iter::once("Name\n".to_owned()).chain((0..50_001).map(|n| format!("P{n}\n"))).collect();
        for (bytes, why) in [
            (b"".as_slice(), "empty"),
            (b"\n \n", "nothing in this file"),
            (b"Name,E-mail\n", "no rows"),
            (b"%PDF-1.7\n\x00\x01", "not a table"),
            (b"{\"basics\": ", "is not one"),
            (b"PK\x03\x04nonsense", "damaged"),
            (&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1], "old Excel"),
            (many.as_bytes(), "more than 50000 rows"),
        ] {
            let page = app.multipart("/imports", &[], &[], &[("file", "x.csv", bytes)]).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
            assert!(page.text("#file-error")[0].contains(why), "{why}: {:?}", page.text("#file-error"));
        }
        let none = app.multipart("/imports", &[], &[], &[]).await;
        assert!(none.text("#file-error")[0].contains("Choose a file"));
        assert_eq!(count(&app, "SELECT COUNT(*) FROM imports").await, 0);
    }

    async fn books_and_old_encodings_are_read(app) {
        app.sign_in_as(Role::Recruiter).await;
        let page = send(&app, "old.csv", b"Nom;Ville\nJos\xe9 Mu\xf1oz;M\xe1laga\n").await;
        assert!(page.text("#first li")[0].contains("José Muñoz"));
        let mut book = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, xml) in [
            ("xl/workbook.xml", "<workbook><sheets><sheet r:id=\"r1\"/></sheets></workbook>"),
            ("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>Nombre</t></is></c><c t=\"inlineStr\"><is><t>Móvil</t></is></c></row>\
              <row><c t=\"str\"><f>A9</f><v>Zoë Kovář</v></c><c><v>3.5121555014E+10</v></c></row></sheetData></worksheet>"),
        ] {
            book.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            book.write_all(xml.as_bytes()).unwrap();
        }
        let page = send(&app, "people.xlsx", &book.finish().unwrap().into_inner()).await;
        go(&app, &page).await;
        let zoe: (String, Option<String>) = app.app.db.one(sql("SELECT name, phone FROM candidates")).await.unwrap();
        assert_eq!(zoe, ("Zoë Kovář".into(), Some("35121555014".into())));
    }

    async fn an_import_broken_off_goes_on_without_anybody_twice(app) {
        app.sign_in_as(Role::Recruiter).await;
        let rows: String = (0..120).map(|n| format!("Person {n},p{n}@mail.example\n")).collect();
        let done = import(&app, &format!("Name,E-mail\n{rows}")).await;
        assert_eq!(done.text("#counts li")[0], "120 added");
        // As after a crash: the job runs once more.
        let id = done.url.rsplit('/').next().unwrap().to_owned();
        recruitpro::hiring::imports::run(&app.app.reader(), &id, 1000).await.unwrap();
        assert_eq!(candidates(&app).await, 120);
    }

    async fn an_import_is_its_owners_and_the_admins(app) {
        app.sign_in_as(Role::Recruiter).await;
        let page = send(&app, "people.csv", b"Name\nAda Quill\n").await;
        let other = app.add_user("Tom Other", Role::Recruiter).await;
        let browser = app.browser();
        browser.sign_in(&other).await;
        for path in [page.url.clone(), format!("{}/errors.csv", page.url)] {
            assert_eq!(browser.get(&path).await.status, StatusCode::NOT_FOUND);
        }
        assert_eq!(browser.post(&page.url, &[("column", "name"), ("go", "true")]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(browser.post(&format!("{}/undo", page.url), &[]).await.status, StatusCode::NOT_FOUND);
    }

    async fn erasing_someone_leaves_nothing_of_them_in_an_import(app) {
        app.sign_in_as(Role::Admin).await;
        import(&app, "Name,E-mail,City\nAda Quill,ada@quill.example,Porto\n").await;
        import(&app, "Name,E-mail,Skills\nAda Quill,ada@quill.example,Bread\n").await;
        let ada = app.app.db.one::<(String,)>(sql("SELECT id FROM candidates")).await.unwrap().0;
        app.post(&format!("/candidates/{ada}/erasure"), &[("confirm", "Ada Quill")]).await;
        assert_eq!(candidates(&app).await, 0);
        assert_eq!(count(&app, "SELECT COUNT(*) FROM import_rows WHERE CAST(detail AS TEXT) LIKE '%Bread%'").await, 0);
    }
}
