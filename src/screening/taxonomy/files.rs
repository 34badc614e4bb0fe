//! The files of the taxonomy, compiled into the program.

macro_rules! files {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("data/", $path)))),*]
    };
}

/// Path inside `data/` and text of every file.
pub const FILES: &[(&str, &str)] = files![
    "degrees.txt",
    "functions.txt",
    "language_levels.txt",
    "languages.txt",
    "months.txt",
    "present.txt",
    "sections.txt",
    "seniority.txt",
    "skills/cloud.txt",
    "skills/electrical.txt",
    "skills/energy.txt",
    "skills/finance.txt",
    "skills/kitchen.txt",
    "skills/logistics.txt",
    "skills/nursing.txt",
    "skills/project_management.txt",
    "skills/purchasing.txt",
    "skills/rail.txt",
    "skills/soft.txt",
    "skills/software.txt",
    "skills/teaching.txt",
    "stop.txt",
    "titles.txt",
];
