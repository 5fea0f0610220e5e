-- What is the whole account's is found whatever marketplace a file was read for, and personal data is neither overwritten by
-- what is older nor kept for a date that lies far ahead.

-- A settlement, a place of the own warehouse and a supplier belong to no marketplace.
UPDATE OR REPLACE scope SET market = '' WHERE "table" IN ('settlement_line', 'own_stock', 'supplier_sku') AND market <> '';

-- The id of a row without a marketplace in its key begins with an empty one.
UPDATE OR REPLACE row_person SET id = substr(id, instr(id, char(31)))
  WHERE format IN ('fba-returns', 'seller-feedback') AND instr(id, char(31)) > 1;

-- The moment of the newest file that said something of the person; 0: not known.
ALTER TABLE order_person ADD COLUMN as_of INTEGER NOT NULL DEFAULT 0;
ALTER TABLE row_person ADD COLUMN as_of INTEGER NOT NULL DEFAULT 0;

-- No date counts that is later than 60 days after its file came, and 60 days are counted from it.
UPDATE order_person SET purge_after = (SELECT max(received_at) + 10368000 FROM import)
  WHERE purge_after > (SELECT max(received_at) + 10368000 FROM import);
UPDATE message_person SET purge_after = (SELECT max(received_at) + 10368000 FROM import)
  WHERE purge_after > (SELECT max(received_at) + 10368000 FROM import);
UPDATE row_person SET purge_after = (SELECT max(received_at) + 10368000 FROM import)
  WHERE purge_after > (SELECT max(received_at) + 10368000 FROM import);
UPDATE extra SET purge_after = (SELECT max(received_at) + 10368000 FROM import)
  WHERE purge_after > (SELECT max(received_at) + 10368000 FROM import);
