#!/bin/bash
# Makes this checkout ready: `setup.sh run` for the portal, `setup.sh test` for its tests as well.
# What is ready already is left alone, so a second call takes well under a second.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/system.sh

purpose=${1:?"say what for: run or test"}
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1
export PATH="$PWD/.venv/bin:$PATH"

find_python() {
    local candidate
    for candidate in ${PYTHON:-python3} python3.11 python3.12 python3.13 python3.14; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    say "Python 3.11 or later is missing: install it (Debian's package python3), then try again."
    return 1
}

# A bare Debian has Python without ensurepip, and then `python3 -m venv` cannot put pip into a new environment.
make_environment() {
    local python
    python=$(find_python)
    say "Making a Python environment in .venv."
    rm -rf .venv
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then
        install_packages python3-venv || true
    fi
    if "$python" -c 'import ensurepip' 2>/dev/null; then
        "$python" -m venv .venv
    elif "$python" -m pip --version >/dev/null 2>&1; then
        # --target leaves the system's own Python as it is, as Debian asks.
        "$python" -m pip install --quiet --upgrade --target var/virtualenv virtualenv
        PYTHONPATH=var/virtualenv "$python" -m virtualenv --quiet .venv
    else
        say "Debian's package python3-venv is missing and cannot be installed by you: nothing works without it."
        say "Ask for: apt-get install python3-venv   (then try again)"
        return 1
    fi
}

# The pages' styles come from an npm package; web.assets installs Node as a wheel where the machine has none.
build_assets() {
    local key
    key=$({ cat web/assets.py web/stylesheet.py; find web/static -path web/static/built -prune -o -type f -print0 | sort -z | xargs -0 sha256sum; } | sha256sum)
    if [[ -d web/static/built && -f var/stamps/assets && $(cat var/stamps/assets) == "$key" ]]; then
        return
    fi
    say "Building the styles of the pages."
    .venv/bin/python -m web.assets
    mkdir -p var/stamps
    echo "$key" >var/stamps/assets
}

mkdir -p var
if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    make_environment
fi
if [[ $purpose == test ]]; then
    .venv/bin/python scripts/libraries.py test
    prepare_machine_for_tests
else
    .venv/bin/python scripts/libraries.py
fi
prepare_machine_for_letters
build_assets
