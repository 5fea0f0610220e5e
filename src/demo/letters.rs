//! The mails of the last three days: what buyers wrote, what was answered, and what Amazon told.

/// What a mail is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// A buyer writes and waits.
    Buyer,
    /// Amazon's copy of an answer that was written in Seller Central.
    Copy,
    /// An answer that was sent by mail.
    Sent,
    /// A notice about a return.
    Return,
    /// A notice about an A-to-z claim.
    Claim,
    /// A buyer asks Amazon to cancel.
    Cancel,
    /// A notice about a refund.
    Refund,
}

/// One mail.
pub(super) struct Letter {
    /// Minutes since it was sent.
    pub minutes: i64,
    /// What it is.
    pub what: What,
    /// Position of the marketplace.
    pub market: usize,
    /// The planted order that it speaks of; empty: it names none.
    pub tag: &'static str,
    /// The subject; `{order}` and `{name}` are filled in.
    pub subject: &'static str,
    /// The message.
    pub body: &'static str,
}

const fn letter(
    minutes: i64,
    what: What,
    market: usize,
    tag: &'static str,
    subject: &'static str,
    body: &'static str,
) -> Letter {
    Letter { minutes, what, market, tag, subject, body }
}

const ASKED: &str = "Inquiry from Amazon customer {name} (Order: {order})";
const DETAILS: &str = "Product details inquiry from Amazon customer {name} (Order: {order})";
const DELIVERY: &str = "Order delivery inquiry from Amazon customer {name} (Order: {order})";

/// All mails, oldest first.
#[rustfmt::skip]
pub(super) const LETTERS: &[Letter] = &[
    letter(4105, What::Buyer, 0, "us-scratch", DETAILS, "Hi, one of the spatulas came with a scratch on the handle. Is that normal?"),
    letter(4062, What::Copy, 0, "us-scratch", "Your e-mail to {name}", "Sorry about that. A new set is on its way to you, no need to send the old one back."),
    letter(3980, What::Refund, 0, "us-refund", "Refund initiated for order {order}", "We have initiated a refund in the amount of USD 21.99."),
    letter(3610, What::Buyer, 0, "us-thanks", DETAILS, "Does the brush also work for short hair? My cat has very little undercoat."),
    letter(3302, What::Buyer, 2, "jp-colour", "Amazonのお客様からのお問い合わせ (注文番号: {order})", "商品の色は写真と同じですか。もう少し濃い色に見えます。"),
    letter(3244, What::Copy, 2, "jp-colour", "{name}様へのメールの控え", "お問い合わせありがとうございます。画面の設定により少し濃く見えることがあります。"),
    letter(3010, What::Buyer, 0, "us-invoice", ASKED, "Please send me an invoice with our company name on it. Thank you in advance!"),
    letter(2821, What::Sent, 0, "us-invoice", "Re: Inquiry from Amazon customer {name} (Order: {order})", "Hello, the invoice is in Your Orders now. Please tell us when something is missing."),
    letter(2770, What::Buyer, 1, "de-today", "Frage zur Bestellung {order}", "Guten Tag, sind die Dübel für die Regale dabei oder muss ich sie extra kaufen?"),
    letter(2715, What::Copy, 1, "de-today", "Ihre E-Mail an {name}", "Guten Tag, Dübel und Schrauben liegen bei. Viel Freude mit den Regalen!"),
    letter(2590, What::Return, 0, "us-return", "Return authorization notification for order # {order}", "Defective: the lamp does not charge."),
    letter(1900, What::Return, 1, "de-return", "Benachrichtigung über eine Rücksendegenehmigung für Bestellung {order}", "Gefällt nicht: die Körbe sind größer als gedacht."),
    letter(1861, What::Buyer, 0, "us-where", DELIVERY, "Tracking has said \"in transit\" for nine days. Where is my cutting board?"),
    letter(1810, What::Buyer, 0, "us-fits", DETAILS, "Will these hooks hold on textured tiles?"),
    letter(1748, What::Copy, 0, "us-thanks", "Your e-mail to {name}", "Yes, it does. Use it with little pressure on short hair."),
    letter(1702, What::Copy, 0, "us-fits", "Your e-mail to {name}", "They need a smooth surface. On textured tiles we would not use them."),
    letter(1590, What::Buyer, 1, "de-where", "Paket nicht angekommen: Gutschrift anfordern(Bestellung: {order})", "Mein Paket ist nicht angekommen, obwohl es laut Sendungsverfolgung zugestellt wurde. Wo ist mein Paket?"),
    letter(1450, What::Refund, 1, "de-refund", "Rückerstattung für Bestellung {order} veranlasst", "Wir haben eine Rückerstattung in Höhe von 24,99 EUR veranlasst."),
    letter(1370, What::Buyer, 0, "us-late", DELIVERY, "The cat tree was to be shipped yesterday. Has it left your warehouse yet?"),
    letter(1290, What::Buyer, 1, "de-broken", "Artikel beschädigt(Bestellung: {order})", "Einer der Teigschaber ist am Stiel gebrochen. Ich hätte gern Ersatz für dieses Teil."),
    letter(1240, What::Buyer, 0, "", "Product details inquiry from Amazon customer {name}", "Before I order: is the clip of the reading lamp wide enough for a 2\" shelf?"),
    letter(1105, What::Claim, 0, "us-claim", "Claim received on order {order}", "The buyer says that the order was not received. The amount of the claim is $89.99. No action is necessary at the moment."),
    letter(905, What::Cancel, 0, "us-cancel", "Order cancellation request from Amazon customer {name} (Order: {order})", "Reason: ordered by mistake."),
    letter(660, What::Buyer, 2, "jp-today", "Amazonのお客様からのお問い合わせ (注文番号: {order})", "いつ発送されますか。今週中に届くと助かります。"),
    letter(482, What::Buyer, 0, "us-where", DELIVERY, "Hello? Still nothing. I need it for Thanksgiving."),
    letter(361, What::Buyer, 0, "us-hostile", "Inquiry \u{1b}[2J\u{1b}]0;owned\u{7} from \u{202e}tnega\u{202c} {name} (Order: {order})", "Where is \u{1b}[31mmy\u{1b}[0m order\u{7}? See \u{202e}gpj.exe\u{202c}"),
    letter(182, What::Buyer, 1, "de-invoice", "Rechnung anfordern(Bestellung: {order})", "Bitte senden Sie mir eine Rechnung mit ausgewiesener Mehrwertsteuer. Vielen Dank für die Mühe!"),
    letter(121, What::Buyer, 0, "us-fits", DETAILS, "Thanks. And do they hold on painted wood, or should I send them back?"),
    letter(70, What::Buyer, 0, "us-soon", ASKED, "Could you tell me the carrier? I have to be at home for such a big parcel."),
];

