//! Text as searching reads it: words in lower case without accents, in letters and digits of ASCII alone. Both engines
//! get their words from here, so both find the same.

use std::ops::Range;

/// Longer words are cut: nobody types them, and an index has its limits.
const LONGEST: usize = 60;

/// A word and where in the text it stands, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    pub text: String,
    pub at: Range<usize>,
}

/// The words of a text, in order. "Zoë's C++" gives `zoe`, `s`, `cplusplus`.
pub fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut word = Word { text: String::new(), at: 0..0 };
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let starts_with_letter = word.text.starts_with(|c: char| c.is_ascii_lowercase());
        match c {
            'a'..='z' | '0'..='9' => put(&mut word, c, at..end),
            'A'..='Z' => put(&mut word, c.to_ascii_lowercase(), at..end),
            // C++, C#, F#: the sign is the name.
            '+' if starts_with_letter => extend(&mut word, "plus", end),
            '#' if starts_with_letter => extend(&mut word, "sharp", end),
            // Accents standing apart, and marks nobody sees.
            '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{feff}' => {}
            c if c.is_ascii() || !c.is_alphanumeric() => finish(&mut word, &mut found),
            c => {
                let plain = deunicode::deunicode_char(c).unwrap_or_default();
                for letter in plain.chars().filter(char::is_ascii_alphanumeric) {
                    put(&mut word, letter.to_ascii_lowercase(), at..end);
                }
                // Where a sign is a word, as in Chinese, it is written with a space behind it.
                if plain.ends_with(' ') {
                    finish(&mut word, &mut found);
                }
            }
        }
    }
    finish(&mut word, &mut found);
    found
}

/// The words alone.
pub fn folded(text: &str) -> Vec<String> {
    words(text).into_iter().map(|word| word.text).collect()
}

fn put(word: &mut Word, c: char, at: Range<usize>) {
    if word.text.is_empty() {
        word.at.start = at.start;
    }
    if word.text.len() < LONGEST {
        word.text.push(c);
    }
    word.at.end = at.end;
}

fn extend(word: &mut Word, more: &str, end: usize) {
    if word.text.len() + more.len() <= LONGEST {
        word.text.push_str(more);
    }
    word.at.end = end;
}

fn finish(word: &mut Word, found: &mut Vec<Word>) {
    if !word.text.is_empty() {
        found.push(std::mem::replace(word, Word { text: String::new(), at: 0..0 }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_umlauts_and_case_fold() {
        assert_eq!(folded("Zoë's Müller-Straße, ŁÓDŹ"), ["zoe", "s", "muller", "strasse", "lodz"]);
        assert_eq!(folded("re\u{301}sume\u{301}"), ["resume"]);
        assert_eq!(folded("Иван 北京"), ["ivan", "bei", "jing"]);
    }

    #[test]
    fn signs_that_are_names_stay() {
        assert_eq!(
            folded("C++/C# and .NET, 5+ years"),
            ["cplusplusplus".replacen("plus", "", 1).as_str(), "csharp", "and", "net", "5", "years"]
        );
    }

    #[test]
    fn words_know_where_they_stand() {
        let text = "In Łódź: Kafka";
        let places: Vec<&str> = words(text).into_iter().map(|word| &text[word.at]).collect();
        assert_eq!(places, ["In", "Łódź", "Kafka"]);
    }
}
