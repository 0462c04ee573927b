// A worker or its GPU fails during a run: the page reports it, another worker resumes from the last checkpoint, and the result is the
// same.
import assert from 'node:assert/strict';
import { scenario } from './helper.mjs';
import * as visitor from './steps.mjs';

async function end(page) {
  await visitor.waitForRunState(page, 'Finished', 240_000);
  const losses = await visitor.lossTable(page);
  const mape = await visitor.value(page, 'result-mape');
  return { losses, mape, weights: await visitor.modelWeights(await visitor.saveModel(page)) };
}

const FIELDS = {
  // Long enough for the crash to come before the end on a fast machine.
  cpu: { ...visitor.SMALL, epochs: 240 },
  // Two steps per epoch: each takes the software adapter most of a second.
  gpu: { ...visitor.SMALL, epochs: 5, 'batch-size': 36 },
};

for (const [device, fields] of Object.entries(FIELDS)) {
  const options = { minutes: 6, gpu: device === 'gpu', expected: [/ended by a test/] };
  scenario(`a run whose worker crashes ends with the same result (${device})`, options, async ({ page }) => {
    await visitor.ready(page);
    await visitor.loadSample(page);
    await visitor.fillSettings(page, fields, device);
    await visitor.startRun(page, 120_000);
    const undisturbed = await end(page);

    await visitor.startRun(page, 120_000);
    await visitor.waitForEpoch(page, 3, 120_000);
    const compute = await visitor.worker(page, 'compute');
    const gone = new Promise((closed) => compute.on('close', closed));
    // In a timeout, so that it is an error of the worker and not of this call.
    await compute.evaluate(() => void setTimeout(() => { throw new Error('ended by a test'); }));
    await page.getByTestId('notice-warning').waitFor();
    assert.match(await page.getByTestId('notice-warning').locator('p').innerText(), /epoch|checkpoint/i);
    await gone;
    const disturbed = await end(page);
    assert.match(await visitor.text(page, 'device-status'), device === 'gpu' ? /swiftshader/i : /CPU/);
    assert.equal(disturbed.losses, undisturbed.losses);
    assert.equal(disturbed.mape, undisturbed.mape);
    assert.ok(disturbed.weights.length > 1000 && disturbed.weights.equals(undisturbed.weights), 'the weights are bit-identical');
    assert.equal(await visitor.epoch(page), fields.epochs);
  });
}

scenario('a run whose GPU is lost resumes from its checkpoint', { minutes: 6, gpu: true, expected: [/lost|destroyed|wgpu/i] }, async ({ page }) => {
  await visitor.ready(page);
  const compute = await visitor.worker(page, 'compute');
  await compute.evaluate(() => {
    const original = GPUAdapter.prototype.requestDevice;
    GPUAdapter.prototype.requestDevice = async function (...options) {
      return (globalThis.device = await original.apply(this, options));
    };
  });
  await visitor.loadSample(page);
  await visitor.fillSettings(page, FIELDS.gpu, 'gpu');
  await visitor.startRun(page, 120_000);
  await visitor.waitForEpoch(page, 2, 120_000);
  await compute.evaluate(() => void setTimeout(() => globalThis.device.destroy()));
  await page.getByTestId('notice-warning').waitFor();
  // The checkpoint of the epoch just shown may not have been read yet.
  assert.match(await page.getByTestId('notice-warning').locator('p').innerText(), /Training continues.* after epoch [1-4]/);
  await end(page);
  assert.equal(await visitor.epoch(page), FIELDS.gpu.epochs);
});

scenario('a worker that crashes while preparing the GPU is replaced silently', { gpu: true, expected: [/ended by a test/] }, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  const compute = await visitor.worker(page, 'compute');
  const gone = new Promise((closed) => compute.on('close', closed));
  await compute.evaluate(() => {
    GPUDevice.prototype.createComputePipeline = () => {
      throw new Error('ended by a test');
    };
  });
  // Requests from now on go to the next worker.
  await visitor.fillSettings(page, { epochs: 1, filters: '4, 8' }, 'gpu');
  await page.getByTestId('start').click();
  await gone;
  await visitor.waitForRunState(page, 'Finished', 120_000);
  assert.equal(await page.getByTestId('notice-warning').count() + await page.getByTestId('notice-error').count(), 0);
});

/** Loads the sample in a browser whose request for a GPU adapter never resolves. */
async function loadWithSilentGpu(page) {
  await visitor.ready(page);
  const compute = await visitor.worker(page, 'compute');
  await compute.evaluate(() => (GPU.prototype.requestAdapter = () => new Promise(() => {})));
  await visitor.loadSample(page);
}

scenario('a run can be stopped before it starts', { gpu: true }, async ({ page }) => {
  await loadWithSilentGpu(page);
  await visitor.fillSettings(page, { epochs: 1 }, 'gpu');
  await page.getByTestId('start').click();
  await visitor.waitForRunState(page, 'Preparing');
  await page.getByTestId('stop').click();
  await visitor.waitForRunState(page, 'Stopped before it started');
  await visitor.train(page, visitor.SMALL, 'cpu', 120_000);
  assert.equal(await visitor.epoch(page), visitor.SMALL.epochs);
});

scenario('if the GPU does not respond, the run uses the CPU', { gpu: true }, async ({ page }) => {
  await loadWithSilentGpu(page);
  await visitor.train(page, visitor.SMALL, 'auto', 120_000);
  assert.match(await visitor.text(page, 'device-status'), /CPU/);
  assert.match(await visitor.text(page, 'no-gpu'), /WebGPU does not respond/);
});
