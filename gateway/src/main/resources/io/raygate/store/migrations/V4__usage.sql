-- What requests cost that were sent to an upstream; nothing here is changed, and old ones go. An id
-- makes writing twice the same as once. What is not known is '' or 0.
CREATE TABLE usage_events (
  id TEXT PRIMARY KEY,
  request_id TEXT NOT NULL,
  ended_at BIGINT NOT NULL,
  tenant TEXT NOT NULL,
  key_id TEXT NOT NULL,
  route TEXT NOT NULL,
  model TEXT NOT NULL,
  cluster TEXT NOT NULL,
  status INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  metered INTEGER NOT NULL,
  input_tokens BIGINT NOT NULL,
  cached_input_tokens BIGINT NOT NULL,
  output_tokens BIGINT NOT NULL,
  reasoning_tokens BIGINT NOT NULL,
  gpu_millis BIGINT NOT NULL
);
CREATE INDEX usage_events_ended ON usage_events (ended_at);
CREATE INDEX usage_events_request ON usage_events (request_id);

-- The same added up; an hour begins at so many milliseconds.
CREATE TABLE usage_hours (
  hour BIGINT NOT NULL,
  tenant TEXT NOT NULL,
  key_id TEXT NOT NULL,
  route TEXT NOT NULL,
  model TEXT NOT NULL,
  cluster TEXT NOT NULL,
  requests BIGINT NOT NULL,
  failed BIGINT NOT NULL,
  input_tokens BIGINT NOT NULL,
  cached_input_tokens BIGINT NOT NULL,
  output_tokens BIGINT NOT NULL,
  reasoning_tokens BIGINT NOT NULL,
  gpu_millis BIGINT NOT NULL,
  PRIMARY KEY (hour, tenant, key_id, route, model, cluster)
);
CREATE INDEX usage_hours_tenant ON usage_hours (tenant, hour);
