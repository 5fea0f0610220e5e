-- Settlements and transactions, and the totals that files state.

-- JSON list of the totals that a file states, each with what its lines add up to: word, subject, currency, expected, found.
ALTER TABLE import ADD COLUMN controls TEXT NOT NULL DEFAULT '[]';

-- Settlement reports V1 and V2: one row per line of the file, and per amount where a V1 line has several (`part` counts them).
-- A settlement's first row is its summary: total_amount and dates, no amount. sum(amount) of a settlement is its total.
CREATE TABLE settlement_line (
  store TEXT NOT NULL, market TEXT NOT NULL, settlement_id TEXT NOT NULL, line_no INTEGER NOT NULL, part INTEGER NOT NULL,
  start_at INTEGER, end_at INTEGER, deposit_at INTEGER, total_amount INTEGER, currency TEXT, transaction_type TEXT,
  order_id TEXT, merchant_order_id TEXT, adjustment_id TEXT, shipment_id TEXT, marketplace_name TEXT,
  amount_type TEXT, amount_description TEXT, amount INTEGER, fulfilment TEXT,
  posted_day TEXT,                       -- as posted, in UTC
  posted_at INTEGER, order_item_code TEXT, merchant_order_item_id TEXT, merchant_adjustment_item_id TEXT, sku TEXT,
  units INTEGER, promotion_id TEXT,
  as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL
);
CREATE UNIQUE INDEX settlement_line_key ON settlement_line (store, settlement_id, line_no, part);
CREATE INDEX settlement_line_order ON settlement_line (store, order_id) WHERE order_id IS NOT NULL;
CREATE INDEX settlement_line_total ON settlement_line (store, end_at) WHERE total_amount IS NOT NULL;

-- Date range transactions: one row per event of the account. `kind` is a stable word, or the type as read where none is
-- known; `day` is the day as written, in the zone of the file's times. total = sum of the other amounts, checked on import.
-- Equal rows are legitimate: occurrence counts them.
CREATE TABLE account_event (
  store TEXT NOT NULL, market TEXT NOT NULL, occurred_at INTEGER NOT NULL, kind TEXT NOT NULL, order_id TEXT NOT NULL,
  sku TEXT NOT NULL, total INTEGER NOT NULL, occurrence INTEGER NOT NULL, day TEXT, settlement_id TEXT, kind_text TEXT,
  description TEXT, units INTEGER, marketplace_name TEXT, account_type TEXT, fulfilment TEXT, order_state TEXT,
  tax_model TEXT, currency TEXT, product_sales INTEGER, product_sales_tax INTEGER, shipping_credits INTEGER,
  shipping_credits_tax INTEGER, gift_credits INTEGER, gift_credits_tax INTEGER, regulatory_fee INTEGER,
  regulatory_fee_tax INTEGER, points_cost INTEGER, rebates INTEGER, rebates_tax INTEGER, sales_tax INTEGER,
  withheld_tax INTEGER, facilitator_tax INTEGER, gst INTEGER, tcs_cgst INTEGER, tcs_sgst INTEGER, tcs_igst INTEGER,
  tds INTEGER, selling_fees INTEGER, fba_fees INTEGER, other_fees INTEGER, other INTEGER,
  status TEXT,                           -- deferred, released; NULL when the word is not known
  status_text TEXT, released_at INTEGER,
  as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL
);
CREATE UNIQUE INDEX account_event_key ON account_event
  (store, market, occurred_at, kind, order_id, sku, total, occurrence);
CREATE INDEX account_event_day ON account_event (store, market, day);
CREATE INDEX account_event_order ON account_event (store, order_id) WHERE order_id <> '';

-- Transaction view: one row per transaction of a day, with the product's name as the page cuts it. Key as of account_event.
CREATE TABLE transaction_view (
  store TEXT NOT NULL, market TEXT NOT NULL, day TEXT NOT NULL, kind TEXT NOT NULL, order_id TEXT NOT NULL,
  product TEXT NOT NULL, total INTEGER NOT NULL, occurrence INTEGER NOT NULL, kind_text TEXT, status_text TEXT,
  currency TEXT, product_charges INTEGER, rebates INTEGER, amazon_fees INTEGER, other INTEGER,
  as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL
);
CREATE UNIQUE INDEX transaction_view_key ON transaction_view
  (store, market, day, kind, order_id, product, total, occurrence);
CREATE INDEX transaction_view_order ON transaction_view (store, order_id) WHERE order_id <> '';
