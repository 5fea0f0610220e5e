//! The screen: Model, Msg, update, view. With `runtime`, the only place that knows ratatui; it does no I/O.
