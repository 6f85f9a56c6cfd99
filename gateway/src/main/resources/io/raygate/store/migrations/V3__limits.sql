-- What was agreed, in the words of limits.<name> of the configuration file.
CREATE TABLE limits (
  name TEXT PRIMARY KEY,
  words TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  deleted_at BIGINT,
  revision BIGINT NOT NULL
);
CREATE INDEX limits_revision ON limits (revision);

-- The name of a set, here or in the file.
ALTER TABLE tenants ADD COLUMN limits TEXT;
ALTER TABLE tenants ADD COLUMN parent TEXT;
ALTER TABLE api_keys ADD COLUMN limits TEXT;
CREATE INDEX tenants_limits ON tenants (limits) WHERE limits IS NOT NULL;
CREATE INDEX tenants_parent ON tenants (parent) WHERE parent IS NOT NULL;
CREATE INDEX api_keys_limits ON api_keys (limits) WHERE limits IS NOT NULL;
