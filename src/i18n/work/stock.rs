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
            "Clears when a report shows stock above the limits, or no sales in 90 days",
            "消除：报表显示库存高于上限，或 90 天无销量",
        ),
        how: line!(
            "1  Is the product to stay? If not, set the item aside as known.\n\
         2  Ask the supplier what is ready today, and what air or express costs.\n\
         3  Pause the ads of the product: a click without stock is lost.\n\
         4  Send a small lot fast and the rest by sea.\n\
         5  Mark it as ordered; a report with enough stock clears it.",
            "1  该产品还要继续卖吗？不卖就以「已知」搁置。\n\
         2  问供应商今天有多少现货，空运或快递要多少钱。\n\
         3  暂停该产品的广告：没有库存的点击是浪费。\n\
         4  少量快发，其余走海运。\n\
         5  标记为已下单；报表显示库存充足后自动消除。",
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
        title: &[line!("{entity} last day for {way:word} was {last_day}", "{entity} {way:word}最迟日 {last_day} 已过")],
        why: &[
            line!(
                "Runs out {run_out}: {available} + {inbound} on the way at {speed} a day",
                "{run_out} 售罄：可售 {available} + 在途 {inbound}，日均 {speed}"
            ),
            line!(
                "{way:word}: last day {last_day}; {lead} d and receiving {receive} d",
                "{way:word}最迟 {last_day}：运输 {lead} 天，入仓 {receive} 天"
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
];
