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
];
