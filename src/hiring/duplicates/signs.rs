//! What tells that two CVs may be one person's: cheap words to look up by, from a CV alone.

use crate::screening::Parsed;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// Sites on which an address with a path is one person's.
const PROFILES: [&str; 10] = [
    "linkedin.com",
    "xing.com",
    "github.com",
    "gitlab.com",
    "bitbucket.org",
    "stackoverflow.com",
    "behance.net",
    "dribbble.com",
    "kaggle.com",
    "orcid.org",
];

/// Country codes of two digits. 1 and 7 are codes by themselves; all others have three (ITU-T E.164).
const TWO_DIGITS: [&str; 43] = [
    "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48", "49", "51",
    "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81", "82", "84", "86", "90",
    "91", "92", "93", "94", "95",
];

/// Words that are kept, and the words of others they meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sign {
    pub kept: Vec<String>,
    pub meets: Vec<String>,
}

impl Sign {
    fn own(word: String) -> Sign {
        Sign { meets: vec![word.clone()], kept: vec![word] }
    }
}

/// What a CV tells of a person: addresses, numbers, profiles, name with employers and schools, and its text.
pub fn signs(parsed: &Parsed, text: &str) -> Vec<Sign> {
    let mut signs: Vec<Sign> = Vec::new();
    signs.extend(parsed.emails.iter().take(5).map(|email| Sign::own(format!("email:{}", email.to_lowercase()))));
    signs.extend(parsed.phones.iter().take(5).filter_map(|phone| phone_sign(phone)));
    signs.extend(parsed.links.iter().filter_map(|link| profile(link)).take(10).map(Sign::own));
    signs.extend(named(parsed).into_iter().map(Sign::own));
    signs.extend(bands(text).into_iter().map(Sign::own));
    signs
}

/// A number with its country meets the same number with the same country, or one without any; a number without a country
/// meets both.
fn phone_sign(written: &str) -> Option<Sign> {
    let written = written.replace("(0)", "");
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let abroad = match written.trim_start_matches([' ', '(']) {
        rest if rest.starts_with('+') => Some(digits.clone()),
        rest if rest.starts_with("00") => digits.strip_prefix("00").map(str::to_owned),
        _ => None,
    };
    match abroad {
        Some(digits) if (8..=15).contains(&digits.len()) => {
            let country = match digits.get(..2)? {
                code if code.starts_with(['1', '7']) => 1,
                code if TWO_DIGITS.contains(&code) || code == "98" => 2,
                _ => 3,
            };
            let national = digits.get(country..)?.trim_start_matches('0');
            let whole = format!("tel:+{digits}");
            Some(Sign {
                kept: vec![whole.clone(), format!("end:{national}")],
                meets: vec![whole, format!("tel:{national}")],
            })
        }
        None if (8..=12).contains(&digits.len()) => {
            let national = digits.trim_start_matches('0');
            let own = format!("tel:{national}");
            Some(Sign { kept: vec![own.clone()], meets: vec![own, format!("end:{national}")] })
        }
        _ => None,
    }
}

/// A profile's address without what varies: scheme, www, country, query, closing slash.
fn profile(link: &str) -> Option<String> {
    let link = link.to_lowercase();
    let link = link.split_once("://").map_or(&*link, |(_, rest)| rest);
    let (host, path) = link.split_once('/')?;
    let path = path.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let site = PROFILES.into_iter().find(|site| host == *site || host.ends_with(&format!(".{site}")))?;
    (!path.is_empty() && path != "in" && path != "profile").then(|| format!("link:{site}/{path}"))
}

/// A name together with each of the latest employers and each school: a name alone says little.
fn named(parsed: &Parsed) -> Vec<String> {
    let Some(name) = parsed.name.as_deref().map(plain).filter(|name| name.contains(' ')) else { return Vec::new() };
    let employers = parsed.jobs.iter().take(3).filter_map(|job| job.company.as_deref());
    let schools = parsed.education.iter().take(3).filter_map(|studied| studied.institution.as_deref());
    let places: BTreeSet<String> = employers.chain(schools).map(plain).filter(|place| place.len() > 2).collect();
    places.into_iter().map(|place| format!("name:{name}|{place}")).collect()
}

/// Lower case, without accents and punctuation, words in a fixed order: "Núñez, Ana" is "ana nunez".
fn plain(text: &str) -> String {
    let base: String = text.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).collect();
    let base = base.to_lowercase();
    let mut words: Vec<&str> = base.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    words.join(" ")
}

