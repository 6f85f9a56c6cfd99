#!/usr/bin/env bash
# stop.sh NAME [OWNER]
#
# Ends the processes of this one cluster, by id, and removes its folder. Never use `ray stop`: it ends every Ray
# process on the machine. The cluster keeps nothing, so its processes are killed at once: asked politely, Serve drains
# for 20 s and the raylet starts new workers meanwhile. With OWNER, waits first until the process of that id has ended.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. ./cluster.sh

name=${1:?name, for example stable}
dir=$(cluster_dir "$name")
[ -z "${2:-}" ] || tail --pid="$2" -f /dev/null

ended=""
for _ in $(seq 20); do
  pids=$(cluster_pids "$dir")
  [ -n "$pids" ] || break
  # shellcheck disable=SC2086  # one argument each
  kill -KILL $pids 2>/dev/null || true
  ended="$ended $pids"
  sleep 0.25
done
if [ -n "$(cluster_pids "$dir")" ]; then echo "cluster $name: some processes did not end" >&2; exit 1; fi
for pid in $ended; do
  for _ in $(seq 20); do [ -d "/proc/$pid" ] || break; sleep 0.1; done
done
rm -rf "$dir"
echo "$name stopped"
