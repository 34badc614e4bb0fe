//! What a table can show, and what it can be put in order by.

use super::Scope;
use crate::text_enum;

text_enum! {
    pub enum Column {
        Name = "name",
        Location = "location",
        Experience = "experience",
        Fit = "fit",
        Requirements = "requirements",
        Position = "position",
        Stage = "stage",
        InStage = "in_stage",
        Source = "source",
        Applied = "applied",
        Owner = "owner",
        Changed = "changed",
        Added = "added",
        Email = "email",
        Phone = "phone",
    }
}

impl Column {
    pub fn label(self) -> &'static str {
        match self {
            Column::Name => "Candidate",
            Column::Location => "Lives in",
            Column::Experience => "Experience",
            Column::Fit => "Fit",
            Column::Requirements => "Requirements",
            Column::Position => "Considered for",
            Column::Stage => "Stage",
            Column::InStage => "In stage",
            Column::Source => "Source",
            Column::Applied => "Applied",
            Column::Owner => "Owner",
            Column::Changed => "Changed",
            Column::Added => "Added",
            Column::Email => "E-mail",
            Column::Phone => "Phone",
        }
    }

    /// Those to choose from, the name apart: it is always there.
    pub fn offered(scope: &Scope) -> impl Iterator<Item = Column> {
        let here = match scope {
            Scope::Position(_) => [Column::Position, Column::Added],
            Scope::Everyone => [Column::Requirements, Column::InStage],
        };
        Column::ALL.iter().copied().filter(move |column| *column != Column::Name && !here.contains(column))
    }

    /// What a table shows until someone chooses.
    pub fn usual(scope: &Scope) -> &'static [Column] {
        use Column::*;
        match scope {
            Scope::Position(_) => &[Fit, Requirements, Stage, InStage, Source, Applied, Owner],
            Scope::Everyone => &[Location, Experience, Fit, Position, Stage, Changed],
        }
    }

    /// The column of an index that a table is put in order by. What groups people rather than ranks them (stage, source,
    /// owner, place) has none and is filtered by.
    pub(super) fn key(self, scope: &Scope) -> Option<&'static str> {
        Some(match (scope, self) {
            (Scope::Position(_), Column::Name) => "a.candidate_name",
            (Scope::Position(_), Column::Experience) => "a.experience",
            (Scope::Position(_), Column::Fit) => "a.fit",
            (Scope::Position(_), Column::InStage) => "a.entered_stage_at",
            (Scope::Position(_), Column::Applied) => "a.created_at",
            (Scope::Position(_), Column::Changed) => "a.updated_at",
            (Scope::Everyone, Column::Name) => "c.name",
            (Scope::Everyone, Column::Experience) => "COALESCE(c.experience_years, -1)",
            (Scope::Everyone, Column::Changed) => "c.updated_at",
            (Scope::Everyone, Column::Added) => "c.created_at",
            _ => return None,
        })
    }

    pub fn sorts(self, scope: &Scope) -> bool {
        self.key(scope).is_some()
    }

    /// Whether the first press of its head puts the greatest first. Of times in a stage the longest, so the earliest.
    pub fn starts_descending(self) -> bool {
        !matches!(self, Column::Name | Column::InStage)
    }
}
