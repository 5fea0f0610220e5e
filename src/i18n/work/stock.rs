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
