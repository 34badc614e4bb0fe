//! Every setting: read from the environment and one optional file, checked all at once.

mod places;
mod read;
mod settings;

pub use places::{Bucket, BucketKeys, FilesPlace, MailPlace};
pub use read::ConfigMistakes;
pub use settings::Setting;

use read::Reader;
use secrecy::SecretString;
use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

/// The settings of one running program. Secrets are [`SecretString`]s, so `Debug` never shows them.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the server listens.
    pub listen: SocketAddr,
    /// The address people type, without a slash at its end.
    pub public_url: Option<String>,
    /// Where the program keeps what it keeps itself.
    pub data_dir: PathBuf,
    /// `sqlite://path` or `postgres://…`; may hold a password.
    pub database_url: SecretString,
    /// Connections for reading (SQLite) or in all (PostgreSQL).
    pub database_connections: u32,
    /// Where uploaded files are kept.
    pub files: FilesPlace,
    /// Largest file taken in, in megabytes of 1,048,576 bytes.
    pub upload_limit_mb: u64,
    /// Most files in one upload.
    pub upload_files: usize,
    /// Most rows of a table in one import.
    pub import_rows: usize,
    /// Jobs worked on at the same time.
    pub workers: usize,
    /// How long "keep me signed in" keeps, in days.
    pub session_days: u32,
    /// How long a session lasts without a visit when "keep me signed in" is off, in hours.
    pub session_idle_hours: u32,
    /// Whether a proxy in front of the server may say who the visitor is.
    pub trusted_proxy: bool,
    /// Where mail leaves from; `None` sends none.
    pub mail: Option<MailPlace>,
    /// What to log, as `tracing` filters say it: `info`, `info,sqlx=warn`.
    pub log: String,
    pub log_format: LogFormat,
    /// Whether outgoing requests may reach private and local addresses.
    pub allow_private_addresses: bool,
}

/// The shape of log lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    Text,
    Json,
}

impl Config {
    /// Reads the settings from `file`, or else the one `RECRUITPRO_CONFIG` names, or else `./recruitpro.toml` where
    /// there is one. The environment wins over the file.
    pub fn load(
        file: Option<&Path>,
        environment: impl Iterator<Item = (String, String)>,
    ) -> Result<Config, ConfigMistakes> {
        let mut reader = Reader::gather(file, environment);
        let config = Config::read(&mut reader);
        reader.finish(config)
    }

    /// Every setting, for help and documentation.
    pub fn reference() -> Vec<Setting> {
        settings::all()
    }

    /// Whether people reach the server through TLS: cookies are then secure, and browsers told to insist.
    pub fn is_https(&self) -> bool {
        self.public_url.as_deref().is_some_and(|url| url.starts_with("https://"))
    }

    /// Largest file taken in, in bytes.
    pub fn upload_limit(&self) -> u64 {
        self.upload_limit_mb << 20
    }

    fn read(reader: &mut Reader) -> Config {
        let cores = std::thread::available_parallelism().map_or(2, |cores| cores.get());
        let data_dir: PathBuf = reader.text("data_dir").unwrap_or_else(|| "data".into()).into();
        Config {
            listen: reader
                .parsed("listen", "an address and a port, such as 127.0.0.1:8080")
                .unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080))),
            public_url: public_url(reader),
            database_url: database_url(reader).unwrap_or_else(|| sqlite_in(&data_dir)).into(),
            database_connections: reader.number("database_connections", 1..=1_000, (2 * cores as u32).max(4)),
            files: places::files(reader, &data_dir),
            upload_limit_mb: reader.number("upload_limit_mb", 1..=64, 25),
            upload_files: reader.number("upload_files", 1..=10_000, 500),
            import_rows: reader.number("import_rows", 1..=1_000_000, 50_000),
            workers: reader.number("workers", 1..=256, cores),
            session_days: reader.number("session_days", 1..=365, 14),
            session_idle_hours: reader.number("session_idle_hours", 1..=720, 12),
            trusted_proxy: reader.switch("trusted_proxy"),
            mail: places::mail(reader),
            log: log_filter(reader).unwrap_or_else(|| "info".into()),
            log_format: log_format(reader),
            allow_private_addresses: reader.switch("allow_private_addresses"),
            data_dir,
        }
    }
}

fn public_url(reader: &mut Reader) -> Option<String> {
    let url = reader.checked("public_url", "an address without a path, such as https://jobs.example.org", |url| {
        reqwest::Url::parse(url).is_ok_and(|url| {
            matches!(url.scheme(), "http" | "https")
                && url.path() == "/"
                && url.query().is_none()
                && url.fragment().is_none()
                && url.username().is_empty()
        })
    })?;
    Some(url.trim_end_matches('/').to_owned())
}

fn database_url(reader: &mut Reader) -> Option<String> {
    reader.checked("database_url", "sqlite://path/to/file.db or postgres://user:password@host/name", |url| {
        ["sqlite:", "postgres://", "postgresql://"].iter().any(|start| url.starts_with(start))
    })
}

/// `%`, `?` and `#` mean something in the address of a SQLite file.
fn sqlite_in(folder: &Path) -> String {
    let file = folder.join("recruitpro.db").display().to_string();
    format!("sqlite://{}", file.replace('%', "%25").replace('?', "%3F").replace('#', "%23"))
}

fn log_filter(reader: &mut Reader) -> Option<String> {
    reader.checked("log", "a filter such as info, or info,sqlx=warn", |filter| {
        tracing_subscriber::EnvFilter::try_new(filter).is_ok()
    })
}

fn log_format(reader: &mut Reader) -> LogFormat {
    let format = reader.checked("log_format", "text or json", |format| matches!(format, "text" | "json"));
    if format.as_deref() == Some("json") { LogFormat::Json } else { LogFormat::Text }
}
