//! The reason of an item, line by line. A line whose number is missing is left out.

use chrono_tz::Tz;

use super::{View, table, title};
use crate::domain::work::{Kind, Num};
use crate::i18n::format;

pub(super) fn of(kind: Kind, entity: &str, view: &View<'_>) -> Vec<String> {
    let lines: Vec<Option<String>> = match kind {
        Kind::VergeOfCancellation => vec![verge(view), goods(view), differ(view), Some(cost_verge(view.lang).into())],
        Kind::ShipToday => vec![ship(view), goods(view), differ(view), Some(cost_ship(view.lang).into())],
        Kind::BuyerCancellation => vec![
            Some(cancel_rule(view.lang).into()),
            view.text("reason", 50).map(|reason| cancel_reason(view.lang, reason)),
            goods(view),
            view.clock("promise").map(|at| cancel_until(view.lang, at)),
            Some(cost_cancel(view.lang).into()),
        ],
        Kind::AnswerDue | Kind::AnswerOverdue => answer(view),
        Kind::OutOfStock => out_of_stock(view),
        Kind::StockOutNear | Kind::StockToWatch => near(view),
        Kind::NegateTerm => negate(view),
        Kind::MetricNearTarget => metric(view),
        Kind::PracticeDue => practice(view),
        Kind::ReportMissing => vec![report(view), Some(cost_report(view.lang).into())],
        Kind::ImportRefused => vec![file(view), Some(cost_file(view.lang).into())],
        _ => table::why(kind, entity, view),
    };
    lines.into_iter().flatten().collect()
}

/// `in 3h18m` or `2h10m late`.
pub(super) fn term(view: &View<'_>, seconds: i64) -> String {
    let span = format::left(seconds.saturating_abs());
    if seconds < 0 { late(view.lang, span) } else { to_go(view.lang, span) }
}

/// Until the end of a day of `zone`: `in 3 d`, on the day itself `in 5h40m`, afterwards `1d02h late`.
pub(super) fn day_term(view: &View<'_>, name: &str, zone: Tz) -> Option<String> {
    let Num::Day(day) = view.numbers.get(name)? else { return None };
    let days = day.since(view.now.day(zone));
    Some(if days > 0 { days_to_go(view.lang, days) } else { term(view, day.end(zone).0 - view.now.0) })
}

fn verge(view: &View<'_>) -> Option<String> {
    Some(verge_rule(view.lang, view.int("business_days")?, view.clock("cancel_at")?))
        .or_else(|| Some(verge_flag(view.lang).to_owned()))
}

fn ship(view: &View<'_>) -> Option<String> {
    match view.left("promise") {
        Some(left) => Some(ship_rule(view.lang, view.clock("promise")?, term(view, left))),
        None => Some(ship_flag(view.lang).to_owned()),
    }
}

fn goods(view: &View<'_>) -> Option<String> {
    let goods = title::goods(view, 30)?;
    Some(match view.money("total") {
        Some(total) => goods_total(view.lang, goods, total),
        None => goods,
    })
}

/// Amazon's flag and our count, when they differ.
fn differ(view: &View<'_>) -> Option<String> {
    let pairs = [("amazon_verge", "our_verge"), ("amazon_late", "our_late")];
    let (amazon, ours) = pairs
        .into_iter()
        .find(|(a, b)| (view.is(a, "yes") && view.is(b, "no")) || (view.is(a, "no") && view.is(b, "yes")))?;
    let yes_no = |name| if view.is(name, "yes") { yes(view.lang) } else { no(view.lang) };
    Some(match amazon {
        "amazon_verge" => differ_verge(view.lang, yes_no(amazon), yes_no(ours)),
        _ => differ_late(view.lang, yes_no(amazon), yes_no(ours)),
    })
}

