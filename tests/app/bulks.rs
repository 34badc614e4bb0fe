//! One deed done to many people of a table, and taken back.

use crate::{support::*, table::filled};
use recruitpro::{
    hiring::{bulks, stages::Stage},
    platform::db::{Run, sql},
};

/// Sends the bar's form with some of the page's rows chosen.
async fn bulk(app: &TestApp, page: &Page, rows: &[usize], fields: &[(&str, &str)]) -> Page {
    let all = page.attr("#rows tbody [name=chosen]", "value");
    let mut given: Vec<(&str, &str)> = rows.iter().map(|row| ("chosen", all[*row].as_str())).collect();
    given.extend(fields);
    app.submit(page, "#bulk", &given).await
}

async fn names(app: &TestApp, path: &str) -> Vec<String> {
    app.visit(path).await.text("#rows .row-link")
}

async fn stages(app: &TestApp, position: &str) -> Vec<Stage> {
    Stage::of_position(&app.app.db, position).await.unwrap()
}

/// Sends it, and opens the page it leads to.
async fn done(app: &TestApp, page: &Page, rows: &[usize], fields: &[(&str, &str)]) -> Page {
    let answer = bulk(app, page, rows, fields).await;
    app.follow(&answer).await
}

/// Presses "Undo" on the toast of a page.
async fn undo(app: &TestApp, page: &Page) -> Page {
    let undone = app.submit(page, "#toasts .toast form", &[]).await;
    app.follow(&undone).await
}

