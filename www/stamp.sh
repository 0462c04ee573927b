#!/bin/sh
# Trunk runs this on what it built: puts the modules into a folder named after their content, and names it in the page.
# Trunk names them the same in every build, so that a cache could mix two of them. The file of the pretrained network is put
# beside them if ./run has made it.
set -eu
www=$(cd "$(dirname "$0")" && pwd)
# A relative folder is relative to where Trunk was started.
pretrained=$(cd "${CARGO_TARGET_DIR:-$www/../target}" && pwd)/pretrained.safetensors
cd "$TRUNK_STAGING_DIR"

extra=
if [ -s "$pretrained" ]; then
  cp "$pretrained" "$pretrained.txt" .
  extra="pretrained.safetensors pretrained.safetensors.txt"
fi

modules=$(for name in page tables decode compute; do ls $name.js ${name}_bg.wasm; done)
# shellcheck disable=SC2086 # names without blanks, meant as a list
build=build-$(cat $modules $extra | cksum | tr ' ' '-')
mkdir "$build"
# shellcheck disable=SC2086
mv $modules $extra "$build/"
[ ! -d snippets ] || mv snippets "$build/"

meta="<meta name=\"build\" content=\"$build\">"
[ -z "$extra" ] || meta="$meta<meta name=\"pretrained\" content=\"$build/pretrained.safetensors\">"
sed -e "s|<meta name=\"build\" content=\"[^\"]*\">|$meta\\
<link rel=\"modulepreload\" href=\"$build/page.js\">\\
<link rel=\"preload\" href=\"$build/page_bg.wasm\" as=\"fetch\" type=\"application/wasm\" crossorigin>|" \
  -e '/data-trunk-skip/d' index.html >index.stamped
mv index.stamped index.html
sh "$www/offline.sh" .