fn answer(view: &View<'_>) -> Vec<Option<String>> {
    let lang = view.lang;
    let line = |f: &dyn Fn() -> Option<String>| f();
    vec![
        line(&|| {
            let (since, span) = (view.clock("since")?, format::left(-view.left("since")?));
            Some(waits(lang, since, span, view.count("messages")?))
        }),
        line(&|| Some(answer_rule(lang, view.int("hours")?, view.clock("due")?, term(view, view.left("due")?)))),
        line(&|| Some(answer_goal(lang, view.int("goal_hours")?, view.clock("goal")?))),
        line(&|| Some(cost_answer(lang, view.clock("claim_at")?, view.clock("granted_at")?))),
        view.money("total").map(|total| order_total(lang, total)),
    ]
}

fn out_of_stock(view: &View<'_>) -> Vec<Option<String>> {
    let lang = view.lang;
    let empty = view.day("day").zip(view.day("since")).map(|(day, since)| empty_since(lang, day, since));
    let sold = view.count("units_90").map(|units| match view.tenths("speed") {
        Some(speed) => sold_at(lang, units, speed),
        None => sold_only(lang, units),
    });
    vec![empty, sold, correction(view), view.money("per_day").map(|money| cost_empty(lang, money))]
}

fn correction(view: &View<'_>) -> Option<String> {
    if view.is("corrected", "yes") {
        return Some(corrected(view.lang).to_owned());
    }
    Some(uncorrected(view.lang, view.count("snapshots")?, view.count("snapshots_wanted")?))
}

fn near(view: &View<'_>) -> Vec<Option<String>> {
    let lang = view.lang;
    let line = |f: &dyn Fn() -> Option<String>| f();
    let stock = || {
        let (available, speed, cover) = (view.count("available")?, view.tenths("speed")?, view.count("cover")?);
        Some(match view.count("inbound").zip(view.count("cover_inbound")) {
            Some((inbound, all)) => cover_both(lang, available, inbound, speed, cover, all),
            None => cover_only(lang, available, speed, cover),
        })
    };
    let limits = || {
        let limit = |name| view.count(name);
        Some(cover_rule(lang, limit("a_cover")?, limit("a_inbound")?, limit("b_cover")?, limit("b_inbound")?))
    };
    let ship = || {
        let (run_out, ship_by) = (view.day("run_out")?, view.day("ship_by")?);
        Some(run_out_line(lang, run_out, view.word("mode")?, ship_by, day_term(view, "ship_by", view.zone)?))
    };
    let modes = || {
        let [slow, fast, air, express] = ["slow-sea", "fast-sea", "air", "express"].map(|mode| view.days_to(mode));
        Some(mode_days(lang, slow?, fast?, air?, express?, view.count("receive")?))
    };
    let cost = view.money("per_day").map(|money| cost_near(lang, money));
    vec![line(&stock), line(&limits), line(&ship), line(&modes), cost.or_else(|| correction(view))]
}

fn negate(view: &View<'_>) -> Vec<Option<String>> {
    let lang = view.lang;
    let line = |f: &dyn Fn() -> Option<String>| f();
    let basis = if view.is("basis", "ad-group") {
        of_group(lang)
    } else if view.is("basis", "campaign") {
        of_campaign(lang)
    } else {
        of_account(lang)
    };
    let way = if view.is("as", "product-target") { as_target(lang) } else { as_keyword(lang) };
    vec![
        line(&|| {
            let (clicks, spend) = (view.count("clicks")?, view.money("spend")?);
            Some(clicks_spend(lang, clicks, spend, view.day("from")?, view.day("to")?, view.int("lag")?))
        }),
        line(&|| {
            let (expected, needed) = (view.percent("expected")?, view.count("needed")?);
            Some(luck(lang, expected, needed, view.percent("chance")?, view.percent("limit")?))
        }),
        line(&|| Some(spend_rule(lang, view.money("cpa")?, view.percent("target_acos")?, basis))),
        view.percent("at_most").map(|rate| at_most(lang, rate)),
        Some(exclude(lang, way)),
    ]
}

