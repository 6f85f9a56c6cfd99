#!/usr/bin/env bash
# The gateway in the foreground; on one core it runs one event loop. GATEWAY: folder with raygate.jar and lib/, as built.
# It becomes the same process as the launcher `raygate` makes, with the options that lie beside the sources.
set -eu
here=$(dirname "$(readlink -f "$0")")
options=${GATEWAY_OPTIONS:-$here/../../../gateway/src/main/launch/java.options}
java=${JAVA:-java}
[ -f "$GATEWAY/raygate.jar" ] || exit 77
auth= limit= share=0 log=off tls= cache= redis=
case $LEVEL in
    W0 | S | B | I) ;;
    W1 | U-rs | U-es | U-ed) auth=jwt.test ;;
    W2) auth=jwt.test limit=1 ;;
    W3) auth=jwt.test limit=1 share=10 ;;
    W4 | X | F) auth=jwt.test limit=1 share=10 log=$SCRATCH/access.log ;;
    R4) auth=jwt.test limit=1 share=10 log=$SCRATCH/access.log redis=${REDIS:-} ;;
    H2 | T) auth=jwt.test limit=1 share=10 log=$SCRATCH/access.log tls=1 ;;
    K1) auth=apiKeys ;;
    K4 | FK) auth=apiKeys limit=1 share=10 log=$SCRATCH/access.log ;;
    *) exit 77 ;;
esac
[ "$LEVEL" != R4 ] || [ -n "$redis" ] || exit 77
[ "$CACHE" = on ] || cache='cache: {entries: 0}'

# tenant NUMBER: at K1, K4 and FK with those of the keys in api.keys that are its own, as hashes.
tenant() {
    local number=0 key
    echo "  tenant-$1:"
    [ -z "$limit" ] || echo "    limits: never-reached"
    echo "    suspended: false"
    [ "$auth" = apiKeys ] || return 0
    echo "    keys:"
    while read -r key; do
        [ $((number % 10)) != "$1" ] ||
            echo "      key-$number: {hash: \"sha256:$(printf %s "$key" | sha256sum | cut -c1-64)\", scopes: [infer]}"
        number=$((number + 1))
    done <"$KEYS/api.keys"
}

if [ "$auth" = apiKeys ] && [ ! -f "$KEYS/api.keys" ]; then
    for name in api unknown; do
        "$java" -cp "$GATEWAY/raygate.jar" "$here/ApiKeys.java" 50 >"$KEYS/$name.keys"
    done
fi
mkdir -p "$SCRATCH/state"
cat >"$SCRATCH/raygate.yaml" <<END
version: 1
listeners:
  in:
    address: 127.0.0.1:$PORT
${tls:+    tls: {certificates: [{names: [localhost], certificate: $KEYS/server.crt, key: {file: $KEYS/server.key\}\}]\}}
state: {folder: $SCRATCH/state}
${redis:+stores: {limits: {redis: "$redis"\}\}}
connections: {perAddress: off, maxRequests: 1000000000}
auth:
${cache:+  $cache}
$([ "${LEVEL#F}" = "$LEVEL" ] || echo "  throttle: off")
  apiKeys: {bearer: true}
  jwt:
    test:
      issuer: https://issuer.raygate.test
      audiences: [raygate]
      algorithms: [RS256, ES256, EdDSA]
      jwks: {file: $KEYS/jwks.json}
limits:
  never-reached: {requests: {rate: 1000000/s}}
tenants:
$(for number in 0 1 2 3 4 5 6 7 8 9; do tenant $number; done)
clusters:
  stable: {endpoints: ["http://$STABLE"], health: off}
  canary: {endpoints: ["http://$CANARY"], health: off}
routes:
  all:
    match: {path: /}
    stream: true
    split: {weights: {stable: 90, canary: $share}}
END
{
    if [ -n "$auth" ]; then
        echo "    auth: [$auth]"
        echo "    tenants: all"
        echo "    scopes: [infer]"
    else
        echo "    auth: none"
    fi
    cat <<END
observability:
  log: {level: warn, access: $log}
ops: {address: 127.0.0.1:0}
admin: {address: 127.0.0.1:0}
END
} >>"$SCRATCH/raygate.yaml"
aot=$GATEWAY/raygate.aot
# shellcheck disable=SC2046,SC2086  # none or several options
exec "$java" @"$options" ${GATEWAY_JAVA_OPTS:-} $([ ! -f "$aot" ] || echo "-XX:AOTCache=$aot") -jar "$GATEWAY/raygate.jar" \
    run --config "$SCRATCH/raygate.yaml"
