//! The floors of the house: who may lean on whom.

use std::{fs, path::Path};

#[test]
fn every_floor_imports_only_from_below() {
    let forbidden: [(&str, &[&str]); 6] = [
        (
            "src/platform",
            &["crate::hiring", "crate::screening", "crate::jobs", "crate::web", "crate::app", "axum::", "askama::"],
        ),
        (
            "src/screening",
            &["crate::hiring", "crate::platform", "crate::jobs", "crate::web", "crate::app", "sqlx", "tokio", "async "],
        ),
        ("src/hiring", &["crate::jobs", "crate::web", "crate::app", "axum::", "askama::", "PgPool", "SqlitePool"]),
        ("src/jobs", &["crate::web", "axum::", "askama::", "PgPool", "SqlitePool"]),
        ("src/demo", &["crate::web", "axum::", "askama::"]),
        (
            "src/web",
            &[
                "crate::jobs",
                "crate::demo",
                "sqlx::query",
                "db::sql",
                "SELECT ",
                "INSERT INTO",
                "UPDATE ",
                "DELETE FROM",
            ],
        ),
    ];
    for (floor, words) in forbidden {
        each_file(Path::new(floor), &mut |file, text| {
            let text = text.split("#[cfg(test)]").next().unwrap();
            for word in words {
                assert!(!text.contains(word), "{} must not know about {word:?}", file.display());
            }
        });
    }
}

#[test]
fn both_engines_have_the_same_migrations() {
    let names = |engine: &str| {
        let folder = fs::read_dir(format!("migrations/{engine}")).unwrap();
        let mut names: Vec<_> = folder.map(|file| file.unwrap().file_name()).collect();
        names.sort();
        names
    };
    assert_eq!(names("sqlite"), names("postgres"));
}

#[test]
fn no_template_carries_scripts_that_the_policy_refuses() {
    each_file(Path::new("templates"), &mut |file, text| {
        for refused in
            ["<script>", "<style", "javascript:", "hx-on", " onclick=", " onchange=", " onsubmit=", "hx-vals=\"js:"]
        {
            assert!(!text.contains(refused), "{} has {refused:?}", file.display());
        }
    });
}

fn each_file(folder: &Path, check: &mut impl FnMut(&Path, &str)) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            each_file(&path, check);
        } else if matches!(path.extension().and_then(|ending| ending.to_str()), Some("rs" | "html")) {
            check(&path, &fs::read_to_string(&path).unwrap());
        }
    }
}
