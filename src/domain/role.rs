//! Who may do what: roles, and acts that want a second person. One place for keys, palette, mouse and command line.

use serde::{Deserialize, Serialize};

use super::act::{Intent, Refused, Request, Verb};
use super::money::Money;

/// What a person is in the team.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Looks and exports.
    Viewer,
    /// Works the queue and reads files.
    #[default]
    Operator,
    /// Also what touches everybody's data: purge, rebuild, other people's steps.
    Lead,
}

impl Role {
    /// The stable word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Operator => "operator",
            Self::Lead => "lead",
        }
    }
}

/// What somebody may do, and what wants a second person. The default is an operator of a team without leads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rights {
    /// The role.
    pub role: Role,
    /// Whether the team has named leads: without them operators do what else a lead does.
    pub led: bool,
    /// Acts that a second person confirms: words of [`TWO`].
    pub two: Vec<String>,
    /// From this amount on (major units of the item's own currency) a dismissal wants a second person; 0: from any.
    pub two_money: i64,
}

/// The acts for which a team may want a second person.
pub const TWO: [&str; 4] = ["dismiss", "done", "undo-import", "purge"];

/// What is done beside intents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Reads files.
    Import,
    /// Makes `facts.db` again.
    Rebuild,
    /// Deletes personal data.
    Purge,
    /// Writes what the whole team reads: a how-to, a view for all.
    Write,
}

impl Rights {
    /// Whether the role suffices for a deed.
    pub fn may(&self, deed: Deed) -> Result<(), Refused> {
        self.least(match deed {
            Deed::Import | Deed::Write => Role::Operator,
            Deed::Rebuild | Deed::Purge => Role::Lead,
        })
    }

    /// Whether the role suffices for an intent.
    pub fn allow(&self, intent: &Intent) -> Result<(), Refused> {
        self.least(match intent {
            Intent::Ask(Request::Purge) => Role::Lead,
            Intent::Ask(_) | Intent::Act { .. } => Role::Operator,
        })
    }

    /// Whether somebody of this role may take back a step of somebody else.
    pub fn undoes_others(&self) -> bool {
        self.led && self.role == Role::Lead
    }

    fn least(&self, wanted: Role) -> Result<(), Refused> {
        let wanted = if self.led { wanted } else { wanted.min(Role::Operator) };
        if self.role >= wanted { Ok(()) } else { Err(Refused::Role(wanted)) }
    }

    /// Whether a second person must confirm. `money`: what is at stake on the items.
    pub fn wants_two(&self, intent: &Intent, money: &[Option<Money>]) -> bool {
        let named = |word: &str| self.two.iter().any(|two| two == word);
        match intent {
            Intent::Act { verb: Verb::Dismiss { .. }, .. } => named("dismiss") && self.over(money),
            Intent::Act { verb: Verb::Done { .. }, .. } => named("done") && self.over(money),
            Intent::Ask(Request::TakeBack { .. }) => named("undo-import"),
            Intent::Ask(Request::Purge) => named("purge"),
            _ => false,
        }
    }

    /// Whether one of the amounts is over the limit; an amount that is not known is over it: unknown is not small.
    fn over(&self, money: &[Option<Money>]) -> bool {
        let large =
            |m: &Money| m.minor.unsigned_abs() >= self.two_money.unsigned_abs() * 10_u64.pow(m.currency.digits());
        self.two_money == 0 || money.iter().any(|m| m.as_ref().is_none_or(large))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::act::Reason;
    use crate::domain::money::Currency;

    #[test]
    fn roles_suffice_or_name_the_one_that_does() {
        let rights = |role, led| Rights { role, led, ..Rights::default() };
        let note = Intent::Act { verb: Verb::Claim, items: vec![(1, None)] };
        let purge = Intent::Ask(Request::Purge);
        for (role, led, act, all) in [
            (Role::Viewer, false, Err(Refused::Role(Role::Operator)), Err(Refused::Role(Role::Operator))),
            (Role::Operator, false, Ok(()), Ok(())),
            (Role::Operator, true, Ok(()), Err(Refused::Role(Role::Lead))),
            (Role::Lead, true, Ok(()), Ok(())),
        ] {
            let rights = rights(role, led);
            assert_eq!((rights.allow(&note), rights.allow(&purge)), (act.clone(), all.clone()), "{role:?} {led}");
            assert_eq!((rights.may(Deed::Import), rights.may(Deed::Purge)), (act.clone(), all));
            assert_eq!(rights.may(Deed::Write), act);
        }
        assert!(rights(Role::Lead, true).undoes_others() && !rights(Role::Lead, false).undoes_others());
    }

    #[test]
    fn a_second_person_is_wanted_for_what_is_named_and_large_or_unknown() {
        let rights = Rights { two: vec!["dismiss".into()], two_money: 50, ..Rights::default() };
        let usd = |minor| Some(Money::new(minor, Currency::of(b"USD")));
        let yen = |minor| Some(Money::new(minor, Currency::of(b"JPY")));
        let dismiss = Intent::Act { verb: Verb::Dismiss { reason: Reason::Known, until: None }, items: Vec::new() };
        for (money, wants) in [(usd(4999), false), (usd(5000), true), (yen(49), false), (yen(50), true), (None, true)] {
            assert_eq!(rights.wants_two(&dismiss, &[usd(1), money]), wants, "{money:?}");
        }
        let done = Intent::Act { verb: Verb::Done { note: None }, items: Vec::new() };
        assert!(!rights.wants_two(&done, &[None]));
        let every = Rights { two: TWO.map(str::to_owned).to_vec(), ..Rights::default() };
        assert!(every.wants_two(&Intent::Ask(Request::TakeBack { import: 3 }), &[]));
        assert!(every.wants_two(&dismiss, &[usd(1)]) && every.wants_two(&Intent::Ask(Request::Purge), &[]));
    }
}
