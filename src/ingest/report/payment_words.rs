//! What the payments pages' files call things: currencies in a sentence, types of events, states of a row.

use crate::domain::market::Market;

/// The words before the currency in the sentence above the header, in small letters.
const SENTENCES: &[&str] = &[
    "all amounts in",
    "alle beträge in",
    "tous les montants sont en",
    "todos los importes en",
    "tutti gli importi sono espressi in",
    "alle bedragen in",
    "wszystkie kwoty w",
    "alla belopp i",
    "単位は",
];

/// What the sentence calls a currency, where it is not its code. `dólares` is none: the Mexican files say it of pesos.
const NAMES: &[(&str, &str)] = &[("euro", "EUR"), ("kr", "SEK"), ("zł", "PLN"), ("円", "JPY")];

/// The currency that a sentence above the header names.
pub(super) fn currency_of(text: &str) -> Option<String> {
    let text = text.to_lowercase();
    let rest = SENTENCES.iter().find_map(|start| text.split_once(start)).map(|(_, rest)| rest.trim_start())?;
    let word: String = rest.chars().take_while(|c| c.is_alphabetic()).collect();
    let code = NAMES
        .iter()
        .find(|(name, _)| *name == word)
        .map_or_else(|| word.to_uppercase(), |(_, code)| (*code).to_owned());
    Market::ALL.iter().any(|market| market.currency().code() == code).then_some(code)
}

/// The types of events whose names are known, in all languages.
const KINDS: &[(&str, &[&str])] = &[
    ("order", &["Order", "Order Payment", "Commande", "Bestellung", "Ordine", "Pedido", "注文", "Bestelling"]),
    ("refund", &["Refund", "Remboursement", "Erstattung", "Rimborso", "Reembolso", "返金", "Terugbetaling"]),
    (
        "transfer",
        &["Transfer", "Transfert", "Übertrag", "Trasferimento", "Transferir", "Trasferir", "振込み", "Overdracht"],
    ),
    (
        "service-fee",
        &[
            "Service Fee",
            "Frais de service",
            "Servicegebühr",
            "Commissione di servizio",
            "Tarifa de prestación de servicio",
            "注文外料金",
            "Servicekosten",
        ],
    ),
    ("adjustment", &["Adjustment", "Ajustement", "Anpassung", "Modifica", "Ajuste", "調整"]),
    (
        "fba-inventory-fee",
        &[
            "FBA Inventory Fee",
            "Frais de stock Expédié par Amazon",
            "Versand durch Amazon Lagergebühr",
            "FBA 在庫関連の手数料",
        ],
    ),
];

/// What a service fee is called that pays for advertising.
const ADVERTISING: &[&str] = &["Cost of Advertising", "Prix de la publicité", "Werbekosten", "広告費用"];

/// What the state of a row is called.
pub(super) const STATES: &[(&str, &[&str])] =
    &[("deferred", &["Deferred"]), ("released", &["Released", "Sorti", "支払い実行済み"])];

/// The stable word of a text in one of these tables.
pub(super) fn stable(table: &[(&'static str, &[&str])], text: &str) -> Option<&'static str> {
    let same = |name: &&str| *name == text || name.to_lowercase() == text.to_lowercase();
    table.iter().find(|(_, names)| names.iter().any(same)).map(|(word, _)| *word)
}

/// The stable word of an event's type; a type that no table has stands as it was read.
pub(super) fn kind(text: &str, description: &str) -> String {
    match stable(KINDS, text) {
        Some("service-fee") if stable(&[("", ADVERTISING)], description).is_some() => "ads-cost".to_owned(),
        Some(word) => word.to_owned(),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_names_the_currency_or_does_not() {
        let table = [
            ("All amounts in USD, unless specified", Some("USD")),
            ("All amounts in GBP, unless specified", Some("GBP")),
            ("Alle Beträge in Euro sofern nicht anders gekennzeichnet", Some("EUR")),
            ("Tous les montants sont en EUR, sauf mention contraire.", Some("EUR")),
            ("Todos los importes en EUR, a menos que se especifique lo contrario", Some("EUR")),
            ("Tutti gli importi sono espressi in EUR, se non diversamente specificato.", Some("EUR")),
            ("Alle bedragen in EUR, tenzij anders vermeld", Some("EUR")),
            ("Wszystkie kwoty w PLN, chyba że", Some("PLN")),
            ("Alla belopp i kr om inget annat anges", Some("SEK")),
            ("指定のない場合、単位は円", Some("JPY")),
            ("Todos los importes en dólares, a menos que se especifique", None),
            ("Definitions:", None),
        ];
        for (text, wanted) in table {
            assert_eq!(currency_of(text).as_deref(), wanted, "{text}");
        }
    }

    #[test]
    fn types_have_one_word_in_all_languages() {
        assert_eq!(kind("Remboursement", ""), "refund");
        assert_eq!(kind("振込み", ""), "transfer");
        assert_eq!(kind("Servicegebühr", "Werbekosten"), "ads-cost");
        assert_eq!(kind("Service Fee", "Subscription"), "service-fee");
        assert_eq!(kind("Liquidations", ""), "Liquidations");
    }
}
