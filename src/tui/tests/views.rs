//! Filter with completion, orders, saved views, and the preview of bulk acts.

use super::driver::{App, app, options};
use super::fake::Fake;
use crate::domain::act::{Intent, Verb};
use crate::domain::filter::What;
use crate::domain::list::List;
use crate::domain::money::{Currency, Money};
use crate::domain::view::SavedView;
use crate::i18n::Lang;
use crate::tui::{Cmd, Msg, Options};

fn typed(app: &App) -> String {
    use crate::tui::app::overlay::Overlay;
    match app.model.overlays.last() {
        Some(Overlay::Filter(line)) => line.input.value().to_owned(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn tab_and_arrows_choose_among_keys_and_values_that_exist() {
    let mut app = app();
    app.press("/ m");
    assert!(app.screen().contains("Tab:  mk:  money:"), "{}", app.screen());
    app.press("tab");
    assert_eq!(typed(&app), "mk:");
    app.press("tab");
    assert_eq!(typed(&app), "money:");
    app.press("shift-tab");
    assert_eq!(typed(&app), "mk:");
    // Typing goes on behind what was chosen: the marketplaces that there are reports of.
    app.press("u");
    assert!(app.screen().contains("Tab:  US"), "{}", app.screen());
    app.press("tab space i s : tab down down up");
    assert_eq!(typed(&app), "mk:US is:open");
    assert_eq!(app.model.current().filter.any[0].len(), 2);
    // Esc takes back what was chosen, then the filter.
    app.press("esc");
    assert_eq!(typed(&app), "mk:US is:");
    app.press("esc");
    assert!(app.model.overlays.is_empty() && app.model.current().filter.is_empty());
    // Who holds something here.
    app.press("/ w h o : tab tab tab enter");
    assert_eq!(app.model.current().filter_text, "who:li");
}

#[test]
fn nothing_to_choose_leaves_the_text_as_it_is() {
    let mut app = app();
    app.press("/ z z tab down");
    assert_eq!(typed(&app), "zz");
    app.press("esc / tab enter");
    assert_eq!(app.model.current().filter_text, "", "a key without a value is no filter: {}", app.screen());
}

#[test]
fn a_plain_word_also_means_the_kinds_in_whose_name_it_is() {
    let mut app = App::new(options(Lang::Zh, (80, 24)), Fake::default());
    app.press("/").send(Msg::Paste("fh".into()));
    let What::Named(word, kinds) = &app.model.current().filter.any[0][0].what else { panic!() };
    assert_eq!(word, "fh");
    assert!(kinds.contains(&crate::domain::work::Kind::ShipToday), "发货: {kinds:?}");
}

#[test]
fn palette_and_help_are_searched_by_pinyin_too() {
    let mut app = App::new(options(Lang::Zh, (80, 24)), Fake::default());
    for keys in ["c x", "c h e x i a o"] {
        for sign in [":", "?"] {
            app.press(sign).press(keys);
            let screen = app.screen();
            assert!(screen.contains("撤销"), "{screen}");
            app.press("esc");
        }
    }
    app.press(": r e n l i n g enter");
    assert!(matches!(app.log.as_slice(), [Cmd::Write(Intent::Act { verb: Verb::Claim, .. })]), "{:?}", app.log);
}

#[test]
fn every_column_sorts_both_ways() {
    for list in List::ALL {
        let mut app = app();
        app.press(&list.digit().to_string());
        let columns = crate::domain::view::sortable(list, list.views()[0]);
        for (at, column) in columns.iter().enumerate() {
            let letter = "abcdefghilmnoprstuvwxyz".chars().nth(at).unwrap();
            app.press(&format!("S {letter}"));
            assert_eq!(app.model.current().sort, Some((*column, false)), "{list:?}");
            app.press(&format!("S {}", letter.to_ascii_uppercase()));
            assert_eq!(app.model.current().sort, Some((*column, true)), "{list:?}");
            // By arrows: the same again turns it round.
            app.press("S").press("down ".repeat(at * 2 + 1).trim_end()).press("enter");
            assert_eq!(app.model.current().sort, Some((*column, false)), "{list:?}");
        }
        app.press("S =");
        assert_eq!(app.model.current().sort, None);
    }
}

fn saved(name: &str, list: List, view: &'static str, filter: &str, shared: bool) -> SavedView {
    SavedView { name: name.into(), list, view, filter: filter.into(), sort: Some(("sku", true)), shared }
}

#[test]
fn a_saved_view_opens_by_menu_and_palette_and_one_is_saved() {
    let views =
        vec![saved("mine late", List::Orders, "all", "113", false), saved("急单", List::Stock, "all", "", true)];
    let mut app = App::new(Options { views, ..options(Lang::En, (80, 24)) }, Fake::default());
    app.press("f");
    let screen = app.screen();
    assert!(screen.contains("mine late") && screen.contains("急单") && screen.contains("team"), "{screen}");
    // The views of the list itself with their rows, then the saved ones.
    assert!(screen.contains("1  view: Open  ") && screen.contains("000+"), "{screen}");
    let first = List::Today.views().len() + 1;
    app.press(&first.to_string());
    let tab = app.model.current();
    assert_eq!(
        (app.model.tab, tab.view_word(), tab.filter_text.as_str(), tab.sort),
        (List::Orders, "all", "113", Some(("sku", true)))
    );
    app.press(": j d enter");
    assert_eq!((app.model.tab, app.model.current().view_word()), (List::Stock, "all"));
    app.press(&format!("1 f {}", first + 1));
    assert_eq!(app.model.tab, List::Stock);
    // Saved as it is shown, under a name that fits.
    app.press("1 / 1 1 3 enter S b : s a v e space v i e w space t e a m enter");
    app.press("m i n e enter");
    assert!(app.log.is_empty() && app.screen().contains("characters"), "{}", app.screen());
    app.press("space 2 enter");
    let wanted = SavedView {
        name: "mine 2".into(),
        list: List::Today,
        view: "open",
        filter: "113".into(),
        sort: Some(("kind", false)),
        shared: true,
    };
    assert_eq!(app.log, [Cmd::SaveView(wanted.clone())]);
    app.send(Msg::Saved(Ok(("mine 2".into(), vec![wanted]))));
    assert_eq!((app.toast(), app.model.options.views.len()), ("Saved: view mine 2", 1));
    app.send(Msg::Saved(Err("disk full".into())));
    assert_eq!(app.toast(), "disk full");
}

#[test]
fn a_bulk_act_shows_count_and_money_and_is_one_step() {
    let amounts = [Some(Money::new(1250, Currency::of(b"USD"))), Some(Money::new(300, Currency::of(b"EUR"))), None];
    for lang in [Lang::En, Lang::Zh] {
        let mut fake = Fake::default();
        for (row, amount) in fake.lists[0].iter_mut().zip(amounts) {
            row.item.as_mut().unwrap().money = amount;
        }
        let mut app = App::new(options(lang, (80, 24)), fake);
        app.press("space space space d");
        assert!(app.log.is_empty());
        let screen = app.screen();
        assert!(screen.contains("12.50") && screen.contains("3.00") || screen.contains("3,00"), "{screen}");
        insta::assert_snapshot!(format!("bulk_{}", lang.pick("en", "zh", "en")), screen);
        // Leaving it keeps the marks; nothing was written.
        app.press("down enter");
        assert_eq!((app.log.len(), app.model.current().marks.len()), (0, 3));
        app.press("d esc d enter");
        let [Cmd::Write(Intent::Act { items, .. })] = app.log.as_slice() else { panic!("{:?}", app.log) };
        assert_eq!(items.len(), 3);
        app.press("u");
        assert_eq!(app.log.len(), 2);
    }
}

#[test]
fn a_preview_counts_each_item_once_and_the_unknown_ones_of_a_fold() {
    // Two lines of an order share its item of 23.99; of the three items of the fold one has no amount.
    let mut fake = Fake::default();
    let line = fake.lists[1][0].clone();
    fake.lists[1].insert(1, crate::domain::list::ListRow { id: "line 2".into(), ..line });
    let mut app = App::new(options(Lang::En, (80, 24)), fake);
    app.press("2 space space j space d");
    let screen = app.screen();
    assert!(screen.contains("2 x Ship today") && screen.contains("47.98"), "{screen}");
    app.press("esc esc 1 j j j j j j j d");
    let screen = app.screen();
    assert!(screen.contains("115.40") && screen.contains("1 without"), "{screen}");
}

#[test]
fn of_many_kinds_the_preview_names_the_largest_and_keeps_its_choices_in_sight() {
    let mut fake = Fake::with_queue(60);
    for (row, kind) in fake.lists[0].iter_mut().zip(crate::domain::work::Kind::ALL.iter().cycle()) {
        row.item.as_mut().unwrap().kind = *kind;
    }
    let mut app = App::new(options(Lang::En, (80, 24)), fake);
    app.press("* c");
    let screen = app.screen();
    assert!(
        screen.contains("more kinds") && screen.contains("> 1  do it") && screen.contains("2  leave it"),
        "{screen}"
    );
    app.press("2");
    assert_eq!((app.log.len(), app.model.current().marks.len()), (0, 60));
}

#[test]
fn a_verb_held_down_does_not_confirm_its_own_preview() {
    let mut app = app();
    app.press("space space d");
    for name in ["enter", "1", "y"] {
        let held = crate::tui::Key { repeat: true, ..crate::tui::Key::parse(name).unwrap() };
        app.send(Msg::Key(held));
    }
    app.press("d");
    assert!(app.log.is_empty() && app.model.overlays.len() == 1);
}
