//! Mail, as a mail server sees it.

use recruitpro::platform::{
    config::Config,
    mail::{Mail, Mailer},
};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::TcpListener,
};

/// Takes one message the way a mail server does, and returns what was said to it.
async fn mail_server(listener: TcpListener) -> std::io::Result<String> {
    let (socket, _) = listener.accept().await?;
    let (reading, mut writing) = socket.into_split();
    let (mut lines, mut said, mut in_message) = (BufReader::new(reading).lines(), String::new(), false);
    writing.write_all(b"220 here\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        said.push_str(&line);
        said.push('\n');
        let answer = match line.as_str() {
            "." if in_message => {
                writing.write_all(b"250 taken\r\n").await?;
                return Ok(said);
            }
            _ if in_message => continue,
            "DATA" => {
                in_message = true;
                "354 go on"
            }
            _ => "250 fine",
        };
        writing.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
    Ok(said)
}

fn mail() -> Mail {
    Mail {
        to: "Ada Kovář <ada@example.org>".into(),
        subject: "Your interview".into(),
        text: "On Monday at nine.".into(),
        html: Some("<p>On Monday at nine.</p>".into()),
    }
}

fn mailer(smtp_url: String) -> Mailer {
    let settings = [("RECRUITPRO_SMTP_URL", smtp_url), ("RECRUITPRO_MAIL_FROM", "Jobs <jobs@example.org>".into())];
    let config = Config::load(None, settings.map(|(key, value)| (key.to_owned(), value)).into_iter()).unwrap();
    Mailer::open(&config).unwrap()
}

#[tokio::test]
async fn a_message_arrives_with_both_its_forms() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mailer = mailer(format!("smtp://{}", listener.local_addr().unwrap()));
    let server = tokio::spawn(mail_server(listener));
    mailer.send(mail()).await.unwrap();

    let said = server.await.unwrap().unwrap();
    for part in [
        "MAIL FROM:<jobs@example.org>",
        "RCPT TO:<ada@example.org>",
        "Subject: Your interview",
        "Content-Type: text/plain",
        "On Monday at nine.",
        "Content-Type: text/html",
    ] {
        assert!(said.contains(part), "{part} is missing from\n{said}");
    }
    let id = said.lines().find(|line| line.starts_with("Message-ID: <")).unwrap();
    assert!(id.ends_with("@example.org>"), "{id}");
}

#[tokio::test]
async fn what_cannot_be_sent_is_an_error() {
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    assert!(mailer(format!("smtp://{closed}")).send(mail()).await.is_err());

    let kept = Mailer::kept();
    let to_two = Mail { to: "ada@example.org\r\nBcc: eve@example.org".into(), ..mail() };
    let smtp = mailer("smtp://127.0.0.1:9".into());
    assert!(format!("{:#}", smtp.send(to_two).await.unwrap_err()).contains("the recipient is not an address"));

    let off = Mailer::open(&Config::load(None, std::iter::empty()).unwrap()).unwrap();
    assert!(!off.is_on() && off.send(mail()).await.is_err());
    assert!(kept.is_on() && kept.send(mail()).await.is_ok());
    let Mailer::Kept(kept) = kept else { panic!("a kept mailer stays one") };
    assert_eq!(*kept.lock().unwrap(), [mail()]);
}
