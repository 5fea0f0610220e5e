//! Rows of every list as named values.

use super::*;
use crate::domain::import::Evidence;
use crate::domain::market::Market;
use crate::domain::money::{Money, Totals};
use crate::domain::work::{Claim, Key, Kind, Lane, Numbers};
use crate::i18n::words::word;

pub(crate) const NOW: Instant = Instant(1_795_330_800);

pub(crate) fn look(lang: Lang) -> Look {
    Look {
        lang,
        zone: chrono_tz::Asia::Shanghai,
        now: NOW,
        text: |_, item, _| (format!("Ship {}", item.entity), "=why".to_owned()),
        demo: false,
    }
}

pub(crate) fn item(id: i64) -> WorkItem {
    WorkItem {
        id,
        version: 3,
        key: Key {
            ladder: "ship".into(),
            store: "main".into(),
            market: Some(Market::Us),
            subject: "112-0000000-0000001".into(),
            epoch: Some("1".into()),
        },
        kind: Kind::ShipToday,
        lane: Lane::Now,
        due: Some(NOW.plus(7200)),
        state: State::Open,
        entity: "112-0000000-0000001".into(),
        money: Some(Money::new(2399, Currency::of(b"USD"))),
        hero: false,
        opened: NOW,
        claim: Some(Claim { uid: 1000, name: "li".into(), until: NOW.plus(60) }),
        assigned: None,
        snoozed: None,
        dismissed: None,
        numbers: Numbers::new(),
        evidence: Evidence { sha256: "ab".into(), file: "unshipped\u{1b}[31m.txt".into(), row: 7, as_of: NOW.0 },
        cleared: None,
        reopened: false,
    }
}

pub(crate) fn today(id: i64) -> ListRow {
    ListRow { id: public_id(id), cells: vec![], item: Some(Box::new(item(id))), fold: None, market: Some(Market::Us) }
}

#[test]
fn an_item_has_exactly_the_promised_fields() {
    let record = records(List::Today, "open", &today(17), &look(Lang::En)).remove(0);
    let json: Vec<_> = record.values.iter().map(|v| v.json(record.currency)).collect();
    let zone = Market::Us.zone();
    let expected = serde_json::json!([
        "w17",
        "ship-today",
        word(Lang::En, "ship-today"),
        "main",
        "US",
        "112-0000000-0000001",
        "now",
        NOW.plus(7200).rfc3339_in(zone),
        "open",
        "li",
        "23.99",
        "USD",
        "Ship 112-0000000-0000001",
        "=why",
        "orders.ship",
        "unshipped␛[31m.txt",
        7
    ]);
    assert_eq!(serde_json::Value::Array(json), expected);
    assert_eq!(record.values.len(), ITEM_FIELDS.len());
    assert!(NOW.plus(7200).rfc3339_in(zone).ends_with("-08:00"));
}

#[test]
fn a_claim_that_ended_is_nobody_s_and_sleep_shows_as_a_state() {
    let at = |field: &str| ITEM_FIELDS.iter().position(|f| *f == field).unwrap();
    let mut row = today(1);
    let inner = row.item.as_mut().unwrap();
    inner.claim.as_mut().unwrap().until = NOW;
    inner.snoozed = Some(Snooze::Until(NOW.plus(1)));
    let record = records(List::Today, "open", &row, &look(Lang::En)).remove(0);
    assert_eq!(record.values[at("claimed_by")], Value::None);
    assert_eq!(record.values[at("state")], Value::Word("snoozed".into()));
    row.item.as_mut().unwrap().snoozed = Some(Snooze::Until(NOW));
    let record = records(List::Today, "open", &row, &look(Lang::En)).remove(0);
    assert_eq!(record.values[at("state")], Value::Word("open".into()));
}

#[test]
fn every_field_of_every_view_has_a_word_in_both_languages() {
    for list in List::ALL {
        for view in list.views() {
            let without: Vec<_> =
                fields(list, view).into_iter().filter(|field| !crate::i18n::words::has(field)).collect();
            assert!(without.is_empty(), "{} {view}: {without:?}", list.word());
            assert!(crate::i18n::words::has(&format!("view-{view}")), "{view}");
        }
    }
}

#[test]
fn a_folded_row_gives_one_record_per_item() {
    let row = ListRow {
        id: "fold".into(),
        cells: vec![],
        item: None,
        fold: Some(Fold { kind: Kind::NegateTerm, ids: vec![4, 9], money: Totals::default(), unknown: 2 }),
        market: None,
    };
    let found = records(List::Today, "open", &row, &look(Lang::En));
    let ids: Vec<_> = found.iter().map(|r| r.values[0].cell(None)).collect();
    assert_eq!(ids, ["w4", "w9"]);
}

#[test]
fn a_cell_row_has_its_columns_once_and_names_a_strange_currency() {
    let list = List::Ads;
    let fields = fields(list, "terms");
    for (i, field) in fields.iter().enumerate() {
        assert!(!fields[i + 1..].contains(field), "{field} twice");
    }
    let columns = list.columns();
    let cells = columns
        .iter()
        .map(|c| match c.id {
            "spend" => Cell::Money(Money::new(1250, Currency::of(b"USD"))),
            "sales" => Cell::Money(Money::new(-5, Currency::of(b"EUR"))),
            "acos" => Cell::Ppm(320_000),
            "term" => Cell::Text("@sum(1)".into()),
            "clicks" => Cell::Int(-3),
            "store" => Cell::Text("main".into()),
            _ => Cell::None,
        })
        .collect();
    let row = ListRow { id: "t1".into(), cells, item: None, fold: None, market: Some(Market::Us) };
    let record = records(list, "terms", &row, &look(Lang::En)).remove(0);
    let get = |field: &str| &record.values[fields.iter().position(|f| *f == field).unwrap()];
    assert_eq!(get("spend").cell(record.currency), "12.50");
    assert_eq!(get("sales").cell(record.currency), "-0.05 EUR");
    assert_eq!(get("acos").json(record.currency), serde_json::json!(0.32));
    assert_eq!(get("acos").human(&look(Lang::En)), "32 %");
    assert_eq!(get("term").cell(None), "'@sum(1)");
    assert_eq!(get("term").json(None), serde_json::json!("@sum(1)"));
    assert_eq!(get("clicks").cell(None), "-3");
    assert_eq!((get("marketplace").cell(None), get("store").cell(None)), ("US".into(), "main".into()));
    assert_eq!(get("impressions").json(None), serde_json::Value::Null);
}
