# shellcheck shell=bash
# Sourced by start.sh and stop.sh: where a cluster keeps its files, and which processes are its own.

# Ray makes Unix sockets below this folder, and their path may not be longer than 107 bytes: keep it short.
cluster_dir() { echo "${RAYGATE_RAY_DIR:-/tmp/raygate-ray}/$1"; }

# Every process of a cluster inherits the variable RAYGATE_RAY_CLUSTER from start.sh. Those whose environment holds
# exactly this cluster's value, and their descendants (some overwrite their environment), are its own; no other Ray
# process on the machine is ever listed.
cluster_pids() {
  local marked
  marked=$(grep -lzxF "RAYGATE_RAY_CLUSTER=$1" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3 | tr '\n' ' ')
  [ -n "$marked" ] || return 0
  ps -eo pid=,ppid= | awk -v marked="$marked" '
    { parent[$1] = $2 }
    END {
      n = split(marked, roots, " "); for (i = 1; i <= n; i++) own[roots[i]] = 1
      do { grown = 0; for (p in parent) if (!(p in own) && (parent[p] in own)) { own[p] = 1; grown = 1 } } while (grown)
      for (p in own) if (p in parent) print p
    }'
}
