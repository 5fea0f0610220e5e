//! Every known variant of every report that is read, as small synthetic files with their expected frames beside them,
//! and files that must be refused. The real parsing process is in `child.rs`.

mod child;
mod hostile;
mod support;
mod variants;
mod workbooks;
