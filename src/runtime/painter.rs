//! The painter: from ratatui's finished buffer to as few bytes as the terminal needs.
//!
//! It keeps what the screen shows, finds a band of rows that only moved, moves it with the terminal's own scrolling
//! (DECSTBM with IL or DL), and writes the cells that differ, in one write per frame. It works from the whole buffer and
//! not from ratatui's stream of changes, because that stream leaves wrong cells where a wide character moves by one column.

use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};
use xxhash_rust::xxh3::Xxh3;

/// Attributes that this program uses; the rest is ignored.
const KEPT: Modifier =
    Modifier::BOLD.union(Modifier::DIM).union(Modifier::ITALIC).union(Modifier::UNDERLINED).union(Modifier::REVERSED);

/// A scroll must save at least its own bytes.
const SCROLL_COST: i64 = 22;

/// How a cell looks.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
struct Look {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

const PLAIN: Look = Look { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty() };

/// One place of the grid; an empty text marks the second column of a wide character.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
struct Spot {
    text: Box<str>,
    look: Look,
}

impl Spot {
    fn blank(look: Look) -> Self {
        Self { text: " ".into(), look }
    }

    fn is_blank(&self) -> bool {
        &*self.text == " "
    }
}

/// A screen's worth of cells, row by row.
#[derive(Clone, Debug, Default)]
struct Grid {
    width: usize,
    height: usize,
    spots: Vec<Spot>,
    rows: Vec<u64>,
}

impl Grid {
    fn blank(width: usize, height: usize) -> Self {
        let mut grid = Self { width, height, spots: vec![Spot::blank(PLAIN); width * height], rows: vec![0; height] };
        (0..height).for_each(|y| grid.hash_row(y));
        grid
    }

    /// The buffer with equal looks made equal: second columns marked, a wide character cut at the edge blanked.
    fn load(buffer: &Buffer) -> Self {
        let (width, height) = (usize::from(buffer.area.width), usize::from(buffer.area.height));
        let mut grid = Self::blank(width, height);
        for y in 0..height {
            let mut x = 0;
            while x < width {
                let cell = &buffer.content[y * width + x];
                let wide = usize::from(cell.cell_width()).max(1);
                let at = y * width + x;
                if x + wide > width {
                    grid.spots[at] = Spot::blank(look(cell, true));
                } else {
                    let text = cell.symbol();
                    let blank = text.is_empty() || text == " ";
                    grid.spots[at] =
                        Spot { text: if blank { " ".into() } else { text.into() }, look: look(cell, blank) };
                    for second in 1..wide {
                        grid.spots[at + second] = Spot { text: "".into(), look: look(cell, false) };
                    }
                }
                x += wide;
            }
            grid.hash_row(y);
        }
        grid
    }

    fn row(&self, y: usize) -> &[Spot] {
        &self.spots[y * self.width..(y + 1) * self.width]
    }

    fn hash_row(&mut self, y: usize) {
        let mut hasher = Xxh3::new();
        std::hash::Hash::hash_slice(self.row(y), &mut hasher);
        self.rows[y] = hasher.digest();
    }

    /// Moves the rows `top..bottom` up by `n` (down when negative); new rows are blank.
    fn scroll(&mut self, top: usize, bottom: usize, n: isize) {
        let (width, by) = (self.width, n.unsigned_abs());
        let band = &mut self.spots[top * width..bottom * width];
        if n > 0 {
            band.rotate_left(by * width);
            let len = band.len();
            band[len - by * width..].fill(Spot::blank(PLAIN));
        } else {
            band.rotate_right(by * width);
            band[..by * width].fill(Spot::blank(PLAIN));
        }
        (top..bottom).for_each(|y| self.hash_row(y));
    }
}

/// The foreground of a blank shows only when it is underlined or reversed.
fn look(cell: &Cell, blank: bool) -> Look {
    let modifier = cell.modifier & KEPT;
    if blank && !modifier.intersects(Modifier::UNDERLINED | Modifier::REVERSED) {
        return Look { fg: Color::Reset, bg: cell.bg, modifier: Modifier::empty() };
    }
    Look { fg: cell.fg, bg: cell.bg, modifier }
}

/// Keeps the terminal equal to the last painted buffer.
#[derive(Debug)]
pub struct Painter {
    screen: Grid,
    pen: Look,
    at: Option<(usize, usize)>,
    cursor: Option<Position>,
    known: bool,
    scroll: bool,
    out: String,
}

impl Painter {
    /// A painter that knows nothing of the screen yet. `scroll` allows moving bands of rows.
    pub fn new(scroll: bool) -> Self {
        Self { screen: Grid::default(), pen: PLAIN, at: None, cursor: None, known: false, scroll, out: String::new() }
    }

