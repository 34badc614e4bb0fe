//! Settings: where they come from, which one wins, and what is said about mistakes.

use recruitpro::platform::config::{Config, FilesPlace, LogFormat};
use secrecy::ExposeSecret;
use std::{fs, path::Path};

fn environment(pairs: &[(&str, &str)]) -> impl Iterator<Item = (String, String)> {
    pairs.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect::<Vec<_>>().into_iter()
}

fn mistakes(file: Option<&Path>, pairs: &[(&str, &str)]) -> Vec<String> {
    let mistakes = Config::load(file, environment(pairs)).expect_err("there are mistakes").to_string();
    mistakes.lines().map(str::to_owned).collect()
}

#[test]
fn nothing_set_is_a_working_server() {
    let config = Config::load(None, environment(&[("PATH", "/bin"), ("RECRUITPRO_SMTP_URL", "")])).unwrap();
    assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(config.database_url.expose_secret(), "sqlite://data/recruitpro.db");
    assert!(matches!(&config.files, FilesPlace::Folder(folder) if folder == Path::new("data/files")));
    assert_eq!((config.upload_limit(), config.upload_files), (25 * 1024 * 1024, 500));
    assert!(config.mail.is_none() && !config.is_https() && !config.trusted_proxy);
}

#[test]
fn the_environment_wins_over_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("settings.toml");
    fs::write(&file, "listen = \"0.0.0.0:80\"\nworkers = 3\ntrusted_proxy = true\nlog_format = \"json\"\n").unwrap();
    let named = [("RECRUITPRO_CONFIG", file.to_str().unwrap()), ("RECRUITPRO_WORKERS", "7")];
    let config = Config::load(None, environment(&named)).unwrap();
    assert_eq!((config.listen.to_string().as_str(), config.workers), ("0.0.0.0:80", 7));
    assert!(config.trusted_proxy && config.log_format == LogFormat::Json);

    let elsewhere = folder.path().join("other.toml");
    fs::write(&elsewhere, "workers = 5").unwrap();
    let config = Config::load(Some(&elsewhere), environment(&[named[0]])).unwrap();
    assert_eq!(config.workers, 5, "the command line's file comes before the environment's");
}

#[test]
fn all_mistakes_are_told_at_once_and_no_secret_with_them() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("recruitpro.toml");
    fs::write(&file, "listn = \"x\"\nworkers = 0\nupload_files = [1]\n").unwrap();
    let told = mistakes(
        Some(&file),
        &[
            ("RECRUITPRO_DATABASE_URL", "mysql://root:hunter2@db"),
            ("RECRUITPRO_PUBLIC_URL", "https://example.org/jobs"),
            ("RECRUITPRO_FILES_SECRET_KEY", "hunter2"),
            ("RECRUITPRO_TRUSTED_PROXY", "maybe"),
            ("RECRUITPRO_SMTP_URL", "hunter2"),
            ("RECRUITPRO_LOG", "info,=="),
            ("RECRUITPRO_QUUX", "1"),
        ],
    );
    let at = file.display();
    for expected in [
        format!("listn in {at} is not a setting. Is listen meant? Otherwise remove it."),
        format!("workers in {at} is not valid. Set it to a whole number from 1 to 256."),
        format!("upload_files in {at} is not a text, a whole number, true or false. Make it one."),
        "RECRUITPRO_QUUX is not a setting. Remove it.".into(),
        "RECRUITPRO_PUBLIC_URL is not valid. Set it to an address without a path, such as https://jobs.example.org."
            .into(),
        "RECRUITPRO_TRUSTED_PROXY is not valid. Set it to true or false.".into(),
        "files_access_key and files_secret_key belong together. Set both, or neither.".into(),
        "smtp_url and mail_from belong together. Set both to send mail, or neither.".into(),
    ] {
        assert!(told.contains(&expected), "{expected}\nis missing from\n{}", told.join("\n"));
    }
    for variable in ["DATABASE_URL", "SMTP_URL", "LOG"] {
        let start = format!("RECRUITPRO_{variable} is not valid.");
        assert!(told.iter().any(|line| line.starts_with(&start)), "{start} is missing");
    }
    assert_eq!(told.len(), 11);
    assert!(!told.join("\n").contains("hunter2"));
}

#[test]
fn a_file_that_cannot_be_read_is_a_mistake_too() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing.toml");
    assert!(mistakes(Some(&missing), &[])[0].starts_with(&format!("{} cannot be read", missing.display())));

    let broken = folder.path().join("broken.toml");
    fs::write(&broken, "workers = 2\nlisten = \n").unwrap();
    assert!(mistakes(Some(&broken), &[])[0].contains("is not valid TOML at line 2"));
}

#[test]
fn a_bucket_takes_the_place_of_the_folder() {
    let bucket = [
        ("RECRUITPRO_FILES_BUCKET", "cvs"),
        ("RECRUITPRO_FILES_ENDPOINT", "http://127.0.0.1:9000"),
        ("RECRUITPRO_FILES_ALLOW_HTTP", "true"),
    ];
    let config = Config::load(None, environment(&bucket)).unwrap();
    assert!(matches!(&config.files, FilesPlace::S3(bucket) if bucket.name == "cvs" && bucket.region == "us-east-1"));
    assert_eq!(mistakes(None, &bucket[..2]).len(), 1, "without TLS only when that is meant");
    assert_eq!(mistakes(None, &bucket[1..]).len(), 1, "an endpoint without a bucket");
}

#[test]
fn secrets_are_never_shown() {
    let config = Config::load(
        None,
        environment(&[
            ("RECRUITPRO_DATABASE_URL", "postgres://me:hunter2@db/app"),
            ("RECRUITPRO_FILES_BUCKET", "cvs"),
            ("RECRUITPRO_FILES_ACCESS_KEY", "hunter2"),
            ("RECRUITPRO_FILES_SECRET_KEY", "hunter2"),
            ("RECRUITPRO_SMTP_URL", "smtps://me:hunter2@mail.example.org"),
            ("RECRUITPRO_MAIL_FROM", "Jobs <jobs@example.org>"),
        ]),
    );
    assert!(!format!("{:?}", config.unwrap()).contains("hunter2"));
}

#[test]
fn the_reference_tells_the_defaults_that_hold() {
    let reference = Config::reference();
    let unset = format!("{:?}", Config::load(None, environment(&[])).unwrap());
    let literal = |text: &str| {
        text.parse::<u64>().is_ok() || text.contains(':') || ["info", "text", "false", "data"].contains(&text)
    };
    let mut checked = 0;
    for setting in reference.iter().filter(|setting| literal(setting.default)) {
        let set = Config::load(None, environment(&[(&setting.variable, setting.default)])).unwrap();
        assert_eq!(format!("{set:?}"), unset, "{} is not {} by default", setting.key, setting.default);
        checked += 1;
    }
    assert!(checked >= 11, "only {checked} defaults were compared");
}
