//! Who the CV is of and how to reach them: name, e-mail, phone, links, location, headline.

use std::sync::LazyLock;

use regex::Regex;

use super::phrases::phrases;
use super::taxonomy::{Kind, Mention, TAXONOMY};
use super::text::{Line, fold};

static EMAIL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)[a-z0-9][a-z0-9._%+'\-]*\s?@\s?[a-z0-9][a-z0-9\-]*(?:\.[a-z0-9\-]+)*\.[a-z]{2,}"));
static LINK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"(?i)(?-u:\b)(?:https?://[^\s<>()"',;|]+|www\.[^\s<>()"',;|]+|(?:[a-z]{2,3}\.)?(?:linkedin\.com|github\.com|gitlab\.com|bitbucket\.org|xing\.com|stackoverflow\.com|behance\.net|dribbble\.com|medium\.com|kaggle\.com|orcid\.org|researchgate\.net|twitter\.com)/[^\s<>()"',;|]+|[a-z0-9\-]+(?:\.[a-z0-9\-]+)*\.(?:com|org|net|io|dev|me|co\.uk|de|fr|es|it|nl|pt|eu|ch|at|info|app|design)(?:/[^\s<>()"',;|]*)?)"#,
    )
});
static PHONE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:\+|\(\+?|(?-u:\b)00|(?-u:\b))\d[\d\s().\-/–‑·]{5,24}\d(?-u:\b)"));
static CITY_REGION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u:\b)(\p{Lu}[\p{L}.'’\-]+(?:\s\p{Lu}[\p{L}.'’\-]+){0,3})\s?,\s?([A-Z]{2})(?-u:\b)(?:[,\s]+\d{5}(?:-\d{4})?)?",
    )
});
static POSTAL_CITY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?-u:\b)(?:[A-Z]{1,2}-)?\d{4,5}\s+(\p{Lu}[\p{L}.'’\-]+(?:[ \-](?:am|an der|\p{Lu}[\p{L}.'’\-]+)){0,2})")
});

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a fixed pattern")
}

fn once(items: impl Iterator<Item = String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for item in items {
        if !item.is_empty() && !kept.contains(&item) {
            kept.push(item);
        }
    }
    kept
}

/// E-mail addresses, as written but without stray spaces, each once; those given as links come last.
pub fn emails(text: &str, links: &[String]) -> Vec<String> {
    let written =
        EMAIL.find_iter(text).filter(|m| !m.as_str().contains('\n')).map(|m| m.as_str().split_whitespace().collect());
    let linked =
        links.iter().filter_map(|l| l.strip_prefix("mailto:")).map(|l| l.split('?').next().unwrap_or(l).to_string());
    let mut found: Vec<String> = Vec::new();
    for email in written.chain(linked) {
        if !found.iter().any(|known| known.eq_ignore_ascii_case(&email)) {
            found.push(email);
        }
    }
    found
}

/// Phone numbers as written. Dates, years and long ids are not taken for phones.
pub fn phones(text: &str) -> Vec<String> {
    let found = text.lines().flat_map(|line| {
        let labelled = {
            let folded = fold(line);
            [
                "phone",
                "mobile",
                "cell",
                "tel",
                "mobil",
                "telefon",
                "handy",
                "movil",
                "portable",
                "gsm",
                "fax",
                "whatsapp",
                "cellulare",
            ]
            .iter()
            .any(|word| folded.contains(word))
        };
        PHONE.find_iter(line).filter_map(move |m| phone(line, m.start(), m.as_str(), labelled)).collect::<Vec<_>>()
    });
    once(found)
}

