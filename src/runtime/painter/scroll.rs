//! Finding a band of rows that only moved. Columns beside it may stay where they are (a pane next to a list): the choice
//! is by the bytes that are left to write after the move.

use super::grid::{Grid, Spot, blank_tail, hash};

/// A move must save at least its own bytes.
const MOVE_COST: i64 = 22;
/// Rows are compared in pieces of so many columns, so that a part of the width that moved is seen.
const PIECE: usize = 16;
/// Distances that are looked at closely.
const TRIED: usize = 3;

/// The band `top..bottom` and the distance (up when positive) whose move saves the most bytes, when one saves any.
pub(super) fn find_scroll(screen: &Grid, next: &Grid) -> Option<(usize, usize, isize)> {
    let changed = (0..next.height).filter(|y| screen.rows[*y] != next.rows[*y]).count();
    if changed < 4 {
        return None;
    }
    let blank = Grid::blank(next.width, 1);
    distances(screen, next)
        .into_iter()
        .filter_map(|n| best_band(screen, next, &blank, n))
        .max_by_key(|(saved, ..)| *saved)
        .map(|(_, top, bottom, n)| (top, bottom, n))
}

/// The likeliest distances: each changed piece that stood in exactly one other row of its columns votes for one.
fn distances(screen: &Grid, next: &Grid) -> Vec<isize> {
    let mut votes: Vec<(isize, usize)> = Vec::new();
    for from in (0..next.width).step_by(PIECE) {
        let to = (from + PIECE).min(next.width);
        let piece = |grid: &Grid, y: usize| hash(&grid.row(y)[from..to]);
        let old: Vec<u64> = (0..screen.height).map(|y| piece(screen, y)).collect();
        for y in (0..next.height).filter(|y| screen.rows[*y] != next.rows[*y]) {
            let new = piece(next, y);
            let mut places = (0..old.len()).filter(|place| old[*place] == new);
            let (Some(place), None) = (places.next(), places.next()) else { continue };
            let n = place as isize - y as isize;
            match votes.iter_mut().find(|(distance, _)| *distance == n) {
                _ if n == 0 => {}
                Some((_, count)) => *count += 1,
                None => votes.push((n, 1)),
            }
        }
    }
    votes.sort_by_key(|(n, count)| (std::cmp::Reverse(*count), n.abs()));
    votes.into_iter().take(TRIED).map(|(n, _)| n).collect()
}

/// Bytes that a row costs when `old` must become `new`: a rough measure, the same for every choice.
fn cost(old: &[Spot], new: &[Spot]) -> i64 {
    let tail = blank_tail(new);
    let (mut bytes, mut run) = (0, false);
    for (was, is) in old.iter().zip(&new[..tail]) {
        if was == is {
            run = false;
        } else {
            bytes += is.len() as i64 + if run { 0 } else { 5 };
            run = true;
        }
    }
    let erase = old[tail..].iter().any(|spot| !spot.is_void());
    bytes + if erase { 4 } else { 0 }
}

/// For one distance the band with the largest saving: `(saved bytes, top, bottom, n)`.
fn best_band(screen: &Grid, next: &Grid, blank: &Grid, n: isize) -> Option<(i64, usize, usize, isize)> {
    let (height, by) = (next.height, n.unsigned_abs());
    let stay: Vec<i64> = (0..height).map(|y| cost(screen.row(y), next.row(y))).collect();
    // What each row saves when the row at distance n moves here, and what it costs when a blank row comes in instead.
    let gain: Vec<i64> = (0..height)
        .map(|y| {
            let from = y as isize + n;
            let source = usize::try_from(from).ok().filter(|from| *from < height);
            source.map_or(i64::MIN / 4, |from| stay[y] - cost(screen.row(from), next.row(y)))
        })
        .collect();
    let fresh: Vec<i64> = (0..height).map(|y| stay[y] - cost(blank.row(0), next.row(y))).collect();
    let mut fresh_sum = vec![0_i64];
    for value in &fresh {
        fresh_sum.push(fresh_sum[fresh_sum.len() - 1].saturating_add(*value));
    }
    let mut best: Option<(i64, usize, usize)> = None;
    for top in 0..height {
        let mut moved = 0_i64;
        for bottom in top + by + 1..=height {
            // Moving up by n: rows top..bottom-n come from below, the last n rows are new; moving down is the mirror.
            let (row, new_rows) =
                if n > 0 { (bottom - by - 1, (bottom - by, bottom)) } else { (bottom - 1, (top, top + by)) };
            moved = moved.saturating_add(gain[row]);
            let saved = moved + fresh_sum[new_rows.1] - fresh_sum[new_rows.0] - MOVE_COST;
            if saved > best.map_or(0, |(b, ..)| b) {
                best = Some((saved, top, bottom));
            }
        }
    }
    best.map(|(saved, top, bottom)| (saved, top, bottom, n))
}
