//! Guessing category, importance and weight of a single requirement from its words.

use crate::screening::contract::{Category, Importance, Requirement};
use crate::screening::matching::Ask;
use crate::screening::phrases::phrases;
use crate::screening::taxonomy::Kind;
use crate::screening::text::{fold, unbullet};

phrases! {
    NICE_WORDS = "\
        nice to have | a plus | is plus | ideally | preferably | preferred | desirable | advantage | bonus | \
        optional | beneficial | welcome | would be great | von vorteil | wunschenswert | idealerweise | gerne \
        auch | ein plus | serait un plus | est un plus | un atout | souhaite | idealement | appreciee | deseable \
        | valorable | se valora | idealmente | gradita | gradito | preferibil | un pre | is een pre | bij \
        voorkeur | pluspunt | desejavel | valoriza | preferencial";
}

/// A typed line as a requirement. "must:" and "nice:" at its start decide the importance and are taken off; else the
/// words do ("ideally", "a plus", "von Vorteil"), and a line that says nothing is a must. Must weighs 3, nice 1.
pub fn requirement_from_line(line: &str) -> Requirement {
    let (bare, _) = unbullet(line.trim());
    let (stated, text) = prefix(bare);
    let folded = fold(text);
    let importance = stated.unwrap_or(if NICE_WORDS.any_in(&folded) { Importance::Nice } else { Importance::Must });
    Requirement {
        id: String::new(),
        text: text.trim().to_string(),
        category: category(text),
        importance,
        weight: if importance == Importance::Must { 3 } else { 1 },
    }
}

fn prefix(line: &str) -> (Option<Importance>, &str) {
    let Some((label, rest)) = line.split_once(':') else { return (None, line) };
    let importance = match fold(label).as_str() {
        "must" | "must have" | "required" | "muss" | "pflicht" | "obligatoire" | "requerido" => Importance::Must,
        "nice" | "nice to have" | "plus" | "optional" | "preferred" | "kann" | "wunsch" | "souhaite" | "deseable"
        | "bonus" => Importance::Nice,
        _ => return (None, line),
    };
    (Some(importance), rest.trim())
}

/// The category that the words of a requirement point to.
pub fn category(text: &str) -> Category {
    let ask = Ask::of(text);
    let has = |kind: Kind| !ask.of_kind(kind).is_empty();
    let degree = has(Kind::Degree)
        || ask.has(&[
            "degree",
            "studium",
            "hochschulabschluss",
            "diplome",
            "titulacion",
            "laurea",
            "university education",
            "apprenticeship",
            "ausbildung",
            "opleiding",
        ]);
    let spoken = ask.has(&[
        "fluent",
        "speak",
        "spoken",
        "written",
        "language",
        "sprach",
        "deutschkenntnisse",
        "englischkenntnisse",
        "langue",
        "idioma",
        "lingua",
        "courant",
        "native",
        "kenntnisse",
        "taal",
        "anglais",
        "english",
        "german",
    ]);
    let years = ask.years.is_some();
    let experience = ask.has(&[
        "experience",
        "erfahrung",
        "background",
        "track record",
        "experiencia",
        "esperienza",
        "ervaring",
        "worked",
        "years",
        "jahre",
    ]);
    let placed = has(Kind::Place) || has(Kind::Country);
    if !years && has(Kind::Certificate) {
        return Category::Certificate;
    }
    if years && !(degree && ask.groups.is_empty()) {
        return Category::Experience;
    }
    if degree {
        return Category::Qualification;
    }
    if has(Kind::Language) && (has(Kind::Level) || spoken || ask.left_over.is_empty()) {
        return Category::Language;
    }
    if ask.has(&[
        "certificat",
        "certified",
        "licence",
        "license",
        "zertifi",
        "fuhrerschein",
        "permis ",
        "habilitation",
        "accredit",
        "registration with",
    ]) {
        return Category::Certificate;
    }
    let place_words = [
        "based in",
        "located",
        "live in",
        "living in",
        "on site",
        "onsite",
        "relocat",
        "commut",
        "wohnhaft",
        "wohnort",
        "umzug",
        "remote",
        "hybrid",
        "work permit",
        "right to work",
        "authorized to work",
        "authorised to work",
        "residen",
        "ubicad",
        "base a",
        "bases a",
    ];
    if ask.has(&place_words) || (placed && ask.groups.is_empty() && ask.left_over.len() <= 2) {
        return Category::Location;
    }
    if has(Kind::Title) || (experience && ask.has(&["leading", "managing", "supervis", "fuhrung"])) {
        return Category::Experience;
    }
    if has(Kind::Sector)
        && (!has(Kind::Skill)
            || ask.has(&["sector", "industry", "branche", "secteur", "environment", "umfeld", "settore"]))
    {
        return Category::Sector;
    }
    if has(Kind::Skill) {
        return Category::Skill;
    }
    if has(Kind::Field) && ask.left_over.len() <= 1 && !experience {
        return Category::Qualification;
    }
    if experience && ask.left_over.len() <= 4 { Category::Experience } else { Category::Other }
}
