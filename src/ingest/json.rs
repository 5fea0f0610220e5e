//! JSON as a table: every object of a list is a record, whatever surrounds the list holds for all of them. Names of nested
//! values are joined by a point (`trafficByAsin.sessions`). One record at a time is in memory, so a file of gigabytes is no
//! matter.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;
use std::io::BufReader;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value as Json};

use super::build::{Plan, Record};
use super::cell::Cell;
use super::number::Style;
use super::source::Source;
use super::table::{Container, Ending, Go, Line, Table};
use super::{Context, Emit, Outcome, Stop, header};
use crate::domain::import::Problem;

/// The name under which a record says which list it stands in: a file may have several.
pub(super) const LIST: &str = "record list";
/// No report has more different names.
const MAX_COLUMNS: usize = 1_000;
/// Plain values of a list that stand in one cell.
const MAX_VALUES: usize = 1_000;

/// Something met on the way through a file.
enum Item<'a> {
    /// A value outside any list: it holds for all records.
    Outer(&'a str, String),
    /// An object of the list of this name.
    Record(&'a str, Map<String, Json>),
}

/// Reads a JSON file by the layout that its names fit.
pub(super) fn read(source: &mut Source<'_>, ctx: &Context, emit: Emit<'_>) -> Outcome {
    let Look { names, outer, first } = look(source)?;
    let Some((_, header)) = header::detect(std::slice::from_ref(&names), ctx.map.as_ref()) else {
        let cell = |of: &BTreeMap<String, String>, name| of.get(name).or_else(|| outer.get(name)).cloned();
        let line = |of| names.iter().map(|name| cell(of, name).unwrap_or_default()).collect();
        let below: Vec<Vec<String>> = first.iter().map(line).collect();
        return Err(header::unknown(&[vec![names.clone()], below].concat(), true));
    };
    let format = header.layout.format;
    let at = names.into_iter().enumerate().map(|(at, name)| (name, at)).collect();
    let nested = header.layout.nested;
    let plan = Plan::new(header, Style::Plain, ctx)?;
    let container = Container { word: "json", encoding: "UTF-8".to_owned() };
    super::table::read(&mut Objects { source, at, outer, nested }, plan, container, format, ctx, emit)
}

/// What a first look through a file finds.
struct Look {
    /// The names of all values.
    names: Vec<String>,
    /// Those values that hold for the whole file.
    outer: BTreeMap<String, String>,
    /// The values of the first records.
    first: Vec<BTreeMap<String, String>>,
}

/// So many records are kept by a first look.
const FIRST: usize = 20;

fn look(source: &mut Source<'_>) -> Result<Look, Stop> {
    let (mut names, mut seen) = (vec![LIST.to_owned()], HashSet::new());
    let (mut outer, mut first) = (BTreeMap::new(), Vec::new());
    // Says whether there are too many.
    let mut add = |name: &str| {
        if !seen.contains(name) {
            seen.insert(name.to_owned());
            names.push(name.to_owned());
        }
        names.len() > MAX_COLUMNS
    };
    let (mut most, mut many) = (0, false);
    walk(source, &mut |item| {
        match item {
            Item::Outer(name, value) => {
                many = add(name);
                outer.insert(name.to_owned(), value);
                most += 1;
            }
            Item::Record(list, object) => {
                let mut kept = BTreeMap::from([(LIST.to_owned(), list.to_owned())]);
                let keep = first.len() < FIRST;
                flatten("", object, &mut |name, value| {
                    many |= add(name);
                    most += 1;
                    if keep {
                        kept.insert(name.to_owned(), value);
                    }
                });
                if keep {
                    first.push(kept);
                }
            }
        }
        if many {
            return Err(Stop::too_large(format!("{MAX_COLUMNS} columns")));
        }
        Ok(Go::On)
    })?;
    if most == 0 {
        return Err(Stop::whole(Problem::Empty));
    }
    Ok(Look { names, outer, first })
}

struct Objects<'s, 'f> {
    source: &'s mut Source<'f>,
    /// The position of a name in the header.
    at: HashMap<String, usize>,
    outer: BTreeMap<String, String>,
    /// The list inside a record whose objects are records below it.
    nested: Option<&'static str>,
}

/// A record's values by header position.
struct Cells(Vec<Option<String>>);

impl Record for Cells {
    fn cell(&self, at: usize) -> Cell<'_> {
        self.0.get(at).and_then(Option::as_deref).map_or(Cell::Empty, Cell::text)
    }
}

