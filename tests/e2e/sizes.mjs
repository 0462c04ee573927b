// The sizes of the modules of a built page, uncompressed and compressed with brotli.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

/** The size in bytes after brotli at its best quality. */
export const brotli = (bytes) =>
  brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  }).length;

/** The modules of a built page: { name, bytes }. Their folder is named after the build. */
export function modules(dist) {
  const folder = join(dist, readdirSync(dist).find((name) => name.startsWith('build-')));
  const files = readdirSync(folder).filter((name) => name.endsWith('_bg.wasm'));
  return files.map((file) => ({ name: file.replace('_bg.wasm', ''), bytes: readFileSync(join(folder, file)) }));
}

/** The sizes of the modules: { name, plain, brotli }. */
export function sizes(dist) {
  return modules(dist).map(({ name, bytes }) => ({ name, plain: bytes.length, brotli: brotli(bytes) }));
}

if (process.argv[1]?.endsWith('sizes.mjs')) {
  const kilobytes = (n) => `${Math.round(n / 1000).toLocaleString('en')} kB`.padStart(10);
  console.log('module          plain     brotli');
  for (const { name, plain, brotli } of sizes(process.argv[2])) {
    console.log(`${name.padEnd(10)}${kilobytes(plain)} ${kilobytes(brotli)}`);
  }
}
