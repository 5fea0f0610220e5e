//! Mail: one message file to one row, a mailbox file to one row per message. Never sends, never marks, never trusts a display name.

use mail_parser::decoders::html::html_to_text;
use mail_parser::{Address, HeaderValue, Message, MessageParser, MimeHeaders, PartType};
use sha2::{Digest, Sha256};

use super::attached::Found;
use super::frame::{Frame, Head, Trailer};
use super::{Context, Emit, Outcome, Stop};
use crate::domain::day::Instant;
use crate::domain::format::{Columns, Format, Row, Value};
use crate::domain::import::{Problem, hex};
use crate::domain::market::Market;
use auth::Word;
use relay::{Relay, Sender};

mod attachment;
mod auth;
mod bounce;
mod classify;
pub(super) mod mbox;
mod relay;
mod scan;

/// Largest mail.
pub(super) const MAX_BYTES: usize = 50 << 20;
/// Most parts.
const MAX_PARTS: usize = 1_000;
/// Text that is searched for ids and deadlines.
const MAX_SEARCHED: usize = 1 << 20;
/// References that are kept.
const MAX_REFERENCES: usize = 50;

/// Whether a file starts as a mail does: header lines, two of which every mail has.
pub(super) fn looks_like_one(head: &[u8]) -> bool {
    const KNOWN: [&str; 9] =
        ["from", "to", "date", "subject", "message-id", "return-path", "received", "mime-version", "delivered-to"];
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}');
    let (mut names, mut known) = (0, 0);
    for (at, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) || (at == 0 && line.starts_with("From ")) {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else { return known >= 3 };
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_graphic()) {
            return known >= 3;
        }
        names += 1;
        known += usize::from(KNOWN.contains(&name.to_ascii_lowercase().as_str()));
    }
    names > 0 && known >= 2
}

/// Reads one mail.
pub(super) fn read(bytes: &[u8], ctx: &Context, emit: Emit<'_>) -> Outcome {
    let message = message(bytes).map_err(Stop::whole)?;
    emit(Frame::Head(head("mail")))?;
    let facts = Facts::of(&message, bytes, ctx);
    let as_of = facts.sent;
    emit(Frame::Rows(vec![facts.row(1)]))?;
    Ok(Trailer { records: 1, as_of: Some(as_of), ..Trailer::default() })
}

/// What is said of a file of mail before its rows.
fn head(container: &str) -> Head {
    let spec = Format::Mail.spec();
    let columns = Columns { fields: (0..spec.fields.len() as u16).collect(), ..Columns::default() };
    Head { format: Format::Mail, columns, encoding: "MIME".to_owned(), container: container.to_owned() }
}

/// A mail that is whole.
fn message(bytes: &[u8]) -> Result<Message<'_>, Problem> {
    let broken = || Problem::NotReadable { looks_like: "a broken mail".to_owned() };
    let message = MessageParser::default().parse(bytes).ok_or_else(broken)?;
    if message.parts.len() > MAX_PARTS {
        return Err(Problem::TooLarge { limit: format!("{MAX_PARTS} parts") });
    }
    if has_end(bytes, &message) { Ok(message) } else { Err(Problem::CutOff) }
}

/// An attachment of a mail, by its number from 1: what it is, and its bytes.
pub(super) fn attached(bytes: &[u8], number: usize) -> (Found, Vec<u8>) {
    let Ok(message) = message(bytes) else { return (Found::Missing, Vec::new()) };
    attachment::take(&message, number)
}

/// A multipart mail ends with its closing boundary, any other one has a body.
fn has_end(bytes: &[u8], message: &Message<'_>) -> bool {
    let Some(part) = message.parts.first() else { return false };
    let multipart = part.content_type().filter(|t| t.ctype().eq_ignore_ascii_case("multipart"));
    match multipart.and_then(|t| t.attribute("boundary")) {
        Some(boundary) => {
            let close = format!("--{boundary}--");
            bytes.windows(close.len()).any(|w| w == close.as_bytes())
        }
        None => bytes.windows(2).any(|w| w == b"\n\n") || bytes.windows(4).any(|w| w == b"\r\n\r\n"),
    }
}

/// What a mail says.
struct Facts {
    market: Option<Market>,
    id: String,
    sent: Instant,
    direction: &'static str,
    class: &'static str,
    needs_answer: bool,
    trusted: bool,
    order_id: Option<String>,
    case: Option<String>,
    asin: Option<String>,
    relay: Option<String>,
    in_reply_to: Option<String>,
    refs: String,
    attachments: usize,
    files: String,
    respond_by: Option<Instant>,
    subject: String,
    from_name: String,
    from_address: String,
    to_address: String,
    body: String,
}

