//! The proof: a second terminal shows what the buffer says, cell by cell, after any actions.

use std::io::Write as _;

use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use super::*;

mod tmux;

/// A terminal that reads along.
trait SecondTerminal {
    fn resize(&mut self, width: u16, height: u16);
    /// Takes the bytes of a frame.
    fn show(&mut self, bytes: &[u8]);
    /// What stands on it.
    fn screen(&self) -> &vt100::Screen;
    /// Row and column of the cursor, unless it is hidden.
    fn cursor(&self) -> Option<(u16, u16)>;
}

impl SecondTerminal for vt100::Parser {
    fn resize(&mut self, width: u16, height: u16) {
        self.screen_mut().set_size(cells(height), cells(width));
    }

    fn show(&mut self, bytes: &[u8]) {
        self.process(bytes);
    }

    fn screen(&self) -> &vt100::Screen {
        self.screen()
    }

    fn cursor(&self) -> Option<(u16, u16)> {
        (!self.screen().hide_cursor()).then(|| self.screen().cursor_position())
    }
}

/// What a second terminal shows after these bytes: text, colours and attributes of each cell.
fn same(screen: &vt100::Screen, buffer: &Buffer) -> Result<(), String> {
    let grid = Grid::load(buffer);
    for y in 0..grid.height {
        for x in 0..grid.width {
            let spot = &grid.row(y)[x];
            let cell = screen.cell(y as u16, x as u16).ok_or("no cell")?;
            let shown = if cell.contents().is_empty() && !cell.is_wide_continuation() { " " } else { cell.contents() };
            let mut wanted = String::new();
            spot.write(&mut wanted);
            if shown != wanted {
                return Err(format!("{x},{y}: shows {shown:?}, wanted {wanted:?}"));
            }
            if wanted.is_empty() {
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

/// A pane at the right: a bar, headings in bold, values that change with the selected row.
fn draw_pane(buffer: &mut Buffer, selected: u64) {
    let area = buffer.area;
    let left = area.width * 6 / 10;
    for y in 1..area.height.saturating_sub(1) {
        buffer.set_stringn(left, y, "|", 1, Style::new().fg(Color::DarkGray));
        let room = usize::from((area.width - left).saturating_sub(2));
        buffer.set_stringn(left + 2, y, " ".repeat(room), room, Style::new());
        let (text, style) = match y % 5 {
            0 => ("Order line, 3 parts".to_owned(), Style::new().bold()),
            4 => (String::new(), Style::new()),
            n => {
                (row_text(selected + u64::from(n)), Style::new().fg(if n == 2 { Color::Yellow } else { Color::Reset }))
            }
        };
        buffer.set_stringn(left + 2, y, text, room, style);
    }
}

/// Begins at 80x24.
fn random_walk(second: &mut impl SecondTerminal, seed: u64, actions: usize, scroll: bool) {
    let mut dice = Dice(seed);
    let (mut width, mut height) = (80_u16, 24_u16);
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
                second.resize(width, height);
            }
            _ => selected = 1 + dice.roll(u64::from(height)) as u16,
        }
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        let noise = dice.roll(3) == 0;
        draw(&mut buffer, offset, selected, &mut dice, noise);
        if dice.roll(2) == 0 {
            draw_pane(&mut buffer, offset + u64::from(selected));
        }
        let cursor = (dice.roll(4) == 0).then(|| Position::new(dice.roll(u64::from(width)) as u16, 0));
        second.show(painter.paint(&buffer, cursor));
        if let Err(wrong) = same(second.screen(), &buffer) {
            panic!("seed {seed}, action {action}, {width}x{height}: {wrong}");
        }
        assert_eq!(second.cursor(), cursor.map(|position| (position.y, position.x)));
    }
}

/// How many random actions: `DAYDECK_PAINTER_ACTIONS=5000` for the whole proof.
fn actions(usual: usize) -> usize {
    std::env::var("DAYDECK_PAINTER_ACTIONS").map_or(usual, |n| n.parse().unwrap())
}

#[test]
fn the_screen_equals_the_buffer_after_any_actions() {
    let begin = || vt100::Parser::new(cells(24), cells(80), 0);
    for seed in 1..=3 {
        random_walk(&mut begin(), seed, actions(250), true);
    }
    random_walk(&mut begin(), 9, actions(250), false);
}

#[test]
fn the_screen_equals_the_buffer_in_tmux_too() {
    let Some(mut tmux) = tmux::Tmux::start(80, 24) else {
        // `eprintln!` would be captured by the test harness.
        let _ = writeln!(std::io::stderr(), "skipped: no tmux to look at the screen");
        return;
    };
    random_walk(&mut tmux, 4, actions(60), true);
}

#[test]
fn a_list_beside_a_pane_moves_as_a_band() {
    let mut dice = Dice(1);
    let mut painter = Painter::new(true);
    for (offset, moved) in [(0, false), (13, true)] {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 160, 50));
        draw(&mut buffer, offset, 28, &mut dice, false);
        draw_pane(&mut buffer, offset);
        let bytes = String::from_utf8_lossy(painter.paint(&buffer, None)).into_owned();
        assert_eq!(bytes.contains("\x1b[13M"), moved, "{bytes:?}");
    }
}

#[test]
fn words_in_bold_are_one_run_and_a_pane_is_left_by_line_feeds() {
    let mut painter = Painter::new(true);
    let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 6));
    painter.paint(&buffer, None);
    buffer.set_string(40, 1, "Cat Tree, 47\" tall", Style::new().bold());
    buffer.set_string(40, 2, "ASIN: B0", Style::new());
    let bytes = String::from_utf8_lossy(painter.paint(&buffer, None)).into_owned();
    assert_eq!(bytes, "\x1b[2;41H\x1b[1mCat Tree, 47\" tall\n\x1b[18D\x1b[mASIN: B0");
    let blank = Buffer::empty(Rect::new(0, 0, 80, 6));
    let bytes = String::from_utf8_lossy(painter.paint(&blank, None)).into_owned();
    assert_eq!(bytes, "\x1b[2;41H\x1b[K\n\x1b[K");
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
