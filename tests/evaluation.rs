//! `recruitpro eval` on a small labelled set of our own, and the order that `recruitpro screen` prints.

use serde_json::Value;
use std::process::{Command, Output};

const SET: &str = "tests/fixtures/evaluation";

fn recruitpro(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_recruitpro")).args(arguments).output().unwrap()
}

fn json(arguments: &[&str]) -> Value {
    let output = recruitpro(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn the_right_people_lead_and_word_search_is_measured_beside_them() {
    let report = json(&["eval", SET, "--json"]);
    let ranking = &report["ranking"];
    assert_eq!(ranking["engine"]["ndcg_at_10"], 1.0, "{ranking:#}");
    assert_eq!(ranking["engine"]["positions"], 3);
    for other in ["bm25", "tf_idf"] {
        assert!(ranking[other]["ndcg_at_10"].as_f64().unwrap() > 0.0);
    }
    assert_eq!(report["grades"]["engine"], 1.0);
    assert_eq!(report["grades"]["pairs"], 6);
    assert!(report["cvs_per_second"].as_f64().unwrap() > 0.0);
}

#[test]
fn fields_are_read_and_every_quote_is_exact() {
    let report = json(&["eval", SET, "--json"]);
    for field in ["name", "email", "phone", "titles"] {
        assert_eq!(report["fields"][field]["f1"], 1.0, "{field}");
    }
    assert_eq!(report["years_within_one"], serde_json::json!({ "right": 1, "of": 1 }));
    assert!(report["quotes"]["of"].as_u64().unwrap() > 0);
    assert_eq!(report["quotes"]["right"], report["quotes"]["of"]);
}

#[test]
fn without_their_headlines_the_right_people_still_lead() {
    let report = json(&["eval", SET, "--json", "--without-headline"]);
    assert_eq!(report["ranking"]["without_headline"], true);
    assert!(report["ranking"]["engine"]["ndcg_at_10"].as_f64().unwrap() > 0.85);
}

#[test]
fn the_table_says_the_same_in_words() {
    let output = recruitpro(&["eval", SET]);
    let table = String::from_utf8(output.stdout).unwrap();
    for words in ["NDCG@10", "TF-IDF", "graded by people: 2 positions, 6 pairs", "quotes exact"] {
        assert!(table.contains(words), "{words} is missing in\n{table}");
    }
}

#[test]
fn a_folder_without_labels_is_refused_with_what_to_do() {
    let empty = tempfile::tempdir().unwrap();
    let output = recruitpro(&["eval", empty.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("eval --help"));
}

#[test]
fn a_broken_line_is_named_by_file_and_number() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("jobs.jsonl"), "{\"job_id\":\"a\",\"text\":\"A\"}\nnot json\n").unwrap();
    let output = recruitpro(&["eval", folder.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("jobs.jsonl, line 2"));
}

#[test]
fn the_order_of_files_does_not_matter() {
    let folder = tempfile::tempdir().unwrap();
    let position = folder.path().join("job.txt");
    std::fs::write(&position, "Bakers. Mix and bake bread.\nDuties: Knead dough. Set oven temperatures.").unwrap();
    let files = ["accountant", "nurse", "baker", "carer", "pastry"].map(|name| format!("{SET}/cvs/{name}.txt"));
    let order = |files: &[String]| {
        let mut arguments = vec!["screen", "--json", "--position", position.to_str().unwrap()];
        arguments.extend(files.iter().map(String::as_str));
        let results = json(&arguments)["results"].as_array().unwrap().clone();
        results.iter().map(|r| r["file"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let mut backwards = files.clone();
    backwards.reverse();
    let first = order(&files);
    assert_eq!(first, order(&backwards));
    assert!(first[0].ends_with("baker.txt"), "{first:?}");
}
