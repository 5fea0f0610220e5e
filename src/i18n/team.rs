//! What a team says to itself: hand-over, changes, journal, who is here; on the screen and on the command line alike.

use chrono_tz::Tz;

use super::words::word;
use super::{Lang, format, work};
use crate::domain::act::Proposal;
use crate::domain::day::Instant;
use crate::domain::team::{Changes, Here, JournalLine, Share};
use crate::domain::text::SafeText;
use crate::domain::work::{Snooze, WorkItem, public_id};
use crate::messages;

messages! {
    // Actions.
    do_take_over { "take over from whoever has it", "从他人手中接手" }
    do_take_over_from(who, since) { "take over from {who}, who has it since {since}", "从 {who} 接手（自 {since} 起由其处理）" }
    do_assign { "assign to...", "分派给..." }
    do_assign_to(who) { "assign to {who}", "分派给 {who}" }
    do_assign_me { "assign to me", "分派给我" }
    do_assign_nobody { "assign to nobody", "取消分派" }
    do_note { "write a note; @name calls somebody", "写备注；@姓名 可提醒某人" }
    do_redo { "do again what I undid", "重做我撤销的步骤" }
    do_who { "team: who is here", "团队：谁在线" }
    do_since { "what changed since I left", "我离开后的变化" }
    do_handover { "hand-over: open, waiting, promised, by person", "交接：各人的待办、等待与承诺" }
    do_history { "journal of this item, order or SKU", "本项、订单或 SKU 的操作日志" }
    do_proposals { "what waits for a second person...", "等待第二人确认的操作..." }
    do_confirm { "confirm a proposed act", "确认提议的操作" }
    do_reject { "turn a proposed act down", "否决提议的操作" }
    confirm_this(what) { "confirm: {what}", "确认：{what}" }
    reject_this(what) { "turn down: {what}", "否决：{what}" }
    do_howto { "how this is done, step by step", "这件事怎么做：操作步骤" }
    short_howto { "how-to", "步骤" }
    short_assign { "assign", "分派" }
    short_note { "note", "备注" }
    short_redo { "redo", "重做" }

    // Menus and forms.
    take_over_title(what, who, since) { "{what}: {who} has it since {since}", "{what}：{who} 自 {since} 起处理" }
    form_note(what) { "note on {what}; @name calls somebody", "{what} 的备注；@姓名 可提醒某人" }
    form_cause(what) { "{what}: what was found or done?", "{what}：查到什么、做了什么？" }
    howto_title(kind) { "{kind}: how it is done", "{kind}：操作步骤" }
    howto_title_team(kind) { "{kind}: how the team does it", "{kind}：团队的操作步骤" }
    howto_team(who, at) { "the team's own, written by {who}, {at}", "团队自己的说明，由 {who} 编写，{at}" }
    howto_write(kind) { "daydeck howto {kind} --edit writes the team's own", "daydeck howto {kind} --edit 可写团队自己的说明" }
    note_empty { "A note needs words", "备注不能为空" }
    proposals_title { "waits for a second person", "等待第二人确认" }
    proposal(who, verb, count, entity) { "{who}: {verb} {count} ({entity})", "{who}：{verb} {count} 项（{entity}）" }

    // Why something is not possible.
    held_by_nobody { "nobody else has it", "没有他人持有" }
    nobody_known { "nobody else is known yet: a person is known after the first act here", "还没有其他人：有过操作的人才会列出" }
    no_proposals { "nothing waits for a second person", "没有等待第二人确认的操作" }
    role_wanted(role) { "this takes the role {role}", "此操作需要角色：{role}" }

    // Outcomes.
    lost_text(what) { "{what}  Your text is kept: Enter writes it all the same", "{what}  你的文字已保留：按 Enter 仍可写入" }
    proposed(verb, number) { "Nothing has happened yet: {verb} waits for a second person (proposal {number})", "尚未执行：{verb}等待第二人确认（提议 {number}）" }
    rejected(number) { "Proposal {number} was turned down", "提议 {number} 已被否决" }
    redid(verb, what) { "OK again: {verb} {what}", "OK 已重做：{verb} {what}" }
    cause_wanted(id) { "{id} is done only with a line about it", "{id} 需要一行说明才能完成" }
    nothing_to_redo { "Nothing of yours was undone that could be done again", "没有可以重做的步骤" }
    no_such_person(name) { "Nobody called {name} has worked here yet", "还没有名为 {name} 的人在此工作过" }
    no_such_proposal(number) { "No proposal {number} waits", "没有等待中的提议 {number}" }
    own_proposal(number) { "Proposal {number} is your own: somebody else must confirm it", "提议 {number} 是你自己的：须由他人确认" }
    undo_conflict(what, who, at) { "Not undone: {who} changed {what} at {at}", "未撤销：{who} 已于 {at} 更改 {what}" }

    // Pane and frame.
    assigned_to(who) { "answers for it: {who}", "负责人：{who}" }
    note_line(who, at, text) { "{who}, {at}: {text}", "{who}，{at}：{text}" }
    taken_back { "(taken back)", "（已撤销）" }
    open_by(who, span) { "{who} has this open, {span}", "{who} 正在看此项，{span}" }
    here_count(count) { "{count} here", "{count} 人在线" }
    since_left(span, opened, cleared, reopened, acted) {
        "since you left ({span}): {opened} opened, {cleared} cleared, {reopened} open again, {acted} acts of others",
        "你离开以来（{span}）：新增 {opened}，已解决 {cleared}，重新打开 {reopened}，他人操作 {acted}"
    }
    nothing_since(span) { "nothing changed since you left ({span})", "你离开以来（{span}）没有变化" }
    new_here { "you have not been here before: nothing to compare with", "你首次来此：没有可比较的时间点" }
    who_title { "team: who is here", "团队：谁在线" }
    here_line(who, since, tty) { "{who}  since {since}  {tty}", "{who}  自 {since}  {tty}" }
    here_on(id, span) { "{id} open, {span}", "正在看 {id}，{span}" }
    nobody_here { "nobody has a screen open", "没有人打开界面" }
    you { "you", "你" }
    rules { "rules", "规则" }

    // Hand-over.
    handover_title(at) { "Hand-over {at}", "交接 {at}" }
    handover_nobody { "Nobody", "无人负责" }
    handover_open(count) { "open: {count}", "待办：{count}" }
    handover_waiting(count) { "done, waiting for proof: {count}", "已处理，等待证明：{count}" }
    handover_promised(count) { "put off: {count}", "稍后提醒：{count}" }
    handover_more(count) { "and {count} more, less urgent", "另有 {count} 项，较不紧急" }
    handover_none { "nothing is open, waiting or put off", "没有待办、等待或稍后提醒的事项" }
    until_new_data { "until new data", "有新数据时" }
    until(at) { "until {at}", "到 {at}" }
    due(left) { "due in {left}", "剩余 {left}" }
    journal_title { "journal", "操作日志" }
    journal_empty { "the journal has nothing about it", "操作日志中没有相关记录" }
}

