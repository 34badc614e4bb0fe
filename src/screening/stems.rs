//! Stems of words, so that "planning" meets "planned" and "Planung" meets "Planungen".

use std::cell::RefCell;
use std::collections::HashMap;

use rust_stemmers::{Algorithm, Stemmer};

thread_local! {
    static KNOWN: RefCell<HashMap<String, String>> = RefCell::new(HashMap::new());
}

/// The stem of a folded word; German endings first for words that look German, English ones otherwise.
pub fn stem(word: &str) -> String {
    KNOWN.with_borrow_mut(|known| {
        if let Some(stem) = known.get(word) {
            return stem.clone();
        }
        // The memory is for speed only, so it may be dropped whenever it grows.
        if known.len() > 20_000 {
            known.clear();
        }
        let german = ["ung", "ungen", "keit", "heit", "schaft", "lich", "isch"].iter().any(|e| word.ends_with(e));
        let algorithm = if german { Algorithm::German } else { Algorithm::English };
        let stem = Stemmer::create(algorithm).stem(word).into_owned();
        known.insert(word.to_string(), stem.clone());
        stem
    })
}

/// Articles, prepositions and their kind in the rules' languages.
pub fn is_small(word: &str) -> bool {
    const SMALL: &str = " the and for with from into your our you are will have has been was were that this these those who which their its his her \
        per via any all not but also such other others etc may can using use used within across through about over under between among \
        der die das den dem des ein eine einen einer eines und oder mit von vom zum zur fur auf aus bei nach als wie auch sowie sich ist sind \
        les des une aux dans pour par sur avec est sont que qui vos votre nos notre leur ses son \
        los las una unos unas del con por para que como sus este esta \
        gli dei delle della dello nel nella con per che come suo sua \
        het een van voor met aan bij uit naar als zijn dos nas nos uma com para ";
    SMALL.contains(&format!(" {word} "))
}
