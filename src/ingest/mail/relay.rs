//! Whose address is it: a buyer's relay, Amazon itself, or somebody who looks like it.

use crate::domain::market::Market;

/// What an address is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sender {
    /// A buyer behind Amazon's relay.
    Relay(Relay),
    /// Amazon itself; the local part says which desk.
    Amazon(String),
    /// Neither, but made to look like it.
    Lookalike,
    /// Anybody else.
    Other,
}

/// A buyer's relay address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Relay {
    /// The local part before `+`: the buyer's pseudonym for this seller.
    pub(super) token: String,
    /// The local part behind `+`: the case.
    pub(super) case: Option<String>,
    /// The marketplace of the domain.
    pub(super) market: Option<Market>,
}

/// Judges an address by its whole domain: `marketplace.amazon.co.uk.evil.example` is not Amazon's.
pub(super) fn sender(address: &str) -> Sender {
    let Some((local, domain)) = address.trim().rsplit_once('@') else { return Sender::Other };
    let domain = domain.trim().trim_end_matches('.').to_ascii_lowercase();
    if let Some(tld) = relay_tld(&domain) {
        let market = Market::ALL.iter().copied().find(|m| m.info().domain == tld);
        let (token, case) = match local.split_once('+') {
            Some((token, case)) => (token, Some(case.to_owned()).filter(|c| !c.is_empty())),
            None => (local, None),
        };
        let robot = token.to_ascii_lowercase().replace('-', "");
        if robot == "donotreply" || robot == "noreply" {
            return Sender::Amazon(local.to_ascii_lowercase());
        }
        return Sender::Relay(Relay { token: token.to_owned(), case, market });
    }
    let tail = |base: &str| domain == base || domain.strip_suffix(base).is_some_and(|rest| rest.ends_with('.'));
    let amazon = Market::ALL.iter().any(|m| tail(&format!("amazon.{}", m.info().domain)));
    if amazon {
        return Sender::Amazon(local.to_ascii_lowercase());
    }
    if domain.contains("amazon") || domain.contains("amaz0n") { Sender::Lookalike } else { Sender::Other }
}

/// The end of `marketplace.amazon.<tld>` or of a domain below it; `None` for any other domain.
fn relay_tld(domain: &str) -> Option<&str> {
    let at = domain.find("marketplace.amazon.")?;
    if at > 0 && !domain[..at].ends_with('.') {
        return None;
    }
    let tld = &domain[at + "marketplace.amazon.".len()..];
    // Amazon's shops end in `com`, `xx`, `com.xx` or `co.xx`, also those that the table of marketplaces lacks.
    let plausible = match tld.split('.').collect::<Vec<_>>()[..] {
        [one] => one == "com" || one.len() == 2,
        ["com" | "co", two] => two.len() == 2,
        _ => false,
    };
    plausible.then_some(tld)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_amazon_s_own_domains_pass() {
        let relay = |token: &str, case: Option<&str>, market| {
            Sender::Relay(Relay { token: token.into(), case: case.map(Into::into), market: Some(market) })
        };
        let table = [
            ("0ab1c2d3e4f5g6h@marketplace.amazon.com", relay("0ab1c2d3e4f5g6h", None, Market::Us)),
            ("0ab1+3f2504e0@marketplace.amazon.co.uk", relay("0ab1", Some("3f2504e0"), Market::Uk)),
            ("tok@m.marketplace.amazon.co.jp", relay("tok", None, Market::Jp)),
            ("no-reply@marketplace.amazon.it", Sender::Amazon("no-reply".into())),
            ("DoNotReply@amazon.com", Sender::Amazon("donotreply".into())),
            ("atoz-guarantee-no-reply@amazon.it", Sender::Amazon("atoz-guarantee-no-reply".into())),
            ("x@eu-west-1.amazon.co.uk", Sender::Amazon("x".into())),
            ("0ab1@marketplace.amazon.co.uk.evil.example", Sender::Lookalike),
            ("0ab1@evilmarketplace.amazon.com.evil", Sender::Lookalike),
            ("a@notamazon.com", Sender::Lookalike),
            ("a@amazon.com.attacker.net", Sender::Lookalike),
            ("seller@example.com", Sender::Other),
            ("nobody", Sender::Other),
        ];
        for (address, wanted) in table {
            assert_eq!(sender(address), wanted, "{address}");
        }
    }
}
