//! RecruitPro, floor by floor: `web` and `jobs` stand on `hiring`, which stands on `screening` and `platform`.

pub mod app;
pub mod cli;
pub mod demo;
pub mod hiring;
pub mod jobs;
pub mod platform;
pub mod screening;
pub mod web;
