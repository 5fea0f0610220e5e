//! Every kind in both languages: no empty line, no open placeholder, and lines that fit the pane.

use unicode_width::UnicodeWidthStr;

use super::*;
use crate::domain::day::Day;
use crate::domain::money::{Currency, Money};

const LANGS: [Lang; 2] = [Lang::En, Lang::Zh];

fn now() -> Instant {
    Instant(1_795_003_200)
}

fn zone() -> Tz {
    Market::Us.zone()
}

/// Numbers as the rules give them; typical sizes.
fn numbers(kind: Kind) -> Numbers {
    let text = |t: &str| Num::Text(t.to_owned());
    let day = |t: &str| Num::Day(Day::parse(t).unwrap());
    let usd = |minor| Num::Money(Money::new(minor, Currency::of(b"USD")));
    let at = |hours: i64| Num::At(now().plus(hours * 3600));
    let list: Vec<(&str, Num)> = match kind {
        Kind::VergeOfCancellation | Kind::ShipToday | Kind::BuyerCancellation => vec![
            ("order", text("113-1120987-5512001")),
            ("sku", text("SKU-014-RED-LARGE")),
            ("units", Num::Int(12)),
            ("promise", at(3)),
            ("cancel_at", at(200)),
            ("business_days", Num::Int(7)),
            ("amazon_verge", text("no")),
            ("our_verge", text("yes")),
            ("reason", text("Ordered by mistake")),
            ("total", usd(123_450)),
        ],
        Kind::AnswerDue | Kind::AnswerOverdue => vec![
            ("since", at(-22)),
            ("due", at(2)),
            ("hours", Num::Int(24)),
            ("goal", at(-10)),
            ("goal_hours", Num::Int(12)),
            ("claim_at", at(26)),
            ("granted_at", at(50)),
            ("messages", Num::Int(3)),
            ("total", usd(2399)),
        ],
        Kind::OutOfStock | Kind::StockOutNear | Kind::StockToWatch => vec![
            ("day", day("2026-11-18")),
            ("since", day("2026-11-10")),
            ("available", Num::Int(1184)),
            ("inbound", Num::Int(1200)),
            ("units_90", Num::Int(1260)),
            ("speed", Num::Milli(84_500)),
            ("corrected", text("no")),
            ("snapshots", Num::Int(12)),
            ("snapshots_wanted", Num::Int(30)),
            ("per_day", usd(202_716)),
            ("cover", Num::Int(14)),
            ("cover_inbound", Num::Int(28)),
            ("run_out", day("2026-12-16")),
            ("a_cover", Num::Int(14)),
            ("a_inbound", Num::Int(60)),
            ("b_cover", Num::Int(30)),
            ("b_inbound", Num::Int(75)),
            ("receive", Num::Int(14)),
            ("ship_by", day("2026-11-20")),
            ("mode", text("air")),
            ("slow-sea", day("2026-10-03")),
            ("fast-sea", day("2026-11-02")),
            ("air", day("2026-11-20")),
            ("express", day("2026-11-26")),
        ],
        Kind::NegateTerm => vec![
            ("clicks", Num::Int(161)),
            ("days", Num::Int(60)),
            ("from", day("2026-09-13")),
            ("to", day("2026-11-11")),
            ("spend", usd(14_820)),
            ("expected", Num::Ppm(85_250)),
            ("needed", Num::Int(26)),
            ("chance", Num::Ppm(4_300)),
            ("limit", Num::Ppm(100_000)),
            ("at_most", Num::Ppm(59_234)),
            ("target_acos", Num::Ppm(300_000)),
            ("lag", Num::Int(7)),
            ("basis", text("ad-group")),
            ("as", text("product-target")),
            ("cpa", usd(1285)),
        ],
        Kind::MetricNearTarget => vec![
            ("metric", text("order-defect-rate")),
            ("fulfilment", text("mfn")),
            ("wanted", text("below")),
            ("status", text("GOOD")),
            ("missed", text("no")),
            ("orders", Num::Int(1200)),
            ("defects", Num::Int(9)),
            ("rate", Num::Ppm(7500)),
            ("target", Num::Ppm(10_000)),
            ("warn", Num::Ppm(5000)),
            ("budget", Num::Int(2)),
            ("near_budget", Num::Int(2)),
            ("reported_to", at(-9)),
        ],
        Kind::PracticeDue => vec![
            ("number", Num::Int(1)),
            ("practice", text("check-reports")),
            ("cadence", text("weekly")),
            ("period", text("2026-W47")),
            ("due", day("2026-11-22")),
            ("last", at(-200)),
            ("who", text("li")),
            ("size_known", text("no")),
            ("big_from", Num::Int(100)),
        ],
        Kind::ReportMissing => vec![("report", text("unshipped")), ("as_of", at(-50)), ("hours", Num::Int(24))],
        Kind::ImportRefused => vec![
            ("state", text("waiting")),
            ("report", text("sp-search-term")),
            ("received", at(-5)),
            ("import", Num::Int(1234)),
        ],
        _ => return of_row(kind),
    };
    list.into_iter().map(|(name, num)| (name.to_owned(), num)).collect()
}

