//! The corpus of configurations: what is read, what is wrong, and which layer wins.

use crate::domain::work::Kind;
use std::fs;

use super::*;

/// A configuration file in a folder of its own.
fn written(text: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config.toml");
    fs::write(&path, text).unwrap();
    (folder, path)
}

fn from_file(text: &str) -> (Config, Vec<String>) {
    let (_folder, path) = written(text);
    let sources =
        Sources { files: vec![(Layer::User, path.clone())], home: Some("/home/li".into()), ..Sources::default() };
    let (config, problems) = Config::load(&sources).unwrap();
    let shown = path.display().to_string();
    (config, problems.iter().map(|p| p.words(Lang::En).replace(&shown, "FILE")).collect())
}

const A_RULE: keys::OfStore = keys::ANSWER_HOURS;

/// A key of the shipped pack with its smallest and largest value.
fn a_rule() -> (String, i64, i64, String) {
    let settings = Settings::shipped().unwrap();
    let rule = settings.rules().iter().find(|rule| rule.key == A_RULE.as_ref()).unwrap();
    (rule.key.clone(), rule.min, rule.max, rule.unit.clone())
}

#[test]
fn an_empty_configuration_is_the_default() {
    let (config, problems) = Config::load(&Sources::default()).unwrap();
    assert!(problems.is_empty() && config.entries().is_empty());
    assert_eq!((config.language, config.zone, config.mouse, config.scroll), (None, None, true, true));
    assert_eq!((config.keys.as_str(), config.mail), ("vim", Mail::default()));
    assert_eq!(config.settings, Settings::shipped().unwrap());
    let absent = Sources { files: vec![(Layer::User, "/nowhere/config.toml".into())], ..Sources::default() };
    assert!(Config::load(&absent).unwrap().1.is_empty());
}

#[test]
fn every_key_is_read() {
    let (key, min, max, _) = a_rule();
    let (config, problems) = from_file(&format!(
        "language = \"zh\"\nzone = \"Asia/Shanghai\"\nkeys = \"mail\"\nmouse = false\nscroll = \"off\"\n\
         [mail]\nmaildir = [\"~/Maildir\", \"/srv/mail\"]\nstore = \"acme\"\nsent = [\"sent\"]\n\
         [rules]\n\"{key}\" = {min}\n[rules.DE]\n{key} = {max}\n"
    ));
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!((config.language, config.zone), (Some(Lang::Zh), Some(chrono_tz::Asia::Shanghai)));
    assert_eq!((config.keys.as_str(), config.mouse, config.scroll), ("mail", false, false));
    assert_eq!(config.mail.maildir, [PathBuf::from("/home/li/Maildir"), PathBuf::from("/srv/mail")]);
    assert_eq!(config.mail.store, "acme");
    assert!(config.mail.sent[0].is_absolute() && config.mail.sent[0].ends_with("sent"));
    let day = crate::domain::day::Day::parse("2026-11-22").unwrap();
    let values = [None, Some(Market::De), Some(Market::Us)].map(|m| config.settings.get(&A_RULE, "any", m, day));
    assert_eq!(values, [min, max, min]);
}

