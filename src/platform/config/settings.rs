//! The table of settings: what each is for, and what holds without it.

/// One setting, as help and documentation show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its name in the file.
    pub key: &'static str,
    /// Its name in the environment.
    pub variable: String,
    /// What holds without it, in words where it depends on something.
    pub default: &'static str,
    pub meaning: &'static str,
}

/// The name in the environment of a setting: `listen` is `RECRUITPRO_LISTEN`.
pub(super) fn variable(key: &str) -> String {
    format!("{PREFIX}{}", key.to_uppercase())
}

pub(super) const PREFIX: &str = "RECRUITPRO_";

pub(super) fn all() -> Vec<Setting> {
    SETTINGS.iter().map(|&(key, default, meaning)| Setting { key, variable: variable(key), default, meaning }).collect()
}

pub(super) fn is_known(key: &str) -> bool {
    SETTINGS.iter().any(|(known, ..)| *known == key)
}

/// The setting a misspelled one was likely meant to be: the one that starts most like it.
pub(super) fn nearest(wrong: &str) -> Option<&'static str> {
    let shared = |key: &str| key.bytes().zip(wrong.bytes()).take_while(|(a, b)| a == b).count();
    SETTINGS.iter().map(|(key, ..)| *key).rev().max_by_key(|key| shared(key)).filter(|key| shared(key) >= 3)
}

const SETTINGS: &[(&str, &str, &str)] = &[
    ("listen", "127.0.0.1:8080", "Address and port the server listens on. 0.0.0.0:8080 answers other machines too."),
    (
        "public_url",
        "none",
        "The address people type, for links in mail. With https, cookies are secure and TLS is insisted on.",
    ),
    ("data_dir", "data", "Folder for the database and the files."),
    ("database_url", "a SQLite file in data_dir", "sqlite://path/to/file.db or postgres://user:password@host/name."),
    ("database_connections", "twice the cores, at least 4", "Connections for reading (SQLite) or in all (PostgreSQL)."),
    ("files_folder", "files in data_dir", "Folder for uploaded files."),
    ("files_bucket", "none", "Name of the S3 bucket for uploaded files, instead of a folder."),
    ("files_endpoint", "Amazon", "Address of a server that speaks S3."),
    ("files_region", "us-east-1", "Region of the bucket."),
    ("files_access_key", "the machine's role", "Access key of the bucket."),
    ("files_secret_key", "the machine's role", "Secret key of the bucket."),
    ("files_allow_http", "false", "Whether files_endpoint may be reached without TLS."),
    ("upload_limit_mb", "25", "Largest file taken in, in megabytes."),
    ("upload_files", "500", "Most files in one upload."),
    ("import_rows", "50000", "Most rows of a table in one import of candidates."),
    ("workers", "the cores", "Jobs worked on at the same time."),
    ("session_days", "14", "How long \"keep me signed in\" keeps, in days."),
    ("session_idle_hours", "12", "How long a session lasts without a visit otherwise, in hours."),
    ("trusted_proxy", "false", "Whether X-Forwarded-For is believed. Only behind a proxy that sets it."),
    ("smtp_url", "none", "Mail server: smtps://user:password@host, or smtp://user:password@host:587?tls=required."),
    ("mail_from", "none", "Sender of mail: Jobs <jobs@example.org>."),
    ("log", "info", "What to log: error, warn, info, debug or trace, also by module, as in info,sqlx=warn."),
    ("log_format", "text", "Shape of log lines: text or json."),
    (
        "allow_private_addresses",
        "false",
        "Whether outgoing requests may reach private addresses: a model on this machine.",
    ),
];
