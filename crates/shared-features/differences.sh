#!/usr/bin/env bash
# Lists the dependencies of `facade-data` that the page's modules compile with different features.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
needed=$(cargo tree --locked --target wasm32-unknown-unknown -p facade-data -e normal,build -f '{p}' --prefix none | awk '{ print $1, $2 }' | sort -u)
for manifest in Cargo.toml crates/workers/{tables,decode,compute}/Cargo.toml; do
  cargo tree --locked --target wasm32-unknown-unknown --manifest-path "$manifest" -e normal,build -f '{p} [{f}]' --prefix none |
    sed 's/ (\*)$//; s/ (proc-macro)//' | sort -u
done | sort | uniq -c | awk -v needed="$needed" '
  BEGIN { count = split(needed, lines, "\n"); for (i = 1; i <= count; i++) wanted[lines[i]] }
  ($2 " " $3) in wanted && !/\(\// { found[$2 " " $3]++; text[$2 " " $3] = text[$2 " " $3] "  " $0 "\n" }
  END { for (name in found) if (found[name] > 1) printf "%s\n%s", name, text[name] }'
