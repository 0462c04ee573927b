// Series: a recipe is repeated over seeds and folds by several workers; the list of runs survives a reload; two runs are compared
// house by house.
import assert from 'node:assert/strict';
import { scenario } from './helper.mjs';
import * as visitor from './steps.mjs';

const id = (page, name) => page.getByTestId(name);
const plainSpaces = (text) => text.replaceAll('\u00a0', ' ');

/** Waits until the series is in this state. */
const waitForSeries = (page, word, timeout = 120_000) =>
  page.waitForFunction((word) => document.querySelector('[data-testid=repeat-state]')?.textContent === word, word, { timeout });

/** Starts a series and waits for its end. */
async function repeat(page, over, runs) {
  await id(page, 'repeat-over').selectOption(over);
  await id(page, 'repeat-runs').fill(String(runs));
  await id(page, 'repeat-start').click();
  await waitForSeries(page, 'Finished');
}

/** The errors of the runs of the series: `{ 'Seed 1': 40.2 }`. */
const scores = async (page) => {
  const lines = await id(page, 'repeat-table').locator('tbody tr').allInnerTexts();
  return Object.fromEntries(lines.map((line) => [line.split('\t')[0], parseFloat(line.split('\t')[1])]));
};

const listedNames = async (page) => (await id(page, 'list').locator('tbody th').allInnerTexts()).map((name) => name.replace(/ Rename$/, ''));

const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

scenario('a recipe is repeated over seeds and folds, and the list of runs survives a reload', { minutes: 6 }, async ({ page, context, url }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.fillSettings(page, { ...visitor.SMALL, epochs: 5 }, 'cpu');

  await id(page, 'repeat-runs').fill('1');
  assert.match(await visitor.text(page, 'why-repeat'), /number of runs is “1”\. Enter a whole number from 2 to 100/);
  await id(page, 'repeat-over').selectOption('folds');
  await id(page, 'repeat-runs').fill('500');
  assert.match(await visitor.text(page, 'why-repeat'), /There are 500 folds but only 180 training houses/);
  assert.equal(await id(page, 'repeat-start').getAttribute('aria-disabled'), 'true');

  await repeat(page, 'seeds', 3);
  const seeds = await scores(page);
  assert.deepEqual(Object.keys(seeds), ['Seed 1', 'Seed 2', 'Seed 3']);
  assert.notEqual(seeds['Seed 1'], seeds['Seed 2']);
  const mean = Object.values(seeds).reduce((sum, score) => sum + score) / 3;
  assert.ok(Math.abs(Number(await visitor.value(page, 'repeat-mean')) - mean) < 0.1, 'it is the mean of the rows');
  assert.match(plainSpaces(await visitor.text(page, 'repeat-interval')), /^−?\d+\.\d to \d+\.\d %$/);
  assert.match(await visitor.text(page, 'repeat-verdict'), /than ridge regression \(95 % confidence interval .+ to .+\)/);
  assert.equal(await visitor.text(page, 'run-state'), 'Not started', 'a series is not the session’s run');

  // A single run has the same result as the same run of the series.
  await visitor.train(page, { epochs: 5 }, 'cpu');
  assert.equal(Number(await visitor.value(page, 'result-mape')).toFixed(1), seeds['Seed 1'].toFixed(1));

  await repeat(page, 'folds', 3);
  assert.deepEqual(Object.keys(await scores(page)), ['Fold 1', 'Fold 2', 'Fold 3']);
  assert.match(await visitor.text(page, 'repeat-figures'), /Cross-validated on the training houses/);
  assert.deepEqual(await listedNames(page), ['Series 3', 'Run 2', 'Series 1']);
  await page.waitForFunction(() => /3 runs and series/.test(document.querySelector('[data-testid=kept-words]')?.textContent));

  await page.reload();
  await visitor.ready(page);
  await id(page, 'list').waitFor();
  assert.deepEqual(await listedNames(page), ['Series 3', 'Run 2', 'Series 1']);
  await page.waitForFunction(() => /Start run 4/.test(document.querySelector('[data-testid=start]').textContent));
  await id(page, 'show-2').click();
  assert.equal(Number(await visitor.value(page, 'result-mape')).toFixed(1), seeds['Seed 1'].toFixed(1));
  await visitor.openFolds(page);
  assert.ok((await id(page, 'test-table').locator('canvas').count()) > 0, 'the run’s houses are the restored ones');

  await id(page, 'delete-3').click();
  assert.deepEqual(await listedNames(page), ['Run 2', 'Series 1']);
  await id(page, 'undo-delete').click();
  assert.deepEqual(await listedNames(page), ['Series 3', 'Run 2', 'Series 1']);
  await id(page, 'delete-1').click();
  await page.waitForFunction(() => /2 runs and series/.test(document.querySelector('[data-testid=kept-words]')?.textContent));
  await page.reload();
  await visitor.ready(page);
  await id(page, 'list').waitFor();
  assert.deepEqual(await listedNames(page), ['Series 3', 'Run 2']);

  // A second tab shows the list but cannot change it.
  const second = await context.newPage();
  await second.goto(url);
  await second.getByTestId('list').waitFor();
  await second.waitForFunction(() => /Another tab/.test(document.querySelector('[data-testid=list] caption').textContent));
  assert.equal(await second.getByTestId('delete-2').getAttribute('aria-disabled'), 'true');
  await second.close();

  // A record of another version and a damaged one are reported, and the others are listed.
  await page.evaluate(async () => {
    const settled = (request) => new Promise((done) => { request.onsuccess = () => done(request.result); });
    const store = (await settled(indexedDB.open(`facade ${new URL('.', location.href).pathname}`))).transaction('kept', 'readwrite').objectStore('kept');
    const record = await settled(store.get(2));
    record[6] += 1;
    await settled(store.put(record, 8));
    await settled(store.put(new Uint8Array([1, 2, 3]), 9));
  });
  await page.reload();
  await visitor.ready(page);
  await id(page, 'list').waitFor();
  assert.deepEqual(await listedNames(page), ['Series 3', 'Run 2']);
  assert.match(await id(page, 'notice-warning').locator('p').innerText(), /Some runs .+ cannot be shown/);
  await page.waitForFunction(() => /Start run 10/.test(document.querySelector('[data-testid=start]').textContent));

  await id(page, 'forget').click();
  await id(page, 'list').waitFor({ state: 'detached' });
  await visitor.waitForStorage(page);
  await page.reload();
  await visitor.ready(page);
  await visitor.waitForStorage(page);
  assert.equal(await id(page, 'list').count(), 0);
});

