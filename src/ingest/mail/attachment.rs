//! What is attached to a mail: listed, and one by one given out as it stands; never unpacked and never kept.

use mail_parser::{Message, MessagePart, MimeHeaders};
use serde_json::{Value as Json, json};

use super::Found;

/// Attachments that are listed.
const MOST: usize = 50;
/// Characters of a name that are kept.
const LONGEST: usize = 200;

/// Ends of names, and types, of what runs when it is opened: Amazon blocks such attachments too.
const BLOCKED_ENDS: [&str; 10] = ["html", "htm", "xhtml", "xht", "shtml", "mhtml", "js", "mjs", "jse", "exe"];
const BLOCKED_TYPES: [&str; 9] = [
    "text/html",
    "application/xhtml+xml",
    "text/javascript",
    "text/ecmascript",
    "application/javascript",
    "application/x-javascript",
    "application/ecmascript",
    "application/x-msdownload",
    "application/vnd.microsoft.portable-executable",
];

/// The attachments as a JSON list of `name`, `type`, `bytes` and `blocked`; blank when there are none.
pub(super) fn list(message: &Message<'_>) -> String {
    let files: Vec<Json> = message.attachments().take(MOST).map(entry).collect();
    if files.is_empty() { String::new() } else { Json::from(files).to_string() }
}

/// The attachment of this number in [`list`], from 1: what it is, and its bytes.
pub(super) fn take(message: &Message<'_>, number: usize) -> (Found, Vec<u8>) {
    let Some(part) = number.checked_sub(1).filter(|at| *at < MOST).and_then(|at| message.attachments().nth(at)) else {
        return (Found::Missing, Vec::new());
    };
    let (name, bytes) = (name(part), part.contents());
    if is_blocked(part.attachment_name().unwrap_or_default(), &kind(part), bytes) {
        return (Found::Blocked { name }, Vec::new());
    }
    (Found::File { end: end(&name, bytes).to_owned(), name }, bytes.to_vec())
}

fn name(part: &MessagePart<'_>) -> String {
    part.attachment_name().unwrap_or_default().chars().take(LONGEST).collect()
}

/// The type that the mail says, in small letters.
fn kind(part: &MessagePart<'_>) -> String {
    part.content_type().map_or_else(String::new, |kind| {
        let whole = kind.subtype().map_or_else(|| kind.ctype().to_owned(), |sub| format!("{}/{sub}", kind.ctype()));
        whole.chars().take(LONGEST).collect::<String>().to_ascii_lowercase()
    })
}

fn entry(part: &MessagePart<'_>) -> Json {
    let kind = kind(part);
    let blocked = is_blocked(part.attachment_name().unwrap_or_default(), &kind, part.contents());
    json!({ "name": name(part), "type": kind, "bytes": part.len(), "blocked": blocked })
}

/// How files begin whose bytes tell what they are, and the end of their names.
const BEGINNINGS: [(&[u8], &str); 8] = [
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF8", "gif"),
    (b"II*\0", "tif"),
    (b"MM\0*", "tif"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
];
/// Documents that are a ZIP and hold no macros, as their names say.
const DOCUMENTS: [&str; 5] = ["docx", "xlsx", "pptx", "odt", "ods"];

/// The end that the name of an attachment's file gets: by its bytes, so that no program takes it for something else.
fn end(name: &str, bytes: &[u8]) -> &'static str {
    let known = BEGINNINGS.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, end)| *end);
    let said = ending(name);
    match known {
        Some("zip") => DOCUMENTS.into_iter().find(|document| *document == said).unwrap_or("zip"),
        Some(end) => end,
        None if matches!(bytes, [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..]) => "webp",
        None if std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0) => "txt",
        None => "bin",
    }
}

/// The end of a name, in small letters, without what Windows leaves out behind it.
fn ending(name: &str) -> String {
    let name = name.trim_end_matches(|c: char| c == '.' || c.is_whitespace()).to_lowercase();
    name.rsplit_once('.').map_or_else(String::new, |(_, end)| end.to_owned())
}

