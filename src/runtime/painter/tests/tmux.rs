//! tmux as the second terminal: a pane shows what is written into a pipe, and is asked what stands on it.

use std::fs::File;
use std::io::Write;
use std::process::{Command, Output};

use super::{SecondTerminal, cells};

pub(super) struct Tmux {
    dir: tempfile::TempDir,
    pipe: File,
    frames: u64,
    size: (u16, u16),
    shown: vt100::Parser,
    cursor: Option<(u16, u16)>,
}

fn tmux(dir: &tempfile::TempDir, args: &[&str]) -> Output {
    let socket = dir.path().join("socket");
    let mut command = Command::new("tmux");
    command.arg("-u").arg("-S").arg(socket).args(["-f", "/dev/null"]).args(args);
    command.env("LANG", "C.UTF-8").env("SHELL", "/bin/sh").env_remove("TMUX").output().unwrap()
}

impl Tmux {
    /// A pane of this size; `None` without the program.
    pub fn start(width: u16, height: u16) -> Option<Self> {
        Command::new("tmux").arg("-V").output().ok()?;
        let dir = tempfile::tempdir().unwrap();
        let pipe = dir.path().join("pipe");
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let reads = format!("stty raw -echo; exec cat {}", pipe.display());
        let (columns, rows) = (width.to_string(), height.to_string());
        let session = ["new-session", "-d", "-x", &columns, "-y", &rows, &reads];
        let manual = [";", "set", "-g", "window-size", "manual", ";", "set", "-g", "status", "off"];
        let output = tmux(&dir, &[&session[..], &manual[..]].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let shown = vt100::Parser::new(cells(height), cells(width), 0);
        let mut new = Self {
            // Also for reading: opening does not wait for a pane that never came up.
            pipe: File::options().read(true).write(true).open(&pipe).unwrap(),
            dir,
            frames: 0,
            size: (width, height),
            shown,
            cursor: None,
        };
        // The line of the status was taken off the pane before.
        new.resize(width, height);
        Some(new)
    }

    /// Waits until the pane has read all that was written: the title comes last.
    fn caught_up(&mut self) {
        self.frames += 1;
        let title = format!("frame-{}", self.frames);
        write!(self.pipe, "\x1b]2;{title}\x07").unwrap();
        for _ in 0..5000 {
            let format = "#{pane_title} #{cursor_flag} #{cursor_x} #{cursor_y}";
            let output = tmux(&self.dir, &["display-message", "-p", format]);
            let words = String::from_utf8(output.stdout).unwrap();
            if let [read, flag, x, y] = words.split_whitespace().collect::<Vec<_>>()[..]
                && read == title
            {
                self.cursor = (flag == "1").then(|| (y.parse().unwrap(), x.parse().unwrap()));
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        panic!("tmux does not read on");
    }
}

impl SecondTerminal for Tmux {
    fn resize(&mut self, width: u16, height: u16) {
        self.size = (width, height);
        let (columns, rows) = (width.to_string(), height.to_string());
        assert!(tmux(&self.dir, &["resize-window", "-x", &columns, "-y", &rows]).status.success());
    }

    fn show(&mut self, bytes: &[u8]) {
        self.pipe.write_all(bytes).unwrap();
        self.caught_up();
        let captured = tmux(&self.dir, &["capture-pane", "-p", "-e", "-N"]).stdout;
        let captured = String::from_utf8(captured).unwrap();
        let lines = captured.strip_suffix('\n').unwrap_or(&captured).replace('\n', "\r\n");
        let (width, height) = self.size;
        self.shown = vt100::Parser::new(cells(height), cells(width), 0);
        self.shown.process(lines.as_bytes());
    }

    fn screen(&self) -> &vt100::Screen {
        self.shown.screen()
    }

    fn cursor(&self) -> Option<(u16, u16)> {
        self.cursor
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        tmux(&self.dir, &["kill-server"]);
    }
}
