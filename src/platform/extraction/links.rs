//! Chooses which link targets of a file are worth keeping.

/// Most links kept of a file, and the longest, in bytes.
const MOST: usize = 100;
const LONGEST: usize = 2000;

const SCHEMES: [&str; 4] = ["https://", "http://", "mailto:", "tel:"];

/// Web, mail and telephone addresses, each once, in order. Anything else, scripts above all, is dropped.
pub fn keep(targets: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for target in targets {
        let target = target.trim();
        let address = SCHEMES.iter().any(|scheme| has_scheme(target, scheme));
        let plain = !target.chars().any(|c| c.is_control() || c.is_whitespace());
        if address && plain && target.len() <= LONGEST && !kept.iter().any(|known| known == target) {
            kept.push(target.to_owned());
        }
        if kept.len() == MOST {
            break;
        }
    }
    kept
}

fn has_scheme(target: &str, scheme: &str) -> bool {
    target.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)) && target.len() > scheme.len()
}

#[cfg(test)]
mod tests {
    #[test]
    fn addresses_are_kept_once_and_scripts_never() {
        let targets = [
            "https://a.example",
            "javascript:alert(1)",
            " HTTPS://b.example ",
            "https://a.example",
            "mailto:a@b.example",
            "mailto:",
            "file:///etc/passwd",
            "https://a b",
            "#top",
        ];
        let kept = super::keep(targets.map(String::from).to_vec());
        assert_eq!(kept, ["https://a.example", "HTTPS://b.example", "mailto:a@b.example"]);
    }
}
