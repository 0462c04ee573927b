// Compares training steps and the pretrained network in the browser, on WebGPU and on the CPU, with Keras and with each other
// (tests/parity). With EXTRACTOR_TIMES=N it measures the pretrained network on N photos instead.
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
  const photos = Number(process.env.EXTRACTOR_TIMES ?? 0);
  const answered = page.evaluate(async ([url, photos]) => {
    const module = await import(url);
    await module.default();
    return photos ? module.extractor_times(photos) : module.parity();
  }, [`${server.url}parity.js`, photos]);
  const found = JSON.parse(await Promise.race([answered, panicked]));
  t.diagnostic(JSON.stringify(found));
  if (photos) return;
  assert.deepEqual(Object.keys(found.limits).sort(), ['adam', 'evaluation', 'gradient', 'loss', 'running_stats']);
  const check = (what, deviations, limits = found.limits) => {
    for (const [kind, limit] of Object.entries(limits)) {
      const deviation = deviations[kind];
      // NaN in Rust is null in JSON, and null is above no limit.
      assert.ok(typeof deviation === 'number' && deviation < limit, `${what}, ${kind}: ${deviation} against ${limit}`);
    }
  };
  for (const pair of ['cpu-keras', 'gpu-keras', 'gpu-cpu']) {
    for (const network of ['small', 'full']) check(`${pair}, ${network} network`, found[pair][network]);
  }
  check('gpu-cpu, odd network', found.odd);
  const [apart, limit] = found.extractor;
  assert.ok(typeof apart === 'number' && apart < limit, `WebGPU, the pretrained network: ${apart} against ${limit}`);
  assert.deepEqual(Object.keys(found.backbones).sort(), ['efficientnet-lite0', 'resnet-18']);
  // EfficientNet-Lite0 is used frozen only. Its gradients on WebGPU differ by up to 2.4 % here: of the values behind 33 ReLU6 some may lie so near
  // a bound that another order of summation moves them across. That is not proven, so they must not be used before it is.
  const { loss, evaluation } = found.limits;
  const limits = { 'efficientnet-lite0': { loss, evaluation } };
  for (const [network, deviations] of Object.entries(found.backbones)) check(`WebGPU, ${network}`, deviations, limits[network]);
  assert.deepEqual(Object.keys(found.networks).sort(), ['branches', 'mixed', 'mlp', 'single']);
  for (const [network, losses] of Object.entries(found.networks)) {
    assert.equal(Object.keys(losses).length, 7);
    for (const [loss, deviations] of Object.entries(losses)) check(`WebGPU, ${network}, ${loss}`, deviations);
  }
  assert.equal(Object.keys(found.losses).length, 6);
  for (const [loss, apart] of Object.entries(found.losses)) assert.ok(typeof apart === 'number' && apart < 1e-4, `${loss}: ${apart}`);
});