fn metric(view: &View<'_>) -> Vec<Option<String>> {
    let lang = view.lang;
    let target = view
        .percent("target")
        .map(|target| if view.is("wanted", "at-least") { at_least(lang, target) } else { below(lang, target) });
    let counts = view.count("defects").zip(view.count("orders"));
    let first = match (view.percent("rate"), target, counts) {
        (Some(rate), Some(target), Some((defects, orders))) => Some(rate_counts(lang, rate, target, defects, orders)),
        (Some(rate), Some(target), None) => Some(rate_only(lang, rate, target)),
        (None, Some(_), _) => view.count("defects").zip(view.percent("target")).map(|(n, t)| count_only(lang, n, t)),
        _ => view.text("status", 20).map(|status| status_only(lang, status)),
    };
    let budget = match (view.int("budget"), view.count("clean")) {
        (_, Some(clean)) => Some(clean_orders(lang, clean)),
        (Some(left), None) if left >= 0 => view.int("near_budget").map(|near| budget_left(lang, left, near)),
        _ => None,
    };
    let warn = view.percent("warn").map(|rate| warned_at(lang, rate));
    let missed = if view.is("missed", "yes") { yes(lang) } else { no(lang) };
    let status = view.text("status", 20).filter(|_| view.numbers.contains_key("missed"));
    let both = status.map(|status| both_say(lang, status, missed));
    let until = view.clock("reported_to").map(|at| reported(lang, at));
    vec![first, budget.or(warn), both, until, Some(cost_metric(lang).into())]
}

fn practice(view: &View<'_>) -> Vec<Option<String>> {
    let lang = view.lang;
    let line = |f: &dyn Fn() -> Option<String>| f();
    let last = match view.clock("last").zip(view.text("who", 20)) {
        Some((at, who)) => signed_last(lang, at, who),
        None => never_signed(lang).to_owned(),
    };
    vec![
        line(&|| {
            let (cadence, period) = (view.word("cadence")?, view.text("period", 10)?);
            // A practice belongs to no marketplace: its days are those of UTC.
            Some(practice_rule(lang, cadence, period, view.day("due")?, day_term(view, "due", Tz::UTC)?))
        }),
        Some(last),
        view.count("big_from").filter(|_| view.is("size_known", "no")).map(|from| size_unknown(lang, from)),
        Some(cost_practice(lang).into()),
    ]
}

fn report(view: &View<'_>) -> Option<String> {
    let hours = view.count("hours")?;
    Some(match view.clock("as_of").zip(view.left("as_of")) {
        Some((at, left)) => report_old(view.lang, at, format::left(-left), hours),
        None => report_never(view.lang, hours),
    })
}

fn file(view: &View<'_>) -> Option<String> {
    let (received, number) = (view.clock("received")?, view.int("import")?);
    let report = view.word("report").unwrap_or_else(|| unknown_format(view.lang).to_owned());
    let line = if view.is("state", "waiting") { file_waits } else { file_refused };
    Some(line(view.lang, number, report, received))
}

