//! What is wrong with a requirement itself: grounds that the law protects, contradictions, nothing to check.

use std::sync::LazyLock;

use regex::{Regex, RegexSet};

use super::text::fold;

/// Why nobody should be, or is, judged by a requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    pub kind: AdviceKind,
    /// What is wrong and what to do, for the person who writes the requirement.
    pub message: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AdviceKind {
    /// Asks for something that the law protects; nobody is judged by it.
    Protected(Ground),
    /// Cannot be met by anyone; nobody is judged by it.
    Contradictory,
    /// Holds nothing to look for.
    Empty,
}

/// The protected grounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ground {
    Age,
    Sex,
    Family,
    Origin,
    Religion,
    Disability,
    Orientation,
    Appearance,
}

impl Ground {
    const ALL: [Ground; 8] = [
        Ground::Age,
        Ground::Sex,
        Ground::Family,
        Ground::Origin,
        Ground::Religion,
        Ground::Disability,
        Ground::Orientation,
        Ground::Appearance,
    ];

    fn name(self) -> &'static str {
        match self {
            Ground::Age => "age",
            Ground::Sex => "sex",
            Ground::Family => "family, marriage or pregnancy",
            Ground::Origin => "nationality or origin",
            Ground::Religion => "religion or belief",
            Ground::Disability => "health or disability",
            Ground::Orientation => "sexual orientation",
            Ground::Appearance => "a photo or looks, which show age, sex and origin",
        }
    }

    fn law(self) -> &'static str {
        match self {
            Ground::Age => "EU Directive 2000/78/EC, German AGG, UK Equality Act 2010, US ADEA",
            Ground::Sex | Ground::Family => "EU Directive 2006/54/EC, German AGG, UK Equality Act 2010, US Title VII",
            Ground::Origin => "EU Directive 2000/43/EC, German AGG, UK Equality Act 2010, US Title VII",
            Ground::Religion => "EU Directive 2000/78/EC, German AGG, UK Equality Act 2010, US Title VII",
            Ground::Disability => "EU Directive 2000/78/EC, German AGG, UK Equality Act 2010, US ADA",
            Ground::Orientation => "EU Directive 2000/78/EC, German AGG, UK Equality Act 2010, US Title VII",
            Ground::Appearance => {
                "EU Directives 2000/43/EC, 2000/78/EC and 2006/54/EC, German AGG, UK Equality Act 2010, US Title VII and ADEA"
            }
        }
    }

    fn instead(self) -> &'static str {
        match self {
            Ground::Age => "Ask for the years of experience that the work needs.",
            Ground::Origin => "Ask for a language level such as C1, or for a permit to work.",
            _ => "Take it out, or ask for what the work itself needs.",
        }
    }

    /// Matched in folded text: small letters without accents.
    fn pattern(self) -> &'static str {
        match self {
            Ground::Age => {
                r"(?x)
                (?:^|[,;(]\s*|\bmust\s+be\s+|\bcandidates?\s+|\bapplicants?\s+)(?:under|below|over|above)\s+(?:the\s+age\s+of\s+)?[2-6]\d\s*(?:$|[,.;)])|\b(?:under|below|over|above)\s+the\s+age\s+of\s+[2-6]\d|\b(?:younger|older)\s+than\s+[2-6]\d
                |\b(?:maximum|max\.?|minimum)\s+age\b|\bage\s*(?::|limit\b|between\b|under\b|below\b|up\s+to\b)|\baged\s+(?:[2-6]\d|between|under|over)|\b[2-6]\d\s+years?\s+(?:old|of\s+age)|\bbetween\s+[2-6]\d\s+and\s+[2-6]\d\s+years\s+old
                |\byoung(?:er)?\s+(?:and\s+\w+\s+)?(?:team|dynamic|energetic|candidate|professional|applicant)|\byouthful|\bdigital\s+native|\brecent\s+graduates?\s+only
                |(?:^|[,;(]\s*)unter\s+[2-6]\d\s*(?:$|[,.;)])|\bunter\s+[2-6]\d\s+jahren?(?:\s+alt)?\s*(?:$|[,.;)])|\b(?:hochstens|maximal|nicht\s+alter\s+als|junger\s+als)\s+[2-6]\d\s+jahre?n?(?:\s+alt)?\s*(?:$|[,.;)]|sein)|\b(?:hochst|mindest)alter|\bjung(?:e[snrm]?)?\s+(?:und\s+\w+\s+)?(?:team|dynamisch\w*|mitarbeiter\w*|kolleg\w*)|\bjunges,?\s+\w+\s+team
                |\b(?:moins|plus)\s+de\s+[2-6]\d\s+ans\s*(?:$|[,.;)])|\bage\s+max|\bjeune\s+(?:equipe|et\s+dynamique|homme|femme|talent|dynamique)|\bequipe\s+jeune
                |\b(?:menor(?:es)?|mayor(?:es)?)\s+de\s+[2-6]\d(?:\s+anos)?|\bedad\s+(?:maxima|entre|minima)|\bequipo\s+joven|\bjoven\s+(?:y\s+dinamic|dinamic)
                |\beta\s+(?:massima|compresa|inferiore|tra|max)|\bteam\s+giovane|\bgiovane\s+e\s+dinamic
                |\bjonger\s+dan|\bouder\s+dan\s+[2-6]\d|\bjong(?:e)?\s+(?:en\s+\w+\s+)?team|\bmaximale?\s+leeftijd|\bleeftijd\s+(?:tussen|tot|max)
                |\bidade\s+(?:maxima|entre|ate|inferior)|\bequipa\s+jovem|\bjovem\s+e\s+dinamic"
            }
            Ground::Sex => {
                r"(?x)
                \b(?:fe)?male\s+(?:only|candidates?|applicants?|preferred|staff|employee)|\b(?:preferably|must\s+be|should\s+be|only)\s+(?:a\s+)?(?:fe)?(?:male|man|woman|lady|ladies|men|women)\b|\b(?:men|women|ladies|gentlemen|males|females)\s+only|\b(?:gender|sex)\s*:|^\s*(?:fe)?male\s*$
                |\bnur\s+(?:manner|frauen|weiblich\w*|mannlich\w*)|\b(?:mannliche[rsn]?|weibliche[rsn]?)\s+(?:bewerber\w*|kandidat\w*|person|mitarbeiter\w*)|\bgeschlecht\s*:
                |\b(?:uniquement|exclusivement)\s+(?:des\s+)?(?:hommes?|femmes?)|\bde\s+sexe\s+(?:masculin|feminin)|\b(?:hommes?|femmes?)\s+(?:uniquement|exclusivement)
                |\b(?:solo|unicamente|preferiblemente)\s+(?:hombres?|mujer(?:es)?)|\bsexo\s+(?:masculino|femenino|feminino)|\bsexo\s*:
                |\b(?:solo|esclusivamente)\s+(?:uomini|donne)|\bsesso\s+(?:maschile|femminile)|\balleen\s+(?:mannen|vrouwen)|\b(?:apenas|somente)\s+(?:homens|mulheres)"
            }
            Ground::Family => {
                r"(?x)
                \bmarital\s+status|\bmarried\b|\bunmarried|\bsingle\s+(?:status|person|candidates?|without)|\b(?:no|without)\s+(?:small\s+)?(?:children|kids)\b|\bchildless|\bnot\s+pregnant|\bno\s+(?:plans\s+for\s+|plans\s+to\s+have\s+)(?:a\s+)?(?:family|children)|\bno\s+family\s+(?:commitments|obligations)|\bfamily\s+planning\s+(?:completed|finished)
                |\bfamilienstand|\bledig\b|\bverheiratet|\bkinderlos|\bohne\s+kinder|\bnicht\s+schwanger|\bungebunden\b
                |\bcelibataire|\bsituation\s+(?:familiale|de\s+famille)|\bsans\s+enfants?|\bmarie(?:e|\(e\))?\s*(?:$|[,.;)])
                |\bestado\s+civil|\bsolter[oa]|\bsin\s+hijos|\bcasad[oa]\b|\bstato\s+civile|\bnubile\b|\bcelibe\b|\bsenza\s+figli|\bburgerlijke\s+staat|\bongehuwd|\bsem\s+filhos|\bsolteir[oa]"
            }
            Ground::Origin => {
                r"(?x)
                \bnative\s+(?:\w+\s+)?speakers?|\bmother\s+tongue|\b(?:german|french|british|english|american|italian|spanish|dutch|european|eu|us|u\.s\.|uk|swiss|austrian|portuguese)\s+(?:nationals?|citizens?|passport(?:\s+holders?)?)(?:\s+only|\s+preferred)?\b|\bcitizens?\s+only|\bnationality\b|\bof\s+(?:german|european|african|asian|british|french|italian|spanish|dutch|western|foreign)\s+(?:origin|descent)|\bno\s+(?:foreigners|immigrants|migrants)|\bcaucasian|\bethnicity\s*:|\bethnic\s+(?:origin|background)|\b(?:skin\s+colou?r|race)\s*:
                |\bmuttersprach\w*|\bstaatsangehorig\w*|\bstaatsburger\w*|\bkeine\s+auslander|\bdeutscher\s+herkunft|\bmigrationshintergrund
                |\blangue\s+maternelle|\bnationalite\b|\bd'origine\s+\w+|\blengua\s+materna|\bnacionalidad|\bhablante\s+nativo|\bnativo\s+(?:de|en)\b|\bmadrelingua|\blingua\s+madre|\bnazionalita|\bcittadinanza
                |\bmoedertaal|\bnationaliteit|\blingua\s+materna|\bnacionalidade|\bfalante\s+nativo"
            }
            Ground::Religion => {
                r"(?x)
                \b(?:practi[sc]ing\s+)?(?:christian|muslim|catholic|protestant|jewish|hindu|buddhist|atheist)s?\s+(?:only|faith|candidate|applicant|background|belief|preferred|values)|\b(?:practi[sc]ing|must\s+be|committed)\s+(?:a\s+)?(?:christian|muslim|catholic|protestant|jewish|hindu)|\breligious\s+(?:belief|affiliation|background)|\breligion\s*:|\b(?:church|mosque|parish)\s+member|\bmember\s+of\s+(?:the|a)\s+\w*\s*church|\bno\s+(?:headscar(?:f|ves)|hijab)
                |\bkonfession|\bkirchenzugehorig\w*|\bkirchenmitglied\w*|\bmitglied\s+(?:der|einer)\s+\w*\s*kirche|\bkopftuch|\bde\s+confession|\bcroyant|\bsans\s+voile|\bconfesion\s+religiosa|\bcatolic[oa]\s+practicante|\bcattolic[oa]\s+praticante|\bgeloofsovertuiging|\breligiao\b"
            }
            Ground::Disability => {
                r"(?x)
                \bable[-\s]bodied|\bno\s+(?:physical\s+|mental\s+)?(?:disabilit(?:y|ies)|handicaps?|health\s+(?:problems|issues|conditions)|chronic\s+illness(?:es)?|medical\s+conditions)|\b(?:perfect|excellent|good|full)\s+(?:physical\s+|mental\s+)?health\s*(?:$|[,.;)])|\bwithout\s+(?:a\s+)?disabilit|\bnon[-\s]disabled|\blow\s+sick(?:ness)?\s+(?:leave|absence)
                |\bkerngesund|\bkorperlich\s+gesund|\bgesundheitlich\s+uneingeschrankt|\bkeine\s+behinderung|\bnicht\s+behindert|\bohne\s+behinderung
                |\b(?:parfaite|bonne|excellente)\s+sante|\bsans\s+handicap|\bbuena\s+salud|\bsin\s+discapacidad|\bsana\s+e\s+robusta\s+costituzione|\bbuona\s+salute|\bsenza\s+disabilita|\bgoede\s+gezondheid|\bboa\s+saude|\bsem\s+deficiencia"
            }
            Ground::Orientation => {
                r"\b(?:hetero|homo)sexu|\bsexual\s+orientation|\bsexuelle\s+orientierung|\borientation\s+sexuelle|\borientacion\s+sexual|\borientamento\s+sessuale"
            }
            Ground::Appearance => {
                r"(?x)
                \b(?:cv|resume|application)s?\s+with\s+(?:a\s+)?(?:recent\s+)?photo|\b(?:attach|include|send|enclose)\s+(?:a\s+|your\s+)?(?:recent\s+)?(?:photo(?:graph)?|picture|headshot)\b|\bwith\s+(?:a\s+|your\s+)(?:recent\s+)?(?:photo(?:graph)?|headshot)\s*(?:$|[,.;)])|\bphoto(?:graph)?\s+(?:required|is\s+required|attached|mandatory)|\bgood[-\s]looking|\battractive\s+(?:appearance|looks|person)|\b(?:pleasant|presentable|well[-\s]groomed)\s+(?:appearance|looks)
                |\b(?:mit\s+(?:licht)?bild\b|bewerbungsfoto)|\b(?:gepflegtes|attraktives|ansprechendes)\s+(?:ausseren?|erscheinungsbild|aussehen)
                |\bcv\s+avec\s+photo|\bphoto\s+obligatoire|\bbonne\s+presentation|\b(?:cv|curriculum)\s+con\s+foto|\bbuena\s+presencia|\bbella\s+presenza|\bcv\s+met\s+(?:pas)?foto|\bverzorgd\s+uiterlijk|\bcv\s+com\s+foto|\bboa\s+aparencia"
            }
        }
    }
}