/// Whether somebody answered after letter `at` in its thread.
pub(super) fn answered(at: usize) -> bool {
    let tag = LETTERS[at].tag;
    !tag.is_empty() && LETTERS[at..].iter().any(|l| l.tag == tag && matches!(l.what, What::Copy | What::Sent))
}

/// Minutes since the first unanswered mail of each thread that waits.
pub(super) fn waits() -> Vec<i64> {
    let mut waits: Vec<(&str, i64)> = Vec::new();
    for (i, letter) in LETTERS.iter().enumerate().filter(|(i, l)| l.what == What::Buyer && !answered(*i)) {
        if letter.tag.is_empty() || waits.iter().all(|(tag, _)| *tag != LETTERS[i].tag) {
            waits.push((letter.tag, letter.minutes));
        }
    }
    waits.into_iter().map(|(_, minutes)| minutes).collect()
}

#[cfg(test)]
mod tests {
    use super::super::planted::{Fate, PLANTED};
    use super::*;

    #[test]
    fn letters_stand_oldest_first_and_speak_of_planted_orders() {
        assert!(LETTERS.windows(2).all(|w| w[0].minutes > w[1].minutes));
        assert!(LETTERS.iter().all(|l| l.minutes < 3 * 24 * 60));
        for letter in LETTERS.iter().filter(|l| !l.tag.is_empty()) {
            let order = PLANTED.iter().find(|p| p.tag == letter.tag).unwrap();
            assert_eq!(order.market, letter.market, "{}", letter.tag);
            assert!(order.bought * 60 > letter.minutes, "{} was written before it was bought", letter.tag);
        }
        let asked: Vec<_> = LETTERS.iter().filter(|l| l.what == What::Cancel).map(|l| l.tag).collect();
        let flagged = |p: &&crate::demo::planted::Planted| {
            matches!(p.fate, Fate::Open { trouble: crate::demo::planted::Trouble::Cancel(_), .. })
        };
        assert_eq!(asked, PLANTED.iter().filter(flagged).map(|p| p.tag).collect::<Vec<_>>());
    }
}
