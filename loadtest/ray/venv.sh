#!/usr/bin/env bash
# venv.sh [REQUIREMENTS]
#
# Prints the folder of a Python virtual environment that holds REQUIREMENTS (default: requirements.txt beside this
# script) and makes it first where it is missing. It lies outside the source tree, in the user's cache, named after the
# first pinned package and the content of the file, and is used by tests, demo and CI alike. Progress goes to stderr.
#
# RAYGATE_PYTHON names the interpreter (default: python3), RAYGATE_CACHE the folder (default: ~/.cache/raygate).
set -euo pipefail

requirements=${1:-$(dirname "${BASH_SOURCE[0]}")/requirements.txt}
python=${RAYGATE_PYTHON:-python3}
cache=${RAYGATE_CACHE:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/raygate}

fail() { echo "venv.sh: $1" >&2; exit 1; }

# Ray's wheels exist for these versions; Debian splits the venv module off into a package of its own.
"$python" -c 'import sys; sys.exit(not (3, 10) <= sys.version_info < (3, 14))' 2>/dev/null ||
  fail "$python is not Python 3.10 to 3.13, which Ray needs: install python3 and python3-venv, or name one in RAYGATE_PYTHON"
"$python" -c 'import ensurepip, venv' 2>/dev/null ||
  fail "$python cannot make a virtual environment: install the package python3-venv"

pinned=$(sed -nE 's/^([A-Za-z0-9_-]+)(\[[^]]*\])?==([^ ;]+).*/\1-\3/p' "$requirements" | head -n 1)
[ -n "$pinned" ] || fail "$requirements pins no package"
content=$({ "$python" -c 'import sys; print(sys.version, sys.base_prefix)'; cat "$requirements"; } | sha256sum | cut -c1-12)
venv="$cache/$pinned-$content"

if [ ! -e "$venv/complete" ]; then
  mkdir -p "$cache"
  exec 9>"$venv.lock"
  flock 9 # two runs at once: the second waits for the first and finds its work done
  if [ ! -e "$venv/complete" ]; then
    began=$SECONDS
    echo "raygate: making the Python environment for $pinned in $venv (a download of up to 150 MB, about a minute) ..." >&2
    rm -rf "$venv"
    "$python" -m venv "$venv" >&2
    "$venv/bin/python" -m pip install --quiet --no-input --disable-pip-version-check -r "$requirements" >&2 ||
      fail "pip could not install $requirements"
    touch "$venv/complete" # last, so that a half made folder is never used
    echo "raygate: made in $((SECONDS - began)) s" >&2
  fi
fi
echo "$venv"
