//! Colours by meaning. Only the terminal's own 16 colours, so that light and dark backgrounds both fit; nothing is said by
//! colour alone; without colour there is reverse and bold.

use ratatui::style::{Color, Modifier, Style};

use super::app::model::Palette;

/// What a piece of text means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Nothing special.
    Plain,
    /// Frame, labels, what can be overlooked.
    Quiet,
    /// Headings.
    Head,
    /// The tab that is open.
    Open,
    /// The selected row.
    Selected,
    /// A marked row.
    Marked,
    /// Late or nearly so.
    Late,
    /// Today.
    Soon,
    /// Well.
    Good,
    /// A key.
    Key,
    /// A wrong word.
    Wrong,
}

impl Tone {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Plain,
        Self::Quiet,
        Self::Head,
        Self::Open,
        Self::Selected,
        Self::Marked,
        Self::Late,
        Self::Soon,
        Self::Good,
        Self::Key,
        Self::Wrong,
    ];

    /// How it looks.
    pub fn style(self, palette: Palette) -> Style {
        let plain = Style::new();
        let style = match self {
            Self::Plain => plain,
            Self::Quiet => plain.fg(Color::DarkGray),
            Self::Head => plain.add_modifier(Modifier::BOLD),
            Self::Open => plain.fg(Color::Cyan).add_modifier(Modifier::BOLD),
            Self::Selected => plain.add_modifier(Modifier::REVERSED),
            Self::Marked => plain.fg(Color::Magenta).add_modifier(Modifier::BOLD),
            Self::Late => plain.fg(Color::Red).add_modifier(Modifier::BOLD),
            Self::Soon => plain.fg(Color::Yellow),
            Self::Good => plain.fg(Color::Green),
            Self::Key => plain.fg(Color::Cyan),
            Self::Wrong => plain.fg(Color::Red).add_modifier(Modifier::UNDERLINED),
        };
        match palette {
            Palette::Ansi => style,
            Palette::Mono => Style { fg: None, bg: None, ..style },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_colour_cursor_mark_and_lateness_still_differ() {
        for tone in Tone::ALL {
            let style = tone.style(Palette::Mono);
            assert_eq!((style.fg, style.bg), (None, None), "{tone:?}");
        }
        for tone in [Tone::Selected, Tone::Marked, Tone::Late, Tone::Open, Tone::Wrong] {
            assert_ne!(tone.style(Palette::Mono), Tone::Plain.style(Palette::Mono), "{tone:?}");
        }
    }
}
