//! The schema brought up to date, also where a later step of it was taken before an earlier one came.

use crate::{support::*, table::filled};
use recruitpro::platform::db::{Run, sql};

/// Takes away what `0024_tables.sql` makes.
const BACK: &[&str] = &[
    "DROP TABLE bulk_items",
    "DROP TABLE bulks",
    "DROP TABLE saved_views",
    "DROP INDEX applications_by_name",
    "DROP INDEX applications_by_experience",
    "DROP INDEX applications_by_entry",
    "DROP INDEX applications_by_applied",
    "DROP INDEX applications_by_change",
    "DROP INDEX candidates_by_experience",
    "DROP INDEX candidates_by_update",
    "DROP INDEX candidates_by_name",
    "CREATE INDEX candidates_by_update ON candidates (updated_at DESC, id DESC)",
    "CREATE INDEX candidates_by_name ON candidates (name, id)",
    "DROP INDEX candidates_by_arrival",
    "ALTER TABLE applications DROP COLUMN candidate_name",
    "ALTER TABLE applications DROP COLUMN experience",
    "DELETE FROM _sqlx_migrations WHERE version = 24",
];
const TRIGGERS_OF_SQLITE: &[&str] = &[
    "DROP TRIGGER applications_come",
    "DROP TRIGGER applications_change_hands",
    "DROP TRIGGER candidates_come",
    "DROP TRIGGER candidates_change",
];
const TRIGGERS_OF_POSTGRES: &[&str] =
    &["DROP FUNCTION name_application() CASCADE", "DROP FUNCTION name_applications() CASCADE"];

both! {
    async fn a_step_that_comes_late_is_taken_among_later_ones(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = filled(&app, &rosa, 3).await;
        let triggers = if app.app.db.is_postgres() { TRIGGERS_OF_POSTGRES } else { TRIGGERS_OF_SQLITE };
        for statement in triggers.iter().chain(BACK) {
            app.write(sql(statement)).await;
        }
        let (newest,): (i64,) = app.app.db.one(sql("SELECT MAX(version) FROM _sqlx_migrations WHERE version < 10000")).await.unwrap();
        assert!(newest > 24, "later steps are there: {newest}");

        app.app.db.migrate().await.unwrap();
        app.app.db.migrate().await.unwrap();
        let by_name = app.visit(&format!("/positions/{id}?sort=name&dir=asc")).await;
        assert_eq!(by_name.text("#rows .row-link"), ["Person Aa", "Person Ab", "Person Ac"], "those who were there before");
        let (named,): (i64,) = app.app.db.one(sql("SELECT COUNT(*) FROM applications a JOIN candidates c ON c.id = a.candidate_id
            WHERE a.candidate_name = c.name AND a.experience = c.experience_years")).await.unwrap();
        assert_eq!(named, 3);
        app.write(sql("UPDATE candidates SET name = 'Zoë Last' WHERE name = 'Person Aa'")).await;
        let (renamed,): (String,) = app.app.db.one(sql("SELECT MAX(candidate_name) FROM applications")).await.unwrap();
        assert_eq!(renamed, "Zoë Last", "and the copies follow");
    }
}
