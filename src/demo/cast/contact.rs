//! How a person is reached: addresses at example domains and numbers from ranges set aside for fiction.

use super::chance::Chance;

const MAIL_DOMAINS: [&str; 6] =
    ["post.example", "mail.example", "inbox.example", "letterbox.example", "webmail.example", "home.example"];

/// `first.last@….example` from a name, without accents; `mark` tells namesakes apart.
pub fn email(name: &str, mark: &str, chance: &mut Chance) -> String {
    let name = plain(name);
    let words: Vec<&str> = name.split(|letter: char| !letter.is_ascii_alphanumeric()).collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let (first, last) = (words.first().copied().unwrap_or("x"), words.get(1..).unwrap_or_default().concat());
    let local = match chance.between(0, 4) {
        0 => format!("{}.{last}", &first[..1]),
        1 => format!("{first}{last}"),
        2 => format!("{first}_{last}"),
        _ => format!("{first}.{last}"),
    };
    format!("{local}{mark}@{}", chance.pick(&MAIL_DOMAINS)).to_lowercase()
}

/// A number nobody has: the country's range for films and examples, or the British one.
pub fn phone(place: &str, serial: u32) -> String {
    match place.rsplit(", ").next().unwrap_or_default() {
        "Germany" | "Austria" | "Switzerland" => format!("+49 30 23125 {:03}", serial % 1000),
        "France" | "Belgium" => format!("+33 6 39 98 {:02} {:02}", serial / 100 % 100, serial % 100),
        _ => format!("+44 7700 900{:03}", serial % 1000),
    }
}

/// A number for one of a crowd, from the large French and Australian ranges: none twice among the first 140,000.
pub fn crowd_phone(serial: u64) -> String {
    const RANGES: [(&str, &str); 14] = [
        ("+33 1", "99 00"),
        ("+33 2", "61 91"),
        ("+33 3", "53 01"),
        ("+33 4", "65 71"),
        ("+33 5", "36 49"),
        ("+33 6", "39 98"),
        ("+61 2", "5550"),
        ("+61 2", "7010"),
        ("+61 3", "5550"),
        ("+61 3", "7010"),
        ("+61 7", "5550"),
        ("+61 7", "7010"),
        ("+61 8", "5550"),
        ("+61 8", "7010"),
    ];
    // 7,919 is prime, so that the steps visit every number before they come back to the first.
    let spread = serial % 140_000 * 7_919 % 140_000;
    let (area, range) = RANGES[(spread / 10_000) as usize];
    format!("{area} {range} {:02} {:02}", spread / 100 % 100, spread % 100)
}

/// The name in ASCII letters.
pub fn plain(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for letter in name.chars() {
        match letter {
            _ if letter.is_ascii() => plain.push(letter),
            'ä' => plain.push_str("ae"),
            'ö' | 'ø' => plain.push_str("oe"),
            'ü' => plain.push_str("ue"),
            'ß' => plain.push_str("ss"),
            'Ö' | 'Ø' => plain.push_str("Oe"),
            'Ü' => plain.push_str("Ue"),
            'å' | 'á' | 'à' | 'â' | 'ã' | 'ą' | 'ă' => plain.push('a'),
            'Å' | 'Á' => plain.push('A'),
            'ç' | 'ć' | 'č' => plain.push('c'),
            'Ç' | 'Č' | 'Ć' => plain.push('C'),
            'đ' => plain.push('d'),
            'é' | 'è' | 'ê' | 'ë' | 'ę' | 'ě' | 'ē' => plain.push('e'),
            'É' => plain.push('E'),
            'ğ' => plain.push('g'),
            'í' | 'ì' | 'î' | 'ï' | 'ı' => plain.push('i'),
            'İ' => plain.push('I'),
            'ł' => plain.push('l'),
            'Ł' => plain.push('L'),
            'ñ' | 'ń' | 'ň' | 'ņ' => plain.push('n'),
            'ó' | 'ò' | 'ô' | 'õ' | 'ő' => plain.push('o'),
            'ř' => plain.push('r'),
            'Ř' => plain.push('R'),
            'š' | 'ś' | 'ş' | 'ș' => plain.push('s'),
            'Š' | 'Ś' | 'Ş' => plain.push('S'),
            'ț' => plain.push('t'),
            'ú' | 'ù' | 'û' | 'ů' | 'ű' => plain.push('u'),
            'ý' | 'ÿ' => plain.push('y'),
            'ž' | 'ź' | 'ż' => plain.push('z'),
            'Ž' | 'Ż' => plain.push('Z'),
            _ => plain.push('-'),
        }
    }
    plain
}
