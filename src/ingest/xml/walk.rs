//! XML event by event: names, texts and ends, with limits. Document types and entities of their own are refused: nothing
//! outside the file is ever read, and nothing grows without end.

use std::cell::Cell as Shared;
use std::io::{BufRead, BufReader};
use std::rc::Rc;

use quick_xml::Reader;
use quick_xml::errors::{IllFormedError, SyntaxError};
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::super::delimited::Capped;
use super::super::source::Source;
use super::super::table::Go;
use super::super::text::{Scan, decoded};
use super::super::{Broken, Stop};
use crate::domain::import::Problem;

/// Elements inside elements.
const MAX_DEPTH: usize = 32;
/// Attributes of an element.
const MAX_ATTRIBUTES: usize = 64;
/// Bytes of a tag or text.
const MAX_PIECE: usize = 1 << 20;
/// The reader's buffer.
const BUFFER: usize = 64 << 10;

/// Something met on the way through a file; an attribute is an element with a text.
pub(super) enum Item<'a> {
    Start(&'a str),
    Text(&'a str),
    End,
}

/// Goes through the file once.
pub(super) fn walk(
    source: &mut Source<'_>,
    scan: &Scan,
    each: &mut dyn FnMut(Item<'_>) -> Result<Go, Stop>,
) -> Result<(), Stop> {
    let left = Rc::new(Shared::new(0));
    let inner = Capped { inner: decoded(source.open()?, scan)?, left: Rc::clone(&left) };
    let mut reader = Reader::from_reader(BufReader::with_capacity(BUFFER, inner));
    let (mut buffer, mut depth, mut any) = (Vec::new(), 0, false);
    loop {
        left.set(MAX_PIECE + 2 * BUFFER);
        buffer.clear();
        let event = match reader.read_event_into(&mut buffer) {
            Ok(event) => event,
            Err(error) => return Err(broken(error, &mut reader.into_inner())),
        };
        let go = match event {
            Event::Start(tag) => {
                (depth, any) = (depth + 1, true);
                start(&tag, depth, each)?
            }
            Event::Empty(tag) => {
                any = true;
                match start(&tag, depth + 1, each)? {
                    Go::On => each(Item::End)?,
                    Go::Stop => Go::Stop,
                }
            }
            Event::End(_) => {
                depth -= 1;
                each(Item::End)?
            }
            Event::Text(text) if depth == 0 && !text.trim().is_empty() => return Err(broken_xml()),
            Event::Text(text) => each(Item::Text(&text.xml10_content()))?,
            Event::CData(text) if depth > 0 => each(Item::Text(&text.xml10_content()))?,
            Event::GeneralRef(entity) if depth > 0 => character(&entity, each)?,
            Event::CData(_) | Event::GeneralRef(_) => return Err(broken_xml()),
            Event::DocType(_) => return Err(Stop::looks_like("XML with a document type of its own")),
            Event::Decl(_) | Event::Comment(_) | Event::PI(_) => Go::On,
            Event::Eof if depth > 0 => return Err(Stop::whole(Problem::CutOff)),
            Event::Eof if !any => return Err(Stop::whole(Problem::Empty)),
            Event::Eof => return Ok(()),
        };
        if go == Go::Stop {
            return Ok(());
        }
    }
}

fn start(tag: &BytesStart<'_>, depth: usize, each: &mut dyn FnMut(Item<'_>) -> Result<Go, Stop>) -> Result<Go, Stop> {
    if depth > MAX_DEPTH {
        return Err(Stop::too_large(format!("{MAX_DEPTH} elements inside each other")));
    }
    let mut go = each(Item::Start(tag.local_name().as_ref()))?;
    for (count, attribute) in tag.attributes().enumerate() {
        if count == MAX_ATTRIBUTES {
            return Err(Stop::too_large(format!("{MAX_ATTRIBUTES} attributes")));
        }
        let attribute = attribute.map_err(|_| broken_xml())?;
        let name = attribute.key.as_ref();
        // Where names come from says nothing of the record.
        if name == "xmlns" || name.starts_with("xmlns:") || name.starts_with("xsi:") {
            continue;
        }
        let value = quick_xml::escape::unescape(&attribute.value).map_err(|_| broken_xml())?;
        for item in [Item::Start(attribute.key.local_name().as_ref()), Item::Text(&value), Item::End] {
            if go == Go::On {
                go = each(item)?;
            }
        }
    }
    Ok(go)
}

/// `&amp;`, `&#252;`: five names and any character. Entities of a file's own could grow without end, or name other files.
fn character(entity: &BytesRef<'_>, each: &mut dyn FnMut(Item<'_>) -> Result<Go, Stop>) -> Result<Go, Stop> {
    if let Some(text) = resolve_predefined_entity(entity) {
        return each(Item::Text(text));
    }
    match entity.resolve_char_ref() {
        Ok(Some(character)) => each(Item::Text(character.encode_utf8(&mut [0; 4]))),
        Ok(None) => Err(Stop::looks_like("XML with entities of its own")),
        Err(_) => Err(broken_xml()),
    }
}

fn broken_xml() -> Stop {
    Stop::looks_like("broken XML")
}

/// A file that ends in the middle and one that is broken are told apart.
fn broken(error: quick_xml::Error, rest: &mut dyn BufRead) -> Stop {
    use quick_xml::Error;
    let ended = rest.fill_buf().is_ok_and(<[u8]>::is_empty);
    match error {
        Error::Io(error) => match error.get_ref().and_then(|inner| inner.downcast_ref::<Broken>()) {
            Some(Broken(problem)) => Stop::whole(problem.clone()),
            None => Stop::Io(std::io::Error::new(error.kind(), error.to_string())),
        },
        Error::Syntax(SyntaxError::InvalidBangMarkup) if !ended => broken_xml(),
        Error::Syntax(_) => Stop::whole(Problem::CutOff),
        Error::IllFormed(IllFormedError::UnclosedReference) | Error::Encoding(_) if ended => {
            Stop::whole(Problem::CutOff)
        }
        _ => broken_xml(),
    }
}
