//! When, where and for how much the person would work, when the CV says so; as worded there.

use std::sync::LazyLock;

use regex::Regex;

static NOTICE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:notice period|period of notice|k[üu]ndigungsfrist|d[ée]lai de pr[ée]avis|pr[ée]avis|plazo de preaviso|preaviso|preavviso|opzegtermijn|aviso pr[ée]vio|verf[üu]gbar ab|available from|availability|disponibilit[àée]s?|disponible (?:à partir du|a partir del?)|disponibilidad|disponibilidade|eintrittstermin|verf[üu]gbarkeit|beschikbaar(?:heid)?(?: vanaf| per)?|fr[üu]hester eintritt|start date|earliest start)\s*(?:is|:|–|-|de|von)?\s*((?:[^\n.;|•]|\.\d){2,60})",
    )
});
static AT_ONCE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?-u:\b)(?:available immediately|immediately available|immediate start|ab sofort(?: verf[üu]gbar)?|sofort verf[üu]gbar|zum n[äa]chstm[öo]glichen zeitpunkt|disponible (?:imm[ée]diatement|de inmediato|inmediatamente)|incorporaci[óo]n inmediata|disponibilit[àé] imm[ée]diata?t?e?|per direct beschikbaar|direct beschikbaar|dispon[íi]vel imediatamente|disponibilidade imediata|(?:\d+|one|two|three|four|six) (?:weeks?|months?)['’]? notice)",
    )
});
static PERMIT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?-u:\b)(?:work permit|work visa|visa status|visa sponsorship|residence permit|right to work|work authori[sz]ation|authori[sz]ed to work|eu citizen|eu-b[üu]rger(?:in)?|arbeitserlaubnis|arbeitsgenehmigung|arbeitsbewilligung|aufenthalts(?:titel|erlaubnis|genehmigung)|niederlassungserlaubnis|permis de travail|titre de s[ée]jour|carte de s[ée]jour|autorisation de travail|permiso de (?:trabajo|residencia)|permesso di (?:soggiorno|lavoro)|autoriza[çc][ãa]o de (?:trabalho|resid[êe]ncia)|t[íi]tulo de resid[êe]ncia|werkvergunning|verblijfsvergunning)",
    )
});
static RELOCATION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?-u:\b)(?:(?:willing|open|ready|happy|prepared|able|unable) to (?:relocate|move)|open to relocation|relocation(?: is)? (?:possible|welcome)|relocation:|umzugsbereit(?:schaft)?|bereit (?:zum|zu einem) umzug|umzug (?:m[öo]glich|denkbar)|ortsungebunden|mobilit[ée] (?:g[ée]ographique|nationale|internationale|r[ée]gionale)|pr[êe]te? à d[ée]m[ée]nager|disponibilidad (?:para|de) (?:el traslado|trasladarse|traslado|cambi(?:o|ar) de residencia|reubicaci[óo]n)|movilidad geogr[áa]fica|disponibil(?:e|it[àa]) al? (?:trasferi\w+|trasloco)|dispon(?:[íi]vel|ibilidade) para (?:mudan[çc]a|relocaliza[çc][ãa]o)|bereid (?:om )?te verhuizen|verhuisbereid)",
    )
});
static SALARY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:expected salary|salary (?:expectations?|requirements?)|desired salary|gehalts(?:vorstellung(?:en)?|wunsch)|lohnvorstellung|pr[ée]tentions? salariales?|salaire souhait[ée]|expectativas? salarial(?:es)?|pretensi[óo]n(?:es)? salarial(?:es)?|pretens[ãa]o salarial|retribuzione desiderata|ral desiderata|aspettativ[ae] (?:retributiv[ae]|economic[ahe]+)|salariswens|salarisindicatie|gewenst salaris)\s*(?:is|:|–|-)?\s*((?:[^\n.;|•]|\.\d){2,50})",
    )
});

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a fixed pattern")
}

/// The notice period as written, without its label.
pub fn notice_period(text: &str) -> Option<String> {
    value(&NOTICE, text).or_else(|| AT_ONCE.find(text).map(|m| m.as_str().to_string()))
}

/// What the CV says about the right to work.
pub fn work_permit(text: &str) -> Option<String> {
    PERMIT.find(text).map(|m| clause(text, m.start(), m.end()))
}

/// Whether the person would move.
pub fn relocation(text: &str) -> Option<String> {
    RELOCATION.find(text).map(|m| clause(text, m.start(), m.end()))
}

/// The pay asked for, without its label.
pub fn expected_salary(text: &str) -> Option<String> {
    value(&SALARY, text).filter(|value| value.bytes().any(|b| b.is_ascii_digit()))
}

/// A line that states one of these.
pub fn is_term(line: &str) -> bool {
    [&*NOTICE, &*AT_ONCE, &*PERMIT, &*RELOCATION, &*SALARY].iter().any(|stated| stated.is_match(line))
}

fn value(label: &Regex, text: &str) -> Option<String> {
    let value = label.captures(text)?.get(1)?.as_str().trim().trim_end_matches([',', ')', ':']).trim();
    (value.chars().filter(|c| c.is_alphanumeric()).count() >= 2).then(|| value.to_string())
}

/// The words around a find up to the ends of its sentence or its line; shortened when there are many.
fn clause(text: &str, start: usize, end: usize) -> String {
    const ENDS: [&str; 6] = [". ", "; ", " | ", "•", "·", "\n"];
    let from = ENDS.iter().filter_map(|e| text[..start].rfind(e).map(|at| at + e.len())).max().unwrap_or(0);
    let to = ENDS.iter().filter_map(|e| text[end..].find(e)).min().map_or(text.len(), |at| end + at);
    let words: Vec<&str> = text[from..to].trim().trim_end_matches('.').split_whitespace().collect();
    let clause = if words.len() > 24 { text[start..end].to_string() } else { words.join(" ") };
    clause.trim_start_matches(['-', '–', '▪', '●', ' ']).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_read_as_worded() {
        let text = "Kündigungsfrist: 3 Monate zum Quartalsende\nGehaltsvorstellung: 62.000 € brutto/Jahr\nWork permit: EU citizen, no permit needed\nDriver. Willing to relocate within Munster.";
        assert_eq!(notice_period(text).as_deref(), Some("3 Monate zum Quartalsende"));
        assert_eq!(expected_salary(text).as_deref(), Some("62.000 € brutto/Jahr"));
        assert_eq!(work_permit(text).as_deref(), Some("Work permit: EU citizen, no permit needed"));
        assert_eq!(relocation(text).as_deref(), Some("Willing to relocate within Munster"));
        assert_eq!(notice_period("Verfügbar ab 01.09.2025").as_deref(), Some("01.09.2025"));
        assert_eq!(notice_period("I gave notice of the change"), None);
        assert_eq!(expected_salary("salary expectations of the team"), None);
    }
}