impl Table for Objects<'_, '_> {
    fn run(&mut self, each: &mut dyn FnMut(Line<'_>) -> Result<Go, Stop>) -> Result<Ending, Stop> {
        let (at, nested, mut line) = (&self.at, self.nested, 0);
        let mut blank: Vec<Option<String>> = vec![None; at.len()];
        for (name, value) in &self.outer {
            if let Some(&at) = at.get(name) {
                blank[at] = Some(value.clone());
            }
        }
        let mut one = |list: &str, object: Map<String, Json>| {
            line += 1;
            let mut cells = blank.clone();
            let mut bytes = 0;
            cells[0] = Some(list.to_owned());
            flatten("", object, &mut |name, value| {
                bytes += value.len();
                if let Some(&at) = at.get(name) {
                    cells[at] = Some(value);
                }
            });
            each(Line::Record { line, record: &Cells(cells), bytes })
        };
        walk(self.source, &mut |item| {
            let Item::Record(list, mut object) = item else { return Ok(Go::On) };
            let Some(nested) = nested else { return one(list, object) };
            let Some(Json::Array(items)) = object.remove(nested) else { return one(list, object) };
            let mut go = one(list, object.clone())?;
            for item in items {
                if go == Go::On {
                    object.insert(nested.to_owned(), item);
                    go = one(&join(list, nested), object.clone())?;
                }
            }
            Ok(go)
        })?;
        Ok(Ending::Closed)
    }
}

/// Calls `each` with the names and texts of an object's values; the texts of a list stand in one, joined by `, `.
fn flatten(prefix: &str, object: Map<String, Json>, each: &mut dyn FnMut(&str, String)) {
    for (key, value) in object {
        let name = join(prefix, &key);
        match value {
            Json::Object(inner) => flatten(&name, inner, each),
            Json::Array(items) => {
                let mut lists: BTreeMap<String, Vec<String>> = BTreeMap::new();
                for item in items {
                    match item {
                        Json::Object(inner) => {
                            flatten(&name, inner, &mut |name, value| {
                                lists.entry(name.to_owned()).or_default().push(value);
                            });
                        }
                        other => lists.entry(name.clone()).or_default().extend(scalar(other)),
                    }
                }
                for (name, values) in lists {
                    each(&name, values.join(", "));
                }
            }
            other => each(&name, scalar(other).unwrap_or_default()),
        }
    }
}

fn join(prefix: &str, key: &str) -> String {
    if prefix.is_empty() { key.to_owned() } else { format!("{prefix}.{key}") }
}

fn scalar(json: Json) -> Option<String> {
    match json {
        Json::String(text) => Some(text),
        Json::Number(number) => Some(number.to_string()),
        Json::Bool(flag) => Some(flag.to_string()),
        // A list in a list has no name of its own.
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    }
}

/// Goes through the file once.
fn walk(source: &mut Source<'_>, each: &mut dyn FnMut(Item<'_>) -> Result<Go, Stop>) -> Result<(), Stop> {
    let mut reader = BufReader::with_capacity(256 << 10, source.open()?);
    skip_mark(&mut reader)?;
    let mut stopped = None;
    let mut json = serde_json::Deserializer::from_reader(reader);
    let way = Way { each, stopped: &mut stopped };
    let ended = Node { way, name: "" }.deserialize(&mut json).and_then(|()| json.end());
    match (stopped, ended) {
        (Some(Ok(Go::Stop | Go::On)), _) | (None, Ok(())) => Ok(()),
        (Some(Err(stop)), _) => Err(stop),
        (None, Err(error)) if error.is_eof() => Err(Stop::whole(Problem::CutOff)),
        (None, Err(error)) if error.is_io() => Err(Stop::from(std::io::Error::from(error))),
        (None, Err(_)) => Err(Stop::looks_like("broken JSON")),
    }
}

/// Skips a byte order mark.
fn skip_mark(reader: &mut impl std::io::BufRead) -> Result<(), Stop> {
    if reader.fill_buf()?.starts_with(b"\xef\xbb\xbf") {
        reader.consume(3);
    }
    Ok(())
}

/// Who is called, and why going on ended.
struct Way<'w> {
    each: &'w mut dyn FnMut(Item<'_>) -> Result<Go, Stop>,
    stopped: &'w mut Option<Result<Go, Stop>>,
}

