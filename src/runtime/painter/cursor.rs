//! The way of the cursor: the shortest of the sequences that all terminals agree about.
//!
//! A line feed moves down in its column, because the screen is in raw mode; it is used only above the last row, where it
//! cannot scroll.

/// A place: column and row, from 0.
pub(super) type Place = (usize, usize);

/// The sequence that leads to `to`; `from` is `None` where the terminal's cursor is not known.
pub(super) fn way(from: Option<Place>, to: Place) -> String {
    let mut best = absolute(to);
    let Some(from) = from else { return best };
    if from == to {
        return String::new();
    }
    let down = vertical(from.1, to.1);
    for start in [Some(from.0), None] {
        let way = format!("{}{down}{}", if start.is_none() { "\r" } else { "" }, sideways(start.unwrap_or(0), to.0));
        if way.len() < best.len() {
            best = way;
        }
    }
    best
}

fn absolute((x, y): Place) -> String {
    match (x, y) {
        (0, 0) => "\x1b[H".to_owned(),
        (0, y) => format!("\x1b[{}H", y + 1),
        (x, y) => format!("\x1b[{};{}H", y + 1, x + 1),
    }
}

fn vertical(from: usize, to: usize) -> String {
    match to.checked_sub(from) {
        Some(down @ 0..=4) => "\n".repeat(down),
        Some(down) => format!("\x1b[{down}B"),
        None => counted(from - to, 'A'),
    }
}

fn sideways(from: usize, to: usize) -> String {
    match to.checked_sub(from) {
        Some(0) => String::new(),
        Some(right) => counted(right, 'C'),
        None => counted(from - to, 'D'),
    }
}

fn counted(n: usize, verb: char) -> String {
    if n == 1 { format!("\x1b[{verb}") } else { format!("\x1b[{n}{verb}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shortest_way_is_taken() {
        for (from, to, wanted) in [
            (None, (0, 0), "\x1b[H"),
            (None, (78, 5), "\x1b[6;79H"),
            (Some((0, 4)), (0, 4), ""),
            (Some((100, 5)), (78, 6), "\n\x1b[22D"),
            (Some((80, 5)), (78, 7), "\n\n\x1b[2D"),
            (Some((100, 5)), (0, 6), "\r\n"),
            (Some((100, 5)), (1, 5), "\r\x1b[C"),
            (Some((10, 5)), (11, 5), "\x1b[C"),
            (Some((10, 9)), (11, 2), "\x1b[3;12H"),
        ] {
            assert_eq!(way(from, to), wanted, "{from:?} -> {to:?}");
        }
    }
}