crate::messages! {
    late(span) { "{span} late", "已超 {span}" }
    to_go(span) { "in {span}", "还剩 {span}" }
    days_to_go(n) { "in {n} d", "还有 {n} 天" }
    yes { "yes", "是" }
    no { "no", "否" }
    verge_rule(days, at) {
        "Amazon's flag, or {days} business days after ship-by: {at}",
        "亚马逊标记，或发货期限后 {days} 个工作日：{at}"
    }
    verge_flag { "Amazon's report flags the order; its ship-by is not known", "亚马逊报表标记了该订单；发货期限未知" }
    ship_rule(at, term) { "Ship by {at}, {term}", "最迟发货 {at}，{term}" }
    ship_flag { "Amazon's report flags the order as nearly late; its ship-by is not known", "亚马逊报表标记即将迟发；发货期限未知" }
    goods_total(goods, total) { "{goods}, order total {total}", "{goods}，订单金额 {total}" }
    differ_verge(amazon, ours) {
        "On the verge: Amazon says {amazon}, by our count {ours}",
        "即将被取消：亚马逊说{amazon}，我们计算为{ours}"
    }
    differ_late(amazon, ours) { "Nearly late: Amazon says {amazon}, by our count {ours}", "即将迟发：亚马逊说{amazon}，我们计算为{ours}" }
    cost_verge {
        "Waiting: Amazon cancels it, and it counts in the cancellation rate",
        "若等待：亚马逊会取消，并计入取消率"
    }
    cost_ship { "Waiting: confirmed after ship-by it counts in the late shipment rate", "若等待：过期才确认发货会计入迟发率" }
    cancel_rule { "The buyer asked to cancel in the order itself; nothing has shipped", "买家已在订单中要求取消；尚未发货" }
    cancel_reason(reason) { "Reason given: {reason}", "买家给出的原因：{reason}" }
    cancel_until(at) { "Before dispatch; ship-by is {at}", "须在发货之前；发货期限 {at}" }
    cost_cancel {
        "Waiting: once shipped it can only become a return",
        "若等待：一旦发货就只能走退货"
    }
    waits(at, span, mails) { "First unanswered mail {at}: {span} ago, {mails} in all", "首封未回复邮件 {at}：已过 {span}，共 {mails} 封" }
    answer_rule(hours, at, term) {
        "Within {hours} h, weekends too: until {at}, {term}",
        "{hours} 小时内（含周末）：至 {at}，{term}"
    }
    answer_goal(hours, at) { "Own goal {hours} h: {at}", "自定目标 {hours} 小时：{at}" }
    cost_answer(claim, granted) {
        "Waiting: claim possible {claim}, granted {granted}",
        "若等待：{claim} 起可索赔，{granted} 起判赔"
    }
    order_total(total) { "Order total {total}", "订单金额 {total}" }
    empty_since(day, since) {
        "Nothing to sell, nothing on the way on {day}; empty since {since}",
        "{day} 的文件：可售 0，在途 0；自 {since} 起断货"
    }
    sold_at(units, speed) { "{units} sold in 90 days; {speed} a day while it sells", "90 天售出 {units}；销售时日均 {speed}" }
    sold_only(units) { "{units} sold in 90 days", "90 天售出 {units}" }
    corrected { "Days without stock are left out of the speed", "日均销量已剔除断货日" }
    uncorrected(have, wanted) {
        "Days without stock are not left out yet: {have} of {wanted} daily files",
        "尚未剔除断货日：每日文件 {have} / {wanted} 份"
    }
    cost_empty(money) { "Waiting: about {money} of sales a day, and the listing falls", "若等待：每天损失约 {money} 销售额，排名下滑" }
    cost_near(money) { "Waiting: an empty day costs about {money} of sales", "若等待：断货一天约损失 {money} 销售额" }
    cover_both(available, inbound, speed, cover, all) {
        "{available} + {inbound} on the way at {speed} a day: {cover} d, {all} d with it",
        "可售 {available} + 在途 {inbound}，日均 {speed}：{cover} 天，含在途 {all} 天"
    }
    cover_only(available, speed, cover) {
        "{available} at {speed} a day: {cover} d; what is on the way is not known",
        "可售 {available}，日均 {speed}：{cover} 天；在途数量未知"
    }
    cover_rule(a, b, c, d) {
        "Alarm at {a} d, or {b} d with inbound; over above {c} and {d} d",
        "预警：可售 {a} 天或含在途 {b} 天；高于 {c} 和 {d} 天解除"
    }
    run_out_line(end, mode, day, term) {
        "Runs out {end}; last day to ship by {mode}: {day}, {term}",
        "{end} 售罄；{mode}最迟发出：{day}，{term}"
    }
    mode_days(slow, fast, air, express, receive) {
        "Days left: slow sea {slow}, fast sea {fast}, air {air}, express {express} (receiving {receive})",
        "剩余天数：慢船 {slow}，快船 {fast}，空运 {air}，快递 {express}（入仓 {receive} 天）"
    }
    clicks_spend(clicks, spend, from, to, lag) {
        "{clicks} clicks, 0 orders, {spend} from {from} to {to} (lag {lag} d)",
        "{from} 至 {to}：{clicks} 次点击，0 单，{spend}（归因 {lag} 天）"
    }
    luck(expected, needed, chance, limit) {
        "At {expected} conversion {needed} clicks decide; bad luck {chance}, limit {limit}",
        "预期转化 {expected}，需 {needed} 次点击；偶然概率 {chance}，上限 {limit}"
    }
    spend_rule(cpa, acos, basis) {
        "Spend reaches one order's target cost {cpa} (ACOS {acos}, {basis})",
        "花费已达一单目标成本 {cpa}（ACOS {acos}，{basis}）"
    }
    of_group { "ad group", "广告组" }
    of_campaign { "campaign", "广告活动" }
    of_account { "account", "账户" }
    at_most(rate) { "With 95% certainty the term converts {rate} at most", "95% 把握：该词转化率不高于 {rate}" }
    as_keyword { "negative exact", "否定精准关键词" }
    as_target { "product target (an ASIN)", "否定商品定向（这是 ASIN）" }
    exclude(way) {
        "Exclude as {way}; stock and Featured Offer: not checked",
        "以{way}排除；库存与推荐报价：未检查"
    }
    at_least(target) { "at least {target}", "不低于 {target}" }
    below(target) { "below {target}", "低于 {target}" }
    rate_counts(rate, target, defects, orders) {
        "{rate}, wanted {target}: {defects} defects in {orders} orders",
        "{rate}，要求{target}：{orders} 单中 {defects} 个缺陷"
    }
    rate_only(rate, target) { "{rate}, wanted {target}; the report gives no counts", "{rate}，要求{target}；报表未给出数量" }
    count_only(count, target) { "{count} in the report, wanted {target}", "报表中 {count} 个，要求 {target}" }
    status_only(status) { "Amazon's status: {status}", "亚马逊状态：{status}" }
    clean_orders(n) { "{n} clean orders bring it back to the target", "再有 {n} 个无缺陷订单即可恢复达标" }
    budget_left(left, near) { "{left} more defects are allowed; the warning starts at {near}", "还允许 {left} 个缺陷；剩 {near} 个时预警" }
    warned_at(rate) { "The warning starts at {rate}", "预警线 {rate}" }
    both_say(status, missed) { "Amazon says {status}; target missed by our comparison: {missed}", "亚马逊判定 {status}；按我们比较是否超标：{missed}" }
    reported(at) { "The report covers until {at}", "报表截至 {at}" }
    cost_metric { "Waiting: a missed target can stop offers or the account", "若等待：超标可能导致停售或停用账户" }
    practice_rule(cadence, period, day, term) { "{cadence}, period {period}: due {day}, {term}", "{cadence}，周期 {period}：{day} 到期，{term}" }
    signed_last(at, who) { "Last signed off {at} by {who}", "上次签核 {at}，{who}" }
    never_signed { "Never signed off so far", "至今未签核" }
    size_unknown(from) {
        "Size unknown (no order file): counted as small, below {from} orders a week",
        "规模未知（无订单文件）：按小规模计，每周低于 {from} 单"
    }
    cost_practice { "Waiting: a missed period stays visible until it is signed off", "若等待：漏掉的周期会一直显示，直到签核" }
    report_old(at, age, hours) {
        "The newest file speaks of {at}, {age} ago; wanted every {hours} h",
        "最新文件截至 {at}，已过 {age}；应每 {hours} 小时一份"
    }
    report_never(hours) { "Expected by setting, wanted every {hours} h, never came", "按设置应有，每 {hours} 小时一份，从未导入" }
    cost_report { "Waiting: nothing that it feeds can open or clear", "若等待：依赖它的事项既不会出现也不会消除" }
    unknown_format { "unknown report", "未知报表" }
    file_waits(number, report, at) {
        "Import {number}, {report}, {at}: one question",
        "{at} 的导入 {number}（{report}）有一个问题待答"
    }
    file_refused(number, report, at) {
        "Import {number} ({report}) of {at} cannot be read",
        "{at} 的导入 {number}（{report}）无法读取"
    }
    cost_file { "Waiting: none of its rows is in the lists", "若等待：该文件的数据不在任何列表中" }
}