    /// Forgets what the screen shows: the next paint writes all of it. After a resize, a stop, another program's output.
    pub fn forget(&mut self) {
        self.known = false;
    }

    /// The bytes that turn the screen into `buffer` with the cursor at `cursor` (hidden when `None`).
    pub fn paint(&mut self, buffer: &Buffer, cursor: Option<Position>) -> &[u8] {
        self.out.clear();
        let next = Grid::load(buffer);
        if !self.known || (self.screen.width, self.screen.height) != (next.width, next.height) {
            self.out.push_str("\x1b[r\x1b[m\x1b[?25l\x1b[2J");
            (self.pen, self.at, self.cursor, self.known) = (PLAIN, None, None, true);
            self.screen = Grid::blank(next.width, next.height);
        } else if self.scroll {
            self.scroll_bands(&next);
        }
        let mut hidden = self.cursor.is_none();
        for y in 0..next.height {
            if self.screen.rows[y] != next.rows[y] {
                if !hidden {
                    self.out.push_str("\x1b[?25l");
                    (self.cursor, hidden) = (None, true);
                }
                self.paint_row(&next, y);
            }
        }
        if self.pen != PLAIN {
            self.out.push_str("\x1b[m");
            self.pen = PLAIN;
        }
        self.place_cursor(cursor);
        self.screen = next;
        self.out.as_bytes()
    }

    fn place_cursor(&mut self, cursor: Option<Position>) {
        if let Some(position) = cursor {
            let place = (usize::from(position.x), usize::from(position.y));
            if self.at != Some(place) {
                self.go_to(place.0, place.1);
            }
            if self.cursor.is_none() {
                self.out.push_str("\x1b[?25h");
            }
        } else if self.cursor.is_some() {
            self.out.push_str("\x1b[?25l");
        }
        self.cursor = cursor;
    }

    /// Up to two rounds of the best band that only moved.
    fn scroll_bands(&mut self, next: &Grid) {
        for _ in 0..2 {
            let Some((top, bottom, n)) = find_scroll(&self.screen, next) else { return };
            if self.pen != PLAIN {
                self.out.push_str("\x1b[m");
                self.pen = PLAIN;
            }
            let (verb, by) = if n > 0 { ('M', n) } else { ('L', -n) };
            let _ = write!(self.out, "\x1b[{};{}r\x1b[{};1H\x1b[{by}{verb}\x1b[r", top + 1, bottom, top + 1);
            self.at = None;
            self.screen.scroll(top, bottom, n);
        }
    }

    fn paint_row(&mut self, next: &Grid, y: usize) {
        let (old, new) = (self.screen.row(y).to_vec(), next.row(y));
        let tail = blank_tail(new);
        let mut x = 0;
        while x < new.len() {
            let wide = wide_at(new, x);
            if old[x..x + wide] == new[x..x + wide] {
                x += wide;
                continue;
            }
            if x >= tail && old[x..].iter().any(|spot| *spot != new[tail]) {
                self.go_to(x, y);
                self.set_pen(PLAIN);
                self.out.push_str("\x1b[K");
                return;
            }
            self.bridge(&old, new, x, y);
            self.set_pen(new[x].look);
            self.out.push_str(&new[x].text);
            let doubtful = wide > 1 && new[x].text.chars().count() > 1;
            // Behind the last column the terminal waits with the cursor: only an absolute move is safe from there.
            self.at = (x + wide < new.len() && !doubtful).then_some((x + wide, y));
            x += wide;
        }
    }

    /// Gets to column `x`: by writing up to three equal cells again when the pen need not change, else by moving.
    fn bridge(&mut self, old: &[Spot], new: &[Spot], x: usize, y: usize) {
        if let Some((from, row)) = self.at
            && row == y
            && from < x
            && x - from <= 3
            && old[from..x] == new[from..x]
            && new[from..x].iter().all(|spot| spot.look == self.pen && spot.text.len() == 1)
        {
            new[from..x].iter().for_each(|spot| self.out.push_str(&spot.text));
            self.at = Some((x, y));
            return;
        }
        self.go_to(x, y);
    }

    fn go_to(&mut self, x: usize, y: usize) {
        match self.at {
            Some(at) if at == (x, y) => return,
            Some((from, row)) if row == y && x > from => {
                let _ = match x - from {
                    1 => write!(self.out, "\x1b[C"),
                    n => write!(self.out, "\x1b[{n}C"),
                };
            }
            Some((_, row)) if x == 0 && y == row + 1 => self.out.push_str("\r\n"),
            _ if x == 0 => {
                let _ = write!(self.out, "\x1b[{}H", y + 1);
            }
            _ => {
                let _ = write!(self.out, "\x1b[{};{}H", y + 1, x + 1);
            }
        }
        self.at = Some((x, y));
    }

