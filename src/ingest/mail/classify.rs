//! What a mail is about: first by the type that Amazon's own header names, then by the same word in its links, then by
//! sender and subject.

use super::relay::Sender;
use super::scan::parameter;

/// Amazon's notification types and our classes.
const TYPES: [(&str, &str); 8] = [
    ("BBC_MESSAGE_SENT_TO_MERCHANT", "buyer-message"),
    ("BBC_MESSAGE_CONFIRMATION_TO_MERCHANT", "confirmation"),
    ("BRC_SELLER_NOTIFICATION", "cancellation"),
    ("RETURN_REQUEST", "return"),
    ("REFUND_ISSUED", "refund"),
    ("A_Z_CLAIM_RESPONDENT_NOTIFY", "claim"),
    ("A_Z_CLAIM_RESPONDENT_CLOSE", "claim-decision"),
    ("BUYER_OPTED_OUT_BSM_MESSAGES", "opted-out"),
];

/// The header that names the type.
pub(super) const TYPE_HEADER: &str = "X-Space-Notification-Type";
/// Link parameters that carry the type when forwarding lost the header.
const TYPE_PARAMETERS: [&str; 3] = ["customAttribute1Value", "communicationName", "nt"];

/// Words of subjects, most telling first; each list is one class. Compared in lower case.
const SUBJECTS: [(&str, &[&str]); 9] = [
    ("claim-decision", &["claim decision", "décision concernant la réclamation"]),
    (
        "claim",
        &[
            "claim received on order",
            "a-to-z guarantee claim",
            "a-to-z claim",
            "richiesta di rimborso ricevuta",
            "réclamation garantie de a à z",
        ],
    ),
    ("chargeback", &["charge dispute", "chargeback"]),
    (
        "cancellation",
        &[
            "order cancellation request",
            "richiesta di annullamento",
            "demande d'annulation",
            "solicitud de cancelación",
            "stornierungsanfrage",
        ],
    ),
    (
        "return",
        &[
            "return authorization",
            "return authorisation",
            "autorisation de retour",
            "autorizzazione del reso",
            "rücksendegenehmigung",
        ],
    ),
    ("refund", &["refund initiated", "remboursement initié", "avviato - ordine"]),
    (
        "policy",
        &[
            "policy warning",
            "notice of intellectual property",
            "important information about your listings",
            "important information about your product listings",
            "listings deactivated",
            "detail pages have been temporarily removed",
            "products removal",
            "amazon.com selling account",
            "selling privileges",
            "formal notice",
            "verstoß gegen die richtlinien",
            "avertissement concernant les politiques",
            "infracción de",
            "avviso violazione",
        ],
    ),
    ("confirmation", &["your e-mail to", "your email to", "seu e-mail para"]),
    (
        "order-notice",
        &[
            "sold, ship now",
            "sold, dispatch now",
            "amazon has shipped your sold item",
            "注文確定",
            "payment is on the way",
        ],
    ),
];

/// What a mail from the relay can be.
const FROM_BUYERS: [&str; 3] = ["buyer-message", "cancellation", "return"];

/// Desks of Amazon that send one kind of mail.
const DESKS: [(&str, &str); 8] = [
    ("atoz-guarantee-no-reply", "claim"),
    ("seller-guarantee", "claim"),
    ("cb-seller-notification", "chargeback"),
    ("cb-seller-query", "chargeback"),
    ("seller-notification", "order-notice"),
    ("order-update", "order-notice"),
    ("seller-performance", "policy"),
    ("notice-dispute", "policy"),
];

/// The class of a mail, and whether Amazon's type said it. `links` is the text in which link parameters are sought.
pub(super) fn class(header: Option<&str>, links: &str, sender: &Sender, subject: &str) -> (&'static str, bool) {
    let of_type = |word: &str| TYPES.iter().find(|(name, _)| *name == word.trim()).map(|(_, class)| *class);
    if let Some(class) = header.and_then(of_type) {
        return (class, true);
    }
    if let Sender::Lookalike | Sender::Other = sender {
        return ("other", false);
    }
    let by_link = TYPE_PARAMETERS.iter().find_map(|name| parameter(links, name).and_then(of_type));
    // What comes through the relay is the buyer's own text: no link in it makes it Amazon's copy or notice.
    let may_be = |class: &&str| !matches!(sender, Sender::Relay(_)) || FROM_BUYERS.contains(class);
    if let Some(class) = by_link.filter(may_be) {
        return (class, true);
    }
    let subject = subject.to_lowercase().replace('’', "'");
    let by_subject = || SUBJECTS.iter().find(|(_, words)| words.iter().any(|w| subject.contains(w))).map(|(c, _)| *c);
    let class = match sender {
        // What comes through the relay is the buyer's, whatever the subject says, but for the requests Amazon words.
        Sender::Relay(_) => by_subject().filter(|c| FROM_BUYERS.contains(c)).unwrap_or("buyer-message"),
        Sender::Amazon(desk) => {
            let by_desk = || DESKS.iter().find(|(name, _)| name == desk).map(|(_, class)| *class);
            by_subject().or_else(by_desk).unwrap_or("other")
        }
        Sender::Lookalike | Sender::Other => "other",
    };
    (class, false)
}

#[cfg(test)]
mod tests {
    use super::super::relay::sender;
    use super::*;

    #[test]
    fn type_then_link_then_sender_and_subject() {
        let table = [
            (Some("RETURN_REQUEST"), "", "a@b.c", "x", "return"),
            (None, "?nt=REFUND_ISSUED", "donotreply@amazon.com", "x", "refund"),
            (
                None,
                "&customAttribute1Value=BBC_MESSAGE_SENT_TO_MERCHANT",
                "tok@marketplace.amazon.it",
                "x",
                "buyer-message",
            ),
            (
                None,
                "?nt=BBC_MESSAGE_CONFIRMATION_TO_MERCHANT",
                "tok@marketplace.amazon.it",
                "Your e-mail to Amazon",
                "buyer-message",
            ),
            (None, "", "tok@marketplace.amazon.de", "Paket nicht angekommen", "buyer-message"),
            (None, "", "donotreply@amazon.com", "Notifica di autorizzazione del reso per l’ordine 403", "return"),
            (None, "", "donotreply@amazon.com", "Demande d’annulation de commande", "cancellation"),
            (None, "", "atoz-guarantee-no-reply@amazon.it", "Richiesta di rimborso ricevuta per l’ordine", "claim"),
            (None, "", "atoz-guarantee-no-reply@amazon.fr", "Décision concernant la réclamation", "claim-decision"),
            (None, "", "cb-seller-notification@amazon.com", "111-1, Dispute", "chargeback"),
            (None, "", "donotreply@amazon.com", "Notice: Policy Warning", "policy"),
            (None, "", "seller-notification@amazon.co.uk", "Sold, dispatch now: x", "order-notice"),
            (None, "", "donotreply@amazon.com", "Something new", "other"),
            (None, "", "b@marketplace.amazon.com.evil.example", "inquiry from Amazon customer X", "other"),
            (None, "", "friend@example.com", "Policy Warning", "other"),
            (Some("A_NEW_TYPE"), "", "donotreply@amazon.com", "Refund initiated for order", "refund"),
        ];
        for (header, links, from, subject, wanted) in table {
            assert_eq!(class(header, links, &sender(from), subject).0, wanted, "{from} {subject}");
        }
    }
}
