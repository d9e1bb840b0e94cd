#!/usr/bin/env bash
# Gradescope runs this once, when the autograder is built. No network is needed if Python @PYTHON@
# is there and wheels/ holds every package.
set -euo pipefail
root=${AUTOGRADER:-/autograder}
here=$(cd "$(dirname "$0")" && pwd)

if ! command -v python@PYTHON@ >/dev/null; then
  apt-get update
  apt-get install -y python@PYTHON@ python@PYTHON@-venv
fi
# The better isolation of students' code; the check runs without it, too.
if ! command -v bwrap >/dev/null; then
  apt-get install -y bubblewrap || echo "bubblewrap is not there; limits remain"
fi

python@PYTHON@ -m venv "$root/venv"
pip() { "$root/venv/bin/python" -m pip --disable-pip-version-check "$@"; }
if ! pip install --no-index --find-links "$here/wheels" -r "$here/requirements.txt"; then
  pip install --find-links "$here/wheels" -r "$here/requirements.txt"
fi
pip install --no-index --no-deps "$here"/wheels/cnnbook-*.whl
"$root/venv/bin/python" -m cnnbook list >/dev/null
