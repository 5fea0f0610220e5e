//! Signals and the end of the terminal (D6). One thread sleeps in `poll` on the terminal and on a pipe per signal; it
//! tells the loop, and ends the process when the loop has not ended within half a second. Idle it uses no CPU.

use std::io::{self, Read};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use signal_hook::consts::signal::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use tokio::sync::mpsc::UnboundedSender;

use super::terminal::restore_now;

/// How long the loop has to end by itself.
const GRACE: Duration = Duration::from_millis(500);

/// What the watcher tells the loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// End now: the signal's number, or 0 when the terminal is gone.
    End(i32),
    /// The terminal has another size.
    Resized,
    /// Stop was asked from outside (SIGTSTP).
    Stop,
    /// The process runs again after a stop.
    Continued,
}

/// The running watcher; dropping it says that the loop has ended.
#[derive(Debug)]
pub struct Watcher {
    ended: Arc<AtomicBool>,
}

impl Drop for Watcher {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::SeqCst);
    }
}

/// Starts the watcher for the terminal at `tty`.
pub fn watch(tty: OwnedFd, events: UnboundedSender<Event>) -> io::Result<Watcher> {
    const SIGNALS: [(i32, Event); 7] = [
        (SIGTERM, Event::End(SIGTERM)),
        (SIGHUP, Event::End(SIGHUP)),
        (SIGINT, Event::End(SIGINT)),
        (SIGQUIT, Event::End(SIGQUIT)),
        (SIGWINCH, Event::Resized),
        (SIGTSTP, Event::Stop),
        (SIGCONT, Event::Continued),
    ];
    let mut pipes = Vec::new();
    for (signal, event) in SIGNALS {
        let (read, write) = UnixStream::pair()?;
        read.set_nonblocking(true)?;
        signal_hook::low_level::pipe::register(signal, write)?;
        pipes.push((read, event));
    }
    let ended = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&ended);
    std::thread::Builder::new().name("watcher".into()).spawn(move || run(&tty, &pipes, &events, &flag))?;
    Ok(Watcher { ended })
}

fn run(tty: &OwnedFd, pipes: &[(UnixStream, Event)], events: &UnboundedSender<Event>, ended: &AtomicBool) {
    loop {
        let Ok((hung_up, ready)) = wait(tty.as_fd(), pipes) else { return end(0, ended) };
        for event in ready {
            // A closed channel means that the loop is on its way out.
            let _ = events.send(event);
            if let Event::End(signal) = event {
                end(signal, ended);
            }
        }
        if hung_up {
            let _ = events.send(Event::End(0));
            end(0, ended);
        }
        if ended.load(Ordering::SeqCst) {
            return;
        }
    }
}

/// Sleeps until the terminal hangs up or a signal came. No timeout: an idle program does not wake.
fn wait(tty: BorrowedFd<'_>, pipes: &[(UnixStream, Event)]) -> io::Result<(bool, Vec<Event>)> {
    let mut fds = vec![PollFd::from_borrowed_fd(tty, PollFlags::empty())];
    fds.extend(pipes.iter().map(|(pipe, _)| PollFd::new(pipe, PollFlags::IN)));
    while let Err(error) = poll(&mut fds, None) {
        if error != rustix::io::Errno::INTR {
            return Err(error.into());
        }
    }
    let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
    let hung_up = fds[0].revents().intersects(gone);
    let ready = pipes.iter().zip(&fds[1..]).filter(|(_, fd)| fd.revents().contains(PollFlags::IN));
    let events = ready
        .map(|((pipe, event), _)| {
            let mut bytes = [0; 64];
            while matches!((&mut &*pipe).read(&mut bytes), Ok(n) if n > 0) {}
            *event
        })
        .collect();
    Ok((hung_up, events))
}

/// Waits for the loop to end, then ends the process: a loop that is stuck writing to a dead line must not live on.
fn end(signal: i32, ended: &AtomicBool) {
    let start = Instant::now();
    while start.elapsed() < GRACE {
        if ended.load(Ordering::SeqCst) {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    if !stdout_blocks() {
        restore_now();
    }
    signal_hook::low_level::exit(if signal == 0 { 129 } else { 128 + signal });
}

/// Whether a write to the terminal would block or fail now.
fn stdout_blocks() -> bool {
    let out = rustix::stdio::stdout();
    let mut fds = [PollFd::from_borrowed_fd(out, PollFlags::OUT)];
    let now = Timespec { tv_sec: 0, tv_nsec: 0 };
    !matches!(poll(&mut fds, Some(&now)), Ok(1)) || !fds[0].revents().contains(PollFlags::OUT)
}
