// What a module is made of: bytes of code by crate, before compression: `node module-crates.mjs MODULE.wasm`. The module needs its
// names, as wasm-bindgen leaves it.
import { readFileSync } from 'node:fs';

const bytes = readFileSync(process.argv[2]);
let at = 8;
const number = () => {
  let value = 0;
  for (let shift = 1; ; shift *= 128) {
    const byte = bytes[at++];
    value += (byte & 127) * shift;
    if (byte < 128) return value;
  }
};
const string = () => {
  const length = number();
  at += length;
  return bytes.toString('utf8', at - length, at);
};
const limits = () => {
  const flags = number();
  number();
  if (flags & 1) number();
};

let imports = 0;
let data = 0;
const sizes = [];
const names = new Map();
while (at < bytes.length) {
  const section = bytes[at++];
  const length = number();
  const end = at + length;
  if (section === 2) {
    for (let left = number(); left > 0; left -= 1) {
      string();
      string();
      const kind = bytes[at++];
      if (kind === 0) {
        number();
        imports += 1;
      } else if (kind === 1) {
        at += 1;
        limits();
      } else if (kind === 2) limits();
      else at += 2;
    }
  } else if (section === 10) {
    for (let left = number(); left > 0; left -= 1) {
      sizes.push(number());
      at += sizes.at(-1);
    }
  } else if (section === 11) data = length;
  else if (section === 0 && string() === 'name') {
    while (at < end) {
      const part = bytes[at++];
      const partEnd = number() + at;
      if (part === 1) for (let left = number(); left > 0; left -= 1) names.set(number(), string());
      at = partEnd;
    }
  }
  at = end;
}

const crates = new Map();
sizes.forEach((size, index) => {
  // The crate of a method is that of its trait: `<T as leptos::IntoView>::into_view`.
  const name = names.get(index + imports) ?? '';
  const crate = /^<.* as (?:\w+ )?(\w+)::/.exec(name)?.[1] ?? /^[<&(]*(?:mut |dyn )?(\w+)/.exec(name)?.[1] ?? 'unknown';
  crates.set(crate, (crates.get(crate) ?? 0) + size);
});
const kilobytes = (size) => `${Math.round(size / 1000)} kB`.padStart(8);
console.log(`${kilobytes(sizes.reduce((sum, size) => sum + size, 0))}  code\n${kilobytes(data)}  data\n`);
for (const [crate, size] of [...crates].sort(([, one], [, other]) => other - one).slice(0, 20)) console.log(`${kilobytes(size)}  ${crate}`);