both! {
    async fn many_are_moved_and_moved_back(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = filled(&app, &rosa, 4).await;
        let here = format!("/positions/{id}?sort=name&dir=asc");
        let stages = stages(&app, &id).await;
        let page = app.visit(&here).await;
        let new = app.visit(&format!("{here}&stage={}", stages[0].id)).await;
        let moved = bulk(&app, &page, &[0, 1], &[("stage", &stages[3].id), ("deed", "move")]).await;
        assert_eq!(moved.location(), here, "and the reader is where they were");
        assert_eq!(app.follow(&moved).await.text("#toasts p"), ["Moved 2 candidates."]);
        assert_eq!(names(&app, &format!("{here}&stage={}", stages[3].id)).await, ["Person Aa", "Person Ab"]);

        // A page of new ones still has them: the second is reported, the third is moved.
        let sent = bulk(&app, &new, &[1, 2], &[("stage", &stages[2].id), ("deed", "move")]).await;
        let report = app.follow(&sent).await;
        assert_eq!(report.text("h1"), [format!("Move to {}", stages[2].name)]);
        assert_eq!(report.text("#troubles a"), ["Person Ab"]);
        assert!(report.text("#troubles")[0].contains("You moved Person Ab meanwhile: they are in "), "{:?}", report.text("#troubles"));
        assert_eq!(report.text("#counts li"), ["1 done", "1 not done"]);
        let undone = app.submit(&report, "#undo", &[]).await;
        assert_eq!(app.follow(&undone).await.text("#toasts p"), ["Undone for 1 candidate."]);
        assert_eq!(names(&app, &format!("{here}&stage={}", stages[0].id)).await, ["Person Ac", "Person Ad"]);
        let twice = app.post(&format!("{}/undo", report.url), &[]).await;
        assert!(twice.body.contains("undone already"), "{}", twice.body);
        app.run_jobs().await;
        assert_eq!(names(&app, &format!("{here}&stage={}", stages[0].id)).await, ["Person Ac", "Person Ad"], "the jobs find nothing left to do");
    }

    async fn many_are_rejected_with_a_reason_and_come_back(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = filled(&app, &rosa, 3).await;
        let here = format!("/positions/{id}?sort=name&dir=asc");
        let page = app.visit(&here).await;
        let without = bulk(&app, &page, &[0], &[("reason", " "), ("deed", "reject")]).await;
        assert!(app.follow(&without).await.text("#toasts p")[0].starts_with("Give the reason"));
        let rejected = done(&app, &page, &[0, 2], &[("reason", "Too far away"), ("deed", "reject")]).await;
        assert_eq!(names(&app, &format!("{here}&outcome=rejected")).await, ["Person Aa", "Person Ac"]);
        assert_eq!(undo(&app, &rejected).await.text("#rows .row-link").len(), 3);

        // From out of play back into a stage.
        bulk(&app, &app.visit(&here).await, &[1], &[("reason", "Too far away"), ("deed", "reject")]).await;
        let out = app.visit(&format!("{here}&outcome=rejected")).await;
        let back = bulk(&app, &out, &[0], &[("stage", &stages(&app, &id).await[1].id), ("deed", "move")]).await;
        assert_eq!(app.follow(&back).await.text("#toasts p"), ["Moved 1 candidate."]);
        assert_eq!(names(&app, &here).await.len(), 3);
    }

    async fn many_get_an_owner_a_tag_and_a_pool(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = filled(&app, &rosa, 3).await;
        let here = format!("/positions/{id}?sort=name&dir=asc");
        let page = app.visit(&here).await;
        let nobody = done(&app, &page, &[0], &[("owner", ""), ("deed", "assign")]).await;
        assert_eq!(names(&app, &format!("{here}&f=owner~is~")).await, ["Person Aa"]);
        undo(&app, &nobody).await;
        assert_eq!(names(&app, &format!("{here}&f=owner~is~")).await, Vec::<String>::new());
        let ben = app.add_user("Ben Other", Role::Recruiter).await;
        bulk(&app, &app.visit(&here).await, &[1, 2], &[("owner", &ben.id), ("deed", "assign")]).await;
        let owned = app.visit(&format!("{here}&f=owner~is~{}", ben.id)).await;
        assert_eq!((owned.text("#rows .row-link").len(), owned.text(".filter-on")), (2, vec!["Owner: Ben Other, remove".to_owned()]));

        let tagged = done(&app, &app.visit(&here).await, &[0, 1], &[("tag", "Relocates"), ("deed", "tag")]).await;
        assert_eq!(names(&app, &format!("{here}&f=tag~is~relocates")).await, ["Person Aa", "Person Ab"]);
        let more = bulk(&app, &app.visit(&here).await, &[0, 2], &[("tag", "relocates"), ("deed", "tag")]).await;
        assert_eq!(app.follow(&more).await.text("#troubles li"), ["Person AaThey have the tag “Relocates” already."]);
        undo(&app, &tagged).await;
        assert_eq!(names(&app, &format!("{here}&f=tag~is~relocates")).await, ["Person Ac"]);

        let form = app.visit("/pools/new").await;
        let made = app.submit(&form, "main form", &[("name", "Ask in spring")]).await;
        let pool = made.location().to_owned();
        let pooled = done(&app, &app.visit(&here).await, &[0, 1], &[("pool", pool.trim_start_matches("/pools/")), ("deed", "pool")]).await;
        assert_eq!(app.visit(&pool).await.text("main .row-link").len(), 2);
        undo(&app, &pooled).await;
        assert!(app.visit(&pool).await.text("main .row-link").is_empty());
    }

    async fn many_are_considered_for_another_position_and_no_more(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = filled(&app, &rosa, 2).await;
        let target = crate::positions::position(&app, &rosa, "Second engineer", &["must: Rust"]).await;
        let here = format!("/positions/{id}?sort=name&dir=asc");
        let sent = done(&app, &app.visit(&here).await, &[0, 1], &[("target", &target), ("deed", "add")]).await;
        app.run_jobs().await;
        let there = app.visit(&format!("/positions/{target}")).await;
        assert_eq!(there.text("#rows .row-link").len(), 2);
        assert!(there.text("#rows .fit")[0].starts_with("Fit"), "and they are judged by what it asks for");
        let twice = bulk(&app, &app.visit(&here).await, &[0], &[("target", &target), ("deed", "add")]).await;
        assert!(app.follow(&twice).await.text("#troubles")[0].contains("considered for Second engineer already"));

        // One of them was moved on meanwhile: that one stays.
        let first = there.attr("#rows [name=chosen]", "value")[0].clone();
        let stages = stages(&app, &target).await;
        app.post(&format!("/positions/{target}/bulks"), &[("chosen", &first), ("deed", "move"), ("stage", &stages[1].id)]).await;
        let report = undo(&app, &sent).await;
        assert!(report.text("#troubles")[0].contains("Someone worked on this since"), "{}", report.body);
        assert_eq!(names(&app, &format!("/positions/{target}")).await.len(), 1);
        let counts: (i64, i64) = app.app.db.one(sql("SELECT CAST(SUM(active) AS BIGINT), (SELECT COUNT(*) FROM candidates WHERE newest_application_id IS NULL) FROM stages WHERE position_id = $1").bind(&target)).await.unwrap();
        assert_eq!(counts, (1, 0));
        app.run_jobs().await;
    }

    async fn all_that_match_are_done_in_a_job_when_they_are_many(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = filled(&app, &rosa, 205).await;
        let stages = stages(&app, &id).await;
        let page = app.visit(&format!("/positions/{id}")).await;
        let sent = bulk(&app, &page, &[], &[("all", "1"), ("stage", &stages[1].id), ("deed", "move")]).await;
        let report = app.follow(&sent).await;
        assert_eq!(report.text("#standing-h"), ["205 of 205 still to do"]);
        let early = app.post(&format!("{}/undo", report.url), &[]).await;
        assert!(early.body.contains("still being done"), "{}", early.body);
        app.run_jobs().await;
        let report = app.visit(&report.url).await;
        assert_eq!(report.text("#standing-h"), ["Done for 205 of 205"]);
        app.submit(&report, "#undo", &[]).await;
        assert_eq!(app.visit(&report.url).await.text("#standing-h"), ["Being undone"]);
        app.run_jobs().await;
        assert_eq!(app.visit(&report.url).await.text("#standing-h"), ["Undone for 205"]);
    }

    async fn whoever_left_does_nothing_more_and_it_says_so(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = filled(&app, &rosa, 201).await;
        let page = app.visit(&format!("/positions/{id}")).await;
        let sent = bulk(&app, &page, &[], &[("all", "1"), ("tag", "Spring"), ("deed", "tag")]).await;
        let mut tx = app.app.db.begin().await.unwrap();
        tx.run(sql("UPDATE users SET active = FALSE WHERE id = $1").bind(&rosa.id)).await.unwrap();
        tx.commit().await.unwrap();
        app.run_jobs().await;
        let admin = app.browser();
        admin.sign_in(&app.add_user("Ada Min", Role::Admin).await).await;
        let report = admin.visit(sent.location()).await;
        assert_eq!(report.text("#counts li"), ["0 done", "201 not done"]);
        assert!(report.text("#troubles li")[0].ends_with("Whoever asked for this cannot sign in any more."));
    }

    async fn two_who_work_on_it_at_once_do_nothing_twice(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = filled(&app, &rosa, 30).await;
        let page = app.visit(&format!("/positions/{id}")).await;
        let sent = app.post(&format!("/positions/{id}/bulks"), &[("all", "1"), ("tag", "Spring"), ("deed", "tag")]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
        assert!(!page.has("#bulk [name=all]"), "one page is all there is");
        let (bulk,): (String,) = app.app.db.one(sql("SELECT id FROM bulks")).await.unwrap();
        let mut tx = app.app.db.begin().await.unwrap();
        for query in ["DELETE FROM candidate_tags", "UPDATE bulk_items SET state = 'waiting'", "UPDATE tags SET candidates = 0"] {
            tx.run(sql(query)).await.unwrap();
        }
        tx.commit().await.unwrap();
        let job = bulks::RunBulk { bulk, by: rosa.id.clone(), undo: false };
        let now = app.app.clock.now();
        let (one, other) = tokio::join!(bulks::run(&app.app.db, &job, now), bulks::run(&app.app.db, &job, now));
        one.unwrap();
        other.unwrap();
        let counts: (i64, i64) = app.app.db.one(sql("SELECT candidates, (SELECT COUNT(*) FROM bulk_items WHERE state = 'done') FROM tags")).await.unwrap();
        assert_eq!(counts, (30, 30));
        app.run_jobs().await;
    }

    async fn a_deed_without_sense_changes_nothing(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = filled(&app, &rosa, 1).await;
        let page = app.visit(&format!("/positions/{id}")).await;
        for fields in [
            vec![("deed", "move")], vec![("deed", "move"), ("chosen", "nobody.1")], vec![("deed", "move"), ("chosen", "x")], vec![("deed", "move"), ("all", "1"), ("stage", "x")],
            vec![("deed", "explode"), ("all", "1")], vec![("deed", "reject"), ("all", "1"), ("reason", " ")], vec![("deed", "assign"), ("all", "1"), ("owner", "nobody")],
            vec![("deed", "tag"), ("all", "1"), ("tag", "a,b")], vec![("deed", "pool"), ("all", "1"), ("pool", "x")], vec![("deed", "add"), ("all", "1"), ("target", "x")], vec![("all", "1")], vec![],
        ] {
            let answer = app.post(&format!("/positions/{id}/bulks"), &fields).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{fields:?} {}", answer.body);
        }
        let (bulks,): (i64,) = app.app.db.one(sql("SELECT COUNT(*) FROM bulks")).await.unwrap();
        assert_eq!(bulks, 0);
        let again = app.visit(&format!("/positions/{id}")).await;
        assert_eq!(page.attr("#rows [name=chosen]", "value"), again.attr("#rows [name=chosen]", "value"));
    }

    async fn others_people_are_refused_and_their_reports_are_their_own(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = filled(&app, &rosa, 2).await;
        let other = app.browser();
        other.sign_in(&app.add_user("Ben Other", Role::Recruiter).await).await;
        let theirs = other.visit(&format!("/positions/{id}")).await;
        assert!(!theirs.has("[name=deed][value=move]") && theirs.has("[name=deed][value=csv]"));
        let stages = stages(&app, &id).await;
        let chosen = theirs.attr("#rows [name=chosen]", "value");
        let sent = other.post(&format!("/positions/{id}/bulks"), &[("chosen", &chosen[0]), ("deed", "move"), ("stage", &stages[1].id)]).await;
        let report = other.follow(&sent).await;
        assert!(report.text("#troubles li")[0].ends_with("Only the project's team can change this."));
        assert_eq!(names(&app, &format!("/positions/{id}?stage={}", stages[0].id)).await.len(), 2);
        assert_eq!(app.get(&report.url).await.status, StatusCode::NOT_FOUND, "who asked sees it, and admins");
        assert_eq!(app.post(&format!("{}/undo", report.url), &[]).await.status, StatusCode::NOT_FOUND);
        app.run_jobs().await;
    }

    async fn those_chosen_are_compared_and_taken_away(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = filled(&app, &rosa, 3).await;
        let page = app.visit(&format!("/positions/{id}?sort=name&dir=asc")).await;
        let some = bulk(&app, &page, &[2], &[("deed", "csv")]).await;
        assert_eq!(some.body.lines().nth(1).unwrap().split(',').next(), Some("Person Ac"));
        assert_eq!(some.body.lines().count(), 2);
        assert!(bulk(&app, &page, &[0, 1], &[("deed", "xlsx")]).await.body.starts_with("PK"));
        let both = bulk(&app, &page, &[0, 1], &[("deed", "compare")]).await;
        assert_eq!(app.follow(&both).await.status, StatusCode::OK);
        assert_eq!(both.location().matches("with=").count(), 2);
    }
}
