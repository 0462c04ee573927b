// Reads "package version|licence" lines, as `cargo tree` prints them, and checks each against the list in deny.toml.
// Needs no network and no further tool, unlike cargo-deny, which reads the same list.
import { readFileSync } from 'node:fs';

const allowed = new Set(
  readFileSync(process.argv[2], 'utf8')
    .match(/^allow = \[([^\]]*)\]/m)[1]
    .match(/"[^"]+"/g)
    .map((quoted) => quoted.slice(1, -1)),
);

/** Whether an SPDX expression can be met with allowed licences alone. A slash is the old way to write OR. */
function acceptable(expression) {
  const tokens = expression.replaceAll('/', ' OR ').match(/[()]|[^\s()]+/g) ?? [];
  let at = 0;
  const any = () => {
    let good = all();
    while (tokens[at] === 'OR') {
      at += 1;
      // Evaluated in full before it is weighed, so that the rest is read even where the left side is enough.
      const right = all();
      good ||= right;
    }
    return good;
  };
  const all = () => {
    let good = one();
    while (tokens[at] === 'AND') {
      at += 1;
      const right = one();
      good &&= right;
    }
    return good;
  };
  const one = () => {
    if (tokens[at] === '(') {
      at += 1;
      const good = any();
      at += 1;
      return good;
    }
    let name = tokens[at];
    at += 1;
    if (tokens[at] === 'WITH') {
      name += ` WITH ${tokens[at + 1]}`;
      at += 2;
    }
    return allowed.has(name);
  };
  return tokens.length > 0 && any() && at === tokens.length;
}

const lines = new Set(readFileSync(0, 'utf8').split('\n').map((line) => line.replace(/ \(\*\)$/, '')).filter(Boolean));
const bad = [...lines].filter((line) => !acceptable(line.split('|')[1] ?? ''));
for (const line of bad) {
  const [name, licence] = line.split('|');
  console.error(`${name}: ${licence || 'no licence given'}, which deny.toml does not allow.`);
}
if (lines.size === 0) {
  console.error('No package was listed: cargo tree failed.');
}
console.log(`${lines.size} packages, ${bad.length} with a licence that is not allowed`);
process.exit(bad.length > 0 || lines.size === 0 ? 1 : 0);
