//! Word lists, written as one text with bars between the words.

use std::collections::HashSet;

/// Folded words and phrases.
pub struct Phrases {
    all: Vec<&'static str>,
    set: HashSet<&'static str>,
}

impl Phrases {
    /// Reads `"one | two words | three"`; line ends count as spaces.
    pub fn new(text: &'static str) -> Phrases {
        let all: Vec<&str> = text.split('|').map(str::trim).filter(|word| !word.is_empty()).collect();
        Phrases { set: all.iter().copied().collect(), all }
    }

    pub fn iter(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.all.iter().copied()
    }

    /// Whether the word is one of these.
    pub fn has(&self, word: &str) -> bool {
        self.set.contains(word)
    }

    /// Whether the folded text holds one of these anywhere.
    pub fn any_in(&self, folded: &str) -> bool {
        self.all.iter().any(|phrase| folded.contains(phrase))
    }
}

/// A list that is read at its first use.
macro_rules! phrases {
    ($($(#[$about:meta])* $vis:vis $name:ident = $text:literal;)*) => {
        $($(#[$about])* $vis static $name: std::sync::LazyLock<$crate::screening::phrases::Phrases> =
            std::sync::LazyLock::new(|| $crate::screening::phrases::Phrases::new($text));)*
    };
}
pub(crate) use phrases;
