//! Texts of the kinds about what stock costs while it lies there: fees, excess, transfer, season, best-before date.

use super::table::{Texts, line};
use crate::domain::work::Kind;

pub(super) static TEXTS: &[Texts] = &[
    Texts {
        kind: Kind::LowStockFee,
        name: line!("Low-inventory fee", "低库存费"),
        short: line!("Low fee", "低库存"),
        title: &[
            line!("applied" is "yes": "{entity} low-inventory fee, week of {day}", "{entity} {day} 当周收取低库存费"),
            line!(
                "{entity} low-inventory fee near: {short} and {long} d of supply",
                "{entity} 低库存费临近：可售 {short} 与 {long} 天"
            ),
        ],
        why: &[
            line!("applied" is "yes": "Amazon's report of {day}: the fee is applied in its week", "亚马逊 {day} 报表：当周收取低库存费"),
            line!("applied" is "no": "Amazon's report of {day}: the fee is not applied in its week", "亚马逊 {day} 报表：当周未收取低库存费"),
            line!(
                "Supply {short} d (30 d), {long} d (90 d); fee below {line} d, near {warn} d",
                "历史可售 30 天 {short}、90 天 {long} 天；低于 {line} 收费，低于 {warn} 预警"
            ),
            line!(
                "The longer supply puts it on the step of {band_from} to {band_to} days",
                "按较长的一项，费率档为 {band_from} 至 {band_to} 天"
            ),
            line!("differ" is "yes": "Amazon's word and the supplies of the same row do not agree", "亚马逊的标记与同一行的天数不一致"),
            line!(
                "{available} sellable, {inbound} on the way, {units_30} shipped in 30 d",
                "可售 {available}，在途 {inbound}，30 天售出 {units_30}"
            ),
            line!("Waiting: every unit that ships carries the fee", "若等待：每件发出的商品都加收该费"),
        ],
        next: line!("Send stock in, or raise the price until it arrives", "补货入仓，或在到货前提价"),
        act: line!("sent", "已发货"),
        clears: line!(
            "Clears when Amazon takes no fee and the supply is above the line, or exempt",
            "消除：亚马逊不再收费且天数高于线，或已豁免"
        ),
        how: line!(
            "1  Both supplies, of 30 and of 90 days, below the line cost a fee per unit.\n\
         2  Goods on the way help once they are received: hurry them.\n\
         3  A small lot by a fast way can be cheaper than weeks of the fee.\n\
         4  A higher price slows the sales until the stock is there.\n\
         5  New, or exempt for another reason? The report says so, and it ends.",
            "1  30 天与 90 天两项都低于线，则每件收费。\n\
         2  在途货物接收后才算：尽快催促。\n\
         3  小批快发可能比几周的费用便宜。\n\
         4  提价可以减慢销售，直到货到。\n\
         5  新品或其他豁免？报表会注明，事项随之结束。"
        ),
    },
    Texts {
        kind: Kind::AgedStockFee,
        name: line!("Aged-inventory surcharge near", "超龄库存附加费临近"),
        short: line!("Aged", "超龄"),
        title: &[
            line!(
                "{entity} {units} units to be charged as aged, about {fee}",
                "{entity} {units} 件将计超龄附加费，约 {fee}"
            ),
            line!("{entity} {units} units to be charged as aged", "{entity} {units} 件将计超龄附加费"),
        ],
        why: &[
            line!("told_by" is "amazon": "Amazon's report of {day}: {units} units will be charged", "亚马逊 {day} 报表：{units} 件将收附加费"),
            line!("told_by" is "ages": "By the ages in the report of {day}: {units} units of {from_age} days or more", "按 {day} 报表库龄：{units} 件已满 {from_age} 天"),
            line!("Amazon's estimate for them: {fee}", "亚马逊估计：{fee}"),
            line!("By their ages it would be {by_age} units", "按库龄则为 {by_age} 件"),
            line!("{younger} more units are 91 to 180 days old", "另有 {younger} 件库龄 91 至 180 天"),
            line!(
                "Ages are taken next on {assessment}, {assessment:term}",
                "下次库龄快照 {assessment}，{assessment:term}"
            ),
            line!(
                "Waiting: the surcharge is taken days later, and rises with age",
                "若等待：快照后数日收取，且随库龄上升"
            ),
        ],
        next: line!("Sell them off, remove them, or accept the surcharge", "清仓、移除，或接受附加费"),
        act: line!("dealt with", "已处理"),
        clears: line!(
            "Clears when a newer report has nothing to charge, or no longer lists it",
            "消除：更新的报表无可收费件数，或不再列出"
        ),
        how: line!(
            "1  Compare: surcharge a month, removal fee a unit, what a price cut costs.\n\
         2  A deal, a coupon or more ads sell the oldest units first.\n\
         3  Order a removal early: it takes weeks, the ages count until it is done.\n\
         4  Apparel, shoes, bags, jewelry and watches are not charged below 271 days;\n\
         \u{20}  where the report has no estimate, the ages alone do not know that.\n\
         5  Order less of it next time.",
            "1  比较：每月附加费、每件移除费、降价的成本。\n\
         2  促销、优惠券或加大广告，先卖最旧的。\n\
         3  移除要早下单：需数周，期间库龄照算。\n\
         4  服装、鞋、包、珠宝、手表 271 天以下不收；\n\
         \u{20}  报表没有估计时，仅凭库龄无法得知。\n\
         5  下次少订。"
        ),
    },
    Texts {
        kind: Kind::ExcessStock,
        name: line!("Too much stock", "冗余库存"),
        short: line!("Excess", "冗余"),
        title: &[line!("{entity} {units} units too many", "{entity} 多出 {units} 件")],
        why: &[
            line!("told_by" is "amazon": "Amazon's report of {day}: {units} units in excess", "亚马逊 {day} 报表：冗余 {units} 件"),
            line!("told_by" is "ours": "The report of {day} leaves the excess blank; by our count {units} units", "{day} 报表冗余为空；按我们计算 {units} 件"),
            line!("Amazon's advice: {advice:50}", "亚马逊建议：{advice:50}"),
            line!(
                "By our count {ours} units beyond {limit} days at {speed} a day",
                "按我们计算：超出 {limit} 天的有 {ours} 件（日均 {speed}）"
            ),
            line!("Storage of the next month: about {storage}", "下月仓储费约 {storage}"),
            line!(
                "Waiting: storage is paid, money is bound, and the stock ages",
                "若等待：付仓储费、占用资金、库龄增长"
            ),
        ],
        next: line!("Lower the price, make an outlet deal, or remove a part", "降价、做 Outlet，或移除一部分"),
        act: line!("dealt with", "已处理"),
        clears: line!(
            "Clears when a newer report has no excess, or no longer lists it",
            "消除：更新的报表没有冗余，或不再列出"
        ),
        how: line!(
            "1  Why too much: a slow month, a season that ended, an order too large?\n\
         2  Follow the advice, if the price still covers its costs.\n\
         3  Outlet, coupon or ads: sell what is left before it is charged as aged.\n\
         4  Stop what is ordered and on the way.\n\
         5  A season is coming? Set the item aside as known until then.",
            "1  为什么多：淡月、季节结束、订多了？\n\
         2  若价格仍覆盖成本，按建议处理。\n\
         3  Outlet、优惠券或广告：在收超龄费前卖掉。\n\
         4  停掉已订和在途的。\n\
         5  旺季将到？以「已知」搁置到那时。"
        ),
    },
    Texts {
        kind: Kind::UnsellableStock,
        name: line!("Units that cannot be sold", "不可售库存"),
        short: line!("Unsell.", "不可售"),
        title: &[line!("{entity} {units} units cannot be sold", "{entity} {units} 件不可售")],
        why: &[
            line!(
                "Amazon's report of {day}: {units} units cannot be sold; limit {limit}",
                "亚马逊 {day} 报表：不可售 {units} 件；上限 {limit}"
            ),
            line!(
                "Above the limit since {since}; to be removed by {by}, {by:term}",
                "自 {since} 起超过上限；应在 {by} 前移除，{by:term}"
            ),
            line!("{available} units can be sold", "可售 {available} 件"),
            line!("Waiting: storage is paid for goods that earn nothing", "若等待：为无收入的货付仓储费"),
        ],
        next: line!("Order a removal, or let Amazon grade and resell them", "创建移除订单，或让亚马逊评级转售"),
        act: line!("removal ordered", "已下移除单"),
        clears: line!(
            "Clears when a newer report is at the limit or below, or no longer lists it",
            "消除：更新的报表不超过上限，或不再列出"
        ),
        how: line!(
            "1  Look at the reasons: damaged by Amazon, by the carrier, by the buyer.\n\
         2  Damaged by Amazon and not paid? Claim it first.\n\
         3  Grade and resell, liquidation, return to you, or disposal: compare.\n\
         4  Order the removal; set it to happen by itself if it comes again.",
            "1  看原因：亚马逊损坏、承运人损坏、买家损坏。\n\
         2  亚马逊损坏而未赔？先索赔。\n\
         3  评级转售、清算、退回、弃置：比较后选择。\n\
         4  创建移除订单；常发生就设自动移除。"
        ),
    },
    Texts {
        kind: Kind::StuckTransfer,
        name: line!("Stuck between warehouses", "转运滞留"),
        short: line!("Transfer", "转运"),
        title: &[line!(
            "{entity} {transfer} of {stock} units between warehouses since {since}",
            "{entity} {stock} 件中 {transfer} 件自 {since} 起转运中"
        )],
        why: &[
            line!(
                "Amazon's report of {day}: {transfer} of {stock} units in transfer, {share}",
                "亚马逊 {day} 报表：{stock} 件中 {transfer} 件转运中，{share}"
            ),
            line!(
                "Above {limit} since {since}, in {reports} reports; told after {lasting} d",
                "自 {since} 起高于 {limit}，共 {reports} 份报表；满 {lasting} 天提醒"
            ),
            line!("To be dealt with by {by}, {by:term}", "应在 {by} 前处理，{by:term}"),
            line!("Waiting: units in transfer sell late or not at all", "若等待：转运中的库存晚售或不售"),
        ],
        next: line!("Plan without these units, and open a case", "补货时不计这些件数，并开 case"),
        act: line!("case opened", "已开 case"),
        clears: line!(
            "Clears when a newer report has a usual share, or no longer lists it",
            "消除：更新的报表比例正常，或不再列出"
        ),
        how: line!(
            "1  Some transfer is usual after a delivery; two weeks are not.\n\
         2  Plan the next shipment as if these units were not there.\n\
         3  Open a case with SKU, units and the day since which they stand.\n\
         4  Lost ones show in the ledger: claim them within their days.",
            "1  到货后有转运是正常的；两周就不正常。\n\
         2  计划下次货件时当作没有这些件数。\n\
         3  开 case：写明 SKU、件数、自何日起。\n\
         4  丢失会出现在库存分类账：在期限内索赔。"
        ),
    },
    Texts {
        kind: Kind::SeasonNear,
        name: line!("Season begins", "季节临近"),
        short: line!("Season", "季节"),
        title: &[
            line!(
                "{entity} season from {start}, ship until {ship_by}",
                "{entity} 季节 {start} 开始，最迟 {ship_by} 发出"
            ),
            line!("{entity} has a season within three months", "{entity} 三个月内有季节"),
        ],
        why: &[
            line!("Amazon's report of {day}: a season within three months", "亚马逊 {day} 报表：三个月内有季节"),
            line!("{season:40}: from {start}", "{season:40}：{start} 开始"),
            line!("start_known" is "no": "Amazon names no day on which it starts", "亚马逊未给出开始日期"),
            line!(
                "To be there before: {mode:word} until {ship_by}, {ship_by:term}",
                "赶在之前到仓：{mode:word}最迟 {ship_by}，{ship_by:term}"
            ),
            line!(
                "Now {available} + {inbound} on the way at {speed} a day: {cover} d",
                "现有 {available} + 在途 {inbound}，日均 {speed}：{cover} 天"
            ),
            line!("Waiting: dearer ways of shipping, or an empty season", "若等待：运费更贵，或旺季断货"),
        ],
        next: line!("Plan stock, price and ads for the season", "为季节计划库存、价格和广告"),
        act: line!("planned", "已计划"),
        clears: line!(
            "Clears when a newer report has the season begun, or none",
            "消除：更新的报表显示季节已开始，或没有季节"
        ),
        how: line!(
            "1  Look at last year's sales of these weeks; without them, at the category.\n\
         2  Order what the season needs beyond the usual speed.\n\
         3  Ship before the last day of the cheapest way.\n\
         4  Plan price, coupons and ads; leave nothing over for the weeks after.\n\
         5  Mark it as planned.",
            "1  看去年这几周的销量；没有就看类目。\n\
         2  订季节超出平时的部分。\n\
         3  在最便宜方式的最迟日期前发货。\n\
         4  计划价格、优惠券和广告；季后不要剩货。\n\
         5  标记为已计划。"
        ),
    },
    Texts {
        kind: Kind::ExpiryNear,
        name: line!("Best-before date near", "临近保质期"),
        short: line!("Expiry", "保质期"),
        title: &[line!("{entity} {units} units best before {expires}", "{entity} {units} 件保质期至 {expires}")],
        why: &[
            line!(
                "Own sheet: {units} units in {place:20}, best before {expires}",
                "自有库存表：{place:20} {units} 件，保质期至 {expires}"
            ),
            line!("Lot {lot:40}", "批次 {lot:40}"),
            line!(
                "Send or sell by {by}, {by:term}: {ahead} d before that date",
                "发出或卖完：{by}，{by:term}；即保质期前 {ahead} 天"
            ),
            line!("Waiting: Amazon refuses or destroys what is too old", "若等待：临近过期的货会被拒收或销毁"),
        ],
        next: line!("Send it in now, sell it off, or take it out of the stock", "现在入仓、清仓，或移出库存"),
        act: line!("dealt with", "已处理"),
        clears: line!(
            "Clears when a newer sheet of its place no longer has the lot",
            "消除：同一地点的新库存表不再有该批次"
        ),
        how: line!(
            "1  Count the lot: is the sheet still right?\n\
         2  Send it in only if enough life is left on the day it arrives.\n\
         3  Else sell it off elsewhere, as a bundle or at a lower price.\n\
         4  What is too old leaves the stock; note why it stayed.\n\
         5  A newer sheet without the lot ends the item.",
            "1  清点批次：库存表还对吗？\n\
         2  到仓时剩余保质期足够才入仓。\n\
         3  否则在别处清仓、组合或降价。\n\
         4  过期的移出库存；记下为何剩下。\n\
         5  新表没有该批次后自动结束。"
        ),
    },
];
