// The sample set from start to end on each device: load, train, pause, resume, stop, results, save, reload, predict.
import assert from 'node:assert/strict';
import { scenario } from './helper.mjs';
import { homePhotos } from './photos.mjs';
import * as visitor from './steps.mjs';

const DEVICES = [
  { device: 'cpu', gpu: false, named: /CPU/ },
  { device: 'gpu', gpu: true, named: /[Ss]oftware|SwiftShader/i },
];

for (const { device, gpu, named } of DEVICES) {
  const title = gpu ? 'the sample set trains on WebGPU, on a software adapter' : 'the sample set trains on the CPU, without WebGPU';
  scenario(title, { gpu, motion: true, minutes: 10 }, async ({ page, url }) => {
    await visitor.ready(page);
    assert.ok((await visitor.loadSample(page)) >= 96, 'houses');
    assert.equal(await page.getByTestId('zip-table').locator('tbody tr').count(), 3, 'zip codes');

    // Few steps per epoch: each takes the software adapter most of a second.
    await visitor.fillSettings(page, { ...visitor.SMALL, epochs: 1000, ...(gpu && { 'batch-size': 36 }) }, device);
    await visitor.startRun(page, 240_000);
    assert.match(await visitor.text(page, 'device-name'), named);
    assert.match(await visitor.text(page, 'train-loss'), /^[\d,]+\.\d %$/);

    await page.getByTestId('pause').press('Enter');
    await visitor.waitForRunState(page, 'Paused');
    await page.waitForFunction(() => document.activeElement.dataset.testid === 'resume');
    const before = await visitor.epoch(page);
    await page.waitForTimeout(gpu ? 8000 : 2000);
    assert.equal(await visitor.epoch(page), before, 'nothing is computed while paused');
    await page.getByTestId('resume').click();
    await visitor.waitForEpoch(page, before + 1, 120_000);

    await page.getByTestId('stop').click();
    await visitor.waitForRunState(page, 'Stopped');
    await page.getByTestId('result-mape').waitFor();
    const mape = Number(await visitor.value(page, 'result-mape'));
    assert.ok(mape > 0 && Number.isFinite(mape), `${mape}`);
    for (const figure of ['result-mae', 'result-bias']) assert.match(await visitor.text(page, figure), /\$[\d,]+/);
    for (const baseline of ['best-constant', 'mean', 'median']) {
      assert.match(await visitor.text(page, `baseline-${baseline}`), /\$[\d,]+[\s\S]*\d+\.\d %/);
    }
    await visitor.openFolds(page);
    assert.ok((await page.getByTestId('test-table').locator('tbody tr').count()) >= 10, 'test houses');

    const file = await visitor.saveModel(page);
    const photos = homePhotos();
    const price = await visitor.priceHome(page, photos);
    assert.match(price, /^−?\$[\d,]+$/);

    await page.goto('about:blank');
    await page.goto(url);
    await visitor.ready(page);
    await page.getByTestId('load-model-input').setInputFiles(file);
    await page.getByTestId('notice-done').waitFor();
    assert.equal(await visitor.priceHome(page, photos), price, 'the saved model gives the same price as the trained one');
  });
}

for (const { gpu, why } of [{ gpu: false, why: /WebGPU/ }, { gpu: true, why: /emulated on the CPU/ }]) {
  const title = gpu ? 'only an emulated GPU' : 'no WebGPU';
  scenario(`with automatic choice and ${title}, the run uses the CPU and the page says why`, { gpu }, async ({ page }) => {
    await visitor.ready(page);
    await visitor.loadSample(page);
    await visitor.train(page, visitor.SMALL, 'auto', 120_000);
    assert.match(await visitor.text(page, 'device-name'), /CPU|Flex/);
    assert.match(await visitor.text(page, 'no-gpu'), why);
  });
}

scenario('without a GPU a run on the GPU cannot start, and the page says why', {}, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.fillSettings(page, {}, 'gpu');
  await page.waitForFunction(() => /no GPU|no WebGPU/.test(document.querySelector('[data-testid=why-start]').textContent));
  assert.equal(await page.getByTestId('start').getAttribute('aria-disabled'), 'true');
  await visitor.train(page, visitor.SMALL, 'cpu', 120_000);
});

scenario('the focus is not lost when its control disappears', {}, async ({ page }) => {
  await visitor.ready(page);
  const focused = () => page.evaluate(() => document.activeElement.dataset.testid ?? document.activeElement.tagName);
  await page.getByTestId('use-sample').press('Enter');
  await visitor.waitForHouses(page);
  assert.notEqual(await focused(), 'BODY');
  await visitor.fillSettings(page, { ...visitor.SMALL, tile: 32, epochs: 1000 }, 'cpu');
  await visitor.startRun(page);
  await page.getByTestId('stop').press('Space');
  await visitor.waitForRunState(page, 'Stopped');
  assert.equal(await focused(), 'start');
  await page.getByTestId('load-model-input').setInputFiles({ name: 'x.safetensors', mimeType: '', buffer: Buffer.from('no model') });
  await page.getByTestId('notice-error').getByRole('button').press('Enter');
  await page.getByTestId('notice-error').waitFor({ state: 'detached' });
  assert.notEqual(await focused(), 'BODY');
});

scenario('the network learns what determines the sample’s prices', { minutes: 5 }, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.train(page, { tile: 32, epochs: 40 }, 'cpu', 240_000);
  const mape = Number(await visitor.value(page, 'result-mape'));
  const baseline = (await visitor.text(page, 'baseline-best-constant')).match(/([\d.]+) %/)[1];
  assert.ok(mape < 0.8 * Number(baseline), `${mape} against ${baseline} for one price for all`);
});
