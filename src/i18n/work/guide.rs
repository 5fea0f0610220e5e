//! What to do about a kind: the next step in one line, a how-to for one screen, what clears it, and the word of the act.

use crate::domain::work::Kind;
use crate::i18n::Lang;

/// The next step, one line.
pub fn next(lang: Lang, kind: Kind) -> &'static str {
    match kind {
        Kind::VergeOfCancellation => next_verge(lang),
        Kind::ShipToday => next_ship(lang),
        Kind::BuyerCancellation => next_cancel(lang),
        Kind::AnswerDue => next_answer(lang),
        Kind::AnswerOverdue => next_overdue(lang),
        Kind::OutOfStock => next_out(lang),
        Kind::StockOutNear => next_near(lang),
        Kind::NegateTerm => next_negate(lang),
        Kind::MetricNearTarget => next_metric(lang),
        Kind::PracticeDue => next_practice(lang),
        Kind::ReportMissing => next_report(lang),
        Kind::ImportRefused => next_file(lang),
    }
}

/// How it is done, step by step, for one screen of 76 cells.
pub fn how_to(lang: Lang, kind: Kind) -> &'static str {
    match kind {
        Kind::VergeOfCancellation => how_verge(lang),
        Kind::ShipToday => how_ship(lang),
        Kind::BuyerCancellation => how_cancel(lang),
        Kind::AnswerDue => how_answer(lang),
        Kind::AnswerOverdue => how_overdue(lang),
        Kind::OutOfStock => how_out(lang),
        Kind::StockOutNear => how_near(lang),
        Kind::NegateTerm => how_negate(lang),
        Kind::MetricNearTarget => how_metric(lang),
        Kind::PracticeDue => how_practice(lang),
        Kind::ReportMissing => how_report(lang),
        Kind::ImportRefused => how_file(lang),
    }
}

/// What clears an item by itself, one line.
pub fn clears(lang: Lang, kind: Kind) -> &'static str {
    match kind {
        Kind::VergeOfCancellation | Kind::ShipToday => clears_ship(lang),
        Kind::BuyerCancellation => clears_cancel(lang),
        Kind::AnswerDue | Kind::AnswerOverdue => clears_answer(lang),
        Kind::OutOfStock => clears_out(lang),
        Kind::StockOutNear => clears_near(lang),
        Kind::NegateTerm => clears_negate(lang),
        Kind::MetricNearTarget => clears_metric(lang),
        Kind::PracticeDue => clears_practice(lang),
        Kind::ReportMissing => clears_report(lang),
        Kind::ImportRefused => clears_file(lang),
    }
}

/// What an operator says when the act is done: `shipped`, `answered`, ...
pub fn act_word(lang: Lang, kind: Kind) -> &'static str {
    match kind {
        Kind::VergeOfCancellation | Kind::ShipToday => act_shipped(lang),
        Kind::BuyerCancellation => act_cancelled(lang),
        Kind::AnswerDue | Kind::AnswerOverdue => act_answered(lang),
        Kind::OutOfStock | Kind::StockOutNear => act_ordered(lang),
        Kind::NegateTerm => act_applied(lang),
        Kind::MetricNearTarget => act_planned(lang),
        Kind::PracticeDue => act_signed(lang),
        Kind::ReportMissing => act_fetched(lang),
        Kind::ImportRefused => act_dealt(lang),
    }
}

