// The contents and sizes of the modules.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DIST } from './helper.mjs';
import { brotli, modules } from './sizes.mjs';

// A few percent above the current sizes (docs/figures.md has the history): as brotli, and for the compute module in plain bytes,
// since the tests run it as the compiler leaves it. The published module is a third of that.
const LIMITS = { page: 830_000, tables: 725_000, decode: 410_000 };
const COMPUTE_LIMIT = 23_600_000;
// Panic locations leave source paths in a module.
const BURN = /burn-[a-z]+-\d|burn_[a-z]+::|cubecl|wgpu-(core|hal|types)|naga(-\d|::)/;
const IMAGE = /image-0\.\d+\.\d+|zune-jpeg|image_webp/;

const module = (name) => {
  const found = modules(DIST).find((each) => each.name === name);
  assert.ok(found, `${name}.wasm is part of the built page`);
  return found.bytes;
};
const text = (name) => module(name).toString('latin1');

for (const [name, limit] of Object.entries(LIMITS)) {
  test(`the ${name} module has at most ${limit / 1000} kB as brotli`, () => {
    const bytes = brotli(module(name));
    assert.ok(bytes <= limit, `${bytes} bytes`);
  });
}

test('the compute module has not grown', () => {
  const bytes = module('compute').length;
  assert.ok(bytes <= COMPUTE_LIMIT, `${bytes} bytes`);
});

test('only the compute module contains Burn', () => {
  assert.match(text('compute'), BURN, 'the pattern matches Burn');
  assert.doesNotMatch(text('page'), BURN);
  assert.doesNotMatch(text('tables'), BURN);
  assert.doesNotMatch(text('decode'), BURN);
});

test('only the decode module contains image decoders', () => {
  assert.match(text('decode'), IMAGE, 'the pattern matches the decoders');
  assert.doesNotMatch(text('page'), IMAGE);
  assert.doesNotMatch(text('tables'), IMAGE);
  assert.doesNotMatch(text('compute'), IMAGE);
});
