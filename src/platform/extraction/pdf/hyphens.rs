//! Joins words that were broken at line ends.

use std::collections::HashSet;

/// First halves of words that keep their hyphen wherever the line breaks.
const COMPOUNDS: [&str; 17] = [
    "client", "cost", "cross", "customer", "decision", "fast", "front", "full", "hands", "large", "low", "peer",
    "problem", "self", "third", "two", "user",
];
/// Fewer broken words than this: not the work of a typesetter that hyphenates.
const FEWEST: usize = 3;

/// Moves the rest of "experi-⏎ence" up. The hyphen goes when the word stands whole elsewhere, or when the document
/// breaks many words and nothing says that the hyphen belongs to this one.
pub fn join(text: &str) -> String {
    let lines: Vec<&str> = text.split('\n').collect();
    let broken = lines.windows(2).filter(|pair| halves(pair[0], pair[1]).is_some()).count();
    if broken == 0 {
        return text.to_owned();
    }
    let words: HashSet<&str> = text.split(|c: char| !c.is_alphanumeric() && c != '-').collect();
    let is_soft = |first: &str, second: &str| {
        words.contains(format!("{first}{second}").as_str())
            || broken >= FEWEST && !words.contains(format!("{first}-{second}").as_str()) && !COMPOUNDS.contains(&first)
    };
    let mut joined: Vec<String> = Vec::with_capacity(lines.len());
    for line in lines {
        let Some(above) = joined.last_mut() else {
            joined.push(line.to_owned());
            continue;
        };
        let Some(soft) = halves(above, line).map(|(first, second)| is_soft(first, second)) else {
            joined.push(line.to_owned());
            continue;
        };
        if soft {
            above.pop();
        }
        let (moved, rest) = line.split_once(' ').unwrap_or((line, ""));
        above.push_str(moved);
        if !rest.is_empty() {
            joined.push(rest.to_owned());
        }
    }
    joined.join("\n")
}

/// The halves of a word broken between two lines: small letters on both sides, at least two of each.
fn halves<'a>(above: &'a str, below: &'a str) -> Option<(&'a str, &'a str)> {
    let above = above.strip_suffix(['-', '\u{2010}'])?;
    let first = above.rsplit(|c: char| !c.is_alphabetic()).next()?;
    let second = below.split(|c: char| !c.is_alphabetic()).next()?;
    let breaks = |half: &str| half.chars().nth(1).is_some();
    let small = |c: Option<char>| c.is_some_and(char::is_lowercase);
    (breaks(first) && breaks(second) && small(first.chars().next_back()) && small(second.chars().next()))
        .then_some((first, second))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hyphenating_typesetter_is_undone() {
        let text = "long experi-\nence, and deploy-\nment of full-\nstack sys-\ntems\n\nend";
        assert_eq!(join(text), "long experience,\nand deployment\nof full-stack\nsystems\n\nend");
    }

    #[test]
    fn lone_hyphens_stay_unless_the_word_is_known_whole() {
        assert_eq!(join("cloud-\nnative apps"), "cloud-native\napps");
        assert_eq!(join("Kuber-\nnetes. Kubernetes"), "Kubernetes.\nKubernetes");
    }

    #[test]
    fn other_hyphens_are_left() {
        for text in ["2012-\n2015", "IT-\nProjekt", "a -\nb", "state-\n\nof", "Software-\nEntwicklung"] {
            assert_eq!(join(text), text);
        }
    }
}
