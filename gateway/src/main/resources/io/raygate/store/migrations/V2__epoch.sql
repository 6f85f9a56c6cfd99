-- Another one after each restore: revisions before and after it cannot be compared.
ALTER TABLE changes ADD COLUMN epoch TEXT NOT NULL DEFAULT '';
