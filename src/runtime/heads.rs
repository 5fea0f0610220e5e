//! The journal's head outside the database (D9): each new one goes to the system log, which operators cannot rewrite, and
//! `db check` compares what it finds there. The log is reached by the datagram socket of syslog, which journald serves too.
//!
//! A line is `journal head ROW HASH FOLDER`. The folder says which journal it is: one that was rewritten from its first row
//! on still has to show the rows that the log names.

use std::io::{self, BufRead, BufReader};
use std::os::unix::net::UnixDatagram;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::domain::day::Instant;
use crate::domain::text::SafeText;
use crate::store::open::{Folder, StoreError, Team};
use crate::store::team::JournalHead;

/// The program's name in the log.
const TAG: &str = "daydeck";
/// What a line about a head begins with.
const WORDS: &str = "journal head ";
/// Facility authpriv (10), severity notice (5): a line for the log that only root and its readers see (RFC 5424, 6.2.1).
const PRIORITY: u8 = 10 * 8 + 5;
/// Most lines that are read back from the journal: the newest ones.
const LINES: &str = "--lines=50000";

/// A system log: where its lines go in, and where they can be read.
#[derive(Clone, Debug, Default)]
pub struct Log {
    /// Datagram sockets, the first that is there is taken.
    pub sockets: Vec<PathBuf>,
    /// The program that reads journald's log.
    pub readers: Vec<PathBuf>,
    /// Log files.
    pub files: Vec<PathBuf>,
}

impl Log {
    /// The log of this machine. Names are absolute: nobody's `PATH` decides what is read.
    pub fn of_system() -> Self {
        let paths = |names: &[&str]| names.iter().map(PathBuf::from).collect();
        Self {
            sockets: paths(&["/run/systemd/journal/dev-log", "/dev/log"]),
            readers: paths(&["/usr/bin/journalctl", "/bin/journalctl"]),
            files: paths(&[
                "/var/log/auth.log.1",
                "/var/log/auth.log",
                "/var/log/secure",
                "/var/log/syslog.1",
                "/var/log/syslog",
                "/var/log/messages",
            ]),
        }
    }

    /// The socket that takes lines now.
    pub fn socket(&self) -> Option<&Path> {
        let takes = |path: &&PathBuf| UnixDatagram::unbound().is_ok_and(|socket| socket.connect(path).is_ok());
        self.sockets.iter().find(takes).map(PathBuf::as_path)
    }

    /// Sends the head of a folder's journal and gives its row; `None` when there is nothing to send or no log takes it.
    /// Never waits. Demo data are nobody's decisions.
    ///
    /// # Errors
    /// When `team.db` cannot be read.
    pub fn keep(&self, folder: &Folder, team: &Team, now: Instant) -> Result<Option<i64>, StoreError> {
        if self.sockets.is_empty() || folder.is_demo() {
            return Ok(None);
        }
        let Some(head) = team.journal_head()? else { return Ok(None) };
        Ok(self.send(&line(folder, &head), now).is_ok().then_some(head.seq))
    }

