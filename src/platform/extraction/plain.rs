//! Plain text in whatever encoding it was saved.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// The text of `bytes`: by byte order mark, then as UTF-8, then UTF-16 without a mark, then the likeliest
/// legacy encoding.
pub fn decode(bytes: &[u8]) -> String {
    decode_with_hint(bytes, None)
}

/// As [`decode`], but `hint`, an encoding the file itself names, comes before guessing.
pub fn decode_with_hint(bytes: &[u8], hint: Option<&'static Encoding>) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => return text.to_owned(),
        // Only the last character is cut short: still UTF-8.
        Err(error) if error.error_len().is_none() && error.valid_up_to() > 0 => {
            return String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned();
        }
        _ => {}
    }
    let encoding = hint.or_else(|| bare_utf16(bytes)).unwrap_or_else(|| guess(bytes));
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// Whether `sample`, the start of a file, is text at all: a mark, or almost no control characters.
pub fn looks_like_text(sample: &[u8]) -> bool {
    if sample.is_empty() {
        return false;
    }
    if Encoding::for_bom(sample).is_some() || bare_utf16(sample).is_some() {
        return true;
    }
    let odd = sample.iter().filter(|byte| matches!(byte, 0x01..=0x08 | 0x0e..=0x19 | 0x1c..=0x1f | 0x7f)).count();
    !sample.contains(&0) && odd <= sample.len() / 1000
}

/// UTF-16 without a mark: in most scripts of Europe every other byte is zero, and only every other.
fn bare_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096)];
    let pairs = sample.len() / 2;
    let zeros = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    if pairs >= 8 && second * 2 > pairs && first == 0 {
        Some(UTF_16LE)
    } else if pairs >= 8 && first * 2 > pairs && second == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_their_absence_are_both_read() {
        let name = "Zoë Kovář";
        let little: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = name.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(name.as_bytes()), name);
        assert_eq!(decode(&[b"\xef\xbb\xbf", name.as_bytes()].concat()), name);
        assert_eq!(decode(&[b"\xff\xfe", little.as_slice()].concat()), name);
        assert_eq!(decode(&[b"\xfe\xff", big.as_slice()].concat()), name);
        assert_eq!(decode(&little), name);
        assert_eq!(decode(&big), name);
    }

    #[test]
    fn a_character_cut_in_half_does_not_spoil_the_rest() {
        assert_eq!(decode(&"Kovář".as_bytes()[.."Kovář".len() - 1]), "Kov\u{e1}");
    }

    #[test]
    fn a_named_encoding_is_believed_when_the_bytes_are_not_utf8() {
        assert_eq!(decode_with_hint(b"\xc8ern\xfd", Some(encoding_rs::WINDOWS_1250)), "Černý");
    }
}
