//! `user`: who may sign in, from the server's own command line.

use crate::app::App;
use crate::hiring::rules;
use crate::hiring::users::{NewUser, Role, User};
use crate::platform::passwords::{self, Password};
use crate::platform::sessions::Sessions;
use clap::{Subcommand, ValueEnum};
use std::process::ExitCode;

#[derive(Subcommand)]
pub enum UserCommand {
    /// Adds someone, and prints the password made for them.
    Add {
        /// Their e-mail address: what they sign in with.
        email: String,
        /// Their name, as colleagues see it.
        #[arg(long)]
        name: String,
        #[arg(long, value_enum, default_value = "recruiter")]
        role: RoleArg,
    },
    /// Gives someone a new password, prints it, and ends their sessions.
    Password {
        /// Their e-mail address.
        email: String,
    },
}

#[derive(Clone, Copy, ValueEnum)]
pub enum RoleArg {
    SuperAdmin,
    Admin,
    Recruiter,
}

impl From<RoleArg> for Role {
    fn from(role: RoleArg) -> Role {
        match role {
            RoleArg::SuperAdmin => Role::SuperAdmin,
            RoleArg::Admin => Role::Admin,
            RoleArg::Recruiter => Role::Recruiter,
        }
    }
}

pub async fn run(app: App, command: UserCommand) -> anyhow::Result<ExitCode> {
    match command {
        UserCommand::Add { email, name, role } => add(&app, &email, &name, role).await,
        UserCommand::Password { email } => renew_password(&app, &email).await,
    }
}

async fn renew_password(app: &App, email: &str) -> anyhow::Result<ExitCode> {
    let email = rules::email(email).map_err(|why| anyhow::anyhow!(why))?;
    let Some(user) = User::by_email(&app.db, &email).await? else {
        anyhow::bail!("Nobody signs in as {email}. Check the address under Settings, Users.");
    };
    let password = passwords::random_password();
    let password_hash = passwords::hash(Password::parse(&password).map_err(|why| anyhow::anyhow!(why))?).await?;
    let mut tx = app.db.begin().await?;
    user.set_password(&mut tx, &password_hash).await?;
    Sessions::end_of_user(&mut tx, &user.id, None).await?;
    tx.commit().await?;
    println!("{email} can sign in with the password {password}");
    Ok(ExitCode::SUCCESS)
}

async fn add(app: &App, email: &str, name: &str, role: RoleArg) -> anyhow::Result<ExitCode> {
    if !app.is_set_up().await? {
        anyhow::bail!("Set the workspace up first: start the server and open its address.");
    }
    let email = rules::email(email).map_err(|why| anyhow::anyhow!(why))?;
    let name = rules::required(name, 80, "Give their name").map_err(|why| anyhow::anyhow!(why))?;
    let password = passwords::random_password();
    let password_hash = passwords::hash(Password::parse(&password).map_err(|why| anyhow::anyhow!(why))?).await?;
    let mut tx = app.db.begin().await?;
    User::add(&mut tx, NewUser { email: email.clone(), name, role: role.into(), password_hash }, app.clock.now())
        .await?;
    tx.commit().await?;
    println!("{email} can sign in with the password {password}");
    Ok(ExitCode::SUCCESS)
}
