//! A mail of ours that came back: a server's report says that it failed and encloses its headers (RFC 3464, RFC 6522).

use mail_parser::{Message, MessagePart, MimeHeaders, PartType};

/// The Message-ID of the mail that could not be delivered; `None` for any other mail, also for one that is only delayed.
pub(super) fn of(message: &Message<'_>) -> Option<String> {
    let top = message.parts.first()?.content_type()?;
    let report = is(Some(top.ctype()), "multipart")
        && is(top.subtype(), "report")
        && is(top.attribute("report-type"), "delivery-status");
    let failed = |part: &MessagePart<'_>| subtype(part, "delivery-status") && failed(part.contents());
    if !report || !message.parts.iter().any(failed) {
        return None;
    }
    message.parts.iter().find_map(enclosed)
}

fn is(word: Option<&str>, wanted: &str) -> bool {
    word.is_some_and(|word| word.eq_ignore_ascii_case(wanted))
}

fn subtype(part: &MessagePart<'_>, wanted: &str) -> bool {
    part.content_type().is_some_and(|kind| is(kind.subtype(), wanted))
}

/// The value of a header line of this name.
fn value<'t>(line: &'t str, wanted: &str) -> Option<&'t str> {
    line.split_once(':').filter(|(name, _)| name.trim().eq_ignore_ascii_case(wanted)).map(|(_, value)| value.trim())
}

fn failed(status: &[u8]) -> bool {
    String::from_utf8_lossy(status).lines().any(|line| is(value(line, "action"), "failed"))
}

/// The id of the mail that the report encloses, whole or its headers alone.
fn enclosed(part: &MessagePart<'_>) -> Option<String> {
    let id = match &part.body {
        PartType::Message(inner) => inner.message_id()?.to_owned(),
        PartType::Text(text) if subtype(part, "rfc822-headers") => {
            text.lines().find_map(|line| value(line, "message-id"))?.trim_matches(['<', '>']).to_owned()
        }
        _ => return None,
    };
    Some(id).filter(|id| !id.is_empty())
}

#[cfg(test)]
mod tests {
    use mail_parser::MessageParser;

    use super::*;

    fn report(kind: &str, action: &str, enclosed: &str) -> Option<String> {
        let mail = format!(
            "From: MAILER-DAEMON@mx.example.com\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/report; report-type={kind}; boundary=\"b\"\r\n\r\n\
             --b\r\nContent-Type: text/plain\r\n\r\nsorry\r\n\
             --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\n\
             Final-Recipient: rfc822; x@y.example\r\nAction: {action}\r\nStatus: 5.1.1\r\n\
             --b\r\nContent-Type: {enclosed}\r\n\r\nFrom: a@b.example\r\nMessage-ID: <ours-1@example.com>\r\n\
             Subject: x\r\n\r\ntext\r\n--b--\r\n"
        );
        of(&MessageParser::default().parse(mail.as_bytes()).unwrap())
    }

    #[test]
    fn only_a_report_of_a_failure_names_the_mail_that_came_back() {
        let ours = Some("ours-1@example.com".to_owned());
        for (kind, action, enclosed, wanted) in [
            ("delivery-status", "failed", "message/rfc822", ours.clone()),
            ("delivery-status", "Failed", "text/rfc822-headers", ours),
            ("delivery-status", "delayed", "message/rfc822", None),
            ("disposition-notification", "failed", "message/rfc822", None),
            ("delivery-status", "failed", "text/plain", None),
        ] {
            assert_eq!(report(kind, action, enclosed), wanted, "{kind} {action} {enclosed}");
        }
    }
}
