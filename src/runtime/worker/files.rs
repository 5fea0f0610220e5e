//! The files of a folder, without those on their way.

use std::io;
use std::path::{Path, PathBuf};

/// The files of a folder: of a Maildir those in `cur` and `new`, of another one those directly inside that look complete.
pub(super) fn files_of(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let (cur, new) = (folder.join("cur"), folder.join("new"));
    let folders = if cur.is_dir() && new.is_dir() { vec![cur, new] } else { vec![folder.to_owned()] };
    let mut files = Vec::new();
    for folder in folders {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_type()?.is_file() && looks_complete(&entry.path()) {
                files.push(entry.path());
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Whether a name is not that of a file on its way: a hidden one, or a browser's half download.
pub(in crate::runtime) fn looks_complete(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    !name.starts_with('.') && ![".part", ".crdownload", ".tmp", ".download"].iter().any(|end| name.ends_with(end))
}
