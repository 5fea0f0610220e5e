//! Texts of the kinds about stock at Amazon and in the house.

use super::table::{Texts, line};
use crate::domain::work::Kind;

pub(super) static TEXTS: &[Texts] = &[
    Texts {
        kind: Kind::OutOfStock,
        name: line!("Out of stock", "断货"),
        short: line!("No stock", "断货"),
        title: &[],
        why: &[],
        next: line!("Send stock by the fastest way that pays, and pause its ads", "用划算的最快方式补货，并暂停广告"),
        act: line!("ordered", "已下单"),
        clears: line!(
            "Clears when a report shows sellable stock, or no sales in 90 days",
            "消除：报表显示有可售库存，或 90 天无销量",
        ),
        how: line!(
            "1  Is the product to stay? If not, set the item aside as known.\n\
         2  Ask the supplier what is ready today, and what air or express costs.\n\
         3  Pause the ads of the product: a click without stock is lost.\n\
         4  Send a small lot fast and the rest by sea.\n\
         5  Mark it as ordered; a report with stock clears it.",
            "1  该产品还要继续卖吗？不卖就以「已知」搁置。\n\
         2  问供应商今天有多少现货，空运或快递要多少钱。\n\
         3  暂停该产品的广告：没有库存的点击是浪费。\n\
         4  少量快发，其余走海运。\n\
         5  标记为已下单；报表显示有货后自动消除。",
        ),
    },
    Texts {
        kind: Kind::OutGoodsComing,
        name: line!("Out of stock, goods coming", "断货，货在途"),
        short: line!("Coming", "在途"),
        title: &[line!(
            "{entity} out of stock since {since}, {inbound} on the way",
            "{entity} 自 {since} 断货，在途 {inbound}"
        )],
        why: &[
            line!(
                "Nothing to sell on {day}, {inbound} units on the way; empty since {since}",
                "{day} 的文件：可售 0，在途 {inbound} 件；自 {since} 起断货"
            ),
            line!(
                "{units_90} sold in 90 days; {speed} a day while it sells",
                "90 天售出 {units_90}；销售时日均 {speed}"
            ),
            line!("What is on the way lasts {cover_inbound} d once it is there", "在途到仓后可售 {cover_inbound} 天"),
            line!("No report says when it arrives: look at the shipment", "报表没有到货日期：请查看货件"),
            line!(
                "Waiting: about {per_day} of sales a day, and the listing falls",
                "若等待：每天损失约 {per_day} 销售额，排名下滑"
            ),
        ],
        next: line!(
            "Hurry the shipment, pause its ads, send a part by air if it pays",
            "催促货件，暂停广告，划算则空运一部分"
        ),
        act: line!("hurried", "已催促"),
        clears: line!(
            "Clears when a report shows stock above the limits, or no sales in 90 days",
            "消除：报表显示库存高于上限，或 90 天无销量"
        ),
        how: line!(
            "1  Open the shipment: where is it, and is it being received?\n\
         2  At the warehouse for days? Open a case with the delivery proof.\n\
         3  Still at sea? Ask what a part by air or express costs and saves.\n\
         4  Pause the ads of the product: a click without stock is lost.\n\
         5  Stock in a report ends it, or makes it a stock-out near.",
            "1  打开货件：在哪里，是否正在接收？\n\
         2  到仓多日未接收？带签收证明开 case。\n\
         3  还在海上？问空运或快递一部分的费用与收益。\n\
         4  暂停该产品的广告：没有库存的点击是浪费。\n\
         5  报表显示有货后结束，或转为「即将断货」。"
        ),
    },
    Texts {
        kind: Kind::StockOutNear,
        name: line!("Stock-out near", "即将断货"),
        short: line!("Stock", "补货"),
        title: &[],
        why: &[],
        next: line!("Order and ship by the named way before its last day", "在最迟日期前按所示方式下单发货"),
        act: line!("ordered", "已下单"),
        clears: line!("Clears when both covers are above their upper limits", "消除：两项可售天数都高于上限"),
        how: line!(
            "1  The line with the last days shows which ways still arrive in time.\n\
         2  Take the cheapest of them; air costs about ten times slow sea.\n\
         3  Order speed x (days of the way + days you want to cover), less what you\n\
         \u{20}  have and what is on the way.\n\
         4  Only a part is late? Send that part fast and the rest by sea.\n\
         5  Set your own shipping days in the settings: they decide the date.",
            "1  剩余天数一行显示哪些方式还来得及。\n\
         2  选其中最便宜的；空运约为慢船的十倍。\n\
         3  数量 = 日均 x（运输天数 + 想覆盖的天数）- 现有 - 在途。\n\
         4  只有一部分来不及？那部分快发，其余走海运。\n\
         5  在设置里填写自己的运输天数：日期由它决定。",
        ),
    },
    Texts {
        kind: Kind::StockToWatch,
        name: line!("Stock to watch", "关注库存"),
        short: line!("Watch", "关注"),
        title: &[],
        why: &[],
        next: line!("Plan the order: how much, by which way, until which day", "计划订货：数量、方式、最迟日期"),
        act: line!("planned", "已计划"),
        clears: line!("Clears when both covers are above their upper limits", "消除：两项可售天数都高于上限"),
        how: line!(
            "1  The line with the last days shows which ways still arrive in time.\n\
         2  Ask the supplier for the days that making takes: they come on top.\n\
         3  Order speed x (days of the way + days you want to cover), less what you\n\
         \u{20}  have and what is on the way.\n\
         4  Slow sea costs about a tenth of air: order before its last day.",
            "1  剩余天数一行显示哪些方式还来得及。\n\
         2  向供应商确认生产天数：要另外加上。\n\
         3  数量 = 日均 x（运输天数 + 想覆盖的天数）- 现有 - 在途。\n\
         4  慢船约为空运价格的十分之一：在其最迟日期前订货。"
        ),
    },
    Texts {
        kind: Kind::WayClosed,
        name: line!("Way of shipping closed", "运输方式已来不及"),
        short: line!("Way", "方式"),
        title: &[line!(
            "{entity} too late for {way:word} since {last}",
            "{entity} {way:word} {last} 已截止"
        )],
        why: &[
            line!(
                "Runs out {run_out}: {available} + {inbound} on the way at {speed} a day",
                "{run_out} 售罄：可售 {available} + 在途 {inbound}，日均 {speed}"
            ),
            line!(
                "{way:word}: last day {last}; {lead} d and receiving {receive} d",
                "{way:word}最迟 {last}：运输 {lead} 天，入仓 {receive} 天"
            ),
            line!(
                "Next way: {mode:word} until {ship_by}, {ship_by:term}",
                "下一方式：{mode:word}，最迟 {ship_by}，{ship_by:term}"
            ),
            line!(
                "Waiting: the next way costs more; an empty day about {per_day} of sales",
                "若等待：下一方式更贵；断货一天约损失 {per_day} 销售额"
            ),
        ],
        next: line!("Take the next way, or accept the gap and say so", "选择下一方式，或接受断货并说明"),
        act: line!("decided", "已决定"),
        clears: line!(
            "Clears when a report shows that the way is open again, or no sales",
            "消除：报表显示该方式又来得及，或无销量"
        ),
        how: line!(
            "1  Air costs about ten times slow sea, fast sea about two and a half times.\n\
         2  Bridge the gap by the fast way, send the rest by the slow one.\n\
         3  A shipment that no report knows yet? Mark it as decided.\n\
         4  Accept the gap? Set the item aside with the reason.\n\
         5  Set your own shipping days in the settings: they decide the date.",
            "1  空运约为慢船的十倍，快船约为两倍半。\n\
         2  用快的方式补缺口，其余走慢的。\n\
         3  已有货件但报表还没有？标记为已决定。\n\
         4  接受断货？写明原因后搁置。\n\
         5  在设置里填写自己的运输天数：日期由它决定。"
        ),
    },
    Texts {
        kind: Kind::SendIn,
        name: line!("Send-in recommended", "建议发货入仓"),
        short: line!("Send in", "入仓"),
        title: &[
            line!("{entity} Amazon asks for {units} units by {by}", "{entity} 亚马逊建议 {by} 前发 {units} 件"),
            line!("{entity} Amazon asks for {units} units", "{entity} 亚马逊建议发 {units} 件"),
        ],
        why: &[
            line!("Amazon's report of {day}: send {units} units in", "亚马逊 {day} 报表：建议发货 {units} 件"),
            line!("Recommended day {by}, {by:term}", "建议日期 {by}，{by:term}"),
            line!(
                "By our count {ours} units bring the cover to {limit} d at {speed} a day",
                "按我们计算：发 {ours} 件可达 {limit} 天（日均 {speed}）"
            ),
            line!("{available} sellable, {inbound} on the way", "可售 {available}，在途 {inbound}"),
            line!("Waiting: Amazon counts the missing units as lost sales", "若等待：缺货数量会被亚马逊计为销售损失"),
        ],
        next: line!("Compare both numbers, then plan the shipment", "比较两个数字，再计划货件"),
        act: line!("planned", "已计划"),
        clears: line!(
            "Clears when a newer report asks for nothing, or no longer lists it",
            "消除：更新的报表不再建议，或不再列出"
        ),
        how: line!(
            "1  Amazon's number looks at its forecast, ours at the sales of 90 days.\n\
         2  They differ much? Look for a deal, a season or an empty month.\n\
         3  Take what is in the house first, then order.\n\
         4  Create the shipment; its units are on the way in the next report.",
            "1  亚马逊的数字看预测，我们的看 90 天销量。\n\
         2  差异大？看是否有促销、季节或断货月份。\n\
         3  先用家里的库存，再订货。\n\
         4  创建货件；下一份报表会显示在途。"
        ),
    },
    Texts {
        kind: Kind::StrandedStock,
        name: line!("Stranded stock", "无在售商品信息的库存"),
        short: line!("Strand", "滞留"),
        title: &[
            line!("{entity} {units} units stranded: {reason:30}", "{entity} {units} 件无在售商品信息：{reason:30}"),
            line!("{entity} {units} units stranded", "{entity} {units} 件无在售商品信息"),
        ],
        why: &[
            line!("Amazon's report of {day}: {reason:50}", "亚马逊 {day} 报表：{reason:50}"),
            line!(
                "{units} sellable units without an offer, worth {worth}",
                "可售 {units} 件没有商品信息，价值 {worth}"
            ),
            line!("{unsellable} units that cannot be sold", "另有 {unsellable} 件不可售"),
            line!("dated" is "no": "Amazon names no date on which it removes them", "亚马逊未给出移除日期"),
            line!(
                "Amazon removes them on {removal}, {removal:term}; urgent from {soon} d",
                "亚马逊将于 {removal} 自动移除，{removal:term}；提前 {soon} 天列入今日",
            ),
            line!("Waiting: storage is paid and nothing can be sold", "若等待：付仓储费却无法销售"),
        ],
        next: line!("Mend the listing; if it is not worth it, remove the units", "修复商品信息；不值得则移除库存"),
        act: line!("mended", "已修复"),
        clears: line!("Clears when a newer stranded report no longer lists it", "消除：更新的无在售信息报表不再列出"),
        how: line!(
            "1  In Seller Central open Inventory, Fix stranded inventory.\n\
         2  Read the reason: a closed offer, a missing condition, a blocked page.\n\
         3  Relist it or mend the page; blocked pages need what Amazon asks for.\n\
         4  Not worth it? Order a removal, or send it to liquidation.\n\
         5  Need more time? Put the automatic removal off.",
            "1  在卖家平台打开「库存」，「修复无在售信息的亚马逊库存」。\n\
         2  看原因：商品信息已关闭、缺少状况、页面被禁。\n\
         3  重新上架或修复页面；被禁的页面须按亚马逊要求处理。\n\
         4  不值得？创建移除订单，或清仓处理。\n\
         5  需要时间？推迟自动移除日期。",
        ),
    },
    Texts {
        kind: Kind::LowStockFee,
        name: line!("Low-inventory fee", "低库存费"),
        short: line!("Low fee", "低库存"),
        title: &[
            line!("applied" is "yes": "{entity} low-inventory fee is charged this week", "{entity} 本周收取低库存费"),
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
            line!("basis" is "amazon": "Amazon's report of {day}: {units} units will be charged", "亚马逊 {day} 报表：{units} 件将收附加费"),
            line!("basis" is "ages": "By the ages in the report of {day}: {units} units of {from_age} days or more", "按 {day} 报表库龄：{units} 件已满 {from_age} 天"),
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
            line!("basis" is "amazon": "Amazon's report of {day}: {units} units in excess", "亚马逊 {day} 报表：冗余 {units} 件"),
            line!("basis" is "ours": "The report of {day} has no excess; by our count {units} units", "{day} 报表无冗余列；按我们计算 {units} 件"),
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
                "Above {limit} since {since}, in {reports} reports; told after {days} d",
                "自 {since} 起高于 {limit}，共 {reports} 份报表；满 {days} 天提醒"
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
            line!("dated" is "no": "Amazon names no day on which it starts", "亚马逊未给出开始日期"),
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
];
