-- What each run of a gateway has used of a quota in one window: its own row, which holds all of it,
-- so that writing twice is the same as once. What runs that are over have used is added up in the row
-- of gateway '*'; folded is what went there. What a row does not need is ''.
CREATE TABLE quota_used (
  gateway TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  route TEXT NOT NULL,
  counts TEXT NOT NULL,
  begins BIGINT NOT NULL,
  ends BIGINT NOT NULL,
  used BIGINT NOT NULL,
  owed BIGINT NOT NULL,
  folded BIGINT NOT NULL DEFAULT 0,
  version BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (kind, subject, route, counts, begins, ends, gateway)
);
CREATE INDEX quota_used_version ON quota_used (version);
CREATE INDEX quota_used_ends ON quota_used (ends);
CREATE INDEX quota_used_gateway ON quota_used (gateway);

-- Runs of gateways that write there; one that was folded must not go on under its name.
CREATE TABLE quota_gateways (
  gateway TEXT PRIMARY KEY,
  seen_at BIGINT NOT NULL,
  folded_at BIGINT
);

-- One row, locked first by whoever writes there: it orders what is written.
CREATE TABLE quota_version (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  version BIGINT NOT NULL
);
INSERT INTO quota_version (one, version) VALUES (1, 0);
