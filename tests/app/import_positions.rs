//! Candidates brought into positions by a table.

use crate::imports::{candidates, count, go, send, undo};
use crate::positions::{drop_cvs, position};
use crate::support::*;
use recruitpro::hiring::{imports::Import, positions::Status};
use recruitpro::platform::db::{Run, sql};

/// The names of whoever is considered for a position, and the stage's own count.
async fn considered(app: &TestApp, position: &str) -> (Vec<String>, i64) {
    let names = sql(
        "SELECT c.name FROM applications a JOIN candidates c ON c.id = a.candidate_id WHERE a.position_id = $1 ORDER BY c.name",
    );
    let names: Vec<(String,)> = app.app.db.all(names.bind(position)).await.unwrap();
    let kept = sql("SELECT CAST(SUM(active) AS BIGINT) FROM stages WHERE position_id = $1").bind(position);
    (names.into_iter().map(|(name,)| name).collect(), app.app.db.one::<(i64,)>(kept).await.unwrap().0)
}

both! {
    async fn a_column_says_which_position_each_person_is_considered_for(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let baker = position(&app, &rosa, "Bäcker", &[]).await;
        let planner = position(&app, &rosa, "Planner", &[]).await;
        let page = send(&app, "people.csv", format!("Name,Applied for,Source\nAda Quill,bäcker,Fair\nBea Stone,https://x.example/positions/{planner},\nCy Vale,Astronaut,\nDi Marsh,,Fair\n").as_bytes()).await;
        assert_eq!(page.attr("select[name=column] option[selected]", "value"), ["name", "position", "source"]);
        assert_eq!(page.text("#would li"), ["3 new", "0 known already", "1 cannot be taken", "2 considered for a position"]);
        assert!(page.text("#problems li")[0].contains("Considered for: No open position"), "{:?}", page.text("#problems li"));
        assert!(page.text("#first li")[0].contains("for Bäcker"));

        let done = go(&app, &page).await;
        assert_eq!(done.text("#counts li"), ["3 added", "0 known already", "1 not taken"]);
        assert_eq!(considered(&app, &baker).await, (vec!["Ada Quill".into()], 1));
        assert_eq!(considered(&app, &planner).await, (vec!["Bea Stone".into()], 1));
        let list = app.visit(&format!("/positions/{baker}")).await;
        assert!(list.body.contains("Ada Quill"));
        let told: (String, String) = app.app.db.one(sql("SELECT a.source, s.name FROM applications a JOIN stages s ON s.id = a.stage_id JOIN candidates c ON c.id = a.candidate_id WHERE c.name = 'Ada Quill'")).await.unwrap();
        assert_eq!(told, ("Fair".into(), "New".into()), "the application says where they were found");
        assert_eq!(count(&app, "SELECT COUNT(*) FROM notes WHERE body = 'Source: Fair'").await, 1, "of Di, who is considered nowhere, a note does");
    }

    async fn a_position_for_all_takes_whoever_names_no_other(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let baker = position(&app, &rosa, "Baker", &[]).await;
        let planner = position(&app, &rosa, "Planner", &[]).await;
        let page = send(&app, "people.csv", b"Name,Vacancy\nAda Quill,\nBea Stone,Planner\n").await;
        let checked = app.submit(&page, "#columns", &[("position", &baker)]).await;
        let page = app.follow(&checked).await;
        assert_eq!(page.attr("#position option[selected]", "value"), [baker.as_str()]);
        assert_eq!(page.text("#would li").last().unwrap(), "2 considered for a position");
        let done = go(&app, &page).await;
        assert_eq!(considered(&app, &baker).await, (vec!["Ada Quill".into()], 1));
        assert_eq!(considered(&app, &planner).await, (vec!["Bea Stone".into()], 1));
        assert!(done.text("main header")[0].contains("Baker"), "{:?}", done.text("main header"));

        // The same table into the same position: nobody is considered twice.
        let page = send(&app, "people.csv", b"Name,Vacancy\nAda Quill,\nBea Stone,Planner\n").await;
        let sent = app.submit(&page, "#columns", &[("position", &baker), ("go", "true")]).await;
        app.run_jobs().await;
        let again = app.follow(&sent).await;
        assert_eq!(again.text("#counts li")[..2], ["0 added", "2 known already"]);
        assert_eq!(considered(&app, &baker).await.1 + considered(&app, &planner).await.1, 2);
        // And undoing the second time leaves what the first brought.
        undo(&app, &again).await;
        assert_eq!(considered(&app, &baker).await, (vec!["Ada Quill".into()], 1));
    }

    async fn people_come_only_into_positions_that_are_ones_own_and_open(app) {
        let owner = app.set_up().await;
        let theirs = position(&app, &owner, "Theirs", &[]).await;
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let closed = position(&app, &rosa, "Closed", &[]).await;
        let archived = position(&app, &rosa, "Archived", &[]).await;
        app.write(sql("UPDATE positions SET status = $1 WHERE id = $2").bind(Status::Closed).bind(&closed)).await;
        app.write(sql("UPDATE projects SET status = 'archived' WHERE id = (SELECT project_id FROM positions WHERE id = $1)").bind(&archived)).await;
        let page = send(&app, "people.csv", b"Name,Vacancy\nA,Theirs\nB,Closed\nC,Archived\nD,\n").await;
        assert_eq!(page.text("#would li")[..3], ["1 new", "0 known already", "3 cannot be taken"]);
        assert!(page.attr("#position option", "value").is_empty(), "there is none to choose");
        for id in [theirs.as_str(), &closed, &archived, "nonsense"] {
            let refused = app.post(&page.url, &[("column", "name"), ("column", "position"), ("position", id), ("go", "true")]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{id}");
            assert!(refused.text("[role=alert]")[0].contains("Choose one of the positions"));
        }
        go(&app, &page).await;
        assert_eq!(candidates(&app).await, 1);
        assert_eq!(count(&app, "SELECT COUNT(*) FROM applications").await, 0);
    }

    async fn an_undo_takes_the_applications_back(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let baker = position(&app, &rosa, "Baker", &["Bread"]).await;
        let other = position(&app, &rosa, "Planner", &[]).await;
        // Ada is here with a CV, and considered elsewhere.
        drop_cvs(&app, &rosa, &other, &[("Ada Quill", "Bread, rye")]).await;
        app.run_jobs().await;
        let page = send(&app, "people.csv", b"Name,E-mail,Vacancy\nAda Quill,ada.quill@mail.example,Baker\nBea Stone,bea@mail.example,Baker\nCy Vale,cy@mail.example,Baker\n").await;
        let done = go(&app, &page).await;
        assert_eq!(considered(&app, &baker).await.1, 3);
        let fit = "SELECT COUNT(*) FROM applications a JOIN positions q ON q.id = a.position_id WHERE q.title = 'Baker' AND a.fit >= 0";
        assert_eq!(count(&app, fit).await, 1, "Ada's CV is screened there");
        let cy = app.app.db.one::<(String,)>(sql("SELECT a.id FROM applications a JOIN candidates c ON c.id = a.candidate_id WHERE c.name = 'Cy Vale'")).await.unwrap().0;
        let reject = app.post(&format!("/applications/{cy}/rejection"), &[("reason", "Too far")]).await;
        assert!(reject.status.is_redirection(), "{}", reject.status);

        let undone = undo(&app, &done).await;
        assert_eq!(undone.text("#kept .row-link"), ["Cy Vale"], "someone decided about Cy");
        assert_eq!(considered(&app, &baker).await, (vec!["Cy Vale".into()], 0));
        assert_eq!(considered(&app, &other).await, (vec!["Ada Quill".into()], 1));
        assert_eq!(count(&app, "SELECT closed FROM positions WHERE title = 'Baker'").await, 1);
        let newest = "SELECT COUNT(*) FROM candidates c JOIN applications a ON a.id = c.newest_application_id JOIN positions q ON q.id = a.position_id WHERE c.name = 'Ada Quill' AND q.title = 'Planner'";
        assert_eq!(count(&app, newest).await, 1);
        assert_eq!(count(&app, "SELECT COUNT(*) FROM activities a WHERE a.application_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM applications b WHERE b.id = a.application_id)").await, 0);
    }

    async fn the_page_of_a_table_is_shown_without_reading_it_again(app) {
        app.sign_in_as(Role::Recruiter).await;
        let page = send(&app, "people.csv", b"Name,City\nAda Quill,Ghent\n").await;
        let sha256 = app.app.db.one::<(String,)>(sql("SELECT sha256 FROM imports")).await.unwrap().0;
        app.app.files.delete(&sha256).await.unwrap();
        let again = app.visit(&page.url).await;
        assert_eq!(again.text("#would li"), page.text("#would li"));
        assert!(again.text("#columns td").contains(&"Ghent".to_owned()));
    }

    async fn its_page_hears_how_far_it_has_come(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let rows: String = (0..120).map(|n| format!("Person {n}\n")).collect();
        let page = send(&app, "people.csv", format!("Name\n{rows}").as_bytes()).await;
        let begun = app.submit(&page, "#columns", &[("go", "true")]).await;
        let running = app.follow(&begun).await;
        assert!(running.text("#standing-h")[0].contains("0 of 120 rows done"));
        let mut live = app.events(&running.attr("[sse-connect]", "sse-connect")[0]).await;
        assert_eq!(live.next().await.0, "refresh");
        let id = running.url.rsplit('/').next().unwrap();
        recruitpro::hiring::imports::run(&app.app.reader(), id, 1000).await.unwrap();
        assert_eq!(live.next().await.0, "changed");
        app.run_jobs().await;
        let done = app.visit(&running.url).await;
        assert!(done.attr("[sse-connect]", "sse-connect").is_empty(), "nothing more is to come");
        assert!(Import::find(&app.app.db, &rosa, id).await.unwrap().preview.is_none());

        let other = app.add_user("Tom Other", Role::Recruiter).await;
        let browser = app.browser();
        browser.sign_in(&other).await;
        assert_eq!(browser.get(&format!("{}/events", running.url)).await.status, StatusCode::NOT_FOUND);
    }
}