/// Numbers for the templates of a kind, of the type that their placeholders ask for.
fn of_row(kind: Kind) -> Numbers {
    let texts = table::of(kind).unwrap_or_else(|| panic!("{kind:?} has neither code nor a row of texts"));
    let lines = texts.title.iter().chain(texts.why);
    let places = lines.clone().flat_map(|line| line.places(Lang::En)).filter(|place| *place != "entity");
    let mut numbers: Numbers = places
        .map(|place| match place.split_once(':') {
            None => (place.to_owned(), Num::Int(12_345)),
            Some((name, "left" | "term")) => (name.to_owned(), Num::At(now().plus(7 * 3600))),
            Some((name, "word")) => (name.to_owned(), Num::Text("account-health-rating".to_owned())),
            Some((name, _)) => (name.to_owned(), Num::Text("SKU-014 / silicone spatula, red, large".to_owned())),
        })
        .collect();
    if numbers.remove("goods").is_some() {
        let sku = Num::Text("SKU-014-RED-LARGE".to_owned());
        numbers.extend([("units".to_owned(), Num::Int(12)), ("sku".to_owned(), sku)]);
    }
    // A number that only decides whether a line is shown: the first of its words.
    for (name, is) in lines.filter_map(|line| line.when) {
        numbers.entry(name.to_owned()).or_insert_with(|| Num::Text(is.to_owned()));
    }
    numbers
}

#[test]
fn both_languages_of_a_template_name_the_same_numbers() {
    for texts in table::all() {
        for line in texts.title.iter().chain(texts.why) {
            let names = |lang| -> Vec<_> {
                line.places(lang).into_iter().map(|place| place.split(':').next().unwrap_or_default()).collect()
            };
            assert_eq!(names(Lang::En), names(Lang::Zh), "{:?}: {}", texts.kind, line.en);
        }
        assert!(texts.short.en.width() <= 8 && texts.short.zh.width() <= 8, "{:?}", texts.kind);
        for line in [texts.name, texts.short, texts.next, texts.act, texts.clears, texts.how] {
            assert!(
                line.places(Lang::En).is_empty() && line.places(Lang::Zh).is_empty(),
                "{:?}: {}",
                texts.kind,
                line.en
            );
        }
    }
}

fn sound(line: &str, cells: usize, what: &str) {
    assert!(!line.trim().is_empty(), "{what}: empty line");
    assert!(!line.contains(['{', '}']), "{what}: {line}");
    assert!(line.width() <= cells, "{what}: {} cells: {line}", line.width());
}

#[test]
fn every_kind_speaks_both_languages_and_fits_its_pane() {
    for lang in LANGS {
        for kind in Kind::ALL.iter().copied() {
            let what = format!("{kind:?} {lang:?}");
            let numbers = numbers(kind);
            let entity = SafeText::new("113-1120987-5512001");
            sound(&title(lang, kind, &entity, &numbers, now(), zone()), 76, &what);
            let lines = why(lang, kind, &SafeText::new("x"), &numbers, now(), zone());
            // Of the lines of a row some exclude each other.
            let most = if table::of(kind).is_some_and(|texts| !texts.why.is_empty()) { 7 } else { 6 };
            assert!((2..=most).contains(&lines.len()), "{what}: {lines:#?}");
            for line in &lines {
                sound(line, 76, &what);
            }
            for line in [next(lang, kind), clears(lang, kind), act_word(lang, kind)] {
                sound(line, 76, &what);
            }
            let steps: Vec<&str> = how_to(lang, kind).lines().collect();
            assert!((4..=8).contains(&steps.len()), "{what}");
            for step in steps {
                sound(step, 76, &what);
            }
        }
    }
}

