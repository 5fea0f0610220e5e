//! Waiting for the worker that holds the lock: for its answer to a request, or for its end.

use std::time::Duration;

use super::context::Context;
use super::exit::Failure;
use super::interrupt::Interrupt;
use super::wire;
use crate::i18n::cli;
use crate::runtime::worker::Worker;
use crate::store::open::{Folder, Team};

/// How often the answer to a request is looked for.
const POLL: Duration = Duration::from_millis(200);
/// Looks between two tries to take over from a worker that has ended.
const LOOKS: u32 = 10;

/// What came of a request.
pub enum Answer {
    /// The worker's answer.
    Said(String),
    /// The worker ended without one; this process is the worker now.
    Left(Box<Worker>),
}

/// Waits for the answer to a request. Ctrl-C ends the waiting and says that the request is still queued.
pub fn answer(
    context: &mut Context,
    interrupt: &Interrupt,
    team: &Team,
    folder: &Folder,
    number: i64,
) -> Result<Answer, Failure> {
    for look in 1_u32.. {
        if let Some(text) = wire::answer(team, number)? {
            return Ok(Answer::Said(text));
        }
        if interrupt.asked() {
            context.out.say(&cli::still_queued(context.lang, number));
            interrupt.check(context.lang)?;
        }
        if look.is_multiple_of(LOOKS)
            && let Ok(worker) = Worker::acquire(folder)
        {
            // It may have answered with its last breath.
            if let Some(text) = wire::answer(team, number)? {
                return Ok(Answer::Said(text));
            }
            context.out.say(cli::worker_gone(context.lang));
            return Ok(Answer::Left(Box::new(worker)));
        }
        std::thread::sleep(POLL);
    }
    Err(Failure::failed(cli::still_queued(context.lang, number)))
}
