//! XML as a table: the elements whose children have the names of a report's columns are its records, wherever in the file
//! they stand. Names of nested elements are joined by a point (`item_details.asin`), an attribute counts as a child. A part
//! that a record has several times makes as many rows. One record at a time is in memory.

use std::collections::{BTreeMap, HashMap};

use super::build::{Plan, Record};
use super::cell::Cell;
use super::header::Name;
use super::number::Style;
use super::source::Source;
use super::table::{Container, Ending, Go, Line, Table};
use super::text::Scan;
use super::{Context, Emit, Outcome, Stop, header};
use crate::domain::import::Problem;

mod walk;

use walk::{Item, walk};

/// Kinds of elements in a file.
const MAX_KINDS: usize = 1_000;
/// Bytes of a record.
const MAX_RECORD: usize = 1 << 20;
/// Elements of a record.
const MAX_PARTS: usize = 10_000;
/// Bytes of the rows that one record makes.
const MAX_SPLIT: usize = 64 << 20;

/// Whether a file that is neither a web page nor a mail starts as XML; `start` is without mark and blanks.
pub(super) fn looks_like_one(start: &[u8]) -> bool {
    matches!(start, [b'<', b'?', b'x', ..]) || matches!(start, [b'<', first, ..] if first.is_ascii_alphabetic())
}

/// Reads an XML file by the layout that the names of its records fit.
pub(super) fn read(source: &mut Source<'_>, scan: Scan, ctx: &Context, emit: Emit<'_>) -> Outcome {
    let kinds = look(source, &scan)?;
    if kinds.0.iter().any(|kind| Name::of(&kind.name).key == "sellerperformancereports") {
        // Its rates have no known unit, and its time frames are not those of version 2.
        return Err(Stop::looks_like("seller performance, version 1: fetch version 2 (JSON) instead"));
    }
    let leaves: Vec<_> = (1..kinds.0.len()).map(|kind| (kind, kinds.leaves(kind))).collect();
    let lines: Vec<Vec<String>> =
        leaves.iter().map(|(_, leaves)| leaves.iter().map(|l| l.1.clone()).collect()).collect();
    let mut fits = lines.iter().zip(&leaves).filter_map(|(line, (kind, leaves))| {
        let (_, header) = header::detect(std::slice::from_ref(line), ctx.map.as_ref())?;
        Some((*kind, leaves, header))
    });
    let Some((record, leaves, header)) = fits.next() else { return Err(header::unknown(&lines, false)) };
    if fits.next().is_some() {
        return Err(Stop::looks_like("an XML file with records of two kinds"));
    }
    let at: HashMap<usize, usize> = leaves.iter().enumerate().map(|(at, (kind, _))| (*kind, at)).collect();
    let format = header.layout.format;
    let plan = Plan::new(header, Style::Plain, ctx)?;
    let container = Container { word: "xml", encoding: scan.name() };
    let mut table = Elements { source, scan, kinds: &kinds, record, at };
    super::table::read(&mut table, plan, container, format, ctx, emit)
}

/// A kind of element: its name, and where it may stand.
#[derive(Debug)]
struct Kind {
    name: String,
    inside: usize,
    children: Vec<usize>,
    /// One of them holds text.
    text: bool,
}

/// All kinds of a file; the first one is the document.
#[derive(Debug)]
struct Kinds(Vec<Kind>);

impl Kinds {
    fn child(&self, kind: usize, name: &str) -> Option<usize> {
        self.0[kind].children.iter().copied().find(|child| self.0[*child].name == name)
    }

    /// The kinds inside `kind` that hold values, with their names in it.
    fn leaves(&self, kind: usize) -> Vec<(usize, String)> {
        let mut leaves = Vec::new();
        for &child in &self.0[kind].children {
            let Kind { name, children, text, .. } = &self.0[child];
            if *text || children.is_empty() {
                leaves.push((child, name.clone()));
            }
            leaves.extend(self.leaves(child).into_iter().map(|(inner, rest)| (inner, format!("{name}.{rest}"))));
        }
        leaves
    }
}

/// The kinds of elements of a file.
fn look(source: &mut Source<'_>, scan: &Scan) -> Result<Kinds, Stop> {
    let document = Kind { name: String::new(), inside: 0, children: Vec::new(), text: false };
    let (mut kinds, mut here) = (Kinds(vec![document]), 0);
    walk(source, scan, &mut |item| {
        match item {
            Item::Start(name) => {
                here = match kinds.child(here, name) {
                    Some(child) => child,
                    None if kinds.0.len() > MAX_KINDS => {
                        return Err(Stop::too_large(format!("{MAX_KINDS} kinds of elements")));
                    }
                    None => {
                        let child = kinds.0.len();
                        kinds.0.push(Kind { name: name.to_owned(), inside: here, children: Vec::new(), text: false });
                        kinds.0[here].children.push(child);
                        child
                    }
                }
            }
            Item::Text(text) => kinds.0[here].text |= !text.trim().is_empty(),
            Item::End => here = kinds.0[here].inside,
        }
        Ok(Go::On)
    })?;
    if kinds.0.len() == 1 {
        return Err(Stop::whole(Problem::Empty));
    }
    Ok(kinds)
}

