#!/bin/sh
# make_venv.sh PYTHON FOLDER [exactly]   A virtual environment of Python 3.11 or newer in FOLDER.
# One that is there is kept; with `exactly` only if it is of the same version as PYTHON.
set -eu
python=$1 folder=$2 exactly=${3:-}
version() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null || echo none; }

wanted=$(version "$python")
present=$(version "$folder/bin/python")
[ -x "$folder/bin/pip" ] || present=none # half made
case $present in
    none | 2.* | 3.? | 3.10) ;;
    "$wanted") exit 0 ;;
    *) [ -n "$exactly" ] || exit 0 ;;
esac
case $wanted in
    none) echo "set-up: $python cannot be run; name a Python 3.11 or newer: make PYTHON=python3.13 …" >&2; exit 1 ;;
    2.* | 3.? | 3.10) echo "set-up: $python is $wanted, needed is 3.11 or newer: make PYTHON=python3.13 …" >&2; exit 1 ;;
esac
"$python" -m venv --clear "$folder" >/dev/null 2>&1 || {
    echo "set-up: $python cannot make a virtual environment; on Debian install python3-venv" >&2
    exit 1
}
