//! The program itself, from outside: started, spoken to as a browser speaks, killed.

mod client;
pub mod crash;
mod server;
mod upload;

pub use client::{Answer, Client, request};
pub use server::{Credentials, Server};
pub use upload::{Cv, Upload};
