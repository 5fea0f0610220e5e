//! What the import worker does, in words: the same ones on the screen and on the command line.

use super::format::{count, instant};
use super::{Lang, cli};
use crate::domain::act::WhichStore;
use crate::domain::bulletin::{Reading, Trouble};
use crate::domain::day::Instant;
use crate::domain::list::WorkerState;
use crate::domain::purge::Purged;
use crate::domain::text::SafeText;
use crate::messages;

messages! {
    reading_begins(file) { "reading {file}", "正在读取 {file}" }
    reading_at(file, percent, rows, left) { "reading {file}: {percent}%, {rows} rows, {left} s left", "正在读取 {file}：{percent}%，{rows} 行，还需 {left} 秒" }
    with_more(words, count) { "{words}, {count} more in the inbox", "{words}，收件目录中还有 {count} 个" }
    files_wait(count) { "{count} in the inbox", "收件目录中有 {count} 个文件" }
    holder_does(who, pid, what) { "import worker: {who}, pid {pid}: {what}", "导入进程：{who}（进程 {pid}）：{what}" }
    with_trouble(words, trouble) { "{words}; {trouble}", "{words}；{trouble}" }
    which_store_has_none(stores) { "there is data of several stores ({stores}): say with --store which one has none", "有多个店铺的数据（{stores}）：请用 --store 指明是哪个店铺" }
    nobody { "no import worker runs; the palette (:) starts one", "没有导入进程在运行；可在命令面板（:）中启动" }
    nothing_waits { "nothing waits", "没有等待的文件" }
    last_refused(file, at) { "last refused: {file} ({at})", "最近拒收：{file}（{at}）" }
    last_trouble(words, at) { "last error: {words} ({at})", "最近错误：{words}（{at}）" }
}

/// How far the reading of a file is, and how many of the `files` in the inbox come after it.
pub fn reading(lang: Lang, reading: &Reading, files: u64) -> String {
    let file = SafeText::new(&reading.file);
    let words = match (reading.percent, reading.left) {
        (Some(percent), Some(left)) => {
            reading_at(lang, file, percent, count(i64::try_from(reading.rows).unwrap_or(i64::MAX)), left)
        }
        _ => reading_begins(lang, file),
    };
    if files > 1 { with_more(lang, words, files - 1) } else { words }
}

/// What the worker does: what it reads, or what waits.
pub fn doing(lang: Lang, worker: &WorkerState) -> String {
    match (&worker.bulletin.reading, worker.bulletin.files) {
        (Some(file), files) => reading(lang, file, files),
        (None, 0) => nothing_waits(lang).to_owned(),
        (None, files) => files_wait(lang, files),
    }
}

/// What a purge did.
pub fn purge_lines(lang: Lang, purged: &Purged) -> Vec<String> {
    let mut lines = vec![cli::purged(lang, purged.rows, purged.files, purged.refused)];
    if purged.texts > 0 {
        lines.push(cli::purged_texts(lang, purged.texts));
    }
    for name in &purged.failed {
        lines.push(cli::purge_failed(lang, SafeText::new(name)));
    }
    if let Some(residue) = &purged.residue {
        let holders = residue.holders.join(", ");
        lines.push(match holders.as_str() {
            "" => cli::purge_residue(lang, &residue.file),
            holders => cli::purge_residue_until(lang, &residue.file, SafeText::new(holders)),
        });
    }
    lines
}

/// What the worker answered to a request that it did not carry out.
pub fn refusal(lang: Lang, answer: &str) -> String {
    match WhichStore::parse(answer) {
        Some(WhichStore { which_store }) => which_store_has_none(lang, SafeText::new(&which_store.join(", "))),
        None => SafeText::new(answer).as_str().to_owned(),
    }
}

/// What went wrong last, and when.
pub fn trouble(lang: Lang, trouble: &Trouble, now: Instant, zone: chrono_tz::Tz) -> String {
    let at = instant(trouble.at, now, zone);
    match trouble.file.as_str() {
        "" => last_trouble(lang, SafeText::new(&trouble.words), at),
        file => last_refused(lang, SafeText::new(file), at),
    }
}
