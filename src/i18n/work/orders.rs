//! Texts of the kinds about orders shipped by the seller.

use super::table::{Texts, line};
use crate::domain::work::Kind;

pub(super) static TEXTS: &[Texts] = &[
    Texts {
        kind: Kind::VergeOfCancellation,
        name: line!("On the verge of cancellation", "即将被取消"),
        short: line!("Verge", "将取消"),
        title: &[],
        why: &[],
        next: line!("Ship it and confirm it now, or write to the buyer today", "立即发货并确认，或今天联系买家"),
        act: line!("shipped", "已发货"),
        clears: line!(
            "Clears when All Orders says shipped, or a complete report leaves it out",
            "消除：全部订单报表显示已发货，或完整报表不再列出",
        ),
        how: line!(
            "1  Look whether the goods are there. If they are, pack them first of all.\n\
         2  Buy the label, hand the parcel over, confirm with carrier and tracking.\n\
         3  If they are not there, tell the buyer when they will be, and ask nothing.\n\
         4  Never ask a buyer to cancel because you cannot ship: it is forbidden.\n\
         5  Mark it as shipped here; the next report proves it.",
            "1  先看是否有货。有货就最先打包。\n\
         2  购买面单，交运，填写承运商和追踪编号并确认发货。\n\
         3  没有货就告诉买家何时有货，不要提其他要求。\n\
         4  绝不能因为自己发不了货而让买家取消：这是被禁止的。\n\
         5  在这里标记为已发货；下一份报表会证实。",
        ),
    },
    Texts {
        kind: Kind::ShipToday,
        name: line!("Ship today", "今日发货"),
        short: line!("Ship", "发货"),
        title: &[],
        why: &[],
        next: line!("Pick, label and hand it over, then confirm the shipment", "拣货、贴单、交运，然后确认发货"),
        act: line!("shipped", "已发货"),
        clears: line!(
            "Clears when All Orders says shipped, or a complete report leaves it out",
            "消除：全部订单报表显示已发货，或完整报表不再列出",
        ),
        how: line!(
            "1  Take the orders with the least time left first, Prime before others.\n\
         2  Pick, check SKU and quantity, pack, put the label on.\n\
         3  Ship only to the address of the order.\n\
         4  Confirm the shipment before ship-by: the confirmation counts, not the\n\
         \u{20}  date that is typed in.\n\
         5  Mark it as shipped here; the next report proves it.",
            "1  先处理剩余时间最少的订单；Prime 订单优先。\n\
         2  拣货，核对 SKU 和数量，打包，贴面单。\n\
         3  只寄往订单上的地址。\n\
         4  在期限前确认发货：以确认时间为准，不以填写的日期为准。\n\
         5  在这里标记为已发货；下一份报表会证实。",
        ),
    },
    Texts {
        kind: Kind::BuyerCancellation,
        name: line!("Buyer asks to cancel", "买家要求取消"),
        short: line!("Cancel", "求取消"),
        title: &[],
        why: &[],
        next: line!(
            "Stop the pick, then cancel with the reason that the buyer asked",
            "停止拣货，再以「买家要求」为由取消",
        ),
        act: line!("cancelled for the buyer", "已应买家要求取消"),
        clears: line!(
            "Clears when All Orders says cancelled or shipped, or a report leaves it out",
            "消除：订单显示已取消或已发货，或报表不再列出",
        ),
        how: line!(
            "1  Stop the pick; take the parcel back if it is still in the house.\n\
         2  In Seller Central open the order and cancel it.\n\
         3  Choose the reason that the buyer cancelled, never one of your own.\n\
         4  Has it left already? Tell the buyer how to return it.\n\
         5  A wish in a mail only? Send the buyer to the order's own cancel button.",
            "1  停止拣货；包裹还在手里就取回。\n\
         2  在卖家平台打开订单并取消。\n\
         3  原因选择买家取消，绝不选卖家自身的原因。\n\
         4  已经寄出？告诉买家如何退货。\n\
         5  只是邮件里提到？请买家在订单中自己点取消。",
        ),
    },
    Texts {
        kind: Kind::BuyBeforeShip,
        name: line!("Buy before it can ship", "先采购才能发货"),
        short: line!("Buy", "需采购"),
        title: &[line!(
            "{entity} {lacking} short: {units} to ship, {have} there",
            "{entity} 缺 {lacking}：待发 {units}，仓库 {have}"
        )],
        why: &[
            line!(
                "{units} units to ship in {orders} orders, {have} in the house",
                "{orders} 单共待发 {units} 件，仓库有 {have} 件"
            ),
            line!("Counted on {counted}", "盘点日期 {counted}"),
            line!("First promise {promise}, {promise:term}", "最早发货期限 {promise}，{promise:term}"),
            line!("{supplier:30} needs {lead} d: buy until {due}", "{supplier:30} 需 {lead} 天：最迟 {due} 下单"),
            line!("lead_known" is "no": "How long the supplier needs is not known: no row in the suppliers sheet", "供应商交期未知：供应商表中没有该 SKU"),
            line!("Waiting: what cannot be shipped becomes late or cancelled", "若等待：发不出就会迟发或被取消"),
        ],
        next: line!("Buy what is missing, or fetch it from another place", "采购缺口，或从别处调货"),
        act: line!("bought", "已采购"),
        clears: line!(
            "Clears when a newer sheet covers it, or nothing is to ship",
            "消除：更新的库存表足够，或已无待发"
        ),
        how: line!(
            "1  Count the shelf: the sheet may be older than the last shipments.\n\
         2  Look whether another place or a return has the units.\n\
         3  Buy what is missing at the quickest supplier that still arrives in time.\n\
         4  None in time? Tell the buyer before the promise; never ask to cancel.\n\
         5  Enter what came in, and import the sheet of the warehouse again.",
            "1  先清点货架：库存表可能早于最近的发货。\n\
         2  看看其他库位或退货里是否有货。\n\
         3  向来得及的最快供应商采购缺口。\n\
         4  都来不及？在期限前告知买家；绝不要求买家取消。\n\
         5  入库后更新库存表并重新导入。",
        ),
    },
    Texts {
        kind: Kind::Oversold,
        name: line!("Oversold", "超卖风险"),
        short: line!("Oversold", "超卖"),
        title: &[line!("{entity} offers {quantity}, {free} are free", "{entity} 在售 {quantity}，可用 {free}")],
        why: &[
            line!("Open listings of {listed_on}: {quantity} offered", "{listed_on} 在售商品报表：可售 {quantity}"),
            line!(
                "{have} in the house less {to_ship} still to ship: {free} free",
                "仓库 {have} 减待发 {to_ship}：可用 {free}"
            ),
            line!("Counted on {counted}", "盘点日期 {counted}"),
            line!("{over} too many, worth {worth}", "多出 {over} 件，价值 {worth}"),
            line!("Waiting: an order without goods ends late or cancelled", "若等待：无货的订单只会迟发或被取消"),
        ],
        next: line!("Lower the quantity of the listing to what is free", "把在售数量降到可用数量"),
        act: line!("lowered", "已调低"),
        clears: line!("Clears when a newer listing report or sheet agrees", "消除：更新的在售报表或库存表相符"),
        how: line!(
            "1  Count the shelf: the sheet may be older than the last receipts.\n\
         2  In Seller Central open Manage Inventory and find the SKU.\n\
         3  Set its quantity to what is free; several marketplaces share one shelf.\n\
         4  Goods on the way? Raise it again only when they are counted.\n\
         5  Import a new open listings report; it clears the item.",
            "1  先清点货架：库存表可能早于最近的入库。\n\
         2  在卖家平台打开「管理库存」，找到该 SKU。\n\
         3  把数量设为可用数量；多个站点共用同一货架。\n\
         4  有在途货物？清点入库后再调高。\n\
         5  导入新的在售商品报表，即可消除。",
        ),
    },
    Texts {
        kind: Kind::OddOrder,
        name: line!("Strange order", "异常订单"),
        short: line!("Odd", "异常"),
        title: &[line!(
            "{entity} {units} x {sku:20}, usual up to {usual}",
            "{entity} {units} x {sku:20}，通常不超过 {usual}"
        )],
        why: &[
            line!("{units} units of {sku:30}", "{sku:30} 共 {units} 件"),
            line!(
                "99 of 100 of its {orders} orders in 90 days had {usual} at most",
                "90 天内 {orders} 单中 99% 不超过 {usual} 件"
            ),
            line!(
                "Before dispatch; ship-by is {promise}, {promise:term}",
                "须在发货之前；发货期限 {promise}，{promise:term}"
            ),
            line!("Order total {total}", "订单金额 {total}"),
            line!("A forwarder's address is not checked", "未检查是否为转运地址"),
            line!(
                "Waiting: once it has left, a mistake or a fraud costs the goods",
                "若等待：发出后若是误购或欺诈，货物难以追回"
            ),
        ],
        next: line!("Look at buyer, address and price, then decide and note it", "查看买家、地址和价格，再决定并记录"),
        act: line!("checked", "已核查"),
        clears: line!(
            "Clears when the order shipped, was cancelled, or left the report",
            "消除：订单已发货、已取消，或报表不再列出",
        ),
        how: line!(
            "1  Is the price right? A wrong price sells out in an hour.\n\
         2  Is it a business order? Then many units are no wonder.\n\
         3  Does the address belong to a forwarder? Keep proof of every step.\n\
         4  Enough stock for the others? Limit the quantity per order if not.\n\
         5  Ship it unless something is wrong; a seller's cancellation counts.",
            "1  价格对吗？标错价一小时就会卖空。\n\
         2  是企业订单吗？那么数量大很正常。\n\
         3  是转运公司地址吗？保留每一步的凭证。\n\
         4  库存够其他订单吗？不够就设置每单限购。\n\
         5  没有问题就照常发货；卖家取消会计入取消率。",
        ),
    },
    Texts {
        kind: Kind::NotTaken,
        name: line!("Not taken as shipped", "未被确认为已发货"),
        short: line!("Not sent", "未确认"),
        title: &[
            line!("{entity} not taken as shipped: {goods:16}", "{entity} 亚马逊仍列为待发：{goods:16}"),
            line!("{entity} not taken as shipped", "{entity} 亚马逊仍列为待发"),
        ],
        why: &[
            line!("Marked as shipped {acted}; still listed {seen}", "{acted} 标记已发货；亚马逊 {seen} 的报表仍列出"),
            line!(
                "A confirmation shows within {hours_to_show} h; that time is over",
                "确认一般在 {hours_to_show} 小时内显示；时间已过"
            ),
            line!("Ship by {promise}, {promise:term}", "最迟发货 {promise}，{promise:term}"),
            line!("{goods:30}", "{goods:30}"),
            line!("Order total {total}", "订单金额 {total}"),
            line!(
                "Waiting: without a confirmation it counts as late, then it is cancelled",
                "若等待：未确认会计为迟发，随后被取消"
            ),
        ],
        next: line!(
            "Look at the order, read the error, and confirm the shipment again",
            "查看订单和报错，重新确认发货"
        ),
        act: line!("confirmed again", "已重新确认"),
        clears: line!(
            "Clears when All Orders says shipped, or a complete report leaves it out",
            "消除：全部订单报表显示已发货，或完整报表不再列出"
        ),
        how: line!(
            "1  Open the order in Seller Central: does it say shipped?\n\
         2  It does? Download the unshipped report again; this one is older.\n\
         3  It does not? Read the result of the upload: carrier, tracking, quantity.\n\
         4  Confirm it by hand with carrier and tracking number.\n\
         5  Not handed over at all? Ship it today, and undo the mark here.",
            "1  在卖家平台打开订单：是否显示已发货？\n\
         2  已显示？重新下载未发货报表；这份较旧。\n\
         3  未显示？查看上传结果：承运商、追踪编号、数量。\n\
         4  手动填写承运商和追踪编号确认发货。\n\
         5  其实没有交运？今天发出，并在这里撤销标记。",
        ),
    },
];
