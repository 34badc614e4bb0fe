//! Many connections that each ask again as soon as they are answered.

use crate::program::Client;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::{Duration, Instant};
use tokio::task::LocalSet;

/// How long answers took, in microseconds, shortest first.
pub struct Times(Vec<u32>);

/// What came of a load.
pub struct Load {
    pub times: Times,
    /// Answers in a second.
    pub rate: f64,
    /// Bytes of a body, on average, as sent.
    pub bytes: u64,
}

impl Times {
    pub fn of(mut micros: Vec<u32>) -> Times {
        micros.sort_unstable();
        Times(micros)
    }

    /// In milliseconds: half were faster than `at(0.5)`, all as fast as `at(1.0)`.
    pub fn at(&self, share: f64) -> f64 {
        let index = ((self.0.len() as f64 * share).ceil() as usize).saturating_sub(1);
        self.0.get(index).map_or(f64::NAN, |micros| f64::from(*micros) / 1000.0)
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }
}

/// Sends these requests, over and over, on so many connections.
pub async fn load(address: SocketAddr, requests: Vec<Vec<u8>>, connections: usize, lasts: Duration) -> Load {
    let requests = Rc::new(requests);
    let begun = Instant::now();
    let local = LocalSet::new();
    let lanes: Vec<_> = (0..connections)
        .map(|lane| {
            let requests = requests.clone();
            local.spawn_local(async move {
                let mut client = Client::new(address);
                let mut times = Vec::with_capacity(100_000);
                let mut bytes = 0;
                let mut turn = lane * requests.len() / connections;
                while begun.elapsed() < lasts {
                    let asked = Instant::now();
                    let answer = client.send(&requests[turn % requests.len()]).await.expect("an answer");
                    times.push(asked.elapsed().as_micros() as u32);
                    assert_eq!(answer.status, 200, "{}", answer.text());
                    bytes += answer.body.len() as u64;
                    turn += 1;
                }
                (times, bytes)
            })
        })
        .collect();
    local.await;
    let took = begun.elapsed().as_secs_f64();
    let mut all = Vec::new();
    let mut bytes = 0;
    for lane in lanes {
        let (times, sent) = lane.await.expect("a lane that ends");
        all.extend(times);
        bytes += sent;
    }
    let (rate, bytes) = (all.len() as f64 / took, bytes / all.len().max(1) as u64);
    Load { times: Times::of(all), rate, bytes }
}