impl Way<'_> {
    fn meet<E: serde::de::Error>(&mut self, item: Item<'_>) -> Result<(), E> {
        match (self.each)(item) {
            Ok(Go::On) => Ok(()),
            Ok(Go::Stop) => {
                *self.stopped = Some(Ok(Go::Stop));
                Err(E::custom("stopped"))
            }
            Err(stop) => Err(self.stop(stop)),
        }
    }

    fn stop<E: serde::de::Error>(&mut self, stop: Stop) -> E {
        *self.stopped = Some(Err(stop));
        E::custom("stopped")
    }
}

/// A value outside any record, under a name.
struct Node<'w, 'n> {
    way: Way<'w>,
    name: &'n str,
}

impl<'de> DeserializeSeed<'de> for Node<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Way { each, stopped } = self.way;
        while let Some(key) = map.next_key::<String>()? {
            let name = join(self.name, &key);
            let way = Way { each: &mut *each, stopped: &mut *stopped };
            map.next_value_seed(Node { way, name: &name })?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<(), A::Error> {
        let mut texts = Vec::new();
        while let Some(item) = list.next_element::<Json>()? {
            match item {
                Json::Object(object) => self.way.meet(Item::Record(self.name, object))?,
                other => texts.extend(scalar(other)),
            }
            if texts.len() > MAX_VALUES {
                return Err(self.way.stop(Stop::too_large(format!("{MAX_VALUES} plain values in a list"))));
            }
        }
        if texts.is_empty() { Ok(()) } else { self.way.meet(Item::Outer(self.name, texts.join(", "))) }
    }

    fn visit_str<E: serde::de::Error>(mut self, text: &str) -> Result<(), E> {
        self.way.meet(Item::Outer(self.name, text.to_owned()))
    }

    fn visit_bool<E: serde::de::Error>(mut self, flag: bool) -> Result<(), E> {
        self.way.meet(Item::Outer(self.name, flag.to_string()))
    }

    fn visit_i64<E: serde::de::Error>(mut self, number: i64) -> Result<(), E> {
        self.way.meet(Item::Outer(self.name, number.to_string()))
    }

    fn visit_u64<E: serde::de::Error>(mut self, number: u64) -> Result<(), E> {
        self.way.meet(Item::Outer(self.name, number.to_string()))
    }

    fn visit_f64<E: serde::de::Error>(mut self, number: f64) -> Result<(), E> {
        self.way.meet(Item::Outer(self.name, number.to_string()))
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Seek, Write};

    use super::*;

    fn items(text: &str) -> Result<Vec<String>, Stop> {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        file.rewind().unwrap();
        let mut source = Source::plain(&mut file);
        let mut seen = Vec::new();
        walk(&mut source, &mut |item| {
            match item {
                Item::Outer(name, value) => seen.push(format!("{name}={value}")),
                Item::Record(list, object) => {
                    let mut cells = Vec::new();
                    flatten("", object, &mut |name, value| cells.push(format!("{name}={value}")));
                    seen.push(format!("{list}: {}", cells.join(" ")));
                }
            }
            Ok(Go::On)
        })?;
        Ok(seen)
    }

    #[test]
    fn lists_of_objects_are_records_and_all_else_holds_for_each() {
        let seen = items(
            r#"{"spec":{"from":"2026-11-01","ids":["A","B"]},"rows":[{"a":1,"b":{"c":"x","d":null},"e":[{"f":1},{"f":2}]}]}"#,
        );
        assert_eq!(seen.unwrap(), ["spec.from=2026-11-01", "spec.ids=A, B", "rows: a=1 b.c=x b.d= e.f=1, 2"]);
        assert_eq!(items(r#"[{"id":254927681919372,"cost":0.1}]"#).unwrap(), [": id=254927681919372 cost=0.1"]);
    }

    #[test]
    fn a_cut_file_and_a_broken_one_are_told_apart() {
        assert!(matches!(items(r#"[{"a":1},"#), Err(Stop::Refuse(r)) if r.problem == Problem::CutOff));
        assert!(matches!(items("[}"), Err(Stop::Refuse(r)) if matches!(r.problem, Problem::NotReadable { .. })));
        assert!(matches!(items("[] x"), Err(Stop::Refuse(r)) if matches!(r.problem, Problem::NotReadable { .. })));
    }
}