/// A line of a text: how deep it stands (0: title, 1: person, 2: part, 3: item), and its words.
pub type Line = (u8, String);

/// The hand-over as lines.
pub fn handover(lang: Lang, shares: &[Share], now: Instant, zone: Tz) -> Vec<Line> {
    let mut out = vec![(0, handover_title(lang, date_time(now, zone)))];
    for share in shares {
        let name = SafeText::new(&share.who);
        let name = if share.who.is_empty() { handover_nobody(lang).to_owned() } else { name.cut(40) };
        out.push((1, name));
        let parts = [
            (&share.open, handover_open as fn(Lang, u64) -> String),
            (&share.waiting, handover_waiting),
            (&share.promised, handover_promised),
        ];
        for (part, heading) in parts {
            if part.count > 0 {
                out.push((2, heading(lang, part.count)));
                out.extend(part.items.iter().map(|item| (3, item_line(lang, item, now, zone))));
            }
            match part.count.saturating_sub(part.items.len() as u64) {
                0 => {}
                left => out.push((3, handover_more(lang, left))),
            }
        }
    }
    if shares.is_empty() {
        out.push((2, handover_none(lang).to_owned()));
    }
    out
}

fn item_line(lang: Lang, item: &WorkItem, now: Instant, zone: Tz) -> String {
    let (title, _) = work::line(lang, item, now);
    let end = match &item.snoozed {
        Some(Snooze::Until(at)) => until(lang, date_time(*at, zone)),
        Some(Snooze::NewData(_)) => until_new_data(lang).to_owned(),
        None => item.due.map_or_else(String::new, |at| due(lang, format::left(at.0 - now.0))),
    };
    format!("{}  {}  {end}", public_id(item.id), SafeText::new(&title)).trim_end().to_owned()
}

