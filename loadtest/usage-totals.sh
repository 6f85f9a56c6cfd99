#!/usr/bin/env bash
# usage-totals.sh: 100,000 chats through two gateways on one PostgreSQL while gateways, upstream and Redis are killed; prints the ledger beside
# what the upstream told. Needs what the build needs, and some minutes. Further arguments go to Maven.
set -euo pipefail
cd "$(dirname "$0")/.."
exec mvn -q -Pbench -pl gateway -am test -Dtest=UsageTotalsBench -Dsurefire.failIfNoSpecifiedTests=false "$@"
