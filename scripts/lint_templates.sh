#!/bin/bash
# Templates stay well formed: no tag left open, no attribute written twice.
# Left out: J018 (our addresses are written plainly, and a test opens each) and H023 (an entity is well formed).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
mapfile -t templates < <(find portal staff web letters -name '*.html' -not -path '*/static/*')
if [[ ${#templates[@]} -gt 0 ]]; then
    .venv/bin/djlint --lint --quiet --profile=jinja --ignore=J018,H023 "${templates[@]}"
fi
