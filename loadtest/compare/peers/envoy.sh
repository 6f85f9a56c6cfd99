#!/usr/bin/env bash
# Envoy in the foreground, one worker.
set -eu
type "${ENVOY:=envoy}" >/dev/null 2>&1 || exit 77
auth= limit= canary= log= tls=
case $LEVEL in
    W0 | S | B | I) ;;
    W1 | U-rs | U-es | U-ed) auth=1 ;;
    W2) auth=1 limit=1 ;;
    W3) auth=1 limit=1 canary=1 ;;
    W4 | X | F) auth=1 limit=1 canary=1 log=1 ;;
    H2 | T) auth=1 limit=1 canary=1 log=1 tls=1 ;;
    *) exit 77 ;;
esac
cache='jwt_cache_config: {jwt_cache_size: 10000}'
[ "$CACHE" = on ] || cache=

access_log() {
    [ -z "$log" ] || cat <<END
          access_log:
          - name: file
            typed_config:
              "@type": type.googleapis.com/envoy.extensions.access_loggers.file.v3.FileAccessLog
              path: $SCRATCH/access.log
              log_format:
                json_format:
                  time: "%START_TIME%"
                  request_id: "%REQ(X-REQUEST-ID)%"
                  client: "%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%"
                  protocol: "%PROTOCOL%"
                  method: "%REQ(:METHOD)%"
                  path: "%REQ(:PATH)%"
                  status: "%RESPONSE_CODE%"
                  received: "%BYTES_RECEIVED%"
                  sent: "%BYTES_SENT%"
                  duration_ms: "%DURATION%"
                  cluster: "%UPSTREAM_CLUSTER%"
                  endpoint: "%UPSTREAM_HOST%"
                  tenant: "%DYNAMIC_METADATA(envoy.filters.http.jwt_authn:claims:tenant)%"
END
}

jwt_filter() {
    [ -z "$auth" ] || cat <<END
          - name: envoy.filters.http.jwt_authn
            typed_config:
              "@type": type.googleapis.com/envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication
              providers:
                test:
                  issuer: https://issuer.raygate.test
                  audiences: [raygate]
                  forward: false
                  payload_in_metadata: claims
                  local_jwks: {filename: $KEYS/jwks.json}
                  $cache
              rules:
              - match: {prefix: /}
                requires: {provider_name: test}
END
}

# A bucket for each tenant of the token's claim, and its state in header fields, as the gateway's.
limit_filter() {
    local bucket='{max_tokens: 1000000, tokens_per_fill: 1000000, fill_interval: 1s}' number
    [ -z "$limit" ] || cat <<END
          - name: envoy.filters.http.local_ratelimit
            typed_config:
              "@type": type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit
              stat_prefix: limit
              filter_enabled: {default_value: {numerator: 100, denominator: HUNDRED}}
              filter_enforced: {default_value: {numerator: 100, denominator: HUNDRED}}
              enable_x_ratelimit_headers: DRAFT_VERSION_03
              always_consume_default_token_bucket: false
              token_bucket: $bucket
              descriptors:
$(for number in 0 1 2 3 4 5 6 7 8 9; do
        echo "              - {entries: [{key: tenant, value: tenant-$number}], token_bucket: $bucket}"
    done)
END
}

route() {
    local limits=
    [ -z "$limit" ] || limits=', rate_limits: [{actions: [{metadata: {descriptor_key: tenant, source: DYNAMIC,
              metadata_key: {key: envoy.filters.http.jwt_authn, path: [{key: claims}, {key: tenant}]}}}]}]'
    if [ -n "$canary" ]; then
        echo "{weighted_clusters: {clusters: [{name: stable, weight: 90}, {name: canary, weight: 10}]}, timeout: 60s$limits}"
    else
        echo "{cluster: stable, timeout: 60s$limits}"
    fi
}

cluster() {
    cat <<END
  - name: $1
    type: STATIC
    connect_timeout: 2s
    circuit_breakers: {thresholds: [{max_connections: 20000, max_pending_requests: 20000, max_requests: 20000}]}
    load_assignment: {cluster_name: $1, endpoints: [{lb_endpoints: [{endpoint: {address: {socket_address: {address: ${2%:*}, port_value: ${2##*:}}}}}]}]}
END
}

transport_socket() {
    [ -z "$tls" ] || cat <<END
      transport_socket:
        name: tls
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext
          common_tls_context:
            alpn_protocols: [h2, http/1.1]
            tls_certificates: [{certificate_chain: {filename: $KEYS/server.crt}, private_key: {filename: $KEYS/server.key}}]
END
}

cat >"$SCRATCH/envoy.yaml" <<END
admin: {address: {pipe: {path: $SCRATCH/admin.sock}}}
static_resources:
  listeners:
  - name: in
    address: {socket_address: {address: 127.0.0.1, port_value: $PORT}}
    filter_chains:
    - filters:
      - name: http
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
          stat_prefix: in
          stream_idle_timeout: 60s
$(access_log)
          route_config:
            virtual_hosts:
            - {name: all, domains: ["*"], routes: [{match: {prefix: /}, route: $(route)}]}
          http_filters:
$(jwt_filter)
$(limit_filter)
          - name: envoy.filters.http.router
            typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}
$(transport_socket)
  clusters:
$(cluster stable "$STABLE")
$(cluster canary "$CANARY")
END
exec "$ENVOY" -c "$SCRATCH/envoy.yaml" --concurrency 1 --base-id "$PORT" --log-level error --file-flush-interval-msec 1000
