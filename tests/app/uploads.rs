//! CVs coming in: every file chosen is accounted for, whatever is in it and whatever it is called.

use crate::{positions::position, support::*};
use axum::{body::Body, http::Request};
use recruitpro::{
    demo::paper::{Block, Entry, Paper, Section, Style, docx, pdf},
    platform::db::sql,
};

/// A short CV, as its writers set it.
pub fn paper(name: &str) -> Paper {
    let address = name.to_lowercase().replace(' ', ".");
    let job = Entry {
        title: "Senior backend engineer".into(),
        organisation: "Tidemark Payments".into(),
        place: "Lisbon".into(),
        dates: "03/2019 – present".into(),
        bullets: vec!["Rewrote the ledger service in Rust".into(), "Ran all of it on Kubernetes".into()],
    };
    Paper {
        name: name.into(),
        headline: "Backend engineer".into(),
        email: format!("{address}@mail.example"),
        phone: "+351 21 555 0142".into(),
        place: "Lisbon, Portugal".into(),
        more: Vec::new(),
        sections: vec![
            Section { heading: "Experience".into(), aside: false, blocks: vec![Block::Entry(job)] },
            Section {
                heading: "Skills".into(),
                aside: false,
                blocks: vec![Block::List(vec!["Rust".into(), "Kubernetes".into()])],
            },
        ],
    }
}

/// The same as plain text.
pub fn text_cv(name: &str) -> Vec<u8> {
    recruitpro::demo::paper::text(&paper(name)).into_bytes()
}

/// Uploads files the way a form without scripts does; answers with the upload's address.
pub async fn upload(app: &TestApp, position: &str, files: &[(&str, &[u8])]) -> String {
    let files: Vec<(&str, &str, &[u8])> = files.iter().map(|(name, bytes)| ("files", *name, *bytes)).collect();
    let sent = app.multipart(&format!("/positions/{position}/uploads"), &[], &[("source", "Job fair")], &files).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    sent.location().to_owned()
}

