//! Titles and reasons of work items, made from kind and numbers (H5).
