#!/usr/bin/env bash
# start.sh NAME [BASE_PORT [VERSION [PROFILE]]]
#
# Starts one Ray head with everything bound to loopback, deploys serve-PROFILE.yaml (full, small or broken; default
# small) and waits until its applications are ready. Several clusters run side by side if their names differ and their
# base ports are 100 or more apart; BASE_PORT 0 finds a free one. The last line on stdout is `NAME BASE_PORT`.
#
# RAY_VENV names the virtual environment (default: the one that venv.sh makes). With RAYGATE_RAY_OWNER, the id of a
# process, the cluster ends with that process however it ends.
#
# Ports: BASE HTTP ingress, +1 gRPC ingress, +2 dashboard and Serve REST API, +3 metrics, +4 to +12 Ray's own,
# +20 to +99 workers.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. ./cluster.sh

name=${1:?name, for example stable}; base=${2:-0}; version=${3:-v1}; profile=${4:-small}
venv=${RAY_VENV:-$(./venv.sh)}
PATH="$venv/bin:$PATH"
dir=$(cluster_dir "$name")

if [ -n "$(cluster_pids "$dir")" ]; then echo "cluster $name already runs: ./stop.sh $name" >&2; exit 1; fi
# The longest socket is /t/session_DATE_TIME_PID/sockets/dash_MetricsHead: 70 of the 107 bytes a path may have.
if [ ${#dir} -gt 36 ]; then echo "$dir is too long for Ray's sockets: 36 bytes at most, see RAYGATE_RAY_DIR" >&2; exit 1; fi
rm -rf "$dir"; mkdir -p "$dir"

{
  flock 8 # two clusters started at the same moment must not find the same ports
  # shellcheck disable=SC2046  # one argument each
  [ "$base" != 0 ] || base=$(python ports.py $(cat "$dir"/../*/base 2>/dev/null))
  echo "$base" >"$dir/base"
} 8>"$dir/../ports.lock"

if [ -n "${RAYGATE_RAY_OWNER:-}" ]; then
  setsid ./stop.sh "$name" "$RAYGATE_RAY_OWNER" </dev/null >/dev/null 2>&1 &
fi

export RAYGATE_RAY_CLUSTER="$dir"
export PYTHONPATH="$PWD:$PWD/loopback" PYTHONDONTWRITEBYTECODE=1
# Ray replaces 127.0.0.1 by the machine's own address and then listens on every interface, except where clusters are
# switched off, as they are on macOS and Windows by default. This is that switch.
export RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER=0
export RAY_USAGE_STATS_ENABLED=0 RAY_DEDUP_LOGS=0
export AUTOSCALER_METRIC_PORT=$((base + 11)) DASHBOARD_METRIC_PORT=$((base + 12))
export RAY_ADDRESS="127.0.0.1:$((base + 4))" RAY_DASHBOARD_ADDRESS="http://127.0.0.1:$((base + 2))"
export no_proxy="127.0.0.1,localhost" NO_PROXY="127.0.0.1,localhost"

began=$SECONDS
env -u RAY_ADDRESS ray start --head --node-ip-address=127.0.0.1 --port=$((base + 4)) \
  --dashboard-host=127.0.0.1 --dashboard-port=$((base + 2)) --metrics-export-port=$((base + 3)) \
  --node-manager-port=$((base + 5)) --object-manager-port=$((base + 6)) \
  --dashboard-agent-listen-port=$((base + 7)) --dashboard-agent-grpc-port=$((base + 8)) \
  --runtime-env-agent-port=$((base + 9)) --ray-client-server-port=$((base + 10)) \
  --min-worker-port=$((base + 20)) --max-worker-port=$((base + 99)) \
  --num-cpus=8 --num-gpus=0 --object-store-memory=80000000 --disable-usage-stats --include-log-monitor=false \
  --temp-dir="$dir/t" >"$dir/start.log" 2>&1 || { cat "$dir/start.log" >&2; exit 1; }

sed -e "s/@CLUSTER@/$name/g" -e "s/@VERSION@/$version/g" -e "s/@HTTP_PORT@/$base/g" -e "s/@GRPC_PORT@/$((base + 1))/g" \
  "serve-$profile.yaml" >"$dir/serve.yaml"
serve deploy --address "$RAY_DASHBOARD_ADDRESS" "$dir/serve.yaml" >"$dir/deploy.log" 2>&1 || { cat "$dir/deploy.log" >&2; exit 1; }

if [ "$profile" = broken ]; then only="echo"; else only=""; fi # the others of that profile never get ready
python ready.py "$base" "$RAY_DASHBOARD_ADDRESS" "$only"
echo "$name $version ($profile) after $((SECONDS - began)) s: http://127.0.0.1:$base  controller $RAY_DASHBOARD_ADDRESS  metrics http://127.0.0.1:$((base + 3))/metrics"
echo "$name $base"
