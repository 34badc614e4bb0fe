//! Mail on its way out.

use super::config::Config;
use anyhow::{Context, bail};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, MultiPart, SinglePart},
};
use secrecy::ExposeSecret;
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

/// One message to one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// `address` or `Name <address>`.
    pub to: String,
    pub subject: String,
    pub text: String,
    /// The same as a web page, for readers that show one.
    pub html: Option<String>,
}

/// Where mail goes. Cheap to clone.
#[derive(Clone, Debug)]
pub enum Mailer {
    Smtp(Arc<Smtp>),
    /// Kept in memory, for tests.
    Kept(Arc<Mutex<Vec<Mail>>>),
    /// No mail server is configured.
    Off,
}

/// A mail server, and who we are to it.
#[derive(Debug)]
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Mailer {
    pub fn open(config: &Config) -> anyhow::Result<Mailer> {
        let Some(place) = &config.mail else { return Ok(Mailer::Off) };
        let from = place.from.parse().context("mail_from is not an address")?;
        let transport = transport(place.smtp_url.expose_secret())?;
        Ok(Mailer::Smtp(Arc::new(Smtp { transport, from })))
    }

    /// A mailer that keeps what it is given.
    pub fn kept() -> Mailer {
        Mailer::Kept(Arc::default())
    }

    /// Whether mail can leave: pages offer it only then.
    pub fn is_on(&self) -> bool {
        !matches!(self, Mailer::Off)
    }

    /// Hands `mail` to the mail server. Fails when mail is off: what was never sent must not look sent.
    pub async fn send(&self, mail: Mail) -> anyhow::Result<()> {
        match self {
            Mailer::Smtp(smtp) => {
                let message = compose(&mail, &smtp.from)?;
                smtp.transport.send(message).await.context("the mail server did not take the message")?;
            }
            Mailer::Kept(kept) => kept.lock().unwrap_or_else(PoisonError::into_inner).push(mail),
            Mailer::Off => bail!("mail is off: set smtp_url and mail_from"),
        }
        Ok(())
    }
}

/// The connection to the mail server at `url`; none is opened before the first message.
pub(super) fn transport(url: &str) -> anyhow::Result<AsyncSmtpTransport<Tokio1Executor>> {
    let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).context("smtp_url is not valid")?;
    Ok(builder.timeout(Some(Duration::from_secs(20))).build())
}

fn compose(mail: &Mail, from: &Mailbox) -> anyhow::Result<Message> {
    let id = format!("<{}@{}>", uuid::Uuid::now_v7(), from.email.domain());
    let message = Message::builder()
        .from(from.clone())
        .to(mail.to.parse().context("the recipient is not an address")?)
        .subject(&mail.subject)
        .message_id(Some(id));
    let composed = match &mail.html {
        Some(html) => message.multipart(MultiPart::alternative_plain_html(mail.text.clone(), html.clone())),
        None => message.singlepart(SinglePart::plain(mail.text.clone())),
    };
    composed.context("the message cannot be composed")
}
