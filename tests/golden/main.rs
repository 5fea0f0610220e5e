//! Every known variant of every report that is read, as small synthetic files with their expected frames beside them,
//! and files that must be refused. The real parsing process is in `child.rs`.

// Helpers of tests stop the test where they cannot go on.
#![allow(clippy::unwrap_used, clippy::panic)]

mod bulk;
mod child;
mod hostile;
mod meaning;
mod sales;
mod support;
mod variants;
mod workbooks;
mod zipped;
