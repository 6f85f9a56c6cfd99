#!/usr/bin/env bash
# kill.sh NAME TITLE
#
# Kills the processes of one cluster whose title begins with TITLE, for fault drills, and prints their ids:
# ray::ProxyActor (the HTTP and gRPC proxy), ray::ServeController, ray::ServeReplica:APP:DEPLOYMENT (every replica).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. ./cluster.sh

name=${1:?name, for example stable}; title=${2:?title, for example ray::ProxyActor}
killed=0
for pid in $(cluster_pids "$(cluster_dir "$name")"); do
  case $(tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null) in
    "$title"*) kill -KILL "$pid"; echo "$pid"; killed=$((killed + 1)) ;;
  esac
done
[ "$killed" -gt 0 ] || { echo "cluster $name has no process $title" >&2; exit 1; }
