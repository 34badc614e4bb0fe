//! Pages a recruiter opens, at 16 connections.

use crate::load::{Load, load};
use crate::place::Filled;
use crate::process::{cpu, memory};
use crate::program::{Client, Server, request};
use std::time::Duration;

const CONNECTIONS: usize = 16;
/// What browsers ask for over TLS.
const PACKED: &str = "gzip, deflate, br, zstd";

struct Page {
    name: &'static str,
    /// Addresses of this kind of page, taken in turn.
    paths: Vec<String>,
}

pub async fn measure(filled: &Filled, seconds: u64, only: &str) {
    println!("{}, {:.0} MB on the disk", filled.place.engine, filled.size().await as f64 / 1e6);
    let server = filled.place.serve().await;
    let cookie = server.sign_in(&filled.who).await;
    let idle = memory(server.id());
    let families: Vec<u32> = [Some(server.id()), filled.place.cluster].into_iter().flatten().collect();
    println!("| page | packed | requests/s | p50 ms | p99 ms | longest ms | alone ms | CPU µs | bytes |");
    println!("| --- | --- | --: | --: | --: | --: | --: | --: | --: |");
    for page in pages(filled, &server, &cookie).await {
        if !page.name.contains(only) {
            continue;
        }
        for accept in [None, Some(PACKED)] {
            let mut headers = vec![("cookie", cookie.as_str()), ("accept", "text/html")];
            headers.extend(accept.map(|accept| ("accept-encoding", accept)));
            let requests: Vec<_> = page.paths.iter().map(|path| request("GET", path, &headers, &[])).collect();
            // The first answers warm caches; nobody waits for them twice.
            load(server.address, requests.clone(), CONNECTIONS, Duration::from_secs(1)).await;
            let before = cpu(&families);
            let Load { times, rate, bytes } =
                load(server.address, requests.clone(), CONNECTIONS, Duration::from_secs(seconds)).await;
            let spent = (cpu(&families) - before).as_micros() as f64 / times.len() as f64;
            let alone = load(server.address, requests, 1, Duration::from_secs(2)).await.times;
            println!(
                "| {} | {} | {rate:.0} | {:.1} | {:.1} | {:.0} | {:.2} | {spent:.0} | {bytes} |",
                page.name,
                if accept.is_some() { "yes" } else { "no" },
                times.at(0.5),
                times.at(0.99),
                times.at(1.0),
                alone.at(0.5),
            );
        }
    }
    let loaded = memory(server.id());
    let megabytes = |bytes: u64| bytes as f64 / 1e6;
    println!(
        "memory: idle {:.0} MB ({:.0} its own), under load {:.0} MB ({:.0} its own), at most {:.0} MB",
        megabytes(idle.resident),
        megabytes(idle.own),
        megabytes(loaded.resident),
        megabytes(loaded.own),
        megabytes(loaded.peak),
    );
}

async fn pages(filled: &Filled, server: &Server, cookie: &str) -> Vec<Page> {
    let all = |ids: &[String], before: &str, after: &str| -> Vec<String> {
        ids.iter().map(|id| format!("{before}{id}{after}")).collect()
    };
    let projects = filled.some("SELECT id FROM projects ORDER BY id", 100).await;
    let positions = filled.some("SELECT id FROM positions ORDER BY id", 500).await;
    let applications = filled.some("SELECT id FROM applications ORDER BY id", 5_000).await;
    let deep = page_number(server, cookie, "/candidates", 100).await;
    vec![
        Page { name: "candidates", paths: vec!["/candidates".into()] },
        Page { name: "candidates, page 100", paths: vec![deep] },
        Page { name: "search", paths: questions() },
        Page { name: "projects", paths: vec!["/projects".into()] },
        Page { name: "project", paths: all(&projects, "/projects/", "") },
        Page { name: "position: candidates", paths: all(&positions, "/positions/", "") },
        Page { name: "position: board", paths: all(&positions, "/positions/", "/board") },
        Page { name: "position: description", paths: all(&positions, "/positions/", "/description") },
        Page { name: "application: screening", paths: all(&applications, "/applications/", "") },
        Page { name: "application: activity", paths: all(&applications, "/applications/", "/activity") },
        Page { name: "settings", paths: vec!["/settings/workspace".into()] },
    ]
}

/// What recruiters type: names, skills, phrases, things left out, and choices beside them.
fn questions() -> Vec<String> {
    let typed = [
        "rust",
        "kubernetes",
        "engineer",
        "nurse+cardiology",
        "rust+kafka+postgresql",
        "%22project+manager%22",
        "title:engineer+-java",
        "skill:rust+OR+skill:go",
        "anna",
        "mueler",
        "location:berlin+python",
        "kuber*",
        "(kafka+OR+rabbitmq)+payments",
        "note:calm",
        "manager&years=6&years=10",
        "engineer&skill=Rust",
        "stage:offer+german",
        "leadership&page=3",
    ];
    typed.iter().map(|question| format!("/candidates?q={question}")).collect()
}

/// Follows the link to the next page until the page of this number.
async fn page_number(server: &Server, cookie: &str, list: &str, number: usize) -> String {
    let mut client = Client::new(server.address);
    let mut path = list.to_owned();
    for _ in 1..number {
        let page = client.get(&path, &[("cookie", cookie)]).await.expect("an answer").text();
        let Some(next) = next_link(&page) else { break };
        path = next.replace("&amp;", "&").replace("&#38;", "&");
        if path.starts_with('?') {
            path = format!("{list}{path}");
        }
    }
    path
}

fn next_link(page: &str) -> Option<&str> {
    let tag = page.split('<').find(|tag| tag.starts_with("a ") && tag.contains("rel=\"next\""))?;
    tag.split("href=\"").nth(1)?.split('"').next()
}
