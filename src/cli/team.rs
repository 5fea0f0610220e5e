//! `who`, `journal`, `handover`, `since`, `proposals`: what a team says about itself.

use serde_json::{Map, Value};

use super::act::numbers;
use super::args::{HandoverArgs, JournalArgs};
use super::context::Context;
use super::exit::{Exit, Failure};
use super::print::{object, outside};
use super::wire;
use crate::domain::list::{Query, ReadError, Reply};
use crate::domain::team::{About, JournalLine, Share};
use crate::domain::work::{WorkItem, public_id};
use crate::i18n::words::word;
use crate::i18n::{cli, team as words};
use crate::store::open::Team;

fn other() -> Failure {
    ReadError::Other("another answer than was asked for".to_owned()).into()
}

/// Who has a screen open.
pub fn who(context: &mut Context, json: bool) -> Result<Exit, Failure> {
    let here = wire::here(&context.folder()?);
    if json {
        let line = |here: &crate::domain::team::Here| {
            object([
                ("who", outside(&here.who.name)),
                ("uid", here.who.uid.into()),
                ("pid", here.pid.into()),
                ("since", here.since.rfc3339().into()),
                ("tty", outside(&here.tty)),
                ("item", here.item.map_or(Value::Null, |(item, _)| public_id(item).into())),
            ])
        };
        context.out.objects(&here.iter().map(line).collect::<Vec<_>>())?;
        return Ok(Exit::Ok);
    }
    for line in words::here(context.lang, &here, context.now(), context.zone) {
        context.out.line(&line)?;
    }
    Ok(Exit::Ok)
}

/// Rows of the journal, or whether it is as it was written.
pub fn journal(context: &mut Context, args: &JournalArgs) -> Result<Exit, Failure> {
    if args.verify {
        return verify(context, args.json);
    }
    let about = match args {
        JournalArgs { item: Some(id), .. } => About::Item(numbers(context.lang, std::slice::from_ref(id))?[0]),
        JournalArgs { order: Some(order), .. } => About::Order(order.trim().to_owned()),
        JournalArgs { sku: Some(sku), .. } => About::Sku(sku.trim().to_owned()),
        _ => About::All,
    };
    let query = Query::Journal(about, args.limit);
    let Reply::Journal(lines) = context.reader()?.answer(&query, &context.viewpoint())? else { return Err(other()) };
    if args.json {
        context.out.objects(&lines.iter().map(record).collect::<Vec<_>>())?;
        return Ok(Exit::Ok);
    }
    for line in &lines {
        let text = format!("{}  {}", line.seq, words::journal(context.lang, line, context.zone));
        context.out.line(&text)?;
    }
    Ok(Exit::Ok)
}

fn record(line: &JournalLine) -> Map<String, Value> {
    object([
        ("row", line.seq.into()),
        ("step", line.step.into()),
        ("at", line.at.rfc3339().into()),
        ("who", outside(&line.who)),
        ("verb", line.verb.as_str().into()),
        ("id", line.item.map_or(Value::Null, |id| public_id(id).into())),
        ("entity", outside(&line.entity)),
        ("note", line.note.as_deref().map_or(Value::Null, outside)),
        ("undoes", line.undoes.into()),
    ])
}

/// Reads the whole chain; exit 1 when a row is not as it was written.
fn verify(context: &mut Context, json: bool) -> Result<Exit, Failure> {
    let folder = context.folder()?;
    let (check, heads) = wire::verify_journal(&folder)?;
    let exit = if check.bad.is_none() { Exit::Ok } else { Exit::Failed };
    if json {
        let bad = check.bad.as_ref();
        context.out.objects(&[object([
            ("rows", check.rows.into()),
            ("head", check.head.as_ref().map_or(Value::Null, |head| head.hash.as_str().into())),
            ("bad_row", bad.map_or(Value::Null, |bad| bad.seq.into())),
            ("fault", bad.map_or(Value::Null, |bad| bad.fault.word().into())),
            ("compared", heads.into()),
        ])])?;
        return Ok(exit);
    }
    context.out.line(&match &check.bad {
        None => cli::journal_sound(context.lang, check.rows),
        Some(bad) => cli::journal_bad(context.lang, bad.seq, bad.fault.word()),
    })?;
    if !folder.is_demo() {
        context.out.say(&match heads {
            0 => cli::no_heads(context.lang).to_owned(),
            heads => cli::heads_compared(context.lang, heads),
        });
    }
    Ok(exit)
}

