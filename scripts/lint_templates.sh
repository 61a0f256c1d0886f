#!/bin/bash
# Templates stay well formed: no tag left open, no attribute written twice.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
mapfile -t templates < <(find portal staff web letters -name '*.html' -not -path '*/static/*')
if [[ ${#templates[@]} -gt 0 ]]; then
    .venv/bin/djlint --lint --quiet --profile=jinja "${templates[@]}"
fi
