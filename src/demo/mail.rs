//! Mails as Amazon sends them: headers, transfer encodings and bodies.

use crate::domain::day::Instant;

use super::catalog::{MARKETS, PRODUCTS, asin};
use super::letters::{LETTERS, Letter, What};
use super::orders::Business;
use super::people::{buyer, relay};
use super::rng::Rng;

/// The address of the seller.
pub(super) const SELLER: &str = "service@northlight.example";

/// The stream of random numbers of the mails.
const STREAM: u64 = 4;

/// A mail that is ready to be written.
pub(super) struct Mail {
    /// File name.
    pub name: String,
    /// When it was sent.
    pub sent: Instant,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// What a letter is about, looked up.
struct Subject {
    order: String,
    name: String,
    relay: String,
    case: String,
    product: usize,
}

/// All mails, oldest first.
pub(super) fn mails(business: &Business) -> Vec<Mail> {
    let one = |(i, letter): (usize, &Letter)| {
        let sent = business.now.plus(-letter.minutes * 60);
        let name = format!("{}-{i:02}.eml", sent.utc().format("%Y-%m-%d-%H%M"));
        Mail { name, sent, bytes: bytes(business, i, letter, sent) }
    };
    LETTERS.iter().enumerate().map(one).collect()
}

fn message_id(business: &Business, at: usize) -> String {
    let mut rng = Rng::new(business.seed, STREAM, at as u64);
    format!("<{:016x}-{:08x}@eu-west-1.amazonses.com>", rng.next(), rng.next() >> 32)
}

fn subject(business: &Business, letter: &Letter) -> Subject {
    let domain = MARKETS[letter.market].info().domain;
    let Some(order) = business.tagged(letter.tag) else {
        let dice = Rng::new(business.seed, STREAM + 1, 0).next();
        let case = format!("{:08x}", dice >> 32);
        let name = buyer(letter.market, dice);
        return Subject { order: String::new(), name, relay: relay(domain, dice), case, product: 9 };
    };
    // One thread in two has a case number behind the plus sign.
    let case = if order.dice.is_multiple_of(2) { format!("{:08x}", order.dice >> 32) } else { String::new() };
    let (name, relay) = (buyer(letter.market, order.dice), relay(domain, order.dice));
    Subject { order: order.id(), name, relay, case, product: order.items[0].product }
}

fn bytes(business: &Business, at: usize, letter: &Letter, sent: Instant) -> Vec<u8> {
    let about = subject(business, letter);
    let domain = MARKETS[letter.market].info().domain;
    let title = letter.subject.replace("{order}", &about.order).replace("{name}", &about.name);
    let buyer_address = match about.relay.split_once('@') {
        Some((token, host)) if !about.case.is_empty() => format!("{token}+{}@{host}", about.case),
        _ => about.relay.clone(),
    };
    let (from, to) = match letter.what {
        What::Buyer => (address(&format!("{} - Amazon Marketplace", about.name), &buyer_address), SELLER.to_owned()),
        What::Sent => (address("Northlight", SELLER), buyer_address.clone()),
        What::Copy => (address(&format!("Amazon.{domain}"), "donotreply@amazon.com"), SELLER.to_owned()),
        What::Claim => {
            (address("A-to-z Guarantee", &format!("atoz-guarantee-no-reply@amazon.{domain}")), SELLER.to_owned())
        }
        What::Return | What::Cancel | What::Refund => {
            (address("Seller Central Notifications (do not reply)", "donotreply@amazon.com"), SELLER.to_owned())
        }
    };
    let mut head = Vec::new();
    if letter.what != What::Sent {
        let host =
            if letter.what == What::Buyer { format!("marketplace.amazon.{domain}") } else { "amazon.com".to_owned() };
        let host = if letter.what == What::Claim { format!("amazon.{domain}") } else { host };
        head.push(format!("Authentication-Results: mx.northlight.example;\n\tdmarc=pass header.from={host}"));
    }
    head.push(format!("Date: {}", sent.utc().format("%a, %d %b %Y %H:%M:%S +0000")));
    head.push(format!("From: {from}"));
    if letter.what != What::Sent {
        head.push(format!("Reply-To: \n\t{from}"));
    }
    head.push(format!("To: {to}"));
    head.push(format!("Message-ID: {}", message_id(business, at)));
    head.push(format!("Subject: {}", encoded(&title)));
    if let Some(asked) = asked(at) {
        head.push(format!("In-Reply-To: {0}\nReferences: {0}", message_id(business, asked)));
    }
    if let Some(kind) = notification(letter.what) {
        head.push(format!("X-Marketplace-ID: {}", MARKETS[letter.market].info().amazon_id));
        head.push(format!("X-Space-Notification-Type: {kind}"));
    }
    head.push("MIME-Version: 1.0\n".to_owned());
    let body = match letter.what {
        What::Buyer => plain(letter.market == 2, &message(letter, &about)),
        What::Sent => plain(false, &format!("{}\n", letter.body)),
        _ => html(letter, &about),
    };
    let mut bytes = head.join("\n").replace('\n', "\r\n").into_bytes();
    bytes.extend(body);
    bytes
}

/// The newest earlier buyer mail of the thread, for an answer.
fn asked(at: usize) -> Option<usize> {
    let letter = &LETTERS[at];
    matches!(letter.what, What::Copy | What::Sent)
        .then(|| LETTERS[..at].iter().rposition(|l| l.tag == letter.tag && l.what == What::Buyer))
        .flatten()
}

fn notification(what: What) -> Option<&'static str> {
    Some(match what {
        What::Buyer => "BBC_MESSAGE_SENT_TO_MERCHANT",
        What::Copy => "BBC_MESSAGE_CONFIRMATION_TO_MERCHANT",
        What::Return => "RETURN_REQUEST",
        What::Claim => "A_Z_CLAIM_RESPONDENT_NOTIFY",
        What::Cancel => "BRC_SELLER_NOTIFICATION",
        What::Refund => "REFUND_ISSUED",
        What::Sent => return None,
    })
}

