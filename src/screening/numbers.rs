//! Numbers written as words.

/// A number from zero to 99 in English, German, French, Spanish, Italian, Portuguese or Dutch words, folded.
pub fn in_words(folded: &str) -> Option<u32> {
    let word = folded.trim();
    if let Some(n) = small(word) {
        return Some(n);
    }
    // "seventy eight", "seventy-eight", "achtundsiebzig".
    let mut parts = word.split([' ', '-']).filter(|p| !matches!(*p, "and" | "et" | "y" | "e"));
    if let (Some(tens), Some(ones), None) = (parts.next(), parts.next(), parts.next()) {
        return match (small(tens), small(ones)) {
            (Some(t), Some(o)) if t >= 20 && t % 10 == 0 && o < 20 => Some(t + o),
            (None, Some(o)) => Some(o),
            _ => None,
        };
    }
    word.match_indices("und").find_map(|(at, und)| {
        let (ones, tens) = (small(&word[..at])?, small(&word[at + und.len()..])?);
        (ones < 10 && tens >= 20).then_some(tens + ones)
    })
}

fn small(word: &str) -> Option<u32> {
    Some(match word {
        "one" | "ein" | "eine" | "eins" | "un" | "une" | "uno" | "una" | "um" | "een" => 1,
        "two" | "zwei" | "deux" | "dos" | "due" | "dois" | "twee" => 2,
        "three" | "drei" | "trois" | "tres" | "tre" | "drie" => 3,
        "four" | "vier" | "quatre" | "cuatro" | "quattro" | "quatro" => 4,
        "five" | "funf" | "cinq" | "cinco" | "cinque" | "vijf" => 5,
        "six" | "sechs" | "seis" | "sei" | "zes" => 6,
        "seven" | "sieben" | "sept" | "siete" | "sette" | "sete" | "zeven" => 7,
        "eight" | "acht" | "huit" | "ocho" | "otto" | "oito" => 8,
        "nine" | "neun" | "neuf" | "nueve" | "nove" | "negen" => 9,
        "ten" | "zehn" | "dix" | "diez" | "dieci" | "dez" | "tien" => 10,
        "eleven" | "elf" | "onze" | "once" | "undici" => 11,
        "twelve" | "zwolf" | "douze" | "doce" | "dodici" | "doze" | "twaalf" => 12,
        "thirteen" => 13,
        "fourteen" => 14,
        "fifteen" | "funfzehn" | "quinze" | "quince" | "quindici" | "vijftien" => 15,
        "sixteen" => 16,
        "seventeen" => 17,
        "eighteen" => 18,
        "nineteen" => 19,
        "twenty" | "zwanzig" | "vingt" | "veinte" | "venti" | "vinte" | "twintig" => 20,
        "thirty" | "dreissig" | "dreißig" | "trente" | "treinta" | "trenta" | "trinta" | "dertig" => 30,
        "forty" | "vierzig" | "quarante" | "cuarenta" | "quaranta" | "quarenta" | "veertig" => 40,
        "fifty" | "funfzig" | "cinquante" | "cincuenta" | "cinquanta" | "cinquenta" | "vijftig" => 50,
        "sixty" | "sechzig" | "soixante" | "sesenta" | "sessanta" | "sessenta" | "zestig" => 60,
        "seventy" | "siebzig" | "setenta" | "settanta" | "zeventig" => 70,
        "eighty" | "achtzig" | "ochenta" | "ottanta" | "oitenta" | "tachtig" => 80,
        "ninety" | "neunzig" | "noventa" | "novanta" | "negentig" => 90,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::in_words;

    #[test]
    fn numbers_are_read_in_words() {
        for (words, number) in [
            ("seven", 7),
            ("seventy-eight", 78),
            ("seventy eight", 78),
            ("achtundsiebzig", 78),
            ("zwolf", 12),
            ("of three", 3),
            ("cinquante", 50),
        ] {
            assert_eq!(in_words(words), Some(number), "{words}");
        }
        assert_eq!(in_words("some budget"), None);
    }
}
