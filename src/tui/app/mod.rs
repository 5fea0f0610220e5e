//! The half of the screen that decides: messages in, commands out.

pub mod cmd;
pub mod model;
pub mod msg;

use cmd::Cmd;
use model::Model;
use msg::Msg;

/// Brings a message into the model and says what the loop shall do.
pub fn update(_model: &mut Model, msg: Msg) -> Vec<Cmd> {
    match msg {
        Msg::Quit => vec![Cmd::Quit],
        _ => Vec::new(),
    }
}
