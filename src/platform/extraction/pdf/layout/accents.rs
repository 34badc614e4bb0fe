//! Joins accents drawn as glyphs of their own, as old TeX fonts do, to the letters they belong to.

use unicode_normalization::UnicodeNormalization;

use super::Glyph;

/// More marks than this on a page are not accents.
const MOST_MARKS: usize = 2000;

/// The combining form of a spacing accent.
fn combining(c: char) -> Option<char> {
    Some(match c {
        '\u{b4}' | '\u{2ca}' => '\u{301}',
        '`' | '\u{2cb}' => '\u{300}',
        '^' | '\u{2c6}' => '\u{302}',
        '\u{a8}' => '\u{308}',
        '~' | '\u{2dc}' => '\u{303}',
        '\u{b8}' => '\u{327}',
        '\u{2c7}' => '\u{30c}',
        '\u{2d8}' => '\u{306}',
        '\u{2da}' | '\u{b0}' => '\u{30a}',
        '\u{2d9}' => '\u{307}',
        '\u{2dd}' => '\u{30b}',
        '\u{af}' => '\u{304}',
        '\u{2db}' => '\u{328}',
        c if ('\u{300}'..='\u{36f}').contains(&c) => c,
        _ => return None,
    })
}

fn accented(letter: char, mark: char) -> String {
    [letter, mark].into_iter().nfc().collect()
}

/// Two glyphs drawn one over the other as one accented letter, if that is what they are.
pub fn merge(first: &Glyph, second: &Glyph) -> Option<Glyph> {
    let second_width = (second.x1 - second.x0).max(0.01);
    let shared = first.x1.min(second.x1) - first.x0.max(second.x0);
    if shared <= 0.4 * second_width.min(first.x1 - first.x0) {
        return None;
    }
    let (a, b) = (first.character()?, second.character()?);
    if let (true, Some(mark)) = (a.is_alphabetic(), combining(b)) {
        Some(Glyph { text: accented(a, mark), ..first.clone() })
    } else if let (Some(mark), true) = (combining(a), b.is_alphabetic()) {
        let dotless_i = '\u{131}';
        let letter = if b == dotless_i { 'i' } else { b };
        Some(Glyph { text: accented(letter, mark), ..second.clone() })
    } else {
        None
    }
}

/// TeX raises accents over capitals onto a baseline of their own: folds those into the letter below.
pub fn fold_raised(glyphs: &mut Vec<Glyph>) {
    let marks: Vec<(usize, char)> =
        (0..glyphs.len()).filter_map(|index| Some((index, glyphs[index].character().and_then(combining)?))).collect();
    if marks.is_empty() || marks.len() > MOST_MARKS {
        return;
    }
    let mut folded = vec![false; glyphs.len()];
    for (index, mark) in marks {
        let accent = &glyphs[index];
        let centre = (accent.x0 + accent.x1) / 2.0;
        // Accent and letter are neighbours in the order of drawing.
        let nearby = index.saturating_sub(3)..(index + 4).min(glyphs.len());
        let letter = nearby.filter(|other| *other != index && !folded[*other]).find(|other| {
            let letter = &glyphs[*other];
            let slack = 0.05 * accent.size;
            let below = (letter.y - accent.y) / accent.size;
            letter.x0 - slack <= centre
                && centre <= letter.x1 + slack
                && (0.18..0.6).contains(&below)
                && letter.character().is_some_and(char::is_alphabetic)
        });
        if let Some(letter) = letter {
            glyphs[letter].text = glyphs[letter].text.chars().chain([mark]).nfc().collect();
            folded[index] = true;
        }
    }
    let mut kept = folded.into_iter().map(|folded| !folded);
    glyphs.retain(|_| kept.next().unwrap_or(true));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyph(text: &str, x0: f32, y: f32) -> Glyph {
        Glyph { text: text.to_owned(), x0, x1: x0 + 5.0, y, size: 10.0 }
    }

    #[test]
    fn accents_over_letters_join_them_in_either_order() {
        assert_eq!(merge(&glyph("\u{b4}", 0.5, 0.0), &glyph("e", 0.0, 0.0)).unwrap().text, "é");
        assert_eq!(merge(&glyph("o", 0.0, 0.0), &glyph("\u{a8}", 0.0, 0.0)).unwrap().text, "ö");
        assert!(merge(&glyph("e", 0.0, 0.0), &glyph("\u{b4}", 5.0, 0.0)).is_none());
        assert!(merge(&glyph("e", 0.0, 0.0), &glyph("x", 0.0, 0.0)).is_none());
    }

    #[test]
    fn raised_accents_fold_into_the_capital_below() {
        let mut glyphs = vec![glyph("\u{b4}", 0.0, 10.0), glyph("E", 0.0, 12.2), glyph("x", 5.0, 12.2)];
        fold_raised(&mut glyphs);
        assert_eq!(glyphs.iter().map(|glyph| glyph.text.as_str()).collect::<String>(), "Éx");
    }
}