#[test]
fn missing_numbers_leave_lines_out_and_never_a_hole() {
    for lang in LANGS {
        for kind in Kind::ALL.iter().copied() {
            let none = Numbers::new();
            let what = format!("{kind:?} {lang:?}");
            let line = title(lang, kind, &SafeText::new("x"), &none, now(), zone());
            assert!(line.starts_with('x') || kind == Kind::ReportMissing, "{what}: {line}");
            for line in why(lang, kind, &SafeText::new("x"), &none, now(), zone()) {
                sound(&line, 76, &what);
            }
        }
    }
}

#[test]
fn a_reason_shows_its_figures() {
    let lines = |kind| why(Lang::En, kind, &SafeText::new("x"), &numbers(kind), now(), zone());
    assert_eq!(
        lines(Kind::NegateTerm),
        [
            "161 clicks, 0 orders, $148.20 from 2026-09-13 to 2026-11-11 (lag 7 d)",
            "At 8.53% conversion 26 clicks decide; bad luck 0.43%, limit 10%",
            "Spend reaches one order's target cost $12.85 (ACOS 30%, ad group)",
            "With 95% certainty the term converts 5.92% at most",
            "Exclude as product target (an ASIN); stock and Featured Offer: not checked",
            "Clears when the term sells, or falls below the test",
        ]
    );
    assert_eq!(lines(Kind::ShipToday)[0], "Ship by 11-18 07:00 PST, in 3h00m");
    assert_eq!(lines(Kind::ShipToday)[2], "On the verge: Amazon says no, by our count yes");
    assert_eq!(lines(Kind::MetricNearTarget)[0], "0.75%, wanted below 1%: 9 defects in 1,200 orders");
    let zh = why(Lang::Zh, Kind::AnswerDue, &SafeText::new("x"), &numbers(Kind::AnswerDue), now(), zone());
    assert_eq!(zh[1], "24 小时内（含周末）：至 11-18 06:00 PST，还剩 2h00m");
}

#[test]
fn the_units_of_several_skus_are_not_those_of_the_first() {
    let kinds = [Kind::VergeOfCancellation, Kind::ShipToday, Kind::NotTaken, Kind::BuyerCancellation];
    for kind in kinds {
        let mut numbers = numbers(kind);
        numbers.insert("more_skus".to_owned(), Num::Int(2));
        let en = "12 units: SKU-014";
        for (lang, start, end) in [(Lang::En, en, "and 2 more"), (Lang::Zh, "共 12 件：SKU-014", "和另外 2 个 SKU")]
        {
            let view = View { lang, zone: zone(), now: now(), numbers: &numbers };
            let lines = [vec![title::of(kind, "113-1120987-5512001", &view)], why::of(kind, "x", &view)].concat();
            let goods: Vec<_> = lines.iter().filter(|line| line.contains("SKU-014")).collect();
            assert_eq!(goods.len(), if kind == Kind::BuyerCancellation { 1 } else { 2 }, "{kind:?}: {lines:#?}");
            for line in goods {
                assert!(line.contains(start) && line.contains(end), "{kind:?}: {line}");
                sound(line, 80, &format!("{kind:?}"));
            }
        }
    }
}

#[test]
fn a_metric_is_named_as_people_know_it() {
    let shown = |lang, metric: &str, status: &str| {
        let text = |t: &str| Num::Text(t.to_owned());
        let numbers = [("metric", text(metric)), ("fulfilment", text("")), ("status", text(status))];
        let numbers = numbers.into_iter().map(|(name, num)| (name.to_owned(), num)).collect();
        title(lang, Kind::MetricNearTarget, &SafeText::new(metric), &numbers, now(), zone())
    };
    assert_eq!(shown(Lang::En, "account-status", "AT_RISK"), "Account status: AT_RISK");
    assert_eq!(shown(Lang::En, "warning-spamming-seller", "BAD"), "Warning about spamming seller: BAD");
    assert_eq!(shown(Lang::Zh, "account-health-rating", "WARNED"), "账户状况评级：WARNED");
    let numbers = numbers(Kind::MetricNearTarget);
    let line = title(Lang::En, Kind::MetricNearTarget, &SafeText::new("x"), &numbers, now(), zone());
    assert_eq!(line, "Order defect rate (shipped by us) 0.75% (target 1%), 9 of 1,200");
}

