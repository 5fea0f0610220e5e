//! Date range (monthly) transactions, a CSV from the payments pages, in the languages of Amazon's marketplaces. Definitions
//! stand above the header, and a sentence among them names the currency. One row is one event of the account; its total is
//! the sum of its amounts, which is checked row by row.

use super::payment_words::{STATES, currency_of, kind, stable};
use super::{Above, Draft, Given, Layout, MarketColumn, MarketWords, Numbers, have, need};
use crate::domain::format::{Field, Format, Kind, Value};
use crate::domain::import::Problem;
use crate::domain::market::Market;
use crate::ingest::Stop;
use crate::ingest::cell::Cell;
use crate::ingest::date::{self, DayText};

pub(super) static LAYOUT: Layout = Layout {
    format: Format::DateRange,
    columns: &[
        need(
            "occurred_at",
            &[
                "date/time",
                "date/heure",
                "Datum/Uhrzeit",
                "Data/Ora:",
                "fecha y hora",
                "fecha/hora",
                "datum/tijd",
                "datum/tid",
                "data/godzina",
                "日付/時間",
            ],
        ),
        need(
            "settlement_id",
            &[
                "settlement id",
                "numéro de versement",
                "Identifiant du paiement",
                "Abrechnungsnummer",
                "Numero pagamento",
                "identificador de pago",
                "Id. de liquidación",
                "schikkings-ID",
                "reglerings-id",
                "identyfikator rozliczenia",
                "決済番号",
            ],
        ),
        need("kind_text", &["type", "Typ", "Tipo", "トランザクションの種類"]),
        have(
            "order_id",
            &[
                "order id",
                "numéro de la commande",
                "Bestellnummer",
                "Numero ordine",
                "número de pedido",
                "Id. del pedido",
                "bestelnummer",
                "beställnings-id",
                "identyfikator zamówienia",
                "注文番号",
            ],
        ),
        have("sku", &["sku"]),
        have(
            "description",
            &[
                "description",
                "Beschreibung",
                "Descrizione",
                "descripción",
                "beschrijving",
                "beskrivning",
                "opis",
                "説明",
            ],
        ),
        have("units", &["quantity", "quantité", "Menge", "Quantità", "cantidad", "aantal", "antal", "ilość", "数量"]),
        have(
            "marketplace_name",
            &["marketplace", "site de vente", "web de Amazon", "marknadsplats", "rynek", "Amazon 出品サービス"],
        ),
        have("account_type", &["account type"]),
        have(
            "fulfilment",
            &[
                "fulfillment",
                "fulfilment",
                "traitement",
                "expédition",
                "Versand",
                "Gestione",
                "gestión logística",
                "cumplimiento",
                "leverans",
                "realizacja",
                "フルフィルメント",
            ],
        ),
        have(
            "order_state",
            &[
                "order state",
                "Région d'où provient la commande",
                "Bundesland",
                "Provincia di provenienza dell'ordine",
                "comunidad autónoma de procedencia del pedido",
                "estado del pedido",
                "status bestelling",
                "delstat för beställning",
                "stan zamówienia",
                "都道府県",
            ],
        ),
        have(
            "tax_model",
            &[
                "tax collection model",
                "Modèle de perception des taxes",
                "Steuererhebungsmodell",
                "modello di riscossione delle imposte",
                "Formulario de recaudación de impuestos",
                "税金徴収型",
            ],
        ),
        have(
            "product_sales",
            &[
                "product sales",
                "ventes de produits",
                "Umsätze",
                "Vendite",
                "ventas de productos",
                "verkoop van producten",
                "försäljning av produkter",
                "sprzedaż produktów",
                "商品売上",
            ],
        ),
        have(
            "product_sales_tax",
            &[
                "product sales tax",
                "Taxes sur la vente des produits",
                "Produktumsatzsteuer",
                "imposta sulle vendite dei prodotti",
                "impuesto de ventas de productos",
                "商品の売上税",
            ],
        ),
        have(
            "shipping_credits",
            &[
                "shipping credits",
                "postage credits",
                "crédits d'expédition",
                "Gutschrift für Versandkosten",
                "Accrediti per le spedizioni",
                "abonos de envío",
                "créditos de envío",
                "Verzendtegoeden",
                "fraktkrediter",
                "noty kredytowe za wysyłkę",
                "配送料",
            ],
        ),
        have(
            "shipping_credits_tax",
            &[
                "shipping credits tax",
                "taxe sur les crédits d'expédition",
                "Steuer auf Versandgutschrift",
                "imposta accrediti per le spedizioni",
                "impuestos por abonos de envío",
                "配送料の税金",
            ],
        ),
        have(
            "gift_credits",
            &[
                "gift wrap credits",
                "crédits sur l'emballage cadeau",
                "Gutschrift für Geschenkverpackung",
                "Accrediti per confezioni regalo",
                "abonos de envoltorio para regalo",
                "créditos por envoltorio de regalo",
                "kredietpunten cadeauverpakking",
                "krediter för presentinslagning",
                "środki na pokrycie pakowania na prezent",
                "ギフト包装手数料",
            ],
        ),
        have(
            "gift_credits_tax",
            &[
                "giftwrap credits tax",
                "Taxes sur les crédits cadeaux",
                "Steuer auf Geschenkverpackungsgutschriften",
                "imposta sui crediti confezione regalo",
                "impuestos por abonos de envoltorio para regalo",
                "ギフト包装クレジットの税金",
            ],
        ),
        have("regulatory_fee", &["Regulatory Fee", "tarifa reglamentaria"]),
        have("regulatory_fee_tax", &["Tax On Regulatory Fee", "impuesto sobre tarifa reglamentaria"]),
        have("points_cost", &["Amazonポイントの費用"]),
        have(
            "rebates",
            &[
                "promotional rebates",
                "Rabais promotionnels",
                "Total des réductions",
                "Rabatte aus Werbeaktionen",
                "Sconti promozionali",
                "devoluciones promocionales",
                "descuentos promocionales",
                "promotiekortingen",
                "kampanjrabatter",
                "rabaty promocyjne",
                "プロモーション割引額",
            ],
        ),
        have(
            "rebates_tax",
            &[
                "promotional rebates tax",
                "Taxes sur les remises promotionnelles",
                "Steuer auf Aktionsrabatte",
                "imposta sugli sconti promozionali",
                "impuestos de descuentos por promociones",
                "impuesto de reembolsos promocionales",
                "プロモーション割引の税金",
            ],
        ),
        have(
            "sales_tax",
            &[
                "sales tax collected",
                "taxe de ventes prélevée",
                "geïnde omzetbelasting",
                "Inkasserad moms",
                "pobrany podatek od sprzedaży",
            ],
        ),
        have(
            "withheld_tax",
            &[
                "marketplace withheld tax",
                "Taxes retenues sur le site de vente",
                "Einbehaltene Steuer auf Marketplace",
                "trattenuta IVA del marketplace",
                "impuesto retenido en el sitio web",
                "impuesto de retenciones en la plataforma",
                "源泉徴収税を伴うマーケットプレイス",
            ],
        ),
        have(
            "facilitator_tax",
            &[
                "Marketplace Facilitator Tax",
                "Taxe Marketplace Facilitator",
                "Belasting voor marketplace-facilitator",
                "Skatt för marknadsplatsförmedlare",
                "podatek od transakcji marketplace facilitator",
            ],
        ),
        have("gst", &["Total sales tax liable(GST before adjusting TCS)"]),
        have("tcs_cgst", &["TCS-CGST"]),
        have("tcs_sgst", &["TCS-SGST"]),
        have("tcs_igst", &["TCS-IGST"]),
        have("tds", &["TDS (Section 194-O)"]),
        have(
            "selling_fees",
            &[
                "selling fees",
                "frais de vente",
                "Verkaufsgebühren",
                "Commissioni di vendita",
                "tarifas de venta",
                "verkoopkosten",
                "försäljningsavgifter",
                "opłaty za sprzedaż",
                "手数料",
            ],
        ),
        have(
            "fba_fees",
            &[
                "fba fees",
                "Frais Expédié par Amazon",
                "Gebühren zu Versand durch Amazon",
                "Costi del servizio Logistica di Amazon",
                "tarifas de Logística de Amazon",
                "tarifas fba",
                "fba-vergoedingen",
                "fba-avgifter",
                "opłaty za FBA",
                "FBA 手数料",
            ],
        ),
        have(
            "other_fees",
            &[
                "other transaction fees",
                "autres frais de transaction",
                "Andere Transaktionsgebühren",
                "Altri costi relativi alle transazioni",
                "tarifas de otras transacciones",
                "tarifas de otra transacción",
                "overige transactiekosten",
                "övriga transaktionsavgifter",
                "inne opłaty transakcyjne",
                "トランザクションに関するその他の手数料",
            ],
        ),
        have("other", &["other", "autre", "Andere", "Altro", "otro", "overige", "Övrigt", "inne", "その他"]),
        need("total", &["total", "Gesamt", "totale", "totaal", "totalt", "suma", "合計"]),
        have(
            "status_text",
            &[
                "Transaction Status",
                "Statut de la transaction",
                "Transaktionsstatus",
                "Stato della transazione",
                "Estado de la transacción",
                "Transactiestatus",
                "トランザクションのステータス",
            ],
        ),
        have(
            "released_at",
            &[
                "Transaction Release Date",
                "Date de sortie de la transaction",
                "Freigabedatum der Transaktion",
                "Data di rilascio della transazione",
                "Fecha de liberación de la transacción",
                "Publicatiedatum van transactie",
                "トランザクション開始日",
            ],
        ),
        have(
            "ship_city",
            &[
                "order city",
                "ville d'où provient la commande",
                "Ort der Bestellung",
                "Città di provenienza dell'ordine",
                "ciudad de procedencia del pedido",
                "ciudad del pedido",
                "bestelling stad",
                "stad för beställning",
                "miejscowość zamówienia",
                "市町村",
            ],
        ),
        have(
            "ship_postal_code",
            &[
                "order postal",
                "code postal de la commande",
                "Postleitzahl",
                "CAP dell'ordine",
                "código postal de procedencia del pedido",
                "código postal del pedido",
                "bestelling per post",
                "postadress för beställning",
                "przekaz pocztowy",
                "郵便番号",
            ],
        ),
    ],
    market: Some(MarketColumn {
        names: &["marketplace", "site de vente", "web de Amazon", "marknadsplats", "rynek", "Amazon 出品サービス"],
        words: MarketWords::Perhaps,
    }),
    blank: &["order_id", "sku"],
    derived: &["day", "kind", "status", "currency"],
    given: Some(given),
    finish: Some(finish),
    numbers: Numbers::File,
    // The other files name the zone of each time; those of India exist with and without `IST`.
    local: &[("occurred_at", &[Market::In]), ("released_at", &[Market::In])],
    ..Layout::BASE
};

