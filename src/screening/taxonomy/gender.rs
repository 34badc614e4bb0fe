//! The feminine forms of titles, so that a file names each title once: "infirmier", "infirmière"; "técnico", "técnica".

/// Endings of masculine titles with their feminine ones, longest first. A form that no language has is never met.
const ENDINGS: [(&str, &[&str]); 20] = [
    ("leiter", &["leiterin"]),
    ("teur", &["trice", "teuse"]),
    ("iere", &["iera"]),
    ("tore", &["trice"]),
    ("eiro", &["eira"]),
    ("ario", &["aria"]),
    ("ier", &["ière"]),
    ("eur", &["euse", "eure"]),
    ("ien", &["ienne"]),
    ("ero", &["era"]),
    ("ado", &["ada"]),
    ("ico", &["ica"]),
    ("ivo", &["iva"]),
    ("ogo", &["oga"]),
    ("aio", &["aia"]),
    ("ant", &["ante"]),
    ("ent", &["ente"]),
    ("if", &["ive"]),
    ("or", &["ora"]),
    ("é", &["ée"]),
];

/// Endings that German titles take "in" after when more words follow: "Projektleiter Bahn", "Projektleiterin Bahn".
const GERMAN: [&str; 13] = [
    "ingenieur",
    "techniker",
    "planer",
    "berater",
    "entwickler",
    "lehrer",
    "fahrer",
    "prüfer",
    "monteur",
    "mechaniker",
    "arbeiter",
    "verkäufer",
    "pfleger",
];

/// The feminine forms of a title: of its first word alone ("technicienne qualité"), and of all its words ("técnica
/// administrativa").
pub(super) fn feminine(title: &str) -> Vec<String> {
    if title.ends_with(['!', '?']) {
        return Vec::new();
    }
    let (first, rest) = title.split_once(' ').unwrap_or((title, ""));
    let with = |first: String, rest: &str| if rest.is_empty() { first } else { format!("{first} {rest}") };
    let mut forms: Vec<String> = Vec::new();
    if !rest.is_empty() && GERMAN.iter().any(|stem| first.to_lowercase().ends_with(stem)) {
        forms.push(format!("{first}in {rest}"));
    }
    for word in feminine_words(first) {
        let agreeing: Vec<String> =
            rest.split(' ').map(|w| feminine_words(w).into_iter().next().unwrap_or_else(|| w.to_string())).collect();
        let agreeing = agreeing.join(" ");
        if agreeing != rest {
            forms.push(with(word.clone(), &agreeing));
        }
        forms.push(with(word, rest));
    }
    forms
}

fn feminine_words(word: &str) -> Vec<String> {
    let found = ENDINGS.iter().find_map(|(ending, with)| Some((word.strip_suffix(ending)?, with)));
    found.map(|(stem, with)| with.iter().map(|ending| format!("{stem}{ending}")).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::feminine;

    #[test]
    fn titles_have_their_feminine_forms() {
        assert_eq!(feminine("infirmier"), ["infirmière"]);
        assert_eq!(feminine("directeur commercial"), ["directrice commercial", "directeuse commercial"]);
        assert_eq!(feminine("técnico administrativo"), ["técnica administrativa", "técnica administrativo"]);
        assert_eq!(feminine("Verkäufer im Außendienst"), ["Verkäuferin im Außendienst"]);
        assert!(feminine("nurse").is_empty());
    }
}
