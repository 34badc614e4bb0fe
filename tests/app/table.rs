//! A position's table: order, filters, columns, views, and files to take away.

use crate::{
    positions::position,
    support::*,
    uploads::{text_cv, upload},
};
use recruitpro::{
    hiring::{
        applications::Outcome,
        paging::Turn,
        stages::Stage,
        table::{Ask, Column, Scope},
    },
    platform::db::{Run, sql},
};

/// A position of this owner's with as many people, Person Aa, Person Ab and so on.
pub async fn filled(app: &TestApp, owner: &User, people: usize) -> String {
    let id = position(app, owner, "Engineer", &["must: Rust"]).await;
    let letter = |n: usize| char::from(b'a' + n as u8);
    let name = |n: usize| format!("Person {}{}", letter(n / 26).to_ascii_uppercase(), letter(n % 26));
    let cvs: Vec<(String, Vec<u8>)> = (0..people).map(|n| (format!("cv{n}.txt"), text_cv(&name(n)))).collect();
    let files: Vec<(&str, &[u8])> = cvs.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    upload(app, &id, &files).await;
    app.run_jobs().await;
    id
}

async fn names(app: &TestApp, path: &str) -> Vec<String> {
    app.visit(path).await.text("#rows .row-link")
}

fn ask(position: &str, order: Column, descending: bool) -> Ask {
    Ask {
        scope: Scope::Position(position.to_owned()),
        outcome: Outcome::Active,
        stage: None,
        only: None,
        but: None,
        groups: Vec::new(),
        order,
        descending,
        zone: chrono_tz::UTC,
    }
}

