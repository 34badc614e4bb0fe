//! Signing in and out, and staying signed in.

use crate::support::*;
use axum::{body::Body, http::Request};
use chrono::TimeDelta;
use recruitpro::platform::db::{Run, sql};

const COOKIE: &str = "recruitpro_session";
const WRONG: &str = "This e-mail address and password do not belong together.";

#[derive(sqlx::FromRow)]
struct Count {
    n: i64,
}

async fn sessions(app: &TestApp) -> i64 {
    app.app.db.one::<Count>(sql("SELECT COUNT(*) AS n FROM sessions")).await.unwrap().n
}

both! {
    async fn people_sign_in_and_out(app) {
        let owner = app.set_up().await;
        let page = app.visit("/sign-in").await;
        assert_eq!(page.text("main p")[1], "Fairweather Lund");
        let done = app.submit(&page, "#sign-in", &[("email", " JONAS@fairweather.example "), ("password", PASSWORD)]).await;
        assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, "/"));

        let page = app.visit("/settings/users").await;
        assert!(!page.text("tbody tr").concat().contains("Never"), "the sign-in is noted");
        assert_eq!(app.get("/sign-in").await.location(), "/", "nothing to do here for someone signed in");

        let done = app.submit(&page, ".side form", &[]).await;
        assert_eq!(done.location(), "/sign-in");
        assert_eq!(app.cookie(COOKIE), None);
        assert_eq!(app.get("/settings/users").await.location(), "/sign-in?next=/settings/users");
        assert_eq!(sessions(&app).await, 0);
        assert!(owner.last_sign_in_at.is_none());
    }

    async fn a_wrong_password_and_an_unknown_account_look_the_same(app) {
        let owner = app.set_up().await;
        let page = app.visit("/sign-in").await;
        let wrong = app.submit(&page, "#sign-in", &[("email", &owner.email), ("password", "something else")]).await;
        let unknown = app.submit(&page, "#sign-in", &[("email", "nobody@fairweather.example"), ("password", "something else")]).await;
        for answer in [&wrong, &unknown] {
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(answer.text("[role=alert]"), [WRONG]);
            assert_eq!(answer.attr("#password", "value"), Vec::<String>::new());
        }
        assert_eq!(wrong.attr("#email", "value"), [owner.email]);
        assert_eq!(sessions(&app).await, 0, "a stranger costs no session");
    }

    async fn an_account_takes_five_failures_from_an_address_in_fifteen_minutes(app) {
        let owner = app.set_up().await;
        let page = app.visit("/sign-in").await;
        app.move_to([198, 51, 100, 1]);
        for _ in 0..5 {
            let answer = app.submit(&page, "#sign-in", &[("email", &owner.email), ("password", "something else")]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        // The right password does not help any more from there, whatever the case of the address.
        let email = owner.email.to_uppercase();
        let answer = app.submit(&page, "#sign-in", &[("email", &email), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(answer.text("[role=alert]"), ["Too many tries. Wait 15 minutes, then try again."]);
        assert!(answer.headers["retry-after"].to_str().unwrap().parse::<u64>().unwrap() > 800);
        assert_eq!(app.cookie(COOKIE), None);

        app.later(TimeDelta::minutes(16));
        app.sign_in(&owner).await;
    }

    async fn nobody_locks_someone_out_from_elsewhere(app) {
        let owner = app.set_up().await;
        let wrong = [("email", owner.email.as_str()), ("password", "something else")];
        for place in 0..5 {
            app.move_to([192, 0, 2, place]);
            for _ in 0..5 {
                assert_eq!(app.post("/sign-in", &wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY);
            }
            assert_eq!(app.post("/sign-in", &wrong).await.status, StatusCode::TOO_MANY_REQUESTS);
        }
        app.move_to([198, 51, 100, 1]);
        app.sign_in(&owner).await;
    }

    async fn an_account_that_is_not_there_is_throttled_too(app) {
        app.set_up().await;
        let fields = [("email", "nobody@fairweather.example"), ("password", "something else")];
        for _ in 0..5 {
            assert_eq!(app.post("/sign-in", &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        assert_eq!(app.post("/sign-in", &fields).await.status, StatusCode::TOO_MANY_REQUESTS);
    }

    async fn an_address_takes_a_hundred_failures_whatever_the_account(app) {
        let owner = app.set_up().await;
        app.move_to([192, 0, 2, 7]);
        let guess = async |turn: u32| {
            let email = format!("somebody{turn}@fairweather.example");
            app.post("/sign-in", &[("email", &email), ("password", "something else")]).await.status
        };
        for turn in 0..60 {
            assert_eq!(guess(turn).await, StatusCode::UNPROCESSABLE_ENTITY);
        }
        // Whoever sits behind the same address still gets in, and wipes nothing out by that.
        app.later(TimeDelta::seconds(1));
        app.sign_in(&owner).await;
        for turn in 60..100 {
            assert_eq!(guess(turn).await, StatusCode::UNPROCESSABLE_ENTITY);
        }
        assert_eq!(guess(100).await, StatusCode::TOO_MANY_REQUESTS);
        app.move_to([192, 0, 2, 8]);
        app.sign_in(&owner).await;
    }

    async fn a_success_forgives_the_failures_before_it(app) {
        let owner = app.set_up().await;
        for _ in 0..3 {
            for _ in 0..4 {
                app.post("/sign-in", &[("email", &owner.email), ("password", "something else")]).await;
            }
            let answer = app.post("/sign-in", &[("email", &owner.email), ("password", PASSWORD)]).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER);
        }
    }

    async fn the_session_gets_a_new_id_at_sign_in(app) {
        let owner = app.set_up().await;
        // An id planted by someone else is worth nothing afterwards.
        let planted = "AAAAAAAAAAAAAAAAAAAAAA";
        app.set_cookie(COOKIE, planted);
        app.sign_in(&owner).await;
        let first = app.cookie(COOKIE).unwrap();
        assert_ne!(first, planted);

        // Someone else signs in on the same device, without signing out before.
        let rosa = app.add_user("Rosa Recruits", Role::Recruiter).await;
        let answer = app.post("/sign-in", &[("email", &rosa.email), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        let second = app.cookie(COOKIE).unwrap();
        assert_ne!(first, second);
        let thief = app.browser();
        thief.set_cookie(COOKIE, &first);
        assert_eq!(thief.get("/settings").await.status, StatusCode::SEE_OTHER);
        assert_eq!(app.get("/settings").await.status, StatusCode::NOT_FOUND, "Rosa is no admin");
        assert_eq!(sessions(&app).await, 1);
    }

    async fn a_session_ends_without_visits_and_goes_on_with_them(app) {
        let owner = app.set_up().await;
        let answer = app.post("/sign-in", &[("email", &owner.email), ("password", PASSWORD)]).await;
        let cookie = answer.headers["set-cookie"].to_str().unwrap();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"), "{cookie}");
        assert!(cookie.contains(&format!("Max-Age={}", 12 * 3600)) && !cookie.contains("Secure"), "{cookie}");

        app.later(TimeDelta::minutes(5));
        assert!(!app.visit("/settings/users").await.headers.contains_key("set-cookie"), "no write so soon");
        app.later(TimeDelta::hours(1));
        assert!(app.visit("/settings/users").await.headers.contains_key("set-cookie"), "made longer");
        app.later(TimeDelta::hours(13));
        assert_eq!(app.get("/settings/users").await.location(), "/sign-in?next=/settings/users");
    }

    async fn keep_me_signed_in_lasts_for_days(app) {
        let owner = app.set_up().await;
        let answer = app.post("/sign-in", &[("email", &owner.email), ("password", PASSWORD), ("keep", "true")]).await;
        assert!(answer.headers["set-cookie"].to_str().unwrap().contains(&format!("Max-Age={}", 14 * 86_400)));
        app.later(TimeDelta::days(13));
        let page = app.visit("/settings/workspace").await;
        assert!(page.headers["set-cookie"].to_str().unwrap().contains(&format!("Max-Age={}", 14 * 86_400)));
        // A flash is a write as well: it must not make the session shorter.
        let saved = app.submit(&page, "#workspace", &[]).await;
        assert!(saved.headers["set-cookie"].to_str().unwrap().contains(&format!("Max-Age={}", 14 * 86_400)));
        app.later(TimeDelta::days(15));
        assert_eq!(app.get("/settings/workspace").await.status, StatusCode::SEE_OTHER);
    }

    async fn a_new_password_or_a_closed_account_ends_the_session(app) {
        let maya = app.sign_in_as(Role::Admin).await;
        let mut tx = app.app.db.begin().await.unwrap();
        tx.run(sql("UPDATE users SET password_hash = 'other' WHERE id = $1").bind(&maya.id)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(app.get("/settings/users").await.status, StatusCode::SEE_OTHER);

        let rosa = app.add_user("Rosa Recruits", Role::Admin).await;
        app.sign_in(&rosa).await;
        app.visit("/settings/users").await;
        let mut tx = app.app.db.begin().await.unwrap();
        tx.run(sql("UPDATE users SET active = FALSE WHERE id = $1").bind(&rosa.id)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(app.get("/settings/users").await.status, StatusCode::SEE_OTHER);
        let answer = app.post("/sign-in", &[("email", &rosa.email), ("password", PASSWORD)]).await;
        assert_eq!(answer.text("[role=alert]"), [WRONG]);
    }

    async fn the_way_back_is_kept_and_stays_here(app) {
        let owner = app.set_up().await;
        let asked = app.get("/settings/users?sort=name&q=zo%C3%AB").await;
        assert_eq!(asked.location(), "/sign-in?next=/settings/users%3Fsort%3Dname%26q%3Dzo%25C3%25AB");
        let page = app.follow(&asked).await;
        let again = app.submit(&page, "#sign-in", &[("email", &owner.email), ("password", "something else")]).await;
        let done = app.submit(&again, "#sign-in", &[("email", &owner.email), ("password", PASSWORD)]).await;
        assert_eq!(done.location(), "/settings/users?sort=name&q=zo%C3%AB");

        for elsewhere in ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/sign-out"] {
            let stranger = app.browser();
            let fields = [("email", &*owner.email), ("password", PASSWORD), ("next", elsewhere)];
            assert_eq!(stranger.post("/sign-in", &fields).await.location(), "/", "{elsewhere}");
        }
    }

    async fn whoever_asks_without_a_session_is_told_in_their_own_way(app) {
        app.set_up().await;
        let ask = |headers: &[(&'static str, &'static str)]| {
            let mut request = Request::get("/settings/jobs");
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            app.send(request.body(Body::empty()).unwrap())
        };
        let page = ask(&[]).await;
        assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, "/sign-in?next=/settings/jobs"));
        let fragment = ask(&[("hx-request", "true"), ("hx-current-url", "http://localhost/settings/users?a=b")]).await;
        assert_eq!(fragment.status, StatusCode::UNAUTHORIZED);
        assert_eq!(fragment.headers["hx-redirect"], "/sign-in?next=/settings/users%3Fa%3Db");
        let program = ask(&[("accept", "application/json")]).await;
        assert_eq!((program.status, program.json()["error"].as_str()), (StatusCode::UNAUTHORIZED, Some("Sign in first.")));
    }
}

#[tokio::test]
async fn behind_tls_the_cookie_is_secure_and_browsers_are_told_to_insist() {
    let settings = [("PUBLIC_URL", "https://hire.example"), ("TRUSTED_PROXY", "true")];
    let app = TestApp::start_with(Engine::Sqlite, &settings).await.unwrap();
    let owner = app.set_up().await;
    let answer = app.post("/sign-in", &[("email", &owner.email), ("password", PASSWORD)]).await;
    assert!(answer.headers["set-cookie"].to_str().unwrap().contains("Secure"));
    assert_eq!(answer.headers["strict-transport-security"], "max-age=31536000");
}