/// Announces an upload as the script does; answers with the address for its files.
async fn announce(app: &TestApp, position: &str, expected: &str) -> Page {
    let field = |name: &str, value: &str| {
        format!("--fields\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let body = field("source", "Job fair") + &field("expected", expected) + "--fields--\r\n";
    let request = Request::post(format!("/positions/{position}/uploads"))
        .header("sec-fetch-site", "same-origin")
        .header("accept", "application/json")
        .header("content-type", "multipart/form-data; boundary=fields");
    app.send(request.body(Body::from(body)).unwrap()).await
}

async fn send(app: &TestApp, files_url: &str, ordinal: &str, name: &str, bytes: &[u8]) -> Page {
    app.multipart(files_url, &[("hx-request", "true")], &[("ordinal", ordinal)], &[("file", name, bytes)]).await
}

both! {
    async fn each_file_sent_by_itself_becomes_a_candidate(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &["must: Rust", "must: Kafka"]).await;
        let page = app.visit(&format!("/positions/{id}/uploads/new")).await;
        assert_eq!(page.attr("form[data-upload]", "action"), [format!("/positions/{id}/uploads")]);
        assert!(page.has("#upload-page input[type=file][multiple]"));

        let begun = announce(&app, &id, "3").await;
        assert_eq!(begun.status, StatusCode::CREATED);
        let begun = begun.json();
        let (url, files_url) = (begun["url"].as_str().unwrap(), begun["files_url"].as_str().unwrap());
        assert_eq!(*url, format!("/uploads/{}", begun["id"].as_str().unwrap()));
        assert!(app.visit(url).await.text("#upload-progress").concat().contains("3 not arrived yet"));

        let row = send(&app, files_url, "0", "ada.pdf", &pdf(&paper("Ada Quill"), Style::Modern)).await;
        assert_eq!((row.status, row.attr("li", "data-tone")), (StatusCode::CREATED, vec!["work".to_owned()]));
        assert_eq!(row.text("li p"), ["ada.pdf", "Waiting to be read"]);
        assert_eq!(send(&app, files_url, "1", "bea.docx", &docx(&paper("Bea Stone"), Style::Classic)).await.status, StatusCode::CREATED);
        assert_eq!(send(&app, files_url, "2", "cem.txt", &text_cv("Cem Aydin")).await.status, StatusCode::CREATED);
        app.run_jobs().await;

        let page = app.visit(url).await;
        assert_eq!(page.text("#upload-h"), ["All 3 done"]);
        assert_eq!(page.text("#files .row-link"), ["Ada Quill", "Bea Stone", "Cem Aydin"]);
        assert_eq!(page.text("#files .fit"), ["Fit 50", "Fit 50", "Fit 50"]);
        assert_eq!(page.attr("#files .cover", "aria-label")[0], "1 met, 1 not stated");
        assert!(!page.has("[sse-connect]"), "nothing is left to wait for");
        let candidate = app.visit(&page.attr("#files .row-link", "href")[0]).await;
        assert_eq!(candidate.text("h1"), ["Ada Quill"]);
        assert!(candidate.text(".dots span").contains(&"From Job fair".to_owned()));
        assert_eq!(app.visit(&format!("{url}?show=added")).await.text("#files li").len(), 3);
        assert_eq!(app.visit(&format!("{url}?show=needs")).await.text("#files li").len(), 0);
    }

    async fn who_could_not_be_read_has_no_fit_and_no_verdict_against_them(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &["must: Rust", "must: Five years of Kafka"]).await;
        let chinese = "王小明\nwang@mail.example\n\n工作经验\n软件工程师，负责支付系统的设计与开发，带领五人团队完成多个项目。\n";
        let url = upload(&app, &id, &[("x1.txt", chinese.as_bytes()), ("ada.txt", &text_cv("Ada Quill"))]).await;
        app.run_jobs().await;
        let page = app.visit(&url).await;
        let fits = page.text("#files .fit");
        assert!(fits[0] == "–" && fits[1].starts_with("Fit "), "{fits:?}");
        let review = app.visit(&page.attr("#files .row-link", "href")[0]).await;
        assert!(review.body.contains("Not judged: the rules don’t read this script. Read the CV yourself."));
        assert!(!review.body.contains("Suggests") && !review.has("#sum"), "nothing is suggested, nothing is summed");
        let list = app.visit(&format!("/positions/{id}")).await;
        assert_eq!(list.text("#rows .fit")[1], "–", "last in the list");
    }

    async fn a_file_name_is_not_taken_for_a_person_s_name(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &["must: Rust"]).await;
        let url = upload(&app, &id, &[("x1.txt", b"worked with rust since 2015 on payments and ledgers\n")]).await;
        app.run_jobs().await;
        assert_eq!(app.visit(&url).await.text("#files .row-link"), ["Name not found · x1.txt"]);
        assert_eq!(app.visit(&format!("/positions/{id}")).await.text("#rows .row-link"), ["Name not found · x1.txt"]);
    }

    async fn a_form_without_scripts_brings_all_files_along(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &["must: Rust"]).await;
        let long = format!("{}.txt", "n".repeat(300));
        let url = upload(&app, &id, &[
            ("ada.txt", &text_cv("Ada Quill")),
            ("empty.pdf", b""),
            ("invoice.pdf", b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00"),
            ("../../etc/bea\u{202e}txt.exe.txt", &text_cv("Bea Stone")),
            (&long, &text_cv("Cem Aydin")),
            ("again.txt", &text_cv("Ada Quill")),
            ("<script>alert(1)</script>.txt", b"\x00\x01\x02\x03"),
        ]).await;
        app.run_jobs().await;

        let page = app.visit(&url).await;
        assert_eq!(page.text("#upload-h"), ["All 7 done"]);
        assert_eq!(page.attr("#files > li", "data-tone"), ["pos", "neg", "neg", "pos", "pos", "warn", "neg"]);
        let rows = page.text("#files > li");
        assert!(rows[1].contains("empty.pdf") && rows[1].contains("The file is empty."), "{}", rows[1]);
        assert!(rows[2].contains("This kind of file cannot be read."), "told by content, not by name: {}", rows[2]);
        assert!(rows[3].contains("Bea Stone beatxt.exe.txt"), "no path, no hidden marks: {}", rows[3]);
        assert!(rows[4].contains("n….txt") && rows[4].chars().count() < 200, "{}", rows[4]);
        assert!(rows[5].contains("again.txt The same file as ada.txt Ada Quill"), "{}", rows[5]);
        assert!(rows[6].contains("script") && !page.has("#files script"));
        assert!(page.text("#upload-progress").concat().contains("3 added 1 duplicate 3 failed"));

        let none = app.multipart(&format!("/positions/{id}/uploads"), &[], &[("source", "x")], &[("files", "", b"")]).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(none.text("[role=alert] li"), ["Choose at least one file."]);
        assert_eq!(none.attr("#source", "value"), ["x"]);
    }

    async fn more_files_than_an_upload_holds_are_named(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &[]).await;
        for (expected, why) in [
            ("501", "501 files are too many for one upload. Send at most 500 at a time."),
            ("99999999999999999999", "Give a whole number from 1 to 500."),
            ("0", "Give a whole number from 1 to 500."),
            ("many", "Give a whole number from 1 to 500."),
        ] {
            let refused = announce(&app, &id, expected).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(refused.json()["error"].as_str().unwrap().starts_with(why), "{}", refused.body);
        }
        let begun = announce(&app, &id, "500").await.json();
        let files_url = begun["files_url"].as_str().unwrap();
        let beyond = send(&app, files_url, "500", "a.txt", b"Ada").await;
        assert_eq!(beyond.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!app.visit(begun["url"].as_str().unwrap()).await.has("#files li"));
    }

    async fn a_file_sent_again_is_the_same_file(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &[]).await;
        let begun = announce(&app, &id, "2").await.json();
        let (url, files_url) = (begun["url"].as_str().unwrap(), begun["files_url"].as_str().unwrap());
        let first = send(&app, files_url, "0", "ada.txt", &text_cv("Ada Quill")).await;
        let again = send(&app, files_url, "0", "ada.txt", &text_cv("Ada Quill")).await;
        assert_eq!((again.status, first.attr("li", "id")), (StatusCode::CREATED, again.attr("li", "id")));
        let other = send(&app, files_url, "0", "bea.txt", &text_cv("Bea Stone")).await;
        assert_eq!(other.status, StatusCode::CONFLICT);
        let twin = send(&app, files_url, "1", "copy.txt", &text_cv("Ada Quill")).await;
        assert_eq!(twin.text("li p"), ["copy.txt", "The same file as ada.txt"]);
        app.run_jobs().await;
        assert_eq!(app.visit(url).await.attr("#files > li", "data-tone"), ["pos", "warn"]);

        // Elsewhere the same person is known, and considered once more.
        let there = position(&app, &rosa, "Architect", &[]).await;
        let url = upload(&app, &there, &[("ada.txt", &text_cv("Ada Quill"))]).await;
        app.run_jobs().await;
        assert_eq!(app.visit(&url).await.text("#files .meta")[1], "Known candidate, now considered here too");
        assert_eq!(app.visit("/candidates").await.text("tbody .row-link"), ["Ada Quill"]);
    }

    async fn what_cannot_be_taken_says_so_in_its_row(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &[]).await;
        let begun = announce(&app, &id, "2").await.json();
        let (url, files_url) = (begun["url"].as_str().unwrap(), begun["files_url"].as_str().unwrap());
        let empty = send(&app, files_url, "0", "ada.pdf", b"").await;
        assert_eq!((empty.status, empty.text("li p")), (StatusCode::UNPROCESSABLE_ENTITY, vec!["ada.pdf".into(), "The file is empty.".into()]));
        assert!(!empty.has("form"), "there is nothing to try again");
        // The place is free for a better copy.
        assert_eq!(send(&app, files_url, "0", "ada.pdf", &text_cv("Ada Quill")).await.status, StatusCode::CREATED);
        for (fields, files) in [
            (vec![], vec![("file", "a.txt", b"Ada".as_slice())]),
            (vec![("ordinal", "-1")], vec![("file", "a.txt", b"Ada".as_slice())]),
            (vec![("ordinal", "x")], vec![("file", "a.txt", b"Ada".as_slice())]),
            (vec![("ordinal", "1")], vec![]),
        ] {
            let refused = app.multipart(files_url, &[("hx-request", "true")], &fields, &files).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        }
        let long = "x".repeat(5_000);
        let refused = app.multipart(&format!("/positions/{id}/uploads"), &[], &[("source", &long)], &[("files", "a.txt", b"Ada")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let refused = app.post(&format!("/positions/{id}/uploads"), &[("source", "x")]).await;
        assert!(refused.status.is_client_error(), "{}", refused.status);
        app.run_jobs().await;
        assert_eq!(app.visit(url).await.text("#files li").len(), 1);
    }

    async fn a_failed_file_can_be_tried_again(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &[]).await;
        let url = upload(&app, &id, &[("scan.pdf", b"MZ\x00\x00"), ("none.pdf", b"")]).await;
        app.run_jobs().await;
        assert!(!app.visit(&url).await.has("#files form"), "trying again cannot help a program or an empty file");
        let broke = "Something broke on our side. Try again; if it stays, tell an admin.";
        app.write(sql("UPDATE upload_files SET reason = $1 WHERE file_name = 'scan.pdf'").bind(broke)).await;
        let page = app.visit(&url).await;
        assert_eq!(page.attr("#files form button", "aria-label"), ["Try again: scan.pdf"]);
        let done = app.submit(&page, "#files form", &[]).await;
        let page = app.follow(&done).await;
        assert_eq!(page.text(".toast p"), ["The file is being read again."]);
        assert_eq!(page.attr("#files > li", "data-tone"), ["work", "neg"]);
        assert!(page.has("[sse-connect]"));
        app.run_jobs().await;
        let page = app.visit(&url).await;
        assert_eq!(page.attr("#files > li", "data-tone"), ["neg", "neg"]);

        let rows = page.attr("#files > li", "id");
        let kept_out = format!("{url}/files/{}/retry", rows[1].trim_start_matches("file-"));
        assert_eq!(app.post(&kept_out, &[]).await.status, StatusCode::CONFLICT);
        assert_eq!(app.post(&format!("{url}/files/unheard-of/retry"), &[]).await.status, StatusCode::NOT_FOUND);
    }

    async fn the_page_hears_of_every_change(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &["must: Rust"]).await;
        let url = upload(&app, &id, &[("ada.txt", &text_cv("Ada Quill")), ("bad.pdf", b"MZ\x00\x00")]).await;
        let page = app.visit(&url).await;
        let mut live = app.events(&page.attr("[sse-connect]", "sse-connect")[0]).await;
        assert_eq!(live.next().await.0, "refresh");
        app.run_jobs().await;
        let last = loop {
            let (kind, data) = live.next().await;
            assert_eq!(kind, "file");
            if data.contains("All 2 done") {
                break data;
            }
        };
        assert!(last.contains("hx-swap-oob=\"true\"") && last.contains("id=\"upload-progress\""), "{last}");

        let missed = app.visit(&page.attr("[hx-trigger='sse:refresh']", "hx-get")[0]).await;
        assert_eq!(missed.text("li .row-link"), ["Ada Quill"]);
        assert_eq!(missed.attr("li", "hx-swap-oob"), ["true", "true"]);
        assert_eq!(missed.text("#upload-h"), ["All 2 done"]);
        app.later(chrono::TimeDelta::hours(1));
        let later = app.visit(&url).await;
        assert_eq!(later.text("#upload-h"), ["All 2 done"]);
    }

    async fn the_page_hears_of_duplicates(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &[]).await;
        upload(&app, &id, &[("ada.txt", &text_cv("Ada Quill")), ("bea.txt", &text_cv("Bea Stone"))]).await;
        app.run_jobs().await;
        let begun = announce(&app, &id, "2").await.json();
        let (url, files_url) = (begun["url"].as_str().unwrap(), begun["files_url"].as_str().unwrap());
        let page = app.visit(url).await;
        let mut live = app.events(&page.attr("[sse-connect]", "sse-connect")[0]).await;
        assert_eq!(live.next().await.0, "refresh");
        send(&app, files_url, "0", "ada.txt", &text_cv("Ada Quill")).await;
        send(&app, files_url, "1", "bea.txt", &text_cv("Bea Stone")).await;
        while !live.next().await.1.contains("All 2 done") {}
        assert_eq!(app.visit(url).await.text("#upload-h"), ["All 2 done"]);
    }

    async fn files_that_never_arrive_are_told_of_and_let_go(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &[]).await;
        let begun = announce(&app, &id, "3").await.json();
        let (url, files_url) = (begun["url"].as_str().unwrap(), begun["files_url"].as_str().unwrap());
        send(&app, files_url, "0", "ada.txt", &text_cv("Ada Quill")).await;
        app.run_jobs().await;
        let page = app.visit(url).await;
        assert!(!page.has("#stalled"), "they may be on their way");
        assert!(page.text("#upload-progress noscript").concat().contains("Look again"));

        app.later(chrono::TimeDelta::minutes(2));
        let page = app.visit(url).await;
        assert!(page.text("#stalled").concat().contains("2 files have not arrived"), "{}", page.body);
        assert_eq!(page.text("#stalled button"), ["Finish without them"]);
        let mut live = app.events(&page.attr("[sse-connect]", "sse-connect")[0]).await;
        let done = app.submit(&page, "#stalled form", &[]).await;
        assert_eq!(done.location(), url);
        while !live.next().await.1.contains("The file is done") {}
        let page = app.follow(&done).await;
        assert_eq!(page.text("#upload-h"), ["The file is done"]);
        assert!(!page.has("#stalled") && !page.has("[sse-connect]") && !page.has("#upload-progress noscript"));
        // One that comes after all is taken.
        assert_eq!(send(&app, files_url, "1", "bea.txt", &text_cv("Bea Stone")).await.status, StatusCode::CREATED);
        app.run_jobs().await;
        assert_eq!(app.visit(url).await.text("#upload-h"), ["All 2 done"]);

        let none = announce(&app, &id, "3").await.json();
        let tom = app.add_user("Tom Brandt", Role::Recruiter).await;
        let completion = format!("{}/completion", none["url"].as_str().unwrap());
        assert_eq!(app.post(&completion, &[]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(app.visit(none["url"].as_str().unwrap()).await.text("#upload-h"), ["No file arrived"]);
        app.sign_in(&tom).await;
        assert_eq!(app.post(&completion, &[]).await.status, StatusCode::FORBIDDEN);
    }

    async fn a_closed_position_takes_no_cvs_and_a_draft_says_what_it_is(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &[]).await;
        let url = upload(&app, &id, &[("ada.txt", &text_cv("Ada Quill"))]).await;
        let new = format!("/positions/{id}/uploads/new");
        assert!(!app.visit(&new).await.has("#draft"));
        app.post(&format!("/positions/{id}/status"), &[("status", "closed")]).await;
        let page = app.visit(&new).await;
        assert!(!page.has("form[data-upload]") && page.text("#closed").concat().contains("closed and takes no CVs"));
        assert!(!app.visit(&url).await.has("form[data-upload]"));
        let refused = announce(&app, &id, "1").await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.json()["error"].as_str().unwrap().contains("Open it again"), "{}", refused.body);

        app.submit(&page, "#closed form", &[]).await;
        assert!(app.visit(&new).await.has("form[data-upload]"));
        app.post(&format!("/positions/{id}/status"), &[("status", "draft")]).await;
        let page = app.visit(&new).await;
        assert!(page.has("form[data-upload]") && page.text("#draft").concat().contains("taken and screened all the same"));
        assert_eq!(announce(&app, &id, "1").await.status, StatusCode::CREATED);
    }

    async fn only_the_team_adds_candidates(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &[]).await;
        let url = upload(&app, &id, &[("bad.pdf", b"MZ\x00\x00")]).await;
        app.run_jobs().await;
        let row = app.visit(&url).await.attr("#files > li", "id")[0].trim_start_matches("file-").to_owned();

        let tom = app.add_user("Tom Brandt", Role::Recruiter).await;
        app.sign_in(&tom).await;
        let page = app.visit(&url).await;
        assert!(!page.has("form[data-upload]") && !page.has("#files form"), "a reader is offered nothing to change");
        assert_eq!(app.get(&format!("/positions/{id}/uploads/new")).await.status, StatusCode::FORBIDDEN);
        assert_eq!(announce(&app, &id, "1").await.status, StatusCode::FORBIDDEN);
        assert_eq!(send(&app, &format!("{url}/files"), "1", "a.txt", b"Ada").await.status, StatusCode::FORBIDDEN);
        assert_eq!(app.post(&format!("{url}/files/{row}/retry"), &[]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(app.get("/uploads/unheard-of").await.status, StatusCode::NOT_FOUND);
        assert_eq!(app.get("/uploads/unheard-of/events").await.status, StatusCode::NOT_FOUND);

        let maya = app.add_user("Maya Okafor", Role::Admin).await;
        app.sign_in(&maya).await;
        assert_eq!(announce(&app, &id, "1").await.status, StatusCode::CREATED);
    }
}

