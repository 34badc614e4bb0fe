//! CVs written by hand, in a markup of a few signs, with dates that count back from today.

use chrono::NaiveDate;

use super::chance::Chance;
use super::phrase::Teller;
use crate::demo::paper::{Block, Entry, Paper, Section};

const WRITTEN: [(&str, &str); 13] = [
    ("aydin", include_str!("data/written/aydin.txt")),
    ("caruana", include_str!("data/written/caruana.txt")),
    ("delacroix", include_str!("data/written/delacroix.txt")),
    ("ekdahl", include_str!("data/written/ekdahl.txt")),
    ("fenwick", include_str!("data/written/fenwick.txt")),
    ("haller", include_str!("data/written/haller.txt")),
    ("kohl", include_str!("data/written/kohl.txt")),
    ("morel", include_str!("data/written/morel.txt")),
    ("okonjo", include_str!("data/written/okonjo.txt")),
    ("petersen", include_str!("data/written/petersen.txt")),
    ("rousset", include_str!("data/written/rousset.txt")),
    ("steiner", include_str!("data/written/steiner.txt")),
    ("winkler", include_str!("data/written/winkler.txt")),
];

/// Fills the person's paper from the CV of that name.
///
/// `> headline`, `+ contact line`, `== Heading` (`== Heading |` for one that may stand aside),
/// `# title | organisation | place | dates`, `* bullet of that entry`, `- list item`; anything else is a paragraph.
pub fn fill(mut paper: Paper, key: &str, today: NaiveDate) -> Paper {
    let text = WRITTEN.iter().find(|written| written.0 == key).map_or("", |written| written.1);
    let mut teller = Teller { chance: Chance::of(key), today, years: u32::MAX };
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let (sign, words) = line.split_once(' ').unwrap_or((line, ""));
        // A title keeps its bars until it is split; choices in braces are not used in written CVs.
        let words = teller.tell(words);
        match sign {
            ">" => paper.headline = words,
            "+" => paper.more.push(words),
            "==" => {
                let heading = words.trim_end_matches('|').trim_end().to_owned();
                paper.sections.push(Section { heading, aside: words.ends_with('|'), blocks: Vec::new() });
            }
            _ => add(&mut paper, sign, words, || teller.tell(line)),
        }
    }
    paper
}

fn add(paper: &mut Paper, sign: &str, words: String, whole: impl FnOnce() -> String) {
    let Some(section) = paper.sections.last_mut() else { return };
    let blocks = &mut section.blocks;
    match (sign, blocks.last_mut()) {
        ("#", _) => {
            let mut fields = words.split('|').map(|field| field.trim().to_owned());
            let mut next = || fields.next().unwrap_or_default();
            let (title, organisation, place, dates) = (next(), next(), next(), next());
            blocks.push(Block::Entry(Entry { title, organisation, place, dates, bullets: Vec::new() }));
        }
        ("*", Some(Block::Entry(entry))) => entry.bullets.push(words),
        ("-", Some(Block::List(items))) => items.push(words),
        ("-", _) => blocks.push(Block::List(vec![words])),
        _ => blocks.push(Block::Paragraph(whole())),
    }
}
