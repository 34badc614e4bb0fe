//! Which language a CV is written in, by its small words.

use std::collections::HashMap;
use std::ops::Range;

use super::cv::Cv;
use super::text::words;

const SMALL_WORDS: [(&str, &str); 7] = [
    ("English", " the and of to in for with from on as by at an is was were "),
    ("German", " und der die das mit von fur im bei den des zur zum als auf eine einer sowie seit "),
    ("French", " et de des les la le du en pour dans avec sur au aux une par depuis "),
    ("Spanish", " y de la el los las en con para del por una al desde como "),
    ("Portuguese", " e de da do das dos em com para os uma na no ao pela pelo desde "),
    ("Italian", " e di del della dei delle il lo la gli con per una nel presso dal "),
    ("Dutch", " en van de het een met voor bij op als naar aan sinds door te "),
];

/// Languages in Latin letters that the rules have no section words for.
const UNREAD: [(&str, &str); 9] = [
    ("Polish", " i w z na do oraz sie przez od dla jako roku pracy "),
    ("Czech", " a v na se s pro od do jako ve z praxe let "),
    ("Swedish", " och att i pa som for med av till jag ett fran "),
    ("Danish or Norwegian", " og i pa som til med av af for jeg et fra ved "),
    ("Turkish", " ve bir ile icin olarak olan bu da yil "),
    ("Romanian", " si in de la cu pe din pentru sau am "),
    ("Hungarian", " es a az egy hogy mint vagy volt "),
    ("Finnish", " ja on oli seka olen kuin mutta vuonna "),
    ("Croatian or Serbian", " i u na za se je od sa kao rada "),
];

/// The language of a CV when it is one that the rules read in part only.
pub fn unread(cv: &Cv) -> Option<&'static str> {
    let (language, found, total) = most(cv, &UNREAD)?;
    let (_, known, _) = most(cv, &SMALL_WORDS)?;
    (total >= 60 && found * 16 >= total && found * 3 > known * 4).then_some(language)
}

/// The language with the most small words, how many there are, and all words.
fn most(cv: &Cv, languages: &[(&'static str, &'static str)]) -> Option<(&'static str, usize, usize)> {
    let folded = &cv.doc.folded.text;
    let mut of: HashMap<&str, Vec<usize>> = HashMap::new();
    for (n, (_, small)) in languages.iter().enumerate() {
        small.split_whitespace().for_each(|word| of.entry(word).or_default().push(n));
    }
    let mut counts = vec![0usize; languages.len()];
    let mut total = 0;
    for word in words(folded) {
        total += 1;
        of.get(&folded[word]).into_iter().flatten().for_each(|n| counts[*n] += 1);
    }
    let (best, count) = counts.iter().enumerate().max_by_key(|(n, c)| (**c, std::cmp::Reverse(*n)))?;
    Some((languages[best].0, *count, total))
}

/// The language's English name, when a twentieth of the words are its small words and no other comes near.
pub fn written_in(cv: &Cv) -> Option<&'static str> {
    let (language, most, total) = most(cv, &SMALL_WORDS)?;
    (most * 20 >= total && total >= 30).then_some(language)
}

/// The first line of running text: it shows the language.
pub fn sample(cv: &Cv) -> Option<Range<usize>> {
    let of = |n: &usize| cv.doc.line(*n).split_whitespace().count();
    let full =
        (0..cv.doc.lines.len()).filter(|n| !cv.is_ignored(&(cv.doc.lines[*n].start..cv.doc.lines[*n].start + 1)));
    let best = full.filter(|n| of(n) >= 6).max_by_key(|n| (of(n).min(14), std::cmp::Reverse(*n)))?;
    Some(cv.doc.line_range(best))
}
