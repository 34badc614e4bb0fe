//! Machines that would serve any product: database, queue, events, sessions, files, mail, the clock.

pub mod clock;
pub mod config;
pub mod db;
pub mod events;
pub mod extraction;
pub mod files;
pub mod http;
pub mod mail;
pub mod memo;
pub mod passwords;
pub mod pdf;
pub mod queue;
pub mod sessions;
pub mod sheet;
pub mod telemetry;
pub mod text_enum;
pub mod throttle;
