//! A candidate within a position: the evidence, the moves, the recruiter's own word.

use crate::{
    positions::position,
    support::*,
    uploads::{text_cv, upload},
};
use recruitpro::{
    hiring::{
        Error,
        applications::{self, Application, Outcome},
        screenings,
    },
    platform::db::{Run, sql},
};

const ASKED: [&str; 4] = ["must: Rust", "must: Kubernetes", "must: Kafka", "nice: Terraform"];

/// Ada considered for a position that asks for these; answers with the application's address.
async fn ada(app: &TestApp, owner: &User, asked: &[&str]) -> String {
    let id = position(app, owner, "Engineer", asked).await;
    let url = upload(app, &id, &[("ada.txt", &text_cv("Ada Quill"))]).await;
    app.run_jobs().await;
    app.visit(&url).await.attr("#files .row-link", "href")[0].clone()
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

async fn stored(app: &TestApp, reader: &User, href: &str) -> Application {
    Application::find(&app.app.db, reader, href.trim_start_matches("/applications/")).await.unwrap()
}

/// The engine's version as pages write it.
fn rules() -> String {
    recruitpro::screening::ENGINE_VERSION.replacen('r', "R", 1)
}

both! {
    async fn every_quote_is_marked_word_for_word_in_the_cv(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let href = ada(&app, &rosa, &ASKED).await;
        let page = app.visit(&href).await;
        assert_eq!(page.text("h1"), ["Ada Quill"]);
        let application = stored(&app, &rosa, &href).await;
        let kept = screenings::latest(&app.app.db, &rosa, &application).await.unwrap().unwrap();
        let mut quotes = 0;
        for (number, judged) in (1..).zip(&kept.result.0.verdicts) {
            for (nth, evidence) in (1..).zip(&judged.evidence) {
                let key = if nth == 1 { number.to_string() } else { format!("{number}-{nth}") };
                assert_eq!(page.text(&format!("[data-cv] [data-ev='{key}']")).concat(), folded(&evidence.quote));
                assert_eq!(page.text(&format!("#panel [data-ev='{key}'] .mark")), [folded(&evidence.quote)]);
                assert_eq!(page.attr(&format!("#panel [data-ev='{key}']"), "href"), [format!("#cv-{key}")]);
                assert!(page.has(&format!("[data-cv] #cv-{key}")) && page.has(&format!("#req-{number}")), "both ends are there");
                quotes += 1;
            }
        }
        assert!(quotes >= 2, "{:?}", kept.result.0.verdicts);
        assert_eq!(page.attr("[data-cv] a.mark", "href")[0].split('#').next().unwrap(), href, "from every tab");
        assert_eq!(page.text("[data-cv] h2"), ["Experience", "Skills"]);

        // What the CV does not say is a question, and no miss.
        assert_eq!(page.attr("#req-3 .req", "aria-label"), ["Not stated"]);
        assert!(page.text("#questions li").iter().any(|question| question.contains("Kafka")), "{:?}", page.text("#questions li"));
        assert!(!page.text("#panel section").iter().any(|section| section.starts_with("Gaps") && section.contains("Kafka")));
        assert!(page.text("#panel .meta").iter().any(|line| line.starts_with(&format!("{}, ", rules())) && line.contains("from ada.txt, took ")));
        assert_eq!(page.text("#panel .figure"), ["60"]);
        assert!(page.text("#sum p")[0].ends_with("Fit: 100 × 6 ÷ 10 = 60."), "{:?}", page.text("#sum p"));
    }

    async fn a_cv_is_text_and_nothing_else(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &["must: Rust"]).await;
        let cv = "Bea Stone\nbea@mail.example\n\nExperience\nEngineer, <script>alert(1)</script> Ltd 2019 – 2021\n- Wrote <b>Rust</b> & \"more\" for 'Quill' <img src=x onerror=alert(2)>\nSkills\nRust\n";
        let url = upload(&app, &id, &[("bea.txt", cv.as_bytes())]).await;
        app.run_jobs().await;
        let href = app.visit(&url).await.attr("#files .row-link", "href")[0].clone();
        for tab in ["", "/details", "/activity", "/files"] {
            let page = app.visit(&format!("{href}{tab}")).await;
            assert!(!page.has("#main script") && !page.has("#main img") && !page.has("[data-cv] b"), "{tab}");
            assert!(page.text("[data-cv]").concat().contains("<script>alert(1)</script> Ltd"));
            assert!(page.text("[data-cv] li").concat().contains("Wrote <b>Rust</b>"));
        }
    }

    async fn a_move_can_be_undone(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let href = ada(&app, &rosa, &["must: Rust"]).await;
        let page = app.visit(&href).await;
        let moved = app.submit(&page, &format!("form[action='{href}/stage']:has(.btn-primary)"), &[]).await;
        let page = app.follow(&moved).await;
        assert_eq!(page.text(".toast p"), ["Moved Ada Quill to Screening."]);
        assert_eq!(stored(&app, &rosa, &href).await.stage, "Screening");
        let undone = app.submit(&page, ".toast form", &[]).await;
        let page = app.follow(&undone).await;
        assert_eq!(page.text(".toast p"), ["Undone. Ada Quill is in New again."]);
        assert_eq!(stored(&app, &rosa, &href).await.stage, "New");
        assert!(app.visit(&format!("{href}/activity")).await.text("#feed li")[0].starts_with("Rosa Recruits undid the last move"));
    }

    async fn of_two_people_who_move_someone_the_second_is_told(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let href = ada(&app, &rosa, &["must: Rust"]).await;
        let seen_by_both = app.visit(&href).await;
        let maya = app.add_user("Maya Okafor", Role::Admin).await;
        let second = app.browser();
        second.sign_in(&maya).await;
        let form = format!("form[action='{href}/stage']:has(.btn-primary)");
        assert_eq!(app.submit(&seen_by_both, &form, &[]).await.status, StatusCode::SEE_OTHER);
        let late = second.submit(&seen_by_both, &form, &[]).await;
        assert_eq!((late.status, late.location()), (StatusCode::SEE_OTHER, &*href), "the page as it is now, not a dead end");
        let late = second.follow(&late).await;
        assert_eq!(late.text(".toast p"), ["Rosa Recruits moved Ada Quill meanwhile: they are in Screening now."]);
        assert_eq!(late.attr(".toast", "data-tone"), ["neg"]);

        let fields: Vec<(String, String)> = ["stage", "from"].iter().map(|name| (name.to_string(), seen_by_both.attr(&format!("{form} [name={name}]"), "value")[0].clone())).collect();
        let body = fields.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&");
        let by_htmx = |body: String| axum::http::Request::post(format!("{href}/stage"))
            .header("sec-fetch-site", "same-origin").header("hx-request", "true").header("content-type", "application/x-www-form-urlencoded")
            .body(axum::body::Body::from(body)).unwrap();
        let late = second.send(by_htmx(body)).await;
        assert_eq!((late.status, late.headers["hx-retarget"].to_str().unwrap()), (StatusCode::CONFLICT, "#toasts"));
        let now = stored(&app, &rosa, &href).await;
        let stage = app.visit(&href).await.attr(&format!("{form} [name=stage]"), "value")[0].clone();
        let moved = second.send(by_htmx(format!("stage={stage}&from={}", now.stage_id))).await;
        assert_eq!(moved.status, StatusCode::NO_CONTENT);
        let toast: serde_json::Value = serde_json::from_str(moved.headers["hx-trigger"].to_str().unwrap()).unwrap();
        assert_eq!(toast["toast"]["text"], "Moved Ada Quill to Shortlisted.");
        assert!(toast["toast"]["undo"].as_str().unwrap().starts_with(&format!("{href}/moves/")));
    }

    async fn rejecting_takes_a_reason_and_can_be_taken_back(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let href = ada(&app, &rosa, &["must: Rust"]).await;
        let page = app.visit(&format!("{href}/rejection/new")).await;
        assert!(page.attr("#reason-list option", "value").contains(&"Another candidate was stronger".to_owned()));
        let again = app.submit(&page, "#decision", &[("reason", "  ")]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(again.text(".error"), ["Give the reason; it helps whoever looks here next."]);
        let long = "x".repeat(501);
        assert_eq!(app.submit(&page, "#decision", &[("reason", &long)]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let done = app.submit(&again, "#decision", &[("reason", "Pay <too> far apart")]).await;
        let page = app.follow(&done).await;
        assert_eq!(page.text(".toast p"), ["Rejected Ada Quill."]);
        assert!(page.text("main").concat().contains("Pay <too> far apart"));
        assert!(!page.has(&format!("form[action='{href}/stage']")), "someone out is not moved");
        let again = app.post(&format!("{href}/rejection"), &[("reason", "Once more")]).await;
        assert_eq!(again.status, StatusCode::CONFLICT);

        let reopened = app.submit(&page, &format!("form[action='{href}/reopening']"), &[]).await;
        let page = app.follow(&reopened).await;
        assert_eq!(page.text(".toast p"), ["Ada Quill is back in play in New."]);
        let done = app.submit(&page, &format!("dialog form[action='{href}/withdrawal']"), &[("reason", "Took another offer")]).await;
        let page = app.follow(&done).await;
        assert_eq!(page.text(".toast p"), ["Noted that Ada Quill withdrew."]);
        let undone = app.submit(&page, ".toast form", &[]).await;
        assert_eq!(app.follow(&undone).await.text(".toast p"), ["Undone. Ada Quill is in New again."]);
    }

    async fn a_rejection_of_someone_moved_meanwhile_is_held_back(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let href = ada(&app, &rosa, &["must: Rust"]).await;
        let page = app.visit(&href).await;
        let maya = app.add_user("Maya Okafor", Role::Admin).await;
        let second = app.browser();
        second.sign_in(&maya).await;
        let seen = second.visit(&href).await;
        app.submit(&page, &format!("form[action='{href}/stage']:has(.btn-primary)"), &[]).await;

        let attempts = [
            ("rejection", "Reject", "Rosa Recruits moved"),
            // By now the latest move is Maya's own: she took the rejection back.
            ("withdrawal", "Note the withdrawal", "You moved"),
        ];
        for (noun, verb, faster) in attempts {
            let dialog = format!("dialog form[action='{href}/{noun}']");
            let late = second.submit(&seen, &dialog, &[("reason", "Pay <too> far apart")]).await;
            assert_eq!(late.status, StatusCode::CONFLICT);
            let told = late.text("#stale").concat();
            assert!(told.contains(&format!("{faster} Ada Quill meanwhile: they are in Screening now.")), "{told}");
            assert_eq!(late.attr("#reason", "value"), ["Pay <too> far apart"]);
            assert_eq!(late.text("#decision button"), [verb]);
            assert_eq!(stored(&app, &rosa, &href).await.outcome, Outcome::Active);
            // Seen again, it may be done.
            let done = second.submit(&late, "#decision", &[]).await;
            let undo = second.follow(&done).await;
            assert_ne!(stored(&app, &rosa, &href).await.outcome, Outcome::Active);
            let twice = second.submit(&seen, &dialog, &[("reason", "Once more")]).await;
            assert_eq!(twice.status, StatusCode::CONFLICT);
            assert_eq!((twice.text("#decision button").len(), twice.attr("#decision a", "href")), (0, vec![href.clone()]));
            second.submit(&undo, ".toast form", &[]).await;
        }
        let undone_twice = second.post(&format!("{href}/moves/unheard-of/undo"), &[]).await;
        assert_eq!((undone_twice.status, undone_twice.location()), (StatusCode::SEE_OTHER, &*href));
    }

    async fn an_undo_that_is_refused_leaves_its_move_standing(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let href = ada(&app, &rosa, &["must: Rust"]).await;
        let page = app.visit(&href).await;
        app.submit(&page, &format!("form[action='{href}/stage']:has(.btn-primary)"), &[]).await;
        let seen = stored(&app, &rosa, &href).await;
        let made = applications::history(&app.app.db, &seen).await.unwrap().remove(0).id;
        app.write(sql("UPDATE applications SET version = version + 1 WHERE id = $1").bind(&seen.id)).await;

        // As among many undone together: the transaction goes on, and is kept.
        let mut tx = app.app.db.begin().await.unwrap();
        let refused = applications::undo(&mut tx, &seen, &rosa, &made, app.app.clock.now()).await;
        assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
        tx.commit().await.unwrap();
        let still = stored(&app, &rosa, &href).await;
        assert_eq!(still.stage, seen.stage);
        assert_eq!(applications::history(&app.app.db, &still).await.unwrap().remove(0).id, made);
    }

    async fn a_verdict_on_what_is_no_longer_asked_is_refused_plainly(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let href = ada(&app, &rosa, &["must: Rust", "must: COBOL"]).await;
        let seen = app.visit(&href).await;
        let position = stored(&app, &rosa, &href).await.position_id;
        let form = app.visit(&format!("/positions/{position}/requirements/edit")).await;
        app.submit(&form, "#requirements", &[("text-1", ""), ("do", "save")]).await.location();
        for _ in 0..2 {
            let late = app.submit(&seen, "#differ-2", &[("verdict", "met"), ("reason", "She taught it")]).await;
            assert_eq!((late.status, late.location()), (StatusCode::SEE_OTHER, &*href));
            assert_eq!(app.follow(&late).await.text(".toast p"), ["The position no longer asks for this, so the verdict was not saved. Look at what counts now."]);
            app.run_jobs().await;
        }
    }

    async fn a_recruiters_verdict_counts_until_it_is_taken_back(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let href = ada(&app, &rosa, &ASKED).await;
        let page = app.visit(&href).await;
        let again = app.submit(&page, "#differ-3", &[("verdict", "met"), ("reason", "")]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(again.text("#differ-3-error"), ["Say why; your colleagues see it beside the machine's verdict."]);
        assert_eq!(again.attr("#differ-3 option[selected]", "value"), ["met"]);
        assert!(again.has("details[open] #differ-3"));
        assert_eq!(stored(&app, &rosa, &href).await.fit, Some(60));

        let done = app.submit(&again, "#differ-3", &[("verdict", "met"), ("reason", "Ran it for <years>, by phone")]).await;
        let page = app.visit(done.location().split('#').next().unwrap()).await;
        assert_eq!(page.text(".toast p"), ["Your verdict counts: met. Fit 60 became 90."]);
        assert_eq!(page.text("#panel .figure"), ["90"]);
        assert_eq!(page.attr("#req-3 .req", "aria-label"), ["Met"]);
        let beside = page.text("#req-3").concat();
        assert!(beside.contains("Rosa Recruits: Met. Ran it for <years>, by phone"), "{beside}");
        assert!(beside.contains(&format!("{} said: not stated.", rules())), "{beside}");
        assert!(page.text("#panel p").iter().any(|line| line.contains(&format!("Counts the team’s own verdicts. {} came to 60.", rules()))));
        assert_eq!(stored(&app, &rosa, &href).await.fit, Some(90));

        let done = app.submit(&page, "#req-3 form[action$=withdrawal]", &[]).await;
        let page = app.visit(done.location().split('#').next().unwrap()).await;
        assert_eq!(page.text(".toast p"), ["The screening's verdict counts again. Fit 90 became 60."]);
        assert_eq!(stored(&app, &rosa, &href).await.fit, Some(60));
        assert!(!page.has("#req-3 form[action$=withdrawal]"));
        let feed = app.visit(&format!("{href}/activity")).await.text("#feed li");
        assert!(feed[0].starts_with("Rosa Recruits went back to the screening") && feed[1].contains("judged them differently"), "{feed:?}");

        for (path, fields) in [("overrules/unheard-of", vec![("verdict", "met"), ("reason", "x")]), ("overrules/unheard-of/withdrawal", vec![])] {
            let refused = app.post(&format!("{href}/{path}"), &fields).await;
            assert!(app.follow(&refused).await.text(".toast p").concat().contains("no longer asks for this"));
        }
        let odd = app.post(&format!("{href}/overrules/x"), &[("verdict", "superb"), ("reason", "x")]).await;
        assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
    }

    async fn without_requirements_there_is_a_reason_and_a_way_on(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let href = ada(&app, &rosa, &[]).await;
        let page = app.visit(&href).await;
        assert_eq!(page.text("#panel h2"), ["Not screened"]);
        assert!(page.attr("#panel a.btn", "href")[0].starts_with("/positions/"));
        assert!(page.text("[data-cv]").concat().contains("Tidemark Payments"), "the CV is there all the same");
        let mut tx = app.app.db.begin().await.unwrap();
        tx.run(sql("UPDATE applications SET cv_id = NULL")).await.unwrap();
        tx.commit().await.unwrap();
        assert!(app.visit(&href).await.text("#panel p").concat().contains("There is no CV to read."));
    }

    async fn the_other_tabs_tell_the_rest(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let href = ada(&app, &rosa, &["must: Rust"]).await;
        let details = app.visit(&format!("{href}/details")).await;
        assert_eq!(details.attr("#about [aria-current]", "href"), [format!("{href}/details")]);
        let panel = details.text("#panel").concat();
        for fact in ["ada.quill@mail.example", "+351 21 555 0142", "Lisbon", "Tidemark Payments", "Mar 2019 – now", "Rust", "Considered for", "Core platform. New"] {
            assert!(panel.contains(fact), "{fact} is not in {panel}");
        }
        let files = app.visit(&format!("{href}/files")).await;
        assert_eq!(files.text("#files .row-link"), ["ada.txt"]);
        assert!(files.text("#files .meta").concat().starts_with("CV, version 1"));
        let feed = app.visit(&format!("{href}/activity")).await.text("#feed li");
        assert!(feed.iter().any(|line| line.contains("RecruitPro screened them for Engineer: fit 100.")), "{feed:?}");
        assert!(feed.iter().any(|line| line.contains("Rosa Recruits added them to Engineer, from Job fair.")), "{feed:?}");
    }

    async fn others_read_but_change_nothing(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let href = ada(&app, &rosa, &ASKED).await;
        let requirement = app.visit(&href).await.attr("form[id^=differ]", "action")[0].clone();
        let tom = app.add_user("Tom Brandt", Role::Recruiter).await;
        app.sign_in(&tom).await;
        for tab in ["", "/details", "/activity", "/files"] {
            let page = app.visit(&format!("{href}{tab}")).await;
            assert!(!page.has("#main form") && !page.has("dialog form[method=post]"), "{tab}");
        }
        for path in ["/rejection/new", "/withdrawal/new"] {
            assert_eq!(app.get(&format!("{href}{path}")).await.status, StatusCode::FORBIDDEN, "{path}");
        }
        let given = [("reason", "x"), ("body", "x"), ("verdict", "met"), ("stage", "x"), ("from", "x")];
        let candidate = format!("/candidates/{}", app.visit(&href).await.attr("#tags", "data-of")[0]);
        for path in ["", "/notes", "/tags", "/tasks", "/edits/name/restoration"] {
            assert_eq!(app.post(&format!("{candidate}{path}"), &given).await.status, StatusCode::FORBIDDEN, "{path}");
        }
        assert_eq!(app.get(&format!("{candidate}/edit")).await.status, StatusCode::FORBIDDEN);
        for path in ["/stage", "/rejection", "/withdrawal", "/reopening", "/moves/x/undo"] {
            assert_eq!(app.post(&format!("{href}{path}"), &given).await.status, StatusCode::FORBIDDEN, "{path}");
        }
        for path in [requirement.clone(), format!("{requirement}/withdrawal")] {
            assert_eq!(app.post(&path, &given).await.status, StatusCode::FORBIDDEN, "{path}");
        }
        assert_eq!(app.get("/applications/unheard-of").await.status, StatusCode::NOT_FOUND);
        let counts: (i64, i64) = app.app.db.one(sql("SELECT (SELECT COUNT(*) FROM moves), (SELECT COUNT(*) FROM notes)")).await.unwrap();
        assert_eq!(counts, (0, 0));
    }

    async fn the_neighbours_are_those_of_the_list(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &["must: Rust", "must: Kafka"]).await;
        let (none, both) = ("Cem Aydin\ncem@mail.example\n\nSkills\nCooking\n", "Bea Stone\nbea@mail.example\n\nSkills\nRust, Kafka\n");
        let url = upload(&app, &id, &[("ada.txt", &text_cv("Ada Quill")), ("bea.txt", both.as_bytes()), ("cem.txt", none.as_bytes())]).await;
        app.run_jobs().await;
        let links = app.visit(&url).await.attr("#files .row-link", "href");
        let page = app.visit(&format!("{}/details", links[0])).await;
        assert_eq!(page.attr("[data-hotkey=k]", "href"), [format!("{}/details", links[1])]);
        assert_eq!(page.attr("[data-hotkey=j]", "href"), [format!("{}/details", links[2])]);
        let last = app.visit(&links[2]).await;
        assert!(!last.has("[data-hotkey=j]"));
    }
}
