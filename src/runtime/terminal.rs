//! The terminal: raw mode, the alternate screen, one write per frame, and back again on every way out.

use std::convert::Infallible;
use std::fs::File;
use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use ratatui::layout::{Position, Size};
use ratatui::{Frame, Terminal};
use rustix::termios::{LocalModes, OptionalActions, QueueSelector, Termios, tcflush, tcgetattr, tcsetattr};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::{Handle, Signals};

use super::painter::Painter;

/// Alternate screen, no cursor, bracketed paste. Mouse reports come behind it when they are wanted.
const ENTER: &str = "\x1b[?1049h\x1b[?25l\x1b[?2004h";
/// Wheel and buttons, in the form that has no limit of columns.
const MOUSE: &str = "\x1b[?1000h\x1b[?1006h";
/// Everything back: scroll region, colours, mouse, paste, cursor, main screen.
///
/// The alternate screen is emptied first. tmux (seen in 3.3a) folds it back to the size it was entered with before it
/// brings the main screen back; rows of a wider window wrap, and what no longer fits lands in the main screen's history.
const LEAVE: &str = "\x1b[r\x1b[m\x1b[2J\x1b[H\x1b[?1006l\x1b[?1000l\x1b[?2004l\x1b[?25h\x1b[?1049l";

/// Whether the screen is taken: the panic hook and the watcher restore it only then.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The sequence that gives the screen back, when it is taken; used where the ordinary way out is blocked.
pub fn restore_now() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        let _ = rustix::io::write(rustix::stdio::stdout(), LEAVE.as_bytes());
        let _ = disable_raw_mode();
    }
}

/// A terminal between two screens: while it lives, what is typed is not shown, and at its end it is thrown away. A signal
/// that ends the process brings the echo back first.
#[derive(Debug)]
pub struct Muted {
    before: Termios,
    signals: Handle,
}

impl Muted {
    /// Turns the echo off; `None` when standard input is no terminal.
    pub fn start() -> Option<Self> {
        let before = tcgetattr(rustix::stdio::stdin()).ok()?;
        let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP]).ok()?;
        let handle = signals.handle();
        let loud = before.clone();
        let wait = move || {
            if let Some(signal) = signals.forever().next() {
                restore_echo(&loud);
                signal_hook::low_level::exit(128 + signal);
            }
        };
        std::thread::Builder::new().name("echo".into()).spawn(wait).ok()?;
        let mut quiet = before.clone();
        quiet.local_modes.remove(LocalModes::ECHO);
        let _ = tcsetattr(rustix::stdio::stdin(), OptionalActions::Now, &quiet);
        Some(Self { before, signals: handle })
    }
}

fn restore_echo(before: &Termios) {
    let _ = tcflush(rustix::stdio::stdin(), QueueSelector::IFlush);
    let _ = tcsetattr(rustix::stdio::stdin(), OptionalActions::Now, before);
}

impl Drop for Muted {
    fn drop(&mut self) {
        self.signals.close();
        restore_echo(&self.before);
    }
}

/// A backend that writes nothing: the painter works from the finished buffer.
#[derive(Debug)]
struct Quiet {
    size: Size,
    cursor: Option<Position>,
    at: Position,
}

impl Backend for Quiet {
    type Error = Infallible;

    fn draw<'a, I>(&mut self, _content: I) -> Result<(), Infallible>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        Ok(())
    }

    fn hide_cursor(&mut self) -> Result<(), Infallible> {
        self.cursor = None;
        Ok(())
    }

    fn show_cursor(&mut self) -> Result<(), Infallible> {
        self.cursor = Some(self.at);
        Ok(())
    }

    fn get_cursor_position(&mut self) -> Result<Position, Infallible> {
        Ok(self.at)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> Result<(), Infallible> {
        self.at = position.into();
        if self.cursor.is_some() {
            self.cursor = Some(self.at);
        }
        Ok(())
    }

    fn clear(&mut self) -> Result<(), Infallible> {
        Ok(())
    }

    fn clear_region(&mut self, _clear_type: ClearType) -> Result<(), Infallible> {
        Ok(())
    }

    fn size(&self) -> Result<Size, Infallible> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> Result<WindowSize, Infallible> {
        Ok(WindowSize { columns_rows: self.size, pixels: Size::default() })
    }

    fn flush(&mut self) -> Result<(), Infallible> {
        Ok(())
    }
}

/// The taken screen. Dropping it gives the screen back.
#[derive(Debug)]
pub struct Screen {
    terminal: Terminal<Quiet>,
    painter: Painter,
    out: File,
    mouse: bool,
}

/// The terminal's size in columns and rows; 80x24 when it does not say.
pub fn size() -> (u16, u16) {
    rustix::termios::tcgetwinsize(rustix::stdio::stdout())
        .ok()
        .filter(|size| size.ws_col > 0 && size.ws_row > 0)
        .map_or((80, 24), |size| (size.ws_col, size.ws_row))
}

impl Screen {
    /// Takes the screen. `scroll` allows moved bands (off for terminals that cannot), `mouse` asks for mouse reports.
    pub fn take(scroll: bool, mouse: bool) -> io::Result<Self> {
        let (columns, rows) = size();
        let backend = Quiet { size: Size::new(columns, rows), cursor: None, at: Position::default() };
        let terminal = match Terminal::new(backend) {
            Ok(terminal) => terminal,
            Err(never) => match never {},
        };
        // The descriptor itself, not the line-buffered standard output: one write per frame.
        let out = File::from(rustix::io::fcntl_dupfd_cloexec(rustix::stdio::stdout(), 3)?);
        let mut screen = Self { terminal, painter: Painter::new(scroll), out, mouse };
        screen.enter()?;
        Ok(screen)
    }

    /// Takes the screen again after [`Screen::leave`].
    pub fn enter(&mut self) -> io::Result<()> {
        enable_raw_mode()?;
        TAKEN.store(true, Ordering::SeqCst);
        self.painter.forget();
        let mouse = if self.mouse { MOUSE } else { "" };
        self.out.write_all(format!("{ENTER}{mouse}").as_bytes())
    }

    /// Gives the screen back to the shell.
    pub fn leave(&mut self) -> io::Result<()> {
        if !TAKEN.swap(false, Ordering::SeqCst) {
            return Ok(());
        }
        let written = self.out.write_all(LEAVE.as_bytes());
        disable_raw_mode()?;
        written
    }

    /// Another size: the next frame is drawn whole.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.terminal.backend_mut().size = Size::new(columns, rows);
        self.painter.forget();
    }

    /// The next frame is drawn whole.
    pub fn forget(&mut self) {
        self.painter.forget();
    }

    /// Draws one frame with at most one write; an equal frame writes nothing.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        let Self { terminal, painter, out, .. } = self;
        let buffer = match terminal.draw(draw) {
            Ok(frame) => frame.buffer.clone(),
            Err(never) => match never {},
        };
        let bytes = painter.paint(&buffer, terminal.backend().cursor);
        if bytes.is_empty() { Ok(()) } else { out.write_all(bytes) }
    }

    /// Sends a sequence that changes no cell: clipboard, bell.
    pub fn send(&mut self, sequence: &str) -> io::Result<()> {
        self.out.write_all(sequence.as_bytes())
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.leave();
    }
}