impl Facts {
    fn of(message: &Message<'_>, bytes: &[u8], ctx: &Context) -> Self {
        let (from_name, from_address) = first(message.from());
        let (_, reply_address) = first(message.reply_to());
        let (_, to_address) = first(message.to());
        let from = relay::sender(&from_address);
        let to = relay::sender(&to_address);
        let subject = message.subject().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
        let (text, links) = texts(message);
        let header = raw_header(message, classify::TYPE_HEADER);
        let word = auth::word(message, &from_address);
        let forged = word == Word::Failed;
        let ours = matches!(to, Sender::Relay(_) | Sender::Amazon(_)) && matches!(from, Sender::Other) && !forged;
        let bounced = if ours { None } else { bounce::of(message) };
        let (class, typed) = match &to {
            _ if bounced.is_some() => ("bounce", false),
            // An answer to a notice is none to a buyer, whatever order it names.
            Sender::Amazon(_) if ours => ("to-amazon", false),
            _ if ours => ("other", false),
            _ => classify::class(header, &links, &from, &subject),
        };
        let amazon = matches!(from, Sender::Relay(_) | Sender::Amazon(_));
        // A claim is enough to be told of a question, and too little to be told that something is over.
        let buyer = !ours && class == "buyer-message" && from != Sender::Lookalike && (typed || amazon && !forged);
        let trusted = if ours { auth::handed_in(message, word) } else { amazon && word == Word::Passed };
        let direction = match (&from, ours) {
            (_, true) => "out",
            (Sender::Amazon(_), _) if !buyer => "notice",
            _ => "in",
        };
        let other = match relay::sender(&reply_address) {
            Sender::Relay(relay) => Some(relay),
            _ => None,
        };
        let buyer_side: Option<Relay> = [from, to].into_iter().find_map(|s| match s {
            Sender::Relay(relay) => Some(relay),
            _ => None,
        });
        let address = buyer_side.or(other);
        let link = |name| scan::parameter(&links, name);
        let case = address.as_ref().and_then(|r| r.case.clone());
        let resolve = links.contains("no-response-needed");
        let case = case.or_else(|| link("t").or_else(|| link("c")).filter(|_| resolve).map(str::to_owned));
        let named = raw_header(message, "X-Marketplace-ID").or_else(|| link("mp"));
        let sent = message.date().map_or(ctx.modified, |date| Instant(date.to_timestamp()));
        let asks = matches!(class, "claim" | "chargeback" | "policy");
        Self {
            market: named.and_then(Market::from_amazon_id).or_else(|| address.as_ref().and_then(|r| r.market)),
            id: message.message_id().map_or_else(|| hash(bytes, ctx), str::to_owned),
            sent,
            direction,
            class,
            needs_answer: buyer,
            trusted,
            order_id: scan::order_id(&subject).or_else(|| scan::order_id(&text)).map(str::to_owned),
            case,
            asin: scan::asin(&text).map(str::to_owned),
            relay: address.map(|r| r.token),
            in_reply_to: bounced.or_else(|| replied(message)),
            refs: references(message).join(" "),
            attachments: message.attachment_count(),
            files: attachment::list(message),
            respond_by: scan::deadline(&text).filter(|_| asks).map(|seconds| sent.plus(seconds)),
            subject,
            from_name,
            from_address,
            to_address,
            body: scan::message(&text),
        }
    }

    fn row(self, number: u32) -> Row {
        let text = |text: String| if text.trim().is_empty() { Value::Null } else { Value::Text(text.into()) };
        let maybe = |value: Option<String>| value.map_or(Value::Null, text);
        let flag = |flag: bool| Value::Int(i64::from(flag));
        // In the order of the format's table; a test holds them together.
        let cells = vec![
            Value::Text(self.id.into()),
            Value::Int(self.sent.0),
            Value::Text(self.direction.into()),
            Value::Text(self.class.into()),
            flag(self.needs_answer),
            flag(self.trusted),
            maybe(self.order_id),
            maybe(self.case),
            maybe(self.asin),
            maybe(self.relay),
            maybe(self.in_reply_to),
            text(self.refs),
            Value::Int(self.attachments as i64),
            self.respond_by.map_or(Value::Null, |at| Value::Int(at.0)),
            text(self.subject),
            text(self.from_name),
            text(self.from_address),
            text(self.to_address),
            text(self.body),
            text(self.files),
        ];
        Row { line: number, market: self.market, cells, extra: Vec::new() }
    }
}

/// Name and address of the first entry of an address header.
fn first(address: Option<&Address<'_>>) -> (String, String) {
    let Some(entry) = address.and_then(Address::first) else { return Default::default() };
    let name = entry.name().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    (name, entry.address().unwrap_or_default().trim().to_owned())
}

/// A header that mail programs do not know, trimmed.
fn raw_header<'m>(message: &'m Message<'_>, name: &'static str) -> Option<&'m str> {
    message.header_raw(name).map(str::trim).filter(|value| !value.is_empty())
}

