//! What the receiving server says about the sender of a mail (RFC 8601). Anybody can write any sender into a mail, and any
//! result below those of the last server: what fails anywhere is forged, what passes must stand at the top.

use mail_parser::Message;

/// What is known of a sender beyond what the mail itself claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// The server that took the mail in checked the sender's domain (DMARC, RFC 7489).
    Passed,
    /// A server found the sender forged.
    Failed,
    /// Nobody said anything: what the mail claims is only a claim.
    Silent,
}

/// What the servers say of the address in `From`.
pub(super) fn word(message: &Message<'_>, from: &str) -> Word {
    let domain = from.rsplit_once('@').map_or("", |(_, domain)| domain).to_ascii_lowercase();
    let results: Vec<(String, String)> = headers(message, "Authentication-Results").map(dmarc).collect();
    if results.iter().any(|(verdict, _)| verdict == "fail") {
        return Word::Failed;
    }
    let passed = |(verdict, checked): &(String, String)| verdict == "pass" && covers(checked, &domain);
    if results.first().is_some_and(passed) { Word::Passed } else { Word::Silent }
}

/// Whether a mail with our own sender was handed in by somebody who may send for us: it was never on the way, the server
/// that took it in asked for a password (RFC 3848: `ESMTPA`, `ESMTPSA`), or it passed.
pub(super) fn handed_in(message: &Message<'_>, word: Word) -> bool {
    let checked = headers(message, "Authentication-Results").next().is_some();
    // Servers write their line above all others.
    let on_the_way = headers(message, "Received").next().map(|line| {
        let words: Vec<String> = bare(line).split_whitespace().map(str::to_ascii_lowercase).collect();
        words.windows(2).any(|pair| pair[0] == "with" && matches!(pair[1].as_str(), "esmtpa" | "esmtpsa"))
    });
    match word {
        Word::Passed => true,
        Word::Failed => false,
        Word::Silent => !checked && on_the_way.unwrap_or(true),
    }
}

fn headers<'m>(message: &'m Message<'_>, name: &'static str) -> impl Iterator<Item = &'m str> {
    message.headers_raw().filter(move |(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

/// The verdict on DMARC in one header, and the domain that it speaks of; blank when there is none. Quoted text and comments
/// are left out: the sender chooses some of it.
fn dmarc(value: &str) -> (String, String) {
    let value = bare(value).to_ascii_lowercase();
    let words = |part: &str| part.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    // The first part names the server.
    let part = value.split(';').skip(1).map(words).find(|words| words.first().is_some_and(|w| w.starts_with("dmarc=")));
    let part = part.unwrap_or_default();
    let of = |name: &str| part.iter().find_map(|word| word.strip_prefix(name)).unwrap_or_default().to_owned();
    (of("dmarc="), of("header.from="))
}

/// A header's value without quoted text and comments.
fn bare(value: &str) -> String {
    let (mut out, mut depth, mut quoted, mut escaped) = (String::new(), 0_u32, false, false);
    for c in value.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted || depth > 0 => escaped = true,
            '"' if depth == 0 => quoted = !quoted,
            _ if quoted => {}
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            c => out.push(c),
        }
    }
    out
}

/// Whether a verdict about `checked` holds for `domain`: the same or a domain above it. A verdict without one is about `From`.
fn covers(checked: &str, domain: &str) -> bool {
    let checked = checked.rsplit('@').next().unwrap_or_default().trim_end_matches('.');
    checked.is_empty() || domain == checked || domain.strip_suffix(checked).is_some_and(|rest| rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use mail_parser::MessageParser;

    use super::*;

    fn words(head: &str) -> (Word, bool) {
        let mail = format!("{head}From: a@amazon.com\r\nSubject: x\r\n\r\ntext\r\n");
        let message = MessageParser::default().parse(mail.as_bytes()).unwrap();
        let word = word(&message, "a@amazon.com");
        (word, handed_in(&message, word))
    }

    #[test]
    fn only_the_top_result_vouches_and_any_may_accuse() {
        use Word::{Failed, Passed, Silent};
        let results = |value: &str| format!("Authentication-Results: {value}\r\n");
        let (good, bad) = (results("mx; dmarc=pass header.from=amazon.com"), results("mx; dmarc=fail"));
        let none = results("mx; dmarc=none; spf=pass");
        for (head, wanted) in [
            (String::new(), Silent),
            (good.clone(), Passed),
            (
                results(
                    "mx.s.example 1;\r\n\tspf=pass smtp.mailfrom=x@y;\r\n\tDMARC=Pass (p=QUARANTINE) header.from=amazon.com",
                ),
                Passed,
            ),
            (results("mx; dmarc=pass header.from=com"), Passed),
            (results("mx; dmarc=pass header.from=evil.example"), Silent),
            (results("mx; dmarc=pass header.from=notamazon.com"), Silent),
            (bad.clone(), Failed),
            (format!("{good}{bad}"), Failed),
            (format!("{bad}{good}"), Failed),
            // Written by the sender, below what the server wrote.
            (format!("{none}{good}"), Silent),
            (results("mx; dmarc=temperror"), Silent),
            // Words that the sender chose.
            (results("mx; spf=pass smtp.mailfrom=\"x; dmarc=pass\"@evil.example"), Silent),
            (results("mx; spf=pass (; dmarc=pass); dmarc=none"), Silent),
            (results("dmarc=pass; spf=none"), Silent),
            (results("mx; spf=pass smtp.mailfrom=dmarc=pass"), Silent),
        ] {
            assert_eq!(words(&head).0, wanted, "{head}");
        }
    }

    #[test]
    fn a_mail_of_ours_was_written_here_or_handed_in_with_a_password() {
        for (head, wanted) in [
            ("", true),
            ("Received: from [10.0.0.2] by smtp.s.example (mail) with ESMTPSA id 7\r\n", true),
            ("Received: from x by mx.s.example with ESMTPS id 7\r\nReceived: from y by z with ESMTPSA id 1\r\n", false),
            ("Received: from x (with ESMTPSA id 1) by mx.s.example with SMTP id 7\r\n", false),
            ("Authentication-Results: mx; spf=none\r\n", false),
            ("Authentication-Results: mx; dmarc=pass\r\nReceived: from x by mx with ESMTPS\r\n", true),
            ("Authentication-Results: mx; dmarc=fail\r\n", false),
        ] {
            assert_eq!(words(head).1, wanted, "{head}");
        }
    }
}
