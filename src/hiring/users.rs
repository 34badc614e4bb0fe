//! The people who work with RecruitPro, and what their role lets them do.

use super::{Result, refused};
use crate::platform::db::{Db, Run, Sql, Tx, new_id, sql};
use crate::text_enum;
use chrono::{DateTime, Utc};

text_enum! {
    /// Each contains the next: super admin, admin, recruiter.
    pub enum Role {
        SuperAdmin = "super_admin",
        Admin = "admin",
        Recruiter = "recruiter",
    }
}

impl Role {
    /// May change everything, whoever's project it is in.
    pub fn is_admin(self) -> bool {
        matches!(self, Role::SuperAdmin | Role::Admin)
    }

    pub fn label(self) -> &'static str {
        match self {
            Role::SuperAdmin => "Super admin",
            Role::Admin => "Admin",
            Role::Recruiter => "Recruiter",
        }
    }
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct User {
    pub id: String,
    pub email: String,
    pub name: String,
    #[sqlx(try_from = "String")]
    pub role: Role,
    pub password_hash: String,
    pub active: bool,
    pub created_at: DateTime<Utc>,
    pub last_sign_in_at: Option<DateTime<Utc>>,
}

/// A user about to be added. `password_hash` is an argon2id string.
pub struct NewUser {
    pub email: String,
    pub name: String,
    pub role: Role,
    pub password_hash: String,
}

impl User {
    /// An active user by id.
    pub async fn find(db: &Db, id: &str) -> Result<Option<User>> {
        Ok(db.maybe(sql("SELECT * FROM users WHERE id = $1 AND active").bind(id)).await?)
    }

    /// An active user by e-mail address, in lower case.
    pub async fn by_email(db: &Db, email: &str) -> Result<Option<User>> {
        Ok(db.maybe(sql("SELECT * FROM users WHERE email = $1 AND active").bind(email)).await?)
    }

    /// Whoever set the workspace up.
    pub async fn first_super_admin(db: &Db) -> Result<User> {
        let query = sql("SELECT * FROM users WHERE role = 'super_admin' ORDER BY created_at, id LIMIT 1");
        db.maybe(query).await?.ok_or(super::Error::NotFound)
    }

    /// Everyone, by name.
    pub async fn all(db: &Db) -> Result<Vec<User>> {
        Ok(db.all(sql("SELECT * FROM users ORDER BY name, id")).await?)
    }

    pub async fn add(tx: &mut Tx, user: NewUser, now: DateTime<Utc>) -> Result<User> {
        let added = sql("INSERT INTO users (id, email, name, role, password_hash, created_at)
             VALUES ($1, $2, $3, $4, $5, $6) RETURNING *")
        .bind(new_id())
        .bind(user.email)
        .bind(user.name)
        .bind(user.role)
        .bind(user.password_hash)
        .bind(now);
        match tx.one(added).await {
            Err(sqlx::Error::Database(error)) if error.is_unique_violation() => {
                refused("Someone with this e-mail address is here already.")
            }
            added => Ok(added?),
        }
    }

    pub async fn note_sign_in(tx: &mut Tx, id: &str, now: DateTime<Utc>) -> Result<()> {
        tx.run(sql("UPDATE users SET last_sign_in_at = $1 WHERE id = $2").bind(now).bind(id)).await?;
        Ok(())
    }

    pub async fn set_password(&self, tx: &mut Tx, password_hash: &str) -> Result<()> {
        tx.run(sql("UPDATE users SET password_hash = $1 WHERE id = $2").bind(password_hash).bind(&self.id)).await?;
        Ok(())
    }

    /// Adds a column `editable`: whether this user may change what hangs on the project `p`.
    ///
    /// Recruiters read everything and change what belongs to projects they own or are on the team of.
    pub(super) fn select_editable(&self, select: &'static str, rest: &'static str) -> Sql {
        sql(select)
            .push(", ")
            .push_bound("(CAST(? AS BOOLEAN)", self.role.is_admin())
            .push_bound(
                " OR EXISTS (SELECT 1 FROM project_members m WHERE m.project_id = p.id AND m.user_id = ?)) AS editable ",
                &self.id,
            )
            .push(rest)
    }

    /// The same for the candidate `c`: recruiters change whom they added, and who is considered in a project they are on.
    pub(super) fn select_candidate_editable(&self, select: &'static str, rest: &'static str) -> Sql {
        sql(select)
            .push(", ")
            .push_bound("(CAST(? AS BOOLEAN)", self.role.is_admin())
            .push_bound(
                " OR COALESCE(c.created_by, '') = ? OR EXISTS (SELECT 1 FROM applications ra JOIN positions rq ON rq.id = ra.position_id
                    JOIN project_members rm ON rm.project_id = rq.project_id
                    WHERE ra.candidate_id = c.id AND rm.user_id = ?)) AS editable ",
                &self.id,
            )
            .push(rest)
    }
}
