//! A-to-z claims, chargebacks, SAFE-T claims and claims of goods not received, kept by hand: no report has them.

use super::{Draft, Layout, MarketColumn, MarketWords, have, need};
use crate::domain::format::{Format, Value};
use crate::domain::import::Problem;

pub(super) static LAYOUT: Layout = Layout {
    format: Format::Disputes,
    columns: &[
        need("kind", &["type", "类型"]),
        have("claim_id", &["claim_id", "索赔编号"]),
        need("order_id", &["order_id", "订单编号", "订单号"]),
        have("amount", &["amount", "金额"]),
        have("currency", &["currency", "币种"]),
        need("opened_on", &["opened_at", "opened_on", "开启日期"]),
        need("respond_by", &["respond_by", "回复截止"]),
        have("reason", &["reason", "原因"]),
        have("state", &["state", "状态"]),
        have("decision", &["decision", "裁决"]),
        have("funded_by", &["funded_by", "承担方"]),
        have("appeal_by", &["appeal_by", "申诉截止"]),
        have("evidence", &["evidence", "证据"]),
        have("note", &["note", "notes", "备注"]),
    ],
    market: Some(MarketColumn { names: &["marketplace", "站点"], words: MarketWords::CodeOrCountry }),
    blank: &["claim_id", "order_id"],
    derived: &["claim_key"],
    finish: Some(finish),
    // A row's marketplace may be that of its order: the folder's currency is not the amount's.
    ..Layout::BASE
};

/// Kinds: the word that is kept, and what people write for it. A word that is not here stays as it stands.
const KINDS: &[(&str, &[&str])] = &[
    ("atoz", &["atoz", "a-to-z", "a to z", "a-z", "a-to-z claim", "a-to-z guarantee claim"]),
    ("chargeback", &["chargeback", "charge back", "信用卡拒付", "拒付"]),
    ("safet", &["safet", "safe-t", "safe t", "safe-t claim"]),
    ("inr", &["inr", "item not received", "未收到"]),
];

fn finish(draft: &mut Draft<'_>) -> Result<(), Problem> {
    let blank = |column: &str| draft.get(column).text().is_none_or(str::is_empty);
    if blank("order_id") && blank("claim_id") {
        return Err(draft.blame("order_id", Problem::Blank));
    }
    let known_by = if blank("order_id") { "claim_id" } else { "order_id" };
    let key = draft.get(known_by).clone();
    draft.set("claim_key", key);
    let written = draft.get("kind").text().unwrap_or_default().to_lowercase();
    if let Some((word, _)) = KINDS.iter().find(|(_, names)| names.contains(&written.as_str())) {
        draft.set("kind", Value::Text((*word).into()));
    }
    Ok(())
}
