//! The only place that writes to stdout and stderr. Data goes to stdout, words go to stderr; every word passes through
//! [`SafeText`], so nothing from a file can steer the terminal.

use std::io::{self, BufWriter, IsTerminal, Write};

use serde_json::{Map, Value};

use super::exit::Failure;
use crate::domain::text::SafeText;

/// Both outputs of a command.
pub struct Out {
    data: Box<dyn Write>,
    words: Box<dyn Write>,
    /// Whether somebody watches the words come: a line of progress may be written over.
    live: bool,
    /// A line of progress stands without its end.
    open: bool,
}

impl std::fmt::Debug for Out {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Out")
    }
}

impl Out {
    /// The process's own outputs.
    pub fn of_process() -> Self {
        let live = io::stderr().is_terminal();
        Self { live, ..Self::new(Box::new(BufWriter::new(io::stdout())), Box::new(io::stderr())) }
    }

    /// Other outputs: tests read what was said.
    pub fn new(data: Box<dyn Write>, words: Box<dyn Write>) -> Self {
        Self { data, words, live: false, open: false }
    }

    /// One line of data.
    pub fn line(&mut self, text: &str) -> Result<(), Failure> {
        Ok(writeln!(self.data, "{}", SafeText::new(text))?)
    }

    /// One line of words. Nobody may be reading them: that is no reason to stop.
    pub fn say(&mut self, text: &str) {
        if std::mem::take(&mut self.open) {
            let _ = self.words.write_all(b"\r\x1b[K");
        }
        let _ = writeln!(self.words, "{}", SafeText::new(text)).and_then(|()| self.words.flush());
    }

    /// A line of progress over the one before; nothing where nobody watches.
    pub fn progress(&mut self, text: &str) {
        if self.live {
            self.open = true;
            let _ = write!(self.words, "\r{}\x1b[K", SafeText::new(text)).and_then(|()| self.words.flush());
        }
    }

    /// The program's own text of several lines as data: help, completions.
    pub fn text(&mut self, text: &str) -> Result<(), Failure> {
        Ok(self.data.write_all(text.as_bytes())?)
    }

    /// The program's own text of several lines as words: clap's errors. Control characters but line ends are shown.
    pub fn say_lines(&mut self, text: &str) {
        text.lines().for_each(|line| self.say(line));
    }

    /// One array of flat objects, one object per line.
    pub fn objects(&mut self, objects: &[Map<String, Value>]) -> Result<(), Failure> {
        for (i, object) in objects.iter().enumerate() {
            self.data.write_all(if i == 0 { b"[\n" } else { b",\n" })?;
            serde_json::to_writer(&mut self.data, object).map_err(io::Error::from)?;
        }
        self.data.write_all(if objects.is_empty() { b"[]\n" } else { b"\n]\n" })?;
        Ok(())
    }

    /// Where lists are written; they are made of safe text by `export`.
    pub fn data(&mut self) -> &mut dyn Write {
        &mut self.data
    }

    /// Writes what is still buffered.
    pub fn flush(&mut self) -> Result<(), Failure> {
        Ok(self.data.flush()?)
    }
}

/// Whether stdin and stdout are a terminal.
pub fn on_terminal() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Text from outside as a JSON value.
pub fn outside(text: &str) -> Value {
    SafeText::new(text).as_str().into()
}

/// A flat object from pairs, in their order.
pub fn object<const N: usize>(pairs: [(&str, Value); N]) -> Map<String, Value> {
    pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use super::*;

    /// A buffer that a test reads while an [`Out`] writes it.
    #[derive(Clone, Default)]
    pub(crate) struct Seen(Rc<RefCell<Vec<u8>>>);

    impl Seen {
        pub(crate) fn text(&self) -> String {
            String::from_utf8(self.0.borrow().clone()).unwrap()
        }
    }

    impl Write for Seen {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().write(bytes)
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    pub(crate) fn out() -> (Out, Seen, Seen) {
        let (data, words) = (Seen::default(), Seen::default());
        (Out::new(Box::new(data.clone()), Box::new(words.clone())), data, words)
    }

    struct Closed;

    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn what_steers_a_terminal_never_comes_out() {
        let (mut out, data, words) = out();
        out.line("a\u{1b}]0;x\u{7}b").unwrap();
        out.say("c\nd\u{202e}");
        out.objects(&[object([("file", outside("e\u{1b}"))])]).unwrap();
        assert_eq!(data.text(), "a␛]0;x␇b\n[\n{\"file\":\"e␛\"}\n]\n");
        assert_eq!(words.text(), "c⏎d\n");
    }

    #[test]
    fn an_array_without_objects_is_an_array() {
        let (mut out, data, _) = out();
        out.objects(&[]).unwrap();
        assert_eq!(data.text(), "[]\n");
    }

    #[test]
    fn a_closed_pipe_is_noticed_on_stdout_and_ignored_on_stderr() {
        let mut out = Out::new(Box::new(Closed), Box::new(Closed));
        assert!(matches!(out.line("x"), Err(Failure::Closed)));
        out.say("x");
    }

    #[test]
    fn only_this_file_names_the_process_s_outputs() {
        fn walk(folder: &std::path::Path, found: &mut Vec<String>) {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    walk(&path, found);
                } else if std::fs::read_to_string(&path).unwrap().contains(concat!("io::", "stdout()")) {
                    found.push(path.file_name().unwrap().to_string_lossy().into_owned());
                }
            }
        }
        let mut found = Vec::new();
        walk(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src/cli")), &mut found);
        assert_eq!(found, ["print.rs"]);
    }
}
