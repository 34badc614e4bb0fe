//! Requirements: typed, proposed, ordered, saved.

use crate::{
    positions::{drop_cvs, position},
    support::*,
};
use recruitpro::{
    demo::paper::{self, Block, Paper, Section, Style},
    hiring::{positions::Position, requirements},
};

const JD: &str = "Signalling project manager\nLocation: Leeds\n\nWhat you will do\n- Lead resignalling of forty stations\n\n\
    Requirements\n- At least five years of experience in rail signalling projects\n- PRINCE2 certificate\n- Fluent English\n\n\
    Nice to have\n- German at B1\n\nBenefits\n- Free lunch";

async fn asked(app: &TestApp, position: &str) -> Vec<(String, String, u8)> {
    let rows = requirements::of_position(&app.app.db, position).await.unwrap();
    rows.into_iter().map(|row| (row.text, format!("{:?} {:?}", row.importance, row.category), row.weight)).collect()
}

async fn propose(app: &TestApp, position: &str, fields: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Page {
    app.multipart(&format!("/positions/{position}/requirements/draft"), &[("accept", "text/html")], fields, files).await
}

/// A job description as a document.
fn document() -> Paper {
    let section = |heading: &str, items: &[&str]| Section {
        heading: heading.into(),
        aside: false,
        blocks: vec![Block::List(items.iter().map(|item| item.to_string()).collect())],
    };
    Paper {
        name: "Signalling project manager".into(),
        place: "Leeds".into(),
        sections: vec![
            section("What you will do", &["Lead resignalling of forty stations"]),
            section(
                "Requirements",
                &["At least five years of experience in rail signalling projects", "PRINCE2 certificate"],
            ),
        ],
        ..Paper::default()
    }
}

both! {
    async fn a_requirement_that_the_law_forbids_is_warned_of_beside_its_row(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Waiter", &[]).await;
        let lines = "must: Under 30\nmust: Two years of waiting tables\nnice: Native English speaker";
        let page = propose(&app, &id, &[("from", "lines"), ("lines", lines)], &[]).await;
        let warned = page.text("[id$=-advice]");
        assert_eq!(page.attr("[id$=-advice]", "id"), ["text-0-advice", "text-2-advice"], "{warned:?}");
        assert!(warned[0].contains("age") && warned[0].contains("2000/78/EC") && warned[0].contains("ADEA"));
        assert!(warned[1].contains("origin") && warned[1].contains("2000/43/EC"));
    }

    async fn rows_are_typed_ordered_removed_and_saved(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &[]).await;
        let page = app.visit(&format!("/positions/{id}/requirements/edit")).await;
        assert_eq!(page.attr("#rows [name=rows]", "value"), ["5"]);
        let typed = [
            ("text-0", "Kafka"), ("category-0", "skill"), ("importance-0", "nice"), ("weight-0", "1"),
            ("text-2", " Five years\r\nof Rust "), ("category-2", "experience"), ("importance-2", "must"), ("weight-2", "5"),
            ("text-3", "Lisbon"), ("category-3", "location"),
        ];
        let mut more = typed.to_vec();
        more.push(("do", "more"));
        let page = app.submit(&page, "#requirements", &more).await;
        assert_eq!((page.status, page.attr("#rows [name=rows]", "value")), (StatusCode::OK, vec!["10".into()]));
        assert_eq!(page.attr("[data-focus]", "id"), ["text-5"]);
        let page = app.submit(&page, "#requirements", &[("do", "down-0")]).await;
        let page = app.submit(&page, "#requirements", &[("do", "down-1")]).await;
        assert_eq!(page.attr("[data-focus]", "id"), ["down-2"]);
        assert_eq!(page.text("#rows textarea")[..4], ["", "Five years of Rust", "Kafka", "Lisbon"]);
        let page = app.submit(&page, "#requirements", &[("do", "remove-3")]).await;
        assert!(asked(&app, &id).await.is_empty(), "nothing is stored yet");

        let done = app.submit(&page, "#requirements", &[("do", "save")]).await;
        assert_eq!(app.follow(&done).await.text("#toasts p"), ["Requirements saved."]);
        let expected = [("Five years of Rust".into(), "Must Experience".into(), 5), ("Kafka".into(), "Nice Skill".into(), 1)];
        assert_eq!(asked(&app, &id).await, expected);

        let before = requirements::of_position(&app.app.db, &id).await.unwrap();
        let page = app.visit(&format!("/positions/{id}/requirements/edit")).await;
        let done = app.submit(&page, "#requirements", &[("text-1", "NATS"), ("text-2", "Dutch"), ("category-2", "language")]).await;
        app.follow(&done).await;
        let after = requirements::of_position(&app.app.db, &id).await.unwrap();
        assert_eq!([&after[0].id, &after[1].id], [&before[0].id, &before[1].id], "a row that stays keeps its id");
        assert_eq!(after[2].text, "Dutch");
        assert_eq!(app.get(&format!("/positions/{id}/requirements")).await.location(), format!("/positions/{id}/requirements/edit"));
    }

    async fn what_is_wrong_stands_beside_its_row(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &[]).await;
        let page = app.visit(&format!("/positions/{id}/requirements/edit")).await;
        let long = "x".repeat(10_000);
        let again = app.submit(&page, "#requirements", &[("text-0", "Rust"), ("text-3", &long)]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(again.text("#text-3-error"), ["Keep it under 500 characters; this has 10000."]);
        assert_eq!(again.attr(".callout-neg a", "href"), ["#text-3"]);
        assert_eq!((again.text("#text-0"), again.text("#text-3")[0].len()), (vec!["Rust".into()], 10_000));

        let path = format!("/positions/{id}/requirements");
        let row = [("rows", "1"), ("version", "0"), ("text-0", "Rust"), ("category-0", "magic"), ("importance-0", "must"), ("weight-0", "9")];
        let again = app.post(&path, &row).await;
        assert_eq!(again.text("#category-0-error"), ["Choose a category, an importance and a weight from 1 to 5."]);

        let many: Vec<(String, &str)> = (0..61).flat_map(|n| [(format!("text-{n}"), "Rust"), (format!("category-{n}"), "skill"), (format!("importance-{n}"), "must"), (format!("weight-{n}"), "3")]).collect();
        let mut many: Vec<(&str, &str)> = many.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        many.extend([("rows", "61"), ("version", "0")]);
        let again = app.post(&path, &many).await;
        assert_eq!(again.text(".callout-neg li"), ["A position takes 60 requirements; these are 61. Merge or remove some."]);
        assert!(asked(&app, &id).await.is_empty());
        assert_eq!(app.post(&path, &[("rows", "99999999999999999999")]).await.status, StatusCode::CONFLICT, "no version, no rows, no harm");
    }

    async fn nothing_but_a_clear_word_removes_every_requirement(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &["Rust", "Kafka"]).await;
        let path = format!("/positions/{id}/requirements");
        let version = app.visit(&format!("{path}/edit")).await.attr("[name=version]", "value")[0].clone();
        let head = [("rows", "0"), ("version", version.as_str())];
        for odd in ["wipe", "remove-", "remove-x", "up-1-2", "SAVE", "0"] {
            let fields = [head[0], head[1], ("do", odd)];
            assert_eq!(app.post(&path, &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{odd}");
        }
        for word in ["save", ""] {
            let asked_first = app.post(&path, &[head[0], head[1], ("do", word)]).await;
            assert_eq!(asked_first.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(asked_first.text("#emptying button"), ["Remove all requirements"]);
        }
        assert_eq!(asked(&app, &id).await.len(), 2);
        assert_eq!(app.post(&path, &[head[0], head[1], ("do", "clear")]).await.status, StatusCode::SEE_OTHER);
        assert!(asked(&app, &id).await.is_empty());
    }

    async fn a_stale_form_keeps_its_rows(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &["Rust"]).await;
        let (mine, theirs) = (app.visit(&format!("/positions/{id}/requirements/edit")).await, app.visit(&format!("/positions/{id}/requirements/edit")).await);
        app.submit(&theirs, "#requirements", &[("text-0", "Go")]).await.location();
        let stale = app.submit(&mine, "#requirements", &[("text-1", "PostgreSQL <b>")]).await;
        assert_eq!((stale.status, stale.has("#stale")), (StatusCode::CONFLICT, true));
        assert_eq!(stale.text("#rows textarea")[..2], ["Rust", "PostgreSQL <b>"]);
        assert_eq!(asked(&app, &id).await[0].0, "Go");
        app.submit(&stale, "#requirements", &[]).await.location();
        assert_eq!(asked(&app, &id).await.len(), 2);
    }

    async fn saving_screens_everyone_again(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &["must: PostgreSQL"]).await;
        drop_cvs(&app, &rosa, &id, &[("Ada Byron", "Rust"), ("Grace Hopper", "PostgreSQL")]).await;
        app.run_jobs().await;
        assert_eq!(app.visit(&format!("/positions/{id}")).await.text("#rows .row-link"), ["Grace Hopper", "Ada Byron"]);
        let page = app.visit(&format!("/positions/{id}/requirements/edit")).await;
        let done = app.submit(&page, "#requirements", &[("text-0", "Rust")]).await;
        assert_eq!(app.follow(&done).await.text("#toasts p"), ["Requirements saved. Screening 2 candidates again."]);
        for tab in ["", "/board", "/rescreens"] {
            let told = app.visit(&format!("/positions/{id}{tab}")).await.text("#rescreening").concat();
            assert!(told.contains("Screening 2 candidates anew · 0 done."), "{tab}: {told}");
        }
        app.run_jobs().await;
        assert_eq!(app.visit(&format!("/positions/{id}")).await.text("#rescreening"), [""]);
        assert_eq!(app.visit(&format!("/positions/{id}")).await.text("#rows .row-link"), ["Ada Byron", "Grace Hopper"]);
    }

    async fn lines_become_rows_to_check(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &["must: Rust"]).await;
        let page = app.visit(&format!("/positions/{id}/requirements/draft")).await;
        let lines = "must: five years of backend development\n\n- nice: German at B2\nrust\nPRINCE2 certificate\n";
        let form = app.submit(&page, "#from-lines", &[("lines", lines)]).await;
        assert_eq!(form.text("#rows textarea"), ["Rust", "five years of backend development", "German at B2", "PRINCE2 certificate"]);
        assert_eq!(form.attr("#rows select[name^=category] option[selected]", "value"), ["skill", "experience", "language", "certificate"]);
        assert_eq!(form.attr("#rows select[name^=importance] option[selected]", "value"), ["must", "must", "nice", "must"]);
        assert_eq!(form.text("#notice"), ["3 requirements proposed. Check them, then save. One was here already."]);
        assert_eq!(form.attr("#rows [name^=proposed]", "name"), ["proposed-1", "proposed-2", "proposed-3"]);
        assert_eq!(asked(&app, &id).await.len(), 1, "nothing is stored yet");
        assert!(!form.has("[name=description]"), "typed lines are no job description");
        app.submit(&form, "#requirements", &[]).await.location();
        assert_eq!(asked(&app, &id).await.len(), 4);

        let again = app.submit(&page, "#from-lines", &[("lines", " \n ")]).await;
        assert_eq!(again.text("#lines-error"), ["Type what you ask for, one thing a line."]);
        let again = app.submit(&page, "#from-lines", &[("lines", &"Rust\n".repeat(61))]).await;
        assert_eq!((again.status, again.text("#lines-error")), (StatusCode::UNPROCESSABLE_ENTITY, vec!["A position takes 60 requirements; these are 61 lines.".into()]));
        assert_eq!(again.text("#lines")[0].len(), 61 * 5 - 1, "nothing typed is lost");
    }

    async fn a_pasted_description_proposes_rows_and_may_be_kept(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Signalling project manager", &[]).await;
        let page = app.visit(&format!("/positions/{id}/requirements/draft")).await;
        assert!(!page.has("#from-description"));
        let form = app.submit(&page, "#from-text", &[("text", JD)]).await;
        let rows = form.text("#rows textarea");
        assert!(rows.iter().any(|row| row.contains("rail signalling")), "{rows:?}");
        assert!(!rows.iter().any(|row| row.contains("lunch") || row.contains("forty")), "{rows:?}");
        assert!(asked(&app, &id).await.is_empty(), "nothing is stored yet");
        // The form may change on its way to be saved; the text goes with it.
        let form = app.submit(&form, "#requirements", &[("do", "remove-0")]).await;
        app.submit(&form, "#requirements", &[]).await.location();
        assert_eq!(asked(&app, &id).await.len(), rows.len() - 1);
        assert_eq!(Position::find(&app.app.db, &rosa, &id).await.unwrap().description, JD);

        let page = app.visit(&format!("/positions/{id}/requirements/draft")).await;
        let form = app.submit(&page, "#from-description", &[]).await;
        assert_eq!(form.attr("#rows [name^=proposed]", "name").len(), 1, "only the one that was removed");
        assert!(!form.has("[name=description]"));
    }

    async fn a_list_that_was_left_out_is_named(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Baker", &[]).await;
        let jd = "Baker\n\nWhat we ask\n- HACCP\n\nOdds and ends\n- Sourdough Saturdays\n- Flour everywhere\n";
        let form = propose(&app, &id, &[("from", "text"), ("text", jd)], &[]).await;
        assert!(form.body.contains("Left out: the list under “Odds and ends”. Add from it what you ask for."));
    }

    async fn the_pasted_text_is_not_kept_unless_asked(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Signalling project manager", &[]).await;
        let form = propose(&app, &id, &[("from", "text"), ("text", JD)], &[]).await;
        app.submit(&form, "#requirements", &[("keep_description", "")]).await.location();
        assert_eq!(Position::find(&app.app.db, &rosa, &id).await.unwrap().description, "");
    }

    async fn documents_propose_rows(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Signalling project manager", &[]).await;
        let (docx, pdf) = (paper::docx(&document(), Style::Classic), paper::pdf(&document(), Style::Classic));
        for (name, bytes) in [("jd.docx", docx.as_slice()), ("jd.pdf", pdf.as_slice()), ("jd.txt", JD.as_bytes())] {
            let form = propose(&app, &id, &[("from", "file")], &[("file", name, bytes)]).await;
            assert_eq!(form.status, StatusCode::OK, "{name}: {}", form.body);
            let rows = form.text("#rows textarea");
            assert!(rows.iter().any(|row| row.contains("five years")) && rows.iter().any(|row| row.contains("PRINCE2")), "{name}: {rows:?}");
            assert!(form.text("[name=description]")[0].contains("resignalling"), "{name}");
        }
        assert!(asked(&app, &id).await.is_empty(), "nothing is stored yet");
    }

    async fn what_cannot_be_read_says_why(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &[]).await;
        for (bytes, why) in [(&b""[..], "Choose a file first."), (&b"MZ\x90\x00\x03\x00\x00\x00"[..], "This kind of file cannot be read"), (&b"%PDF-1.4 and no more"[..], "The file is damaged")] {
            let again = propose(&app, &id, &[("from", "file")], &[("file", "../jd.pdf", bytes)]).await;
            assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(again.text("#file-error")[0].starts_with(why), "{:?}", again.text("#file-error"));
        }
        let again = propose(&app, &id, &[("from", "text"), ("text", "")], &[]).await;
        assert_eq!(again.text("#text-error"), ["Paste the job description first."]);
        let again = propose(&app, &id, &[("from", "text"), ("text", &"word ".repeat(10_001))], &[]).await;
        assert_eq!(again.text("#text-error"), ["Keep it under 50000 characters; this has 50004."]);
        let again = propose(&app, &id, &[("from", "description")], &[]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        let again = propose(&app, &id, &[("from", "file")], &[("file", "jd.txt", &vec![b'x'; 26 << 20])]).await;
        assert_eq!((again.status, again.text("#file-error")), (StatusCode::UNPROCESSABLE_ENTITY, vec!["The file is larger than 25 MB.".into()]));
        let beyond = propose(&app, &id, &[("from", "file")], &[("file", "jd.txt", &vec![b'x'; 66 << 20])]).await;
        assert_eq!(beyond.status, StatusCode::PAYLOAD_TOO_LARGE);
        let hostile = propose(&app, &id, &[("from", "lines"), ("lines", "must: <script>alert(1)</script> \"'><img src=x onerror=alert(1)>")], &[]).await;
        assert_eq!(hostile.text("#rows textarea"), ["<script>alert(1)</script> \"'><img src=x onerror=alert(1)>"]);
        assert!(!hostile.has("main script, main img"));
    }
}
