//! Colours and attributes as the shortest SGR sequence from one look to the next.

use ratatui::style::{Color, Modifier};

use super::grid::{Look, PLAIN};

/// Attributes with the codes that switch them on and off. Bold and dim share the code that ends them.
const ATTRIBUTES: [(Modifier, u8, u8); 5] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::REVERSED, 7, 27),
];

/// The shorter of a step from the look `from` and a start from plain; nothing when they are equal.
pub(super) fn change(from: Look, to: Look) -> String {
    if from == to {
        return String::new();
    }
    if to == PLAIN {
        return "\x1b[m".to_owned();
    }
    let (fresh, step) = (codes(PLAIN, to), codes(from, to));
    let fresh = format!("\x1b[0;{}m", fresh.join(";"));
    let step = format!("\x1b[{}m", step.join(";"));
    if step.len() <= fresh.len() { step } else { fresh }
}

/// The codes that lead from one look to another.
fn codes(from: Look, to: Look) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    // What ends bold ends dim too: the one that stays is switched on again behind it.
    let weight = Modifier::BOLD | Modifier::DIM;
    let mut had = from.modifier;
    for (flag, _, off) in ATTRIBUTES {
        if had.contains(flag) && !to.modifier.contains(flag) {
            codes.push(off.to_string());
            had.remove(if weight.contains(flag) { weight } else { flag });
        }
    }
    for (flag, on, _) in ATTRIBUTES {
        if to.modifier.contains(flag) && !had.contains(flag) {
            codes.push(on.to_string());
        }
    }
    if to.fg != from.fg {
        codes.push(colour(to.fg, 30));
    }
    if to.bg != from.bg {
        codes.push(colour(to.bg, 40));
    }
    codes
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shortest_way_from_look_to_look() {
        let look = |fg, modifier| Look { fg, bg: Color::Reset, modifier };
        let (bold, dim, reversed) = (Modifier::BOLD, Modifier::DIM, Modifier::REVERSED);
        for (from, to, wanted) in [
            (PLAIN, look(Color::Red, bold), "\x1b[1;31m"),
            (look(Color::Red, bold), PLAIN, "\x1b[m"),
            (look(Color::Reset, bold | reversed), look(Color::Reset, reversed), "\x1b[22m"),
            (look(Color::Red, bold), look(Color::Red, dim), "\x1b[22;2m"),
            (look(Color::Reset, bold | dim), look(Color::Reset, dim), "\x1b[0;2m"),
            (look(Color::Cyan, bold), look(Color::Reset, bold), "\x1b[39m"),
            (look(Color::Cyan, bold), look(Color::Red, bold), "\x1b[31m"),
            (PLAIN, PLAIN, ""),
        ] {
            assert_eq!(change(from, to), wanted, "{from:?} -> {to:?}");
        }
    }
}
