//! From nothing to the first answer; memory at rest; what the first visit loads.

use crate::place::{Place, Places};
use crate::process::memory;
use crate::program::{Answer, Client, Server};
use std::collections::BTreeSet;
use std::time::Duration;

/// How long a server rests before its memory counts as idle.
const REST: Duration = Duration::from_secs(10);

pub async fn measure(places: &Places, candidates: u64) {
    let empty = places.empty("start").await;
    println!("| {} | to the first answer, ms | idle after 10 s, MB | of it its own, MB |", empty.engine);
    println!("| --- | --: | --: | --: |");
    started("new database", &empty).await;
    started("empty database", &empty).await;
    let filled = places.filled(candidates).await;
    started(&format!("{candidates} candidates"), &filled.place).await;

    let server = filled.place.serve().await;
    let cookie = server.sign_in(&filled.who).await;
    let mut cache = BTreeSet::new();
    println!("| visit | page, bytes | assets, bytes | requests |\n| --- | --: | --: | --: |");
    visit(&server, "sign-in, first view", "/sign-in", "", &mut cache).await;
    visit(&server, "projects, after it", "/projects", &cookie, &mut cache).await;
    visit(&server, "candidates, after it", "/candidates", &cookie, &mut cache).await;
    visit(&server, "projects, as the first view", "/projects", &cookie, &mut BTreeSet::new()).await;
}

async fn started(what: &str, place: &Place) {
    let mut took: Vec<Duration> = Vec::new();
    let mut idle = None;
    // A new database is new only once.
    let times = if what.starts_with("new") { 1 } else { 5 };
    for time in 1..=times {
        let server = place.serve().await;
        took.push(server.took);
        if time == times {
            tokio::time::sleep(REST).await;
            idle = Some(memory(server.id()));
        }
    }
    took.sort();
    let idle = idle.expect("measured");
    println!(
        "| {what} | {:.0} | {:.0} | {:.0} |",
        took[took.len() / 2].as_secs_f64() * 1000.0,
        idle.resident as f64 / 1e6,
        idle.own as f64 / 1e6
    );
}

/// Loads a page as a browser does that keeps what it was allowed to keep.
async fn visit(server: &Server, what: &str, path: &str, cookie: &str, cache: &mut BTreeSet<String>) {
    let mut client = Client::new(server.address);
    let page = get(&mut client, path, cookie).await;
    let plain = client.get(path, &[("cookie", cookie)]).await.expect("an answer").text();
    let mut waiting: Vec<String> = assets(&plain, &["href=\"", "src=\""], "");
    let (mut bytes, mut requests) = (0, 1);
    while let Some(asset) = waiting.pop() {
        if !cache.insert(asset.clone()) {
            continue;
        }
        bytes += get(&mut client, &asset, "").await.body.len();
        requests += 1;
        let folder = asset.rsplit_once('/').map_or("", |(folder, _)| folder);
        if asset.ends_with(".css") {
            let style = client.get(&asset, &[]).await.expect("an answer").text();
            // The basic faces: a browser leaves the others out until a character asks for them.
            let faces = style
                .split("@font-face")
                .skip(1)
                .filter(|face| !face.contains("unicode-range") || face.contains("U+0"));
            waiting
                .extend(faces.flat_map(|face| assets(face.split('}').next().unwrap_or_default(), &["url("], folder)));
        } else if asset.ends_with(".js") {
            let script = client.get(&asset, &[]).await.expect("an answer").text();
            waiting.extend(assets(&script, &["from \"", "from'", "from\"", "import\"", "import \""], folder));
        }
    }
    println!("| {what} | {} | {bytes} | {requests} |", page.body.len());
}

async fn get(client: &mut Client, path: &str, cookie: &str) -> Answer {
    let headers = [("cookie", cookie), ("accept-encoding", "gzip, deflate, br, zstd")];
    let answer = client.get(path, &headers).await.expect("an answer");
    assert_eq!(answer.status, 200, "{path}");
    answer
}

/// Addresses of assets named after one of these marks, with relative ones made whole.
fn assets(text: &str, marks: &[&str], folder: &str) -> Vec<String> {
    let named = marks.iter().flat_map(|mark| text.split(mark).skip(1));
    let named = named.filter_map(|rest| rest.trim_start_matches(['"', '\'']).split(['"', '\'', ')', '#', '?']).next());
    named
        .filter_map(|address| match address {
            address if address.starts_with("/static/") => Some(address.to_owned()),
            address if !folder.is_empty() && (address.starts_with("./") || address.starts_with("../")) => {
                Some(resolved(folder, address))
            }
            address if !folder.is_empty() && address.ends_with(".woff2") => Some(format!("{folder}/{address}")),
            _ => None,
        })
        .collect()
}

fn resolved(folder: &str, address: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').collect();
    for part in address.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}
