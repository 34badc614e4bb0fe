//! What the columns of a table hold: guessed from their headings, and remembered for tables with the same ones.

use crate::hiring::Result;
use crate::platform::db::{Db, Run, Tx, sql};
use crate::text_enum;
use chrono::{DateTime, Utc};
use deunicode::deunicode;
use sha2::{Digest, Sha256};

text_enum! {
    pub enum Column {
        Skip = "skip",
        Name = "name",
        FirstName = "first_name",
        LastName = "last_name",
        Email = "email",
        Phone = "phone",
        Location = "location",
        Headline = "headline",
        Title = "title",
        Company = "company",
        Skills = "skills",
        Links = "links",
        Tags = "tags",
        Source = "source",
        Position = "position",
        Resume = "resume",
        Note = "note",
    }
}

/// Headings as they are written in English, German, French, Spanish, Italian, Portuguese, Dutch and Polish, folded.
const HEADINGS: [(Column, &str); 16] = [
    (
        Column::FirstName,
        "first name|firstname|given name|forename|vorname|prenom|nombre|nombre de pila|primeiro nome|voornaam|imie",
    ),
    (
        Column::LastName,
        "last name|lastname|surname|family name|nachname|familienname|nom|nom de famille|apellido|apellidos|cognome|sobrenome|apelido|achternaam|nazwisko",
    ),
    (
        Column::Name,
        "name|full name|fullname|candidate|candidate name|applicant|contact|vollstandiger name|kandidat|bewerber|nom complet|nom et prenom|candidat|nombre completo|nombre y apellidos|candidato|nome|nome completo|nome e cognome|naam|volledige naam|imie i nazwisko",
    ),
    (
        Column::Email,
        "e mail|email|mail|e mail address|email address|email 1|primary email|work email|personal email|e mail adresse|emailadresse|courriel|adresse e mail|adresse email|correo|correo electronico|posta elettronica|indirizzo e mail|e mailadres|adres e mail",
    ),
    (
        Column::Phone,
        "phone|phone number|phone 1|mobile|mobile phone|cell|cell phone|telephone|tel|telefon|telefonnummer|handy|mobil|mobiltelefon|portable|numero de telephone|telefono|movil|cellulare|telefone|telemovel|celular|telefoon|mobiel|numer telefonu",
    ),
    (
        Column::Location,
        "location|city|town|place|address|residence|ort|wohnort|stadt|adresse|lieu|ville|domicile|ubicacion|ciudad|localidad|direccion|luogo|citta|residenza|localizacao|cidade|localidade|morada|plaats|woonplaats|stad|miasto|lokalizacja",
    ),
    (Column::Headline, "headline|summary line|tagline|kurzprofil|titre du profil|titular|titulo profesional"),
    (
        Column::Title,
        "title|job title|current title|position|current position|role|job|occupation|beruf|berufsbezeichnung|stelle|funktion|jobtitel|poste|fonction|intitule du poste|metier|cargo|puesto|puesto actual|ruolo|posizione|qualifica|funcao|functie|stanowisko",
    ),
    (
        Column::Company,
        "company|current company|employer|current employer|organization|organisation|firma|unternehmen|arbeitgeber|entreprise|societe|employeur|empresa|compania|empleador|azienda|datore di lavoro|empregador|bedrijf|werkgever|pracodawca",
    ),
    (
        Column::Skills,
        "skills|skill|key skills|kenntnisse|fahigkeiten|competences|habilidades|competencias|competenze|vaardigheden|umiejetnosci",
    ),
    (
        Column::Links,
        "links|link|linkedin|linkedin url|linkedin profile|profile url|profile|url|website|web|github|xing|profil|site web|sitio web|sito web|site",
    ),
    (
        Column::Position,
        "applied for|applied position|position applied for|job applied for|applying for|applied to|vacancy|job opening|opening|requisition|considered for|beworben auf|beworben fur|vakanz|offene stelle|poste vise|candidature|offre|vacante|posizione aperta|candidatura|vaga|vacature|rekrutacja",
    ),
    (Column::Resume, "json resume|jsonresume"),
    (Column::Tags, "tags|tag|labels|label|keywords|schlagworte|etiquettes|etiquetas|etichette"),
    (Column::Source, "source|origin|channel|quelle|herkunft|provenance|origine|fuente|origen|fonte|origem|bron|zrodlo"),
    (
        Column::Note,
        "note|notes|comment|comments|remarks|notiz|notizen|bemerkung|bemerkungen|kommentar|remarque|remarques|commentaire|nota|notas|comentario|comentarios|commenti|observacoes|opmerking|opmerkingen|uwagi",
    ),
];

