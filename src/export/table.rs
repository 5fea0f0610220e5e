//! Writing the rows of a list, one page after the other: a list of a million rows passes through a buffer.

use std::io::{self, Write};

use super::Form;
use super::record::{self, Look, Record};
use super::value::Value;
use crate::domain::list::{List, ListRow};
use crate::i18n::words::word;

/// Writes a list row by row.
#[derive(Debug)]
pub struct Writer<W: Write> {
    out: W,
    form: Form,
    list: List,
    view: &'static str,
    fields: Vec<&'static str>,
    look: Look,
    written: u64,
}

impl<W: Write> Writer<W> {
    /// Writes what stands before the first row.
    pub fn begin(mut out: W, form: Form, list: List, view: &'static str, look: Look) -> io::Result<Self> {
        let fields = record::fields(list, view);
        match form {
            Form::Csv => line(&mut out, fields.iter().map(|f| quoted(f)), ",", "\r\n")?,
            Form::Tsv => line(&mut out, fields.iter().map(|f| (*f).to_owned()), "\t", "\n")?,
            Form::Markdown => {
                let demo = if look.demo { " DEMO" } else { "" };
                let split = format!("view-{view}");
                write!(out, "# {}: {}{demo}\n\n", word(look.lang, list.word()), word(look.lang, &split))?;
                write!(out, "| ")?;
                line(&mut out, fields.iter().map(|f| piped(word(look.lang, f))), " | ", " |\n")?;
                write!(out, "|")?;
                line(&mut out, fields.iter().map(|_| "---".to_owned()), "|", "|\n")?;
            }
            Form::Json => write!(out, "[")?,
            Form::Plain => {}
        }
        Ok(Self { out, form, list, view, fields, look, written: 0 })
    }

    /// Writes rows.
    pub fn rows(&mut self, rows: &[ListRow]) -> io::Result<()> {
        for row in rows {
            for record in record::records(self.list, self.view, row, &self.look) {
                self.record(&record)?;
                self.written += 1;
            }
        }
        Ok(())
    }

    fn record(&mut self, record: &Record) -> io::Result<()> {
        let Record { values, currency } = record;
        match self.form {
            Form::Csv => line(&mut self.out, values.iter().map(|v| quoted(&v.cell(*currency))), ",", "\r\n"),
            Form::Tsv => line(&mut self.out, values.iter().map(|v| v.cell(*currency)), "\t", "\n"),
            Form::Markdown => {
                write!(self.out, "| ")?;
                line(&mut self.out, values.iter().map(|v| piped(&v.human(&self.look))), " | ", " |\n")
            }
            Form::Json => {
                let object: serde_json::Map<_, _> = self
                    .fields
                    .iter()
                    .zip(values)
                    .map(|(field, value)| ((*field).to_owned(), value.json(*currency)))
                    .collect();
                self.out.write_all(if self.written == 0 { b"\n" } else { b",\n" })?;
                serde_json::to_writer(&mut self.out, &object).map_err(io::Error::from)
            }
            Form::Plain => {
                let text = if self.list == List::Today { self.item_line(values) } else { self.row_line(values) };
                writeln!(self.out, "{text}")
            }
        }
    }

    /// `w17: Ship order ...; due 2026-11-22 17:00 -08:00 (2h); 23.99 USD; claimed by li. Reason`. Unknown parts are left out.
    fn item_line(&self, values: &[Value]) -> String {
        let of = |field: &str| self.fields.iter().position(|f| *f == field).and_then(|at| values.get(at));
        let text =
            |field: &str| of(field).filter(|value| !matches!(value, Value::None)).map(|value| value.human(&self.look));
        let title = text("title").or_else(|| text("name")).unwrap_or_default();
        let mut parts = vec![format!("{}: {title}", text("id").unwrap_or_default())];
        let place: Vec<String> = ["store", "marketplace"].into_iter().filter_map(text).collect();
        parts.extend((!place.is_empty()).then(|| place.join(" ")));
        for field in ["lane", "due", "money", "state", "claimed_by", "why"] {
            parts.extend(text(field).map(|value| format!("{} {value}", word(self.look.lang, field))));
        }
        parts.join("; ")
    }

