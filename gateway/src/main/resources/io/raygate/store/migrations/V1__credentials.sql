-- Runs on SQLite and PostgreSQL alike. Times are milliseconds since 1970 UTC, lists and objects JSON, digests hexadecimal.

-- One row, locked first by each change: it orders changes, and chains the audit.
CREATE TABLE changes (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  revision BIGINT NOT NULL,
  audit_entries BIGINT NOT NULL,
  audit_head TEXT NOT NULL
);
INSERT INTO changes (one, revision, audit_entries, audit_head)
VALUES (1, 0, 0, '0000000000000000000000000000000000000000000000000000000000000000');

-- What each pepper makes of a fixed text: tells a wrong pepper from the right one.
CREATE TABLE peppers (
  version INTEGER PRIMARY KEY,
  proof TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE tenants (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  suspended INTEGER NOT NULL,
  max_key_life BIGINT,
  meta TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  deleted_at BIGINT,
  revision BIGINT NOT NULL
);
CREATE INDEX tenants_revision ON tenants (revision);

CREATE TABLE api_keys (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  readable_start TEXT NOT NULL,
  environment TEXT NOT NULL,
  tenant TEXT,
  admin_role TEXT,
  digest TEXT NOT NULL UNIQUE,
  pepper INTEGER NOT NULL,
  -- By the next lower pepper, for gateways that have not got the highest yet.
  older_digest TEXT,
  older_pepper INTEGER,
  scopes TEXT NOT NULL,
  routes TEXT NOT NULL,
  models TEXT NOT NULL,
  allowed_cidrs TEXT NOT NULL,
  owner TEXT NOT NULL,
  tags TEXT NOT NULL,
  meta TEXT NOT NULL,
  enabled INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT,
  last_used_at BIGINT,
  rotated_from TEXT,
  revoked_at BIGINT,
  revoked_reason TEXT,
  revision BIGINT NOT NULL
);
CREATE INDEX api_keys_revision ON api_keys (revision);
CREATE INDEX api_keys_rotated ON api_keys (rotated_from) WHERE rotated_from IS NOT NULL;
CREATE INDEX api_keys_created ON api_keys (created_at, id);
CREATE INDEX api_keys_tenant ON api_keys (tenant, created_at, id);

CREATE TABLE revocations (
  id TEXT PRIMARY KEY,
  issuer TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  issued_before BIGINT,
  reason TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT,
  lifted_at BIGINT,
  revision BIGINT NOT NULL
);
CREATE INDEX revocations_revision ON revocations (revision);

CREATE TABLE audit (
  entry BIGINT PRIMARY KEY,
  at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  actor_role TEXT NOT NULL,
  address TEXT NOT NULL,
  request_id TEXT NOT NULL,
  action TEXT NOT NULL,
  target TEXT NOT NULL,
  state_before TEXT NOT NULL,
  state_after TEXT NOT NULL,
  outcome TEXT NOT NULL,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL
);
CREATE INDEX audit_target ON audit (target, entry);

-- Answers to repeated requests, sealed with what only their caller and the pepper know together.
CREATE TABLE replays (
  digest TEXT PRIMARY KEY,
  request TEXT NOT NULL,
  status INTEGER NOT NULL,
  sealed TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX replays_created ON replays (created_at);
