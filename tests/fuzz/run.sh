#!/usr/bin/env bash
# Fuzzes every target for SECONDS each, two at a time, and prints a table: run.sh FOLDER SECONDS. FOLDER keeps corpus and builds.
# Under a minute, it starts from the seeds alone: reading a large corpus takes longer than that.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
readonly TARGETS=(table zip photo model protocol frame backbone session pairing)
folder=$1 seconds=$2
corpus=$folder/corpus
[ "$seconds" -ge 60 ] || { corpus=$(mktemp -d); trap 'rm -rf "$corpus"' EXIT; }
programs=$folder/target/$(rustc -vV | sed -n 's/^host: //p')/release

# Leaves the target's row of the table in $folder/NAME.row. A target allows one second of the processor for an input; the timeout
# catches endless loops.
fuzz() {
  local name=$1 code=0 log=$folder/$1.log found=$PWD/tests/fuzz/artifacts/$1
  mkdir -p "$corpus/$name" "$found"
  "$programs/$name" "$corpus/$name" -max_total_time="$seconds" -timeout=30 -rss_limit_mb=512 \
    -artifact_prefix="$found/" -print_final_stats=1 >"$log" 2>&1 || code=$?
  last() { awk -v name="$1" '$1 == name { value = $2 } END { print value + 0 }' "$log"; }
  printf '%-10s %12s %9s %9s MB %7s ms\n' "$name" "$(last stat::number_of_executed_units:)" "$((code != 0))" \
    "$(last stat::peak_rss_mb:)" "$(last slowest:)" >"$folder/$name.row"
  [ $code != 0 ] || return 0
  tail -n 40 "$log"
  echo "$name failed. Try it alone: $programs/$name $(sed -n 's/.*Test unit written to //p' "$log" | tail -n 1)"
  return 1
}

# cargo-fuzz has no --locked.
cargo metadata --locked --format-version 1 --manifest-path tests/fuzz/Cargo.toml >/dev/null
cargo fuzz build --fuzz-dir tests/fuzz --sanitizer none --target-dir "$folder/target"
echo "${TARGETS[*]}: $seconds s each"
failed=0 before=
for name in "${TARGETS[@]}"; do
  fuzz "$name" &
  [ -z "$before" ] || wait "$before" || failed=1
  before=$!
done
wait "$before" || failed=1
printf '\n%-10s %12s %9s %12s %10s\n' target executions crashes "peak memory" slowest
for name in "${TARGETS[@]}"; do cat "$folder/$name.row"; done
exit $failed
