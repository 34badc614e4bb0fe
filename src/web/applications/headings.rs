//! The lines of a CV that head its sections, for the eye alone: screening has its own, better reading of them.

/// What sections are called.
const HEADS: &str = "profile summary statement objective about overview experience employment career history background education \
    qualifications training studies skills competencies competences expertise strengths technologies tools certificates \
    certifications licences licenses courses registration languages projects publications interests hobbies references \
    contact details awards achievements volunteering memberships activities availability \
    profil kurzprofil zusammenfassung berufserfahrung erfahrung werdegang ausbildung abschlüsse studium bildung kenntnisse \
    fähigkeiten kompetenzen edv zertifikate weiterbildung weiterbildungen fortbildung sprachen sprachkenntnisse projekte \
    interessen hobbys referenzen kontakt auszeichnungen ehrenamt sonstiges \
    expérience expériences parcours formation formations diplômes études compétences langues certificats loisirs \
    références coordonnées projets bénévolat divers \
    perfil resumen experiencia formación educación estudios habilidades competencias conocimientos idiomas certificados cursos \
    intereses referencias contacto proyectos \
    profilo esperienza esperienze istruzione formazione competenze lingue certificazioni corsi interessi contatti progetti \
    resumo experiência formação educação competências línguas certificações interesses contactos projetos \
    profiel ervaring werkervaring opleiding opleidingen vaardigheden talen certificaten referenties";

/// What may stand beside them.
const HELPERS: &str = "and of in the work professional personal key core technical technological further other additional relevant \
    selected main about me my clinical teaching und der die berufliche beruflicher persönliche weitere besondere et de des \
    professionnelle professionnelles professionnel personnelles y e en laboral profesional profesionales professionale \
    professionali profissional & it-";

/// Whether a line is nothing but the name of a section.
pub fn is_heading(line: &str) -> bool {
    let line = line.trim_end_matches(':').trim();
    if line.is_empty() || line.chars().count() > 48 || !line.starts_with(|c: char| c.is_uppercase()) {
        return false;
    }
    let folded = line.to_lowercase();
    let holds = |list: &str, word: &str| list.split_whitespace().any(|known| known == word);
    let words: Vec<&str> = folded.split([' ', '/', ',']).filter(|word| !word.is_empty()).collect();
    words.len() <= 5
        && words.iter().any(|word| holds(HEADS, word))
        && words.iter().all(|word| holds(HEADS, word) || holds(HELPERS, word))
}

#[cfg(test)]
mod tests {
    use super::is_heading;

    #[test]
    fn the_names_of_sections_are_known_and_little_else() {
        for line in [
            "Experience",
            "WORK EXPERIENCE",
            "Education and training",
            "Beruflicher Werdegang",
            "Langues :",
            "Skills & tools",
        ] {
            assert!(is_heading(line.trim_end_matches(" :")), "{line}");
        }
        for line in [
            "Project manager",
            "Rust",
            "Certified Scrum Master",
            "experience with boats",
            "Language teacher, Porto",
            "",
        ] {
            assert!(!is_heading(line), "{line}");
        }
    }
}