impl Column {
    pub fn label(self) -> &'static str {
        match self {
            Column::Skip => "Leave out",
            Column::Name => "Name",
            Column::FirstName => "First name",
            Column::LastName => "Last name",
            Column::Email => "E-mail",
            Column::Phone => "Phone",
            Column::Location => "Lives in",
            Column::Headline => "Headline",
            Column::Title => "Job title",
            Column::Company => "Company",
            Column::Skills => "Skills",
            Column::Links => "Links",
            Column::Tags => "Tags",
            Column::Source => "Source",
            Column::Position => "Considered for",
            Column::Resume => "JSON Resume",
            Column::Note => "Note",
        }
    }

    /// Whether several columns may hold it.
    pub fn repeats(self) -> bool {
        matches!(self, Column::Skip | Column::Skills | Column::Links | Column::Tags | Column::Note)
    }

    fn of(heading: &str) -> Column {
        let heading = folded(heading);
        let known = |(_, names): &&(Column, &str)| names.split('|').any(|name| name == heading);
        HEADINGS.iter().find(known).map_or(Column::Skip, |(column, _)| *column)
    }
}

/// What each column seems to hold. Of two that could be the same, the first is.
pub fn guess(head: &[String]) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::with_capacity(head.len());
    for heading in head {
        let column = Column::of(heading);
        let taken = !column.repeats() && columns.contains(&column);
        columns.push(if taken { Column::Skip } else { column });
    }
    // "Nom" beside "Prénom" is a last name; alone it is the whole one.
    let has = |column| columns.contains(&column);
    let alone = match (has(Column::Name), has(Column::FirstName), has(Column::LastName)) {
        (false, false, true) => Some(Column::LastName),
        (false, true, false) => Some(Column::FirstName),
        _ => None,
    };
    columns.into_iter().map(|column| if Some(column) == alone { Column::Name } else { column }).collect()
}

fn folded(heading: &str) -> String {
    let plain = deunicode(heading).to_lowercase();
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What these headings meant last time, or what they seem to mean.
pub async fn remembered(db: &Db, head: &[String]) -> Result<Vec<Column>> {
    let query = sql("SELECT columns FROM import_headings WHERE headings = $1").bind(key(head));
    let kept: Option<(sqlx::types::Json<Vec<Column>>,)> = db.maybe(query).await?;
    Ok(kept.map(|(columns,)| columns.0).filter(|columns| columns.len() == head.len()).unwrap_or_else(|| guess(head)))
}

pub(super) async fn remember(tx: &mut Tx, head: &[String], columns: &[Column], now: DateTime<Utc>) -> Result<()> {
    let columns = serde_json::to_value(columns).map_err(anyhow::Error::from)?;
    let query = sql(
        "INSERT INTO import_headings (headings, columns, updated_at) VALUES ($1, $2, $3)
                     ON CONFLICT (headings) DO UPDATE SET columns = excluded.columns, updated_at = excluded.updated_at",
    );
    tx.run(query.bind(key(head)).bind(columns).bind(now)).await?;
    Ok(())
}

fn key(head: &[String]) -> String {
    let all = head.iter().map(|heading| folded(heading)).collect::<Vec<_>>().join("|");
    hex::encode(Sha256::digest(all.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_guessed_in_several_languages() {
        let guessed = |head: &[&str]| {
            let head: Vec<String> = head.iter().map(|heading| heading.to_string()).collect();
            guess(&head).into_iter().map(Column::as_str).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(
            guessed(&["Vorname", "Nachname", "E-Mail-Adresse", "Wohnort", "Bemerkungen"]),
            "first_name last_name email location note"
        );
        assert_eq!(guessed(&["Nom", "Prénom", "Téléphone portable", "Société"]), "last_name first_name skip company");
        assert_eq!(guessed(&["Nom", "Courriel"]), "name email");
        assert_eq!(guessed(&["Nombre y apellidos", "Móvil", "Puesto"]), "name phone title");
        assert_eq!(
            guessed(&["NAME", "Email", "E-mail", "LinkedIn", "GitHub", "?"]),
            "name email skip links links skip"
        );
    }
}
