//! The data folder: who may use it (D2), on which file systems, and where its parts lie.

use std::fs::{self, DirBuilder, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use super::error::StoreError;

/// How a data folder is shared (D2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Owner only: 0700 and 0600.
    Private,
    /// Set-gid and group-writable: 2770 and 0660.
    Shared,
}

impl Mode {
    /// Mode bits of a folder.
    fn folder_bits(self) -> u32 {
        match self {
            Self::Private => 0o700,
            Self::Shared => 0o2770,
        }
    }

    /// Mode bits of a file in it.
    pub fn file_bits(self) -> u32 {
        match self {
            Self::Private => 0o600,
            Self::Shared => 0o660,
        }
    }
}

/// A checked data folder.
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
    mode: Mode,
}

/// File systems over which SQLite's locks and shared memory cannot be trusted, by their `statfs` magic number (statfs(2)).
const NETWORK: &[(u32, &str)] = &[
    (0x6969, "NFS"),
    (0x517b, "SMB"),
    (0xff53_4d42, "CIFS"),
    (0xfe53_4d42, "SMB2"),
    (0x6573_5546, "FUSE"),
    (0x0102_1997, "9p"),
    (0x00c3_6400, "Ceph"),
    (0x5346_414f, "AFS"),
];

/// Written into a data folder by `daydeck demo`: the folder holds nothing that anybody would miss.
pub const DEMO_MARK: &str = "DEMO";

/// The folders inside a data folder.
const PARTS: &[&str] = &["inbox", "archive", "refused", "run", "log", "tmp"];

impl Folder {
    /// Checks an existing folder; refuses anything that is neither private nor shared, and network file systems.
    pub fn open(root: &Path) -> Result<Self, StoreError> {
        let root = fs::canonicalize(root).map_err(|source| match source.kind() {
            io::ErrorKind::NotFound => StoreError::Missing(root.to_owned()),
            _ => StoreError::Io { path: root.to_owned(), source },
        })?;
        let meta = fs::metadata(&root).map_err(|source| StoreError::Io { path: root.clone(), source })?;
        if !meta.is_dir() {
            return Err(refuse(&root, "it is not a folder", "Give a folder with --dir".to_owned()));
        }
        refuse_network(&root)?;
        let me = rustix::process::geteuid().as_raw();
        let mode = judge(meta.mode(), meta.uid(), meta.gid(), me)
            .map_err(|(what, repair)| refuse(&root, &what, repair.replace("DIR", &format!("'{}'", root.display()))))?;
        let wanted = rustix::fs::Access::READ_OK | rustix::fs::Access::WRITE_OK | rustix::fs::Access::EXEC_OK;
        if rustix::fs::access(&root, wanted).is_err() {
            let repair = format!("Ask for membership: usermod -aG {} NAME, then log in again", meta.gid());
            return Err(refuse(&root, "you are not a member of its group", repair));
        }
        Ok(Self { root, mode })
    }

    /// Opens the folder, or makes a private one; makes the folders inside that are missing.
    pub fn create(root: &Path) -> Result<Self, StoreError> {
        if !root.exists() {
            let io = |source| StoreError::Io { path: root.to_owned(), source };
            DirBuilder::new().recursive(true).mode(0o700).create(root).map_err(io)?;
            fs::set_permissions(root, Permissions::from_mode(0o700)).map_err(io)?;
        }
        let folder = Self::open(root)?;
        for part in PARTS {
            folder.make(&folder.root.join(part))?;
        }
        Ok(folder)
    }

    /// A folder for a look: an existing one is checked and completed, one that does not exist is made by [`Folder::ensure`]
    /// when there is something to write.
    pub fn planned(root: &Path) -> Result<Self, StoreError> {
        if root.exists() { Self::create(root) } else { Ok(Self { root: root.to_owned(), mode: Mode::Private }) }
    }

    /// Makes the folder when it does not exist yet.
    pub fn ensure(&self) -> Result<(), StoreError> {
        if self.root.exists() { Ok(()) } else { Self::create(&self.root).map(|_| ()) }
    }