/// The text of a buyer's message between Amazon's marks, with the links below.
fn message(letter: &Letter, about: &Subject) -> String {
    const WORDS: [[&str; 3]; 3] = [
        ["You have received a message.", "Message:", "End message"],
        ["Sie haben eine Nachricht erhalten.", "Nachricht:", "Ende der Nachricht"],
        ["メッセージが届きました。", "メッセージ:", "メッセージここまで"],
    ];
    let [intro, begin, end] = WORDS[letter.market];
    let info = MARKETS[letter.market].info();
    let title = PRODUCTS[about.product].titles[letter.market];
    let order = if about.order.is_empty() { String::new() } else { format!("# {}:\n", about.order) };
    let token = about.relay.split('@').next().unwrap_or_default().to_uppercase();
    let case = if about.case.is_empty() { String::new() } else { format!("&c=A{}", about.case.to_uppercase()) };
    format!(
        "{intro}\n\n{order}1 / {title} [ASIN: {asin}]\n\n------------- {begin} -------------\n\n{body}\n\n\
         ------------- {end} -------------\n\n\
         https://sellercentral.amazon.{domain}/gp/satisfaction/survey-form.html?customAttribute1Value=BBC_MESSAGE_SENT_TO_MERCHANT\n\
         https://sellercentral.amazon.{domain}/messaging/no-response-needed?m={token}&mp={id}{case}&s=1\n",
        asin = asin(about.product),
        body = letter.body,
        domain = info.domain,
        id = info.amazon_id,
    )
}

/// A plain part: ISO-2022-JP for Japan, else quoted-printable UTF-8.
fn plain(japanese: bool, text: &str) -> Vec<u8> {
    if japanese {
        let (bytes, _, _) = encoding_rs::ISO_2022_JP.encode(text);
        let mut out =
            b"Content-Type: text/plain; charset=ISO-2022-JP\r\nContent-Transfer-Encoding: 7bit\r\n\r\n".to_vec();
        for line in bytes.split_inclusive(|b| *b == b'\n') {
            out.extend(line.strip_suffix(b"\n").unwrap_or(line));
            out.extend(b"\r\n");
        }
        return out;
    }
    let head = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n";
    format!("{head}{}", quoted_printable(text)).into_bytes()
}

/// Amazon's notices: `multipart/alternative` with an HTML part only.
fn html(letter: &Letter, about: &Subject) -> Vec<u8> {
    let domain = MARKETS[letter.market].info().domain;
    let (order, body) = (&about.order, letter.body.replace('&', "&amp;").replace('<', "&lt;"));
    let inner = match letter.what {
        What::Copy => format!("Order ID {order}<br>Message:<br>{body}<br>End message"),
        What::Return => format!(
            "<ul><li><b>Order ID:</b> {order}</li></ul><table border=\"1\"><tr><th>Item</th><th>ASIN</th><th>Sku</th>\
             <th>Return quantity</th><th>Return reason</th></tr><tr><td>{}</td><td>{}</td><td>{}</td><td>1</td>\
             <td>{body}</td></tr></table>",
            PRODUCTS[about.product].titles[letter.market].replace('"', "&quot;"),
            asin(about.product),
            PRODUCTS[about.product].sku,
        ),
        What::Cancel => format!(
            "Buyer cancellation request for order: <a href=\"https://sellercentral.amazon.{domain}/orders-v3/order/{order}/cancel-order\">{order}</a><br>{body}"
        ),
        _ => format!("{body}<br><br>Order: {order}"),
    };
    let text = quoted_printable(&format!("<html><body>{inner}</body></html>\n"));
    let mark = "----=_Part_1_1.1";
    format!(
        "Content-Type: multipart/alternative; \r\n\tboundary=\"{mark}\"\r\n\r\n--{mark}\r\n\
         Content-Type: text/html; charset=UTF-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{text}--{mark}--\r\n"
    )
    .into_bytes()
}

