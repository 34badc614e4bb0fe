//! When the person could start, when the CV says so.

use std::sync::LazyLock;

use regex::Regex;

static NOTICE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?:notice period|period of notice|k[üu]ndigungsfrist|pr[ée]avis|plazo de preaviso|preavviso|opzegtermijn|aviso pr[ée]vio|verf[üu]gbar ab|available from|availability|disponibilit[àée]s?|disponibilidad|eintrittstermin|verf[üu]gbarkeit|fr[üu]hester eintritt)\s*(?:is|:|–|-|de|von)?\s*([^\n.;|•]{2,60})",
    )
    .expect("a fixed pattern")
});
static AT_ONCE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?-u:\b)(?:available immediately|immediately available|ab sofort(?: verf[üu]gbar)?|sofort verf[üu]gbar|disponible (?:imm[ée]diatement|de inmediato)|disponibilit[àé] imm[ée]diata?t?e?|per direct beschikbaar|disponível imediatamente|\w+ (?:weeks?|months?)['’]? notice)",
    )
    .expect("a fixed pattern")
});

/// The notice period as written, without its label.
pub fn notice_period(text: &str) -> Option<String> {
    let stated = NOTICE
        .captures(text)
        .and_then(|c| c.get(1))
        .map(|m| m.as_str().trim().trim_end_matches([',', ')']).to_string());
    stated.filter(|s| !s.is_empty()).or_else(|| AT_ONCE.find(text).map(|m| m.as_str().to_string()))
}