/// The currency of all amounts, when a line above the header says it.
fn given(above: &Above<'_>) -> Result<Given, Stop> {
    let currency = above.lines.iter().flatten().find_map(|text| currency_of(text));
    Ok(currency.map(|code| ("currency", Value::Text(code.into()))).into_iter().collect())
}

fn finish(draft: &mut Draft<'_>) -> Result<(), Problem> {
    let text = |draft: &Draft<'_>, column| draft.get(column).text().unwrap_or_default().to_owned();
    let kind = kind(&text(draft, "kind_text"), &text(draft, "description"));
    draft.set("kind", Value::Text(kind.into()));
    if let Some(word) = stable(STATES, &text(draft, "status_text")) {
        draft.set("status", Value::Text(word.into()));
    }
    // The day as it is written: the days of the report's own period are counted in the zone of its times.
    if let Some(day) = written_day(draft) {
        draft.set("day", Value::Text(day.into()));
    }
    check(draft)
}

/// The calendar day that stands in the first column. The instant was read, so the order of day and month is settled.
fn written_day(draft: &Draft<'_>) -> Option<String> {
    let Cell::Text(text) = draft.written("occurred_at") else { return None };
    let day = match date::day(text) {
        DayText::Day(day) => day,
        DayText::Numbers(a, b, c) => date::ordered((a, b, c), draft.dates()?)?,
        DayText::Month(_) | DayText::None => return None,
    };
    Some(date::iso(day))
}

/// The total is the sum of all other amounts.
fn check(draft: &Draft<'_>) -> Result<(), Problem> {
    let cells = draft.row.cells.iter().zip(&draft.columns.fields);
    let is_part = |field: &Field| field.kind == Kind::Money && field.column != "total";
    let parts = cells.filter(|(_, at)| draft.spec.fields.get(usize::from(**at)).is_some_and(is_part));
    let found = parts.filter_map(|(cell, _)| cell.int()).sum();
    match (draft.get("total").int(), draft.currency()) {
        (None, _) => Err(Problem::Blank),
        (Some(expected), Some(currency)) if expected != found => {
            Err(Problem::TotalDiffers { expected: Some(expected), found, currency })
        }
        _ => Ok(()),
    }
}
