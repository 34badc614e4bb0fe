//! Passwords: what is accepted, and how it is kept so that a stolen database gives none away.

use anyhow::{Context, anyhow};
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version, password_hash::phc::PasswordHash};
use rand::Rng;
use secrecy::{ExposeSecret, SecretString};
use std::{
    collections::BTreeSet,
    sync::{Arc, LazyLock},
};
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization;

/// A new password that is long enough and not among the first to be guessed.
#[derive(Clone, Debug)]
pub struct Password(SecretString);

impl Password {
    /// Fewest and most characters. Length is what helps (NIST SP 800-63B); no rules about which characters.
    const LENGTH: std::ops::RangeInclusive<usize> = 12..=256;

    /// Accepts what was typed, or says what is wrong with it. Whether it is too much like the account's name or address
    /// is for the caller to see.
    pub fn parse(typed: &str) -> Result<Password, &'static str> {
        let text = normal(typed);
        if text.chars().count() < *Self::LENGTH.start() {
            return Err("Use at least 12 characters.");
        }
        if text.chars().count() > *Self::LENGTH.end() {
            return Err("Use at most 256 characters.");
        }
        if is_obvious(&text) {
            return Err("This is one of the first passwords anyone would try. Choose another.");
        }
        Ok(Password(text.into()))
    }
}

/// The hash to keep, in PHC format, with its own salt and parameters.
pub async fn hash(password: Password) -> anyhow::Result<String> {
    on_a_core(move || {
        let password = password.0.expose_secret().as_bytes();
        let hashed: PasswordHash = hasher().hash_password(password).map_err(|error| anyhow!(error))?;
        Ok(hashed.to_string())
    })
    .await?
}

/// Whether `candidate` is the password that `hash` was made of. Without a hash the answer is no, after the same time:
/// nobody can learn from the clock whether an account exists.
pub async fn verify(candidate: String, hash: Option<String>) -> bool {
    let checked = on_a_core(move || {
        let candidate = normal(&candidate);
        match hash {
            Some(hash) => hasher().verify_password(candidate.as_bytes(), hash.as_str()).is_ok(),
            None => {
                let _: Result<PasswordHash, _> = hasher().hash_password(candidate.as_bytes());
                false
            }
        }
    });
    checked.await.unwrap_or(false)
}

/// A password for a machine to give and a person to type: four groups of five, 100 random bits.
pub fn random_password() -> String {
    // No l, o, 0 or 1: nothing that looks like something else.
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut random = rand::rng();
    let mut group = || -> String { (0..5).map(|_| char::from(LETTERS[random.random_range(0..32)])).collect() };
    [group(), group(), group(), group()].join("-")
}

/// Argon2id with the memory (19 MiB), passes (2) and lanes (1) of OWASP's Password Storage Cheat Sheet.
fn hasher() -> Argon2<'static> {
    const PARAMS: Params = match Params::new(19_456, 2, 1, None) {
        Ok(params) => params,
        Err(_) => panic!("Argon2 takes these figures"),
    };
    Argon2::new(Algorithm::Argon2id, Version::V0x13, PARAMS)
}

/// Runs slow work beside the async threads, one at a time per core: a storm of sign-ins must not take all memory.
async fn on_a_core<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> anyhow::Result<T> {
    static CORES: LazyLock<Arc<Semaphore>> =
        LazyLock::new(|| Arc::new(Semaphore::new(std::thread::available_parallelism().map_or(1, |cores| cores.get()))));
    let core = CORES.clone().acquire_owned().await?;
    let done = tokio::task::spawn_blocking(move || {
        // Held here, not by the waiting side: work goes on when the visitor goes away.
        let _core = core;
        work()
    });
    done.await.context("password hashing stopped")
}

/// The same password however a keyboard composes its characters.
fn normal(typed: &str) -> String {
    typed.nfkc().collect()
}

/// Long enough, yet among the first to be tried: known favourites, and few characters repeated.
fn is_obvious(text: &str) -> bool {
    let folded = text.to_lowercase();
    let distinct: BTreeSet<char> = folded.chars().collect();
    let letters: String = folded.chars().filter(|c| c.is_alphabetic()).collect();
    distinct.len() < 5
        || FAVOURITES.iter().any(|favourite| folded == *favourite)
        || ["password", "passwordpassword", "administrator", "recruitpro", "qwertyuiop"].contains(&letters.as_str())
}

const FAVOURITES: [&str; 16] = [
    "123456789012",
    "1234567890123",
    "123456789123",
    "123456789123456789",
    "012345678910",
    "abcdefghijkl",
    "abcdefghijklmnopqrstuvwxyz",
    "1q2w3e4r5t6y",
    "1qaz2wsx3edc",
    "qwertyuiopasdfghjkl",
    "qwerty123456",
    "qwertyuiop[]",
    "iloveyou1234",
    "letmein12345",
    "welcome12345",
    "correct horse battery staple",
];
