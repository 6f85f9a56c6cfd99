#!/usr/bin/env bash
# Compares the packaged gateway with Envoy, HAProxy and nginx. Options and how to read the table: ../README.md
set -eu
cd "$(dirname "$0")"
exec python3 compare.py "$@"
