//! The position board: its columns, moves of one card and of many, what is refused, and a column of a thousand.

use crate::{positions::position, support::*};
use axum::{body::Body, http::Request};
use chrono::TimeDelta;
use recruitpro::{
    hiring::{
        applications::{self, Application},
        stages::Stage,
    },
    platform::db::{Value, new_id, sql},
};

/// People considered for a position, straight into a stage: each with a name and a fit, -1 for not screened. Answers
/// with the ids of their applications.
pub async fn seat(app: &TestApp, position: &str, stage: usize, people: &[(&str, i64)]) -> Vec<String> {
    let stages = Stage::of_position(&app.app.db, position).await.unwrap();
    let (now, stage) = (app.app.clock.now(), &stages[stage].id);
    let ids: Vec<(String, String)> = people.iter().map(|_| (new_id(), new_id())).collect();
    let candidates = ids.iter().zip(people).map(|((candidate, _), (name, _))| {
        vec![Value::from(candidate), (*name).into(), "Engineer".into(), "Porto".into(), now.into(), now.into()]
    });
    let seats = ids.iter().zip(people).map(|((candidate, id), (_, fit))| {
        vec![
            Value::from(id),
            position.into(),
            candidate.into(),
            stage.into(),
            (*fit).into(),
            now.into(),
            now.into(),
            now.into(),
        ]
    });
    let mut tx = app.app.db.begin().await.unwrap();
    let query = sql("INSERT INTO candidates (id, name, headline, location, created_at, updated_at)");
    tx.run(query.values(candidates)).await.unwrap();
    let query = sql(
        "INSERT INTO applications (id, position_id, candidate_id, stage_id, fit, entered_stage_at, created_at, updated_at)",
    );
    tx.run(query.values(seats)).await.unwrap();
    let query = sql("UPDATE stages SET active = active + $1 WHERE id = $2").bind(people.len() as i64).bind(stage);
    tx.run(query).await.unwrap();
    tx.commit().await.unwrap();
    ids.into_iter().map(|(_, id)| id).collect()
}

/// What the board says of a column: its number, and the names on its cards.
fn column(page: &Page, id: &str) -> (String, Vec<String>) {
    let count = page.text(&format!(".col:has([data-column='{id}']) [data-count]")).concat();
    (count, page.text(&format!("[data-column='{id}'] .kname")))
}

/// The way the board's script asks for a move.
async fn by_script(browser: &Browser, position: &str, fields: &[(&str, &str)]) -> Page {
    let fields = fields.iter().map(|(name, value)| format!("{name}={}", recruitpro::web::forms::encoded(value)));
    let request = Request::post(format!("/positions/{position}/moves"))
        .header("sec-fetch-site", "same-origin")
        .header("accept", "application/json")
        .header("content-type", "application/x-www-form-urlencoded");
    browser.send(request.body(Body::from(fields.collect::<Vec<_>>().join("&"))).unwrap()).await
}

async fn stored(app: &TestApp, reader: &User, id: &str) -> Application {
    Application::find(&app.app.db, reader, id).await.unwrap()
}

async fn stage_ids(app: &TestApp, position: &str) -> Vec<String> {
    Stage::of_position(&app.app.db, position).await.unwrap().into_iter().map(|stage| stage.id).collect()
}

