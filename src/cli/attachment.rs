//! `daydeck attachment`: what is attached to a mail, and one of it as a file.

use serde_json::{Map, Value};

use super::args::AttachmentArgs;
use super::context::Context;
use super::exit::{Exit, Failure};
use super::wire;
use crate::domain::text::SafeText;
use crate::i18n::cli as words;
use crate::i18n::words::word;
use crate::runtime::attachment::Written;
use crate::store::list::MailFile;

/// Lists the attachments of the mails that are named, or writes one of them into a folder.
pub fn run(context: &mut Context, args: &AttachmentArgs) -> Result<Exit, Failure> {
    let files = context.reader()?.attachments(&args.which)?;
    if files.is_empty() {
        return Err(Failure::failed(words::no_attachment(context.lang, SafeText::new(&args.which))));
    }
    let (Some(number), Some(to)) = (args.number, &args.to) else { return list(context, &files, args.json) };
    let Some(file) = number.checked_sub(1).and_then(|at| files.get(at)) else {
        return Err(Failure::usage(words::no_attachment_number(context.lang, number, files.len())));
    };
    let (lang, name) = (context.lang, SafeText::new(&file.file.name));
    let path = match wire::attachment(context, file, to)? {
        Written::File(path) => path,
        Written::Blocked => return Err(Failure::failed(words::attachment_runs(lang, name))),
        Written::Missing => return Err(Failure::failed(words::attachment_missing(lang, name))),
        Written::Purged => return Err(Failure::failed(words::attachment_purged(lang, name))),
    };
    context.out.line(&path.to_string_lossy())?;
    context.out.say(&words::attachment_written(lang, name));
    Ok(Exit::Ok)
}

fn list(context: &mut Context, files: &[MailFile], json: bool) -> Result<Exit, Failure> {
    if json {
        let objects: Vec<_> = files.iter().enumerate().map(|(at, file)| object(at + 1, file)).collect();
        context.out.objects(&objects)?;
        return Ok(Exit::Ok);
    }
    for (at, MailFile { sent_at, file, .. }) in files.iter().enumerate() {
        let label = word(context.lang, if file.blocked { "attachment-blocked" } else { "attachment" });
        let (name, kind, bytes) = (SafeText::new(&file.name), SafeText::new(&file.kind), file.bytes);
        context.out.line(&format!("{:>3}  {}  {label}: {name} ({kind}, {bytes} B)", at + 1, sent_at.rfc3339()))?;
    }
    Ok(Exit::Ok)
}

fn object(number: usize, of: &MailFile) -> Map<String, Value> {
    let fields = [
        ("number", Value::from(number)),
        ("message_id", of.message_id.clone().into()),
        ("sent_at", of.sent_at.rfc3339().into()),
        ("name", of.file.name.clone().into()),
        ("type", of.file.kind.clone().into()),
        ("bytes", of.file.bytes.into()),
        ("blocked", of.file.blocked.into()),
    ];
    fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}
