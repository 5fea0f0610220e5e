//! What the screens look like, at two sizes and in two languages, with a fixed clock.

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::style::{Color, Modifier};

use super::driver::{App, NOW, options};
use super::fake::Fake;
use crate::domain::list::{List, ReadError};
use crate::i18n::{Lang, words};
use crate::tui::{Msg, Palette, draw};

const SIZES: [(u16, u16); 2] = [(80, 24), (160, 50)];

fn snap(name: &str, app: &App) {
    insta::assert_snapshot!(name, app.screen());
}

#[test]
fn every_tab_in_both_languages_and_sizes() {
    for (lang, tag) in [(Lang::En, "en"), (Lang::Zh, "zh")] {
        for size in SIZES {
            for list in List::ALL {
                let mut app = App::new(options(lang, size), Fake::default());
                app.press(&list.digit().to_string());
                snap(&format!("{}_{tag}_{}", list.word(), size.0), &app);
            }
        }
    }
}

#[test]
fn what_stands_where_no_row_is() {
    for (lang, tag) in [(Lang::En, "en"), (Lang::Zh, "zh")] {
        let empty = || {
            let mut fake = Fake::default();
            fake.lists.iter_mut().for_each(Vec::clear);
            fake
        };
        snap(&format!("empty_success_{tag}"), &App::new(options(lang, (80, 24)), empty()));
        let mut fake = empty();
        fake.counts.tabs[List::Ads as usize] = None;
        let mut app = App::new(options(lang, (80, 24)), fake);
        app.press("4");
        snap(&format!("empty_no_data_{tag}"), &app);
        let mut fake = empty();
        fake.error = Some(ReadError::Busy);
        snap(&format!("error_busy_{tag}"), &App::new(options(lang, (80, 24)), fake));
        let mut fake = empty();
        fake.error = Some(ReadError::NoData);
        let mut start = options(lang, (80, 24));
        start.team = Some("/srv/amz".into());
        snap(&format!("first_run_{tag}"), &App::new(start, fake));
    }
}

#[test]
fn what_lies_over_the_list() {
    for (lang, tag) in [(Lang::En, "en"), (Lang::Zh, "zh")] {
        for (keys, name) in [
            ("s", "snooze"),
            ("x", "dismiss"),
            ("enter", "actions"),
            (": s n o o", "palette"),
            ("?", "help"),
            ("i", "receipt"),
            ("/ 1 1 3", "filter"),
            ("/ d u e : x", "filter_wrong"),
            ("R a enter", "import"),
        ] {
            let mut app = App::new(options(lang, (80, 24)), Fake::default());
            app.press(keys);
            snap(&format!("over_{name}_{tag}"), &app);
        }
    }
}

#[test]
fn panes_sizes_and_the_demo_mark() {
    let mut start = options(Lang::En, (80, 24));
    start.demo = true;
    let mut app = App::new(start, Fake::default());
    app.press("p");
    snap("no_pane", &app);
    app.press("p z tab");
    snap("zoomed_detail", &app);
    app.send(Msg::Resize(60, 16)).press("esc");
    snap("small", &app);
    app.send(Msg::Resize(30, 8));
    assert_eq!(app.screen().trim_end(), "too small: 40x10 at least");
}

#[test]
fn data_that_grow_old_are_marked_on_every_tab() {
    let mut app = App::new(options(Lang::En, (80, 24)), Fake::default());
    for list in List::ALL {
        app.press(&list.digit().to_string());
        let screen = app.screen();
        assert!(screen.contains("data: stock 3d!! ads 30h! orders 2h"), "{screen}");
    }
    app.send(Msg::Tick(NOW.plus(30 * 3600)));
    assert!(app.screen().contains("orders 32h!"), "{}", app.screen());
}

#[test]
fn without_colour_the_cursor_is_reversed_and_nothing_is_coloured() {
    let mut start = options(Lang::En, (80, 24));
    start.palette = Palette::Mono;
    let mut app = App::new(start, Fake::default());
    app.press("space");
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
    terminal.draw(|frame| draw(&app.model, frame)).unwrap();
    let buffer = terminal.backend().buffer();
    assert!(buffer.content().iter().all(|c| c.fg == Color::Reset && c.bg == Color::Reset));
    let line = |y: u16| (0..80).map(|x| buffer[(x, y)].symbol()).collect::<String>();
    assert!(line(4).starts_with(" *!!") && line(5).starts_with("> !!"), "{}\n{}", line(4), line(5));
    assert!((0..80).all(|x| buffer[(x, 5)].modifier.contains(Modifier::REVERSED)));
    assert!(!buffer[(10, 4)].modifier.contains(Modifier::REVERSED));
}