/// The text of a mail, and the text in which its links stand (for HTML, the source with `&amp;` undone).
fn texts(message: &Message<'_>) -> (String, String) {
    let (mut text, mut links) = (String::new(), String::new());
    for part in message.text_body.iter().chain(&message.html_body).filter_map(|id| message.parts.get(*id as usize)) {
        match &part.body {
            PartType::Text(plain) if text.is_empty() => {
                clip(plain).clone_into(&mut text);
                links.push_str(&text);
            }
            PartType::Html(html) => {
                let html = clip(html);
                if text.is_empty() {
                    text = plain(html);
                }
                if links.len() < MAX_SEARCHED {
                    links.push_str(&html.replace("&amp;", "&"));
                }
            }
            _ => {}
        }
    }
    (text, links)
}

/// The text of HTML. Cells and list entries, which the converter joins, are set apart first.
fn plain(html: &str) -> String {
    let apart = html.replace("</td>", "&#32;|&#32;</td>").replace("</th>", "&#32;|&#32;</th>");
    let apart = apart.replace("</tr>", "<br></tr>").replace("</li>", "<br></li>").replace("</p>", "<br></p>");
    html_to_text(&apart).replace('\u{a0}', " ")
}

fn clip(text: &str) -> &str {
    let mut end = text.len().min(MAX_SEARCHED);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The mail that this one answers: `In-Reply-To`, else the last of `References`.
fn replied(message: &Message<'_>) -> Option<String> {
    ids(message.in_reply_to()).into_iter().next().or_else(|| references(message).pop())
}

/// The mails before this one in its conversation, the one that it answers last; of many only the last ones.
fn references(message: &Message<'_>) -> Vec<String> {
    let mut all = ids(message.references());
    all.drain(..all.len().saturating_sub(MAX_REFERENCES));
    all
}

fn ids(header: &HeaderValue<'_>) -> Vec<String> {
    let found: Vec<String> = match header {
        HeaderValue::Text(id) => vec![id.to_string()],
        HeaderValue::TextList(ids) => ids.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    };
    // A blank would look like two ids.
    found.into_iter().filter(|id| !id.is_empty() && !id.contains(char::is_whitespace)).collect()
}

/// The identity of a mail without Message-ID: `sha256:` and the hash of its file.
fn hash(bytes: &[u8], ctx: &Context) -> String {
    format!("sha256:{}", ctx.sha256.clone().unwrap_or_else(|| hex(&Sha256::digest(bytes))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(head: &str) -> Facts {
        let mail = format!("Date: Mon, 07 Sep 2026 10:02:00 +0000\r\n{head}Subject: Re: x\r\n\r\ntext\r\n");
        let ctx = Context::new(Instant(0));
        Facts::of(&MessageParser::default().parse(mail.as_bytes()).unwrap(), mail.as_bytes(), &ctx)
    }

    #[test]
    fn what_a_server_found_forged_is_neither_ours_nor_amazon_s_and_what_none_vouched_for_proves_nothing() {
        let ours = "From: shop@example.com\r\nTo: tok@marketplace.amazon.com\r\n";
        let to_amazon = "From: shop@example.com\r\nTo: notice-dispute@amazon.com\r\n";
        let copy = "From: donotreply@amazon.com\r\nTo: shop@example.com\r\n\
                    X-Space-Notification-Type: BBC_MESSAGE_CONFIRMATION_TO_MERCHANT\r\n";
        let asks = "From: tok@marketplace.amazon.com\r\nTo: shop@example.com\r\n\
                    X-Space-Notification-Type: BBC_MESSAGE_SENT_TO_MERCHANT\r\n";
        let (bad, good) =
            ("Authentication-Results: mx; dmarc=fail\r\n", "Authentication-Results: mx; spf=pass; dmarc=pass\r\n");
        // Direction and trust of a mail of ours, trust of Amazon's copy and of a buyer's mail.
        for (results, wanted) in [
            ("", ("out", true, false, false)),
            (good, ("out", true, true, true)),
            (bad, ("in", false, false, false)),
            (&format!("{bad}{good}"), ("in", false, false, false)),
            ("Received: from x by mx with ESMTP\r\n", ("out", false, false, false)),
        ] {
            let reply = facts(&format!("{results}{to_amazon}"));
            assert_eq!(("out", reply.class) == (reply.direction, "to-amazon"), wanted.0 == "out", "{results}");
            assert_eq!(reply.trusted, wanted.1, "{results}");
            let [ours, copy, asks] = [ours, copy, asks].map(|head| facts(&format!("{results}{head}")));
            assert_eq!((ours.direction, ours.trusted, copy.trusted, asks.trusted), wanted, "{results}");
            assert_eq!((ours.needs_answer, copy.class), (false, "confirmation"));
            assert!(asks.needs_answer, "a question is shown, whoever vouches for it: {results}");
        }
    }
}
