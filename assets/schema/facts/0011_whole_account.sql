-- What is the whole account's is found whatever marketplace a file was read for.

-- A settlement, a place of the own warehouse and a supplier belong to no marketplace.
UPDATE OR REPLACE scope SET market = '' WHERE "table" IN ('settlement_line', 'own_stock', 'supplier_sku') AND market <> '';

-- The id of a row without a marketplace in its key begins with an empty one.
UPDATE OR REPLACE row_person SET id = substr(id, instr(id, char(31)))
  WHERE format IN ('fba-returns', 'seller-feedback') AND instr(id, char(31)) > 1;
