//! Answering the questions of screens and commands. Reads only.

use super::open::Reader;
use crate::domain::list::{Query, ReadError, Reply, Viewpoint};

impl Reader {
    /// Answers a question.
    pub fn answer(&self, _query: &Query, _view: &Viewpoint) -> Result<Reply, ReadError> {
        Err(ReadError::NoData)
    }
}
