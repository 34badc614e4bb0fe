//! The documents say what is so: settings, commands, dependencies, files and links.

use recruitpro::platform::config::Config;
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

const DOCUMENTS: [&str; 12] = [
    "README.md",
    "ARCHITECTURE.md",
    "STYLE.md",
    "CHANGELOG.md",
    "docs/archive.md",
    "docs/deployment.md",
    "docs/fairness.md",
    "docs/performance.md",
    "docs/screening.md",
    "docs/settings.md",
    "docs/third-party.md",
    "tests/fixtures/corpus/README.md",
];

#[test]
fn every_setting_is_in_the_table() {
    let page = read("docs/settings.md");
    let rows = Config::reference()
        .iter()
        .map(|setting| {
            let (key, variable) = (setting.key, &setting.variable);
            format!("| `{key}` | `{variable}` | {} | {} |", setting.default, setting.meaning)
        })
        .collect::<Vec<_>>()
        .join("\n");
    assert!(page.contains(&rows), "docs/settings.md should have these rows:\n{rows}");
}

#[test]
fn the_example_settings_load_and_name_nothing_unknown() {
    let file = Path::new("deploy/recruitpro.example.toml");
    let config = Config::load(Some(file), std::iter::empty()).unwrap();
    assert!(config.is_https() && config.trusted_proxy);

    let known: Vec<_> = Config::reference().iter().map(|setting| setting.key).collect();
    let text = read("deploy/recruitpro.example.toml");
    let keys = text.lines().filter_map(|line| line.trim_start_matches("# ").split_once(" = "));
    for (key, _) in keys {
        assert!(known.contains(&key), "{key} is not a setting");
    }
}

#[test]
fn every_command_is_in_the_readme() {
    let help = Command::new(env!("CARGO_BIN_EXE_recruitpro")).arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let listed = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let commands: Vec<_> = listed.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(commands.contains(&"serve") && commands.len() > 5, "{commands:?}");
    let readme = read("README.md");
    for command in commands.into_iter().filter(|command| *command != "help") {
        assert!(readme.contains(&format!("`{command}")), "README.md does not name the command {command}");
    }
}

#[test]
fn every_dependency_has_its_licence_named() {
    let manifest: toml::Table = read("Cargo.toml").parse().unwrap();
    let page = read("docs/third-party.md");
    for table in ["dependencies", "dev-dependencies"] {
        for name in manifest[table].as_table().unwrap().keys() {
            assert!(page.contains(&format!("| {name} |")), "docs/third-party.md lacks {name}: run `just licences`");
        }
    }
}

#[test]
fn links_lead_somewhere() {
    for document in documents() {
        let text = read(&document);
        let folder = Path::new(&document).parent().unwrap();
        let markdown = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        let html = ["src=\"", "srcset=\"", "href=\""]
            .into_iter()
            .flat_map(|attribute| text.split(attribute).skip(1).filter_map(|rest| rest.split('"').next()));
        for link in markdown.chain(html).filter(|link| !link.contains("://")) {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() { PathBuf::from(&document) } else { folder.join(file) };
            assert!(target.exists(), "{document} links to {link}, which is not there");
            let has_heading = || read(&target).lines().any(|line| line.starts_with('#') && slug(line) == anchor);
            assert!(anchor.is_empty() || has_heading(), "{document} links to {link}, which has no such heading");
        }
    }
}

#[test]
fn files_named_in_the_text_exist() {
    const FOLDERS: [&str; 9] =
        ["src/", "templates/", "static/", "migrations/", "tests/", "benches/", "scripts/", "docs/", "deploy/"];
    for document in documents() {
        let text = read(&document);
        for name in text.split('`').skip(1).step_by(2) {
            let name = name.split("::").next().unwrap();
            if FOLDERS.iter().any(|folder| name.starts_with(folder)) && !name.contains(['*', '{', ' ', '…', '\n']) {
                assert!(Path::new(name).exists(), "{document} names {name}, which is not there");
            }
        }
    }
}

fn documents() -> Vec<String> {
    DOCUMENTS.iter().map(|name| name.to_string()).collect()
}

fn read(path: impl AsRef<Path>) -> String {
    let path = path.as_ref();
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A heading's address, as the places that show Markdown make it.
fn slug(heading: &str) -> String {
    let text = heading.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
    text.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect()
}