static PROTECTED: LazyLock<RegexSet> =
    LazyLock::new(|| RegexSet::new(Ground::ALL.map(Ground::pattern)).expect("fixed patterns"));

/// What the law itself allows to ask: an adult's age for the work, a level instead of a birthplace, who is served.
static ALLOWED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)\b(?:at\s+least|minimum(?:\s+age)?|over|above|min\.?|mindestens|au\s+moins|al\s+menos|almeno|minimaal|pelo\s+menos)\s+(?:of\s+)?(?:16|18|21)\b
        |\bnative\s+or\s+(?:near|equivalent|c[12]|fluent)|\bnear[-\s]native|\bnative[-\s](?:level|like|equivalent)|\bor\s+(?:native|equivalent|comparable)\b|\bnative\s+(?:\w+\s+)?speakers?\s+or\s+|\bmuttersprach(?:e|lich\w*|ler)\s*(?:oder|/)|\bmuttersprachliche[sn]?\s+niveau|\bauf\s+muttersprachniveau|\blangue\s+maternelle\s+ou|\bmadrelingua\s+o\b
        |\b(?:children|pupils|students|patients|learners|adults|people|boys|girls|youth|infants|kids|residents|clients)\s+(?:\w+\s+)?aged?\b
        |\bequal\s+opportunit|\bregardless\s+of|\bunabhangig\s+von|\bsans\s+distinction|\bindependientemente\s+de|\bindipendentemente|\bongeacht|\bindependentemente",
    )
    .expect("a fixed pattern")
});

