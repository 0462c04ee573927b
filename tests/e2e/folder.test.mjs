// The real photos, through the folder input. They may not be part of this project: HOUSES_DATASET says where they are.
import assert from 'node:assert/strict';
import { HOUSES, scenario } from './helper.mjs';
import * as visitor from './steps.mjs';

const skip = HOUSES ? false : 'HOUSES_DATASET is not set';

scenario('the real folder trains on the CPU', { minutes: 6, skip }, async ({ page }) => {
  await visitor.ready(page);
  await visitor.pick(page, HOUSES);
  await page.getByTestId('intake-progress').waitFor();
  await page.getByTestId('kept-count').waitFor({ timeout: 180_000 });
  assert.equal(await visitor.houses(page), 362);
  assert.equal(await visitor.text(page, 'rows-count'), '535');
  assert.equal(await visitor.text(page, 'train-count'), '271');
  assert.equal(await visitor.text(page, 'test-count'), '91');
  const zips = page.getByTestId('zip-table').locator('tbody');
  assert.deepEqual(await zips.locator('th').allInnerTexts(), [
    '92276', '93510', '93446', '92880', '94501', '91901', '92677',
  ]);
  assert.match(await visitor.text(page, 'before-after'), /Average price\s+\$[\d,]+\s+\$533,388/);

  await visitor.train(page, { epochs: 3 }, 'cpu', 120_000);
  assert.equal(await visitor.text(page, 'average-price').then((words) => words.split(/\s/)[0]), '$533,388.27');
  assert.equal(await visitor.text(page, 'price-std').then((words) => words.split(/\s/)[0]), '$493,403.08');
  assert.match(await visitor.text(page, 'baseline-best-constant'), /\$117,500[\s\S]*71\.[12] %/);
  // After three epochs the moving statistics are far from the batches': the error may be large, but it is one.
  const mape = Number(await visitor.value(page, 'result-mape'));
  assert.ok(mape > 20 && Number.isFinite(mape), `${mape}`);
});

scenario('reading the real folder can be cancelled', { minutes: 3, skip }, async ({ page }) => {
  await visitor.ready(page);
  const before = await visitor.loadSample(page);
  await visitor.pick(page, HOUSES);
  await page.getByTestId('cancel-intake').click();
  await page.getByTestId('intake').waitFor({ state: 'detached' });
  assert.equal(await visitor.houses(page), before, 'what was loaded before is still there');
});
