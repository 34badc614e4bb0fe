//! Candidates brought in as JSON Resumes.

use crate::imports::{candidates, count, go, send, undo};
use crate::positions::{drop_cvs, position};
use crate::support::*;
use recruitpro::platform::db::{Run, sql};
use recruitpro::platform::extraction::table::pack;

fn resume(name: &str, email: &str) -> String {
    format!(
        r#"{{"basics": {{"name": "{name}", "label": "Baker", "email": "{email}", "location": {{"city": "Ghent"}}}},
        "work": [{{"name": "Mill", "position": "Head baker", "startDate": "2018-03", "endDate": "2024-02"}}],
        "skills": [{{"name": "Sourdough"}}]}}"#
    )
}

async fn candidate(app: &TestApp, name: &str) -> Page {
    let id = sql("SELECT id FROM candidates WHERE name = $1").bind(name);
    let href = format!("/candidates/{}", app.app.db.one::<(String,)>(id).await.unwrap().0);
    let page = app.get(&href).await;
    // Whoever is considered for something is shown there.
    if page.status.is_redirection() { app.follow(&page).await } else { page }
}

async fn files(app: &TestApp) -> i64 {
    count(app, "SELECT COUNT(*) FROM documents WHERE kind = 'cv'").await
}

both! {
    async fn one_resume_becomes_a_candidate_with_their_cv(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let baker = position(&app, &rosa, "Baker", &["Three years as a baker"]).await;
        let page = send(&app, "ada.json", resume("Ada Quill", "ada@quill.example").as_bytes()).await;
        assert_eq!(page.text("#would li")[0], "1 new");
        assert!(page.text("#columns table").is_empty(), "there are no columns to name");
        let checked = app.submit(&page, "#columns", &[("position", &baker)]).await;
        let done = go(&app, &app.follow(&checked).await).await;
        assert_eq!(done.text("#counts li")[0], "1 added");
        let ada = candidate(&app, "Ada Quill").await;
        assert!(ada.body.contains("Head baker") && ada.body.contains("Ghent"), "the CV shows");
        assert_eq!(count(&app, "SELECT COUNT(*) FROM applications WHERE fit >= 0").await, 1, "and is screened");
        let (id, name): (String, String) = app.app.db.one(sql("SELECT id, file_name FROM documents")).await.unwrap();
        assert_eq!(name, "Ada Quill.json");
        assert_eq!(app.bytes(&format!("/documents/{id}/file")).await, resume("Ada Quill", "ada@quill.example").into_bytes(), "kept as it came");
        assert!(app.visit("/candidates?q=sourdough").await.body.contains("Ada Quill"));
    }

    async fn several_files_a_zip_and_a_list_come_in_alike(app) {
        app.sign_in_as(Role::Recruiter).await;
        let [ada, bea] = [resume("Ada Quill", "ada@quill.example"), resume("Bea Stone", "bea@stone.example")];
        let sent = app.multipart("/imports", &[], &[], &[("file", "a.json", ada.as_bytes()), ("file", "b.json", bea.as_bytes())]).await;
        let page = app.follow(&sent).await;
        assert!(page.text("h1")[0].contains("2 files"));
        go(&app, &page).await;
        assert_eq!((candidates(&app).await, files(&app).await), (2, 2));

        let cy = resume("Cy Vale", "cy@vale.example");
        let zip = pack([("cy.json", cy.as_bytes()), ("again.json", ada.as_bytes()), ("no.json", b"{}".as_slice()), ("read me.txt", b"hello")]).unwrap();
        let page = send(&app, "all.zip", &zip).await;
        assert_eq!(page.text("#would li"), ["1 new", "1 known already", "1 cannot be taken"]);
        assert!(page.text("#problems li")[0].contains("no “basics”"), "{:?}", page.text("#problems li"));
        let done = go(&app, &page).await;
        assert!(done.text("#failed li")[0].contains("no.json"), "{:?}", done.text("#failed li"));
        assert_eq!((candidates(&app).await, files(&app).await), (3, 3), "Ada's CV is not kept twice");

        let list = format!("[{}, {}]", resume("Di Marsh", "di@marsh.example"), cy);
        let page = send(&app, "list.json", list.as_bytes()).await;
        assert_eq!(page.text("#would li")[..2], ["1 new", "1 known already"]);
        go(&app, &page).await;
        assert_eq!((candidates(&app).await, files(&app).await), (4, 4));
    }

    async fn what_goes_out_as_json_resume_comes_in_again(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let baker = position(&app, &rosa, "Baker", &[]).await;
        drop_cvs(&app, &rosa, &baker, &[("Ada Quill", "Rust, Kubernetes")]).await;
        app.run_jobs().await;
        let ada = candidate(&app, "Ada Quill").await;
        let href = ada.attr("a[href$='.json']", "href")[0].clone();
        let out = app.bytes(&href).await;
        let text = String::from_utf8(out).unwrap().replace("ada.quill@mail.example", "else@mail.example").replace("Ada Quill", "Ada Twin");
        let page = send(&app, "ada.json", text.as_bytes()).await;
        go(&app, &page).await;
        let read = |name| sql("SELECT headline, location, email FROM candidates WHERE name = $1").bind(name);
        let one: (String, String, String) = app.app.db.one(read("Ada Quill")).await.unwrap();
        let other: (String, String, String) = app.app.db.one(read("Ada Twin")).await.unwrap();
        assert_eq!((&one.0, other.2.as_str()), (&other.0, "else@mail.example"));
        assert!(candidate(&app, "Ada Twin").await.body.contains("Kubernetes"));
    }

    async fn an_undo_takes_people_and_files_away(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let baker = position(&app, &rosa, "Baker", &["Three years as a baker"]).await;
        // Bea is considered already, without a CV.
        let page = send(&app, "bea.csv", b"Name,E-mail,Vacancy\nBea Stone,bea@stone.example,Baker\n").await;
        go(&app, &page).await;
        let list = format!("{}\n{}\n", resume("Ada Quill", "ada@quill.example").replace('\n', " "), resume("Bea Stone", "bea@stone.example").replace('\n', " "));
        let done = go(&app, &send(&app, "people.jsonl", list.as_bytes()).await).await;
        assert_eq!(done.text("#counts li")[..2], ["1 added", "1 known already"]);
        let fit = "SELECT COUNT(*) FROM applications WHERE fit >= 0";
        assert_eq!((files(&app).await, count(&app, fit).await), (2, 1), "Bea is judged by the CV that came");
        let hashes: Vec<(String,)> = app.app.db.all(sql("SELECT sha256 FROM documents")).await.unwrap();

        undo(&app, &done).await;
        assert_eq!((candidates(&app).await, files(&app).await, count(&app, fit).await), (1, 0, 0));
        for (sha256,) in hashes {
            assert!(!app.app.files.exists(&sha256).await.unwrap(), "no file stays behind");
        }
        assert!(app.visit(&format!("/positions/{baker}")).await.body.contains("Bea Stone"));
    }

    async fn someone_who_has_a_cv_keeps_it(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let baker = position(&app, &rosa, "Baker", &[]).await;
        drop_cvs(&app, &rosa, &baker, &[("Ada Quill", "Rust")]).await;
        app.run_jobs().await;
        let page = send(&app, "ada.json", resume("Ada Quill", "ada.quill@mail.example").as_bytes()).await;
        let done = go(&app, &page).await;
        assert_eq!(done.text("#counts li")[1], "1 known already");
        assert_eq!(files(&app).await, 1);
    }

    async fn what_is_no_resume_is_refused_or_named(app) {
        app.sign_in_as(Role::Recruiter).await;
        let table = b"Name\nAda\n".as_slice();
        let many = [("file", "a.json", b"{\"basics\":{}}".as_slice()), ("file", "people.csv", table)];
        let refused = app.multipart("/imports", &[], &[], &many).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text("#file-error")[0].contains("people.csv is not"), "{:?}", refused.text("#file-error"));
        for (bytes, why) in [(b"{\"basics\": ".as_slice(), "is not one"), (b"[]", "no rows"), (b"{nonsense}\nmore", "is not one")] {
            let page = app.multipart("/imports", &[], &[], &[("file", "x.json", bytes)]).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(page.text("#file-error")[0].contains(why), "{why}: {:?}", page.text("#file-error"));
        }
        let hostile = format!("[{{\"basics\":{{\"name\":\"<script>x</script>\"}}}}, {{\"basics\":{{\"name\":\"{}\"}}}}, 7, null]", "x".repeat(5_000));
        let page = send(&app, "odd.json", hostile.as_bytes()).await;
        assert_eq!(page.text("#would li"), ["1 new", "0 known already", "3 cannot be taken"]);
        assert!(!page.body.contains("<script>x"));
    }
}