/// How many numbers describe a text, and how many make a band: texts that share seven of ten passages nearly always
/// share a band, those that share three hardly ever.
const NUMBERS: usize = 24;
const BAND: usize = 6;
/// Words in a passage, and the shortest text that is compared.
const PASSAGE: usize = 4;
const SHORTEST: usize = 60;

/// The passages of a text: every run of four words, as a number.
pub fn passages(text: &str) -> BTreeSet<u64> {
    let text = text.to_lowercase();
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.len() < SHORTEST {
        return BTreeSet::new();
    }
    words.windows(PASSAGE).map(|run| hash(&run.join(" "))).collect()
}

/// How much two texts share, from 0 to 1.
pub fn alike(a: &BTreeSet<u64>, b: &BTreeSet<u64>) -> f64 {
    let shared = a.intersection(b).count();
    let all = a.len() + b.len() - shared;
    if all == 0 { 0.0 } else { shared as f64 / all as f64 }
}

/// MinHash: for each of a few shuffles the passage that comes first. Equal numbers mean equal passages about as often
/// as the texts share passages.
fn bands(text: &str) -> Vec<String> {
    let passages = passages(text);
    if passages.is_empty() {
        return Vec::new();
    }
    let firsts: Vec<u64> = (0..NUMBERS as u64)
        .map(|turn| passages.iter().map(|passage| mix(passage ^ mix(turn + 1))).min().unwrap_or_default())
        .collect();
    let band = |(index, numbers): (usize, &[u64])| {
        let folded = numbers.iter().fold(0, |folded, number| mix(folded ^ number));
        format!("text:{index}:{folded:016x}")
    };
    firsts.chunks(BAND).enumerate().map(band).collect()
}

fn hash(text: &str) -> u64 {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use super::{alike, bands, passages, phone_sign, plain, profile};

    fn meet(a: &str, b: &str) -> bool {
        let (a, b) = (phone_sign(a).unwrap(), phone_sign(b).unwrap());
        let finds = |a: &super::Sign, b: &super::Sign| a.meets.iter().any(|word| b.kept.contains(word));
        assert_eq!(finds(&a, &b), finds(&b, &a), "whoever comes second");
        finds(&a, &b)
    }

    #[test]
    fn numbers_are_told_apart_with_their_country() {
        assert!(meet("+351 21 555 0142", "00351 215550142"));
        assert!(meet("+49 (0)30 901820", "+49 30 901820"));
        assert!(meet("+49 30 901820", "030 / 90 18 20"), "the other leaves its country out");
        assert!(meet("030 901820", "(030) 90-18-20"));
        assert!(!meet("+351 215550142", "+34 215550142"), "the same digits in another country");
        assert!(!meet("+44 20 7946 0958", "020 7946 0959"));
        assert!(phone_sign("12 34").is_none() && phone_sign("+1").is_none() && phone_sign("").is_none());
    }

    #[test]
    fn profiles_are_told_by_site_and_path() {
        assert_eq!(
            profile("https://www.LinkedIn.com/in/ada-quill/?locale=de").as_deref(),
            Some("link:linkedin.com/in/ada-quill")
        );
        assert_eq!(profile("de.linkedin.com/in/ada-quill"), profile("linkedin.com/in/ada-quill"));
        assert_eq!(
            (profile("github.com"), profile("https://tidemark.example/about"), profile("notgithub.com/ada")),
            (None, None, None)
        );
    }

    #[test]
    fn names_are_compared_without_accents_and_order() {
        assert_eq!(plain("Núñez, Ana"), "ana nunez");
        assert_eq!(plain("ANA NUNEZ"), "ana nunez");
    }

    #[test]
    fn texts_with_much_in_common_share_a_band() {
        let text: String = (0..300).map(|n| format!("word{} ", n * 7919 % 1000)).collect();
        let edited = text.replacen("word", "other", 6);
        assert!(alike(&passages(&text), &passages(&edited)) > 0.7);
        assert!(bands(&text).iter().any(|band| bands(&edited).contains(band)));
        let else_: String = (0..300).map(|n| format!("text{} ", n * 7907 % 1000)).collect();
        assert!(!bands(&text).iter().any(|band| bands(&else_).contains(band)));
        assert!(bands("too short to say").is_empty());
    }
}
