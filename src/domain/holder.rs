//! Who holds `worker.lock`: what the process writes into the file, and what others read there.

use std::fmt;

use chrono::DateTime;

use super::day::Instant;
use super::text::SafeText;

/// The process that imports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The user's name.
    pub who: String,
    /// Since when; unknown in a file that somebody else wrote.
    pub since: Option<Instant>,
    /// The process, 0 when it is unknown.
    pub pid: u32,
}

impl Holder {
    /// Reads the line of [`Holder`]'s `Display`; of any other line the whole is the name.
    pub fn parse(line: &str) -> Self {
        let line = SafeText::new(line.trim()).as_str().to_owned();
        let parts = line.split_once(", since ").and_then(|(who, rest)| {
            let (since, pid) = rest.split_once(", pid ")?;
            let since = Instant(DateTime::parse_from_rfc3339(since).ok()?.timestamp());
            Some(Self { who: who.to_owned(), since: Some(since), pid: pid.parse().ok()? })
        });
        parts.unwrap_or(Self { who: line, since: None, pid: 0 })
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.since {
            Some(since) => write!(f, "{}, since {}, pid {}", self.who, since.rfc3339(), self.pid),
            None => write!(f, "{}, pid {}", self.who, self.pid),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_anything_else_is_a_name() {
        let holder = Holder { who: "wei, the second".into(), since: Some(Instant(1_795_330_800)), pid: 812 };
        assert_eq!(Holder::parse(&format!("{holder}\n")), holder);
        for line in ["", "somebody", "a, since noon, pid 3", "a, since 2026-11-22T00:00:00Z, pid x"] {
            assert_eq!(Holder::parse(line), Holder { who: line.into(), since: None, pid: 0 });
        }
        assert!(!Holder::parse("\u{1b}[2Jx").who.contains('\u{1b}'));
    }
}