#[test]
fn the_bar_covers_the_name_of_the_row_and_leaves_the_rest_its_colours() {
    let mut app = App::new(options(Lang::En, (80, 24)), Fake::default());
    for (keys, name, urgent) in [("1", "Overdue", Color::Red), ("2", "113-8890121-0041234", Color::Yellow)] {
        app.press(keys);
        let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
        terminal.draw(|frame| draw(&app.model, frame)).unwrap();
        let buffer = terminal.backend().buffer();
        let line = (0..80).map(|x| buffer[(x, 4)].symbol()).collect::<String>();
        let begin = line.find(name).unwrap() as u16;
        let bar: Vec<u16> = (0..80).filter(|x| buffer[(*x, 4)].modifier.contains(Modifier::REVERSED)).collect();
        assert!(bar.contains(&begin) && bar.contains(&(begin + name.len() as u16 - 1)), "{line}: {bar:?}");
        assert!(bar.iter().all(|x| (begin..begin + 24).contains(x)), "{line}: {bar:?}");
        assert!(line.starts_with("> !") && buffer[(2, 4)].fg == urgent, "{line}");
    }
}

/// Letters outside `⟦ ⟧` that are neither a key, nor a stable word, nor data of the fixture.
fn strays(screen: &str) -> Vec<String> {
    const DATA: &[&str] = &[
        "DE",
        "US",
        "JP",
        "li",
        "wei",
        "txt",
        "xlsx",
        "US$",
        "EUR",
        "JPY",
        "CET",
        "PST",
        "JST",
        "UTC",
        "h",
        "m",
        "d",
        "s",
        "x",
        "w",
        "n",
        "o",
        "k",
        "r",
        "t",
        "a",
        "c",
        "e",
        "i",
        "p",
        "q",
        "u",
        "v",
        "y",
        "z",
        "j",
        "g",
        "l",
        "S",
        "F",
        "R",
        "J",
        "K",
        "N",
        "G",
        "A",
        "space",
        "esc",
        "enter",
        "tab",
        "shift",
        "ctrl",
        "alt",
        "pgup",
        "pgdn",
        "home",
        "end",
        "up",
        "down",
        "left",
        "right",
        "f",
        "https",
        "sellercentral",
        "amazon",
        "com",
        "orders",
        "order",
        "m31",
    ];
    let mut plain = String::new();
    let mut inside = 0_u8;
    for c in screen.chars() {
        match c {
            '⟦' => inside += 1,
            // A message that was cut lost its closing sign.
            '~' | '\n' => {
                inside = 0;
                plain.push(' ');
            }
            '⟧' => {
                inside = inside.saturating_sub(1);
                plain.push(' ');
            }
            c if inside == 0 => plain.push(c),
            _ => {}
        }
    }
    let word = |w: &&str| {
        let w = w.trim_matches(|c: char| !c.is_ascii_alphabetic());
        let spans = w.chars().all(|c| c.is_ascii_digit() || "hmd".contains(c));
        // Neither a key, nor a span of time, nor a hash.
        (2..40).contains(&w.len()) && !spans && !DATA.contains(&w) && !words::uses(w)
    };
    plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(word).map(str::to_owned).collect()
}

#[test]
fn no_text_bypasses_the_table_of_messages() {
    for list in List::ALL {
        let digit = list.digit().to_string();
        let mut app = App::new(options(Lang::Marked, (200, 60)), Fake::default());
        app.press(&digit);
        let screen = app.screen();
        assert_eq!(strays(&screen), Vec::<String>::new(), "{list:?}\n{screen}");
        for keys in ["s", "x", "?", ":", "e", "y", "S", "R", "i", "f", "* d", "enter"] {
            let mut app = App::new(options(Lang::Marked, (80, 40)), Fake::default());
            app.press(&digit).press(keys);
            let screen = app.screen();
            // Only the box: around it stands the rest of what it hides.
            // Long lines of a sheet go on in the next one; elsewhere they are cut.
            let end = if keys == "i" { " " } else { "\n" };
            let inside = |line: &str| Some(line.get(line.find("| ")? + 1..line.rfind(" |")?)?.to_owned() + end);
            let boxed: String = screen.lines().filter_map(inside).collect();
            assert_eq!(strays(&boxed), Vec::<String>::new(), "{list:?} {keys}\n{screen}");
        }
    }
}
