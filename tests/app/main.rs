//! One test program for the whole app: the real router on a database of its own, on both engines.

mod applications;
mod board;
mod candidates;
mod compare;
mod crawl;
mod documents;
mod floors;
mod guard;
mod live;
mod memo;
mod people;
mod pools;
mod positions;
mod projects;
mod requirements;
mod search;
mod settings;
mod setup;
mod shared_documents;
mod sign_in;
mod stages;
mod support;
mod tags;
mod teams;
mod uploads;
