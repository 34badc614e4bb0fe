//! Passwords: accepted, hashed, checked.

use recruitpro::platform::passwords::{Password, hash, random_password, verify};
use std::{collections::HashSet, time::Instant};

#[tokio::test]
async fn only_the_right_password_opens() {
    let kept = hash(Password::parse("a quiet green river").unwrap()).await.unwrap();
    assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
    assert!(verify("a quiet green river".into(), Some(kept.clone())).await);
    assert!(!verify("a quiet green rives".into(), Some(kept.clone())).await);
    assert!(!verify("a quiet green river".into(), None).await);
    assert!(!verify("a quiet green river".into(), Some("not a hash".into())).await);

    let again = hash(Password::parse("a quiet green river").unwrap()).await.unwrap();
    assert_ne!(again, kept, "each has its own salt");
}

#[tokio::test]
async fn a_password_is_the_same_from_every_keyboard() {
    let kept = hash(Password::parse("cafe\u{301} au lait, s'il").unwrap()).await.unwrap();
    assert!(verify("caf\u{e9} au lait, s'il".into(), Some(kept)).await);
}

#[test]
fn short_long_and_obvious_passwords_are_refused() {
    assert_eq!(Password::parse("elevenchars").unwrap_err(), "Use at least 12 characters.");
    assert!(Password::parse("žluťoučký kůň").is_ok(), "characters count, not bytes");
    assert!(Password::parse(&"ab cd ef ".repeat(28)).is_ok());
    assert_eq!(Password::parse(&"abcdefgh".repeat(33)).unwrap_err(), "Use at most 256 characters.");
    for obvious in ["aaaaaaaaaaaa", "Password1234!", "1q2w3e4r5t6y", "Recruitpro-2026", "abababababab"] {
        assert!(Password::parse(obvious).unwrap_err().contains("first passwords"), "{obvious}");
    }
}

#[tokio::test]
async fn an_unknown_account_takes_as_long_as_a_known_one() {
    let kept = hash(Password::parse("a quiet green river").unwrap()).await.unwrap();
    let mut took = [Vec::new(), Vec::new()];
    for _ in 0..9 {
        for (index, hash) in [Some(kept.clone()), None].into_iter().enumerate() {
            let started = Instant::now();
            assert!(!verify("another password".into(), hash).await);
            took[index].push(started.elapsed());
        }
    }
    let [known, unknown] = took.map(|mut times| {
        times.sort();
        times[4].as_secs_f64()
    });
    // Two figures of the same order: the real difference would be a factor of thousands.
    assert!(known / unknown < 3.0 && unknown / known < 3.0, "{known} against {unknown} seconds");
}

#[test]
fn made_passwords_are_accepted_readable_and_never_the_same() {
    let made: HashSet<String> = (0..200).map(|_| random_password()).collect();
    assert_eq!(made.len(), 200);
    for password in made {
        assert!(Password::parse(&password).is_ok());
        assert!(password.split('-').map(str::len).eq([5, 5, 5, 5]), "{password}");
        assert!(!password.contains(['l', 'o', '0', '1']), "{password}");
    }
}
