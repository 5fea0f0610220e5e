//! Who a note calls: `@name`.

/// The names behind `@`, in small letters, each once. An at-sign inside a word (a mail address) calls nobody.
pub fn mentions(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let word = std::mem::replace(&mut before, c);
        if !matches!(c, '@' | '＠') || word.is_alphanumeric() || matches!(word, '.' | '_' | '-' | '+') {
            continue;
        }
        let rest = &text[at + c.len_utf8()..];
        // Chinese has no blank behind a name: one of Latin letters ends where those end.
        let latin = rest.starts_with(|c: char| c.is_ascii());
        let fits = |c: &char| c.is_alphanumeric() && (c.is_ascii() || !latin) || matches!(c, '.' | '_' | '-');
        let name: String = rest.chars().take_while(fits).collect();
        let name = name.trim_end_matches(['.', '-', '_']).to_lowercase();
        if !name.is_empty() && !out.contains(&name) {
            out.push(name);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::mentions;

    #[test]
    fn names_are_found_and_addresses_are_not() {
        let cases: [(&str, &[&str]); 7] = [
            ("@Li please look, also @wei.", &["li", "wei"]),
            ("请 @li看一下", &["li"]),
            ("(@ann-marie) @li @LI", &["ann-marie", "li"]),
            ("mail to a@b.com", &[]),
            ("@ nobody, 3 @", &[]),
            ("＠li", &["li"]),
            ("", &[]),
        ];
        for (text, names) in cases {
            assert_eq!(mentions(text), names, "{text}");
        }
    }
}
