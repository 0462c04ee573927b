# The parts of a longer command, what was skipped in them, and the summary. Sourced by ./run.

summary=() failures=0 parts=0 beside_name= beside_log= beside_job=
SKIPS=$(mktemp)
export SKIPS
trap 'kill_beside; rm -f "$SKIPS" ${beside_log:+"$beside_log" "$beside_log.seconds"}' EXIT

# Minutes and seconds since the start.
clock() { printf '%d:%02d' $((SECONDS / 60)) $((SECONDS % 60)); }

# step NAME COMMAND: after a failure the other parts still run. A command that ends in 77 was skipped.
step() {
  local name=$1 code started=$SECONDS
  shift
  say "Part $((${#summary[@]} + 1)) of $parts, after $(clock): $name"
  set +e
  (set -e; "$@")
  code=$?
  set -e
  summarise "$name" $code $((SECONDS - started))
}

# beside NAME COMMAND: a part of one thread that runs beside the next ones. Its output is shown by `join`.
beside() {
  beside_name=$1 beside_log=$(mktemp)
  local started=$SECONDS
  # In its own process group: all that it has started ends with this command.
  set -m
  (set -e; trap 'echo $((SECONDS - started)) >"$beside_log.seconds"' EXIT; "$2") </dev/null >"$beside_log" 2>&1 &
  beside_job=$!
  set +m
}
kill_beside() { [ -z "$beside_job" ] || kill -TERM -- "-$beside_job" 2>/dev/null || true; }

join() {
  local code=0
  say "Part $((${#summary[@]} + 1)) of $parts, beside the ones before it: $beside_name"
  wait "$beside_job" || code=$?
  beside_job=
  cat "$beside_log"
  summarise "$beside_name" $code "$(cat "$beside_log.seconds")"
  rm -f "$beside_log" "$beside_log.seconds"
}

# summarise NAME CODE SECONDS
summarise() {
  local outcome
  case $2 in
    0) outcome=passed ;;
    77) outcome=skipped ;;
    *) outcome=FAILED failures=$((failures + 1)) ;;
  esac
  summary+=("$(printf '%-8s %5d s  %s' $outcome "$3" "$1")")
}

# skipping NAME WORDS: records that something was not tested. tests/skips.txt lists the NAMEs that CI may skip.
skipping() {
  printf '%s\t%s\n' "$1" "$2" >>"$SKIPS"
  echo "skipped ($1): $2"
}
skip() { skipping "$@"; exit 77; }

# reason_to_skip NAME: why CI may skip it.
reason_to_skip() {
  awk -v name="$1" -v github="${GITHUB_ACTIONS:-}" '
    $1 == name && ($2 == "anywhere" || ($2 == "offline" && github != "true")) {
      sub(/^[^ ]+ +[^ ]+ +/, ""); print; found = 1; exit
    }
    END { exit !found }' tests/skips.txt
}

finish() {
  local name words reason
  say "Summary, after $(clock)"
  printf '%s\n' "${summary[@]}"
  while IFS=$'\t' read -r name words; do
    if reason=$(reason_to_skip "$name"); then echo "skipped           $name: $words $reason"
    elif strict; then
      echo "FAILED            $name: $words CI=true allows only what tests/skips.txt lists."
      failures=$((failures + 1))
    else echo "skipped           $name: $words CI=true would not allow that."
    fi
  done < <(sort -u "$SKIPS")
  [ $failures = 0 ] || die "$failures failed: see above, from the part's name."
}
