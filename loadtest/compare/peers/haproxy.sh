#!/usr/bin/env bash
# HAProxy in the foreground. Contract of a start script: ../../README.md, "Start scripts". Its stdout is the access log.
set -eu
type "${HAPROXY:=haproxy}" >/dev/null 2>&1 || exit 77
tls= log= auth= limit= canary=
case $LEVEL in
    W0 | S | B | I) ;;
    W1 | U-rs | U-es) auth=1 ;;
    W2) auth=1 limit=1 ;;
    W3) auth=1 limit=1 canary=1 ;;
    W4 | X) auth=1 limit=1 canary=1 log=1 ;;
    H2 | T) auth=1 limit=1 canary=1 log=1 tls="ssl crt $SCRATCH/server.pem alpn h2,http/1.1" ;;
    *) exit 77 ;; # no EdDSA, no API keys
esac
case $LEVEL in U-es) alg=ES256 key=$KEYS/es256.pem ;; *) alg=RS256 key=$KEYS/rs256.pem ;; esac
[ -z "$tls" ] || cat "$KEYS/server.crt" "$KEYS/server.key" >"$SCRATCH/server.pem"

{
    cat <<END
global
    nbthread 1
    maxconn 9900
${log:+    log stdout format raw local0 info}
defaults
    mode http
    option http-no-delay
    http-reuse always
    timeout connect 2s
    timeout client 75s
    timeout server 60s
    timeout http-keep-alive 75s
frontend in
    bind 127.0.0.1:$PORT $tls
END
    [ -z "$log" ] || cat <<'END'
    log global
    log-format '{"time":"%tr","client":"%ci","method":"%HM","path":%{+Q}HP,"status":%ST,"bytes":%B,"duration_ms":%Ta,"cluster":"%s","tenant":%{+Q}[var(txn.tenant)]}'
END
    [ -z "$auth" ] || cat <<END
    http-request set-var(txn.bearer) http_auth_bearer
    http-request set-var(txn.alg) var(txn.bearer),jwt_header_query('\$.alg')
    http-request set-var(txn.iss) var(txn.bearer),jwt_payload_query('\$.iss')
    http-request set-var(txn.aud) var(txn.bearer),jwt_payload_query('\$.aud')
    http-request set-var(txn.tenant) var(txn.bearer),jwt_payload_query('\$.tenant')
    http-request set-var(txn.exp) var(txn.bearer),jwt_payload_query('\$.exp','int')
    http-request set-var(txn.now) date()
    http-request deny deny_status 401 unless { var(txn.alg) -m str $alg }
    http-request deny deny_status 401 unless { var(txn.iss) -m str https://issuer.raygate.test }
    http-request deny deny_status 401 unless { var(txn.aud) -m str raygate }
    http-request deny deny_status 401 if { var(txn.exp),sub(txn.now) -m int lt 0 }
    http-request deny deny_status 401 unless { var(txn.bearer),jwt_verify(txn.alg,"$key") -m int 1 }
    http-request del-header authorization
END
    [ -z "$limit" ] || cat <<END
    stick-table type string len 64 size 1m expire 1m store http_req_rate(1s)
    http-request track-sc0 var(txn.tenant)
    http-request deny deny_status 429 if { sc0_http_req_rate gt 1000000 }
END
    cat <<END
    default_backend upstream
backend upstream
    server stable $STABLE weight 90
${canary:+    server canary $CANARY weight 10}
END
} >"$SCRATCH/haproxy.cfg"
exec "$HAPROXY" -db -f "$SCRATCH/haproxy.cfg" >"$SCRATCH/access.log"