both! {
    async fn everyone_stands_in_their_column(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &["must: Rust"]).await;
        seat(&app, &id, 0, &[("Ada <b>Byron</b>", 40), ("Grace Hopper", 90), ("Alan Marks", -1)]).await;
        seat(&app, &id, 3, &[("Bea Stone", 70)]).await;
        let page = app.visit(&format!("/positions/{id}/board")).await;
        let stages = stage_ids(&app, &id).await;
        assert_eq!(page.text(".col h2"), ["New", "Screening", "Shortlisted", "Interview", "Offer", "Hired", "Rejected", "Withdrawn"]);
        assert_eq!(page.text(".tabs [aria-current]"), ["Board"]);
        assert_eq!(column(&page, &stages[0]), ("3".into(), vec!["Grace Hopper".into(), "Ada <b>Byron</b>".into(), "Alan Marks".into()]));
        assert_eq!(column(&page, &stages[3]), ("1".into(), vec!["Bea Stone".into()]));
        assert_eq!(page.text(".kcard .fit"), ["Fit 90", "Fit 40", "–", "Fit 70"]);
        assert!(!page.has(".kcard b"), "a name is text");
        assert_eq!(app.get("/positions/none/board").await.status, StatusCode::NOT_FOUND);
        assert_eq!(app.get("/positions/none/board/events").await.status, StatusCode::NOT_FOUND);
    }

    async fn cards_are_narrowed_and_ordered(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &[]).await;
        let stages = stage_ids(&app, &id).await;
        let seats = seat(&app, &id, 0, &[("Zoë Ångström", 40), ("Grace 100%_\\", 90), ("Alan Marks", -1)]).await;
        let mut tx = app.app.db.begin().await.unwrap();
        tx.run(sql("UPDATE applications SET owner_id = $1 WHERE id = $2").bind(&rosa.id).bind(&seats[0])).await.unwrap();
        tx.commit().await.unwrap();
        let names = async |query: &str| column(&app.visit(&format!("/positions/{id}/board?{query}")).await, &stages[0]);
        assert_eq!(names("order=name").await.1, ["Alan Marks", "Grace 100%_\\", "Zoë Ångström"]);
        assert_eq!(names("order=age").await.1.len(), 3);
        assert_eq!(names("fit=strong").await, ("1".into(), vec!["Grace 100%_\\".into()]));
        assert_eq!(names("fit=low").await.1, ["Zoë Ångström"]);
        assert_eq!(names("fit=none").await.1, ["Alan Marks"]);
        assert_eq!(names("owner=nobody").await.1, ["Grace 100%_\\", "Alan Marks"]);
        assert_eq!(names(&format!("owner={}", rosa.id)).await.1, ["Zoë Ångström"]);
        for (typed, found) in [("zo%C3%AB", "Zoë Ångström"), ("%C3%85ng", "Zoë Ångström"), ("100%25_", "Grace 100%_\\"), ("%5C", "Grace 100%_\\"), ("MARKS", "Alan Marks")] {
            assert_eq!(names(&format!("q={typed}")).await.1, [found], "{typed}");
        }
        assert!(names("q=%25").await.1.len() == 1 && names("q=porto").await.1.len() == 3 && names("q=nobody").await.1.is_empty());
        assert_eq!(names("over=1").await.1.len(), 0, "nobody is here for long");
        app.later(TimeDelta::days(4));
        let page = app.visit(&format!("/positions/{id}/board?over=1")).await;
        assert_eq!(column(&page, &stages[0]).1.len(), 3);
        assert!(page.text(".kcard .text-warn-ink")[0].starts_with("4 d over target"));
        for nonsense in ["order=x&fit=x&owner=x", "column=x&after=x", "column=rejected&after=1.x", "only=%27%3B--,x"] {
            app.visit(&format!("/positions/{id}/board?{nonsense}")).await;
        }
    }

    async fn a_card_is_moved_by_its_form(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &[]).await;
        let stages = stage_ids(&app, &id).await;
        let ada = seat(&app, &id, 0, &[("Ada Byron", 40)]).await.remove(0);
        let board = app.visit(&format!("/positions/{id}/board")).await;
        let form = app.visit(&board.attr(".kcard [data-move]", "href")[0]).await;
        assert_eq!(form.text("h1 + p"), ["Now in New."]);
        let board = app.follow(&app.submit(&form, "#move", &[("to", &stages[3])]).await).await;
        assert_eq!(board.text(".toast p"), ["Moved Ada Byron to Interview."]);
        assert_eq!((column(&board, &stages[0]).0, column(&board, &stages[3])), ("0".into(), ("1".into(), vec!["Ada Byron".into()])));

        let again = app.submit(&form, "#move", &[("to", &stages[1])]).await;
        assert_eq!(again.status, StatusCode::CONFLICT, "the form still says New");
        let undone = app.submit(&board, ".toast form", &[]).await;
        let board = app.follow(&undone).await;
        assert_eq!(board.text(".toast p"), ["Undone. Ada Byron is back."]);
        assert_eq!(stored(&app, &rosa, &ada).await.stage, "New");

        let blank = app.submit(&form, "#leave", &[("to", "rejected"), ("reason", " ")]).await;
        assert_eq!(blank.status, StatusCode::UNPROCESSABLE_ENTITY);
        let board = app.follow(&app.submit(&form, "#leave", &[("to", "rejected"), ("reason", "<i>Pay</i>")]).await).await;
        assert_eq!(column(&board, "rejected"), ("1".into(), vec!["Ada Byron".into()]));
        assert!(board.text("[data-column=rejected] .meta").contains(&"<i>Pay</i>".to_owned()));
        let back = app.visit(&format!("/applications/{ada}/moves/new")).await;
        assert!(!back.has("#leave"));
        let board = app.follow(&app.submit(&back, "#move", &[("to", &stages[2])]).await).await;
        assert_eq!(board.text(".toast p"), ["Ada Byron is back in play in Shortlisted."]);
        assert_eq!((column(&board, "rejected").0, column(&board, &stages[2]).0), ("0".into(), "1".into()));
    }

    async fn many_are_moved_together_and_undone_together(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &[]).await;
        let stages = stage_ids(&app, &id).await;
        let seats = seat(&app, &id, 0, &[("Ada Byron", 40), ("Grace Hopper", 90), ("Alan Marks", 10)]).await;
        let board = app.visit(&format!("/positions/{id}/board?fit=low")).await;
        let chosen: Vec<String> = seats.iter().map(|seat| format!("{seat}.{}", stages[0])).collect();
        let nobody = app.submit(&board, "#bulk", &[("to", &stages[1])]).await;
        assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
        let board = app.visit(&format!("/positions/{id}/board")).await;

        // One of them was moved meanwhile: the others go, and that one is named.
        let alan = stored(&app, &rosa, &seats[2]).await;
        let mut tx = app.app.db.begin().await.unwrap();
        applications::advance(&mut tx, &alan, &rosa, &stages[0], &stages[4], app.app.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        let fields: Vec<(&str, &str)> = chosen.iter().map(|one| ("application", one.as_str())).chain([("to", stages[1].as_str())]).collect();
        let moved = app.submit(&board, "#bulk", &fields).await;
        let board = app.follow(&moved).await;
        assert_eq!(column(&board, &stages[1]), ("2".into(), vec!["Grace Hopper".into(), "Ada Byron".into()]));
        assert!(board.text(".toast p")[0].starts_with("Moved 2 people to Screening. 1 stayed. Alan Marks: You moved"), "{:?}", board.text(".toast p"));
        let undo = board.attr(".toast form", "action").remove(0);
        let undone = app.submit(&board, ".toast form", &[]).await;
        assert_eq!(app.follow(&undone).await.text(".toast p"), ["Undone. 2 people are back."]);
        assert_eq!(app.post(&undo, &[]).await.status, StatusCode::CONFLICT, "twice");
        let board = app.visit(&format!("/positions/{id}/board")).await;

        let out: Vec<(&str, &str)> = chosen[..2].iter().map(|one| ("application", one.as_str())).chain([("to", "withdrawn"), ("reason", "Pay")]).collect();
        let board = app.follow(&app.submit(&board, "#bulk", &out).await).await;
        assert_eq!(column(&board, "withdrawn").0, "2");
        assert_eq!(board.text(".toast p"), ["Noted that 2 people withdrew."]);
    }

    async fn a_refused_move_says_why_to_the_script(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &[]).await;
        let other = position(&app, &rosa, "Designer", &[]).await;
        let (stages, foreign) = (stage_ids(&app, &id).await, stage_ids(&app, &other).await);
        let ada = seat(&app, &id, 0, &[("Ada Byron", 40)]).await.remove(0);
        let (seen, elsewhere) = (format!("{ada}.{}", stages[0]), format!("{ada}.{}", stages[2]));

        let done = by_script(&app, &id, &[("application", &seen), ("to", &stages[1])]).await;
        assert_eq!((done.status, done.json()["toast"]["text"].as_str().unwrap()), (StatusCode::OK, "Moved Ada Byron to Screening."));
        for (fields, status, why) in [
            (vec![("application", seen.as_str()), ("to", stages[2].as_str())], StatusCode::CONFLICT, "You moved"),
            (vec![("application", &elsewhere), ("to", "rejected"), ("reason", "Pay")], StatusCode::CONFLICT, "You moved"),
            (vec![("application", &seen), ("to", "rejected"), ("reason", "")], StatusCode::UNPROCESSABLE_ENTITY, "Give the reason"),
            (vec![("application", &seen), ("to", "active")], StatusCode::UNPROCESSABLE_ENTITY, "Choose where"),
            (vec![("application", "nonsense"), ("to", &stages[2])], StatusCode::NOT_FOUND, ""),
            (vec![("to", &stages[2])], StatusCode::UNPROCESSABLE_ENTITY, "Choose someone"),
        ] {
            let refused = by_script(&app, &id, &fields).await;
            assert_eq!(refused.status, status, "{fields:?}");
            assert!(refused.json()["error"].as_str().unwrap().starts_with(why), "{}", refused.body);
        }
        let here = format!("{ada}.{}", stages[1]);
        let gone = by_script(&app, &id, &[("application", &here), ("to", &foreign[0])]).await;
        assert_eq!((gone.status, gone.json()["error"].as_str().unwrap()), (StatusCode::CONFLICT, "That stage is gone. Load the board again."));
        assert_eq!(by_script(&app, &other, &[("application", &here), ("to", &foreign[0])]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(stored(&app, &rosa, &ada).await.stage, "Screening");

        let olga = app.add_user("Olga Other", Role::Recruiter).await;
        app.sign_in(&olga).await;
        let board = app.visit(&format!("/positions/{id}/board")).await;
        assert!(!board.has("[data-moves], .ktools, #bulk, #move"), "others look on");
        assert_eq!(by_script(&app, &id, &[("application", &here), ("to", &stages[2])]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(app.get(&format!("/applications/{ada}/moves/new")).await.status, StatusCode::FORBIDDEN);
        assert_eq!(app.post(&format!("/positions/{id}/moves/none/undo"), &[]).await.status, StatusCode::FORBIDDEN);
    }

    async fn a_column_of_a_thousand_comes_in_windows(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &[]).await;
        let stages = stage_ids(&app, &id).await;
        let names: Vec<String> = (0..1_000).map(|n| format!("Person {n:04}")).collect();
        let people: Vec<(&str, i64)> = names.iter().enumerate().map(|(n, name)| (name.as_str(), (n % 7) as i64 * 10 - 1)).collect();
        seat(&app, &id, 0, &people).await;
        for (order, most) in [("fit", 25), ("age", 3), ("name", 3)] {
            let mut page = app.visit(&format!("/positions/{id}/board?order={order}")).await;
            assert_eq!(column(&page, &stages[0]).0, "1,000");
            assert!(page.body.len() < 90_000, "{} bytes", page.body.len());
            let (mut seen, mut windows) = (Vec::new(), 0);
            loop {
                seen.extend(page.attr("[data-column] .kcard", "id"));
                windows += 1;
                let Some(more) = page.attr("[data-more] a", "href").pop().filter(|_| windows < most) else { break };
                assert_eq!(page.attr("[data-more]", "hx-get")[0], more);
                page = app.visit(&format!("/positions/{id}/board{more}")).await;
                assert_eq!(page.text(".col h2"), ["New"], "the rest of one column");
            }
            assert_eq!((windows, seen.len()), (most, most * 40), "{order}");
            seen.sort();
            seen.dedup();
            assert_eq!(seen.len(), most * 40, "{order}: everyone once");
        }
    }

    async fn the_board_hears_whose_card_moved(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &[]).await;
        let stages = stage_ids(&app, &id).await;
        let seats = seat(&app, &id, 0, &[("Ada Byron", 40), ("Grace Hopper", 90)]).await;
        let board = app.visit(&format!("/positions/{id}/board")).await;
        let mut live = app.events(&board.attr("[data-live]", "data-live")[0]).await;
        assert_eq!(live.next().await.0, "refresh");
        by_script(&app, &id, &[("application", &format!("{}.{}", seats[0], stages[0])), ("to", &stages[1])]).await;
        // PostgreSQL's channel may have been connecting: then it is another refresh.
        match live.next().await {
            (kind, ids) if kind == "changed" => assert_eq!(ids, seats[0]),
            (kind, _) => assert_eq!(kind, "refresh"),
        }
        let only = app.visit(&format!("/positions/{id}/board?only={}", seats[0])).await;
        assert_eq!(only.text(".kname"), ["Ada Byron"]);
        assert_eq!((column(&only, &stages[0]).0, column(&only, &stages[1]).0), ("1".into(), "1".into()), "numbers are true");
    }
}