fn phone(line: &str, start: usize, written: &str, labelled: bool) -> Option<String> {
    let written = match line[..start].chars().next_back() {
        Some('+') => format!("+{written}"),
        Some('(') if written.contains(')') && !written.starts_with('(') => format!("({written}"),
        Some(c) if c.is_alphanumeric() || matches!(c, '/' | '@' | '#' | '_' | '.' | '=' | '-') => return None,
        _ => written.to_string(),
    };
    // "94588 (555) 123-4567": a postal code stands before the area code.
    let written = match written.split_once(" (") {
        Some((before, rest)) if before.len() == 5 && before.bytes().all(|b| b.is_ascii_digit()) => format!("({rest}"),
        _ => written,
    };
    // "09.2018 – 02.2023" is a period. The day matters only for what still lasts.
    let spaced = written.contains(['–', '-']) && !written.starts_with(['+', '(']);
    if spaced && super::dates::periods(&written, chrono::NaiveDate::MAX).iter().any(|p| !p.single) {
        return None;
    }
    let digits = written.chars().filter(char::is_ascii_digit).count();
    let international = written.starts_with('+') || written.starts_with("00") || written.starts_with("(+");
    let groups: Vec<&str> = written.split(|c: char| !c.is_ascii_digit()).filter(|g| !g.is_empty()).collect();
    let year = |g: &&str| g.len() == 4 && (g.starts_with("19") || g.starts_with("20"));
    if !(7..=15).contains(&digits)
        || (groups.iter().all(|g| year(g) || g.len() <= 2) && groups.iter().any(year) && !labelled)
    {
        return None;
    }
    let trunk = written.starts_with('0') || written.starts_with('(');
    let grouped = groups.len() >= 3 && groups.iter().all(|g| g.len() <= 5);
    let plain = groups.len() == 1 && digits >= 9 && trunk;
    let north = groups.len() == 2 && digits == 10;
    if written.contains(" - ") && !(international || labelled || trunk) {
        return None;
    }
    if !(international || labelled || (grouped && digits >= 8) || (trunk && digits >= 8) || plain || north) {
        return None;
    }
    if groups.len() >= 2 && groups.windows(2).any(|w| year(&w[0]) && year(&w[1])) {
        return None;
    }
    let open = written.matches('(').count() > written.matches(')').count();
    let closed = if open { written.replace('(', "") } else { written };
    Some(closed.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Addresses of pages, from the text and from the link targets of the file, each once.
pub fn links(text: &str, given: &[String]) -> Vec<String> {
    let emails: Vec<(usize, usize)> = EMAIL.find_iter(text).map(|m| (m.start(), m.end())).collect();
    let written = LINK
        .find_iter(text)
        .filter(|m| !emails.iter().any(|(a, b)| m.start() < *b && *a < m.end()))
        .filter(|m| !text[..m.start()].ends_with(['@', '.', '/', '-']))
        .map(|m| m.as_str().trim_end_matches(['.', ':', '/', ')']).to_string());
    let mut found: Vec<String> = Vec::new();
    let targets = given.iter().filter(|l| l.starts_with("http")).map(|l| l.trim_end_matches('/').to_string());
    for link in targets.chain(written) {
        let bare = |l: &str| {
            l.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.").to_lowercase()
        };
        if !found.iter().any(|known| bare(known) == bare(&link)) {
            found.push(link);
        }
    }
    found
}

/// Where the person lives: a labelled line, else a place or "City, ST" near the top or beside the contacts.
pub fn location(
    text: &str,
    lines: &[Line],
    mentions: &[Mention],
    personal: &[(usize, usize)],
    name: Option<&str>,
) -> Option<String> {
    let name = fold(name.unwrap_or_default());
    let top = lines.iter().filter(|l| !l.is_blank()).take(14).map(|l| (l.start, l.end));
    let contact_lines = lines
        .iter()
        .filter(|l| EMAIL.is_match(l.of(text)) || l.of(text).contains("+"))
        .map(|l| (l.start, l.end))
        .take(2);
    // Where a side bar is read first, the place stands under the name.
    let named = (!name.is_empty()).then(|| lines.iter().position(|l| fold(l.of(text)) == name)).flatten();
    let under = named.map(|n| lines.iter().skip(n + 1).filter(|l| !l.is_blank()).take(3)).into_iter().flatten();
    let under = under.map(|l| (l.start, l.end));
    let candidates: Vec<(usize, usize)> =
        under.chain(top).chain(personal.iter().copied()).chain(contact_lines).collect();
    for (start, end) in &candidates {
        let line = &text[*start..*end];
        let folded = fold(line);
        let labels = [
            "location",
            "address",
            "adresse",
            "wohnort",
            "anschrift",
            "domicilio",
            "direccion",
            "indirizzo",
            "adres",
            "morada",
            "lieu",
            "based in",
            "residence",
            "ubicacion",
        ];
        if labels.iter().any(|label| folded.starts_with(label))
            && let Some((_, value)) = line.split_once([':', '\t'])
            && !value.trim().is_empty()
        {
            return Some(place_in(text, *start, *end, mentions).unwrap_or_else(|| value.trim().to_string()));
        }
    }
    candidates.iter().find_map(|(start, end)| {
        let line = &text[*start..*end];
        let birth = [
            "born",
            "birth",
            "geboren",
            "geburt",
            "naissance",
            "nacimiento",
            "nascita",
            "nationality",
            "university",
            "universitat",
        ];
        let folded = fold(line);
        if birth.iter().any(|word| folded.contains(word)) || line.chars().count() > 160 {
            return None;
        }
        // A first name may be a city's.
        let past_name = if !name.is_empty() && folded.starts_with(&name) {
            line.split_whitespace().take(name.split(' ').count()).map(|w| w.len() + 1).sum::<usize>().min(line.len())
        } else {
            0
        };
        let from = (*start + past_name..=*end).find(|at| text.is_char_boundary(*at)).unwrap_or(*end);
        place_in(text, from, *end, mentions)
    })
}

/// The place named in a range of the text, with its region or country when written beside it.
pub fn place_in(text: &str, start: usize, end: usize, mentions: &[Mention]) -> Option<String> {
    let line = &text[start..end];
    if let Some(found) = CITY_REGION.captures(line).and_then(|c| Some((c.get(1)?.as_str(), c.get(2)?.as_str()))) {
        return Some(format!("{}, {}", last_words(found.0, line), found.1));
    }
    let geo: Vec<&Mention> = mentions
        .iter()
        .filter(|m| {
            m.start >= start
                && m.end <= end
                && matches!(TAXONOMY.concept(m.concept).kind, Kind::Place | Kind::Country)
                && !is_street(&text[m.end..end])
                && !names_street(&text[start..m.start])
        })
        .collect();
    if let Some(place) = geo.iter().find(|m| TAXONOMY.concept(m.concept).kind == Kind::Place) {
        let country = geo.iter().find(|m| TAXONOMY.concept(m.concept).kind == Kind::Country && m.start >= place.end);
        let city = text[place.start..place.end].to_string();
        return Some(match country {
            Some(country) => format!("{city}, {}", &text[country.start..country.end]),
            None => city,
        });
    }
    let postal = POSTAL_CITY.captures(line).and_then(|c| c.get(1));
    if let Some(city) =
        postal.filter(|city| !is_street(&line[city.end()..]) && !STREETS.has(fold(last_word(city.as_str())).as_str()))
    {
        return Some(city.as_str().to_string());
    }
    geo.first().map(|m| text[m.start..m.end].to_string())
}

phrases! {
    STREETS = "\
        street | st | road | rd | avenue | ave | drive | dr | lane | ln | circle | way | court | ct | place | pl | boulevard | \
        blvd | square | terrace | close | crescent | highway | parkway | row | strasse | str | weg | platz | allee | gasse";
}

fn last_word(words: &str) -> &str {
    words.rsplit(' ').next().unwrap_or(words)
}

/// What follows a name makes it a street's: "Maple | Avenue".
fn is_street(after: &str) -> bool {
    let next = after.split_whitespace().next().unwrap_or_default();
    let joined = after.starts_with(' ') || after.starts_with('-');
    joined && STREETS.has(fold(next).trim_matches(['.', ',', '-']))
}

/// A word before a name makes it a street's, too: "Via | Roma".
fn names_street(before: &str) -> bool {
    let last = before.trim_end().rsplit(' ').next().unwrap_or_default();
    let folded = fold(last);
    [
        "via", "viale", "corso", "piazza", "rue", "avenue", "calle", "c/", "avda", "avda.", "plaza", "rua", "av.",
        "travessa",
    ]
    .contains(&folded.as_str())
}

/// In "1 Main Street, New Cityland, CA" the city is what follows the last comma before the region.
fn last_words(city: &str, _line: &str) -> String {
    let street = ["street", "st.", "road", "rd", "avenue", "ave", "drive", "lane", "st"];
    let words: Vec<&str> = city.split(' ').collect();
    let skip = words.iter().rposition(|w| street.contains(&w.to_lowercase().as_str())).map_or(0, |n| n + 1);
    let rest = words[skip..].join(" ");
    if rest.is_empty() { city.to_string() } else { rest }
}

/// Whether a line carries an address, a number or a link rather than words about the person.
pub fn is_contact_line(line: &str) -> bool {
    EMAIL.is_match(line) || !phones(line).is_empty() || LINK.is_match(line)
}

/// A phrase that names the kind of document, not the person.
pub fn is_document_title(line: &str) -> bool {
    let folded = fold(line.trim_matches(|c: char| !c.is_alphanumeric()));
    let words = [
        "curriculum vitae",
        "curriculum vitæ",
        "resume",
        "cv",
        "lebenslauf",
        "hoja de vida",
        "curriculo",
        "curriculum",
        "europass",
        "resume template",
        "personal information",
        "profile",
        "contact",
    ];
    words.contains(&folded.as_str())
        || folded.ends_with(" resume")
        || folded.ends_with(" template")
        || folded.ends_with(" cv")
        || folded.starts_with("last updated")
}
