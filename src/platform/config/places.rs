//! Where files are kept and where mail leaves from: settings that only make sense together.

use super::read::Reader;
use secrecy::SecretString;
use std::path::{Path, PathBuf};

/// Where files are kept.
#[derive(Clone, Debug)]
pub enum FilesPlace {
    Folder(PathBuf),
    S3(Bucket),
}

/// A bucket of S3, or of a server that speaks its language.
#[derive(Clone, Debug)]
pub struct Bucket {
    pub name: String,
    /// `None` is Amazon itself.
    pub endpoint: Option<String>,
    pub region: String,
    /// `None` uses the machine's own role.
    pub keys: Option<BucketKeys>,
    /// Whether the endpoint may be reached without TLS.
    pub allow_http: bool,
}

/// What proves to a bucket who is asking.
#[derive(Clone, Debug)]
pub struct BucketKeys {
    pub access: SecretString,
    pub secret: SecretString,
}

/// Where mail leaves from.
#[derive(Clone, Debug)]
pub struct MailPlace {
    /// `smtps://user:password@host:465` and its like; holds a password.
    pub smtp_url: SecretString,
    /// `Name <address>`.
    pub from: String,
}

pub(super) fn files(reader: &mut Reader, data_dir: &Path) -> FilesPlace {
    let folder = reader.text("files_folder");
    let bucket = reader.text("files_bucket");
    let endpoint = reader.checked("files_endpoint", "an address such as https://s3.example.org", |url| {
        reqwest::Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
    });
    let region = reader.text("files_region");
    let access = reader.text("files_access_key");
    let secret = reader.text("files_secret_key");
    let allow_http = reader.switch("files_allow_http");

    if folder.is_some() && bucket.is_some() {
        reader.mistake("files_folder and files_bucket are both set. Keep one: files live in one place.");
    }
    if access.is_some() != secret.is_some() {
        reader.mistake("files_access_key and files_secret_key belong together. Set both, or neither.");
    }
    if bucket.is_none() && (endpoint.is_some() || region.is_some() || access.is_some()) {
        reader.mistake("files_endpoint, files_region and files_access_key describe a bucket. Set files_bucket too.");
    }
    if !allow_http && endpoint.as_deref().is_some_and(|url| url.starts_with("http://")) {
        reader.mistake("files_endpoint is not encrypted. Use https://, or set files_allow_http to true.");
    }
    let Some(name) = bucket else {
        return FilesPlace::Folder(folder.map_or_else(|| data_dir.join("files"), PathBuf::from));
    };
    FilesPlace::S3(Bucket {
        name,
        endpoint,
        region: region.unwrap_or_else(|| "us-east-1".into()),
        keys: access.zip(secret).map(|(access, secret)| BucketKeys { access: access.into(), secret: secret.into() }),
        allow_http,
    })
}

pub(super) fn mail(reader: &mut Reader) -> Option<MailPlace> {
    let smtp_url = reader.checked("smtp_url", "an address such as smtps://user:password@mail.example.org", |url| {
        crate::platform::mail::transport(url).is_ok()
    });
    let from = reader.checked("mail_from", "a sender such as Jobs <jobs@example.org>", |from| {
        from.parse::<lettre::message::Mailbox>().is_ok()
    });
    if reader.was_set("smtp_url") != reader.was_set("mail_from") {
        reader.mistake("smtp_url and mail_from belong together. Set both to send mail, or neither.");
    }
    smtp_url.zip(from).map(|(smtp_url, from)| MailPlace { smtp_url: smtp_url.into(), from })
}
