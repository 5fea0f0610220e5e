//! Where SQLite's temporary files are. The place is the process's own: one test, one process.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on must fail")]

use std::path::{Path, PathBuf};

use daydeck::store::open::{Facts, Folder};

/// The files without a name that this process has open: SQLite's temporary ones.
fn open_files() -> Vec<PathBuf> {
    let links = std::fs::read_dir("/proc/self/fd").unwrap();
    let files = links.filter_map(|link| std::fs::read_link(link.unwrap().path()).ok());
    files.filter(|file| file.to_string_lossy().ends_with(" (deleted)")).collect()
}

/// Fills a temporary table until it no longer fits into SQLite's memory.
fn spill(facts: &Facts) {
    let db = facts.connection();
    db.execute_batch(
        "CREATE TEMP TABLE big (x); PRAGMA temp.cache_size = 10;
         WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9000)
         INSERT INTO big SELECT randomblob(1000) FROM n;",
    )
    .unwrap();
}

fn inside(file: &Path, folder: &Folder) -> bool {
    file.starts_with(folder.tmp())
}

#[test]
fn what_sqlite_sorts_on_the_side_stays_in_the_data_folder() {
    use std::os::unix::ffi::OsStrExt;
    let temp = tempfile::tempdir().unwrap();
    // A name that a pragma must quote.
    let first = Folder::create(&temp.path().join("it's \"a\" deck")).unwrap();
    let facts = Facts::open(&first).unwrap();
    spill(&facts);
    let files = open_files();
    assert!(!files.is_empty() && files.iter().all(|file| inside(file, &first)), "{files:?}");
    drop(facts);
    // Another folder in the same process: its own place.
    let second = Folder::create(&temp.path().join("二")).unwrap();
    let facts = Facts::open(&second).unwrap();
    spill(&facts);
    let files = open_files();
    assert!(!files.is_empty() && files.iter().all(|file| inside(file, &second)), "{files:?}");
    drop(facts);
    assert_eq!(std::fs::read_dir(first.tmp()).unwrap().count(), 0, "nothing is left");
    // Where the folder cannot be named in a pragma, memory is the place.
    let third = Folder::create(&temp.path().join(std::ffi::OsStr::from_bytes(b"\xff"))).unwrap();
    let facts = Facts::open(&third).unwrap();
    spill(&facts);
    assert_eq!(open_files(), Vec::<PathBuf>::new());
}