#[test]
fn what_is_wrong_is_named_with_file_line_key_and_the_nearest_key() {
    let (key, min, max, unit) = a_rule();
    let typo = key.replace('_', "-");
    let cases = [
        ("langauge = \"en\"".to_owned(), "FILE:1: there is no setting langauge; did you mean language?".to_owned()),
        ("\n\n[mail]\nsend = []".into(), "FILE:4: there is no setting mail.send; did you mean mail.sent?".into()),
        (
            format!("[rules]\n\"{typo}\" = 1"),
            format!("FILE:2: there is no setting rules.{typo}; did you mean rules.{key}?"),
        ),
        (
            format!("[rules.US]\n{typo} = 1"),
            format!("FILE:2: there is no setting rules.US.{typo}; did you mean rules.US.{key}?"),
        ),
        (
            format!("[rules]\n{key} = {}", max + 1),
            format!("FILE:2: rules.{key} = {} {unit} is outside {min} to {max}", max + 1),
        ),
        (format!("[rules]\n{key} = \"many\""), format!("FILE:2: rules.{key} = many: wanted is a whole number")),
        ("language = \"fr\"".into(), "FILE:1: language = fr: wanted is one of auto, en, zh".into()),
        ("language = 3".into(), "FILE:1: language = 3: wanted is one of auto, en, zh".into()),
        (
            "zone = \"Mars/Olympus\"".into(),
            "FILE:1: zone = Mars/Olympus: wanted is auto or a zone such as Asia/Shanghai".into(),
        ),
        ("mouse = \"yes\"".into(), "FILE:1: mouse = yes: wanted is on or off".into()),
        ("scroll = 0".into(), "FILE:1: scroll = 0: wanted is on or off".into()),
        ("scroll = 1.5".into(), "FILE:1: scroll = 1.5: wanted is on or off".into()),
        ("[rules]\nship-today.on = \"maybe\"".into(), "FILE:2: rules.ship-today.on = maybe: wanted is on or off".into()),
        ("[rules]\nship-tody.on = false".into(), "FILE:2: there is no setting rules.ship-tody.on; did you mean rules.ship-today.on?".into()),
        ("[rules.store.\"north.east\"]\nads.target_acos_pm = 1".into(), "FILE:2: there is no setting rules.store.north.east.ads.target_acos_pm; did you mean rules.store.north.east.ads.target_acos_ppm?".into()),
        (
            "[rules.store.\"my.orders.shop\"]\nstock.a_covr_days = 9".into(),
            "FILE:2: there is no setting rules.store.my.orders.shop.stock.a_covr_days; did you mean \
             rules.store.my.orders.shop.stock.a_cover_days?"
                .into(),
        ),
        (
            "[rules.store.north]\nfx.eur_ppm = 9".into(),
            "FILE:2: rules.store.north.fx.eur_ppm is not set for a part: set rules.fx.eur_ppm".into(),
        ),
        (
            "[rules.DE]\npractice-due.on = false".into(),
            "FILE:2: rules.DE.practice-due.on is not set for a part: set rules.practice-due.on".into(),
        ),
        ("[mail]\nstore = \"\"".into(), "FILE:2: mail.store = : wanted is a name".into()),
        (
            "[rules.store.north]\nreports.unshiped.hours = 6".into(),
            "FILE:2: there is no setting rules.store.north.reports.unshiped.hours; did you mean \
             rules.store.north.reports.unshipped.hours?"
                .into(),
        ),
        (
            "[rules.store.north]\nreports.unshipped.hours = 0".into(),
            "FILE:2: rules.store.north.reports.unshipped.hours = 0 hours is outside 1 to 2400".into(),
        ),
        ("[mail]\nmaildir = [1]".into(), "FILE:2: mail.maildir = [1]: wanted is a list of paths".into()),
        ("keys = \"a\u{1b}[31m\"".into(), "FILE:1: this is not TOML: ".into()),
    ];
    for (text, message) in cases {
        let (config, problems) = from_file(&text);
        assert_eq!(problems.len(), 1, "{text}: {problems:?}");
        assert!(problems[0].starts_with(&message), "{text}: {problems:?}");
        assert!(config.entries().is_empty());
        assert_eq!(config.settings, Settings::shipped().unwrap());
    }
    let (_, problems) = from_file("language = \"en\"\nkeys = \n");
    assert!(problems[0].starts_with("FILE:2: this is not TOML: "), "{problems:?}");
}

#[test]
fn a_wrong_line_leaves_the_others_in_force() {
    let (config, problems) = from_file("language = \"zh\"\nsrcoll = 9\nkeys = \"arrows\"\n");
    assert_eq!((problems.len(), config.language, config.keys.as_str()), (1, Some(Lang::Zh), "arrows"));
}

#[test]
fn a_later_layer_wins_and_says_so() {
    let (_one, system) = written("language = \"zh\"\nscroll = true\n");
    let (_two, user) = written("scroll = false\n");
    let sources = Sources {
        files: vec![(Layer::System, system), (Layer::User, user.clone())],
        team: vec![("scroll".into(), "on".into()), ("keys".into(), "mail".into())],
        variables: vec![("DAYDECK_SCROLL".into(), "off".into()), ("DAYDECK_DATA".into(), "/x".into())],
        flags: vec![("language", "--lang", "en".into())],
        home: None,
    };
    let (config, problems) = Config::load(&sources).unwrap();
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!((config.language, config.scroll, config.keys.as_str()), (Some(Lang::En), false, "mail"));
    let layers = ["scroll", "language", "keys", "mouse"].map(|key| config.entry(key).map(|e| e.layer.word()));
    assert_eq!(layers, [Some("environment"), Some("flag"), Some("team"), None]);
    assert!(config.entries().iter().any(|e| e.place == Place::File(user.clone(), 1)));
}

#[test]
fn a_strange_variable_is_named_with_the_nearest_one() {
    let sources = Sources {
        variables: vec![("DAYDECK_LANG".into(), "zh".into()), ("OTHER".into(), "1".into())],
        ..Sources::default()
    };
    let (_, problems) = Config::load(&sources).unwrap();
    let words: Vec<String> = problems.iter().map(|p| p.words(Lang::En)).collect();
    assert_eq!(words, ["DAYDECK_LANG: there is no setting DAYDECK_LANG; did you mean DAYDECK_LANGUAGE?"]);
}