/// With little room, so that a test can fill it.
async fn small(engine: Engine) -> Option<TestApp> {
    TestApp::start_with(engine, &[("UPLOAD_FILES", "3"), ("UPLOAD_LIMIT_MB", "1")]).await
}

#[tokio::test]
async fn nothing_of_a_form_that_brings_too_much_is_lost() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(app) = small(engine).await else { continue };
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &[]).await;
        let large = vec![b'a'; (1 << 20) + 1];
        let full = text_cv("Ada Quill");
        let url = upload(
            &app,
            &id,
            &[
                ("large.txt", &large),
                ("a.txt", &full),
                ("b.txt", &text_cv("Bea Stone")),
                ("c.txt", &full),
                ("d.txt", b""),
            ],
        )
        .await;
        app.run_jobs().await;
        let page = app.visit(&url).await;
        assert_eq!(page.attr("#files > li", "data-tone"), ["neg", "pos", "pos", "neg", "neg"]);
        let rows = page.text("#files > li");
        assert!(rows[0].contains("The file is larger than 1 MB."), "{}", rows[0]);
        assert!(rows[3].contains("c.txt Not taken: an upload holds 3 files. Send this one in another."), "{}", rows[3]);

        let many: Vec<(&str, &[u8])> = (0..9).map(|_| ("x.txt", b"" as &[u8])).collect();
        let url = upload(&app, &id, &many).await;
        let page = app.visit(&url).await;
        assert_eq!(page.text("#files > li").len(), 6, "as many again are named");
        assert!(page.text("#upload-progress").concat().contains("3 not arrived yet"), "the rest is counted");

        let begun = announce(&app, &id, "1").await.json();
        let row = send(&app, begun["files_url"].as_str().unwrap(), "0", "large.txt", &large).await;
        assert_eq!(row.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(row.text("li p")[1], "The file is larger than 1 MB. Ask for a smaller copy.");
    }
}
