//! The Europass XML that Europass attaches to the PDF files it makes: the same CV as data, in order.

use hayro_syntax::Pdf;
use hayro_syntax::object::{Name, Object};

use crate::platform::extraction::structured;

/// Largest attachment looked at, in bytes.
const LARGEST: usize = 8 << 20;
/// How much of the attachment's words the pages must show: nobody is judged by what no reader sees.
const SHOWN: f32 = 0.7;

/// The CV attached as Europass XML, as text, when the pages say the same.
pub fn europass(bytes: &[u8], shown: &str) -> Option<String> {
    // Cheap for the many files without any: the name stands in the clear unless objects are packed.
    let named = |word: &[u8]| bytes.windows(word.len()).any(|w| w == word);
    if !named(b"EmbeddedFile") {
        return None;
    }
    let pdf = Pdf::new(bytes.to_vec()).ok()?;
    let xml = pdf.objects().into_iter().find_map(|object| {
        let Object::Stream(stream) = object else { return None };
        let kind = stream.dict().get::<Name<'_>>(b"Type")?;
        let data = (&*kind == b"EmbeddedFile").then(|| stream.decoded().ok()).flatten()?;
        let head = String::from_utf8_lossy(&data[..data.len().min(4096)]);
        (data.len() <= LARGEST && structured::is_europass(&head)).then(|| data.into_owned())
    })?;
    let text = structured::read_europass(&xml).ok()?.text;
    (structured::share_of_words(&text, shown) >= SHOWN).then_some(text)
}