    fn send(&self, line: &str, now: Instant) -> io::Result<()> {
        let socket = UnixDatagram::unbound()?;
        socket.set_nonblocking(true)?;
        let text = format!("<{PRIORITY}>{} {TAG}[{}]: {line}", now.utc().format("%b %e %H:%M:%S"), std::process::id());
        let mut last = io::Error::from(io::ErrorKind::NotFound);
        for path in &self.sockets {
            match socket.send_to(text.as_bytes(), path) {
                Ok(_) => return Ok(()),
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    /// The heads of a folder's journal that the log still has and this user may read; none for demo data.
    pub fn find(&self, folder: &Folder) -> Vec<JournalHead> {
        if folder.is_demo() {
            return Vec::new();
        }
        let name = name(folder);
        let mut heads = Vec::new();
        let mut take = |lines: &mut dyn BufRead| {
            // A line that is no text is nobody's head.
            for line in lines.split(b'\n').map_while(Result::ok) {
                heads.extend(parse(&String::from_utf8_lossy(&line), &name));
            }
        };
        if let Some(program) = self.readers.iter().find(|program| program.exists()) {
            let asked = Command::new(program)
                .args(["--quiet", "--no-pager", "--output=short", LINES, "--identifier", TAG])
                .stdin(Stdio::null())
                .stderr(Stdio::null())
                .output();
            if let Ok(said) = asked {
                take(&mut said.stdout.as_slice());
            }
        }
        for file in self.files.iter().filter_map(|path| super::archive::open_outside(path).ok()) {
            take(&mut BufReader::new(file));
        }
        heads.sort_by(|a, b| (a.seq, &a.hash).cmp(&(b.seq, &b.hash)));
        heads.dedup();
        heads
    }
}

/// The folder as it stands in the log: one line, without control characters.
fn name(folder: &Folder) -> String {
    SafeText::new(&folder.root().to_string_lossy()).as_str().to_owned()
}

fn line(folder: &Folder, head: &JournalHead) -> String {
    format!("{WORDS}{} {} {}", head.seq, head.hash, name(folder))
}

/// The head in a line of a log, when it is one of this folder's journal and written under our name.
fn parse(line: &str, folder: &str) -> Option<JournalHead> {
    let (before, rest) = line.split_once(WORDS)?;
    let tag = before.trim_end().strip_suffix(':')?.rsplit(' ').next()?;
    if tag.split('[').next() != Some(TAG) {
        return None;
    }
    let mut parts = rest.splitn(3, ' ');
    let (seq, hash, name) = (parts.next()?.parse().ok()?, parts.next()?, parts.next()?);
    let is_hash = hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit());
    (seq > 0 && is_hash && name.trim_end() == folder).then(|| JournalHead { seq, hash: hash.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::act::{Actor, Intent, Verb};
    use crate::domain::practice::Practice;
    use crate::store::upkeep;

    const NOW: Instant = Instant(1_795_348_800);

    struct Machine {
        _temp: tempfile::TempDir,
        folder: Folder,
        socket: UnixDatagram,
        log: Log,
    }

    fn machine() -> Machine {
        let temp = tempfile::tempdir().unwrap();
        let folder = Folder::create(&temp.path().join("the deck")).unwrap();
        let path = temp.path().join("log");
        let socket = UnixDatagram::bind(&path).unwrap();
        socket.set_nonblocking(true).unwrap();
        let (missing, file) = (temp.path().join("no-such-socket"), temp.path().join("auth.log"));
        let log = Log { sockets: vec![missing, path], readers: Vec::new(), files: vec![file] };
        Machine { _temp: temp, folder, socket, log }
    }

    impl Machine {
        /// What the log got, written to its file as rsyslog does.
        fn received(&self) -> Vec<String> {
            let (mut lines, mut buffer) = (Vec::new(), [0; 2048]);
            while let Ok(count) = self.socket.recv(&mut buffer) {
                lines.push(String::from_utf8(buffer[..count].to_vec()).unwrap());
            }
            let strip = |line: &String| line.split_once('>').map(|(_, text)| format!("{text}\n"));
            let text: String = lines.iter().filter_map(strip).collect();
            let before = std::fs::read_to_string(&self.log.files[0]).unwrap_or_default();
            std::fs::write(&self.log.files[0], before + &text).unwrap();
            lines
        }

        fn checked(&self) -> Option<String> {
            let found = upkeep::check(&self.folder, &self.log.find(&self.folder)).unwrap();
            found.into_iter().find(|found| found.file == "team.db").unwrap().problem
        }
    }

    /// A row of the journal.
    fn sign_off(team: &mut Team, note: &str) {
        let verb = Verb::SignOff { practice: Practice::from_number(1).unwrap(), note: note.to_owned() };
        team.act(&Intent::Act { verb, items: Vec::new() }, &Actor { uid: 7, name: "wei".into() }, NOW).unwrap();
    }

    #[test]
    fn a_head_goes_to_the_log_and_a_cut_or_rewritten_journal_is_found_against_it() {
        let machine = machine();
        let mut team = Team::open(&machine.folder).unwrap();
        assert_eq!(machine.log.keep(&machine.folder, &team, NOW).unwrap(), None, "an empty journal has no head");
        sign_off(&mut team, "first");
        sign_off(&mut team, "second");
        let row = machine.log.keep(&machine.folder, &team, NOW).unwrap().unwrap();
        let head = team.journal_head().unwrap().unwrap();
        assert_eq!((head.seq, machine.log.socket()), (row, Some(machine.log.sockets[1].as_path())));
        let lines = machine.received();
        let root = machine.folder.root().display();
        let wanted =
            format!("<85>Nov 22 12:00:00 daydeck[{}]: journal head {row} {} {root}", std::process::id(), head.hash);
        assert_eq!(lines, [wanted]);
        assert_eq!((machine.log.find(&machine.folder), machine.checked()), (vec![head], None));
        // Somebody with a shell cuts the last row off, with all its traces.
        let cut = "DROP TRIGGER journal_keep_delete; DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal);
                   DELETE FROM journal_text WHERE seq NOT IN (SELECT seq FROM journal)";
        team.connection().execute_batch(cut).unwrap();
        assert_eq!(machine.checked(), Some(format!("journal row {row}: head")));
    }

    #[test]
    fn a_log_that_is_not_there_or_is_full_stops_nobody() {
        let machine = machine();
        let mut team = Team::open(&machine.folder).unwrap();
        sign_off(&mut team, "first");
        assert_eq!(Log::default().keep(&machine.folder, &team, NOW).unwrap(), None);
        let nowhere = Log { sockets: vec![machine.log.sockets[0].clone()], ..Log::default() };
        assert_eq!((nowhere.keep(&machine.folder, &team, NOW).unwrap(), nowhere.socket()), (None, None));
        let sent = (0..10_000).take_while(|_| machine.log.keep(&machine.folder, &team, NOW).unwrap().is_some()).count();
        assert!(sent < 10_000, "a full socket is left, not waited for");
        // Demo data stay out of the log.
        machine.received();
        std::fs::write(machine.folder.root().join(crate::store::folder::DEMO_MARK), "").unwrap();
        assert_eq!(machine.log.keep(&machine.folder, &team, NOW).unwrap(), None);
        assert!(machine.log.find(&machine.folder).is_empty());
    }

    #[test]
    fn only_a_line_under_our_name_about_this_folder_is_a_head() {
        let hash = "ab".repeat(32);
        let head = format!("journal head 12 {hash} /srv/the deck");
        for (line, wanted) in [
            (format!("Nov 22 12:00:00 host daydeck[7]: {head}"), true),
            (format!("2026-11-22T12:00:00.1+00:00 host daydeck: {head}\r"), true),
            (format!("Nov 22 12:00:00 host other[7]: {head}"), false),
            (format!("Nov 22 12:00:00 host other[7]: daydeck {head}"), false),
            (format!("Nov 22 12:00:00 host daydeck[7]: {head} two"), false),
            (format!("Nov 22 12:00:00 host daydeck[7]: journal head x {hash} /srv/the deck"), false),
            ("Nov 22 12:00:00 host daydeck[7]: journal head 12 abc /srv/the deck".to_owned(), false),
            (String::new(), false),
        ] {
            assert_eq!(parse(&line, "/srv/the deck").is_some_and(|head| head.seq == 12), wanted, "{line}");
        }
    }
}
