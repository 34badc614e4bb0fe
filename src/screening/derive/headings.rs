//! The parts of a job description: what is required, what is nice, what is duty, benefit or praise.

use super::content;
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
    /// The line that opens it.
    pub heading: Option<usize>,
    pub first: usize,
    pub end: usize,
}

phrases! {
    NICE = "\
        nice to have | nice-to-have | preferred | bonus | plus | desirable | desired | optional | good to have | \
        ideally | extra | von vorteil | wunschenswert | idealerweise | pluspunkte | atout | atouts | souhaite | \
        apprecie | deseable | valorable | se valorara | gradito | preferibile | costituisce un plus | pre | wens | dat is mooi meegenomen | kur | schon ware | wir freuen uns uber | vous avez aussi | se valora | \
        valoramos | extras | o que valorizamos | titolo preferenziale | requisiti preferenziali \
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
        procuramos | perfil pretendido | what we ask | what we ask for | what we ask of you | we ask | we ask for | you | \
        you will have | you ll have | you will bring | you ll bring | you ll need | you need | what you have | what you ll \
        have | minimum requirements | minimum qualifications | basic qualifications | skills experience | experience and \
        skills | experience skills | education and experience | education experience | qualifications and experience | \
        qualifications experience | qualifications and skills | skills and qualifications | skills qualifications | the \
        ideal candidate | your experience | your qualifications | we expect | we need | we are looking for | we look for | \
        who we need | what makes you a fit | to succeed you need | is this you | could this be you | what it takes | \
        wir erwarten | wir suchen | das erwarten wir | das erwarten wir von ihnen | das erwarten wir von dir | was wir \
        suchen | wen wir suchen | wir wunschen uns | was wir uns wunschen | das bringen sie mit | sie bringen mit | du \
        bringst mit | sie haben | du hast | sie | ihre qualifikationen | deine qualifikationen | das zeichnet sie aus | \
        das zeichnet dich aus | damit uberzeugen sie | damit uberzeugst du | ihre kenntnisse | fachliche anforderungen | \
        ce que nous attendons | ce que nous demandons | nous demandons | nous attendons | nous recherchons | vous avez | \
        vous | votre experience | vos competences | vos atouts | le profil | profil attendu | profil souhaite | prerequis | \
        que pedimos | lo que pedimos | pedimos | se requiere | requisitos minimos | requisitos imprescindibles | tu | \
        tienes | tu experiencia | buscamos | que necesitas | que esperamos | perfil requerido | \
        cosa chiediamo | chiediamo | cerchiamo | requisiti richiesti | requisiti minimi | requisiti obbligatori | hai | il \
        profilo ideale | il candidato ideale | cosa ci aspettiamo | competenze richieste | competenze | \
        wat we vragen | wat wij vragen | wij vragen | we vragen | wat vragen we | dit vragen wij | jij hebt | dit breng je \
        mee | wij zoeken | wat we zoeken | je profiel | functievereisten | vereisten | wie zoeken wij | \
        requisitos obrigatorios | o que pedimos | o que esperamos | o que precisas | procuramos | o teu perfil | o seu \
        perfil | perfil | experiencia | habilitacoes | competencias";
    DUTIES = "\
        responsibilities | duties | your role | the role | role | what you will do | what you ll do | what you \
        ll be doing | key responsibilities | your tasks | tasks | job description | main duties | day to day | \
        the job | your mission | your responsibilities | about the role | position summary | aufgaben | ihre \
        aufgaben | deine aufgaben | das erwartet sie | das erwartet dich | was sie erwartet | tatigkeiten | \
        aufgabengebiet | missions | vos missions | vos responsabilites | description du poste | le poste | \
        funciones | responsabilidades | tus funciones | que haras | lo que haras | tus tareas | mansioni | responsabilita | attivita | taken | wat ga je \
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
    opened_by(line, false)
}

/// `alone` when the line stands by itself over a list, which marks a heading as well as `##` does.
fn opened_by(line: &str, alone: bool) -> Option<Part> {
    let marked =
        alone || line.starts_with('#') || (line.starts_with("**") && line.trim_end_matches(':').ends_with("**"));
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

/// Whether a line without marks is a heading: short, by itself, and over a list.
fn stands_alone(lines: &[&str], n: usize) -> bool {
    let line = lines[n];
    let item = |line: &&str| unbullet(line).1 || starts_numbered(line);
    let words = line.split_whitespace().count();
    let first = lines[..n].iter().all(|l| l.is_empty());
    let parted = n > 0 && (lines[n - 1].is_empty() || item(&lines[n - 1]));
    let next = lines[n + 1..].iter().take(2).find(|l| !l.is_empty());
    (1..=7).contains(&words)
        && !first
        && parted
        && !item(&line)
        && !line.ends_with(['.', ',', ';', '!'])
        && next.is_some_and(item)
}

fn starts_numbered(line: &str) -> bool {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    (1..=2).contains(&digits) && line[digits..].starts_with(['.', ')']) && line[digits + 1..].starts_with(' ')
}

/// The description cut at its headings.
pub fn parts(lines: &[&str]) -> Vec<Stretch> {
    let mut found = vec![Stretch { part: Part::Other, heading: None, first: 0, end: 0 }];
    for (n, line) in lines.iter().enumerate() {
        let Some(part) = opened_by(line, stands_alone(lines, n)) else { continue };
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
        found.push(Stretch { part, heading: Some(n), first: n + 1, end: n + 1 });
    }
    if let Some(last) = found.last_mut() {
        last.end = lines.len();
    }
    found.retain(|s| s.heading.is_some() || s.first < s.end);
    judge(lines, &mut found);
    found
}

/// Lists under headings that no rule knows: the one right before what is nice to have is what is asked, others are by
/// what their lines say.
fn judge(lines: &[&str], parts: &mut [Stretch]) {
    for n in 0..parts.len() {
        let part = parts[n];
        if part.part != Part::Other || part.heading.is_none() || !is_list(lines, &part) {
            continue;
        }
        let known = parts.iter().any(|p| p.part == Part::Must);
        let before_nice = parts.get(n + 1).is_some_and(|next| next.part == Part::Nice);
        let tone = content::tone(&lines[part.first..part.end]);
        let must = match tone {
            content::Tone::Asks => true,
            content::Tone::Offers => false,
            content::Tone::Duties | content::Tone::Open => before_nice && !known,
        };
        parts[n].part = match tone {
            _ if must => Part::Must,
            content::Tone::Offers => Part::Benefits,
            content::Tone::Duties => Part::Duties,
            _ => Part::Other,
        };
    }
}

/// Whether the lines of a part are items rather than running text.
pub fn is_list(lines: &[&str], part: &Stretch) -> bool {
    let written: Vec<&&str> = lines[part.first..part.end].iter().filter(|l| !l.is_empty()).collect();
    let items = written.iter().filter(|l| unbullet(l).1 || starts_numbered(l)).count();
    items > 0 && items * 2 >= written.len()
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
    phrases! {
        ADVERTS = "\
            we are looking for | we re looking for | we're looking for | wir suchen | nous recherchons | buscamos | cerchiamo \
            | procuramos | wij zoeken";
    }
    let advert = ADVERTS.iter().find(|lead| folded.contains(lead));
    let rest = advert.map_or(folded.clone(), |lead| folded.replacen(lead, "", 1));
    // "We are looking for a pastry chef in Hamburg" says who, not what they must bring.
    if advert.is_some() && !CUES.any_in(&rest) && !content::names_something(sentence) {
        return false;
    }
    CUES.any_in(&folded)
}
