//! Numbers as people read them: thousands apart, sizes in kB and MB, pay as a range.

use std::fmt::Display;

use askama::{Result, Values};

/// A whole number with its thousands apart and a real minus sign: "12,480".
#[askama::filter_fn]
pub fn number(value: impl Display, _: &dyn Values) -> Result<String> {
    Ok(grouped(&value.to_string()))
}

/// A number inside a sentence: words up to twelve, figures from there on.
#[askama::filter_fn]
pub fn in_words(value: impl Display, _: &dyn Values) -> Result<String> {
    const WORDS: [&str; 13] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let figures = value.to_string();
    let word = figures.parse::<usize>().ok().and_then(|n| WORDS.get(n));
    Ok(word.map_or_else(|| grouped(&figures), |word| (*word).to_owned()))
}

/// Bytes as a reader's size: "412 kB", "3.1 MB".
#[askama::filter_fn]
pub fn file_size(bytes: impl Display, _: &dyn Values) -> Result<String> {
    Ok(bytes.to_string().parse().map_or_else(|_| "–".to_owned(), sized))
}

/// Yearly pay from the lower end to the upper: "€82,000–96,000", "from €82,000", "up to £50,000"; empty without either.
#[askama::filter_fn]
pub fn salary<C: AsRef<str>>(from: &Option<i64>, _: &dyn Values, to: &Option<i64>, currency: C) -> Result<String> {
    Ok(pay(*from, *to, currency.as_ref()))
}

/// The same range for text made in Rust.
pub fn pay(from: Option<i64>, to: Option<i64>, currency: &str) -> String {
    let sign = match currency {
        "EUR" => "€".to_owned(),
        "GBP" => "£".to_owned(),
        "USD" => "$".to_owned(),
        "" => String::new(),
        code => format!("{code} "),
    };
    let figure = |amount: i64| grouped(&amount.to_string());
    match (from, to) {
        (Some(from), Some(to)) if from == to => format!("{sign}{}", figure(from)),
        (Some(from), Some(to)) => format!("{sign}{}–{}", figure(from), figure(to)),
        (Some(from), None) => format!("from {sign}{}", figure(from)),
        (None, Some(to)) => format!("up to {sign}{}", figure(to)),
        (None, None) => String::new(),
    }
}

fn sized(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        1_000_000..1_000_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.1} GB", bytes as f64 / 1e9),
    }
}

/// A whole number with its thousands apart, for text made in Rust.
pub fn grouped(figures: &str) -> String {
    let (sign, digits) = figures.strip_prefix('-').map_or(("", figures), |digits| ("\u{2212}", digits));
    let (whole, rest) = digits.find('.').map_or((digits, ""), |at| digits.split_at(at));
    let mut out = String::with_capacity(figures.len() + figures.len() / 3);
    out.push_str(sign);
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::{grouped, pay, sized};

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(grouped("7"), "7");
        assert_eq!(grouped("1000"), "1,000");
        assert_eq!(grouped("-1234567"), "\u{2212}1,234,567");
        assert_eq!(grouped("12345.5"), "12,345.5");
    }

    #[test]
    fn sizes_round_to_what_a_reader_needs() {
        assert_eq!(sized(999), "999 B");
        assert_eq!(sized(411_300), "412 kB");
        assert_eq!(sized(3_140_000), "3.1 MB");
    }

    #[test]
    fn pay_is_a_range_or_one_end_of_it() {
        assert_eq!(pay(Some(82_000), Some(96_000), "EUR"), "€82,000–96,000");
        assert_eq!(pay(Some(50_000), Some(50_000), "GBP"), "£50,000");
        assert_eq!(pay(None, Some(700_000), "SEK"), "up to SEK 700,000");
        assert_eq!(pay(None, None, "EUR"), "");
    }
}
