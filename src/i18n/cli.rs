//! Words of the command line: what goes to stderr.
