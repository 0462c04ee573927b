#!/bin/sh
# Writes the service worker of a built page: usage: offline.sh DIST. To be called again when a file in DIST has changed,
# since a worker keeps only what has the sum in its list.
set -eu
worker=$(cd "$(dirname "$0")" && pwd)/service-worker.js
cd "$1"
rm -f service-worker.js

if command -v sha256sum >/dev/null; then sum=sha256sum; else sum="shasum -a 256"; fi
# Hosts answer a folder with its index.html; some send whoever asks for that by name back to the folder.
# shellcheck disable=SC2086 # a command with its arguments
list=$(find . -type f ! -path '*/.*' -exec $sum {} + | LC_ALL=C sort -k 2 |
  awk '{ path = substr($0, 69); printf "  \"%s\": \"%s\",\n", path == "index.html" ? "./" : path, $1 }')
version=$({ echo "$list"; cat "$worker"; } | $sum | cut -c 1-16)
# Which versions of which records the page reads stands in its module, where `crates/record` has put it.
records=$(cat build-*/page_bg.wasm 2>/dev/null | LC_ALL=C grep -aoE 'facade-records:( [a-z]+=[0-9]+-[0-9]+)+;' | head -n 1 || true)
{
  printf 'const VERSION = "%s";\nconst RECORDS = "%s";\nconst FILES = {\n%s\n};\n\n' "$version" "$records" "$list"
  cat "$worker"
} >service-worker.js.new
mv service-worker.js.new service-worker.js