crate::messages! {
    act_shipped { "shipped", "已发货" }
    act_cancelled { "cancelled for the buyer", "已应买家要求取消" }
    act_answered { "answered", "已回复" }
    act_ordered { "ordered", "已下单" }
    act_applied { "applied", "已应用" }
    act_planned { "planned", "已制定计划" }
    act_signed { "signed off", "已签核" }
    act_fetched { "downloaded", "已下载" }
    act_dealt { "dealt with", "已处理" }

    next_verge { "Ship it and confirm it now, or write to the buyer today", "立即发货并确认，或今天联系买家" }
    next_ship { "Pick, label and hand it over, then confirm the shipment", "拣货、贴单、交运，然后确认发货" }
    next_cancel { "Stop the pick, then cancel with the reason that the buyer asked", "停止拣货，再以「买家要求」为由取消" }
    next_answer { "Answer the buyer, or set it aside as needing no answer", "回复买家，或标记为无需回复" }
    next_overdue { "Answer at once and note why it became late", "立即回复，并记下超时原因" }
    next_out { "Send stock by the fastest way that pays, and pause its ads", "用划算的最快方式补货，并暂停广告" }
    next_near { "Order and ship by the named way before its last day", "在最迟日期前按所示方式下单发货" }
    next_negate { "Read the term; if it does not fit, exclude it in its ad group", "看词义；若不相关，在该广告组中否定" }
    next_metric { "Find the orders behind the figure and write down a plan", "找出相关订单并写下计划" }
    next_practice { "Answer its questions and sign it off with one line at least", "回答问题，至少写一行并签核" }
    next_report { "Download the report in Seller Central and import it", "在卖家平台下载报表并导入" }
    next_file { "Open it on the Imports tab: answer its question or fetch it anew", "在「导入」页打开：回答问题或重新下载" }

    clears_ship {
        "Clears when All Orders says shipped, or a complete report leaves it out",
        "消除：全部订单报表显示已发货，或完整报表不再列出"
    }
    clears_cancel {
        "Clears when All Orders says cancelled or shipped, or a report leaves it out",
        "消除：订单显示已取消或已发货，或报表不再列出"
    }
    clears_answer {
        "Clears when an answer is seen in the mail; a new question is a new item",
        "消除：邮件中出现回复；新的来信是新的事项"
    }
    clears_out { "Clears when a report shows sellable stock, or no sales in 90 days", "消除：报表显示有可售库存，或 90 天无销量" }
    clears_near { "Clears when both covers are above their upper limits", "消除：两项可售天数都高于上限" }
    clears_negate { "Clears when the term sells, or falls below the test", "消除：该词出单，或未达到判断标准" }
    clears_metric { "Clears when a newer report is back inside the target", "消除：更新的报表恢复达标" }
    clears_practice { "Clears when it is signed off", "消除：签核之后" }
    clears_report { "Clears when a newer file is imported", "消除：导入更新的文件" }
    clears_file { "Clears when the file, or a later one of its name, is applied", "消除：该文件或同名的新文件导入成功" }

    how_verge {
        "1  Look whether the goods are there. If they are, pack them first of all.\n\
         2  Buy the label, hand the parcel over, confirm with carrier and tracking.\n\
         3  If they are not there, tell the buyer when they will be, and ask nothing.\n\
         4  Never ask a buyer to cancel because you cannot ship: it is forbidden.\n\
         5  Mark it as shipped here; the next report proves it.",
        "1  先看是否有货。有货就最先打包。\n\
         2  购买面单，交运，填写承运商和追踪编号并确认发货。\n\
         3  没有货就告诉买家何时有货，不要提其他要求。\n\
         4  绝不能因为自己发不了货而让买家取消：这是被禁止的。\n\
         5  在这里标记为已发货；下一份报表会证实。"
    }
    how_ship {
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
         5  在这里标记为已发货；下一份报表会证实。"
    }
    how_cancel {
        "1  Stop the pick; take the parcel back if it is still in the house.\n\
         2  In Seller Central open the order and cancel it.\n\
         3  Choose the reason that the buyer cancelled, never one of your own.\n\
         4  Has it left already? Tell the buyer how to return it.\n\
         5  A wish in a mail only? Send the buyer to the order's own cancel button.",
        "1  停止拣货；包裹还在手里就取回。\n\
         2  在卖家平台打开订单并取消。\n\
         3  原因选择买家取消，绝不选卖家自身的原因。\n\
         4  已经寄出？告诉买家如何退货。\n\
         5  只是邮件里提到？请买家在订单中自己点取消。"
    }
    how_answer {
        "1  Read the whole thread, and look at the order and its tracking.\n\
         2  Answer what was asked, in the buyer's language, without links and offers.\n\
         3  Never ask to change a review, and promise nothing for one.\n\
         4  Send it in Seller Central or by mail; a copy in the sent mail is proof.\n\
         5  Needs no answer? Set it aside with that reason, in Seller Central too.",
        "1  读完整个会话，查看订单和物流。\n\
         2  用买家的语言回答所问，不带链接和推销。\n\
         3  绝不要求修改评论，也不以任何好处交换。\n\
         4  在卖家平台或用邮件发送；已发送邮件即为证明。\n\
         5  无需回复？以此理由搁置，并在卖家平台同样标记。"
    }
    how_overdue {
        "1  Answer first, and say sorry once for the delay.\n\
         2  Solve it in the same mail if you can: the buyer may open a claim soon.\n\
         3  Note why nobody saw it: the import, the reading, or a holiday.\n\
         4  The late answer stays in the figures; the next one need not.",
        "1  先回复，为延误道歉一次即可。\n\
         2  尽量在同一封邮件里解决：买家很快就能发起索赔。\n\
         3  记下为何没人看到：导入、阅读，还是休假。\n\
         4  这次超时会留在统计里；下一次可以避免。"
    }
    how_out {
        "1  Is the product to stay? If not, set the item aside as known.\n\
         2  Ask the supplier what is ready today, and what air or express costs.\n\
         3  Pause the ads of the product: a click without stock is lost.\n\
         4  Send a small lot fast and the rest by sea.\n\
         5  Mark it as ordered; a report with stock clears it.",
        "1  该产品还要继续卖吗？不卖就以「已知」搁置。\n\
         2  问供应商今天有多少现货，空运或快递要多少钱。\n\
         3  暂停该产品的广告：没有库存的点击是浪费。\n\
         4  少量快发，其余走海运。\n\
         5  标记为已下单；报表显示有货后自动消除。"
    }
    how_near {
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
         5  在设置里填写自己的运输天数：日期由它决定。"
    }
    how_negate {
        "1  Read the term: could somebody who types it want this product?\n\
         2  Does it fit? Then look at page, price and stock before excluding it.\n\
         3  Exclude it in this ad group as negative exact. An ASIN is excluded as a\n\
         \u{20}  product target, never as a keyword.\n\
         4  Is it the same as an exact keyword of yours? Pause that or lower its bid.\n\
         5  Never exclude your own brand. Mark it as applied.",
        "1  看词义：搜索它的人会想要这个产品吗？\n\
         2  相关？先检查页面、价格和库存，再决定是否否定。\n\
         3  在该广告组中设为否定精准。ASIN 只能用否定商品定向，\n\
         \u{20}  不能作为关键词。\n\
         4  与自己的精准关键词相同？暂停它或降低竞价。\n\
         5  绝不否定自己的品牌词。完成后标记为已应用。"
    }
    how_metric {
        "1  Open Account Health in Seller Central and list the orders behind it.\n\
         2  Look for one cause: a product, a carrier, a day, a person.\n\
         3  Stop the cause first: a doubtful offer can rest for a day.\n\
         4  Write down plan, owner and date; appeal what is not your fault.\n\
         5  Mark it as planned; a better report clears it.",
        "1  在卖家平台打开账户状况，列出相关订单。\n\
         2  找共同原因：某个产品、承运商、日期或人员。\n\
         3  先止住原因：可疑的商品可以停售一天。\n\
         4  写下计划、负责人和日期；不是自己的责任就申诉。\n\
         5  标记为已制定计划；报表好转后自动消除。"
    }
    how_practice {
        "1  Open the Practices tab: it shows the questions of the practice.\n\
         2  Answer them from the figures of this program where it has them.\n\
         3  Write at least one line: what you found, and what changes.\n\
         4  Sign off. Name, time and note stay in the journal.",
        "1  打开「准则」页：那里列出该准则的问题。\n\
         2  程序里有数据的，用数据回答。\n\
         3  至少写一行：发现了什么，要改变什么。\n\
         4  签核。姓名、时间和备注留在日志中。"
    }
    how_report {
        "1  In Seller Central open Reports and choose the report named here.\n\
         2  Ask for it, wait until it is ready, and download it unchanged.\n\
         3  Put it into the inbox folder, or import it by hand.\n\
         4  Do not open and save it in a spreadsheet: ids lose their digits.\n\
         5  Is it empty on purpose? Say so with the import command's --none.",
        "1  在卖家平台打开「报告」，选择这里所示的报表。\n\
         2  请求生成，完成后原样下载。\n\
         3  放入收件文件夹，或手动导入。\n\
         4  不要用表格软件打开再保存：编号会丢失数字。\n\
         5  本来就是空的？用导入命令的 --none 说明。"
    }
    how_file {
        "1  Open the file on the Imports tab: it shows what was read and expected.\n\
         2  It asks for a marketplace, a period or a date order? Answer there.\n\
         3  It was changed by a spreadsheet or cut off? Download it again.\n\
         4  It is no report of Amazon? Set the item aside as known.",
        "1  在「导入」页打开该文件：显示读到的和应有的内容。\n\
         2  询问市场、期间或日期顺序？在那里回答。\n\
         3  被表格软件改过或下载不完整？重新下载。\n\
         4  不是亚马逊的报表？以「已知」搁置。"
    }
}