#[test]
fn the_day_itself_is_told_in_hours_and_an_overdue_one_says_how_long() {
    // 2026-11-18 12:00 UTC, 04:00 in Los Angeles.
    let shown = |lang, kind, name: &str, day: &str| {
        let mut numbers = numbers(kind);
        numbers.insert(name.to_owned(), Num::Day(Day::parse(day).unwrap()));
        why(lang, kind, &SafeText::new("x"), &numbers, now(), zone()).join("\n")
    };
    let practice = [
        ("2026-11-21", "in 3 d", "还有 3 天"),
        ("2026-11-18", "in 11h59m", "还剩 11h59m"),
        ("2026-11-17", "12h00m late", "已超 12h00m"),
        ("2026-11-14", "3d late", "已超 3d"),
    ];
    for (day, en, zh) in practice {
        for (lang, text) in [(Lang::En, format!("due {day}, {en}")), (Lang::Zh, format!("{day} 到期，{zh}"))] {
            let lines = shown(lang, Kind::PracticeDue, "due", day);
            assert!(lines.contains(&text), "{text}: {lines}");
        }
    }
    // A day of stock is one of its marketplace: 20 hours are left of it there.
    let lines = shown(Lang::En, Kind::StockOutNear, "ship_by", "2026-11-18");
    assert!(lines.contains("2026-11-18, in 19h59m"), "{lines}");
    let mut last_minutes = numbers(Kind::PracticeDue);
    last_minutes.insert("due".to_owned(), Num::Day(Day::parse("2026-11-18").unwrap()));
    let lines =
        why(Lang::En, Kind::PracticeDue, &SafeText::new("x"), &last_minutes, now().plus(11 * 3600 + 40 * 60), zone())
            .join(" ");
    assert!(lines.contains("in 19m"), "{lines}");
}

#[test]
fn a_count_of_a_whole_is_written_as_people_write_it() {
    let numbers = numbers(Kind::MetricNearTarget);
    let line = title(Lang::Zh, Kind::MetricNearTarget, &SafeText::new("x"), &numbers, now(), zone());
    assert_eq!(line, "订单缺陷率（自发货） 0.75%（目标 1%），9/1,200");
}

#[test]
fn outside_text_cannot_steer_the_screen() {
    let mut numbers = numbers(Kind::BuyerCancellation);
    numbers.insert("reason".to_owned(), Num::Text("\u{1b}[2Jbye\u{202e}".to_owned()));
    let lines = why(Lang::En, Kind::BuyerCancellation, &SafeText::new("x"), &numbers, now(), zone());
    assert!(lines.iter().flat_map(|l| l.chars()).all(|c| !c.is_control() && c != '\u{202e}'), "{lines:?}");
}

/// The table of the open kinds in `docs/work-items.md`, as the code has it.
fn documented() -> String {
    let head = "| # | Word | Rule | Ladder | Next step | Done is | Ends |\n|---|---|---|---|---|---|---|";
    let rows = Kind::ALL.iter().map(|kind| {
        let info = kind.info();
        let lang = Lang::En;
        let (number, word, rule, ladder) = (info.number, info.word, info.rule, info.ladder);
        let [next, act, clears] = [next(lang, *kind), act_word(lang, *kind), clears(lang, *kind)];
        format!("| {number} | `{word}` | `{rule}` | `{ladder}` | {next} | {act} | {clears} |")
    });
    std::iter::once(head.to_owned()).chain(rows).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_documentation_has_every_kind_as_the_code_has_it() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/work-items.md");
    let mut doc = std::fs::read_to_string(path).unwrap();
    if std::env::var_os("DAYDECK_UPDATE_DOCS").is_some() {
        let (before, rest) = doc.split_once("<!-- kinds:begin -->\n").unwrap();
        let (_, after) = rest.split_once("\n<!-- kinds:end -->").unwrap();
        doc = format!("{before}<!-- kinds:begin -->\n{}\n<!-- kinds:end -->{after}", documented());
        std::fs::write(path, &doc).unwrap();
    }
    let (_, rest) = doc.split_once("<!-- kinds:begin -->\n").unwrap();
    let (table, _) = rest.split_once("\n<!-- kinds:end -->").unwrap();
    assert_eq!(table, documented(), "docs/work-items.md must have this table:\n{}", documented());
    for kind in Kind::ALL {
        let row = doc.lines().find(|l| l.starts_with(&format!("| {} |", kind.info().number)) && !table.contains(*l));
        assert!(row.is_some_and(|row| row.contains(&format!("| `{}` |", kind.word()))), "{}", kind.word());
    }
    let planned = doc.lines().filter(|l| l.contains("| planned, not opened yet |")).count();
    assert_eq!(planned + Kind::ALL.len(), 78);
}
