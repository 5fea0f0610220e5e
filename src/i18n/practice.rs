//! The ten best practices: name and what each asks.
