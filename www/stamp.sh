#!/bin/sh
# Trunk runs this on what it built: puts the modules into a folder named after their content, and names it in the page.
# Trunk names them the same in every build, so that a cache could mix two of them.
set -eu
www=$(cd "$(dirname "$0")" && pwd)
cd "$TRUNK_STAGING_DIR"

modules=$(for name in page tables decode compute; do ls $name.js ${name}_bg.wasm; done)
# shellcheck disable=SC2086 # names without blanks, meant as a list
build=build-$(cat $modules | cksum | tr ' ' '-')
mkdir "$build"
# shellcheck disable=SC2086
mv $modules "$build/"
[ ! -d snippets ] || mv snippets "$build/"

sed -e "s|<meta name=\"build\" content=\"[^\"]*\">|<meta name=\"build\" content=\"$build\">\\
<link rel=\"modulepreload\" href=\"$build/page.js\">\\
<link rel=\"preload\" href=\"$build/page_bg.wasm\" as=\"fetch\" type=\"application/wasm\" crossorigin>|" \
  -e '/data-trunk-skip/d' index.html >index.stamped
mv index.stamped index.html
sh "$www/offline.sh" .
