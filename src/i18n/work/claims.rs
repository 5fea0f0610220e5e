//! Texts of the kinds about what Amazon may owe.

use super::table::{Texts, line};
use crate::domain::work::Kind;

pub(super) static TEXTS: &[Texts] = &[
    Texts {
        kind: Kind::LostUnpaid,
        name: line!("Lost at Amazon, not paid", "亚马逊丢失未赔"),
        short: line!("Lost", "丢失"),
        title: &[line!(
            "{entity} {units} units lost since {first_day}, not paid",
            "{entity} 自 {first_day} 丢失 {units} 件未赔"
        )],
        why: &[
            line!(
                "Ledger: {lost} units lost between {first_day} and {last_day}",
                "分类账：{first_day} 至 {last_day} 丢失 {lost} 件"
            ),
            line!(
                "Of them {unreconciled} are not reconciled in Amazon's own count",
                "其中亚马逊自己计为未核销 {unreconciled} 件"
            ),
            line!(
                "{units} units were neither found nor reimbursed, known until {known}",
                "{units} 件既未找到也未赔付，数据截至 {known}"
            ),
            line!(
                "Claim within {within} d (told after {wait}): {until}, {until:term}",
                "满 {wait} 天提醒；{within} 天内索赔：{until}，{until:term}"
            ),
            line!("Waiting: after that day Amazon does not pay", "若等待：过期亚马逊不再赔付"),
        ],
        next: line!("Claim the units in a case, with the ledger rows", "带分类账记录开 case 索赔"),
        act: line!("claimed", "已索赔"),
        clears: line!(
            "Clears when the ledger or a reimbursement shows them found or paid",
            "消除：分类账或赔偿报表显示已找到或已赔付"
        ),
        how: line!(
            "1  Look at the ledger rows: day, warehouse, reference.\n\
         2  Found again since then? A newer ledger shows it and ends the item.\n\
         3  Open a case: lost in the warehouse, FNSKU, units, reference.\n\
         4  Paid? The reimbursements report proves it and ends the item.",
            "1  查看分类账记录：日期、仓库、参考号。\n\
         2  后来找到了？更新的分类账会显示并结束。\n\
         3  开 case：仓库丢失、FNSKU、件数、参考号。\n\
         4  已赔付？赔偿报表证明后自动结束。"
        ),
    },
    Texts {
        kind: Kind::NeverReturned,
        name: line!("Refunded, never came back", "退款未退货"),
        short: line!("Refund", "退款"),
        title: &[line!(
            "{entity} refunded {refunded}, {back} of {units} came back",
            "{entity} {refunded} 已退款，{units} 件退回 {back} 件"
        )],
        why: &[
            line!(
                "{units} x {sku:30} refunded on {refunded}: {amount}",
                "{refunded} 退款 {units} x {sku:30}：{amount}"
            ),
            line!("Reimbursed so far: {reimbursed} of {units} units", "目前已赔付 {units} 件中的 {reimbursed} 件"),
            line!(
                "{back} of {units} units came back; returns and payments known until {known}",
                "{units} 件中退回 {back} 件；退货与赔偿数据截至 {known}"
            ),
            line!(
                "To be claimed from day {from} to day {within}: {until}, {until:term}",
                "第 {from} 至 {within} 天可索赔：至 {until}，{until:term}"
            ),
            line!("Waiting: after that day Amazon does not pay", "若等待：过期亚马逊不再赔付"),
        ],
        next: line!("Claim the missing return in a case", "开 case 索赔未退回的商品"),
        act: line!("claimed", "已索赔"),
        clears: line!(
            "Clears when the return or a reimbursement for the order is in a report",
            "消除：报表中出现该订单的退货或赔偿"
        ),
        how: line!(
            "1  Look the order up in the returns and reimbursements reports.\n\
         2  Nothing there? Open a case: refunded, not returned, order id.\n\
         3  Amazon pays unasked in most cases: this one it forgot.\n\
         4  The return or the payment in a later report ends the item.",
            "1  在退货和赔偿报表中查该订单。\n\
         2  都没有？开 case：已退款未退货，附订单号。\n\
         3  多数亚马逊会主动赔；这一单漏了。\n\
         4  后续报表出现退货或赔付后自动结束。"
        ),
    },
];
