//! `daydeck howto`: how a kind of work is done, as the program or the team has it.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;

use super::context::Context;
use super::exit::{Exit, Failure};
use super::wire;
use crate::domain::role::Deed;
use crate::domain::text::SafeText;
use crate::domain::work::Kind;
use crate::i18n::words::word;
use crate::i18n::{cli, format, work};
use crate::store::open::Team;

/// `howto`.
#[derive(Debug, Args)]
pub struct HowtoArgs {
    /// The kind: ship-today, answer-due, ...
    pub kind: Option<String>,
    /// Write the team's own in $VISUAL or $EDITOR
    #[arg(long, requires = "kind", conflicts_with_all = ["set", "reset"])]
    pub edit: bool,
    /// Take the team's own from a text file; - is the standard input
    #[arg(long, value_name = "FILE", requires = "kind", conflicts_with = "reset")]
    pub set: Option<PathBuf>,
    /// Go back to the built-in one
    #[arg(long, requires = "kind")]
    pub reset: bool,
}

/// A how-to is for one screen; more is a mistake.
const LINES: usize = 40;
/// The same in bytes.
const BYTES: u64 = 8000;

/// Shows, writes or takes back a how-to; without a kind lists the kinds.
pub fn run(context: &mut Context, args: &HowtoArgs) -> Result<Exit, Failure> {
    let Some(wanted) = &args.kind else { return list(context) };
    let Some(kind) = Kind::parse(wanted) else {
        return Err(Failure::usage(cli::no_kind(context.lang, SafeText::new(wanted))));
    };
    if args.edit || args.reset || args.set.is_some() {
        context.may(Deed::Write)?;
    }
    let mut draft = None;
    let text = match &args.set {
        _ if args.reset => None,
        Some(path) => Some(checked(context, path, read(path))?),
        None if args.edit => match edited(context, kind)? {
            Some((text, path)) => {
                draft = Some(path);
                Some(text)
            }
            None => return Ok(unchanged(context)),
        },
        None => return show(context, kind),
    };
    let set = set(context, kind, text.as_deref());
    let changed = set.inspect_err(|_| draft.iter().for_each(|path| say_kept(context, path)))?;
    // What was typed is in the database now.
    draft.map_or(Ok(()), fs::remove_file)?;
    if !changed {
        return Ok(unchanged(context));
    }
    let name = word(context.lang, kind.word()).to_owned();
    let said =
        if text.is_some() { cli::howto_written(context.lang, name) } else { cli::howto_reset(context.lang, name) };
    context.out.say(&said);
    Ok(Exit::Ok)
}

/// Writes the team's own or takes it back; whether that changed anything.
fn set(context: &Context, kind: Kind, text: Option<&str>) -> Result<bool, Failure> {
    let folder = context.folder()?;
    let mut team = Team::open(&folder)?;
    let changed = team.set_howto(kind, text, &context.around.me, context.now())?;
    if changed {
        wire::keep_head(&folder, &team, context.now());
    }
    Ok(changed)
}

/// Says where what was typed is kept, if it is.
fn say_kept(context: &mut Context, path: &Path) {
    if path.is_file() {
        context.out.say(&cli::text_kept(context.lang, path.display()));
    }
}

fn unchanged(context: &mut Context) -> Exit {
    let said = cli::howto_same(context.lang);
    context.out.say(said);
    Exit::Ok
}

/// Every kind, with who wrote its how-to where the team did.
fn list(context: &mut Context) -> Result<Exit, Failure> {
    let team = team(context)?;
    for kind in Kind::ALL {
        let own = team.as_ref().map(|team| team.howto(*kind)).transpose()?.flatten();
        let who = own.map_or_else(String::new, |own| format!("  ({})", written(context, &own.who, own.at)));
        context.out.line(&format!("{:<22}  {}{who}", kind.word(), word(context.lang, kind.word())))?;
    }
    Ok(Exit::Ok)
}

fn show(context: &mut Context, kind: Kind) -> Result<Exit, Failure> {
    let own = team(context)?.map(|team| team.howto(kind)).transpose()?.flatten();
    let Some(own) = own else {
        for line in work::how_to(context.lang, kind).lines() {
            context.out.line(line)?;
        }
        return Ok(Exit::Ok);
    };
    for line in own.text.lines() {
        context.out.line(line)?;
    }
    let said = written(context, &own.who, own.at);
    context.out.say(&said);
    Ok(Exit::Ok)
}

fn written(context: &Context, who: &str, at: crate::domain::day::Instant) -> String {
    let at = format::instant(at, context.now(), context.zone);
    cli::howto_by(context.lang, SafeText::new(who), at)
}

/// The team's decisions, where there are any yet.
fn team(context: &Context) -> Result<Option<Team>, Failure> {
    match context.folder() {
        Ok(folder) => Ok(Some(Team::open(&folder)?)),
        Err(Failure::NoData) => Ok(None),
        Err(other) => Err(other),
    }
}

