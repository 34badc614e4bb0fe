//! What is kept in memory between requests never outlives what it was read from.

use crate::support::*;
use recruitpro::{app::App, platform::db::sql};
use std::time::Duration;
use tokio::{sync::watch, time};

async fn rename(app: &App, name: &str) {
    let mut tx = app.db.begin().await.unwrap();
    tx.run(sql("UPDATE workspace SET name = $1").bind(name)).await.unwrap();
    tx.commit().await.unwrap();
}

both! {
    async fn a_write_shows_on_the_very_next_page(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        for name in ["Kettle & Crane", "Kettle, Crane & Daughters"] {
            rename(&app.app, name).await;
            assert_eq!(app.visit("/projects").await.text(".side-top a.side-label"), [name]);
        }
        let mut tx = app.app.db.begin().await.unwrap();
        tx.run(sql("UPDATE users SET active = $1 WHERE id = $2").bind(false).bind(&rosa.id)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(app.get("/projects").await.status, StatusCode::SEE_OTHER, "whoever is let go is out at once");
    }

    async fn a_write_that_is_taken_back_changes_nothing(app) {
        app.sign_in_as(Role::Recruiter).await;
        app.visit("/projects").await;
        let mut tx = app.app.db.begin().await.unwrap();
        tx.run(sql("UPDATE workspace SET name = $1").bind("Never")).await.unwrap();
        drop(tx);
        assert_eq!(app.visit("/projects").await.text(".side-top a.side-label"), ["Fairweather Lund"]);
    }

    async fn what_another_server_writes_shows_soon(app) {
        app.sign_in_as(Role::Recruiter).await;
        app.visit("/projects").await;
        let (_stop, stopping) = watch::channel(false);
        let config = (*app.app.config).clone();
        let other = App::open(config, app.app.clock, app.app.extractor.clone(), stopping).await.unwrap();
        rename(&other, "Kettle & Crane").await;
        let shown = async {
            while app.visit("/projects").await.text(".side-top a.side-label") != ["Kettle & Crane"] {
                time::sleep(Duration::from_millis(20)).await;
            }
        };
        time::timeout(Duration::from_secs(10), shown).await.expect("it shows");
        other.db.close().await;
    }
}