/// What is open, waiting and promised, by person.
pub fn handover(context: &mut Context, args: &HandoverArgs) -> Result<Exit, Failure> {
    let Reply::Handover(shares) = context.reader()?.answer(&Query::Handover, &context.viewpoint())? else {
        return Err(other());
    };
    if args.json {
        context.out.objects(&objects(context, &shares))?;
        return Ok(Exit::Ok);
    }
    for (depth, text) in words::handover(context.lang, &shares, context.now(), context.zone) {
        context.out.line(&match depth {
            _ if !args.markdown => format!("{}{text}", "  ".repeat(usize::from(depth.saturating_sub(1)))),
            0 => format!("# {}", markdown(&text)),
            1 => format!("## {}", markdown(&text)),
            2 => format!("### {}", markdown(&text)),
            _ => format!("- {}", markdown(&text)),
        })?;
    }
    Ok(Exit::Ok)
}

/// Text without what Markdown takes for markup.
fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn objects(context: &Context, shares: &[Share]) -> Vec<Map<String, Value>> {
    let mut out = Vec::new();
    for share in shares {
        let parts = [("open", &share.open), ("waiting", &share.waiting), ("promised", &share.promised)];
        for (word, part) in parts {
            out.extend(part.items.iter().map(|item| of_item(context, &share.who, (word, part.count), item)));
        }
    }
    out
}

fn of_item(context: &Context, who: &str, (part, count): (&str, u64), item: &WorkItem) -> Map<String, Value> {
    let (title, _) = wire::item_text(context.lang, item, context.now());
    object([
        ("who", if who.is_empty() { Value::Null } else { outside(who) }),
        ("part", part.into()),
        ("part_count", count.into()),
        ("id", public_id(item.id).into()),
        ("kind", item.kind.word().into()),
        ("entity", outside(&item.entity)),
        ("title", outside(&title)),
        ("due", item.due.map_or(Value::Null, |at| at.rfc3339().into())),
    ])
}

/// What changed since this person left.
pub fn since(context: &mut Context, json: bool) -> Result<Exit, Failure> {
    let query = Query::Changes(None);
    let Reply::Changes(changes) = context.reader()?.answer(&query, &context.viewpoint())? else { return Err(other()) };
    if json {
        context.out.objects(&changes.lines.iter().map(record).collect::<Vec<_>>())?;
        return Ok(Exit::Ok);
    }
    for line in words::changes(context.lang, &changes, context.now(), context.zone) {
        context.out.line(&line)?;
    }
    Ok(Exit::Ok)
}

/// Acts that wait for a second person.
pub fn proposals(context: &mut Context, json: bool) -> Result<Exit, Failure> {
    let waiting = Team::open(&context.folder()?)?.proposals()?;
    if json {
        let line = |it: &crate::domain::act::Proposal| {
            object([
                ("number", it.id.into()),
                ("at", it.at.rfc3339().into()),
                ("who", outside(&it.who.name)),
                ("verb", it.verb.as_str().into()),
                ("count", it.count.into()),
                ("entity", outside(&it.entity)),
            ])
        };
        context.out.objects(&waiting.iter().map(line).collect::<Vec<_>>())?;
        return Ok(Exit::Ok);
    }
    if waiting.is_empty() {
        context.out.say(cli::no_proposals(context.lang));
    }
    for it in &waiting {
        let at = words::date_time(it.at, context.zone);
        let (who, verb) = (&it.who.name, word(context.lang, &it.verb));
        context.out.line(&cli::proposal_line(context.lang, it.id, at, who, verb, it.count, &it.entity))?;
    }
    Ok(Exit::Ok)
}

#[cfg(test)]
mod tests {
    use super::markdown;

    #[test]
    fn outside_text_is_no_markup() {
        assert_eq!(markdown("a*b [x](y) <z>"), "a\\*b \\[x\\](y) \\<z\\>");
    }
}