scenario('two runs are compared house by house, and for others a reason is given', { minutes: 6 }, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.train(page, visitor.SMALL, 'cpu');
  await visitor.train(page, { epochs: 25 }, 'cpu');
  await visitor.train(page, { epochs: 3, 'split-seed': 7 }, 'cpu');
  const paths = () => id(page, 'overlay-chart').locator('path.line').count();
  assert.equal(await id(page, 'side-by-side').count(), 0, 'a comparison needs two');

  await id(page, 'compare-1').focus();
  await page.keyboard.press('Space');
  await id(page, 'compare-2').check();
  const verdict = plainSpaces(await visitor.text(page, 'verdict'));
  assert.match(verdict, /^On the same 60 houses, run 1 is [\d.]+ percentage points? worse than run 2 \(95 % confidence interval .+\): this is probably not chance\./);
  assert.equal(await paths(), 2);
  const sides = plainSpaces(await id(page, 'side-by-side').innerText());
  assert.match(sides, /Settings that differ\s+Epochs\s+3\s+25/);
  assert.doesNotMatch(sides, /Batch size/, 'only settings that differ are listed');
  for (const baseline of ['Ridge regression', 'Best price in each zip code', 'Best single price', 'Always the median', 'Always the mean']) {
    assert.match(sides, new RegExp(`${baseline}\\s+\\d+\\.\\d %\\s+\\d+\\.\\d %`));
  }

  await id(page, 'compare-2').uncheck();
  await id(page, 'compare-3').check();
  assert.match(await visitor.text(page, 'verdict'), /tested on different houses \(their split seeds are 42 and 7\)/);
  await id(page, 'compare-2').check();
  const verdicts = await id(page, 'verdict').locator('p').allInnerTexts();
  assert.equal(verdicts.length, 2, 'the pair that can be compared, and why the third run cannot');
  assert.match(verdicts[0], /^On the same 60 houses/);
  assert.equal(await paths(), 3);
  const chart = page.locator('figure', { has: id(page, 'overlay-chart') });
  await chart.locator('summary').click();
  await chart.locator('thead').waitFor();
  assert.equal(await chart.locator('thead th').count(), 4);

  await page.setViewportSize({ width: 390, height: 844 });
  assert.equal(await overflow(page), 0);
  await page.setViewportSize({ width: 1280, height: 900 });
});

scenario('a series survives a worker crash, and a cancelled one keeps its finished runs', { minutes: 6, expected: [/ended by a test/] }, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.fillSettings(page, { ...visitor.SMALL, epochs: 60 }, 'cpu');
  const before = new Set(page.workers());
  await id(page, 'repeat-runs').fill('3');
  await id(page, 'repeat-start').click();
  await waitForSeries(page, 'Running');
  const [worker] = page.workers().filter((worker) => !before.has(worker));
  const gone = new Promise((closed) => worker.on('close', closed));
  await worker.evaluate(() => void setTimeout(() => { throw new Error('ended by a test'); }));
  await gone;
  await waitForSeries(page, 'Finished');
  assert.deepEqual(Object.keys(await scores(page)), ['Seed 1', 'Seed 2', 'Seed 3']);
  assert.equal(await id(page, 'repeat-lost').count(), 0);

  // Another tile size than the houses were read at, so they are read again.
  await visitor.fillSettings(page, { tile: 16, epochs: 300 }, 'cpu');
  await id(page, 'repeat-runs').fill('20');
  await id(page, 'repeat-start').click();
  await page.waitForFunction(() => Number(document.querySelector('[data-testid=repeat-done]')?.textContent) >= 1, null, { timeout: 120_000 });
  await page.setViewportSize({ width: 390, height: 844 });
  assert.equal(await overflow(page), 0);
  await id(page, 'repeat-cancel').click();
  await waitForSeries(page, 'Cancelled');
  const done = Object.keys(await scores(page)).length;
  assert.ok(done >= 1 && done < 20);
  await page.waitForFunction((count) => document.querySelectorAll('[data-testid=list] tbody tr').length === count, 2);
  assert.match(await id(page, 'list').innerText(), new RegExp(`${done} of 20 seeds`));
  // A single run can start again.
  await page.setViewportSize({ width: 1280, height: 900 });
  await visitor.train(page, { ...visitor.SMALL }, 'cpu');
});

scenario('diverging runs are excluded', { minutes: 4 }, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.unfold(page, 'choice-loss');
  await page.getByTestId('choice-loss').selectOption({ label: 'MSE' });
  await visitor.fillSettings(page, { ...visitor.SMALL, 'learning-rate': 10, 'weight-decay': 10, epochs: 40 }, 'cpu');
  await id(page, 'repeat-runs').fill('2');
  await id(page, 'repeat-start').click();
  await waitForSeries(page, 'Finished');
  assert.match(await id(page, 'repeat-lost').first().innerText(), /no longer a number, so the run is not counted/);
});
