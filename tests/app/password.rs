//! Changing one's own password.

use crate::support::*;

both! {
    async fn a_new_password_ends_the_sessions_elsewhere(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let phone = app.browser();
        phone.sign_in(&rosa).await;
        let page = app.visit("/settings/password").await;
        let changed = app.submit(&page, "#password-form", &[("current", PASSWORD), ("password", "eleven quiet otters")]).await;
        assert_eq!(app.follow(&changed).await.text(".toast p"), ["Your password is changed. You are signed out everywhere else."]);
        assert!(phone.get("/projects").await.location().starts_with("/sign-in"), "elsewhere");
        let sign_in = phone.visit("/sign-in").await;
        let old = phone.submit(&sign_in, "#sign-in", &[("email", &rosa.email), ("password", PASSWORD)]).await;
        assert_eq!(old.status, StatusCode::UNPROCESSABLE_ENTITY);
        let new = phone.submit(&sign_in, "#sign-in", &[("email", &rosa.email), ("password", "eleven quiet otters")]).await;
        assert_eq!(new.status, StatusCode::SEE_OTHER);
        app.visit("/projects").await;
    }

    async fn a_wrong_or_weak_password_is_refused_beside_its_field(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let page = app.visit("/settings/password").await;
        assert!(!page.has("a[href='/settings/users']"), "the rest of the settings is for admins");
        let refused = app.submit(&page, "#password-form", &[("current", "not it at all"), ("password", "short")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.text("#current-error"), ["This is not your present password."]);
        assert_eq!(refused.text("#password-error"), ["Use at least 12 characters."]);
        assert!(!refused.body.contains("not it at all") && !refused.body.contains("value=\"short"), "what was typed is not shown again");
        let same = app.submit(&page, "#password-form", &[("current", PASSWORD), ("password", PASSWORD)]).await;
        assert_eq!(same.text("#password-error"), ["This is your present password. Choose another."]);
        let mail = app.submit(&page, "#password-form", &[("current", PASSWORD), ("password", &rosa.email)]).await;
        assert_eq!(mail.text("#password-error"), ["Use something other than your e-mail address."]);
        for _ in 0..3 {
            app.submit(&page, "#password-form", &[("current", "a guess at it"), ("password", "eleven quiet otters")]).await;
        }
        let waiting = app.submit(&page, "#password-form", &[("current", PASSWORD), ("password", "eleven quiet otters")]).await;
        assert!(waiting.text("#current-error")[0].starts_with("Too many tries."), "{:?}", waiting.text("#current-error"));
        let stranger = app.browser();
        assert!(stranger.get("/settings/password").await.location().starts_with("/sign-in"));
    }
}
