//! The parts of a job description: what is required, what is nice, what is duty, benefit or praise.

use crate::screening::phrases::{Phrases, phrases};
use crate::screening::text::{fold, unbullet};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Must,
    Nice,
    Duties,
    Benefits,
    Company,
    Other,
}

/// A run of lines of one part, the heading not among them.
#[derive(Clone, Copy, Debug)]
pub struct Stretch {
    pub part: Part,
    pub first: usize,
    pub end: usize,
}

phrases! {
    NICE = "\
        nice to have | nice-to-have | preferred | bonus | plus | desirable | desired | optional | good to have | \
        ideally | extra | von vorteil | wunschenswert | idealerweise | pluspunkte | atout | atouts | souhaite | \
        apprecie | deseable | valorable | se valorara | gradito | preferibile | costituisce un plus | pre | wens \
        | pluspunt | desejavel | diferenciais | valorizado | stand out";
    MUST = "\
        requirements | requirement | required | qualifications | what you bring | what you ll bring | what you \
        will bring | you bring | must have | must haves | must-have | your profile | who you are | about you | \
        what we re looking for | what we are looking for | we re looking for | what you need | what you ll need \
        | you have | skills and experience | skills | experience | essential | essential criteria | person \
        specification | your background | your skills | candidate profile | what we expect | ideal candidate | \
        who we re looking for | education | you are | knowledge | eligibility | anforderungen | \
        anforderungsprofil | ihr profil | dein profil | das bringen sie mit | das bringst du mit | was sie \
        mitbringen | was du mitbringst | qualifikationen | voraussetzungen | unsere erwartungen | ihre \
        qualifikation | was wir erwarten | profil recherche | votre profil | profil | competences requises | \
        competences | exigences | vous etes | requisitos | perfil | tu perfil | que buscamos | lo que buscamos | \
        perfil buscado | requisiti | profilo | profilo ricercato | cosa cerchiamo | il tuo profilo | eisen | \
        functie eisen | functie-eisen | wat vragen wij | wie ben jij | jouw profiel | wat breng je mee | o que \
        procuramos | perfil pretendido";
    DUTIES = "\
        responsibilities | duties | your role | the role | role | what you will do | what you ll do | what you \
        ll be doing | key responsibilities | your tasks | tasks | job description | main duties | day to day | \
        the job | your mission | your responsibilities | about the role | position summary | aufgaben | ihre \
        aufgaben | deine aufgaben | das erwartet sie | das erwartet dich | was sie erwartet | tatigkeiten | \
        aufgabengebiet | missions | vos missions | vos responsabilites | description du poste | le poste | \
        funciones | responsabilidades | tus funciones | mansioni | responsabilita | attivita | taken | wat ga je \
        doen | werkzaamheden | jouw taken | o que vais fazer | funcoes | atividades";
    BENEFITS = "\
        benefits | what we offer | we offer | perks | our offer | compensation | salary | why join | why us | \
        what s in it for you | package | how to apply | application | apply | contact | next steps | equal \
        opportunity | wir bieten | das bieten wir | unser angebot | was wir bieten | ihre vorteile | deine \
        vorteile | bewerbung | kontakt | nous offrons | ce que nous offrons | avantages | nous vous offrons | \
        ofrecemos | que ofrecemos | beneficios | cosa offriamo | offriamo | wat bieden wij | wij bieden | o que \
        oferecemos | oferecemos | process";
    COMPANY = "\
        about us | who we are | the company | our company | company | about the company | our mission | the team \
        | about the team | our team | our values | diversity | uber uns | das unternehmen | wir uber uns | wer \
        wir sind | qui sommes nous | a propos de nous | l entreprise | sobre nosotros | quienes somos | chi \
        siamo | over ons | wie zijn wij | sobre nos | quem somos | disclaimer | legal";
}

