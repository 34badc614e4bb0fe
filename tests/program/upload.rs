//! A drop of CVs on a position, sent the way the page's script sends it.

use super::{Client, Server, request};
use recruitpro::demo::{cast, paper};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::task::JoinSet;

const BOUNDARY: &str = "a-line-between-the-parts";

/// A file to send.
#[derive(Clone)]
pub struct Cv {
    pub name: String,
    pub bytes: Vec<u8>,
}

impl Cv {
    /// The CV of person number `index` as a PDF or, every third, as a DOCX.
    pub fn of(seed: u64, index: u64) -> Cv {
        if index % 3 == 2 { Cv::docx(seed, index) } else { Cv::pdf(seed, index) }
    }

    pub fn pdf(seed: u64, index: u64) -> Cv {
        Cv { name: format!("cv-{index}.pdf"), bytes: paper::pdf(&cast::crowd(seed, index), style(index)) }
    }

    pub fn docx(seed: u64, index: u64) -> Cv {
        Cv { name: format!("cv-{index}.docx"), bytes: paper::docx(&cast::crowd(seed, index), style(index)) }
    }
}

fn style(index: u64) -> paper::Style {
    paper::Style::ALL[index as usize % paper::Style::ALL.len()]
}

/// An upload begun on a position.
#[derive(Clone)]
pub struct Upload {
    pub id: String,
    files_url: String,
    address: SocketAddr,
    cookie: String,
    arrived: Arc<AtomicUsize>,
}

impl Upload {
    /// Announces so many files.
    pub async fn begin(server: &Server, cookie: &str, position: &str, expected: usize) -> Upload {
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let headers = [("cookie", cookie), ("accept", "application/json"), ("content-type", &kind)];
        let mut body = field("expected", &expected.to_string());
        body.extend(end());
        let asked = request("POST", &format!("/positions/{position}/uploads"), &headers, &body);
        let answer = Client::new(server.address).send(&asked).await.expect("an answer");
        assert_eq!(answer.status, 201, "no upload: {}", answer.text());
        let said: serde_json::Value = serde_json::from_slice(&answer.body).expect("JSON");
        let text = |key: &str| said[key].as_str().unwrap_or_default().to_owned();
        Upload {
            id: text("id"),
            files_url: text("files_url"),
            address: server.address,
            cookie: cookie.to_owned(),
            arrived: Arc::default(),
        }
    }

    /// How many files the server has said it took.
    pub fn arrived(&self) -> usize {
        self.arrived.load(Ordering::Relaxed)
    }

    /// Sends all files, so many at a time, each until the server has said that it took it.
    pub async fn send(&self, files: Arc<Vec<Cv>>, at_once: usize) {
        let next = Arc::new(AtomicUsize::new(0));
        let mut lanes = JoinSet::new();
        for _ in 0..at_once {
            let (upload, files, next) = (self.clone(), files.clone(), next.clone());
            lanes.spawn(async move {
                let mut client = Client::new(upload.address);
                while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed).min(files.len())) {
                    let ordinal = files.iter().position(|other| std::ptr::eq(other, file)).unwrap_or_default();
                    upload.send_one(&mut client, ordinal, file).await;
                    upload.arrived.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        while let Some(lane) = lanes.join_next().await {
            lane.expect("a lane that ends");
        }
    }

    async fn send_one(&self, client: &mut Client, ordinal: usize, file: &Cv) {
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let headers = [("cookie", self.cookie.as_str()), ("hx-request", "true"), ("content-type", &kind)];
        let mut body = field("ordinal", &ordinal.to_string());
        let name = &file.name;
        body.extend(
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n").bytes(),
        );
        body.extend(b"Content-Type: application/octet-stream\r\n\r\n");
        body.extend_from_slice(&file.bytes);
        body.extend(b"\r\n");
        body.extend(end());
        let asked = request("POST", &self.files_url, &headers, &body);
        loop {
            match client.send(&asked).await {
                Ok(answer) if answer.status < 500 && answer.status != 429 => {
                    assert!(answer.status < 300, "{name} was not taken: {} {}", answer.status, answer.text());
                    return;
                }
                // The server is busy, or gone: as the page's script does, wait and send it again.
                _ => tokio::time::sleep(Duration::from_millis(200)).await,
            }
        }
    }
}

fn field(name: &str, value: &str) -> Vec<u8> {
    format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes()
}

fn end() -> Vec<u8> {
    format!("--{BOUNDARY}--\r\n").into_bytes()
}