    /// `113-1: ship by 2026-11-22 17:00 -08:00 (2h); order id ...`. Unknown values show as `-`.
    fn row_line(&self, values: &[Value]) -> String {
        let mut all = self.fields.iter().zip(values);
        let id = all.next().map(|(_, id)| id.human(&self.look)).unwrap_or_default();
        let parts: Vec<String> = all
            .filter(|(field, _)| **field != "currency")
            .map(|(field, value)| format!("{} {}", word(self.look.lang, field), value.human(&self.look)))
            .collect();
        format!("{id}: {}", parts.join("; "))
    }

    /// Writes what stands behind the last row, flushes, and gives the rows written.
    pub fn end(mut self) -> io::Result<u64> {
        if self.form == Form::Json {
            self.out.write_all(if self.written == 0 { b"]\n" } else { b"\n]\n" })?;
        }
        self.out.flush()?;
        Ok(self.written)
    }
}

/// A whole list as one text: what the screen exports.
pub fn text(form: Form, list: List, view: &'static str, rows: &[ListRow], look: Look) -> io::Result<String> {
    let mut bytes = Vec::new();
    let mut writer = Writer::begin(&mut bytes, form, list, view, look)?;
    writer.rows(rows)?;
    writer.end()?;
    String::from_utf8(bytes).map_err(io::Error::other)
}

fn line(out: &mut impl Write, cells: impl Iterator<Item = String>, between: &str, end: &str) -> io::Result<()> {
    let cells: Vec<String> = cells.collect();
    write!(out, "{}{end}", cells.join(between))
}

/// A cell of a CSV: quoted when it holds a comma, a quote or a line end (RFC 4180).
pub fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

