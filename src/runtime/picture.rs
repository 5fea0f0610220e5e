//! A picture of the screen as SVG, drawn by the screen's own code: it cannot show what the program does not.

use std::fmt::Write as _;
use std::io;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, CellWidth};
use ratatui::style::{Color, Modifier, Style};
use unicode_width::UnicodeWidthStr;

use crate::domain::list::Viewpoint;
use crate::store::open::Reader;
use crate::tui::{Cmd, Key, Model, Msg, Options, draw, update};

/// Width and height of a cell, and the size of the letters, in SVG units.
const CELL: (f64, f64) = (8.4, 17.0);
const LETTERS: f64 = 14.0;
/// Paper and ink of a dark terminal.
const PAPER: &str = "#11151c";
const INK: &str = "#d7dae0";

/// The screen after `keys`, with every question answered from the database at once.
pub fn screen(options: Options, reader: &Reader, view: &Viewpoint, keys: &[Key]) -> io::Result<Buffer> {
    let size = options.size;
    let mut model = Model::new(options);
    let first = model.start();
    settle(&mut model, first, reader, view);
    for key in keys {
        let cmds = update(&mut model, Msg::Key(*key));
        settle(&mut model, cmds, reader, view);
    }
    let mut terminal = match Terminal::new(TestBackend::new(size.0, size.1)) {
        Ok(terminal) => terminal,
        Err(never) => match never {},
    };
    match terminal.draw(|frame| draw(&model, frame)) {
        Ok(frame) => Ok(frame.buffer.clone()),
        Err(never) => match never {},
    }
}

/// Answers questions until none is left. Everything else that the screen asks for needs a terminal and is left alone.
fn settle(model: &mut Model, cmds: Vec<Cmd>, reader: &Reader, view: &Viewpoint) {
    let mut open = cmds;
    while let Some(cmd) = open.pop() {
        if let Cmd::Load { lane, generation, query } = cmd {
            let result = reader.answer(&query, view);
            open.extend(update(model, Msg::Reply { lane, generation, result }));
        }
    }
}

/// The buffer as one SVG: a rectangle per run of one background, a text per run of one look.
pub fn svg(buffer: &Buffer, title: &str) -> String {
    let (width, height) = (f64::from(buffer.area.width) * CELL.0, f64::from(buffer.area.height) * CELL.1);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.1} {height:.1}\" role=\"img\">\n<title>{}</title>\n\
         <style>text{{font:{LETTERS}px ui-monospace,'DejaVu Sans Mono','Noto Sans Mono CJK SC',monospace}}\
         .b{{font-weight:bold}}.u{{text-decoration:underline}}</style>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"{PAPER}\"/>\n",
        escape(title)
    );
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            let style = look(buffer, x, y);
            let (mut end, mut text) = (x, String::new());
            while end < buffer.area.width && look(buffer, end, y) == style {
                let cell = &buffer[(end, y)];
                text.push_str(cell.symbol());
                end += cell.cell_width().max(1);
            }
            run(&mut out, (x, y, end - x), style, &text);
            x = end;
        }
    }
    out.push_str("</svg>\n");
    out
}

/// Foreground, background and attributes of a cell.
fn look(buffer: &Buffer, x: u16, y: u16) -> (Color, Color, Modifier) {
    let Style { fg, bg, add_modifier, .. } = buffer[(x, y)].style();
    (fg.unwrap_or_default(), bg.unwrap_or_default(), add_modifier)
}

fn run(out: &mut String, (x, y, cells): (u16, u16, u16), (fg, bg, modifier): (Color, Color, Modifier), text: &str) {
    let (mut ink, mut paper) = (hex(fg, INK), hex(bg, PAPER));
    if modifier.contains(Modifier::REVERSED) {
        std::mem::swap(&mut ink, &mut paper);
    }
    let (left, top, wide) = (f64::from(x) * CELL.0, f64::from(y) * CELL.1, f64::from(cells) * CELL.0);
    if paper != PAPER {
        let _ = writeln!(
            out,
            "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{wide:.1}\" height=\"{:.1}\" fill=\"{paper}\"/>",
            CELL.1
        );
    }
    let mut class = String::new();
    if modifier.contains(Modifier::BOLD) {
        class.push('b');
    }
    if modifier.contains(Modifier::UNDERLINED) {
        class.push_str(" u");
    }
    let class = if class.is_empty() { String::new() } else { format!(" class=\"{}\"", class.trim()) };
    let dim = if modifier.contains(Modifier::DIM) { " opacity=\"0.6\"" } else { "" };
    // A renderer may fold blanks: each stretch between wider gaps has a place of its own.
    for (cells, piece) in pieces(text) {
        let (x, wide) = (left + cells as f64 * CELL.0, piece.width() as f64 * CELL.0);
        let _ = writeln!(
            out,
            "<text x=\"{x:.1}\" y=\"{:.1}\" textLength=\"{wide:.1}\" lengthAdjust=\"spacingAndGlyphs\" fill=\"{ink}\"{class}{dim}>{}</text>",
            top + CELL.1 * 0.77,
            escape(piece)
        );
    }
}

/// The stretches of a text between two or more blanks, with the cells before each.
fn pieces(text: &str) -> Vec<(usize, &str)> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let blanks = rest.len() - rest.trim_start_matches(' ').len();
        at += blanks;
        let rest = &text[at..];
        let end = rest.find("  ").unwrap_or(rest.len());
        let piece = rest[..end].trim_end();
        if !piece.is_empty() {
            out.push((text[..at].width(), piece));
        }
        at += end;
    }
    out
}

fn hex(colour: Color, default: &'static str) -> &'static str {
    match colour {
        Color::Black => "#000000",
        Color::Red | Color::LightRed => "#ff6b6b",
        Color::Green | Color::LightGreen => "#7bd88f",
        Color::Yellow | Color::LightYellow => "#e6c35c",
        Color::Blue | Color::LightBlue => "#6ea8fe",
        Color::Magenta | Color::LightMagenta => "#d69cf4",
        Color::Cyan | Color::LightCyan => "#6fd3d9",
        Color::Gray => "#aab0bb",
        Color::DarkGray => "#7c8493",
        Color::White => "#ffffff",
        Color::Reset | Color::Rgb(..) | Color::Indexed(_) => default,
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;

    #[test]
    fn a_picture_has_a_text_per_run_of_one_look() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 2));
        buffer.set_string(0, 0, "a<b 铲", Style::new());
        buffer.set_string(0, 1, "sel", Style::new().add_modifier(Modifier::REVERSED));
        let svg = svg(&buffer, "t & t");
        assert!(svg.contains("<title>t &amp; t</title>") && svg.contains("a&lt;b 铲"), "{svg}");
        assert_eq!(svg.matches("<text").count(), 2, "{svg}");
        assert_eq!(svg.matches("<rect").count(), 2, "{svg}");
        assert_eq!(pieces("  a b   铲  c "), [(2, "a b"), (8, "铲"), (12, "c")]);
    }
}
