//! What is attached to a mail: listed, never unpacked and never kept.

use mail_parser::{Message, MessagePart, MimeHeaders};
use serde_json::{Value as Json, json};

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

fn entry(part: &MessagePart<'_>) -> Json {
    let name: String = part.attachment_name().unwrap_or_default().chars().take(LONGEST).collect();
    let kind = part.content_type().map_or_else(String::new, |kind| {
        let whole = kind.subtype().map_or_else(|| kind.ctype().to_owned(), |sub| format!("{}/{sub}", kind.ctype()));
        whole.chars().take(LONGEST).collect::<String>().to_ascii_lowercase()
    });
    let blocked = is_blocked(part.attachment_name().unwrap_or_default(), &kind, part.contents());
    json!({ "name": name, "type": kind, "bytes": part.len(), "blocked": blocked })
}

/// Whether it runs when it is opened: by its name, its type, or how a program for Windows begins.
fn is_blocked(name: &str, kind: &str, bytes: &[u8]) -> bool {
    // What Windows leaves out at the end of a name.
    let name = name.trim_end_matches(|c: char| c == '.' || c.is_whitespace()).to_lowercase();
    let end = name.rsplit_once('.').map_or("", |(_, end)| end);
    BLOCKED_ENDS.contains(&end) || BLOCKED_TYPES.contains(&kind) || bytes.starts_with(b"MZ")
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
        let plain = MessageParser::default().parse(&b"Subject: x\r\n\r\ntext\r\n"[..]).unwrap();
        assert_eq!(list(&plain), "");
    }
}
