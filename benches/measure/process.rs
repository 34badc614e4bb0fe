//! What processes cost, as Linux counts it.

use std::fs;
use std::time::Duration;

/// Memory of a process, in bytes.
pub struct Memory {
    pub resident: u64,
    /// Of it, what is not a file's pages: those the kernel takes back whenever it needs room.
    pub own: u64,
    /// The most that was ever resident.
    pub peak: u64,
}

pub fn memory(process: u32) -> Memory {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let of = |key: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(key));
        let kilobytes =
            line.and_then(|rest| rest.trim_start_matches(':').trim().strip_suffix(" kB")?.parse::<u64>().ok());
        kilobytes.unwrap_or_default() * 1024
    };
    Memory { resident: of("VmRSS"), own: of("RssAnon"), peak: of("VmHWM") }
}

/// CPU time of these processes and of their children, past and present.
pub fn cpu(families: &[u32]) -> Duration {
    let all = fs::read_dir("/proc").into_iter().flatten().flatten();
    let ticks: u64 = all
        .filter_map(|entry| {
            let id: u32 = entry.file_name().to_str()?.parse().ok()?;
            let stat = fs::read_to_string(entry.path().join("stat")).ok()?;
            // The name before it may hold anything, even spaces.
            let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
            let of = |index: usize| fields.get(index).and_then(|field| field.parse::<u64>().ok()).unwrap_or_default();
            let own = of(11) + of(12);
            let gone_children = of(13) + of(14);
            if families.contains(&id) {
                Some(own + gone_children)
            } else {
                families.contains(&(of(1) as u32)).then_some(own)
            }
        })
        .sum();
    // Linux counts in hundredths of a second towards programs, whatever it does inside.
    Duration::from_millis(ticks * 10)
}
