//! `demo`: the server on a sample workspace that touches nobody's data.

use crate::app::App;
use crate::demo;
use crate::hiring::users::User;
use crate::hiring::workspace::{SetUp, Workspace};
use crate::platform::clock::Clock;
use crate::platform::config::{Config, FilesPlace};
use crate::platform::passwords::{self, Password};
use std::process::ExitCode;
use tokio::sync::watch;

const EMAIL: &str = "demo@halyard.example";

/// Starts on `<data folder>/demo`, whatever database and file store are configured, with a new password each time.
pub async fn demo(mut config: Config) -> anyhow::Result<ExitCode> {
    config.data_dir = config.data_dir.join("demo");
    config.database_url = format!("sqlite://{}", config.data_dir.join("recruitpro.db").display()).into();
    config.files = FilesPlace::Folder(config.data_dir.join("files"));
    let _alone = super::serve::alone(&config)?;
    let (stop, stopping) = watch::channel(false);
    let app = App::open(config, Clock::System, super::extractor()?, stopping).await?;
    let password = passwords::random_password();
    let owner = owner(&app, &password).await?;
    println!("Loading the sample workspace…");
    demo::load(&app, &owner).await?;
    super::serve::run(app, stop, move |address| {
        println!("RecruitPro's sample workspace is at {address}\n  e-mail    {EMAIL}\n  password  {password}");
    })
    .await
}

async fn owner(app: &App, password: &str) -> anyhow::Result<User> {
    let now = app.clock.now();
    let password = Password::parse(password).map_err(|why| anyhow::anyhow!(why))?;
    let password_hash = passwords::hash(password).await?;
    let mut tx = app.db.begin().await?;
    let known = User::by_email(&app.db, EMAIL).await?;
    let owner = match known {
        Some(owner) => {
            owner.set_password(&mut tx, &password_hash).await?;
            owner
        }
        None => {
            let ask = SetUp {
                name: "Halyard Recruiting".into(),
                time_zone: "Europe/Vienna".into(),
                sample: true,
                owner_email: EMAIL.into(),
                owner_name: "Demo Owner".into(),
                password_hash,
            };
            Workspace::set_up(&mut tx, ask, now).await?
        }
    };
    tx.commit().await?;
    Ok(owner)
}