/// A cell of a Markdown table: what would end the cell or start markup is escaped.
fn piped(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    for c in cell.chars() {
        if matches!(c, '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::list::Cell;
    use crate::domain::market::Market;
    use crate::export::record::tests::{look, today};
    use crate::i18n::Lang;

    fn orders() -> Vec<ListRow> {
        let cell = |id: &str| match id {
            "order_id" => Cell::Text("112-1".into()),
            "title" => Cell::Text("Spatula, \"red\" | large\nnew".into()),
            "sku" => Cell::Text("=HYPERLINK(1)".into()),
            "units" => Cell::Int(2),
            _ => Cell::None,
        };
        let cells = List::Orders.columns().iter().map(|c| cell(c.id)).collect();
        vec![ListRow { id: "112-1".into(), cells, item: None, fold: None, market: Some(Market::De) }]
    }

    fn written(form: Form, list: List, rows: &[ListRow]) -> String {
        text(form, list, list.views()[0], rows, look(Lang::En)).unwrap()
    }

    #[test]
    fn csv_reads_back_with_its_quotes_commas_and_defused_formulas() {
        let csv = written(Form::Csv, List::Orders, &orders());
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let headings: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        assert_eq!(headings, record::fields(List::Orders, "ship"));
        let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
        let get = |field: &str| rows[0].get(headings.iter().position(|h| h == field).unwrap()).unwrap().to_owned();
        assert_eq!(rows.len(), 1);
        assert_eq!(get("title"), "Spatula, \"red\" | large⏎new");
        assert_eq!(get("sku"), "'=HYPERLINK(1)");
        assert_eq!((get("units"), get("marketplace"), get("total")), ("2".into(), "DE".into(), String::new()));
    }

    #[test]
    fn tsv_has_one_line_per_row_and_one_tab_per_gap() {
        let tsv = written(Form::Tsv, List::Orders, &orders());
        let tabs: Vec<usize> = tsv.lines().map(|l| l.matches('\t').count()).collect();
        assert_eq!(tabs, [record::fields(List::Orders, "ship").len() - 1; 2]);
    }

    #[test]
    fn json_is_one_array_of_flat_objects_also_when_empty() {
        let empty: serde_json::Value = serde_json::from_str(&written(Form::Json, List::Orders, &[])).unwrap();
        assert_eq!(empty, serde_json::json!([]));
        let rows: Vec<serde_json::Map<String, serde_json::Value>> =
            serde_json::from_str(&written(Form::Json, List::Today, &[today(17), today(18)])).unwrap();
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].keys().map(String::as_str).collect::<Vec<_>>(), record::ITEM_FIELDS);
        assert!(rows.iter().flat_map(|r| r.values()).all(|v| !v.is_object() && !v.is_array()));
    }

    #[test]
    fn plain_json_and_csv_name_the_same_rows() {
        for (list, rows) in [(List::Today, vec![today(17), today(4), today(230)]), (List::Orders, orders())] {
            let json: Vec<serde_json::Value> = serde_json::from_str(&written(Form::Json, list, &rows)).unwrap();
            let json: Vec<&str> = json.iter().map(|row| row["id"].as_str().unwrap()).collect();
            let plain = written(Form::Plain, list, &rows);
            let plain: Vec<&str> = plain.lines().map(|line| line.split_once(": ").unwrap().0).collect();
            let csv = written(Form::Csv, list, &rows);
            let csv: Vec<&str> = csv.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect();
            assert_eq!(plain, json);
            assert_eq!(csv, json);
        }
    }

    #[test]
    fn plain_lines_hold_no_box_no_braille_and_nothing_that_steers() {
        let lines = written(Form::Plain, List::Today, &[today(17)]) + &written(Form::Plain, List::Orders, &orders());
        assert!(
            !lines.chars().any(|c| ('\u{2500}'..='\u{259f}').contains(&c) || ('\u{2800}'..='\u{28ff}').contains(&c))
        );
        assert!(lines.lines().flat_map(str::chars).all(|c| !c.is_control()));
        assert!(lines.starts_with("w17: Ship 112-0000000-0000001; main US; "), "{lines}");
        assert!(lines.contains("(2h)") && lines.contains("23.99 USD"), "{lines}");
    }

    #[test]
    fn what_belongs_to_no_store_and_no_file_names_none() {
        let mut row = today(17);
        let item = row.item.as_mut().unwrap();
        (item.key.store, item.key.market, item.evidence) =
            (String::new(), None, crate::domain::import::Evidence::default());
        item.evidence.file = "sign-off".into();
        let plain = written(Form::Plain, List::Today, std::slice::from_ref(&row));
        assert!(plain.starts_with("w17: Ship 112-0000000-0000001; lane"), "{plain}");
        row.market = None;
        row.cells = List::Practices.columns().iter().map(|_| Cell::None).collect();
        let plain = written(Form::Plain, List::Practices, std::slice::from_ref(&row));
        assert!(plain.contains("store -; ") && !plain.contains("store ;"), "{plain}");
        row.cells.clear();
        let json: Vec<serde_json::Value> = serde_json::from_str(&written(Form::Json, List::Today, &[row])).unwrap();
        for field in ["store", "marketplace", "file", "row"] {
            assert_eq!(json[0][field], serde_json::Value::Null, "{field}");
        }
    }

    #[test]
    fn imports_have_one_clock() {
        let at = record::tests::NOW;
        let file = |market| ListRow {
            id: "1".into(),
            cells: List::Imports
                .columns()
                .iter()
                .map(|c| if c.id == "received_at" { Cell::At(at) } else { Cell::None })
                .collect(),
            item: None,
            fold: None,
            market: Some(market),
        };
        let csv = written(Form::Csv, List::Imports, &[file(Market::Us), file(Market::Jp)]);
        assert_eq!(csv.matches(&at.rfc3339_in(chrono_tz::Asia::Shanghai)).count(), 2, "{csv}");
    }

    #[test]
    fn markdown_keeps_its_cells_apart() {
        let markdown = written(Form::Markdown, List::Orders, &orders());
        let bars = |line: &str| line.replace("\\|", "").matches('|').count();
        let table: Vec<&str> = markdown.lines().skip(2).collect();
        assert_eq!(table.len(), 3);
        assert!(table.iter().all(|l| bars(l) == record::fields(List::Orders, "ship").len() + 1), "{markdown}");
    }
}
