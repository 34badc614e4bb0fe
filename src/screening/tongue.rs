//! Which language a CV is written in, by its small words.

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

/// The language's English name, when a twentieth of the words are its small words and no other comes near.
pub fn written_in(cv: &Cv) -> Option<&'static str> {
    let folded = &cv.doc.folded.text;
    let mut counts = [0usize; SMALL_WORDS.len()];
    let mut total = 0;
    for word in words(folded) {
        total += 1;
        let padded = format!(" {} ", &folded[word]);
        for (n, (_, small)) in SMALL_WORDS.iter().enumerate() {
            counts[n] += usize::from(small.contains(&padded));
        }
    }
    let (best, most) = counts.iter().enumerate().max_by_key(|(n, c)| (**c, std::cmp::Reverse(*n)))?;
    (most * 20 >= total && total >= 30).then(|| SMALL_WORDS[best].0)
}

/// The first line of running text: it shows the language.
pub fn sample(cv: &Cv) -> Option<Range<usize>> {
    let of = |n: &usize| cv.doc.line(*n).split_whitespace().count();
    let full =
        (0..cv.doc.lines.len()).filter(|n| !cv.is_ignored(&(cv.doc.lines[*n].start..cv.doc.lines[*n].start + 1)));
    let best = full.filter(|n| of(n) >= 6).max_by_key(|n| (of(n).min(14), std::cmp::Reverse(*n)))?;
    Some(cv.doc.line_range(best))
}
