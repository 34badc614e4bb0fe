//! Positions: their form, their ranked candidates, their description.

use crate::{projects::project, support::*};
use recruitpro::{
    hiring::{
        applications::{self, Application, Outcome},
        intake::{Arrival, Upload, receive},
        positions::{self, Position},
        projects::{Project, Status},
        requirements,
        stages::Stage,
    },
    screening::requirement_from_line,
};

/// A position with these requirements, in a new project of this user's.
pub async fn position(app: &TestApp, owner: &User, title: &str, asked: &[&str]) -> String {
    let project = project(app, owner, "Core platform", Status::Active).await;
    let project = Project::find(&app.app.db, owner, &project).await.unwrap();
    let draft = positions::Draft {
        title: title.into(),
        location: "Lisbon".into(),
        openings: 2,
        description: String::new(),
        salary_from: Some(82_000),
        salary_to: Some(96_000),
        salary_currency: "EUR".into(),
        status: positions::Status::Open,
    };
    let now = app.app.clock.now();
    let mut tx = app.app.db.begin().await.unwrap();
    let id = Position::add(&mut tx, &project, owner, draft, now).await.unwrap();
    tx.commit().await.unwrap();
    if !asked.is_empty() {
        let position = Position::find(&app.app.db, owner, &id).await.unwrap();
        let rows = asked.iter().map(|line| requirement_from_line(line));
        let rows = rows.map(|row| requirements::Draft {
            id: None,
            text: row.text,
            category: row.category,
            importance: row.importance,
            weight: row.weight,
        });
        let mut tx = app.app.db.begin().await.unwrap();
        requirements::save(&mut tx, &position, owner, rows.collect(), 0, now).await.unwrap();
        tx.commit().await.unwrap();
    }
    id
}

/// Drops one CV a name on the position; the workers have yet to run. Everyone knows what `skills` says.
pub async fn drop_cvs(app: &TestApp, owner: &User, position: &str, people: &[(&str, &str)]) {
    let position = Position::find(&app.app.db, owner, position).await.unwrap();
    let now = app.app.clock.now();
    let mut tx = app.app.db.begin().await.unwrap();
    let id = Upload::start(&mut tx, &position, owner, "Referral", people.len() as i64, 500, now).await.unwrap();
    tx.commit().await.unwrap();
    let upload = Upload::find(&app.app.db, owner, &id).await.unwrap();
    for (ordinal, (name, skills)) in people.iter().enumerate() {
        let address = name.to_lowercase().replace(' ', ".");
        let text = format!("{name}\nBackend engineer\n{address}@mail.example\nPorto, Portugal\n\nSkills\n{skills}\n");
        let stored = app.app.files.put_bytes(text).await.unwrap();
        let arrival =
            Arrival { ordinal: ordinal as i64, name: "cv.txt", size: stored.size as i64, sha256: &stored.sha256 };
        let mut tx = app.app.db.begin().await.unwrap();
        receive(&mut tx, &upload, arrival, now).await.unwrap();
        tx.commit().await.unwrap();
    }
}

