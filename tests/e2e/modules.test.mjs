// What each of the three modules holds and weighs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DIST } from './helper.mjs';
import { brotli, modules } from './sizes.mjs';

// What they weigh and a few percent more (docs/decisions.md and docs/performance.md tell how they got there): as brotli, and of
// the compute module the bytes, since tests run it as the compiler leaves it. Published it is a third of that.
const LIMITS = { page: 560_000, decode: 405_000 };
const COMPUTE_LIMIT = 21_400_000;
// Paths of sources stay in a module, in the places that panics name.
const BURN = /burn-[a-z]+-\d|burn_[a-z]+::|cubecl|wgpu-(core|hal|types)|naga/;
const IMAGE = /image-0\.\d+\.\d+|zune-jpeg|image_webp/;

const module = (name) => {
  const found = modules(DIST).find((each) => each.name === name);
  assert.ok(found, `${name}.wasm is in the built page`);
  return found.bytes;
};
const text = (name) => module(name).toString('latin1');

for (const [name, limit] of Object.entries(LIMITS)) {
  test(`the ${name} module weighs at most ${limit / 1000} kB as brotli`, () => {
    const bytes = brotli(module(name));
    assert.ok(bytes <= limit, `${bytes} bytes`);
  });
}

test('the compute module has not grown', () => {
  const bytes = module('compute').length;
  assert.ok(bytes <= COMPUTE_LIMIT, `${bytes} bytes`);
});

test('only the compute module holds Burn', () => {
  assert.match(text('compute'), BURN, 'the pattern finds Burn where it is');
  assert.doesNotMatch(text('page'), BURN);
  assert.doesNotMatch(text('decode'), BURN);
});

test('only the decode module holds image decoders', () => {
  assert.match(text('decode'), IMAGE, 'the pattern finds the decoders where they are');
  assert.doesNotMatch(text('page'), IMAGE);
  assert.doesNotMatch(text('compute'), IMAGE);
});
