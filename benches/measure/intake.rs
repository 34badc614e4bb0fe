//! CVs dropped on a position, from the first byte sent to the last file done; and what a single one costs.

use crate::load::Times;
use crate::place::Filled;
use crate::process::{cpu, memory};
use crate::program::{Cv, Server, Upload};
use recruitpro::platform::clock::Clock;
use recruitpro::platform::db::{Run, sql};
use recruitpro::platform::extraction::{Extracted, Extractor, Limits};
use recruitpro::screening::{self, Thresholds};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// Most files of one upload, unless configured otherwise.
const DROP: usize = 500;
/// As many requests as a browser has under way.
const AT_ONCE: usize = 3;

pub async fn measure(filled: &Filled) {
    alone().await;
    let server = filled.place.serve().await;
    let cookie = server.sign_in(&filled.who).await;
    println!("| {} | sent s | done s | CVs/s | CPU ms a CV | CVs/s a core | failed |", filled.place.engine);
    println!("| --- | --: | --: | --: | --: | --: | --: |");
    for drops in [1, 2] {
        drop_cvs(filled, &server, &cookie, drops).await;
    }
    let memory = memory(server.id());
    println!("memory after it: {:.0} MB, at most {:.0} MB", memory.resident as f64 / 1e6, memory.peak as f64 / 1e6);
}

/// This many drops at the same time, each on a position of its own.
async fn drop_cvs(filled: &Filled, server: &Server, cookie: &str, drops: usize) {
    // People nobody knows yet, however often this was run on the same database.
    let [(known,)] = filled.rows::<(i64,)>(sql("SELECT COUNT(*) FROM upload_files")).await[..] else { return };
    let files: Vec<Arc<Vec<Cv>>> = (0..drops)
        .map(|drop| {
            let first = known.unsigned_abs() + (drop * DROP) as u64;
            Arc::new((first..first + DROP as u64).map(|index| Cv::of(0xc5, index)).collect())
        })
        .collect();
    let positions = filled.some("SELECT id FROM positions ORDER BY id", drops).await;
    let families: Vec<u32> = [Some(server.id()), filled.place.cluster].into_iter().flatten().collect();
    let before = cpu(&families);
    let begun = Instant::now();
    let mut sending = JoinSet::new();
    let mut uploads = Vec::new();
    for (position, files) in positions.iter().zip(files) {
        let upload = Upload::begin(server, cookie, position, DROP).await;
        uploads.push(upload.clone());
        sending.spawn(async move { upload.send(files, AT_ONCE).await });
    }
    sending.join_all().await;
    let sent = begun.elapsed();
    while progress(filled, &uploads).await.unfinished > 0 {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let took = begun.elapsed().as_secs_f64();
    let spent = (cpu(&families) - before).as_secs_f64();
    let all = drops * DROP;
    let progress = progress(filled, &uploads).await;
    assert_eq!(progress.done + progress.failed, all as i64, "each file is accounted for");
    println!(
        "| {all} CVs | {:.1} | {took:.1} | {:.0} | {:.1} | {:.0} | {} |",
        sent.as_secs_f64(),
        all as f64 / took,
        spent / all as f64 * 1000.0,
        all as f64 / spent,
        progress.failed,
    );
}

#[derive(Default)]
struct Progress {
    done: i64,
    failed: i64,
    unfinished: i64,
}

async fn progress(filled: &Filled, uploads: &[Upload]) -> Progress {
    let mut sum = Progress::default();
    for upload in uploads {
        let query =
            sql("SELECT state, COUNT(*) FROM upload_files WHERE upload_id = $1 GROUP BY state").bind(&upload.id);
        let counts: Vec<(String, i64)> = filled.db.all(query).await.expect("counts");
        for (state, count) in counts {
            match state.as_str() {
                "done" | "duplicate" => sum.done += count,
                "failed" => sum.failed += count,
                _ => sum.unfinished += count,
            }
        }
    }
    sum
}

/// One CV after the other: its text in a child process, then parsing and screening in this one.
async fn alone() {
    let extractor = Extractor::with_program(env!("CARGO_BIN_EXE_recruitpro"), Limits::default());
    let today = Clock::System.today();
    let sample = recruitpro::demo::cast::workspace(today);
    let positions: Vec<screening::Position> = sample
        .projects
        .iter()
        .flat_map(|project| &project.positions)
        .map(|position| screening::Position {
            title: position.title.into(),
            location: position.location.into(),
            requirements: position.requirements.clone(),
        })
        .collect();
    println!("| one CV | p50 ms | p99 ms |\n| --- | --: | --: |");
    for kind in ["PDF", "DOCX"] {
        let files: Vec<Cv> =
            (0..300).map(|index| if kind == "PDF" { Cv::pdf(0xa1, index) } else { Cv::docx(0xa1, index) }).collect();
        let (mut reading, mut parsing, mut judging) = (Vec::new(), Vec::new(), Vec::new());
        for (index, file) in files.iter().enumerate() {
            let begun = Instant::now();
            let Extracted { text, links, .. } = extractor.read(&file.bytes).await.expect("a readable CV");
            reading.push(begun.elapsed().as_micros() as u32);
            let begun = Instant::now();
            let cv = screening::Cv::read_with_links(&text, &links, today);
            parsing.push(begun.elapsed().as_micros() as u32);
            let begun = Instant::now();
            let judged = screening::screen(&cv, &positions[index % positions.len()], Thresholds::default());
            judging.push(begun.elapsed().as_micros() as u32);
            assert!(judged.is_some());
        }
        for (what, micros) in [("to text, in its child process", reading), ("parsed", parsing), ("screened", judging)] {
            let times = Times::of(micros);
            println!("| {kind} {what} | {:.2} | {:.2} |", times.at(0.5), times.at(0.99));
        }
    }
}
