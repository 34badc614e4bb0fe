//! What is recorded, in words and in groups to choose from.

use super::Kind;
use crate::text_enum;

text_enum! {
    pub enum Group {
        Arrivals = "arrivals",
        Screening = "screening",
        Moves = "moves",
        Notes = "notes",
        Details = "details",
        Files = "files",
        Projects = "projects",
        Records = "records",
    }
}

impl Group {
    pub fn label(self) -> &'static str {
        match self {
            Group::Arrivals => "Candidates and CVs",
            Group::Screening => "Screening",
            Group::Moves => "Moves",
            Group::Notes => "Notes",
            Group::Details => "Details, tags and pools",
            Group::Files => "Files",
            Group::Projects => "Projects and positions",
            Group::Records => "Merges, exports and erasures",
        }
    }

    pub fn kinds(self) -> impl Iterator<Item = Kind> {
        Kind::ALL.iter().copied().filter(move |kind| kind.group() == self)
    }
}

impl Kind {
    pub fn group(self) -> Group {
        match self {
            Kind::CandidateAdded | Kind::CvAdded | Kind::Applied => Group::Arrivals,
            Kind::Screened | Kind::Overruled | Kind::OverruleWithdrawn => Group::Screening,
            Kind::Moved | Kind::Rejected | Kind::Withdrawn | Kind::Reopened | Kind::Undone => Group::Moves,
            Kind::Assigned | Kind::TakenOff => Group::Moves,
            Kind::NoteAdded => Group::Notes,
            Kind::Tagged | Kind::Untagged | Kind::Pooled | Kind::Unpooled => Group::Details,
            Kind::DetailsChanged | Kind::DetailsRestored => Group::Details,
            Kind::FileAdded | Kind::FileRemoved | Kind::CvChosen | Kind::DocumentsChanged => Group::Files,
            Kind::ProjectAdded | Kind::ProjectChanged | Kind::PositionAdded | Kind::PositionChanged => Group::Projects,
            Kind::StagesChanged | Kind::RequirementsChanged => Group::Projects,
            Kind::Merged | Kind::Unmerged | Kind::Erased | Kind::Exported => Group::Records,
            Kind::ArchiveMade | Kind::ArchiveFetched => Group::Records,
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Kind::ProjectAdded => "Project created",
            Kind::ProjectChanged => "Project changed",
            Kind::PositionAdded => "Position added",
            Kind::PositionChanged => "Position changed",
            Kind::StagesChanged => "Stages changed",
            Kind::DocumentsChanged => "Documents changed",
            Kind::RequirementsChanged => "Requirements set",
            Kind::CandidateAdded => "Candidate added",
            Kind::CvAdded => "CV added",
            Kind::Applied => "Added to a position",
            Kind::Screened => "Screened",
            Kind::Moved => "Moved",
            Kind::Rejected => "Rejected",
            Kind::Withdrawn => "Withdrew",
            Kind::Reopened => "Back into play",
            Kind::Undone => "Move undone",
            Kind::Overruled => "Judged differently",
            Kind::OverruleWithdrawn => "Back to the screening",
            Kind::NoteAdded => "Note written",
            Kind::Tagged => "Tagged",
            Kind::Untagged => "Tag taken off",
            Kind::Pooled => "Added to a pool",
            Kind::Unpooled => "Taken out of a pool",
            Kind::DetailsChanged => "Details changed",
            Kind::DetailsRestored => "Details taken from the CV",
            Kind::FileAdded => "File added",
            Kind::FileRemoved => "File removed",
            Kind::CvChosen => "CV chosen",
            Kind::Merged => "Merged",
            Kind::Unmerged => "Taken apart",
            Kind::Erased => "Erased",
            Kind::Exported => "Exported",
            Kind::ArchiveMade => "Archive made",
            Kind::ArchiveFetched => "Archive fetched",
            Kind::Assigned => "Owner set",
            Kind::TakenOff => "Taken off a position",
        }
    }
}
