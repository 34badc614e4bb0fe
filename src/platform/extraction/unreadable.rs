//! Why a file could not be read, said so that the reader knows what to do next.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The reason there is no text. `Display` is a sentence for the screen; [`Unreadable::code`] is for storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Error)]
#[serde(rename_all = "snake_case")]
pub enum Unreadable {
    #[error("The file is empty. Ask for it again.")]
    Empty,
    #[error("The file is larger than 64 MB. Ask for a smaller copy.")]
    TooLarge,
    #[error("This kind of file cannot be read. Ask for PDF, DOCX, DOC, ODT, RTF, HTML or plain text.")]
    UnknownType,
    #[error("The file was made by a very old version of Word. Ask for a copy saved as PDF or DOCX.")]
    TooOld,
    #[error("The file is protected by a password. Ask for a copy without one.")]
    Encrypted,
    #[error("No text found: is it a scan? Ask for a copy with selectable text.")]
    NoText,
    #[error("The file has no pages. Ask for a new copy.")]
    NoPages,
    #[error("The file is damaged. Ask for a new copy, saved again as PDF.")]
    Damaged,
    #[error("The file takes too much time or memory to read. Ask for a simpler copy, saved again as PDF.")]
    TooHeavy,
    #[error("The file could not be read this time. Try again.")]
    Failed,
}

impl Unreadable {
    /// Every reason, in the order they are checked.
    pub const ALL: [Unreadable; 10] = [
        Unreadable::Empty,
        Unreadable::TooLarge,
        Unreadable::UnknownType,
        Unreadable::TooOld,
        Unreadable::Encrypted,
        Unreadable::NoText,
        Unreadable::NoPages,
        Unreadable::Damaged,
        Unreadable::TooHeavy,
        Unreadable::Failed,
    ];

    /// The stable name, the same as in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Unreadable::Empty => "empty",
            Unreadable::TooLarge => "too_large",
            Unreadable::UnknownType => "unknown_type",
            Unreadable::TooOld => "too_old",
            Unreadable::Encrypted => "encrypted",
            Unreadable::NoText => "no_text",
            Unreadable::NoPages => "no_pages",
            Unreadable::Damaged => "damaged",
            Unreadable::TooHeavy => "too_heavy",
            Unreadable::Failed => "failed",
        }
    }

    /// The reason stored under `code`.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }

    /// Whether reading the same bytes again could end differently.
    pub fn worth_retrying(self) -> bool {
        self == Unreadable::Failed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stored_name_and_the_json_name_agree() {
        for reason in Unreadable::ALL {
            assert_eq!(serde_json::to_value(reason).unwrap(), reason.code());
            assert_eq!(Unreadable::from_code(reason.code()), Some(reason));
        }
        assert_eq!(Unreadable::from_code("unheard_of"), None);
    }
}
