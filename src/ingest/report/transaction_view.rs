//! The transaction view of the payments pages, a CSV in English, French or Japanese. Its only currency stands in the name of
//! its last column: `Total (USD)`.

use super::payment_words::kind;
use super::{Above, Draft, Given, Layout, Numbers, have, need};
use crate::domain::format::{Format, Value};
use crate::domain::import::Problem;
use crate::domain::money::Currency;
use crate::ingest::Stop;
use crate::ingest::header::Name;

/// Header names of the total, without the currency behind them.
const TOTAL: &[&str] = &["Total (USD)", "合計 (JPY)"];

pub(super) static LAYOUT: Layout = Layout {
    format: Format::TransactionView,
    columns: &[
        need("day", &["Date", "日付"]),
        have("status_text", &["Transaction Status", "Statut"]),
        have("kind_text", &["Transaction type", "Type de transaction"]),
        have("order_id", &["Order ID", "Numéro de la commande"]),
        have("product", &["Product Details", "Détails sur le produit", "商品の詳細"]),
        need("product_charges", &["Total product charges", "Total des frais produit", "商品価格合計"]),
        need("rebates", &["Total promotional rebates", "Total des rabais promotionnels", "プロモーション割引合計"]),
        need("amazon_fees", &["Amazon fees", "Commissions Amazon", "Amazon手数料"]),
        have("other", &["Other", "Autres"]),
        need("total", TOTAL),
    ],
    blank: &["order_id", "product", "kind"],
    derived: &["kind", "currency"],
    given: Some(given),
    finish: Some(finish),
    numbers: Numbers::File,
    ..Layout::BASE
};

/// The currency in brackets behind the total's name.
fn given(above: &Above<'_>) -> Result<Given, Stop> {
    let is_total = |name: &&String| TOTAL.iter().any(|total| Name::of(total).key == Name::of(name).key);
    let at = above.header.iter().position(|name| is_total(&name));
    let name = at.and_then(|at| above.raw.get(at)).map(|name| name.replace('（', "(").replace('）', ")"));
    let code = name.and_then(|name| Some(name.split_once('(')?.1.trim_end().strip_suffix(')')?.trim().to_owned()));
    let known = code.filter(|code| Currency::parse(code).is_some());
    Ok(known.map(|code| ("currency", Value::Text(code.into()))).into_iter().collect())
}

fn finish(draft: &mut Draft<'_>) -> Result<(), Problem> {
    if let Some(text) = draft.get("kind_text").text() {
        let kind = kind(text, draft.get("product").text().unwrap_or_default());
        draft.set("kind", Value::Text(kind.into()));
    }
    if draft.get("order_id").text().is_some_and(|id| id.chars().all(|c| c == '-')) {
        draft.set("order_id", Value::Text("".into()));
    }
    // Without a day and a total there is no telling which row it is.
    if draft.get("day") == &Value::Null || draft.get("total") == &Value::Null { Err(Problem::Blank) } else { Ok(()) }
}
