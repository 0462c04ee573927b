// A worker dies in the middle of a run, or its GPU does: the page says so, another goes on from the last checkpoint, and
// nothing differs.
import assert from 'node:assert/strict';
import { scenario } from './helper.mjs';
import * as visitor from './steps.mjs';

async function end(page) {
  await visitor.state(page, 'Finished', 240_000);
  const losses = await visitor.losses(page);
  const mape = await visitor.value(page, 'result-mape');
  return { losses, mape, weights: await visitor.weights(await visitor.save(page)) };
}

const FIELDS = {
  cpu: { ...visitor.SMALL, epochs: 60 },
  // Two steps an epoch: each takes the software adapter a good part of a second.
  gpu: { ...visitor.SMALL, epochs: 5, 'batch-size': 36 },
};

for (const [device, fields] of Object.entries(FIELDS)) {
  const options = { minutes: 6, gpu: device === 'gpu', expected: [/ended by a test/] };
  scenario(`a run whose worker dies ends as if nothing had happened (${device})`, options, async ({ page }) => {
    await visitor.ready(page);
    await visitor.loadSample(page);
    await visitor.settings(page, fields, device);
    await visitor.start(page, 120_000);
    const undisturbed = await end(page);

    await visitor.start(page, 120_000);
    await visitor.epochs(page, 3, 120_000);
    const compute = await visitor.worker(page, 'compute');
    const gone = new Promise((closed) => compute.on('close', closed));
    // Later, so that it ends as an error of the worker's own and not of this call.
    await compute.evaluate(() => void setTimeout(() => { throw new Error('ended by a test'); }));
    await page.getByTestId('notice-warning').waitFor();
    assert.match(await page.getByTestId('notice-warning').locator('p').innerText(), /epoch|checkpoint/i);
    await gone;
    const disturbed = await end(page);
    assert.match(await visitor.text(page, 'device-status'), device === 'gpu' ? /swiftshader/i : /CPU/);
    assert.equal(disturbed.losses, undisturbed.losses);
    assert.equal(disturbed.mape, undisturbed.mape);
    assert.ok(disturbed.weights.length > 1000 && disturbed.weights.equals(undisturbed.weights), 'weights, bit for bit');
    assert.equal(await visitor.epoch(page), fields.epochs);
  });
}

scenario('a run whose GPU is lost goes on from its checkpoint', { minutes: 6, gpu: true, expected: [/lost|destroyed|wgpu/i] }, async ({ page }) => {
  await visitor.ready(page);
  const compute = await visitor.worker(page, 'compute');
  await compute.evaluate(() => {
    const original = GPUAdapter.prototype.requestDevice;
    GPUAdapter.prototype.requestDevice = async function (...options) {
      return (globalThis.device = await original.apply(this, options));
    };
  });
  await visitor.loadSample(page);
  await visitor.settings(page, FIELDS.gpu, 'gpu');
  await visitor.start(page, 120_000);
  await visitor.epochs(page, 2, 120_000);
  await compute.evaluate(() => void setTimeout(() => globalThis.device.destroy()));
  await page.getByTestId('notice-warning').waitFor();
  // The checkpoint of the epoch just shown may not have been read yet.
  assert.match(await page.getByTestId('notice-warning').locator('p').innerText(), /Training goes on.* after epoch [1-4]/);
  await end(page);
  assert.equal(await visitor.epoch(page), FIELDS.gpu.epochs);
});

scenario('a worker that dies while it makes the GPU ready is replaced unseen', { gpu: true, expected: [/ended by a test/] }, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  const compute = await visitor.worker(page, 'compute');
  const gone = new Promise((closed) => compute.on('close', closed));
  await compute.evaluate(() => {
    GPUDevice.prototype.createComputePipeline = () => {
      throw new Error('ended by a test');
    };
  });
  // What is asked meanwhile is asked of the next worker.
  await visitor.settings(page, { epochs: 1, filters: '4, 8' }, 'gpu');
  await page.getByTestId('start').click();
  await gone;
  await visitor.state(page, 'Finished', 120_000);
  assert.equal(await page.getByTestId('notice-warning').count() + await page.getByTestId('notice-error').count(), 0);
});

/** The page, whose browser never finds a GPU, with the sample. */
async function unanswered(page) {
  await visitor.ready(page);
  const compute = await visitor.worker(page, 'compute');
  await compute.evaluate(() => (GPU.prototype.requestAdapter = () => new Promise(() => {})));
  await visitor.loadSample(page);
}

scenario('a run can be stopped before it has begun', { gpu: true }, async ({ page }) => {
  await unanswered(page);
  await visitor.settings(page, { epochs: 1 }, 'gpu');
  await page.getByTestId('start').click();
  await visitor.state(page, 'Preparing');
  await page.getByTestId('stop').click();
  await visitor.state(page, 'Stopped before it began');
  await visitor.train(page, visitor.SMALL, 'cpu', 120_000);
  assert.equal(await visitor.epoch(page), visitor.SMALL.epochs);
});

scenario('a GPU that does not answer leaves the CPU', { gpu: true }, async ({ page }) => {
  await unanswered(page);
  await visitor.train(page, visitor.SMALL, 'auto', 120_000);
  assert.match(await visitor.text(page, 'device-status'), /CPU/);
  assert.match(await visitor.text(page, 'no-gpu'), /WebGPU does not answer/);
});
