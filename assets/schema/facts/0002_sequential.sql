-- Tables and indexes that grow with a large file, so that most of their pages are written once and in order.

-- The order id first: it differs where the store does not, so two keys are told apart by their first field.
DROP INDEX order_line_key;
CREATE UNIQUE INDEX order_line_key ON order_line (order_id, store, sku, occurrence);
-- No question uses it: what is open is asked of the unshipped report.
DROP INDEX order_line_open;

-- Personal data of an order, from whichever report has it (D12). `fields` is a JSON object of column and value. Rows are
-- appended; only the two small indexes are in the order of keys and dates.
ALTER TABLE order_person RENAME TO order_person_by_key;
CREATE TABLE order_person (
  store TEXT NOT NULL, order_id TEXT NOT NULL, fields TEXT NOT NULL,
  import INTEGER NOT NULL, purge_after INTEGER NOT NULL
);
INSERT INTO order_person SELECT store, order_id, fields, import, purge_after FROM order_person_by_key;
DROP TABLE order_person_by_key;
CREATE UNIQUE INDEX order_person_key ON order_person (order_id, store);
CREATE INDEX order_person_purge ON order_person (purge_after);

-- One index for the key and for the days of a term: it was two, both with the term's text.
DROP INDEX ads_term_key;
DROP INDEX ads_term_term;
CREATE UNIQUE INDEX ads_term_key ON ads_term
  (term, store, market, end_day, campaign, ad_group, targeting, match_type, start_day, window_days);