/// Puts someone out of play.
async fn decide(app: &TestApp, user: &User, application: &str, outcome: Outcome) {
    let application = Application::find(&app.app.db, user, application).await.unwrap();
    let mut tx = app.app.db.begin().await.unwrap();
    applications::decide(&mut tx, &application, user, outcome, "Asked for <more>", app.app.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
}

const FORM: [(&str, &str); 5] = [
    ("title", "Warehouse planner"),
    ("location", "Porto"),
    ("openings", "2"),
    ("salary_from", "54,000"),
    ("salary_to", "60 000"),
];

both! {
    async fn a_position_is_made_and_its_requirements_come_next(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let project = project(&app, &rosa, "Hub", Status::Active).await;
        let page = app.visit(&format!("/projects/{project}/positions/new")).await;
        let done = app.submit(&page, "#position", &FORM).await;
        assert!(done.location().ends_with("/requirements/draft"));
        let page = app.follow(&done).await;
        assert_eq!(page.text("#toasts p"), ["Position created. Say what it asks for."]);
        assert_eq!(page.text("h1"), ["What does this position ask for?"]);

        let id = done.location().split('/').nth(2).unwrap();
        let page = app.visit(&format!("/positions/{id}")).await;
        assert_eq!(page.text("h1"), ["Warehouse planner"]);
        assert_eq!(page.text("main .dots > *"), ["Hub", "Porto", "€54,000–60,000", "0 of 2 filled"]);
        assert_eq!(page.text(".empty h2"), ["No requirements yet"]);
        assert_eq!(page.attr(".side [aria-current]", "href").last().unwrap(), &format!("/positions/{id}"));
        let page = app.visit(&format!("/projects/{project}")).await;
        assert_eq!(page.text("#positions td")[2..4], ["0/2", "0"]);
        assert_eq!(page.text(".feed p")[0], "Rosa Recruits added the position Warehouse planner.");
    }

    async fn what_is_wrong_stands_beside_its_field(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let project = project(&app, &rosa, "Hub", Status::Active).await;
        let page = app.visit(&format!("/projects/{project}/positions/new")).await;
        let long = "x".repeat(50_001);
        let wrong = [("title", ""), ("openings", "0"), ("salary_from", "60000"), ("salary_to", "54000"), ("salary_currency", "euros"), ("description", &long)];
        let again = app.submit(&page, "#position", &wrong).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(again.text("#title-error"), ["Give the position a title, for example “Warehouse planner”."]);
        assert_eq!(again.text("#openings-error"), ["Give a whole number from 1 to 10000."]);
        assert_eq!(again.text("#salary_to-error"), ["The upper end is below the lower one."]);
        assert_eq!(again.text("#salary_currency-error"), ["Give a currency's three letters, for example EUR."]);
        assert_eq!(again.text("#description-error"), ["Keep it under 50000 characters; this has 50001."]);
        assert_eq!(again.text("#description")[0].len(), 50_001, "nothing typed is lost");
        let again = app.submit(&page, "#position", &[("title", "A"), ("salary_from", "lots")]).await;
        assert_eq!(again.text("#salary_from-error"), ["Give a whole number from 0 to 1000000000."]);
    }

    async fn a_position_is_changed_closed_and_opened(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &[]).await;
        let (mine, theirs) = (app.visit(&format!("/positions/{id}/edit")).await, app.visit(&format!("/positions/{id}/edit")).await);
        assert_eq!(mine.attr("#salary_to", "value"), ["96000"]);
        let text = "## About\nWe pay <script>alert(1)</script> well.\n\nYou bring\n- Rust\n- Patience";
        let done = app.submit(&theirs, "#position", &[("description", text), ("salary_to", "")]).await;
        let page = app.follow(&done).await;
        assert_eq!((page.text(".prose h3"), page.text(".prose li")), (vec!["About".into(), "You bring".into()], vec!["Rust".into(), "Patience".into()]));
        assert_eq!(page.text(".prose p"), ["We pay <script>alert(1)</script> well."]);
        assert!(!page.has("main script"));

        let stale = app.submit(&mine, "#position", &[("title", "Engineers")]).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        assert!(stale.text("#stale")[0].starts_with("Not saved yet. Rosa Recruits changed this position"));
        assert!(stale.text("#stale dd").contains(&"Engineer".to_owned()) && stale.text("#stale dd").iter().any(|theirs| theirs.contains("Patience")));
        assert_eq!(stale.attr("#title", "value"), ["Engineers"]);
        app.submit(&stale, "#position", &[]).await.location();

        let page = app.visit(&format!("/positions/{id}")).await;
        let closed = app.submit(&page, "form[action$='/status']", &[]).await;
        let page = app.follow(&closed).await;
        assert_eq!(page.text("#toasts p"), ["Position closed. Its candidates stay as they are."]);
        assert_eq!(page.text("main .badge"), ["Closed"]);
        let opened = app.submit(&page, "form[action$='/status']", &[]).await;
        assert_eq!(app.follow(&opened).await.text("main .badge"), ["Open"]);
        let forged = app.post(&format!("/positions/{id}/status"), &[("status", "gone")]).await;
        assert_eq!(forged.status, StatusCode::UNPROCESSABLE_ENTITY);
    }

    async fn others_read_it_without_its_pay(app) {
        let jonas = app.set_up().await;
        let id = position(&app, &jonas, "Engineer", &["must: Rust"]).await;
        app.sign_in_as(Role::Recruiter).await;
        for path in ["", "/description"] {
            let page = app.visit(&format!("/positions/{id}{path}")).await;
            assert!(!page.body.contains("82,000"), "pay is for the team");
            assert!(!page.has("main .btn, main form"), "nothing to change");
        }
        for path in ["edit", "requirements/edit", "requirements/draft"] {
            assert_eq!(app.get(&format!("/positions/{id}/{path}")).await.status, StatusCode::FORBIDDEN);
        }
        for path in ["", "/status", "/requirements"] {
            let refused = app.post(&format!("/positions/{id}{path}"), &[("title", "Mine"), ("status", "closed")]).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN);
        }
        let refused = app.multipart(&format!("/positions/{id}/requirements/draft"), &[], &[("from", "lines"), ("lines", "Go")], &[]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert_eq!(app.get("/positions/none").await.status, StatusCode::NOT_FOUND);
        assert_eq!(app.get("/positions/none/events").await.status, StatusCode::NOT_FOUND);
    }

    async fn candidates_are_ranked_and_narrowed(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &["must: Rust", "must: PostgreSQL", "nice: Kafka"]).await;
        let page = app.visit(&format!("/positions/{id}")).await;
        assert_eq!(page.text(".empty h2"), ["No candidates yet"]);
        drop_cvs(&app, &rosa, &id, &[("Ada Byron", "Excel"), ("Grace Hopper", "Rust, PostgreSQL, Kafka"), ("Alan Marks", "Rust")]).await;
        app.run_jobs().await;

        let page = app.visit(&format!("/positions/{id}")).await;
        assert_eq!(page.text("#rows .row-link"), ["Grace Hopper", "Alan Marks", "Ada Byron"]);
        let covers = page.attr("#rows td:nth-child(4) .cover", "aria-label");
        assert!(covers.len() == 3 && !covers[0].contains("not"), "{covers:?}");
        assert!(page.text("#rows td:nth-child(3)")[0].starts_with("Fit "));
        assert_eq!(page.text("#rows tr:first-child td:nth-child(2) .meta"), ["Backend engineer, Porto, Portugal"]);
        assert_eq!(page.text("#rows td:nth-child(7)"), ["Referral"; 3]);
        assert_eq!(page.text("#outcomes a"), ["In play3", "Rejected", "Withdrawn"]);
        assert_eq!(page.text(".tabs [aria-current]"), ["Candidates3"]);

        let links = page.attr("#rows .row-link", "href");
        let last = links[2].strip_prefix("/applications/").unwrap();
        decide(&app, &rosa, last, Outcome::Rejected).await;
        assert_eq!(app.visit(&format!("/positions/{id}")).await.text("#outcomes a")[0], "In play2");
        let rejected = app.visit(&format!("/positions/{id}?outcome=rejected")).await;
        assert_eq!(rejected.text("#rows .row-link"), ["Ada Byron"]);
        assert!(rejected.text("#rows td").iter().any(|cell| cell.ends_with("Asked for <more>")), "the reason stands there, escaped");
        assert_eq!(app.visit(&format!("/positions/{id}?outcome=withdrawn")).await.text(".empty h2"), ["Nobody here"]);

        let stages = Stage::of_position(&app.app.db, &id).await.unwrap();
        let mut tx = app.app.db.begin().await.unwrap();
        let application = Application::find(&app.app.db, &rosa, links[1].strip_prefix("/applications/").unwrap()).await.unwrap();
        applications::advance(&mut tx, &application, &rosa, &stages[0].id, &stages[3].id, app.app.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        let page = app.submit(&page, "#filter", &[("stage", &stages[3].id)]).await;
        assert_eq!(page.text("#rows .row-link"), ["Alan Marks"]);
        assert_eq!(page.attr("#stage option[selected]", "value"), [stages[3].id.as_str()]);
        assert_eq!(app.visit(&format!("/positions/{id}?stage=nonsense")).await.text("#rows .row-link").len(), 2);

        let page = app.visit(&format!("/positions/{id}/description")).await;
        assert_eq!(page.text("#rows h3"), ["Must have", "Nice to have"]);
        assert_eq!(page.text("#rows li p:first-child"), ["Rust", "PostgreSQL", "Kafka"]);
        assert!(page.attr("#rows [role=img]", "aria-label")[0].starts_with("2 met"));
        let page = app.visit(&format!("/projects/{}", Position::find(&app.app.db, &rosa, &id).await.unwrap().project_id)).await;
        assert_eq!(page.attr("#positions .stack", "aria-label"), ["1 new, 1 in interviews"]);
        assert_eq!(page.text(".feed p")[..2], ["Rosa Recruits moved Alan Marks from New to Interview for Engineer.", "Rosa Recruits rejected Ada Byron for Engineer: Asked for <more>"]);
        assert_eq!(page.text(".feed p")[2], "Rosa Recruits added 3 candidates to Engineer.");
    }

    async fn without_requirements_nobody_is_judged(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &[]).await;
        drop_cvs(&app, &rosa, &id, &[("Ada Byron", "Excel")]).await;
        app.run_jobs().await;
        let page = app.visit(&format!("/positions/{id}")).await;
        assert_eq!(page.text("#rows .fit"), ["–"]);
        assert!(page.text(".callout-info")[0].starts_with("Nobody is judged yet"));
    }

    async fn a_hundred_and_twenty_candidates_come_in_pages(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &["must: Rust", "must: PostgreSQL"]).await;
        let names: Vec<String> = (0..120).map(|n| format!("{} Byron", letters(n))).collect();
        let people: Vec<(&str, &str)> = names.iter().zip(["Rust", "Rust, PostgreSQL", "Excel"].iter().cycle()).map(|(name, skills)| (name.as_str(), *skills)).collect();
        drop_cvs(&app, &rosa, &id, &people).await;
        app.run_jobs().await;

        let (mut seen, mut fits, mut pages) = (Vec::new(), Vec::new(), vec![app.visit(&format!("/positions/{id}")).await]);
        assert_eq!(pages[0].text(".pages > .num"), ["50 of 120, best fit first"]);
        loop {
            let page = pages.last().unwrap();
            seen.extend(page.attr("#rows .row-link", "href"));
            fits.extend(page.text("#rows td:nth-child(3)").iter().map(|fit| fit.trim_start_matches("Fit ").parse::<i64>().unwrap()));
            let Some(next) = page.attr(".pages [rel=next]", "href").pop() else { break };
            pages.push(app.visit(&next).await);
        }
        assert!(fits.is_sorted_by(|a, b| a >= b), "{fits:?}");
        assert_eq!((pages.len(), seen.len()), (3, 120));
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 120, "everyone once");
        let back = app.visit(&pages[2].attr(".pages [rel=prev]", "href")[0]).await;
        assert_eq!(back.attr("#rows .row-link", "href"), pages[1].attr("#rows .row-link", "href"));
    }

    async fn the_list_hears_of_those_newly_screened(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &["must: Rust"]).await;
        let page = app.visit(&format!("/positions/{id}")).await;
        let source = page.attr("[sse-connect]", "sse-connect").remove(0);
        assert_eq!(page.attr("[sse-connect] [hx-get]", "hx-get"), [format!("/positions/{id}")]);
        let mut live = app.events(&source).await;
        assert_eq!(live.next().await.0, "refresh");
        drop_cvs(&app, &rosa, &id, &[("Ada Byron", "Rust")]).await;
        app.run_jobs().await;
        // PostgreSQL's channel may have been connecting: then it is another refresh.
        assert!(["changed", "refresh"].contains(&live.next().await.0.as_str()));
        assert_eq!(app.visit(&format!("/positions/{id}")).await.text("#rows .row-link"), ["Ada Byron"]);
    }
}

/// A first name of its own for each number: a CV's digits are no name.
fn letters(n: usize) -> String {
    let letter = |n: usize| char::from(b'a' + (n % 26) as u8);
    format!("{}{}ra", char::from(b'A' + (n / 26) as u8), letter(n))
}