/// The bytes of a file; `-` is the standard input.
fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if path.as_os_str() == "-" {
        std::io::stdin().lock().take(BYTES + 1).read_to_end(&mut bytes)?;
    } else {
        fs::File::open(path)?.take(BYTES + 1).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// The text of a file, without blank ends; an error that says what is wanted.
fn checked(context: &Context, path: &Path, bytes: std::io::Result<Vec<u8>>) -> Result<String, Failure> {
    let (lang, shown) = (context.lang, path.display().to_string());
    let bytes = bytes.map_err(|error| Failure::failed(cli::file_io(lang, SafeText::new(&shown), error.to_string())))?;
    let long = bytes.len() as u64 > BYTES;
    let text = String::from_utf8(bytes).ok().map(|text| text.trim_end().to_owned());
    let fits = |text: &String| !long && !text.trim().is_empty() && text.lines().count() <= LINES;
    text.filter(fits).ok_or_else(|| Failure::failed(cli::howto_wants(lang, SafeText::new(&shown), LINES, BYTES)))
}

/// The text after the operator's editor, and the file that it stands in; `None` when it is as it was. A text that cannot be
/// taken stays in the file, and the operator is told where.
fn edited(context: &mut Context, kind: Kind) -> Result<Option<(String, PathBuf)>, Failure> {
    if !context.around.can_draw() {
        return Err(Failure::failed(cli::needs_terminal(context.lang)));
    }
    let own = team(context)?.map(|team| team.howto(kind)).transpose()?.flatten();
    let before = own.map_or_else(|| work::how_to(context.lang, kind).to_owned(), |own| own.text);
    let editor =
        ["VISUAL", "EDITOR"].into_iter().find_map(|name| context.around.variable(name)).unwrap_or("vi").to_owned();
    let path = wire::draft(&context.folder()?, &before)?;
    let ended = wire::edit(&editor, &path);
    let bytes = fs::read(&path);
    if bytes.as_ref().is_ok_and(|bytes| bytes.trim_ascii_end() == before.trim_end().as_bytes()) {
        fs::remove_file(&path)?;
        return if ended? { Ok(None) } else { Err(Failure::failed(cli::editor_failed(context.lang, editor))) };
    }
    let text = match ended {
        Ok(true) => checked(context, &path, bytes),
        Ok(false) => Err(Failure::failed(cli::editor_failed(context.lang, editor))),
        Err(error) => Err(error),
    };
    let text = text.inspect_err(|_| say_kept(context, &path))?;
    Ok(Some((text, path)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::context::tests::context;

    #[test]
    fn a_file_that_is_no_how_to_is_refused_with_what_is_wanted() {
        let folder = tempfile::tempdir().unwrap();
        let (context, ..) = context(folder.path());
        let path = Path::new("steps.txt");
        assert_eq!(checked(&context, path, Ok(b"1  Pack.\n\n".to_vec())).unwrap(), "1  Pack.");
        let many = "x\n".repeat(LINES + 1).into_bytes();
        for bytes in [Vec::new(), b" \n".to_vec(), vec![0xff], many, vec![b'x'; BYTES as usize + 1]] {
            let Err(Failure::Words(Exit::Failed, said)) = checked(&context, path, Ok(bytes)) else { panic!("taken") };
            assert!(said.starts_with("steps.txt: ") && said.contains("40"), "{said}");
        }
    }

    #[test]
    fn what_was_typed_stays_in_its_file_until_it_is_taken() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("data");
        crate::store::open::Folder::create(&root).unwrap();
        let args = HowtoArgs { kind: Some("ship-today".into()), edit: true, set: None, reset: false };
        let edits = |editor: &str| {
            let (mut context, _, words) = context(&root);
            context.around.terminal = true;
            context.around.variables.insert("TERM".into(), "xterm".into());
            context.around.variables.insert("EDITOR".into(), editor.into());
            let ended = run(&mut context, &args);
            let drafts = fs::read_dir(root.join("tmp")).into_iter().flatten().flatten().map(|entry| entry.path());
            let drafts: Vec<_> = drafts.filter(|path| path.extension().is_some_and(|end| end == "txt")).collect();
            let left: Vec<_> = drafts.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
            assert_eq!(words.text().matches("kept in").count(), drafts.len(), "{}", words.text());
            for path in &drafts {
                assert!(words.text().contains(&format!("kept in {}", path.display())), "{}", words.text());
                fs::remove_file(path).unwrap();
            }
            (ended.is_ok(), left)
        };
        // An editor is a command line; the file's name comes behind it.
        assert_eq!(edits("printf '1  Pack.' >"), (true, vec![]));
        assert_eq!(edits("true"), (true, vec![]));
        assert_eq!(edits("false"), (false, vec![]), "nothing was typed");
        let typed = "write() { printf mine > \"$1\"; false; }; write";
        assert_eq!(edits(typed), (false, vec!["mine".to_owned()]));
        let (taken, left) = edits("seq 1 50 >");
        assert!(!taken && left.len() == 1 && left[0].starts_with("1\n2\n"), "{left:?}");
        assert_eq!(edits("rm"), (false, vec![]), "nothing is kept");
        // The team's file cannot be opened when the text is to be taken.
        let team = root.join("team.db");
        let away =
            format!("away() {{ printf mine > \"$1\"; mv '{0}' '{0}.away'; mkdir '{0}'; }}; away", team.display());
        assert_eq!(edits(&away), (false, vec!["mine".to_owned()]));
        fs::remove_dir(&team).unwrap();
        fs::rename(root.join("team.db.away"), &team).unwrap();
        let (mut context, data, _) = context(&root);
        run(&mut context, &HowtoArgs { edit: false, ..args }).unwrap();
        assert_eq!(data.text(), "1  Pack.\n");
    }
}
