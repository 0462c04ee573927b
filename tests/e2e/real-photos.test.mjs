// The real photos, through the folder input. They may not be part of this project: HOUSES_DATASET is their folder.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { montages } from './golden.mjs';
import { HOUSES, scenario } from './helper.mjs';
import { ROOMS } from './photos.mjs';
import * as visitor from './steps.mjs';

const skip = HOUSES ? false : 'real-photos: HOUSES_DATASET is not set.';

async function folderToPrice(page, device, epochs) {
  await visitor.ready(page);
  await visitor.pickHouses(page, HOUSES);
  await page.getByTestId('intake-progress').waitFor();
  await page.getByTestId('kept-count').waitFor({ timeout: 180_000 });
  assert.equal(await visitor.waitForHouses(page), 362);
  assert.equal(await visitor.text(page, 'rows-count'), '535');
  assert.equal(await visitor.text(page, 'train-count'), '271');
  assert.equal(await visitor.text(page, 'test-count'), '91');
  const zips = page.getByTestId('zip-table').locator('tbody');
  assert.deepEqual(await zips.locator('th').allInnerTexts(), [
    '92276', '93510', '93446', '92880', '94501', '91901', '92677',
  ]);
  assert.match(await visitor.text(page, 'before-after'), /Average price\s+\$[\d,]+\s+\$533,388/);

  await visitor.train(page, { epochs }, device, 400_000);
  await visitor.openFolds(page);
  assert.match(await visitor.text(page, 'price-summary'), /mean \$533,388, standard deviation \$493,403/);
  assert.match(await visitor.text(page, 'baseline-best-constant'), /\$117,500[\s\S]*71\.[12] %/);
  // After so few epochs the running statistics are far from those of the batches: the error may be large, but it is finite.
  const mape = Number(await visitor.value(page, 'result-mape'));
  assert.ok(mape > 20 && Number.isFinite(mape), `${mape}`);

  const files = readdirSync(HOUSES, { recursive: true });
  const photos = ROOMS.map((room) => join(HOUSES, files.find((file) => basename(file) === `12_${room}.jpg`)));
  assert.match(await visitor.priceHome(page, photos), /^−?\$[\d,]+$/);
}

const golden = HOUSES && montages(HOUSES);

scenario('the tab’s montages equal OpenCV’s', { minutes: 3, skip: skip || (golden ? false : 'golden: No folder golden lies beside the dataset.') }, async ({ page }) => {
  await visitor.ready(page);
  await visitor.pickHouses(page, HOUSES);
  await page.getByTestId('kept-count').waitFor();
  await visitor.waitForHouses(page);
  const more = page.getByTestId('gallery-more');
  while (await more.isVisible()) await more.click();
  await visitor.waitForGallery(page);
  const seen = await page.getByTestId('gallery').locator('canvas').evaluateAll((canvases) =>
    canvases.map((canvas) => ({
      house: Number(canvas.getAttribute('aria-label').match(/\d+/)[0]),
      rgba: canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data,
    })),
  );
  let compared = 0;
  for (const { house, rgba } of seen.filter(({ house }) => golden.has(house))) {
    // Bit-identical. The image crate's decoder differs by 0.14 levels, so this checks that the browser's decoder is used.
    assert.deepEqual(Buffer.from(rgba.filter((_, i) => i % 4 < 3)), Buffer.from(golden.get(house)), `house ${house}`);
    compared += 1;
  }
  assert.equal(compared, golden.size, `of ${seen.length} on the page`);
});

scenario('the real folder trains on the CPU, without WebGPU', { minutes: 6, skip }, ({ page }) => folderToPrice(page, 'cpu', 3));

scenario('the real folder trains on WebGPU, computed by a software adapter', { gpu: true, minutes: 12, skip }, ({ page }) =>
  folderToPrice(page, 'gpu', 1),
);

scenario('reading the real folder can be cancelled', { minutes: 3, skip }, async ({ page }) => {
  await visitor.ready(page);
  const before = await visitor.loadSample(page);
  await visitor.pickHouses(page, HOUSES);
  await page.getByTestId('cancel-intake').click();
  await page.getByTestId('intake').waitFor({ state: 'detached' });
  assert.equal(await visitor.waitForHouses(page), before, 'the houses from before stay');
});
