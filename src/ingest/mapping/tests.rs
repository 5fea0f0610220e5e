//! Headers that no report has: proposals, samples, and names by a person's decision.

use super::*;
use crate::domain::format::Format;

fn table(text: &str) -> Vec<Vec<String>> {
    text.lines().map(|line| line.split(';').map(str::to_owned).collect()).collect()
}

/// Name, proposed column, samples.
fn proposals(text: &str) -> (Format, Vec<(String, String, String)>) {
    let Some(Question::Mapping { format, columns, .. }) = question(&table(text)) else { panic!("no question: {text}") };
    let shown = |p: Proposal| (p.name, p.column.unwrap_or_default(), p.samples.join("|"));
    (format, columns.into_iter().map(shown).collect())
}

fn columns(text: &str) -> Vec<(String, String)> {
    proposals(text).1.into_iter().map(|(name, column, _)| (name, column)).collect()
}

fn owned(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
}

const POLISH: &str = "Kod SKU sprzedawcy;ASIN;Nazwa produktu;Cena;Ilość dostępna;Uwagi\n\
                      PL-01;B0MAPPING1;Kubek z uchem;49,90 zł;12;kruche\n\
                      PL-02;B0MAPPING2;Talerz;19,00 zł;3;";

#[test]
fn a_header_in_another_language_gets_proposals_by_name_and_by_kind() {
    let (format, found) = proposals(POLISH);
    assert_eq!(format, Format::FbaInventory);
    let shown: Vec<_> = found.iter().map(|(n, c, _)| (n.as_str(), c.as_str())).collect();
    assert_eq!(shown[..3], [("Kod SKU sprzedawcy", "sku"), ("ASIN", "asin"), ("Nazwa produktu", "title")]);
    assert_eq!((shown[4], shown[5].1), (("Ilość dostępna", "fulfillable"), ""));
    assert_eq!(found[0].2, "PL-01|PL-02");
    assert_eq!(found[1].2, "B0MAPPING1|B0MAPPING2");
    assert_eq!(found[2].2, "Ku*** z uc***|Ta***", "words may be a name or an address");
}

#[test]
fn a_value_of_another_kind_than_the_column_is_never_proposed() {
    // The names say asin, title, fnsku; the cells say a day, a rate, an order id.
    let text = "Kod SKU;Ilość dostępna;asin;product-name;condition;fnsku;afn-total-quantity\n\
                PL-1;12;2026-11-02;7 %;11;111-1234567-1234567;12,50 €";
    let wanted = [
        ("Kod SKU", "sku"),
        ("Ilość dostępna", "fulfillable"),
        ("asin", ""),
        ("product-name", ""),
        ("condition", "condition"),
        ("fnsku", ""),
        ("afn-total-quantity", ""),
    ];
    assert_eq!(columns(text), owned(&wanted));
}

#[test]
fn one_cell_of_another_kind_among_many_is_enough() {
    let text = "Kod SKU;ASIN;Ilość dostępna\nPL-1;B0MAPPING1;12\nPL-2;B0MAPPING2;ok. 3";
    assert!(question(&table(text)).is_none_or(|q| match q {
        Question::Mapping { columns, .. } => columns[2].column.is_none(),
        _ => false,
    }));
}

#[test]
fn what_is_far_from_every_report_gets_no_question() {
    for text in ["name;birthday;city\nAnn;1990-01-02;Leeds", "x;y\n1;2", "hello", "a;b;c;d;e;f;g\n1;2;3;4;5;6;7"] {
        assert_eq!(question(&table(text)), None, "{text}");
    }
}

#[test]
fn the_same_names_in_another_order_have_the_same_signature() {
    let of = |text: &str| signature(&table(text)[0]);
    assert_eq!(of("Kod SKU;Ilość"), of("Ilość ;kod-sku"));
    assert_ne!(of("Kod SKU;Ilość"), of("Kod SKU;Ilość;ASIN"));
}

#[test]
fn a_mapping_makes_the_names_the_format_s_own() {
    let map = Mapping::parse(
        "format=fba-inventory; Kod SKU sprzedawcy=sku; ilość  DOSTĘPNA=fulfillable; Uwagi=-; Nazwa produktu=title",
    )
    .unwrap();
    let lines = [vec![vec!["Zapasy".to_owned()]], table(POLISH)].concat();
    let (at, header) = detect(&lines, &map).unwrap();
    assert_eq!((at, header.layout.format), (1, Format::FbaInventory));
    assert_eq!(header.meant[..3], ["sku", "ASIN", "product-name"]);
    assert_eq!(header.raw[0], "Kod SKU sprzedawcy");
    assert_eq!(header.ignored, [false, false, false, false, false, true]);
    // A name that the file does not have, or a needed column that none is: not this file's mapping.
    let other = Mapping::parse("format=fba-inventory; Kod=sku; Ilość dostępna=fulfillable").unwrap();
    assert!(detect(&lines, &other).is_none());
    let short = Mapping::parse("format=fba-inventory; Kod SKU sprzedawcy=sku").unwrap();
    assert!(detect(&lines, &short).is_none());
}

#[test]
fn the_window_of_a_mapped_name_is_the_file_s_own() {
    let window = |raw: &str| Name::meant("7 Day Total Sales", raw).window;
    assert_eq!(window("Ventes totales sur 14 jours"), Some(14));
    assert_eq!(window("Vendite totali (30 giorni)"), Some(30));
    assert_eq!(window("14 jours - ventes"), Some(14));
    assert_eq!(window("Ventes"), Some(7), "what the operator chose says seven");
    assert_eq!(Name::meant("Impressions", "Impressions 7 jours").window, None);
}

#[test]
fn samples_say_nothing_about_a_person() {
    for (cell, shown) in [
        ("Anna Kowalska", "An*** Ko***"),
        ("anna@example.com", "an***"),
        ("+48 600 100 200", "+4*** 60*** 10*** 20***"),
        ("48600100200", "48***"),
        ("PL-KUBEK-01", "PL-KUBEK-01"),
        ("111-1234567-1234567", "111-1234567-1234567"),
        ("2026-11-02", "2026-11-02"),
        ("1 234,50 €", "1 234,50 €"),
        ("12,5 %", "12,5 %"),
        ("田中太郎", "田中***"),
    ] {
        assert_eq!(masked(cell), shown);
    }
}
