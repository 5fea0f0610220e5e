//! Ctrl-C in a long command: the first one asks it to stop at the next safe place, the second one ends the process.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::SIGINT;
use signal_hook::flag;

use super::exit::{Exit, Failure};
use crate::i18n::{Lang, cli};

/// Whether somebody asked to stop.
#[derive(Clone, Debug, Default)]
pub struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Listens for Ctrl-C.
    pub fn listen() -> Result<Self, Failure> {
        let asked = Arc::new(AtomicBool::new(false));
        // In this order: the first signal finds the flag down and raises it, the second finds it up and ends.
        flag::register_conditional_shutdown(SIGINT, i32::from(Exit::Interrupted.code()), Arc::clone(&asked))?;
        flag::register(SIGINT, Arc::clone(&asked))?;
        Ok(Self(asked))
    }

    /// Whether somebody asked to stop.
    pub fn asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Ends the command when somebody asked to stop.
    pub fn check(&self, lang: Lang) -> Result<(), Failure> {
        if self.asked() { Err(Failure::Words(Exit::Interrupted, cli::interrupted(lang).to_owned())) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_raised_flag_ends_with_130() {
        let interrupt = Interrupt::default();
        assert!(interrupt.check(Lang::En).is_ok());
        interrupt.0.store(true, Ordering::Relaxed);
        assert!(matches!(interrupt.check(Lang::En), Err(Failure::Words(Exit::Interrupted, _))));
    }
}