    /// Changes the pen by the shorter of a step from the present look and a start from plain.
    fn set_pen(&mut self, look: Look) {
        if look == self.pen {
            return;
        }
        let fresh = sgr(PLAIN, look, true);
        let lost = self.pen.modifier.difference(look.modifier);
        let step = lost.is_empty().then(|| sgr(self.pen, look, false)).filter(|step| step.len() <= fresh.len());
        self.out.push_str(&step.unwrap_or(fresh));
        self.pen = look;
    }
}

/// The SGR sequence from one look to another; with `reset` it starts from plain.
fn sgr(from: Look, to: Look, reset: bool) -> String {
    let mut codes: Vec<String> = Vec::new();
    for (flag, code) in [
        (Modifier::BOLD, 1),
        (Modifier::DIM, 2),
        (Modifier::ITALIC, 3),
        (Modifier::UNDERLINED, 4),
        (Modifier::REVERSED, 7),
    ] {
        if to.modifier.contains(flag) && !from.modifier.contains(flag) {
            codes.push(code.to_string());
        }
    }
    if to.fg != from.fg {
        codes.push(colour(to.fg, 30));
    }
    if to.bg != from.bg {
        codes.push(colour(to.bg, 40));
    }
    let reset = if reset && !codes.is_empty() { "0;" } else { "" };
    format!("\x1b[{reset}{}m", codes.join(";"))
}

/// The SGR code of a colour; `base` is 30 for the foreground and 40 for the background.
fn colour(colour: Color, base: u8) -> String {
    let plain = |n: u8| (base + n).to_string();
    let bright = |n: u8| (base + 60 + n).to_string();
    match colour {
        Color::Reset => plain(9),
        Color::Black => plain(0),
        Color::Red => plain(1),
        Color::Green => plain(2),
        Color::Yellow => plain(3),
        Color::Blue => plain(4),
        Color::Magenta => plain(5),
        Color::Cyan => plain(6),
        Color::Gray => plain(7),
        Color::DarkGray => bright(0),
        Color::LightRed => bright(1),
        Color::LightGreen => bright(2),
        Color::LightYellow => bright(3),
        Color::LightBlue => bright(4),
        Color::LightMagenta => bright(5),
        Color::LightCyan => bright(6),
        Color::White => bright(7),
        Color::Rgb(r, g, b) => format!("{};2;{r};{g};{b}", base + 8),
        Color::Indexed(i) => format!("{};5;{i}", base + 8),
    }
}

/// The column from which the row is blank with the default background; its length when it is not.
fn blank_tail(row: &[Spot]) -> usize {
    row.iter().rposition(|spot| !(spot.is_blank() && spot.look == PLAIN)).map_or(0, |last| last + 1)
}

/// Columns of the character at `x`: itself and the marked columns behind it.
fn wide_at(row: &[Spot], x: usize) -> usize {
    1 + row[x + 1..].iter().take_while(|spot| spot.text.is_empty()).count()
}

/// Bytes that a row costs when `old` must become `new`: a rough measure, the same for every choice.
fn cost(old: &[Spot], new: &[Spot]) -> i64 {
    let (mut bytes, mut run) = (0, false);
    for (was, is) in old.iter().zip(new) {
        if was == is {
            run = false;
        } else {
            bytes += is.text.len() as i64 + if run { 0 } else { 6 };
            run = true;
        }
    }
    bytes
}

/// The band `top..bottom` and the distance (up when positive) whose move saves the most bytes, when one saves any.
fn find_scroll(screen: &Grid, next: &Grid) -> Option<(usize, usize, isize)> {
    let height = next.height;
    let changed = (0..height).filter(|y| screen.rows[*y] != next.rows[*y]).count();
    if changed < 4 {
        return None;
    }
    let blank = Grid::blank(next.width, 1);
    let mut votes: Vec<(isize, usize)> = Vec::new();
    for y in 0..height {
        if next.rows[y] == blank.rows[0] || screen.rows[y] == next.rows[y] {
            continue;
        }
        for from in (0..height).filter(|from| *from != y && screen.rows[*from] == next.rows[y]) {
            let n = from as isize - y as isize;
            match votes.iter_mut().find(|(distance, _)| *distance == n) {
                Some((_, count)) => *count += 1,
                None => votes.push((n, 1)),
            }
        }
    }
    votes.sort_by_key(|(n, count)| (std::cmp::Reverse(*count), n.abs()));
    votes
        .iter()
        .take(3)
        .filter_map(|(n, _)| best_band(screen, next, &blank, *n))
        .max_by_key(|(saved, ..)| *saved)
        .map(|(_, top, bottom, n)| (top, bottom, n))
}

/// For one distance the band with the largest saving: `(saved bytes, top, bottom, n)`.
fn best_band(screen: &Grid, next: &Grid, blank: &Grid, n: isize) -> Option<(i64, usize, usize, isize)> {
    let (height, by) = (next.height, n.unsigned_abs());
    // What each row saves when the row at distance n moves here, and what it costs when a blank row comes in instead.
    let gain: Vec<i64> = (0..height)
        .map(|y| {
            let from = y as isize + n;
            let source = usize::try_from(from).ok().filter(|from| *from < height);
            source.map_or(i64::MIN / 4, |from| cost(screen.row(y), next.row(y)) - cost(screen.row(from), next.row(y)))
        })
        .collect();
    let fresh: Vec<i64> =
        (0..height).map(|y| cost(screen.row(y), next.row(y)) - cost(blank.row(0), next.row(y))).collect();
    let sums = |values: &[i64]| -> Vec<i64> {
        std::iter::once(0)
            .chain(values.iter().scan(0_i64, |sum, v| {
                *sum = sum.saturating_add(*v);
                Some(*sum)
            }))
            .collect()
    };
    let fresh_sum = sums(&fresh);
    let mut best: Option<(i64, usize, usize)> = None;
    for top in 0..height {
        let mut moved = 0_i64;
        for bottom in top + by + 1..=height {
            // Moving up by n: rows top..bottom-n come from below, the last n rows are new; moving down is the mirror.
            let (row, new_rows) =
                if n > 0 { (bottom - by - 1, (bottom - by, bottom)) } else { (bottom - 1, (top, top + by)) };
            moved = moved.saturating_add(gain[row]);
            let saved = moved + fresh_sum[new_rows.1] - fresh_sum[new_rows.0] - SCROLL_COST;
            if saved > best.map_or(0, |(b, ..)| b) {
                best = Some((saved, top, bottom));
            }
        }
    }
    best.map(|(saved, top, bottom)| (saved, top, bottom, n))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    /// What a second terminal shows after these bytes: text, colours and attributes of each cell.
    fn same(parser: &vt100::Parser, buffer: &Buffer) -> Result<(), String> {
        let grid = Grid::load(buffer);
        for y in 0..grid.height {
            for x in 0..grid.width {
                let spot = &grid.row(y)[x];
                let cell = parser.screen().cell(y as u16, x as u16).ok_or("no cell")?;
                let shown =
                    if cell.contents().is_empty() && !cell.is_wide_continuation() { " " } else { cell.contents() };
                if shown != &*spot.text {
                    return Err(format!("{x},{y}: shows {shown:?}, wanted {:?}", spot.text));
                }
                if spot.text.is_empty() {
                    continue;
                }
                let modifier = spot.look.modifier;
                let looks = [
                    cell.inverse() == modifier.contains(Modifier::REVERSED),
                    cell.underline() == modifier.contains(Modifier::UNDERLINED),
                    spot.is_blank() || cell.bold() == modifier.contains(Modifier::BOLD),
                    vt_colour(cell.bgcolor()) == spot.look.bg,
                    spot.is_blank() || vt_colour(cell.fgcolor()) == spot.look.fg,
                ];
                if looks.contains(&false) {
                    return Err(format!("{x},{y} {shown:?}: look {:?} vs {looks:?}", spot.look));
                }
            }
        }
        Ok(())
    }

    fn vt_colour(colour: vt100::Color) -> Color {
        const NAMED: [Color; 16] = [
            Color::Black,
            Color::Red,
            Color::Green,
            Color::Yellow,
            Color::Blue,
            Color::Magenta,
            Color::Cyan,
            Color::Gray,
            Color::DarkGray,
            Color::LightRed,
            Color::LightGreen,
            Color::LightYellow,
            Color::LightBlue,
            Color::LightMagenta,
            Color::LightCyan,
            Color::White,
        ];
        match colour {
            vt100::Color::Default => Color::Reset,
            vt100::Color::Idx(i) => NAMED.get(usize::from(i)).copied().unwrap_or(Color::Indexed(i)),
            vt100::Color::Rgb(r, g, b) => Color::Rgb(r, g, b),
        }
    }

    fn cells(n: u16) -> std::num::NonZeroU16 {
        std::num::NonZeroU16::new(n).unwrap()
    }

    /// A small fixed generator: the same actions on every run.
    struct Dice(u64);

    impl Dice {
        fn roll(&mut self, sides: u64) -> u64 {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = self.0;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            (z ^ (z >> 31)) % sides
        }
    }

    fn row_text(n: u64) -> String {
        let names = ["Spatula 3\" x 1.5\"", "硅胶铲套装 5件", "シリコンヘラ", "Schneebesen groß", "Whisk"];
        format!("w{n:<6} {:<24} {:>8}.{:02} US  open", names[(n % 5) as usize], n * 37 % 9000, n % 100)
    }

    fn draw(buffer: &mut Buffer, offset: u64, selected: u16, dice: &mut Dice, noise: bool) {
        let area = buffer.area;
        let styles =
            [Style::new(), Style::new().fg(Color::Red), Style::new().bg(Color::Blue).bold(), Style::new().underlined()];
        buffer.set_stringn(0, 0, "Today 23  Orders 6", usize::from(area.width), Style::new().bold());
        for y in 1..area.height.saturating_sub(1) {
            let style = if y == selected { Style::new().reversed() } else { Style::new() };
            let n = offset + u64::from(y);
            buffer.set_stringn(0, y, row_text(n), usize::from(area.width), style);
            buffer.set_style(Rect::new(0, y, area.width, 1), style);
        }
        if noise {
            for _ in 0..dice.roll(6) {
                let (x, y) = (dice.roll(u64::from(area.width)) as u16, dice.roll(u64::from(area.height)) as u16);
                let text = ["铲", "ab", "x", "件套装", "  "][dice.roll(5) as usize];
                buffer.set_stringn(x, y, text, usize::from(area.width - x), styles[dice.roll(4) as usize]);
            }
        }
    }

    fn random_walk(seed: u64, actions: usize, scroll: bool) {
        let mut dice = Dice(seed);
        let (mut width, mut height) = (80_u16, 24_u16);
        let mut parser = vt100::Parser::new(cells(height), cells(width), 0);
        let mut painter = Painter::new(scroll);
        let (mut offset, mut selected) = (0_u64, 1_u16);
        for action in 0..actions {
            match dice.roll(12) {
                0..=3 => offset += 1,
                4 | 5 => offset = offset.saturating_sub(1),
                6 => offset += u64::from(height),
                7 => offset = dice.roll(100_000),
                8 if dice.roll(6) == 0 => {
                    (width, height) = (20 + dice.roll(140) as u16, 6 + dice.roll(44) as u16);
                    parser.screen_mut().set_size(cells(height), cells(width));
                }
                _ => selected = 1 + dice.roll(u64::from(height)) as u16,
            }
            let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
            let noise = dice.roll(3) == 0;
            draw(&mut buffer, offset, selected, &mut dice, noise);
            let cursor = (dice.roll(4) == 0).then(|| Position::new(dice.roll(u64::from(width)) as u16, 0));
            parser.process(painter.paint(&buffer, cursor));
            if let Err(wrong) = same(&parser, &buffer) {
                panic!("seed {seed}, action {action}, {width}x{height}: {wrong}");
            }
            assert_eq!(parser.screen().hide_cursor(), cursor.is_none());
            if let Some(position) = cursor {
                assert_eq!(parser.screen().cursor_position(), (position.y, position.x));
            }
        }
    }

    #[test]
    fn the_screen_equals_the_buffer_after_any_actions() {
        // More with DAYDECK_PAINTER_ACTIONS=5000.
        let actions = std::env::var("DAYDECK_PAINTER_ACTIONS").ok().and_then(|n| n.parse().ok()).unwrap_or(250);
        for seed in 1..=3 {
            random_walk(seed, actions, true);
        }
        random_walk(9, actions, false);
    }

    #[test]
    fn scrolling_by_a_line_costs_two_rows_not_a_screen() {
        let mut dice = Dice(1);
        let mut painter = Painter::new(true);
        let mut bytes = Vec::new();
        for offset in 0..20 {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 120, 40));
            draw(&mut buffer, offset, 38, &mut dice, false);
            bytes.push(painter.paint(&buffer, None).len());
        }
        assert!(bytes[1..].iter().all(|n| *n < 500), "{bytes:?}");
        let mut same = Buffer::empty(Rect::new(0, 0, 120, 40));
        draw(&mut same, 19, 38, &mut dice, false);
        assert!(painter.paint(&same, None).is_empty(), "an equal frame writes nothing");
    }
}