static AT_LEAST: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:at least|minimum(?: of)?|min\.?|more than|over|mindestens|au moins|al menos|almeno|minimaal|pelo menos)\s+(\d{1,2})\s+(?:years?|jahre|ans|anos|anni|jaar)")
        .expect("a fixed pattern")
});

static AT_MOST: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:at most|no more than|not more than|maximum(?: of)?|max\.?|less than|up to|hochstens|maximal|au plus|maximum de|como maximo|al massimo|hooguit|no maximo)\s+(\d{1,2})\s+(?:years?|jahre|ans|anos|anni|jaar)")
        .expect("a fixed pattern")
});

/// What is wrong with a requirement, if anything is.
pub fn advice(requirement: &str) -> Option<Advice> {
    let folded = fold(requirement);
    if !ALLOWED.is_match(&folded)
        && let Some(ground) = PROTECTED.matches(&folded).iter().next().map(|n| Ground::ALL[n])
    {
        let message = format!(
            "This asks about {}, which the law protects ({}). Nobody is judged by it. {}",
            ground.name(),
            ground.law(),
            ground.instead()
        );
        return Some(Advice { kind: AdviceKind::Protected(ground), message });
    }
    let years = |pattern: &Regex| pattern.captures(&folded).and_then(|found| found[1].parse::<u32>().ok());
    if let (Some(least), Some(most)) = (years(&AT_LEAST), years(&AT_MOST))
        && least > most
    {
        let message = format!(
            "At least {least} years and at most {most}: nobody can meet both, so nobody is judged by it. Keep one of them."
        );
        return Some(Advice { kind: AdviceKind::Contradictory, message });
    }
    if requirement.trim().is_empty() || requirement.chars().any(char::is_alphanumeric) {
        return None;
    }
    let message = "This says nothing to look for in a CV. Name one thing that a CV can show.".to_string();
    Some(Advice { kind: AdviceKind::Empty, message })
}

#[cfg(test)]
#[path = "advice_tests.rs"]
mod tests;
