//! Texts of the kinds about the account, the practices and the program.

use super::table::{Texts, line};
use crate::domain::work::Kind;

pub(super) static TEXTS: &[Texts] = &[
    Texts {
        kind: Kind::MetricNearTarget,
        name: line!("Metric near or over target", "指标接近或超标"),
        short: line!("Metric", "指标"),
        title: &[],
        why: &[],
        next: line!("Find the orders behind the figure and write down a plan", "找出相关订单并写下计划"),
        act: line!("planned", "已制定计划"),
        clears: line!("Clears when a newer report is back inside the target", "消除：更新的报表恢复达标"),
        how: line!(
            "1  Open Account Health in Seller Central and list the orders behind it.\n\
         2  Look for one cause: a product, a carrier, a day, a person.\n\
         3  Stop the cause first: a doubtful offer can rest for a day.\n\
         4  Write down plan, owner and date; appeal what is not your fault.\n\
         5  Mark it as planned; a better report clears it.",
            "1  在卖家平台打开账户状况，列出相关订单。\n\
         2  找共同原因：某个产品、承运商、日期或人员。\n\
         3  先止住原因：可疑的商品可以停售一天。\n\
         4  写下计划、负责人和日期；不是自己的责任就申诉。\n\
         5  标记为已制定计划；报表好转后自动消除。",
        ),
    },
    Texts {
        kind: Kind::OpenViolation,
        name: line!("Open violation", "未处理的违规"),
        short: line!("Violate", "违规"),
        title: &[
            line!("{metric:word}: {defects} open", "{metric:word}：{defects} 项未处理"),
            line!("{metric:word}: {status}", "{metric:word}：{status}"),
        ],
        why: &[
            line!("Amazon counts {defects}; wanted are {target}", "亚马逊统计 {defects} 项，要求 {target} 项"),
            line!("Amazon says {status}", "亚马逊判定：{status}"),
            line!(
                "In the reports since {since}; answer within {violation_hours} hours",
                "自 {since} 起出现在报表中；应在 {violation_hours} 小时内处理"
            ),
            line!("What stays open can take the listing, then the account", "一直不处理，先失去商品，再失去账户"),
        ],
        next: line!("Read the notice, gather the papers, answer once and whole", "阅读通知，备齐文件，一次完整回复"),
        act: line!("answered", "已回复"),
        clears: line!("Clears when a newer report counts none", "消除：更新的报表不再计数"),
        how: line!(
            "1  Open Account Health in Seller Central and read the notice to its end.\n\
         2  Which product, which rule, which date? Write down all three.\n\
         3  Gather invoices, licences, pictures: whole pages, nothing altered.\n\
         4  Stop the offer while it is doubtful; deleting it heals nothing.\n\
         5  Answer once: cause, what was mended, what prevents it next time.",
            "1  在卖家平台打开账户状况，把通知看完。\n\
         2  哪个产品、哪条规则、哪个日期？三项都记下。\n\
         3  备齐发票、许可、照片：完整页面，不得修改。\n\
         4  有疑问时先停售；删除商品并不能解决。\n\
         5  一次回复：原因、已做的整改、今后如何避免。",
        ),
    },
    Texts {
        kind: Kind::PracticeDue,
        name: line!("Practice due", "准则到期"),
        short: line!("Practice", "准则"),
        title: &[],
        why: &[],
        next: line!("Answer its questions and sign it off with one line at least", "回答问题，至少写一行并签核"),
        act: line!("signed off", "已签核"),
        clears: line!("Clears when it is signed off", "消除：签核之后"),
        how: line!(
            "1  Open the Practices tab: it shows the questions of the practice.\n\
         2  Answer them from the figures of this program where it has them.\n\
         3  Write at least one line: what you found, and what changes.\n\
         4  Sign off. Name, time and note stay in the journal.",
            "1  打开「准则」页：那里列出该准则的问题。\n\
         2  程序里有数据的，用数据回答。\n\
         3  至少写一行：发现了什么，要改变什么。\n\
         4  签核。姓名、时间和备注留在日志中。",
        ),
    },
    Texts {
        kind: Kind::ReportMissing,
        name: line!("Report missing or old", "报表缺失或过期"),
        short: line!("Report", "缺报表"),
        title: &[],
        why: &[],
        next: line!("Download the report in Seller Central and import it", "在卖家平台下载报表并导入"),
        act: line!("downloaded", "已下载"),
        clears: line!("Clears when a newer file is imported", "消除：导入更新的文件"),
        how: line!(
            "1  In Seller Central open Reports and choose the report named here.\n\
         2  Ask for it, wait until it is ready, and download it unchanged.\n\
         3  Put it into the inbox folder, or import it by hand.\n\
         4  Do not open and save it in a spreadsheet: ids lose their digits.\n\
         5  Is it empty on purpose? Say so with the import command's --none.",
            "1  在卖家平台打开「报告」，选择这里所示的报表。\n\
         2  请求生成，完成后原样下载。\n\
         3  放入收件文件夹，或手动导入。\n\
         4  不要用表格软件打开再保存：编号会丢失数字。\n\
         5  本来就是空的？用导入命令的 --none 说明。",
        ),
    },
    Texts {
        kind: Kind::ImportRefused,
        name: line!("File refused or waiting", "文件被拒或待答"),
        short: line!("File", "文件"),
        title: &[],
        why: &[],
        next: line!(
            "Open it on the Imports tab: answer its question or fetch it anew",
            "在「导入」页打开：回答问题或重新下载",
        ),
        act: line!("dealt with", "已处理"),
        clears: line!(
            "Clears when the file, or a later one of its name, is applied",
            "消除：该文件或同名的新文件导入成功",
        ),
        how: line!(
            "1  Open the file on the Imports tab: it shows what was read and expected.\n\
         2  It asks for a marketplace, a period or a date order? Answer there.\n\
         3  It was changed by a spreadsheet or cut off? Download it again.\n\
         4  It is no report of Amazon? Set the item aside as known.",
            "1  在「导入」页打开该文件：显示读到的和应有的内容。\n\
         2  询问市场、期间或日期顺序？在那里回答。\n\
         3  被表格软件改过或下载不完整？重新下载。\n\
         4  不是亚马逊的报表？以「已知」搁置。",
        ),
    },
    Texts {
        kind: Kind::StaleClaim,
        name: line!("Taken and left", "认领后搁置"),
        short: line!("Left", "搁置"),
        title: &[line!("{entity:30}: taken by {who:20} and left", "{entity:30}：{who:20} 认领后未处理")],
        why: &[
            line!(
                "Taken by {who:20} at {taken}, no act for {hours} hours",
                "{who:20} 于 {taken} 认领，{hours} 小时没有动作"
            ),
            line!("{item}, {what:word}: due {due}", "{item}，{what:word}：截止 {due}"),
            line!("Each thinks that the other does it", "每个人都以为别人在做"),
        ],
        next: line!("Ask its owner, or take it over", "询问认领人，或接手处理"),
        act: line!("taken over", "已接手"),
        clears: line!("Clears when somebody takes it up again, or it is done", "消除：有人重新接手，或已处理"),
        how: line!(
            "1  Ask the owner: is it done and only not marked?\n\
         2  Done? Mark it as done there, with a note.\n\
         3  Not done? Claim it yourself: the lease is over.\n\
         4  Too much for one person? Say so and share the kind among two.",
            "1  问认领人：是否已完成只是没标记？\n\
         2  已完成？在该事项上标记完成并备注。\n\
         3  没完成？自己认领：原认领已过期。\n\
         4  一个人忙不过来？说出来，两人分担。",
        ),
    },
];
