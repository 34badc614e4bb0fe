//! An endless supply of plausible people, for load tests and benches.

use std::sync::LazyLock;

use chrono::NaiveDate;

use super::chance::Chance;
use super::compose::{Profile, compose};
use super::contact;
use super::trade::{Level, Numbers, TRADES};
use crate::demo::paper::Paper;

/// A country's cities, first names, last names and language, from `data/names.txt`.
struct Origin {
    cities: Vec<&'static str>,
    country: &'static str,
    language: &'static str,
    first_names: Vec<&'static str>,
    last_names: Vec<&'static str>,
}

static ORIGINS: LazyLock<Vec<Origin>> = LazyLock::new(|| {
    let words = |words: &'static str| words.split(", ").collect();
    let rows = include_str!("data/names.txt").lines().filter_map(move |line| {
        let [country, language, cities, firsts, lasts] = line.split(" | ").collect::<Vec<_>>().try_into().ok()?;
        Some(Origin { country, language, cities: words(cities), first_names: words(firsts), last_names: words(lasts) })
    });
    rows.collect()
});

/// The CV of person number `index` in the crowd of that seed. E-mail addresses differ from index to index, phone
/// numbers do among the first 140,000. The CVs are as of one fixed day.
pub fn crowd(seed: u64, index: u64) -> Paper {
    let mut chance = Chance::new(seed ^ index.wrapping_mul(0xd6e8_feb8_6659_fd93));
    let origin = chance.pick(&ORIGINS);
    let trade = chance.pick(&TRADES);
    let (level, years) = match chance.between(0, 9) {
        0..=2 => (Level::Junior, chance.between(1, 4)),
        3..=6 => (Level::Middle, chance.between(4, 10)),
        _ => (Level::Senior, chance.between(9, 26)),
    };
    let home = chance.pick(&ORIGINS);
    let place = |origin: &Origin, chance: &mut Chance| format!("{}, {}", chance.pick(&origin.cities), origin.country);
    let mut places = vec![place(origin, &mut chance)];
    if chance.percent(30) {
        places.push(place(home, &mut chance));
    }

    let asked = trade.position.requirements.len() as u16;
    let likely = match level {
        Level::Junior => 20,
        Level::Middle => 45,
        Level::Senior => 70,
    };
    let shows = (1..=asked).fold(
        Numbers::default(),
        |shows, number| {
            if chance.percent(likely) { shows.with(number) } else { shows }
        },
    );

    let mut languages = vec![(origin.language.to_owned(), "native".to_owned())];
    for other in ["English", "German", "French", "Spanish"] {
        if other != origin.language && chance.percent(if other == "English" { 85 } else { 25 }) {
            languages.push((other.to_owned(), (*chance.pick(&["A2", "B1", "B2", "C1", "C2"])).to_owned()));
        }
    }

    let name = format!("{} {}", chance.pick(&origin.first_names), chance.pick(&origin.last_names));
    let profile = Profile {
        email: contact::email(&name, &index.to_string(), &mut chance),
        phone: contact::crowd_phone(index),
        name,
        places,
        trade,
        level,
        years,
        shows,
        languages,
        turn: chance.between(0, 10_000) as usize,
        short: chance.percent(12),
        gap: chance.percent(10),
        free: chance.percent(12),
    };
    compose(&profile, NaiveDate::from_ymd_opt(2026, 6, 1).unwrap_or_default())
}
