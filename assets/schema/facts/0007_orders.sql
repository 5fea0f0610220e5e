-- Orders beside All Orders and Unshipped: new orders, FBA shipments, returns, and what buyers said of the seller. Units are
-- pieces, money is minor units of the currency beside it, times are UTC seconds, days are YYYY-MM-DD.

-- New orders: one row per order item. item_price is the line's total; discounts have the sign of the file. Key: order item.
CREATE TABLE new_order_line (
  store TEXT NOT NULL, market TEXT NOT NULL, order_item_id TEXT NOT NULL, order_id TEXT, purchased_at INTEGER,
  paid_at INTEGER, sku TEXT, title TEXT, units INTEGER, currency TEXT, item_price INTEGER, item_tax INTEGER,
  shipping_price INTEGER, shipping_tax INTEGER, item_discount INTEGER, ship_discount INTEGER, ship_service TEXT,
  sales_channel TEXT, ship_state TEXT, ship_country TEXT, is_business INTEGER,
  as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL
);
CREATE UNIQUE INDEX new_order_line_key ON new_order_line (store, order_item_id);
CREATE INDEX new_order_line_order ON new_order_line (store, order_id);

-- Amazon fulfilled shipments: one row per item of a shipment; an order item may go out in several. Amounts are those of the
-- shipped units; discounts have the sign of the file. Key: shipment item and shipment.
CREATE TABLE fulfilled_shipment (
  store TEXT NOT NULL, market TEXT NOT NULL, shipment_item_id TEXT NOT NULL, shipment_id TEXT NOT NULL, order_id TEXT,
  order_item_id TEXT, purchased_at INTEGER, paid_at INTEGER, shipped_at INTEGER, reported_at INTEGER, arrival_at INTEGER,
  sku TEXT, title TEXT, units INTEGER, currency TEXT, item_price INTEGER, item_tax INTEGER, shipping_price INTEGER,
  shipping_tax INTEGER, gift_price INTEGER, gift_tax INTEGER, item_discount INTEGER, ship_discount INTEGER,
  ship_service TEXT, ship_state TEXT, ship_country TEXT, carrier TEXT, tracking TEXT, fulfillment_center TEXT,
  channel TEXT, sales_channel TEXT,
  as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL
);
CREATE UNIQUE INDEX fulfilled_shipment_key ON fulfilled_shipment (store, shipment_item_id, shipment_id);
CREATE INDEX fulfilled_shipment_order ON fulfilled_shipment (store, order_id);

-- Returns of orders that the seller ships: one row per returned item. request is the RMA, or the day of the request of a refund
-- without a return. safet_at is as the file has it. Key: order, request, SKU, number among equal ones.
CREATE TABLE fbm_return (
  store TEXT NOT NULL, market TEXT NOT NULL, order_id TEXT NOT NULL, request TEXT NOT NULL, sku TEXT NOT NULL,
  occurrence INTEGER NOT NULL, order_item_id TEXT, rma_id TEXT, merchant_rma_id TEXT, ordered_day TEXT, requested_day TEXT,
  status TEXT, label_type TEXT, label_payer TEXT, carrier TEXT, tracking TEXT, claim INTEGER, is_prime INTEGER, asin TEXT,
  title TEXT, units INTEGER, reason TEXT, in_policy INTEGER, return_type TEXT, resolution TEXT, delivered_day TEXT,
  order_units INTEGER, currency TEXT, label_cost INTEGER, order_amount INTEGER, refunded INTEGER, safet_reason TEXT,
  safet_id TEXT, safet_state TEXT, safet_at TEXT, safet_amount INTEGER,
  as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL
);
CREATE UNIQUE INDEX fbm_return_key ON fbm_return (store, order_id, request, sku, occurrence);
CREATE INDEX fbm_return_requested ON fbm_return (requested_day DESC);

-- FBA customer returns: one row per returned unit. unit is its licence plate, or all of a unit without one that does not
-- change. Key: order, SKU, unit, number among equal ones. The buyer's comment is in row_person.
CREATE TABLE fba_return (
  store TEXT NOT NULL, market TEXT NOT NULL, order_id TEXT NOT NULL, sku TEXT NOT NULL, unit TEXT NOT NULL,
  occurrence INTEGER NOT NULL, returned_day TEXT, asin TEXT, fnsku TEXT, title TEXT, units INTEGER,
  fulfillment_center TEXT, disposition TEXT, reason TEXT, status TEXT, plate TEXT,
  as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL
);
CREATE UNIQUE INDEX fba_return_key ON fba_return (store, order_id, sku, unit, occurrence);
CREATE INDEX fba_return_day ON fba_return (returned_day DESC);

-- Seller feedback of one to three stars. Key: order and day. Comment, answer and the rater's address are in row_person.
CREATE TABLE feedback (
  store TEXT NOT NULL, market TEXT NOT NULL, order_id TEXT NOT NULL, rated_day TEXT NOT NULL, rating INTEGER,
  answered INTEGER,
  as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL,
  PRIMARY KEY (store, order_id, rated_day)
) WITHOUT ROWID;