/// The part that a heading line opens, if the line is one.
pub fn part_of(line: &str) -> Option<Part> {
    let marked = line.starts_with('#') || (line.starts_with("**") && line.trim_end_matches(':').ends_with("**"));
    let (bare, bulleted) = unbullet(line.trim_start_matches('#').trim());
    let bare = bare.replace("**", "").replace("__", "");
    let bare = bare.trim();
    let words = bare.split_whitespace().count();
    if words == 0 || words > 9 || (bulleted && !marked) || bare.ends_with(['.', ',', ';']) && !marked {
        return None;
    }
    let colon = bare.ends_with(':');
    let label: String = fold(bare).chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let label = label.split_whitespace().collect::<Vec<_>>().join(" ");
    let open = marked || colon || words <= 4;
    // Nice before must ("preferred qualifications"), benefits before duties.
    let kinds: [(&Phrases, Part); 5] = [
        (&NICE, Part::Nice),
        (&BENEFITS, Part::Benefits),
        (&COMPANY, Part::Company),
        (&DUTIES, Part::Duties),
        (&MUST, Part::Must),
    ];
    for (list, part) in kinds {
        if list.has(&label) {
            return Some(part);
        }
    }
    if !open {
        return None;
    }
    let padded = format!(" {label} ");
    for (list, part) in kinds {
        let held =
            list.iter().any(|phrase| phrase.len() > 4 && padded.contains(&format!(" {} ", phrase.replace('-', " "))));
        // Unmarked short lines must be all but the phrase itself: "Experience with Rust" is an item, no heading.
        if held
            && (marked
                || colon
                || list.iter().any(|p| label.starts_with(p) && label.len() <= p.len() + 12 && part != Part::Must))
        {
            return Some(part);
        }
    }
    (marked || (colon && words <= 5 && !line.starts_with('-'))).then_some(Part::Other)
}

/// The lines, each trimmed; "Duties: plan, direct, …" becomes a heading and its content.
pub fn with_inline_opened(jd: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in jd.lines().map(str::trim) {
        let opened = line.split_once(": ").filter(|(label, content)| {
            let words = content.split_whitespace().count();
            words > 3
                && !label.contains(['.', ','])
                && matches!(part_of(&format!("{label}:")), Some(part) if part != Part::Other)
        });
        match opened {
            Some((label, content)) => found.extend([format!("{label}:"), content.to_string()]),
            None => found.push(line.to_string()),
        }
    }
    found
}

/// The description cut at its headings.
pub fn parts(lines: &[&str]) -> Vec<Stretch> {
    let mut found = vec![Stretch { part: Part::Other, first: 0, end: 0 }];
    for (n, line) in lines.iter().enumerate() {
        let Some(part) = part_of(line) else { continue };
        if let Some(last) = found.last_mut() {
            last.end = n;
        }
        // A lesser heading inside requirements ("Technical:") stays in them.
        let within = found.last().is_some_and(|l| matches!(l.part, Part::Must | Part::Nice));
        let part = if part == Part::Other && within && line.ends_with(':') && !line.starts_with('#') {
            found.last().map_or(part, |l| l.part)
        } else {
            part
        };
        found.push(Stretch { part, first: n + 1, end: n + 1 });
    }
    if let Some(last) = found.last_mut() {
        last.end = lines.len();
    }
    found
}

/// Whether a sentence of running text asks something of the candidate.
pub fn asks(sentence: &str) -> bool {
    let folded = fold(sentence);
    phrases! {
        CUES = "\
            you have | you ve  | you bring | you hold | you are fluent | you speak | you know | you must | must have \
            | must hold | must be | is required | are required | is a must | we expect | we re looking for | we are \
            looking for | looking for someone | years of | years experience | degree in | proficien | familiarity \
            with | experience with | experience in | experience of | knowledge of | nice to have | is a plus | are a \
            plus | would be a plus | an advantage | a bonus | ideally | preferably | desirable | fluent in | fluency \
            | sie haben | sie verfugen | sie bringen | sie sprechen | du hast | du bringst | du sprichst | von \
            vorteil | vorausgesetzt | wunschenswert | jahre erfahrung | berufserfahrung | kenntnisse | \
            abgeschlossene | vous avez | vous disposez | vous maitrisez | vous parlez | vous justifiez | titulaire d \
            | serait un plus | est un atout | annees d'experience | se requiere | imprescindible | buscamos | anos \
            de experiencia | valorable | richiest | anni di esperienza | laurea in | wij vragen | je hebt | jaar \
            ervaring | exige se | anos de experiencia";
    }
    CUES.any_in(&folded)
}