#[test]
fn only_a_wrong_threshold_or_an_unreadable_file_stops_the_rules() {
    let (key, _, max, _) = a_rule();
    let stops_in = |layer: Layer, text: &str| {
        let (_folder, path) = written(text);
        let sources = Sources { files: vec![(layer, path)], ..Sources::default() };
        let (_, problems) = Config::load(&sources).unwrap();
        problems.iter().map(Problem::stops_rules).collect::<Vec<_>>()
    };
    let stops = |text: &str| stops_in(Layer::Folder, text);
    assert_eq!(stops(&format!("[rules]\n{key} = {}", max + 1)), [true]);
    assert_eq!(stops("not toml"), [true]);
    assert_eq!(stops("[rules]\n\"no.such_rule\" = 1"), [false]);
    assert_eq!(stops("scroll = 0"), [false]);
    for wrong in ["[team]\ntwo_person = [\"dismis\"]", "[team]\ntwo_person = 1", "[team]\ntwo_person_money = \"9\""] {
        assert_eq!(stops(wrong), [true], "{wrong}");
        // One person's file decides nothing about the team, so a mistake in it is only said.
        assert_eq!(stops_in(Layer::User, wrong), [false], "{wrong}");
    }
}

#[test]
fn how_long_the_team_s_words_are_kept_is_set_for_all_in_the_team_s_files_alone() {
    let (_user, mine) = written("[rules]\nteam.text_days = 30\n");
    let (_folder, team) = written(
        "[rules]\nteam.text_days = 90\n[rules.DE]\nteam.text_days = 31\n[rules.store.n]\nteam.text_days = 32\n",
    );
    let files = vec![(Layer::Folder, team.clone()), (Layer::User, mine.clone())];
    let (config, problems) = Config::load(&Sources { files, ..Sources::default() }).unwrap();
    let places: Vec<_> = problems.iter().map(|problem| (problem.place.clone(), problem.fault.clone())).collect();
    let part = Fault::NotOfAPart { whole: "rules.team.text_days".to_owned() };
    let wanted = [(&team, 4, part.clone()), (&team, 6, part), (&mine, 2, Fault::NotHere)];
    assert_eq!(places, wanted.map(|(path, line, fault)| (Place::File(path.clone(), line), fault)));
    assert!(problems[2].words(Lang::En).contains("counts in config.toml of the data folder"));
    let day = crate::domain::day::Day::parse("2026-11-22").unwrap();
    assert_eq!(config.settings.for_all(&keys::TEXT_DAYS, day), 90);
}

#[test]
fn a_file_that_cannot_be_read_is_a_problem_and_not_a_silence() {
    let folder = tempfile::tempdir().unwrap();
    let sources = Sources { files: vec![(Layer::Folder, folder.path().to_owned())], ..Sources::default() };
    let (_, problems) = Config::load(&sources).unwrap();
    let words = problems[0].words(Lang::En);
    assert!(words.ends_with("cannot be read: not a regular file, or too large"), "{words}");
}

#[test]
fn kinds_are_switched_and_a_store_has_its_own_goals() {
    let (config, problems) = from_file(
        "[rules]\nship-today.on = false\n[rules.DE]\nanswer-due.on = \"off\"\n\
         [rules.store.\"north.east\"]\nship-today.on = true\nads.target_acos_ppm = 200000\nstock.a_cover_days = 21\n",
    );
    assert_eq!(problems, Vec::<String>::new());
    let day = crate::domain::day::Day::parse("2026-11-22").unwrap();
    let on = |kind, store, market| config.settings.is_on(kind, store, Some(market), day);
    assert!(!on(Kind::ShipToday, "south", Market::Us) && on(Kind::ShipToday, "north.east", Market::Us));
    assert!(!on(Kind::AnswerDue, "south", Market::De) && on(Kind::AnswerDue, "south", Market::Us));
    let values = |store| {
        [keys::TARGET_ACOS, keys::STOCK_A_COVER].map(|key| config.settings.get(&key, store, Some(Market::Us), day))
    };
    assert_eq!((values("north.east"), values("south")), ([200_000, 21], [300_000, 14]));
}

#[test]
fn a_marketplace_of_a_store_has_thresholds_of_its_own_and_files_have_no_marketplace() {
    let (config, problems) = from_file(
        "[rules.store.north]\nads.bid_min_minor = 5\n[rules.store.north.JP]\nads.bid_min_minor = 9\n\
         [rules.DE]\nimports.answer_hours = 4\nimport-refused.on = false\n[rules.store.north.FR]\nbuy-before-ship.on = false\n",
    );
    assert_eq!(problems.len(), 3, "{problems:?}");
    assert!(problems.iter().all(|problem| problem.contains(" is not set for a part: set rules.")), "{problems:?}");
    let day = crate::domain::day::Day::parse("2026-11-22").unwrap();
    let bid = |store, market| config.settings.get(&keys::BID_LEAST, store, Some(market), day);
    let shipped =
        crate::domain::settings::Settings::shipped().unwrap().get(&keys::BID_LEAST, "x", Some(Market::Jp), day);
    assert_eq!((bid("north", Market::Jp), bid("north", Market::Us), bid("south", Market::Jp)), (9, 5, shipped));
    // It may also be the name of a store.
    assert_eq!(bid("north.JP", Market::Us), 9);
}