    /// Makes a folder inside with the right mode; nothing when it is there.
    pub fn make(&self, path: &Path) -> Result<(), StoreError> {
        let io = |source| StoreError::Io { path: path.to_owned(), source };
        match DirBuilder::new().mode(self.mode.folder_bits() & 0o777).create(path) {
            Ok(()) => fs::set_permissions(path, Permissions::from_mode(self.mode.folder_bits())).map_err(io),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            Err(error) => Err(io(error)),
        }
    }

    /// Creates a new file with the right mode; an error when it is there. The mode stands before anybody writes to it.
    pub fn create_file(&self, path: &Path) -> io::Result<fs::File> {
        let mut options = OpenOptions::new();
        let file = options.read(true).write(true).create_new(true).mode(self.mode.file_bits()).open(path)?;
        file.set_permissions(Permissions::from_mode(self.mode.file_bits()))?;
        Ok(file)
    }

    /// Makes the database file before SQLite sees it, or checks the one that is there: a regular file whose mode and group
    /// let in exactly those whom the folder lets in.
    pub(super) fn prepare_database(&self, path: &Path) -> Result<(), StoreError> {
        let io = |source| StoreError::Io { path: path.to_owned(), source };
        match self.create_file(path) {
            Ok(_) => return Ok(()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(io(error)),
        }
        self.check_database(path)
    }

    /// The second half of [`Folder::prepare_database`].
    pub(super) fn check_database(&self, path: &Path) -> Result<(), StoreError> {
        let meta = fs::symlink_metadata(path).map_err(|source| match source.kind() {
            io::ErrorKind::NotFound => StoreError::Missing(path.to_owned()),
            _ => StoreError::Io { path: path.to_owned(), source },
        })?;
        if !meta.is_file() {
            return Err(StoreError::Foreign { file: path.to_owned(), what: "it is not a regular file".to_owned() });
        }
        let (found, wanted) = (meta.mode() & 0o777, self.mode.file_bits());
        if found != wanted {
            let repair = format!("As its owner: chmod {wanted:04o} '{}'", path.display());
            return Err(refuse(path, &format!("its mode is {found:04o} instead of {wanted:04o}"), repair));
        }
        if self.mode == Mode::Shared {
            let group = fs::metadata(&self.root).map(|m| m.gid()).ok();
            if group.is_some_and(|gid| gid != meta.gid()) {
                let repair = format!("As its owner: chgrp {} '{}'", group.unwrap_or(0), path.display());
                return Err(refuse(path, "its group is not that of the folder", repair));
            }
        }
        Ok(())
    }

    /// Sets the umask of the whole process to that of the folder: 077 or 007. Call it once in `main`, before threads start.
    pub fn apply_umask(&self) {
        let bits = match self.mode {
            Mode::Private => 0o077,
            Mode::Shared => 0o007,
        };
        rustix::process::umask(rustix::fs::Mode::from_raw_mode(bits));
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether it holds demo data.
    pub fn is_demo(&self) -> bool {
        self.root.join(DEMO_MARK).exists()
    }

    /// How it is shared.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// `facts.db`: what the files said.
    pub fn facts(&self) -> PathBuf {
        self.root.join("facts.db")
    }

    /// `team.db`: what people decided.
    pub fn team(&self) -> PathBuf {
        self.root.join("team.db")
    }

    /// Files dropped here are read: `inbox/STORE/[MARKETPLACE/]file`.
    pub fn inbox(&self) -> PathBuf {
        self.root.join("inbox")
    }

    /// Every file that was read, under its content's hash.
    pub fn archive(&self) -> PathBuf {
        self.root.join("archive")
    }

    /// Inbox files that could not be read, each with its reason beside it.
    pub fn refused(&self) -> PathBuf {
        self.root.join("refused")
    }

    /// Locks and the presence of sessions.
    pub fn run(&self) -> PathBuf {
        self.root.join("run")
    }

    /// Logs.
    pub fn log(&self) -> PathBuf {
        self.root.join("log")
    }

    /// Files on their way to another place in this folder.
    pub fn tmp(&self) -> PathBuf {
        self.root.join("tmp")
    }

    /// The lock of the import worker: whoever holds it writes `facts.db` (H4).
    pub fn worker_lock(&self) -> PathBuf {
        self.root.join("worker.lock")
    }

    /// The folder's own configuration.
    pub fn config(&self) -> PathBuf {
        self.root.join("config.toml")
    }
}

fn refuse(folder: &Path, what: &str, repair: String) -> StoreError {
    StoreError::Folder { folder: folder.to_owned(), what: what.to_owned(), repair }
}

/// Private, shared, or what is wrong and the command that mends it (`DIR` stands for the folder).
fn judge(bits: u32, owner: u32, group: u32, me: u32) -> Result<Mode, (String, String)> {
    let shown = format!("{:04o}", bits & 0o7777);
    let both = "chmod 0700 DIR for one person, or chgrp GROUP DIR && chmod 2770 DIR for a team";
    if bits & 0o007 != 0 {
        return Err((format!("its mode {shown} lets everybody in"), format!("As its owner: {both}")));
    }
    if bits & 0o070 == 0 {
        if owner != me {
            return Err((format!("it belongs to user {owner} alone"), format!("As its owner: {both}")));
        }
        if bits & 0o700 != 0o700 {
            return Err((format!("its mode {shown} keeps even its owner out"), "chmod 0700 DIR".to_owned()));
        }
        return Ok(Mode::Private);
    }
    if bits & 0o2770 == 0o2770 {
        return Ok(Mode::Shared);
    }
    let what = format!("its mode {shown} is neither 0700 nor 2770 (group {group})");
    Err((what, format!("As its owner: {both}")))
}

fn refuse_network(root: &Path) -> Result<(), StoreError> {
    let io = |error: rustix::io::Errno| StoreError::Io { path: root.to_owned(), source: error.into() };
    let kind = rustix::fs::statfs(root).map_err(io)?.f_type;
    // The field's type differs between architectures; the magic numbers are 32 bits on all of them.
    let kind = (i128::from(kind) & 0xffff_ffff) as u32;
    match NETWORK.iter().find(|(magic, _)| *magic == kind) {
        Some((_, name)) => Err(refuse(
            root,
            &format!("it lies on {name}, where databases break"),
            "Use a folder on a local disk with --dir".to_owned(),
        )),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_private_and_shared_folders_are_taken_and_the_rest_gets_its_repair() {
        let cases = [
            (0o40700, 7, Some(Mode::Private)),
            (0o42700, 7, Some(Mode::Private)),
            (0o42770, 7, Some(Mode::Shared)),
            (0o42770, 8, Some(Mode::Shared)),
            (0o40700, 8, None),
            (0o40770, 7, None),
            (0o42750, 7, None),
            (0o40755, 7, None),
            (0o42775, 7, None),
            (0o40500, 7, None),
        ];
        for (bits, me, wanted) in cases {
            let found = judge(bits, 7, 1, me);
            assert_eq!(found.as_ref().ok().copied(), wanted, "{bits:o} as {me}");
            if let Err((_, repair)) = found {
                assert!(repair.contains("chmod"), "{repair}");
            }
        }
    }

    #[test]
    fn a_new_folder_is_private_and_a_wide_open_one_is_refused_by_name() {
        let temp = tempfile::tempdir().unwrap();
        let root = temp.path().join("a/deck");
        let folder = Folder::create(&root).unwrap();
        assert_eq!(folder.mode(), Mode::Private);
        for part in PARTS {
            assert_eq!(fs::metadata(folder.root().join(part)).unwrap().mode() & 0o7777, 0o700, "{part}");
        }
        assert!(matches!(Folder::open(&temp.path().join("no")), Err(StoreError::Missing(_))));
        fs::set_permissions(&root, Permissions::from_mode(0o755)).unwrap();
        let error = Folder::open(&root).unwrap_err().to_string();
        assert!(error.contains("0755") && error.contains("chmod 0700"), "{error}");
    }

    #[test]
    fn a_shared_folder_hands_its_mode_to_everything_inside() {
        let temp = tempfile::tempdir().unwrap();
        let root = temp.path().join("team");
        fs::create_dir(&root).unwrap();
        fs::set_permissions(&root, Permissions::from_mode(0o2770)).unwrap();
        let folder = Folder::create(&root).unwrap();
        assert_eq!(folder.mode(), Mode::Shared);
        assert_eq!(fs::metadata(folder.inbox()).unwrap().mode() & 0o7777, 0o2770);
        let path = folder.root().join("x.db");
        folder.prepare_database(&path).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o660);
        fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
        let error = folder.prepare_database(&path).unwrap_err().to_string();
        assert!(error.contains("chmod 0660"), "{error}");
    }
}