/// How programs and scripts begin: of Windows, of Linux, behind `#!`, of Java, a shortcut of Windows.
const PROGRAMS: [&[u8]; 5] = [b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\x4c\0\0\0\x01\x14\x02\0"];

/// Whether bytes are a program, a script or a web page, whatever their name says.
fn runs(bytes: &[u8]) -> bool {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    PROGRAMS.iter().any(|program| bytes.starts_with(program)) || start.starts_with(b"<")
}

/// Whether it runs when it is opened: by its name, its type, or how it begins.
fn is_blocked(name: &str, kind: &str, bytes: &[u8]) -> bool {
    BLOCKED_ENDS.contains(&ending(name).as_str()) || BLOCKED_TYPES.contains(&kind) || runs(bytes)
}

#[cfg(test)]
mod tests {
    use mail_parser::MessageParser;

    use super::*;

    #[test]
    fn attachments_are_listed_and_what_runs_is_blocked() {
        let part = |kind: &str, name: &str, text: &str| {
            format!(
                "--b\r\nContent-Type: {kind}\r\nContent-Disposition: attachment; filename=\"{name}\"\r\n\r\n{text}\r\n"
            )
        };
        let parts = [
            part("text/plain", "a.txt", "hello"),
            part("text/html; charset=utf-8", "x", "<p>"),
            part("application/octet-stream", "../../Invoice.pdf.EXE. ", "12"),
            part("image/png", "photo.png", "MZ12"),
            part("Application/JavaScript", "x", "1"),
            part("application/pdf", "label.pdf", "123"),
        ];
        let mail = format!(
            "Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
             --b\r\nContent-Type: text/plain\r\n\r\ntext\r\n{}--b--\r\n",
            parts.concat()
        );
        let message = MessageParser::default().parse(mail.as_bytes()).unwrap();
        let listed: Vec<Json> = serde_json::from_str(&list(&message)).unwrap();
        let blocked: Vec<bool> = listed.iter().map(|file| file["blocked"].as_bool().unwrap()).collect();
        assert_eq!(blocked, [false, true, true, true, true, false], "{listed:?}");
        assert_eq!(listed[0], json!({ "name": "a.txt", "type": "text/plain", "bytes": 5, "blocked": false }));
        let file = |name: &str, end: &str| Found::File { name: name.to_owned(), end: end.to_owned() };
        assert_eq!(take(&message, 1), (file("a.txt", "txt"), b"hello".to_vec()));
        assert_eq!(take(&message, 2), (Found::Blocked { name: "x".to_owned() }, Vec::new()));
        for number in [0, 7, usize::MAX] {
            assert_eq!(take(&message, number), (Found::Missing, Vec::new()), "{number}");
        }
        let plain = MessageParser::default().parse(&b"Subject: x\r\n\r\ntext\r\n"[..]).unwrap();
        assert_eq!(list(&plain), "");
    }

    #[test]
    fn bytes_tell_what_an_attachment_is_and_not_its_name() {
        for (name, bytes, wanted) in [
            ("label.pdf", &b"%PDF-1.7"[..], "pdf"),
            ("photo.png", b"\xff\xd8\xff\xe0", "jpg"),
            ("photo.jpg", b"RIFF\0\0\0\0WEBPVP8 ", "webp"),
            ("a.DOCX. ", b"PK\x03\x04", "docx"),
            ("a.docm", b"PK\x03\x04", "zip"),
            ("label.pdf", b"\0\x01", "bin"),
            ("a.sh", b"rm -rf", "txt"),
            ("", b"", "txt"),
        ] {
            assert_eq!(end(name, bytes), wanted, "{name}");
        }
        for bytes in [&b"MZ\x90"[..], b"\x7fELF", b"#!/bin/sh", b"\xef\xbb\xbf \n<!DOCTYPE html>", b"<svg onload=x>"] {
            assert!(is_blocked("label.pdf", "application/pdf", bytes), "{bytes:?}");
        }
        assert!(!is_blocked("label.pdf", "application/pdf", b"%PDF-1.7"));
    }
}
