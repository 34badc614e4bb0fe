//! One registry of keys: what pages carry, what scripts ask for and what the page of shortcuts says are the same.

use crate::support::*;
use recruitpro::web::keys::{self, By, GROUPS};
use std::{collections::BTreeSet, fs, path::Path};

/// All files with this ending under a folder, by path.
fn texts(folder: &Path, ending: &str, into: &mut Vec<(String, String)>) {
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            texts(&path, ending, into);
        } else if path.extension().is_some_and(|found| found == ending) {
            into.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
        }
    }
}

/// What stands between `before` and `after`, wherever it does.
fn between<'t>(text: &'t str, before: &str, after: &str) -> Vec<&'t str> {
    text.split(before).skip(1).filter_map(|rest| rest.split(after).next()).collect()
}

fn names(by: By) -> BTreeSet<&'static str> {
    keys::all().filter(|key| key.by == by).map(|key| key.name).collect()
}

#[test]
fn every_key_on_a_page_is_in_the_registry_and_the_reverse() {
    let mut pages = Vec::new();
    texts(Path::new("templates"), "html", &mut pages);
    let mut carried = BTreeSet::new();
    for (file, page) in &pages {
        assert!(!page.contains("data-hotkey="), "{file} names a key itself: write {{{{ \"name\"|hotkey }}}}");
        for filter in ["|hotkey", "|key_hint"] {
            let found = page.split(filter).filter_map(|before| before.strip_suffix('"')?.rsplit('"').next());
            for name in found {
                assert!(keys::on_control(name).is_some(), "{file}: no key {name:?} in src/web/keys.rs");
                carried.insert(name);
            }
        }
    }
    assert_eq!(carried, names(By::Control), "a key that no page carries");
}

#[test]
fn every_key_a_script_answers_to_is_in_the_registry_and_the_reverse() {
    let mut scripts = Vec::new();
    texts(Path::new("static/js"), "js", &mut scripts);
    let known = names(By::Script);
    let mut asked = BTreeSet::new();
    for (file, script) in &scripts {
        for name in between(script, "meant(event, '", "'") {
            assert!(known.contains(name), "{file}: no key {name:?} in src/web/keys.rs");
            asked.insert(name.to_owned());
        }
        // `card-${side}`, with the sides in a list before it.
        for start in between(script, "meant(event, `", "$") {
            let family = known
                .iter()
                .filter(|name| name.strip_prefix(start).is_some_and(|side| script.contains(&format!("'{side}'"))));
            asked.extend(family.map(|name| (*name).to_owned()));
        }
    }
    assert_eq!(asked, known.iter().map(|name| (*name).to_owned()).collect());
}

#[test]
fn no_key_stands_in_the_way_of_another() {
    for group in GROUPS {
        let pressed: Vec<&str> = group.lines.iter().flat_map(|line| line.keys).map(|key| key.press).collect();
        let once: BTreeSet<&str> = pressed.iter().copied().collect();
        assert_eq!(once.len(), pressed.len(), "twice under {}", group.title);
    }
    let leads: BTreeSet<&str> = keys::all().filter_map(|key| key.press.split_once(' ')).map(|(lead, _)| lead).collect();
    assert!(keys::all().all(|key| !leads.contains(key.press)), "{leads:?} would wait for a second key");
    let names: Vec<&str> = keys::all().map(|key| key.name).collect();
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "a name twice");
}

both! {
    async fn the_page_of_shortcuts_says_every_key_one_may_use(app) {
        app.set_up().await;
        for (role, settings) in [(Role::Admin, true), (Role::Recruiter, false)] {
            app.sign_in_as(role).await;
            let page = app.get("/projects").await;
            let lines = page.text("#help dt");
            for line in GROUPS.iter().flat_map(|group| group.lines) {
                assert_eq!(lines.contains(&line.does.to_owned()), !line.for_admins || settings, "{}", line.does);
            }
            assert_eq!(page.has("[data-hotkey='g s']"), settings);
            assert_eq!(page.attr("a.side-link[href='/candidates']", "data-hotkey"), ["g c"]);
        }
    }
}
