//! Messages of the screen: frame, states, help, forms, toasts.

use crate::messages;

messages! {
    // Actions: help, palette, menus.
    do_down { "next row", "下一行" }
    do_up { "previous row", "上一行" }
    do_page_down { "one screen down", "下翻一屏" }
    do_page_up { "one screen up", "上翻一屏" }
    do_top { "first row", "第一行" }
    do_bottom { "last row", "最后一行" }
    do_unfold { "unfold the bundled rows", "展开合并的行" }
    do_fold { "bundle the rows again", "重新合并各行" }
    do_next_needs { "next row that nobody else holds", "下一个无人处理的行" }
    do_prev_needs { "previous row that nobody else holds", "上一个无人处理的行" }
    do_next_view { "next view of this tab", "本页的下一个视图" }
    do_prev_view { "previous view of this tab", "本页的上一个视图" }
    do_view(view) { "view: {view}", "视图：{view}" }
    do_go(tab) { "go to {tab}", "转到 {tab}" }
    do_open { "open the detail; again: what can be done", "打开详情；再按：可做的操作" }
    do_back { "one step back", "后退一步" }
    do_next_pane { "to the other pane", "切换到另一窗格" }
    do_preview { "show or hide the detail", "显示或隐藏详情" }
    do_zoom { "one pane over the whole screen", "当前窗格占满全屏" }
    do_scroll_down { "scroll the detail down", "详情向下滚动" }
    do_scroll_up { "scroll the detail up", "详情向上滚动" }
    do_done { "done: shipped, answered, applied, ordered", "完成：已发货、已回复、已应用、已下单" }
    do_done_as(act) { "done: {act}", "完成：{act}" }
    do_snooze { "snooze...", "稍后提醒..." }
    do_observe { "observe for some days...", "观察几天..." }
    do_claim { "claim, or give back", "认领或归还" }
    do_dismiss { "dismiss with a reason...", "忽略并说明理由..." }
    do_undo { "undo my last step", "撤销我的上一步" }
    do_mark { "mark the row and go on", "标记本行并下移" }
    do_mark_range { "mark from the last mark to here", "从上个标记标到此处" }
    do_mark_all { "mark everything in the filter", "标记筛选出的全部" }
    do_clear_marks { "clear the marks", "清除标记" }
    do_filter { "filter as you type", "边输入边筛选" }
    do_clear_filter { "clear the filter", "清除筛选" }
    do_sort { "sort by...", "排序..." }
    do_copy { "copy...", "复制..." }
    do_open_link { "open the page in Seller Central", "打开卖家中心页面" }
    do_export { "export this view...", "导出本视图..." }
    do_refresh { "read again", "重新读取" }
    do_import { "import a file or folder...", "导入文件或文件夹..." }
    do_start_worker { "start the import worker", "启动导入进程" }
    do_answer { "answer the question of this file...", "回答此文件的问题..." }
    do_forget { "forget a remembered answer", "忘记一个已记住的回答" }
    do_take_back { "take this file back...", "撤回此文件..." }
    do_take_back_now { "take it back", "撤回" }
    do_receipt { "receipt: where these numbers come from", "依据：这些数字从何而来" }
    do_menu { "what can be done with this row", "本行可做的操作" }
    do_palette { "all commands", "全部命令" }
    do_help { "help for this place", "本页帮助" }
    do_language(name) { "language: {name}", "语言：{name}" }
    do_keys(name) { "keys: {name}", "按键方案：{name}" }
    do_demo_on { "demo: made-up data in a folder of their own", "演示：单独文件夹中的虚构数据" }
    do_demo_off { "leave the demo", "退出演示" }
    do_redraw { "draw the screen again", "重绘屏幕" }
    do_suspend { "back to the shell for a while", "暂时回到命令行" }
    do_quit { "quit", "退出" }
    nap_hour { "for one hour", "一小时" }
    nap_tomorrow { "until tomorrow 09:00", "到明天 09:00" }
    nap_monday { "until Monday 09:00", "到周一 09:00" }
    nap_new_data { "until new data of this kind", "到同类新数据到来" }
    nap_days(days) { "observe for {days} days", "观察 {days} 天" }
    nap_date { "until a date...", "到某一天..." }
    why_wrong { "the rule is wrong here", "规则在此不适用" }
    why_known { "known and accepted", "已知并接受" }
    why_limit { "the limit should be higher", "阈值应更高" }
    why_mute { "mute this rule for this subject", "对此对象关闭该规则" }
    why_no_answer { "the message needs no answer", "此邮件无需回复" }
    copy_order { "copy the order id", "复制订单号" }
    copy_asin { "copy the ASIN", "复制 ASIN 编码" }
    copy_sku { "copy the SKU", "复制 SKU 编码" }
    copy_link { "copy the link", "复制链接" }
    copy_row { "copy the row", "复制整行" }
    copy_text { "copy title and reason", "复制标题和原因" }
    export_as(format) { "export as {format}", "导出为 {format}" }
    sort_by(column) { "sort by {column}", "按 {column} 排序" }
    sort_own { "the list's own order", "列表默认顺序" }
    answer_market(code) { "the marketplace is {code}", "站点是 {code}" }
    answer_own_market(code) { "the marketplace is {code} (yours)", "站点是 {code}（本店铺）" }
    answer_always(code) { "the marketplace is {code}, always for such files", "站点是 {code}，此类文件始终如此" }
    answer_complete { "the report is complete: apply it", "报表完整：应用" }
    answer_dmy { "day first: 31/12/2026", "日在前：31/12/2026" }
    answer_mdy { "month first: 12/31/2026", "月在前：12/31/2026" }
    answer_period { "type the period...", "输入期间..." }

    // Bottom line.
    short_done { "done", "完成" }
    short_shipped { "shipped", "已发货" }
    short_answered { "answered", "已回复" }
    short_applied { "applied", "已应用" }
    short_ordered { "ordered", "已下单" }
    short_sign_off { "sign off", "签核" }
    short_dealt { "dealt with", "已处理" }
    short_snooze { "snooze", "稍后" }
    short_claim { "claim", "认领" }
    short_dismiss { "dismiss", "忽略" }
    short_undo { "undo", "撤销" }
    short_mark { "select", "选择" }
    short_filter { "filter", "筛选" }
    short_sort { "sort", "排序" }
    short_view { "view", "视图" }
    short_copy { "copy", "复制" }
    short_open { "open", "打开" }
    short_export { "export", "导出" }
    short_import { "import", "导入" }
    short_answer { "answer", "回答" }
    short_take_back { "take back", "撤回" }
    short_receipt { "receipt", "依据" }
    short_palette { "command", "命令" }
    short_help { "help", "帮助" }
    short_quit { "quit", "退出" }
    short_unfold { "unfold", "展开" }
    keys_menu { "Enter choose  1-9 or letter  Up/Down move  Esc close", "Enter 选择  1-9 或字母  Up/Down 移动  Esc 关闭" }
    keys_search { "Enter run  Up/Down choose  type to search  Esc close", "Enter 执行  Up/Down 选择  输入以搜索  Esc 关闭" }
    keys_form { "Enter take  Esc leave it", "Enter 确定  Esc 取消" }
    keys_filter { "Enter keep  Esc clear  Tab complete  kind: mk: due:<4h is:late -not |or", "Enter 保留  Esc 清除  Tab 补全  kind: mk: due:<4h is:late -排除 |或" }
    keys_sheet { "Up/Down scroll  Esc close", "Up/Down 滚动  Esc 关闭" }
    keys_first(last) { "Enter choose  1-{last}  Up/Down move  : command  ? help  q quit", "Enter 选择  1-{last}  Up/Down 移动  : 命令  ? 帮助  q 退出" }
    keys_mapping { "Enter choose  x leave out  Up/Down move  End then Enter: apply  Esc leave it", "Enter 选择  x 忽略  Up/Down 移动  End 再 Enter：应用  Esc 取消" }
    keys_pick { "Enter take  Up/Down or first letter: move  Esc back", "Enter 确定  Up/Down 或首字母：移动  Esc 返回" }
    key_space { "space", "空格" }

    // Frame.
    view_label { "view:", "视图：" }
    data_label { "data:", "数据：" }
    sorted(column, arrow) { "sort: {column}{arrow}", "排序：{column}{arrow}" }
    marked(count) { "{count} marked", "已标记 {count}" }
    done_today(count) { "done today {count}", "今日完成 {count}" }
    snoozed(count) { "snoozed {count}", "稍后 {count}" }
    matches(count, all) { "{count} of {all} match", "{all} 项中匹配 {count} 项" }
    head_due { "due", "剩余" }
    head_kind { "kind", "类别" }
    head_what { "what", "事项" }
    head_market { "mk", "站" }
    head_who { "who", "谁" }
    pane_why { "why", "原因" }
    pane_hint { "p hide, Enter act", "p 隐藏，Enter 操作" }
    reading { "reading ...", "读取中 ..." }
    not_live { "!! not live: the rows below are older; r reads again", "!! 非实时：下列为旧数据；r 重新读取" }
    download_at(place) { "download: {place}", "下载位置：{place}" }
    worker_reads(who, pid, queued) { "{who} (pid {pid}) reads files, {queued} waiting", "{who}（进程 {pid}）正在读取文件，{queued} 个等待" }
    worker_runs(who, pid) { "{who} runs already, pid {pid}", "{who} 已在运行，进程 {pid}" }
    held_by(who, until) { "{who} has this item until {until}", "{who} 已认领，至 {until}" }
    too_small { "too small: 40x10 at least", "窗口太小：至少 40x10" }
    strip_next { "next 24 h", "未来 24 小时" }
    strip_left { "left per tab", "各页剩余" }
    strip_late(count) { "late now: {count}", "已逾期：{count}" }
    strip_due(at, left) { "next deadline {at} ({left})", "下一截止 {at}（{left}）" }
    strip_wake(at, count) { "next wake {at} ({count} asleep)", "下次唤醒 {at}（稍后提醒 {count} 项）" }

    // Reason pane.
    next_step(text) { "next: {text}", "下一步：{text}" }
    is_due(at, left) { "due {at}, {left} left", "截止 {at}，剩余 {left}" }
    was_due(at, late) { "was due {at}, {late} late", "截止 {at}，逾期 {late}" }
    sleeps_until(at) { "asleep until {at}", "稍后提醒：{at}" }
    sleeps_for_data { "asleep until new data", "有新数据时提醒" }
    reopened { "open again: newer data contradicted it", "已重新打开：新数据与之矛盾" }
    state_is(state) { "state: {state}", "状态：{state}" }
    cleared_by(how) { "cleared by data: {how}", "数据证实已解决：{how}" }
    colon { ": ", "：" }
    source_row(file, row, at, age) { "source: {file} row {row}, as of {at} ({age} old)", "来源：{file} 第 {row} 行，截至 {at}（距今 {age}）" }
    source_file(file, at, age) { "source: {file}, whole file, as of {at} ({age} old)", "来源：{file} 整个文件，截至 {at}（距今 {age}）" }
    source_signed(who, at) { "source: the team's journal, signed off by {who} on {at}", "来源：团队日志，{who} 于 {at} 签核" }
    source_never_signed { "source: the team's journal, never signed off so far", "来源：团队日志，至今未签核" }
    source_journal(at, age) { "source: the team's journal, {at} ({age} ago)", "来源：团队日志，{at}（{age} 前）" }
    file_hash(hash) { "file sha256 {hash}", "文件 sha256 {hash}" }
    link_line(key, link) { "{key} open {link}", "{key} 打开 {link}" }
    history { "history", "历史" }
    fold_title(kind, count) { "{kind}: {count} items in one row", "{kind}：合并 {count} 项" }
    fold_title_money(kind, count, sums) { "{kind}: {count} items, {sums}", "{kind}：{count} 项，{sums}" }
    fold_help(count) { "Right or Enter shows the {count} items one by one; a verb here acts on all of them as one step.", "Right 或 Enter 逐项显示 {count} 项；在此操作对全部生效，算作一步。" }
    receipt_of(what) { "receipt: {what}", "依据：{what}" }
    ask_market(rows) { "{rows} rows do not say their marketplace: which is it?", "{rows} 行没有写明站点：是哪个站点？" }
    ask_fewer(before, now) { "{now} rows, the last report had {before}: is it complete?", "{now} 行，上次报表有 {before} 行：是否完整？" }
    ask_dates(column, sample) { "{column} {sample}: is the day or the month first?", "{column} {sample}：日在前还是月在前？" }
    ask_period { "The file does not say its period: which is it?", "文件没有写明期间：是哪一段？" }
    ask_mapping(format) { "No report has this header. Nearest: {format}. Which column is which?", "没有报表有此表头。最接近：{format}。各列是什么？" }
    map_title(file, format) { "{file}: read as {format}", "{file}：按{format}读取" }
    map_others(count) { "Left/Right: {count} others are near", "Left/Right：另有 {count} 种相近" }
    map_column { "column of the file", "文件的列" }
    map_samples { "samples", "样例" }
    map_read_as { "read as", "读作" }
    map_left_out { "(left out)", "（忽略）" }
    map_missing(names) { "Still missing: {names}", "还缺少：{names}" }
    map_complete { "Every needed column is there; the next file with this header is read by itself.", "所需的列已齐；下次同样表头的文件会自动读取。" }
    map_apply { "Apply: read the file by this", "应用：按此读取文件" }
    map_pick(name) { "{name}: what is it?", "{name}：是哪一列？" }
    map_needed { "needed", "必需" }
    map_taken(name) { "now: {name}", "当前：{name}" }
    remembered_title { "Remembered for such files; choose one to forget it", "此类文件已记住的回答；选择即忘记" }
    remembered_mapping(count, format) { "{count} columns read as {format}", "{count} 列按{format}读取" }
    remembered_dates(column, order) { "dates in {column}: {order}", "列 {column} 的日期：{order}" }
    forget_this(what, day) { "forget: {what} (since {day})", "忘记：{what}（自 {day}）" }
    take_back_rows(rows, file) { "takes back {rows} rows of {file}", "撤回 {file} 的 {rows} 行" }
    take_back_none(file) { "{file}: nothing of it counts; it is only marked", "{file}：没有计入任何行；仅作标记" }
    answer_with(key) { "{key} answers; the file is then read again", "按 {key} 回答；之后重新读取文件" }

    // Outcomes.
    items(count) { "{count} items", "{count} 项" }
    did(verb, what, left, key) { "OK {verb}: {what}   {left} left   {key} undo", "OK {verb}：{what}   剩 {left}   {key} 撤销" }
    did_here(verb, what, key) { "OK {verb}: {what}   {key} undo", "OK {verb}：{what}   {key} 撤销" }
    did_until(verb, what, at, key) { "OK {verb} until {at}: {what}   {key} undo", "OK {verb} {at}：{what}   {key} 撤销" }
    undid(verb, what) { "OK undone: {verb} {what}", "OK 已撤销：{verb} {what}" }
    row_swapped {
        "the row under the cursor has just gone; press again to act on this one",
        "光标所在的行刚刚消失；如要处理当前行请再按一次"
    }
    keys_forgotten(count) {
        "the list could not be read; keys typed ahead and not carried out: {count}",
        "列表无法读取；提前按下的 {count} 个键未执行"
    }
    queued { "The worker will read it; see Imports", "导入进程将读取；见导入页" }
    conflict(what, who, at, state) { "{what}: {who} changed it at {at}, now {state}; nothing was written", "{what}：{who} 于 {at} 已更改，现为 {state}；未写入" }
    conflict_claimed(what, who, at) { "{what}: {who} claimed it at {at}; nothing was written", "{what}：{who} 于 {at} 已认领；未写入" }
    write_failed(why) { "Not written: {why}", "未写入：{why}" }
    refused_no_item(id) { "There is no item {id}", "没有 {id} 这一项" }
    nothing_to_undo { "Nothing of yours is left to undo", "没有可撤销的步骤" }
    undone_before(step) { "Step {step} was undone before", "第 {step} 步已撤销过" }
    not_yours(step) { "Step {step} is somebody else's", "第 {step} 步不是你的操作" }
    not_now(id, state) { "Not possible: {id} is {state}", "无法操作：{id} 的状态是 {state}" }
    note_wanted { "A sign-off wants one line: what was checked, what was found", "签核需要一行说明：查了什么，发现什么" }
    gone_meanwhile { "The row is no longer there", "该行已不存在" }
    copied(what) { "Copied: {what}", "已复制：{what}" }
    copy_failed(why) { "Not copied: {why}", "未复制：{why}" }
    exported(path) { "Written: {path}", "已写入：{path}" }
    export_failed(why) { "Not exported: {why}", "未导出：{why}" }
    worker_started(what) { "Import worker runs ({what}); what it reads appears on Imports", "导入进程已启动（{what}）；读取结果见导入页" }
    worker_failed(why) { "The import worker does not start: {why}", "导入进程无法启动：{why}" }
    marked_first(count) { "The first {count} rows are marked", "已标记前 {count} 行" }
    no_more { "No further row that nobody else holds", "没有更多无人处理的行" }
    paste_nowhere { "Pasted text goes into a form or the filter: press / or R first", "粘贴的文本只进入表单或筛选：先按 / 或 R" }
    input_method { "Input method? Press Shift to type commands; arrows, Enter and digits work too", "输入法？按 Shift 切换到英文；方向键、Enter 和数字键也可用" }
    how_to_quit { "q quits", "q 退出" }

    // Why something is not possible.
    no_row { "no row is selected", "没有选中的行" }
    no_item { "nothing is to do about this row", "此行没有待办" }
    nothing_to_copy { "this row has none", "此行没有" }
    nothing_to_export { "the list is empty", "列表为空" }
    no_link { "no page is known for this row", "此行没有对应页面" }
    not_folded { "not a bundled row", "不是合并的行" }
    not_unfolded { "nothing is unfolded", "没有展开的行" }
    no_question { "this file asks nothing", "此文件没有问题" }
    nothing_remembered { "nothing is remembered for such files", "此类文件没有已记住的回答" }
    imports_only { "works on the Imports tab only", "仅在导入页可用" }
    no_file_row { "this row is no file", "此行不是文件" }
    taken_back_before { "it was taken back before", "之前已撤回" }
    only_came_again { "it only says that a file came again", "此行仅表示文件重复到达" }
    no_filter { "no filter is set", "没有筛选" }
    no_marks { "nothing is marked", "没有标记" }
    demo_already { "that is so already", "已经如此" }
    already { "that is so now", "当前即是" }

    // Forms, menus, help.
    menu_of(what, count) { "{what} ({count})", "{what}（{count} 项）" }
    palette_snooze(time) { "snooze {time}", "稍后提醒：{time}" }
    palette_dismiss(reason) { "dismiss: {reason}", "忽略：{reason}" }
    form_sign_off(practice) { "sign off {practice}: what was checked and found?", "签核 {practice}：查了什么，发现什么？" }
    form_date { "asleep until: 2026-12-01, 12-01, 3d or 4h", "提醒时间：2026-12-01、12-01、3d 或 4h" }
    form_import { "file or folder to read, absolute or ~/", "要读取的文件或文件夹，绝对路径或 ~/" }
    form_period { "period of the file: 2026-11-01..2026-11-14", "文件的期间：2026-11-01..2026-11-14" }
    not_a_date { "Not a time to come: write 2026-12-01, 12-01, 3d or 4h", "不是将来的时间：写 2026-12-01、12-01、3d 或 4h" }
    not_a_path { "Write the whole path: /home/me/report.txt or ~/report.txt", "请写完整路径：/home/me/report.txt 或 ~/report.txt" }
    not_a_period { "Write two days: 2026-11-01..2026-11-14", "请写两个日期：2026-11-01..2026-11-14" }
    help_title { "help: type to search, Enter runs", "帮助：输入以搜索，Enter 执行" }
    palette_title { "command: type to search, Enter runs", "命令：输入以搜索，Enter 执行" }
    none_found { "nothing has this name; Esc closes", "没有这个名称；Esc 关闭" }
    filter_no_key(nearest) { "No such key; did you mean {nearest}: ?  The other words still hold", "没有这个筛选键；是否指 {nearest}: ？其余词仍然有效" }
    filter_comparison { "Wants < or >, as in due:<4h, age:>2d, money:>50", "需要 < 或 >，如 due:<4h、age:>2d、money:>50" }
    filter_number { "Not a span or number: 30m, 4h, 2d, 1w", "不是时长或数字：30m、4h、2d、1w" }
    filter_no_value { "A value is missing behind the colon", "冒号后缺少值" }
    filter_values(values) { "One of: {values}", "可选：{values}" }
    filter_quote { "The quote is not closed", "引号未闭合" }

    // States.
    no_match(all) { "0 of {all} match; Esc clears", "{all} 项中无匹配；Esc 清除" }
    nothing_left { "Nothing left.", "全部完成。" }
    nothing_left_done(done) { "Nothing left.  {done} done today.", "全部完成。今日完成 {done} 项。" }
    nothing_left_session(done, minutes, each) { "Nothing left.  {done} done in {minutes} min ({each} s each).", "全部完成。{minutes} 分钟完成 {done} 项（每项 {each} 秒）。" }
    empty_view { "Nothing in this view.", "此视图为空。" }
    go_view(key) { "{key}  next view", "{key}  下一个视图" }
    go_practices(key, count) { "{key}  practices: {count} due", "{key}  准则：{count} 项到期" }
    no_data_yet(tab) { "No data for {tab} yet.", "{tab} 尚无数据。" }
    need_any { "It wants reports that you download from Seller Central: orders, stock, search terms, account health; and mail.", "需要从卖家中心下载的报表：订单、库存、搜索词、账户状况，以及邮件。" }
    need_orders { "It wants All Orders or Unshipped Orders: Seller Central > Orders > Order Reports.", "需要 All Orders 或 Unshipped Orders：卖家中心 > 订单 > 订单报告。" }
    need_mail { "It wants the mails of buyers: an .eml file or a Maildir, or [mail] maildir in the configuration.", "需要买家邮件：.eml 文件或 Maildir，或在配置中写 [mail] maildir。" }
    need_ads { "It wants the Sponsored Products search term report: advertising console > Measurement & Reporting > Sponsored ads reports.", "需要商品推广搜索词报告：广告控制台 > 衡量和报告 > 推广报告。" }
    need_stock { "It wants Manage FBA Inventory or FBA Inventory: Seller Central > Reports > Fulfillment by Amazon > Inventory.", "需要 Manage FBA Inventory 或 FBA Inventory：卖家中心 > 报告 > 亚马逊物流 > 库存。" }
    need_practices { "The ten practices come with the first run of the rules.", "十项准则在规则首次运行后出现。" }
    begin_with(key) { "{key}  the ways to begin: made-up data, or your own files", "{key}  开始的方式：虚构数据，或你自己的文件" }
    see_menu(key) { "{key}  what can be done here", "{key}  此处可做的操作" }
    import_with(key) { "{key}  import a file or folder", "{key}  导入文件或文件夹" }
    err_title(tab) { "{tab} could not be read.", "{tab} 无法读取。" }
    err_what { "what", "原因" }
    err_who { "who", "谁" }
    err_kept { "kept", "保留" }
    err_do { "do", "怎么办" }
    err_code { "code", "代码" }
    err_no_data { "there is no database yet", "还没有数据库" }
    err_busy { "the database is busy: another program holds it", "数据库忙：另一程序正在占用" }
    err_timed_out(seconds) { "the question took longer than {seconds} s and was stopped", "查询超过 {seconds} 秒，已停止" }
    err_who_unknown { "not known", "不明" }
    err_who_worker(who, pid) { "{who}, pid {pid}", "{who}，进程 {pid}" }
    err_kept_text { "nothing is lost: files and decisions are untouched", "没有丢失：文件和操作均未受影响" }
    err_do_import { "R imports a file", "R 导入文件" }
    err_do_wait { "wait, it is tried again by itself; r tries now", "请稍候，会自动重试；r 立即重试" }
    err_do_narrow { "narrow the list with / or choose another view; r tries again", "用 / 缩小范围或换视图；r 重试" }
    err_do_doctor { "run: daydeck doctor", "运行：daydeck doctor" }
    first_line { "first run   nothing is sent anywhere", "首次运行   不向任何地方发送数据" }
    welcome { "Welcome. This is a control panel over files you download from Amazon.", "欢迎。这是一个基于你从亚马逊下载的文件的控制面板。" }
    welcome_local { "It never logs in to Amazon; nothing leaves this machine.", "它从不登录亚马逊；数据不离开本机。" }
    first_demo { "Try it with made-up data", "用虚构数据试用" }
    first_import { "Import my files", "导入我的文件" }
    first_join(folder) { "Join the team in {folder}", "加入 {folder} 中的团队" }
    first_files(count) { "It knows {count} kinds of Amazon reports, mail and sheets by their content: `daydeck formats` lists them.", "可按内容识别 {count} 种亚马逊报告、邮件和表格：`daydeck formats` 列出全部。" }
    first_config { "No configuration file is written.", "不会写入任何配置文件。" }
}

#[cfg(test)]
mod tests {
    use super::ALL;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn messages_fit_every_terminal_and_say_something() {
        for (name, en, zh) in ALL {
            assert!(!en.trim().is_empty() && !zh.trim().is_empty(), "{name}");
            for text in [en, zh] {
                assert_eq!(text.width(), text.width_cjk(), "{name}: a glyph of ambiguous width in {text:?}");
                assert!(text.width() <= 160, "{name} is long: {}", text.width());
            }
            assert_eq!(en.matches('{').count(), zh.matches('{').count(), "{name}");
        }
    }
}
