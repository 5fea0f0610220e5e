//! The clock since the machine's start, as the kernel tells it. Nobody sets it, and it runs while the machine sleeps.

use std::fs::read_to_string;

use crate::domain::lease::Boot;

/// The present moment by that clock; `None` where the kernel does not tell.
pub fn now() -> Option<Boot> {
    let id = read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
    Boot::parse(&id, &read_to_string("/proc/uptime").ok()?)
}