/// A mailbox with its display name.
fn address(name: &str, address: &str) -> String {
    if name.is_ascii() { format!("\"{name}\" <{address}>") } else { format!("{} <{address}>", encoded(name)) }
}

/// A header's text as RFC 2047 has it when it is not plain ASCII: words of whole characters, folded.
fn encoded(text: &str) -> String {
    if text.bytes().all(|b| (b' '..=b'~').contains(&b)) {
        return text.to_owned();
    }
    let (mut words, mut word) = (Vec::new(), String::new());
    for c in text.chars() {
        let mut buffer = [0; 4];
        let cell: String = c.encode_utf8(&mut buffer).bytes().map(cell).collect();
        if word.len() + cell.len() > 60 {
            words.push(std::mem::take(&mut word));
        }
        word.push_str(&cell);
    }
    words.push(word);
    words.iter().map(|word| format!("=?UTF-8?Q?{word}?=")).collect::<Vec<_>>().join("\n ")
}

/// One byte of an encoded header word.
fn cell(byte: u8) -> String {
    match byte {
        b' ' => "_".to_owned(),
        b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'.' => char::from(byte).to_string(),
        _ => format!("={byte:02X}"),
    }
}

/// A body as RFC 2045 has it: lines of at most 76 characters, ended by CR LF.
fn quoted_printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    for line in text.lines() {
        let mut width = 0;
        for byte in line.bytes() {
            let cell = match byte {
                b'=' => "=3D".to_owned(),
                b' '..=b'~' => char::from(byte).to_string(),
                _ => format!("={byte:02X}"),
            };
            if width + cell.len() > 75 {
                out.push_str("=\r\n");
                width = 0;
            }
            width += cell.len();
            out.push_str(&cell);
        }
        out.push_str("\r\n");
    }
    out
}

#[cfg(test)]
mod tests {
    use mail_parser::{HeaderValue, MessageParser};

    use super::super::letters::{answered, waits};
    use super::super::tests::options;
    use super::*;

    #[test]
    fn mails_read_back_as_they_were_meant() {
        let options = options(500);
        let business = Business::new(&options);
        let mails = mails(&business);
        for (mail, letter) in mails.iter().zip(LETTERS) {
            let read = MessageParser::default().parse(&mail.bytes).unwrap();
            let about = subject(&business, letter);
            let title = letter.subject.replace("{order}", &about.order).replace("{name}", &about.name);
            assert_eq!(read.subject().unwrap(), title);
            assert_eq!(read.date().unwrap().to_timestamp(), mail.sent.0);
            assert_eq!(mail.sent.0, options.now.0 - letter.minutes * 60);
            let body = read.body_text(0).unwrap();
            let words = letter.body.split(". ").next().unwrap();
            assert!(body.split_whitespace().collect::<Vec<_>>().join(" ").contains(words), "{body}");
            let kind = match read.header("X-Space-Notification-Type") {
                Some(HeaderValue::Text(kind)) => Some(kind.as_ref()),
                _ => None,
            };
            assert_eq!(kind, notification(letter.what));
            let from = read.from().unwrap().first().unwrap().address().unwrap().to_owned();
            assert_eq!(from.contains("@marketplace.amazon."), letter.what == What::Buyer, "{from}");
            assert!(
                mail.bytes
                    .split(|b| *b == b'\n')
                    .all(|line| line.len() < 500 && !line.contains(&0x1b) || letter.market == 2)
            );
        }
        let ids: std::collections::BTreeSet<_> = (0..LETTERS.len()).map(|i| message_id(&business, i)).collect();
        assert_eq!(ids.len(), LETTERS.len());
    }

    #[test]
    fn two_waits_are_over_three_end_within_four_hours_and_the_rest_can_wait() {
        let waits = waits();
        let over = waits.iter().filter(|m| **m > 24 * 60).count();
        let soon = waits.iter().filter(|m| (20 * 60..=24 * 60).contains(*m)).count();
        assert_eq!((over, soon, waits.len() - over - soon), (2, 3, 5));
        let closed = (0..LETTERS.len()).filter(|i| LETTERS[*i].what == What::Buyer && answered(*i)).count();
        assert_eq!(closed, 6);
        assert!((0..LETTERS.len()).filter_map(asked).all(answered));
    }
}