both! {
    async fn columns_and_their_order_are_chosen(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = filled(&app, &rosa, 3).await;
        let page = app.visit(&format!("/positions/{id}")).await;
        assert_eq!(page.text("#rows thead th")[1..], ["Candidate", "Fit", "Requirements", "Stage", "In stage", "Source", "Applied", "Owner"]);
        let by_name = page.attr("#rows thead a", "href")[0].clone();
        let page = app.visit(&by_name).await;
        assert_eq!(page.text("#rows .row-link"), ["Person Aa", "Person Ab", "Person Ac"]);
        assert_eq!(page.attr("#rows th[aria-sort]", "aria-sort"), ["ascending"]);
        assert_eq!(page.text(".pages .num"), ["3 of 3, by name"]);
        assert_eq!(names(&app, &page.attr("#rows thead a", "href")[0]).await, ["Person Ac", "Person Ab", "Person Aa"]);

        let page = app.submit(&page, "#choose-columns", &[("col", "experience"), ("col", "email")]).await;
        assert_eq!(page.text("#rows thead th")[1..], ["Candidate", "Experience", "E-mail"]);
        assert_eq!(page.text("#rows tbody tr:first-child td:last-child"), ["person.aa@mail.example"]);
        assert_eq!(page.text("#rows .row-link")[0], "Person Aa", "the order stays");
        for nonsense in ["?sort=nonsense&dir=up&col=nonsense&f=nonsense&after=nonsense", "?sort=requirements", "?sort=added", "?f=fit~min~many&f=fit~is~5&f=~~&f=name~not~((", "?after=x.y&sort=applied", "?after=x.NaN&sort=experience"] {
            assert_eq!(names(&app, &format!("/positions/{id}{nonsense}")).await.len(), 3, "{nonsense}");
        }
    }

    async fn any_order_turns_page_by_page(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = filled(&app, &rosa, 52).await;
        for order in ["name", "fit", "applied", "experience", "in_stage", "changed"] {
            for dir in ["asc", "desc"] {
                let first = app.visit(&format!("/positions/{id}?sort={order}&dir={dir}")).await;
                assert!(first.text(".pages .num")[0].starts_with("50 of 52, "), "{order}");
                let second = app.visit(&first.attr("[rel=next]", "href")[0]).await;
                let mut everyone = [first.text("#rows .row-link"), second.text("#rows .row-link")].concat();
                let back = app.visit(&second.attr("[rel=prev]", "href")[0]).await;
                assert_eq!(back.text("#rows .row-link"), first.text("#rows .row-link"), "{order}");
                everyone.sort();
                everyone.dedup();
                assert_eq!(everyone.len(), 52, "{order} {dir}");
            }
        }
    }

    async fn a_corrected_name_is_in_its_place_at_once(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = filled(&app, &rosa, 3).await;
        let by_name = format!("/positions/{id}?sort=name&dir=asc");
        let page = app.visit(&by_name).await;
        let first = app.visit(&page.attr("#rows .row-link", "href")[0]).await;
        let details = app.visit(&first.attr("#tab-details", "href")[0]).await;
        let edit = app.visit(&details.attr("[href$='/edit']", "href")[0]).await;
        let saved = app.submit(&edit, "main form", &[("name", "Zoë Last")]).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
        assert_eq!(names(&app, &by_name).await, ["Person Ab", "Person Ac", "Zoë Last"]);
    }

    async fn filters_stand_in_the_address_and_can_be_taken_away(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = filled(&app, &rosa, 3).await;
        let page = app.visit(&format!("/positions/{id}")).await;
        for field in ["add.fit~min", "add.stage~not", "add.tag~is", "any"] {
            assert!(page.has(&format!("#add-filters [name='{field}']")), "{field}");
        }
        let sent = app.get(&format!("/positions/{id}?add.words~is=person+ab&add.fit~min=50&add.fit~max=&add.stage~not=Offer")).await;
        let added = app.follow(&sent).await;
        assert_eq!(added.text("#rows .row-link"), ["Person Ab"]);
        assert_eq!(added.text(".filter-on"), ["“person ab”, remove", "Fit ≥ 50, remove", "Stage is not Offer, remove"]);
        assert_eq!(added.text(".pages .num"), ["1 of 1, best fit first"]);
        let fewer = app.visit(&added.attr(".filter-on", "href")[0]).await;
        assert_eq!((fewer.text("#rows .row-link").len(), fewer.text(".filter-on").len()), (3, 2));
        let nothing = app.get(&format!("/positions/{id}?add.fit~min=&add.words~is=+")).await;
        assert_eq!(nothing.location(), format!("/positions/{id}"), "an empty form asks for nothing");

        let tag = "INSERT INTO tags (id, name, folded, created_at) VALUES ('t', 'Relocates', 'relocates', $1)";
        let mut tx = app.app.db.begin().await.unwrap();
        tx.run(sql(tag).bind(app.app.clock.now())).await.unwrap();
        tx.run(sql("INSERT INTO candidate_tags (candidate_id, tag_id, added_at) SELECT id, 't', created_at FROM candidates WHERE name = 'Person Ac'")).await.unwrap();
        tx.run(sql("UPDATE candidates SET experience_years = NULL WHERE name = 'Person Aa'")).await.unwrap();
        tx.commit().await.unwrap();
        for (filters, count) in [
            ("f=fit~min~101", 0), ("f=fit~min~101&f=or~name~is~person", 3), ("f=name~not~aa", 2), ("f=name~is~aa&f=or~name~is~ac", 2), ("f=name~is~aa&f=name~is~ac", 0),
            ("f=owner~is~", 0), ("f=owner~not~", 3), ("f=owner~is~someone", 0), ("f=owner~not~someone", 3), ("f=source~is~Job+fair", 3), ("f=source~not~Job+fair", 0),
            ("f=experience~min~3", 2), ("f=experience~max~70", 2), ("f=experience~max~3", 0), ("f=applied~min~2020-01-01", 3), ("f=applied~max~2020-01-01", 0), ("f=entered~max~2999-01-01", 3),
            ("f=location~is~lisbon", 3), ("f=location~not~lisbon", 0), ("f=skill~is~rust", 3), ("f=company~is~Tidemark", 3), ("f=stage~is~New", 3), ("f=stage~not~New", 0),
            ("f=words~is~%22ledger+service%22", 3), ("f=words~is~stage:new", 0), ("f=words~is~((", 3), ("f=tag~is~RELOCATES", 1), ("f=tag~not~Relocates", 2), ("f=position~is~Engineer", 3),
        ] {
            assert_eq!(names(&app, &format!("/positions/{id}?{filters}")).await.len(), count, "{filters}");
        }
    }

    async fn nobody_without_a_screening_has_little_fit(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &[]).await;
        upload(&app, &id, &[("ada.txt", &text_cv("Ada Quill"))]).await;
        app.run_jobs().await;
        assert_eq!(names(&app, &format!("/positions/{id}?f=fit~max~30")).await, Vec::<String>::new());
        assert_eq!(names(&app, &format!("/positions/{id}?f=fit~min~0")).await, Vec::<String>::new());
    }

    async fn a_day_is_one_of_the_workspace(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = filled(&app, &rosa, 1).await;
        let mut tx = app.app.db.begin().await.unwrap();
        let late: chrono::DateTime<chrono::Utc> = "2026-03-31T22:30:00Z".parse().unwrap();
        tx.run(sql("UPDATE applications SET created_at = $1").bind(late)).await.unwrap();
        tx.run(sql("UPDATE workspace SET time_zone = 'Europe/Berlin'")).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(names(&app, &format!("/positions/{id}?f=applied~min~2026-04-01")).await.len(), 1, "half past midnight in Berlin");
        assert_eq!(names(&app, &format!("/positions/{id}?f=applied~max~2026-03-31")).await.len(), 0);
        let page = app.visit(&format!("/positions/{id}?col=applied")).await;
        assert!(app.submit(&page, "#export-form", &[("format", "csv")]).await.body.ends_with(",2026-04-01\r\n"));
    }

    async fn views_are_saved_shared_renamed_and_deleted(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = filled(&app, &rosa, 2).await;
        let filtered = format!("/positions/{id}?f=name~is~aa");
        let page = app.visit(&filtered).await;
        let saved = app.submit(&page, "#save-view", &[("name", "Only Aa"), ("shared", "true")]).await;
        assert_eq!(app.follow(&saved).await.text("#views [aria-current]"), ["Only Aa"]);
        let page = app.visit(&format!("/positions/{id}")).await;
        assert_eq!(names(&app, &page.attr("#views a", "href")[0]).await, ["Person Aa"]);
        let blank = app.submit(&page, "#save-view", &[("name", " ")]).await;
        assert!(app.follow(&blank).await.body.contains("Give the view a name"));
        app.submit(&app.visit(&filtered).await, "#save-view", &[("name", "Only Aa"), ("shared", "true")]).await;
        assert_eq!(app.visit(&filtered).await.text("#views a").len(), 1, "a name is taken over, not doubled");

        let other = app.browser();
        other.sign_in(&app.add_user("Ben Other", Role::Recruiter).await).await;
        let theirs = other.visit(&format!("/positions/{id}")).await;
        assert_eq!(theirs.text("#views a"), ["Only Aa"]);
        assert!(!theirs.has("#views form[action^='/views/']"), "only its maker may change it");
        let change = page.attr("#views form[action^='/views/']", "action");
        assert_eq!(other.post(&change[0], &[("name", "Mine")]).await.status, StatusCode::NOT_FOUND);

        app.post(&change[0], &[("name", "Aa & co")]).await;
        assert_eq!(app.visit(&filtered).await.text("#views a"), ["Aa & co"]);
        assert!(other.visit(&filtered).await.text("#views a").is_empty(), "it is no longer shared");
        let gone = app.post(&change[1], &[]).await;
        let gone = app.follow(&gone).await;
        assert!(gone.text("#views a").is_empty());
        app.submit(&gone, ".toast form", &[]).await;
        assert_eq!(app.visit(&filtered).await.text("#views a"), ["Aa & co"], "and is back");
    }

    async fn many_shared_views_do_not_push_out_ones_own(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = filled(&app, &rosa, 1).await;
        let ben = app.add_user("Ben Other", Role::Recruiter).await;
        let mut tx = app.app.db.begin().await.unwrap();
        for n in 0..120 {
            let view = sql("INSERT INTO saved_views (id, user_id, position_id, name, query, shared, created_at) VALUES ($1, $2, $3, $4, '', TRUE, $5)");
            tx.run(view.bind(format!("view-{n}")).bind(&ben.id).bind(&id).bind(format!("A {n}")).bind(app.app.clock.now())).await.unwrap();
        }
        tx.commit().await.unwrap();
        let page = app.visit(&format!("/positions/{id}")).await;
        app.submit(&page, "#save-view", &[("name", "Zebra")]).await;
        assert_eq!(app.visit(&format!("/positions/{id}")).await.text("#views a")[0], "Zebra");
    }

    async fn the_table_is_taken_away_as_csv_and_xlsx(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = filled(&app, &rosa, 2).await;
        let page = app.visit(&format!("/positions/{id}?sort=name&dir=asc&col=email&col=experience&f=name~is~aa")).await;
        let csv = app.submit(&page, "#export-form", &[("format", "csv")]).await;
        assert_eq!(csv.headers["content-type"], "text/csv; charset=utf-8");
        assert!(csv.headers["content-disposition"].to_str().unwrap().contains("Engineer_ candidates.csv"));
        assert!(csv.body.starts_with("\u{feff}Candidate,Experience,E-mail\r\nPerson Aa,"), "{}", csv.body);
        assert_eq!(csv.body.lines().count(), 2);
        let book = app.submit(&page, "#export-form", &[("format", "xlsx")]).await;
        assert!(book.headers["content-disposition"].to_str().unwrap().contains("Engineer_ candidates.xlsx"));
        assert!(book.body.starts_with("PK"));
        assert_eq!(app.post(&format!("/positions/{id}/export"), &[]).await.body.lines().count(), 3, "a form without a word is all of it");
        assert_eq!(app.post("/positions/no/export", &[]).await.status, StatusCode::NOT_FOUND);
        let (project,): (String,) = app.app.db.one(sql("SELECT project_id FROM positions")).await.unwrap();
        let feed = app.visit(&format!("/projects/{project}")).await;
        assert!(feed.text(".feed p").contains(&"Rosa Recruits exported 1 candidates of Engineer as XLSX.".to_owned()), "{:?}", feed.text(".feed p"));
    }

    async fn a_file_has_every_row_however_many_there_are(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = filled(&app, &rosa, 1).await;
        let mut tx = app.app.db.begin().await.unwrap();
        for n in 0..2_100 {
            let person = sql("INSERT INTO candidates (id, name, created_at, updated_at) VALUES ($1, $2, $3, $3)");
            tx.run(person.bind(format!("c-{n}")).bind(format!("=Copy {n}")).bind(app.app.clock.now())).await.unwrap();
            let application = sql("INSERT INTO applications (id, position_id, candidate_id, stage_id, entered_stage_at, created_at, updated_at)
                                   SELECT $1, position_id, $2, stage_id, created_at, created_at, updated_at FROM applications WHERE id NOT LIKE 'a-%'");
            tx.run(application.bind(format!("a-{n}")).bind(format!("c-{n}"))).await.unwrap();
        }
        tx.commit().await.unwrap();
        let page = app.visit(&format!("/positions/{id}?sort=name&dir=asc")).await;
        let csv = app.submit(&page, "#export-form", &[("format", "csv")]).await;
        let mut lines: Vec<&str> = csv.body.lines().skip(1).collect();
        assert_eq!(lines.len(), 2_101);
        assert!(lines.iter().filter(|line| line.starts_with("'=Copy")).count() == 2_100);
        lines.sort();
        lines.dedup();
        assert_eq!(lines.len(), 2_101, "nobody twice");
    }

    async fn every_order_is_read_off_an_index(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = filled(&app, &rosa, 3).await;
        let stage = Stage::of_position(&app.app.db, &id).await.unwrap()[0].id.clone();
        let mut asked: Vec<(Ask, &str)> = Vec::new();
        for (order, index) in [
            (Column::Fit, "applications_by_outcome"),
            (Column::Name, "applications_by_name"),
            (Column::Experience, "applications_by_experience"),
            (Column::InStage, "applications_by_entry"),
            // Home's index has the same order, and serves as well while few of a position are out.
            (Column::Applied, "applications_by_applied|applications_by_arrival"),
            (Column::Changed, "applications_by_change"),
        ] {
            asked.extend([true, false].map(|descending| (ask(&id, order, descending), index)));
        }
        asked.push((Ask { stage: Some(stage), ..ask(&id, Column::Fit, true) }, "applications_by_stage"));
        for (order, index) in [
            (Column::Name, "candidates_by_name"),
            (Column::Experience, "candidates_by_experience"),
            (Column::Changed, "candidates_by_update"),
            (Column::Added, "candidates_by_arrival"),
        ] {
            asked.extend([true, false].map(|descending| (Ask { scope: Scope::Everyone, ..ask("", order, descending) }, index)));
        }
        let sorting = Column::ALL.iter().filter(|column| column.sorts(&Scope::Position(String::new()))).count();
        assert_eq!(sorting, 6, "an order that is not asked about here");
        for (ask, index) in asked {
            let row = ask.page(&app.app.db, &rosa, None).await.unwrap().rows.remove(0);
            let spot = ask.spot(&ask.place(&row)).unwrap();
            for turn in [None, Some(Turn::After(spot.clone())), Some(Turn::Before(spot))] {
                let mut tx = app.app.db.begin().await.unwrap();
                if app.app.db.is_postgres() {
                    // Three rows are faster read whole and sorted; with many the index is.
                    for costly in ["SET LOCAL enable_seqscan = off", "SET LOCAL enable_bitmapscan = off", "SET LOCAL enable_sort = off", "SET LOCAL enable_incremental_sort = off", "SET LOCAL enable_hashjoin = off", "SET LOCAL enable_mergejoin = off"] {
                        tx.run(sql(costly)).await.unwrap();
                    }
                }
                let plan = tx.explain(ask.query(&app.app.db, turn, 51)).await.unwrap().join("\n");
                let is_sorted_anew = plan.contains("TEMP B-TREE") || plan.contains("Sort Key");
                assert!(index.split('|').any(|index| plan.contains(index)) && !is_sorted_anew, "{:?} {index}\n{plan}", ask.order);
            }
        }
    }

    async fn everyone_in_the_workspace_is_one_table(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = filled(&app, &rosa, 3).await;
        let page = app.visit("/candidates").await;
        assert_eq!(page.text("#rows thead th")[1..], ["Candidate", "Lives in", "Experience", "Fit", "Considered for", "Stage", "Changed"]);
        assert_eq!(page.text(".pages .num"), ["3 shown, latest change first"]);
        let by_name = app.visit("/candidates?sort=name&dir=desc").await;
        assert_eq!(by_name.text("#rows .row-link"), ["Person Ac", "Person Ab", "Person Aa"]);
        for order in ["name", "experience", "changed", "added", "fit", "owner"] {
            assert_eq!(names(&app, &format!("/candidates?sort={order}&dir=asc")).await.len(), 3, "{order}");
        }
        for (filters, count) in [
            ("f=name~is~aa", 1), ("f=position~is~Engineer", 3), ("f=position~not~Engineer", 0), ("f=stage~is~New", 3), ("f=owner~is~", 0), ("f=fit~min~50&f=name~not~ab", 2),
            ("f=source~not~Job+fair", 0), ("outcome=rejected", 3), ("f=skill~is~rust&f=or~name~is~nobody", 3),
        ] {
            assert_eq!(names(&app, &format!("/candidates?{filters}")).await.len(), count, "{filters}");
        }
        assert_eq!(app.visit("/candidates?f=name~is~aa").await.text(".pages .num"), ["1 of 1, latest change first"]);
        assert!(app.visit("/candidates?f=name~is~nobody").await.has("#rows .empty"));

        let filtered = app.visit("/candidates?f=name~not~ab&sort=name&dir=asc").await;
        let csv = app.submit(&filtered, "#export-form", &[("format", "csv")]).await;
        assert_eq!(csv.body.lines().map(|line| line.split(',').next().unwrap()).collect::<Vec<_>>(), ["\u{feff}Candidate", "Person Aa", "Person Ac"]);
        let saved = app.submit(&filtered, "#save-view", &[("name", "All but Ab")]).await;
        assert_eq!(app.follow(&saved).await.text("#views [aria-current]"), ["All but Ab"]);
        assert!(app.visit(&format!("/positions/{id}")).await.text("#views a").is_empty(), "a view belongs to its table");

        let chosen = filtered.attr("#rows [name=chosen]", "value");
        let tagged = app.submit(&filtered, "#bulk", &[("chosen", &chosen[1]), ("tag", "Spring"), ("deed", "tag")]).await;
        assert_eq!(app.follow(&tagged).await.text("#toasts p"), ["Tagged 1 candidate."]);
        assert_eq!(names(&app, "/candidates?f=tag~is~spring").await, ["Person Ac"]);
        let target = position(&app, &rosa, "Second engineer", &[]).await;
        app.submit(&filtered, "#bulk", &[("chosen", &chosen[1]), ("target", &target), ("deed", "add")]).await;
        assert_eq!(names(&app, &format!("/positions/{target}")).await, ["Person Ac"]);
        assert_eq!(names(&app, "/candidates?f=position~is~Second+engineer").await, ["Person Ac"]);
        app.run_jobs().await;
    }

    async fn a_page_says_where_in_the_list_one_is_and_keeps_it_after_acting(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = filled(&app, &rosa, 4).await;
        let list = app.visit(&format!("/positions/{id}?sort=name&dir=asc&f=name~not~ac")).await;
        let first = app.visit(&list.attr("#rows .row-link", "href")[0]).await;
        assert_eq!((first.text("h1"), first.text("#place")[0].clone()), (vec!["Person Aa".to_owned()], "1 of 3".to_owned()));
        assert!(!first.has("#beside [rel=prev]"));
        let second = app.visit(&first.attr("#beside [rel=next]", "href")[0]).await;
        assert_eq!((second.text("h1")[0].as_str(), second.text("#place")[0].as_str()), ("Person Ab", "2 of 3"));
        let details = app.visit(&second.attr("#tab-details", "href")[0]).await;
        assert_eq!(details.text("#place")[0], "2 of 3");
        assert!(details.attr("#beside [rel=next]", "href")[0].contains("/details?list="), "on the same side of the next one's page");

        let rejected = app.submit(&second, "#reject form", &[("reason", "Too far away")]).await;
        let after = app.follow(&rejected).await;
        assert_eq!(after.text("h1"), ["Person Ab"]);
        assert_eq!(after.text("#place")[0], "2 of 2", "and the list goes on where it was");
        let third = app.visit(&after.attr("#beside [rel=next]", "href")[0]).await;
        assert_eq!((third.text("h1")[0].as_str(), third.text("#place")[0].as_str()), ("Person Ad", "2 of 2"));
        let back = app.visit(&third.attr("#place", "href")[0]).await;
        assert_eq!(back.text("#rows .row-link"), ["Person Aa", "Person Ad"]);

        let everyone = app.visit("/candidates?sort=name&dir=desc").await;
        let page = app.visit(&everyone.attr("#rows .row-link", "href")[1]).await;
        assert_eq!((page.text("h1")[0].as_str(), page.text("#place")[0].as_str()), ("Person Ac", "2 of 4"));
        // Whoever is changed goes to the top of the latest changes, and yet is where they were.
        let latest = app.visit("/candidates").await;
        let second = app.visit(&latest.attr("#rows .row-link", "href")[1]).await;
        let name = second.text("h1");
        app.write(sql("UPDATE candidates SET updated_at = $1 WHERE name = $2").bind(app.app.clock.now()).bind(&name[0])).await;
        assert_eq!(names(&app, "/candidates").await[0], name[0]);
        let again = app.visit(&second.url).await;
        assert_eq!(again.text("#place")[0], "2 of 4");
        assert_eq!(again.attr("#beside [rel=next]", "href"), second.attr("#beside [rel=next]", "href"));
        assert_eq!(app.visit(&again.attr("#beside [rel=prev]", "href")[0]).await.text("h1"), latest.text("#rows .row-link")[..1]);

        // Someone who is considered for nothing is in the list of everyone like the others.
        let person = sql("INSERT INTO candidates (id, name, created_at, updated_at) VALUES ('z', 'Zed', $1, $1)");
        app.write(person.bind(app.app.clock.now())).await;
        let zed = app.visit(&app.visit("/candidates?sort=name&dir=asc").await.attr("#rows .row-link", "href")[4]).await;
        assert_eq!((zed.text("h1")[0].as_str(), zed.text("#place")[0].as_str()), ("Zed", "5 of 5"));
        assert_eq!(app.visit(&zed.attr("#beside [rel=prev]", "href")[0]).await.text("#place")[0], "4 of 5");

        let application = list.attr("#rows .row-link", "href")[0].split('?').next().unwrap().to_owned();
        for nonsense in ["", "?list=", "?list=nonsense", "?list=/positions/none", "?list=//elsewhere.example", "?list=/candidates?sort=x%26f=~~", "?list=/candidates&at=nonsense", "?list=/positions/none&at=x"] {
            assert_eq!(app.visit(&format!("{application}{nonsense}")).await.text("h1"), ["Person Aa"], "{nonsense}");
        }
    }
}
