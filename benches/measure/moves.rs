//! Candidates moved to the next stage: committed, with history and activity, before the answer.

use crate::load::Times;
use crate::place::{Filled, spread};
use crate::program::{Client, request};
use recruitpro::platform::db::sql;
use std::net::SocketAddr;
use std::time::Instant;
use tokio::task::JoinSet;

const EACH: usize = 500;

/// An application with the stage it is in and the one after that.
type Step = (String, String, String);

pub async fn measure(filled: &Filled) {
    let server = filled.place.serve().await;
    let cookie = server.sign_in(&filled.who).await;
    let steps: Vec<Step> = filled
        .rows(sql("SELECT a.id, a.stage_id, n.id FROM applications a JOIN stages s ON s.id = a.stage_id
                   JOIN stages n ON n.position_id = a.position_id AND n.ordinal = s.ordinal + 1
                   WHERE a.outcome = 'active' ORDER BY a.id"))
        .await;
    let mut steps = spread(steps, 5 * EACH);
    println!("| {} | moves | p50 ms | p99 ms | longest ms |", filled.place.engine);
    println!("| --- | --: | --: | --: | --: |");
    for connections in [1, 4] {
        let mut lanes = JoinSet::new();
        for _ in 0..connections {
            let steps: Vec<Step> = steps.by_ref().take(EACH).collect();
            lanes.spawn(lane(server.address, cookie.clone(), steps));
        }
        let times = Times::of(lanes.join_all().await.concat());
        let (half, most, all) = (times.at(0.5), times.at(0.99), times.at(1.0));
        println!("| at {connections} connections | {} | {half:.1} | {most:.1} | {all:.1} |", times.len());
    }
}

async fn lane(address: SocketAddr, cookie: String, steps: Vec<Step>) -> Vec<u32> {
    let mut client = Client::new(address);
    let mut times = Vec::new();
    for (application, from, to) in steps {
        let form = format!("from={from}&stage={to}");
        let headers = [("cookie", cookie.as_str()), ("content-type", "application/x-www-form-urlencoded")];
        let asked = request("POST", &format!("/applications/{application}/stage"), &headers, form.as_bytes());
        let begun = Instant::now();
        let answer = client.send(&asked).await.expect("an answer");
        times.push(begun.elapsed().as_micros() as u32);
        assert_eq!(answer.status, 303, "{}", answer.text());
    }
    times
}
