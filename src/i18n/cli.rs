//! Words of the command line: what goes to stderr, and what `status`, `doctor` and `config` say.

use crate::messages;

messages! {
    // configuration
    config_unreadable(place, cause) { "{place}: cannot be read: {cause}", "{place}：无法读取：{cause}" }
    config_syntax(place, cause) { "{place}: this is not TOML: {cause}", "{place}：不是有效的 TOML：{cause}" }
    config_no_such_key(place, key, nearest) { "{place}: there is no setting {key}; did you mean {nearest}?", "{place}：没有设置项 {key}；是否想写 {nearest}？" }
    config_not_a(place, key, read, wanted) { "{place}: {key} = {read}: wanted is {wanted}", "{place}：{key} = {read}：应为{wanted}" }
    config_out_of_range(place, key, value, unit, min, max) { "{place}: {key} = {value} {unit} is outside {min} to {max}", "{place}：{key} = {value} {unit} 超出范围 {min} 至 {max}" }
    wants_one_of(words) { "one of {words}", "以下之一：{words}" }
    wants_zone { "auto or a zone such as Asia/Shanghai", " auto 或时区名，例如 Asia/Shanghai" }
    wants_switch { "on or off", " on 或 off" }
    wants_number { "a whole number", "整数" }
    wants_name { "a name", "名称" }
    wants_names { "a list of names, %name for a Unix group", "名称列表，%名称 表示 Unix 用户组" }
    config_not_here(place, key) { "{place}: {key} is the team's: it counts in config.toml of the data folder and in /etc/daydeck/config.toml alone", "{place}：{key} 属于团队设置：只在数据目录的 config.toml 和 /etc/daydeck/config.toml 中有效" }
    config_not_part(place, key, whole) { "{place}: {key} is not set for a part: set {whole}", "{place}：{key} 不能单独为某个店铺或站点设置：请设置 {whole}" }
    config_no_group(place, key, name) { "{place}: {key}: /etc/group has no group {name}; only groups that stand there are known", "{place}：{key}：/etc/group 中没有用户组 {name}；只识别其中列出的用户组" }
    wants_paths { "a list of paths", "路径列表" }
    config_fine(files) { "{files} configuration files read, nothing wrong", "已读取 {files} 个配置文件，没有问题" }
    config_stops { "the rules do not run with a wrong setting: mend it (daydeck config check), then try again", "设置有误时不运行规则：请先修正（daydeck config check），再重试" }
    file_present { "present", "存在" }
    file_absent { "absent", "不存在" }

    // errors
    no_data(folder) { "{folder}: no data yet. Read your files with: daydeck import FILE... or look at sample data with: daydeck demo", "{folder}：还没有数据。读取自己的文件：daydeck import FILE...，或查看示例数据：daydeck demo" }
    busy { "the database is busy: another process holds the write lock; try again", "数据库正忙：另一个进程持有写锁，请重试" }
    needs_terminal { "the screen needs a terminal that can be drawn on (TERM is dumb or this is no terminal). For lines of text: daydeck today --plain", "界面需要可绘制的终端（TERM 为 dumb，或这里不是终端）。需要纯文本：daydeck today --plain" }
    no_home { "your home folder is not known (HOME is not set): say where the data is with --data DIR", "找不到主目录（未设置 HOME）：请用 --data DIR 指定数据目录" }
    not_id(id) { "{id} is not an id such as w17", "{id} 不是有效编号，应如 w17" }
    no_such_column(column, list, columns) { "{list} cannot be sorted by {column}; possible: {columns}", "{list} 不能按 {column} 排序；可用：{columns}" }
    filter_wrong(part, why) { "filter: {part}: {why}", "筛选：{part}：{why}" }
    filter_key(nearest) { "no such key; did you mean {nearest}:?", "没有这个键；是否想写 {nearest}:？" }
    filter_comparison { "wants < or >, such as due:<4h", "需要 < 或 >，例如 due:<4h" }
    filter_number { "not a span (30m, 4h, 2d, 1w) or a number", "不是时长（30m、4h、2d、1w）或数字" }
    filter_no_value { "nothing behind the colon", "冒号后没有内容" }
    filter_value(values) { "no such value; possible: {values}", "没有这个值；可用：{values}" }
    filter_quote { "a quote is not closed", "引号没有闭合" }
    not_until(text) { "--until {text}: wanted is a span (30m, 2h, 3d, 1w), tomorrow, a date such as 2026-12-01, or new-data (snooze only)", "--until {text}：应为时长（30m、2h、3d、1w）、tomorrow、日期（如 2026-12-01），或 new-data（仅限 snooze）" }
    past_until(text) { "--until {text}: this is over already", "--until {text}：这个时间已过" }
    not_period(text) { "--period {text}: wanted is FROM..TO, such as 2026-11-01..2026-11-21", "--period {text}：应为 FROM..TO，例如 2026-11-01..2026-11-21" }
    not_market(text, codes) { "--marketplace {text}: wanted is one of {codes}", "--marketplace {text}：应为以下之一：{codes}" }
    not_format(text, formats) { "--none {text}: wanted is one of {formats}", "--none {text}：应为以下之一：{formats}" }
    not_size(text) { "--size {text}: wanted is columns x rows, such as 160x50, from 20x5 to 500x200", "--size {text}：应为 列x行，例如 160x50，范围 20x5 到 500x200" }
    no_practice(number) { "there is no practice {number}: 1 to 10, see daydeck practices", "没有第 {number} 条准则：应为 1 到 10，见 daydeck practices" }
    no_kind(word) { "there is no kind {word}; daydeck howto lists them", "没有「{word}」这种事项；daydeck howto 会列出全部" }
    howto_written(name) { "{name}: the team's how-to is in force", "{name}：团队的操作说明已生效" }
    howto_reset(name) { "{name}: the built-in how-to is in force again", "{name}：恢复内置操作说明" }
    howto_same { "nothing changed", "没有变化" }
    howto_by(who, at) { "written by {who}, {at}", "由 {who} 编写，{at}" }
    howto_wants(path, lines, bytes) { "{path}: wanted is a text (UTF-8) of 1 to {lines} lines and at most {bytes} bytes", "{path}：需要 UTF-8 文本，1 到 {lines} 行，最多 {bytes} 字节" }
    editor_failed(editor) { "the editor did not end well: {editor}", "编辑器未正常结束：{editor}" }
    text_kept(path) { "what was typed is kept in {path}; daydeck howto KIND --set FILE takes it", "已输入的文字保留在 {path}；可用 daydeck howto KIND --set FILE 写入" }
    file_io(path, cause) { "{path}: {cause}", "{path}：{cause}" }
    interrupted { "interrupted", "已中断" }

    // verbs
    done_step(verb, count, entity, step) { "{verb}: {count} ({entity}). Take it back with: daydeck undo {step}", "{verb}：{count} 项（{entity}）。撤销：daydeck undo {step}" }
    undone_step(verb, count, entity) { "undone: {verb}, {count} ({entity})", "已撤销：{verb}，{count} 项（{entity}）" }
    conflict(id, entity, who, at, state) { "{id} ({entity}): {who} was faster at {at}; it is {state} now. Nothing was changed", "{id}（{entity}）：{who} 已于 {at} 先行处理；现为 {state}。未作任何更改" }
    conflict_held(id, entity, who, until) { "{id} ({entity}): {who} has it until {until}. Nothing was changed; claim --take-over takes it", "{id}（{entity}）：{who} 持有至 {until}。未作任何更改；claim --take-over 可接手" }
    redone_step(verb, count, entity) { "done again: {verb}, {count} ({entity})", "已重做：{verb}，{count} 项（{entity}）" }
    no_such_item(id) { "there is no item {id}", "没有事项 {id}" }
    nothing_to_undo { "there is nothing of yours left to undo", "没有可以撤销的操作" }
    undone_before(step) { "step {step} was undone before", "步骤 {step} 已撤销过" }
    not_yours(step) { "step {step} is somebody else's", "步骤 {step} 是他人的操作" }
    not_now(id, state) { "{id} is {state}: this is not possible now", "{id} 现为 {state}：此时不能这样做" }
    cause_wanted(id) { "{id} is done only with a line about it: --note 'what was found or done'", "{id} 需要一行说明才能完成：--note '查到什么、做了什么'" }
    role_wanted(role) { "this takes the role {role} (team.leads, team.viewers in the team's config.toml)", "此操作需要角色：{role}（见团队 config.toml 的 team.leads、team.viewers）" }
    nothing_to_redo { "nothing of yours was undone that could be done again", "没有可以重做的操作" }
    no_such_person(name) { "nobody called {name} has worked here yet", "还没有名为 {name} 的人在此工作过" }
    no_such_proposal(number) { "no proposal {number} waits", "没有等待中的提议 {number}" }
    own_proposal(number) { "proposal {number} is your own: somebody else must confirm it", "提议 {number} 是你自己的：须由他人确认" }
    proposed(verb, number) { "nothing has happened yet: {verb} wants a second person. They say: daydeck confirm {number}", "尚未执行：{verb}需要第二人确认。请对方运行：daydeck confirm {number}" }
    rejected_proposal(number) { "proposal {number} was turned down; nothing has happened", "提议 {number} 已被否决，未作任何更改" }
    proposal_line(number, at, who, verb, count, entity) { "{number}  {at}  {who}  {verb}  {count}  {entity}", "{number}  {at}  {who}  {verb}  {count}  {entity}" }
    no_proposals { "nothing waits for a second person", "没有等待第二人确认的操作" }
    journal_sound(rows) { "journal: {rows} rows, as they were written", "操作日志：{rows} 行，与写入时一致" }
    journal_bad(seq, fault) { "journal: row {seq} is not as it was written ({fault})", "操作日志：第 {seq} 行与写入时不符（{fault}）" }
    note_wanted { "a sign-off wants a note: what did you find?", "签核需要备注：发现了什么？" }
    queued(number) { "queued as request {number}", "已排队，请求编号 {number}" }

    // import
    reading(file) { "reading {file} ...", "正在读取 {file} ……" }
    import_line(file, format, state, counts, seconds) { "{file}: {format}, {state}: {counts} ({seconds} s)", "{file}：{format}，{state}：{counts}（{seconds} 秒）" }
    import_counts(rows, inserted, updated, unchanged, rejected) {
        "{rows} rows = {inserted} new + {updated} changed + {unchanged} same + {rejected} rejected",
        "{rows} 行 = 新增 {inserted} + 更新 {updated} + 未变 {unchanged} + 拒收 {rejected}"
    }
    nothing_to_read { "no file to read there", "那里没有可读取的文件" }
    waits_for_worker(holder, number) { "the import worker is {holder}; request {number} is queued, waiting for its answer (Ctrl-C leaves it queued)", "导入进程为 {holder}；请求 {number} 已排队，正在等待结果（Ctrl-C 退出，请求保留）" }
    worker_says(words) { "the import worker: {words}", "导入进程：{words}" }
    worker_gone { "the import worker has ended without an answer; reading the files here", "导入进程未给出结果便已结束；改由本进程读取" }
    still_queued(number) { "request {number} stays queued", "请求 {number} 仍在排队" }

    // attachments
    no_attachment(which) { "{which}: no mail with attachments is known by it; wanted is a Message-ID, an order id, or an id such as w17. What was attached to mails whose words are deleted is deleted too", "{which}：找不到对应的带附件邮件；应为 Message-ID、订单号或 w17 这样的编号。内容已删除的邮件，其附件也已删除" }
    no_attachment_number(number, count) { "there is no attachment {number}: 1 to {count}", "没有第 {number} 个附件：应为 1 到 {count}" }
    attachment_runs(name) { "{name}: a program, a script or a web page runs when it is opened, so it is not written", "{name}：程序、脚本或网页打开即会运行，因此不写出" }
    attachment_missing(name) { "{name}: not in the archived mail", "{name}：不在存档的邮件中" }
    attachment_purged(name) { "{name}: deleted with the words of its mail", "{name}：已随邮件内容一并删除" }
    attachment_written(name) { "{name}: written under a name of our own, for you alone to read. It may be personal data, which no purge finds there: delete it when you are through", "{name}：已用程序自拟的文件名写出，仅限本人读取。其中可能有个人数据，清除功能不会处理该处：用完请删除" }

    // demo
    demo_data { "this is demo data", "这是示例数据" }
    demo_making { "making sample data, some seconds...", "正在生成示例数据，需要几秒……" }
    demo_progress(place, files) { "reading sample file {place} of {files} ...", "正在读取示例文件 {place}/{files} ……" }
    demo_rules { "running the rules ...", "正在运行规则……" }
    demo_ready(folder, files) { "sample data is in {folder}: {files} files read", "示例数据位于 {folder}：已读取 {files} 个文件" }
    demo_foreign(folder) { "{folder} was not made by daydeck demo: move it away or choose another folder with --data", "{folder} 不是由 daydeck demo 创建：请移走，或用 --data 指定其他目录" }

    // status
    status_worker(holder, queued) { "import worker: {holder}; requests waiting: {queued}", "导入进程：{holder}；等待中的请求：{queued}" }
    status_nobody { "nobody", "无" }
    holder_since(who, at, pid) { "{who}, since {at}, pid {pid}", "{who}（{at} 起，进程 {pid}）" }
    holder_pid(who, pid) { "{who}, pid {pid}", "{who}（进程 {pid}）" }
    status_lane(lane, open) { "{lane}: {open} open", "{lane}：{open} 项待办" }
    status_source(format, place, at, age, wanted, state) { "{format} {place}: {at}, {age} old, wanted {wanted}: {state}", "{format} {place}：{at}，已过 {age}，要求 {wanted} 以内：{state}" }
    status_never(format, place, wanted) { "{format} {place}: never came, wanted every {wanted}: missing", "{format} {place}：从未导入，要求每 {wanted} 一次：缺失" }
    status_no_sources { "no report came yet", "还没有导入过报表" }
    state_fresh { "fresh", "及时" }
    state_old { "old", "过期" }
    too_old(count) { "older than wanted: {count}", "{count} 个数据源已过期" }

    // database
    db_sound { "both databases are sound", "两个数据库均正常" }
    heads_compared(count) { "journal: compared with {count} heads in the system log", "操作日志：已与系统日志中的 {count} 个链首比对" }
    no_heads { "journal: no head of it was found in the system log (see daydeck doctor): a cut tail or a rewritten chain would not be seen", "操作日志：系统日志中没有找到其链首（见 daydeck doctor）：末尾被截断或整链被改写将无法发现" }
    db_problem(file, words) { "{file}: {words}", "{file}：{words}" }
    backed_up(folder) { "backup written to {folder}", "备份已写入 {folder}" }
    rebuilt(files) { "facts.db was rebuilt from {files} archived files", "已用 {files} 个存档文件重建 facts.db" }
    purged(rows, files, refused) { "personal data whose date has come: {rows} rows deleted, {files} archived files written without it, {refused} refused files deleted", "已到期的个人数据：删除 {rows} 行，{files} 个存档文件已改写为不含个人数据，删除 {refused} 个被拒收的文件" }
    purged_texts(count) { "words of the journal whose date has come: {count} deleted; its chain is whole", "操作日志中已到期的文字：删除 {count} 条，链条保持完整" }
    purge_failed(file) { "{file}: the archived file could not be written without its personal data; it is tried again with the next purge", "{file}：未能从该存档文件中去除个人数据，下次清除时会重试" }
    purge_residue(file) { "deleted data still lies in {file}: somebody reads there; try again when no screen is open", "已删除的数据仍留在 {file} 中：有进程正在读取，请在没有打开的界面时重试" }
    purge_residue_until(file, holders) { "deleted data still lies in {file} until {holders} closes; then run daydeck db purge again", "已删除的数据仍留在 {file} 中，直到 {holders} 关闭；之后请再次运行 daydeck db purge" }
    picture_written(file) { "{file} written", "已写入 {file}" }

    // doctor
    doctor_ok { "ok", "正常" }
    doctor_warn { "note", "注意" }
    doctor_fail { "wrong", "有误" }
    doctor_all_well { "nothing is wrong", "一切正常" }
    doctor_repair(command) { "to mend it: {command}", "修复：{command}" }
    check_folder { "data folder", "数据目录" }
    check_facts { "facts.db", "facts.db" }
    check_team { "team.db", "team.db" }
    check_sqlite { "SQLite", "SQLite" }
    check_log { "system log", "系统日志" }
    found_no_log { "none takes the head of the journal: it is kept in team.db alone", "没有系统日志可接收操作日志的链首：它只保存在 team.db 中" }
    repair_log { "run systemd-journald or rsyslog, or keep the journal_hash of each daydeck db backup where operators cannot write", "请运行 systemd-journald 或 rsyslog，或将每次 daydeck db backup 的 journal_hash 保存在操作员无法写入的位置" }
    check_umask { "umask", "umask" }
    check_terminal { "terminal", "终端" }
    check_locale { "locale", "区域设置" }
    check_zone { "time zone", "时区" }
    check_disk { "disk space", "磁盘空间" }
    check_config { "configuration", "配置" }
    check_user { "user", "用户" }
    found_private { "private (only you)", "私有（仅本人）" }
    found_shared { "shared (group)", "共享（用户组）" }
    found_none_yet { "none yet: it is made by the first import", "尚无：首次导入时创建" }
    found_sound { "sound", "正常" }
    found_free(size) { "{size} MiB free", "可用 {size} MiB" }
    found_problems(count) { "{count} problems", "{count} 个问题" }
    repair_term { "set TERM to what your terminal is, such as xterm-256color", "请将 TERM 设为实际终端类型，例如 xterm-256color" }
    repair_locale { "choose a UTF-8 locale, such as LANG=C.UTF-8", "请选择 UTF-8 区域设置，例如 LANG=C.UTF-8" }
    repair_umask { "umask 077 (private folder) or umask 007 (shared folder)", "umask 077（私有目录）或 umask 007（共享目录）" }
    repair_disk { "make room: less than 512 MiB are free", "请清理空间：可用不足 512 MiB" }
    repair_zone { "set zone in the configuration, such as zone = \"Asia/Shanghai\"", "请在配置中设置 zone，例如 zone = \"Asia/Shanghai\"" }
}

#[cfg(test)]
mod tests {
    use super::ALL;

    #[test]
    fn both_languages_are_there_and_use_the_same_placeholders() {
        let holes = |text: &str| {
            let mut found: Vec<String> = text
                .split('{')
                .skip(1)
                .filter_map(|part| part.split_once('}'))
                .map(|(hole, _)| hole.to_owned())
                .collect();
            found.sort_unstable();
            found
        };
        for (name, en, zh) in ALL {
            assert!(!en.trim().is_empty() && !zh.trim().is_empty(), "{name}");
            assert_eq!(holes(en), holes(zh), "{name}");
        }
    }
}
