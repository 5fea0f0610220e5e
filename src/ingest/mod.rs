//! From the bytes of a report or a mail to records. Knows nothing of SQL, screens or clocks.

pub mod frame;
