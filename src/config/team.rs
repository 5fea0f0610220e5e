//! Roles and the two-person rule: decided by the team's own file or the machine's, never by a person's.

use super::{Entry, Fault, Given};
use crate::domain::role::{Rights, Role, TWO};

/// The team's part of the configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Team {
    /// Names of leads; `%name` is a Unix group.
    pub leads: Vec<String>,
    /// Names of those who only look; `%name` is a Unix group.
    pub viewers: Vec<String>,
    /// Acts that a second person confirms.
    pub two: Vec<String>,
    /// From this amount on (major units).
    pub two_money: i64,
}

impl Team {
    /// Takes a value of a layer that is the team's.
    pub(super) fn lay(&mut self, entry: &Entry) -> Result<(), Fault> {
        let names = names(&entry.value);
        match entry.key.as_str() {
            "team.leads" => self.leads = names,
            "team.viewers" => self.viewers = names,
            "team.two_person_money" => {
                self.two_money = if let Given::Int(money) = entry.value { money.max(0) } else { 0 };
            }
            _ => match names.iter().find(|name| !TWO.contains(&name.as_str())) {
                Some(wrong) => {
                    return Err(Fault::NotA { read: wrong.clone(), wanted: super::Takes::OneOf(&TWO) });
                }
                None => self.two = names,
            },
        }
        Ok(())
    }

    /// The Unix groups that it names, each with its key.
    pub(super) fn groups(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let lists = [("team.leads", &self.leads), ("team.viewers", &self.viewers)];
        lists
            .into_iter()
            .flat_map(|(key, list)| list.iter().filter_map(move |name| Some((key, name.strip_prefix('%')?))))
    }

    /// What a person of this name, in these Unix groups, may do. Who is both is the one that may less.
    pub fn rights(&self, name: &str, groups: &[String]) -> Rights {
        let named = |list: &[String]| {
            list.iter().any(|entry| match entry.strip_prefix('%') {
                Some(group) => groups.iter().any(|own| own == group),
                None => entry == name,
            })
        };
        let role = if named(&self.viewers) {
            Role::Viewer
        } else if named(&self.leads) {
            Role::Lead
        } else {
            Role::Operator
        };
        Rights { role, led: !self.leads.is_empty(), two: self.two.clone(), two_money: self.two_money }
    }
}

/// A list of names, or one text of them with commas between.
fn names(value: &Given) -> Vec<String> {
    let texts = match value {
        Given::List(names) => names.clone(),
        other => other.to_string().split(',').map(str::to_owned).collect(),
    };
    texts.iter().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_a_list_or_a_text_with_commas() {
        for (text, wanted) in [("", vec![]), (" , ", vec![]), ("wei, uid 7,%ops", vec!["wei", "uid 7", "%ops"])] {
            assert_eq!(names(&Given::Text(text.into())), wanted, "{text}");
        }
        assert_eq!(names(&Given::List(vec![" wei ".into(), String::new()])), ["wei"]);
    }

    #[test]
    fn a_role_comes_from_a_name_or_a_group_and_the_smaller_one_wins() {
        let names = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
        let team = Team { leads: names(&["wei", "%boss"]), viewers: names(&["%guests"]), ..Team::default() };
        for (name, groups, role) in [
            ("wei", &[][..], Role::Lead),
            ("ana", &["boss"][..], Role::Lead),
            ("li", &["ops"][..], Role::Operator),
            ("boss", &[][..], Role::Operator),
            ("wei", &["guests"][..], Role::Viewer),
        ] {
            assert_eq!(team.rights(name, &names(groups)).role, role, "{name} {groups:?}");
        }
        assert!(team.rights("li", &[]).led && !Team::default().rights("li", &[]).led);
    }
}