struct Elements<'s, 'f> {
    source: &'s mut Source<'f>,
    scan: Scan,
    kinds: &'s Kinds,
    /// The kind of the records.
    record: usize,
    /// The position of a kind in the header.
    at: HashMap<usize, usize>,
}

/// A record's values by header position.
struct Cells(Vec<Option<String>>);

impl Record for Cells {
    fn cell(&self, at: usize) -> Cell<'_> {
        self.0.get(at).and_then(Option::as_deref).map_or(Cell::Empty, Cell::text)
    }
}

impl Table for Elements<'_, '_> {
    fn run(&mut self, each: &mut dyn FnMut(Line<'_>) -> Result<Go, Stop>) -> Result<Ending, Stop> {
        let (kinds, record, at) = (self.kinds, self.record, &self.at);
        let (mut here, mut line, mut bytes, mut parts) = (0, 0, 0, 0);
        let mut open: Vec<Node> = Vec::new();
        walk(self.source, &self.scan, &mut |item| {
            match item {
                Item::Start(name) => {
                    here = kinds.child(here, name).unwrap_or_default();
                    if here == record || !open.is_empty() {
                        parts += 1;
                        open.push(Node { kind: here, text: String::new(), children: Vec::new() });
                    }
                }
                Item::Text(text) => {
                    if let Some(node) = open.last_mut() {
                        bytes += text.len();
                        node.text.push_str(text);
                    }
                }
                Item::End => {
                    here = kinds.0[here].inside;
                    let Some(node) = open.pop() else { return Ok(Go::On) };
                    if let Some(outer) = open.last_mut() {
                        outer.children.push(node);
                        return Ok(Go::On);
                    }
                    for row in rows(node, bytes)? {
                        line += 1;
                        let mut cells = vec![None; at.len()];
                        for (kind, value) in row {
                            if let Some(at) = at.get(&kind) {
                                cells[*at] = Some(value);
                            }
                        }
                        if each(Line::Record { line, record: &Cells(cells), bytes })? == Go::Stop {
                            return Ok(Go::Stop);
                        }
                    }
                    (bytes, parts) = (0, 0);
                }
            }
            if bytes > MAX_RECORD {
                return Err(Stop::at(line + 1, Problem::TooLong));
            }
            if parts > MAX_PARTS {
                return Err(Stop::too_large(format!("{MAX_PARTS} elements in a record")));
            }
            Ok(Go::On)
        })?;
        Ok(Ending::Closed)
    }
}

/// An element of a record.
struct Node {
    kind: usize,
    text: String,
    children: Vec<Node>,
}

/// Values of a row with the kinds of their elements.
type Values = Vec<(usize, String)>;

/// The rows of a record of `bytes`: one, or as many as it has parts of a kind. A second kind of part that it has several
/// times cannot be told apart by row: its values stand in one, joined by `, `, as those of a repeated value do.
fn rows(node: Node, bytes: usize) -> Result<Vec<Values>, Stop> {
    let text = node.text.trim();
    let own =
        if text.is_empty() && !node.children.is_empty() { Vec::new() } else { vec![(node.kind, text.to_owned())] };
    let mut groups: BTreeMap<usize, (bool, Vec<Values>)> = BTreeMap::new();
    for child in node.children {
        let (branch, values) = groups.entry(child.kind).or_default();
        *branch |= !child.children.is_empty();
        values.extend(rows(child, bytes)?);
    }
    let mut out = vec![own];
    for (branch, values) in groups.into_values() {
        if values.len() > 1 && branch && out.len() == 1 {
            if values.len() * bytes > MAX_SPLIT {
                return Err(Stop::too_large(format!("{} MiB in the rows of one record", MAX_SPLIT >> 20)));
            }
            let all = out.remove(0);
            out = values.into_iter().map(|part| all.iter().cloned().chain(part).collect()).collect();
        } else {
            let joined = joined(values);
            for row in &mut out {
                row.extend(joined.iter().cloned());
            }
        }
    }
    Ok(out)
}

fn joined(values: Vec<Values>) -> Values {
    let mut out: Values = Vec::new();
    for (kind, value) in values.into_iter().flatten() {
        match out.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, all)) => {
                all.push_str(", ");
                all.push_str(&value);
            }
            None => out.push((kind, value)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::io::{Seek, Write};

    use super::super::text;
    use super::*;
    use crate::domain::day::Instant;

    fn table(text: &str, record: &str) -> Result<Vec<String>, Stop> {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        file.rewind().unwrap();
        let mut source = Source::plain(&mut file);
        let scan = text::scan(text.as_bytes(), &mut text.as_bytes(), &Context::new(Instant(0))).unwrap();
        let kinds = look(&mut source, &scan)?;
        let record = kinds.0.iter().position(|kind| kind.name == record).unwrap_or_default();
        let leaves = kinds.leaves(record);
        let at = leaves.iter().enumerate().map(|(at, (kind, _))| (*kind, at)).collect();
        let mut seen = Vec::new();
        Elements { source: &mut source, scan, kinds: &kinds, record, at }.run(&mut |line| {
            let Line::Record { line, record, .. } = line else { panic!("uneven") };
            let cells = leaves.iter().enumerate().map(|(at, (_, name))| (name, record.cell(at).shown()));
            let filled = cells.filter(|(_, value)| !value.is_empty()).map(|(name, value)| format!("{name}={value}"));
            seen.push(format!("{line}: {}", filled.collect::<Vec<_>>().join(" ")));
            Ok(Go::On)
        })?;
        Ok(seen)
    }

    fn problem(text: &str) -> Problem {
        match table(text, "r") {
            Err(Stop::Refuse(reject)) => reject.problem,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_record_is_a_row_and_so_is_each_part_that_it_has_several_times() {
        let text = "<?xml version='1.0'?><all xmlns:x='y'><head><version>1</version></head><x:r id='7'>\n <a> A &amp; &#66;\
                    <![CDATA[<C>]]></a><!-- no --><b/><p><s>S1</s><n>1</n></p><p><s>S2</s></p></x:r>\
                    <r><a>D</a><a>E</a><q cur='EUR'>1.5</q></r></all>";
        let wanted = ["1: id=7 a=A & B<C> p.s=S1 p.n=1", "2: id=7 a=A & B<C> p.s=S2", "3: a=D, E q=1.5 q.cur=EUR"];
        assert_eq!(table(text, "r").unwrap(), wanted);
    }

    #[test]
    fn two_kinds_of_repeated_parts_are_not_paired_by_guess() {
        let text = "<all><r><p><s>S1</s></p><p><s>S2</s></p><l><t>T1</t></l><l><t>T2</t></l></r></all>";
        assert_eq!(table(text, "r").unwrap(), ["1: p.s=S1 l.t=T1, T2", "2: p.s=S2 l.t=T1, T2"]);
    }

    #[test]
    fn a_cut_file_and_a_broken_one_are_told_apart() {
        let whole = "<all><r a=\"b\"><s>x &amp; y</s></r></all>";
        for end in 1..whole.len() {
            assert_eq!(problem(&whole[..end]), Problem::CutOff, "{}", &whole[..end]);
        }
        for broken in ["<all><r></all>", "<all><r>&</r></all>", "<all/>text", "<all><r a=b/></all>", "</all>"] {
            let wanted = Problem::NotReadable { looks_like: "broken XML".to_owned() };
            assert_eq!(problem(broken), wanted, "{broken}");
        }
        assert_eq!(problem("<?xml version=\"1.0\"?>\n"), Problem::Empty);
    }

    #[test]
    fn nothing_outside_the_file_is_read_and_nothing_grows_without_end() {
        let refused = |text: &str| matches!(problem(text), Problem::NotReadable { looks_like } if looks_like.starts_with("XML with"));
        assert!(refused("<!DOCTYPE r SYSTEM \"file:///etc/passwd\"><r/>"));
        assert!(refused("<!DOCTYPE r [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><r>&b;</r>"));
        assert!(refused("<r>&passwd;</r>"));
        let many = |count: usize, piece: &dyn Fn(usize) -> String| (0..count).map(piece).collect::<Vec<_>>().concat();
        let large = |text: &str| matches!(problem(text), Problem::TooLarge { .. });
        assert!(large(&"<a>".repeat(40)));
        assert!(large(&format!("<r {}/>", many(70, &|n| format!("a{n}='1' ")))));
        assert!(large(&format!("<r>{}</r>", many(1_100, &|n| format!("<a{n}/>")))));
        assert!(large(&format!("<all><r>{}</r></all>", "<a/>".repeat(10_001))));
        let wide = "<p><s>x</s></p>".repeat(100);
        assert!(large(&format!("<all><r><a>{}</a>{wide}</r></all>", "x".repeat(1_000_000))));
        assert_eq!(problem(&format!("<all><r><a>{}</a></r></all>", "x".repeat(2 << 20))), Problem::TooLong);
        let many = format!("<a>{}</a>", "x".repeat(1 << 19)).repeat(3);
        assert_eq!(problem(&format!("<all><r>{many}</r></all>")), Problem::TooLong);
    }
}
