//! One line an item: what, how much, until when.

use super::{View, table};
use crate::domain::text::cut;
use crate::domain::work::{Kind, Num};
use crate::i18n::format;
use crate::i18n::words::{has, word};

pub(super) fn of(kind: Kind, entity: &str, view: &View<'_>) -> String {
    filled(kind, entity, view).unwrap_or_else(|| format!("{entity} {}", word(view.lang, kind.word())))
}

/// `None` when a number that the line needs is missing.
fn filled(kind: Kind, entity: &str, view: &View<'_>) -> Option<String> {
    let lang = view.lang;
    Some(match kind {
        Kind::VergeOfCancellation => verge(lang, entity, goods(view, 24)?),
        Kind::ShipToday => {
            let goods = goods(view, 24)?;
            match view.left("promise") {
                Some(left) if left < 0 => overdue(lang, entity, format::left(-left), goods),
                _ => ship(lang, entity, goods),
            }
        }
        Kind::BuyerCancellation => match view.text("reason", 40) {
            Some(reason) => cancel_reason(lang, entity, reason),
            None => cancel(lang, entity),
        },
        Kind::AnswerDue => answer(lang, entity, format::left(-view.left("since")?)),
        Kind::AnswerOverdue => answer_late(lang, entity, format::left(-view.left("since")?), view.int("hours")?),
        Kind::OutOfStock => out(lang, entity, view.day("since")?),
        Kind::StockOutNear | Kind::StockToWatch => {
            near(lang, entity, view.count("cover")?, view.word("mode")?, view.day("ship_by")?)
        }
        Kind::NegateTerm => {
            let (clicks, days) = (view.count("clicks")?, view.count("days")?);
            negate(lang, entity, clicks, view.money("spend")?, days)
        }
        Kind::MetricNearTarget => metric(view)?,
        Kind::PracticeDue => {
            let name = view.word("practice")?;
            practice(lang, view.int("number")?, name, view.word("cadence")?, view.day("due")?)
        }
        Kind::ReportMissing => match view.left("as_of") {
            Some(left) => report_old(lang, view.word("report")?, format::left(-left), view.count("hours")?),
            None => report_none(lang, view.word("report")?),
        },
        Kind::ImportRefused if view.is("state", "waiting") => file_waits(lang, cut(entity, 50)),
        Kind::ImportRefused => file_refused(lang, cut(entity, 50)),
        _ => table::title(kind, entity, view)?,
    })
}

/// What is to ship: units of one SKU, or of all of them with the first one's name.
pub(super) fn goods(view: &View<'_>, cells: usize) -> Option<String> {
    let units = view.count("units")?;
    Some(match view.numbers.get("more_skus") {
        // Its words need room of their own.
        Some(Num::Int(more)) if *more > 0 => {
            goods_mixed(view.lang, units, view.text("sku", cells.saturating_sub(8))?, *more)
        }
        _ => goods_one(view.lang, units, view.text("sku", cells)?),
    })
}

fn metric(view: &View<'_>) -> Option<String> {
    let lang = view.lang;
    let metric = view.text("metric", 60)?;
    // Warnings have a word of their own each: Amazon may add to them at any time.
    let name = match metric.strip_prefix("warning-").filter(|_| !has(&metric)) {
        Some(about) => metric_warning(lang, about.replace('-', " ")),
        None => view.word("metric")?,
    };
    let name = match view.word("fulfilment").filter(|w| !w.is_empty()) {
        Some(who) => metric_of(lang, name, who),
        None => name,
    };
    let counts = view.count("defects").zip(view.count("orders"));
    Some(match (view.percent("rate"), view.percent("target"), counts) {
        (Some(rate), Some(target), Some((defects, orders))) => metric_full(lang, name, rate, target, defects, orders),
        (Some(rate), Some(target), None) => metric_rate(lang, name, rate, target),
        (None, Some(target), _) => metric_count(lang, name, view.count("defects")?, target),
        _ => metric_status(lang, name, view.text("status", 20)?),
    })
}

crate::messages! {
    goods_one(units, sku) { "{units} x {sku}", "{units} x {sku}" }
    goods_mixed(units, sku, more) { "{units} units: {sku} and {more} more", "共 {units} 件：{sku} 和另外 {more} 个 SKU" }
    verge(id, goods) { "{id} about to be cancelled: {goods}", "{id} 即将被取消：{goods}" }
    overdue(id, late, goods) { "{id} {late} overdue: {goods}", "{id} 已超时 {late}：{goods}" }
    ship(id, goods) { "{id} ship today: {goods}", "{id} 今日发货：{goods}" }
    cancel(id) { "{id} buyer asks to cancel", "{id} 买家要求取消" }
    cancel_reason(id, reason) { "{id} buyer asks to cancel: {reason}", "{id} 买家要求取消：{reason}" }
    answer(id, span) { "{id} buyer waits {span}", "{id} 买家已等待 {span}" }
    answer_late(id, span, hours) { "{id} buyer waits {span}, past {hours} h", "{id} 买家已等待 {span}，超过 {hours} 小时" }
    out(sku, day) { "{sku} out of stock since {day}, nothing on the way", "{sku} 自 {day} 断货，无在途" }
    near(sku, cover, mode, day) { "{sku} {cover} d left, ship by {mode} until {day}", "{sku} 可售 {cover} 天，{mode}最迟 {day} 发出" }
    negate(term, clicks, spend, days) {
        "\"{term}\" {clicks} clicks, 0 orders, {spend} in {days} d",
        "「{term}」 {days} 天 {clicks} 次点击，0 单，花费 {spend}"
    }
    metric_of(name, who) { "{name} ({who})", "{name}（{who}）" }
    metric_full(name, rate, target, defects, orders) {
        "{name} {rate} (target {target}), {defects} of {orders}",
        "{name} {rate}（目标 {target}），{defects}/{orders}"
    }
    metric_rate(name, rate, target) { "{name} {rate} (target {target})", "{name} {rate}（目标 {target}）" }
    metric_count(name, count, target) { "{name}: {count} (target {target})", "{name}：{count}（目标 {target}）" }
    metric_warning(about) { "Warning about {about}", "警告：{about}" }
    metric_status(name, status) { "{name}: {status}", "{name}：{status}" }
    practice(number, name, cadence, day) { "{number} {name}, {cadence}, due {day}", "{number} {name}，{cadence}，{day} 到期" }
    report_old(report, age, hours) { "{report}: {age} old, wanted every {hours} h", "{report}：已过 {age}，应每 {hours} 小时一份" }
    report_none(report) { "{report}: expected, never came", "{report}：应有，但从未导入" }
    file_waits(file) { "{file} waits for an answer", "{file} 等待回答" }
    file_refused(file) { "{file} was refused", "{file} 被拒绝" }
}
