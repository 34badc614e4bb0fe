//! The machines of the platform, each by itself.

mod platform {
    mod bucket;
    mod config;
    mod files;
    mod http;
    mod mail;
    mod passwords;
}
