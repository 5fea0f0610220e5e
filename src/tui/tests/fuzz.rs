//! Two thousand random keys on random sizes: no panic, and the selection is always a row.

use super::driver::{App, options};
use super::fake::Fake;
use crate::domain::list::List;
use crate::i18n::Lang;
use crate::tui::keys::key::{Code, Key};
use crate::tui::{Mouse, MouseAct, Msg};

/// A small fixed generator (xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }
}

fn key(dice: &mut Dice) -> Key {
    const NAMED: [Code; 12] = [
        Code::Enter,
        Code::Esc,
        Code::Tab,
        Code::Up,
        Code::Down,
        Code::Left,
        Code::Right,
        Code::PageUp,
        Code::PageDown,
        Code::Home,
        Code::End,
        Code::Backspace,
    ];
    let code = match dice.roll(10) {
        0..=5 => Code::Char(char::from(b' ' + dice.roll(95) as u8)),
        6 => Code::Char(['：', '１', '中', '、', 'é'][dice.roll(5) as usize]),
        _ => NAMED[dice.roll(12) as usize],
    };
    Key { code, ctrl: dice.roll(12) == 0, alt: dice.roll(40) == 0, repeat: dice.roll(9) == 0 }
}

#[test]
fn random_keys_never_panic_and_keep_the_selection_on_a_row() {
    let mut dice = Dice(0x2026_1122);
    let mut app = App::new(options(Lang::En, (80, 24)), Fake::default());
    for step in 0..2000 {
        let msg = match dice.roll(20) {
            0 => Msg::Resize(20 + dice.roll(181) as u16, 6 + dice.roll(55) as u16),
            1 => Msg::Mouse(Mouse {
                x: dice.roll(200) as u16,
                y: dice.roll(60) as u16,
                act: [MouseAct::Click, MouseAct::WheelUp, MouseAct::WheelDown][dice.roll(3) as usize],
            }),
            2 => Msg::Changed,
            3 => Msg::Paste("\u{1b}[31m中文 kind:x".into()),
            _ => Msg::Key(key(&mut dice)),
        };
        app.send(msg);
        if step % 150 == 0 {
            app.fake = if step % 300 == 0 { Fake::with_queue(dice.roll(600) as i64) } else { Fake::default() };
            app.send(Msg::Changed);
        }
        app.screen();
        for list in List::ALL {
            let tab = app.model.of(list);
            assert!(tab.total() == 0 || tab.index < tab.total(), "step {step}: {list:?} {}", tab.index);
            assert!(tab.top <= tab.index, "step {step}: {list:?} top {} index {}", tab.top, tab.index);
        }
        let tab = app.model.current();
        if tab.total() > 0 {
            assert_eq!(tab.selected.as_deref(), tab.row().map(|r| r.id.as_str()), "step {step}");
            assert!(tab.selected.is_some(), "step {step}: nothing is selected of {}", tab.total());
        }
    }
}
