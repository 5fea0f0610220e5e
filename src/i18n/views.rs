//! Words about saved views.

use crate::messages;

messages! {
    // Files.
    no_home { "your home folder is not known: a view of your own has no place; save it for the team", "找不到主目录：个人视图无处保存；请保存为团队视图" }
    no_name(most) { "a name of 1 to {most} characters that no view of a list has", "名称须为 1 到 {most} 个字符，且不与列表自带视图重名" }
    bad_name(place, name, most) { "{place}: {name} cannot be the name of a view: wanted are 1 to {most} characters that no view of a list has", "{place}：{name} 不能作为视图名：应为 1 到 {most} 个字符，且不与列表自带视图重名" }
    exists(name, place) { "there is a view {name} already; take another name, or change it in {place}", "视图 {name} 已存在；请换一个名称，或在 {place} 中修改" }
    cannot_write(place, cause) { "{place}: cannot be written: {cause}", "{place}：无法写入：{cause}" }
    unreadable(place, cause) { "{place}: cannot be read: {cause}", "{place}：无法读取：{cause}" }
    not_a_file { "not a regular file, or too large", "不是普通文件，或过大" }
    syntax(place, cause) { "{place}: this is not TOML: {cause}", "{place}：不是有效的 TOML：{cause}" }
    no_section(place, name) { "{place}: {name} is no section; wanted is [{name}] with list, view, filter, sort", "{place}：{name} 不是小节；应为 [{name}]，含 list、view、filter、sort" }
    no_such_key(place, key, nearest) { "{place}: there is no key {key}; did you mean {nearest}?", "{place}：没有键 {key}；是否想写 {nearest}？" }
    not_text(place, key) { "{place}: {key} is no text; wanted is {key} = \"...\"", "{place}：{key} 不是文本；应为 {key} = \"...\"" }
    no_list(place, name) { "{place}: the view {name} names no list; wanted is list = \"today\" or another one", "{place}：视图 {name} 未指明列表；应有 list = \"today\" 或其他列表" }
    not_a(place, key, read, wanted) { "{place}: {key} = {read}: wanted is {wanted}", "{place}：{key} = {read}：应为 {wanted}" }
    bad_filter(place, part, why) { "{place}: filter: {part}: {why}", "{place}：筛选：{part}：{why}" }
    no_such_view(name, list, views, saved) { "there is no view {name} of {list}; its views: {views}; saved: {saved}", "{list} 没有视图 {name}；可用视图：{views}；已保存：{saved}" }
    none_saved { "none", "无" }

    // Screen.
    do_views { "saved views...", "已保存的视图..." }
    do_save_own { "save this view for me...", "将此视图保存给自己..." }
    do_save_team { "save this view for the team...", "将此视图保存给团队..." }
    do_use(number) { "saved view {number}", "已保存的视图 {number}" }
    use_own(name, what) { "{name}  ({what})", "{name}（{what}）" }
    use_team(name, what) { "{name}  ({what}; team)", "{name}（{what}；团队）" }
    none_yet { "There is no saved view yet: save this one with save view", "还没有已保存的视图：请用“保存视图”保存当前视图" }
    gone { "This view is no longer there", "此视图已不存在" }
    form_own { "Name of your view", "个人视图的名称" }
    form_team { "Name of the team's view", "团队视图的名称" }
    saved(name) { "Saved: view {name}", "已保存：视图 {name}" }
    short_views { "views", "视图" }

    offers { "Tab:", "Tab：" }

    // Sort.
    sort_down(column) { "sort by {column}, downwards", "按 {column} 倒序" }

    // Bulk acts.
    bulk_title(verb, count) { "{verb}: {count} items", "{verb}：{count} 项" }
    bulk_kind(count, kind) { "{count} x {kind}", "{count} 项 {kind}" }
    bulk_more(count) { "and {count} more kinds", "另有 {count} 类" }
    bulk_money(sum) { "at stake: {sum}", "涉及金额：{sum}" }
    bulk_unknown(count) { "{count} without a known amount", "{count} 项金额未知" }
    bulk_step { "One step: undo takes all of it back.", "作为一步记录：撤销将全部恢复。" }
    bulk_do { "do it", "执行" }
    bulk_leave { "leave it", "取消" }
    keys_bulk { "Enter do it  Esc leave it  Up/Down choose", "Enter 执行  Esc 取消  Up/Down 选择" }
}
