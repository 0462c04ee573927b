// Compares training steps in the browser, on WebGPU and on the CPU, with Keras and with each other (tests/parity).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { host, launch } from './helper.mjs';

test('training steps agree between WebGPU, the CPU and Keras', { timeout: 300_000 }, async (t) => {
  const server = await host({}, process.env.FACADE_PARITY ?? new URL('../../target/e2e-parity', import.meta.url).pathname);
  const browser = await launch(true);
  t.after(() => Promise.all([browser.close(), server.close()]));
  const page = await browser.newPage();
  // A blank page: the module needs an origin, not a document.
  await page.goto(`${server.url}none`);
  // After a panic the promise never settles.
  const panicked = new Promise((_, reject) => page.on('pageerror', reject));
  const answered = page.evaluate(async (url) => {
    const module = await import(url);
    await module.default();
    return module.parity();
  }, `${server.url}parity.js`);
  const found = JSON.parse(await Promise.race([answered, panicked]));
  t.diagnostic(JSON.stringify(found));
  assert.deepEqual(Object.keys(found.limits).sort(), ['adam', 'evaluation', 'gradient', 'loss', 'running_stats']);
  const check = (what, deviations) => {
    for (const [kind, limit] of Object.entries(found.limits)) {
      const deviation = deviations[kind];
      // NaN in Rust is null in JSON, and null is above no limit.
      assert.ok(typeof deviation === 'number' && deviation < limit, `${what}, ${kind}: ${deviation} against ${limit}`);
    }
  };
  for (const pair of ['cpu-keras', 'gpu-keras', 'gpu-cpu']) {
    for (const network of ['small', 'full']) check(`${pair}, ${network} network`, found[pair][network]);
  }
  check('gpu-cpu, odd network', found.odd);
  check('WebGPU, backbone', found.backbone);
  assert.deepEqual(Object.keys(found.networks).sort(), ['branches', 'mixed', 'mlp', 'single']);
  for (const [network, losses] of Object.entries(found.networks)) {
    assert.equal(Object.keys(losses).length, 7);
    for (const [loss, deviations] of Object.entries(losses)) check(`WebGPU, ${network}, ${loss}`, deviations);
  }
  assert.equal(Object.keys(found.losses).length, 6);
  for (const [loss, apart] of Object.entries(found.losses)) assert.ok(typeof apart === 'number' && apart < 1e-4, `${loss}: ${apart}`);
});
