//! Who reads a database right now: the processes that hold one of the read locks of its write-ahead log, by the kernel's
//! list of locks.

use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// The bytes of `-shm` that a reader locks while it reads (<https://sqlite.org/walformat.html>, 2.3.1).
const READ_LOCKS: std::ops::RangeInclusive<u64> = 123..=127;

/// The processes that read, other than this one, as words: `pid 812 (daydeck)`. Empty where the kernel does not tell.
pub fn of(shm: &Path) -> Vec<String> {
    let (Ok(meta), Ok(locks)) = (std::fs::metadata(shm), std::fs::read_to_string("/proc/locks")) else {
        return Vec::new();
    };
    let mut pids: Vec<u32> = locks.lines().filter_map(|line| reader(line, meta.ino())).collect();
    pids.sort_unstable();
    pids.dedup();
    pids.retain(|pid| *pid != std::process::id());
    pids.into_iter().map(named).collect()
}

/// The process of a line such as `1: POSIX  ADVISORY  READ 812 fd:00:123456 124 124`.
fn reader(line: &str, inode: u64) -> Option<u32> {
    let fields: Vec<&str> = line.split_whitespace().collect();
    let [_, "POSIX" | "OFDLCK", _, _, pid, file, from, to] = fields[..] else { return None };
    let of_file = file.rsplit(':').next()?.parse::<u64>().ok()? == inode;
    let (from, to): (u64, u64) = (from.parse().ok()?, to.parse().ok()?);
    (of_file && READ_LOCKS.contains(&from) && READ_LOCKS.contains(&to)).then(|| pid.parse().ok())?
}

fn named(pid: u32) -> String {
    match std::fs::read_to_string(format!("/proc/{pid}/comm")) {
        Ok(name) => format!("pid {pid} ({})", name.trim()),
        Err(_) => format!("pid {pid}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_kernel_names_a_reader_of_the_file() {
        let line = |file, from, to| format!("7: POSIX  ADVISORY  READ 812 {file} {from} {to}");
        for (line, pid) in [
            (line("fd:00:123456", 124, 124), Some(812)),
            (line("fd:00:123457", 124, 124), None),
            // Everybody who has the database open holds this one.
            (line("fd:00:123456", 128, 128), None),
            ("7: -> POSIX  ADVISORY  READ 812 fd:00:123456 124 124".to_owned(), None),
            ("7: FLOCK  ADVISORY  WRITE 812 fd:00:123456 0 EOF".to_owned(), None),
            (String::new(), None),
        ] {
            assert_eq!(reader(&line, 123_456), pid, "{line}");
        }
    }
}
