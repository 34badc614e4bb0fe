//! What a list in a job description is about, by what its lines say: what is asked, what is to be done, what is offered.

use super::guess::category;
use crate::screening::contract::Category;
use crate::screening::matching::Ask;
use crate::screening::phrases::phrases;
use crate::screening::taxonomy::Kind;
use crate::screening::text::{fold, unbullet};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Asks,
    Duties,
    Offers,
    Open,
}

phrases! {
    /// First words of duties.
    DEEDS = "\
        lead | leading | manage | managing | plan | planning | coordinate | coordinating | develop | developing | deliver | \
        delivering | support | supporting | ensure | ensuring | prepare | preparing | maintain | maintaining | build | \
        building | create | creating | design | designing | drive | driving | own | oversee | overseeing | monitor | report | \
        reporting | assist | assisting | organise | organize | run | running | handle | handling | write | work | working | \
        collaborate | implement | implementing | train | supervise | supervising | advise | analyse | analyze | conduct | \
        perform | operate | install | repair | serve | sell | teach | bake | cook | check | clean | sort | pack | load | drive | answer | greet | document | review | test | you'll | you |\
        fuhrung | leitung | planung | steuerung | koordination | betreuung | erstellung | durchfuhrung | sicherstellung | \
        uberwachung | organisation | entwicklung | mitarbeit | pflege | beratung | verantwortung | unterstutzung | \
        assurer | gerer | piloter | coordonner | planifier | encadrer | realiser | participer | garantir | organiser | suivre | \
        gestionar | coordinar | planificar | dirigir | supervisar | elaborar | garantizar | realizar | \
        gestire | coordinare | pianificare | garantire | supervisionare | redigere | \
        aansturen | plannen | coordineren | begeleiden | zorgen | opstellen | \
        gerir | coordenar | planear | garantir | assegurar";
    /// Words of what is offered.
    OFFERED = "\
        holiday | annual leave | days off | pension | insurance | discount | bike | gym | fruit | free parking | car park | \
        company car | salary | bonus | 13th | training budget | home office | flexible hours | team events | canteen | \
        childcare | job ticket | permanent contract | career path | health care plan | private medical | stock options | \
        urlaub | obst | jobrad | jobticket | altersvorsorge | weihnachtsgeld | kantine | zuschuss | unbefristet | gleitzeit | \
        weiterbildung | vergutung | gehalt | tickets resto | tickets restaurant | mutuelle | rtt | teletravail | conges | \
        vacaciones | seguro medico | salario | contrato indefinido | ferie | buoni pasto | stipendio | contratto | \
        vakantie | pensioen | reiskosten | salaris | ferias | seguro de saude | subsidio | we pay | we offer | your own";
}

/// What most of the lines are; half is enough for what is not asked.
pub fn tone(lines: &[&str]) -> Tone {
    let tones: Vec<Tone> = lines.iter().filter(|l| !l.is_empty()).map(|line| of_line(line)).collect();
    let share = |tone: Tone| tones.iter().filter(|t| **t == tone).count() * 2;
    if share(Tone::Asks) > tones.len() {
        return Tone::Asks;
    }
    [Tone::Offers, Tone::Duties].into_iter().find(|tone| share(*tone) >= tones.len()).unwrap_or(Tone::Open)
}

fn of_line(line: &str) -> Tone {
    let (bare, _) = unbullet(line);
    let folded = fold(bare);
    if OFFERED.any_in(&folded) {
        return Tone::Offers;
    }
    let first = folded.split(|c: char| !(c.is_alphanumeric() || c == '\'')).next().unwrap_or_default();
    let deed = DEEDS.has(first) && !folded.starts_with("you ");
    if super::headings::asks(bare) || (!deed && (names_something(bare) || is_skill(bare))) {
        Tone::Asks
    } else if deed {
        Tone::Duties
    } else {
        Tone::Open
    }
}

/// Whether a line names years, a degree, a certificate or a language.
pub fn names_something(line: &str) -> bool {
    let ask = Ask::of(line);
    let has = |kind: Kind| !ask.of_kind(kind).is_empty();
    ask.years.is_some() || has(Kind::Degree) || has(Kind::Certificate) || has(Kind::Language)
}

fn is_skill(line: &str) -> bool {
    matches!(
        category(line),
        Category::Skill | Category::Experience | Category::Certificate | Category::Qualification | Category::Sector
    )
}