/// What changed, the counts first.
pub fn changes(lang: Lang, changes: &Changes, now: Instant, zone: Tz) -> Vec<String> {
    let mut out = vec![counts(lang, changes, now)];
    out.extend(changes.lines.iter().map(|line| journal(lang, line, zone)));
    out
}

/// The counts of what changed.
pub fn counts(lang: Lang, changes: &Changes, now: Instant) -> String {
    let Some(since) = changes.since else { return new_here(lang).to_owned() };
    let span = format::left((now.0 - since.0).max(0));
    let Changes { opened, cleared, reopened, acted, .. } = changes;
    match opened + cleared + reopened + acted {
        0 => nothing_since(lang, span),
        _ => since_left(lang, span, opened, cleared, reopened, acted),
    }
}

/// A row of the journal.
pub fn journal(lang: Lang, line: &JournalLine, zone: Tz) -> String {
    let who = if line.who == "-" { rules(lang).to_owned() } else { SafeText::new(&line.who).cut(24) };
    let id = line.item.map_or_else(String::new, public_id);
    let mut parts = vec![date_time(line.at, zone), who, word(lang, &line.verb).to_owned(), id];
    parts.push(SafeText::new(&line.entity).cut(48));
    parts.extend(line.note.as_deref().map(|note| SafeText::new(note).as_str().to_owned()));
    parts.retain(|part| !part.is_empty());
    parts.join("  ")
}

/// Who has a screen open.
pub fn here(lang: Lang, here: &[Here], now: Instant, zone: Tz) -> Vec<String> {
    let line = |here: &Here| {
        let mut words = here_line(lang, SafeText::new(&here.who.name).cut(24), date_time(here.since, zone), &here.tty);
        if let Some((item, at)) = here.item {
            words.push_str("  ");
            words.push_str(&here_on(lang, public_id(item), span(now.0 - at.0)));
        }
        words.trim_end().to_owned()
    };
    if here.is_empty() { vec![nobody_here(lang).to_owned()] } else { here.iter().map(line).collect() }
}

/// A proposal.
pub fn proposed_act(lang: Lang, it: &Proposal) -> String {
    let who = SafeText::new(&it.who.name).cut(24);
    proposal(lang, who, word(lang, &it.verb), it.count, SafeText::new(&it.entity).cut(40))
}

/// Minutes or hours of looking at something.
pub fn span(seconds: i64) -> String {
    match seconds.max(0) {
        s if s < 60 => format!("{s} s"),
        s if s < 3600 => format!("{} min", s / 60),
        s => format!("{} h", s / 3600),
    }
}

/// Date and time in the reader's zone.
pub fn date_time(at: Instant, zone: Tz) -> String {
    at.utc().with_timezone(&zone).format("%m-%d %H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn messages_say_something_in_both_languages() {
        for (name, en, zh) in ALL {
            assert!(!en.trim().is_empty() && !zh.trim().is_empty(), "{name}");
            assert_eq!(en.matches('{').count(), zh.matches('{').count(), "{name}");
            assert!([en, zh].iter().all(|text| text.width() == text.width_cjk()), "{name}");
        }
    }

    #[test]
    fn what_changed_is_counted_or_named_as_nothing() {
        let now = Instant(100_000);
        let none = Changes { since: Some(now.plus(-7200)), ..Changes::default() };
        assert_eq!(counts(Lang::En, &Changes::default(), now), new_here(Lang::En));
        assert!(counts(Lang::En, &none, now).starts_with("nothing changed since you left (2h"));
        let some = Changes { opened: 3, acted: 1, ..none };
        assert!(counts(Lang::En, &some, now).ends_with("3 opened, 0 cleared, 0 open again, 1 acts of others"));
    }

    #[test]
    fn a_line_of_the_journal_is_safe_and_names_the_rules() {
        let line = JournalLine {
            seq: 1,
            at: Instant(0),
            step: 1,
            who: "-".into(),
            verb: "opened".into(),
            item: Some(3),
            entity: "x\u{1b}[2J".into(),
            note: None,
            undoes: None,
        };
        assert_eq!(journal(Lang::En, &line, Tz::UTC), "01-01 00:00  rules  opened  w3  x␛[2J");
    }
}
