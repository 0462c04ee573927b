// Exploring the results: points by key and pointer, one house and the explanation of its price, charts as files, and the report.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { violations } from './axe.mjs';
import { scenario, screenshot } from './helper.mjs';
import { emptyFolder, homePhotos, noisePhotos } from './photos.mjs';
import * as visitor from './steps.mjs';

const id = (page, name) => page.getByTestId(name);
const QUICK = { ...visitor.SMALL, tile: 16, epochs: 8 };

/** Clicks a control that saves a file; returns the name and bytes. */
async function saveFile(page, name) {
  const download = page.waitForEvent('download').catch(() => { throw new Error(`${name} saved nothing`); });
  await id(page, name).click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** The number of coloured pixels in each map over a photo. */
const colouredPixels = (page) =>
  id(page, 'why-map').evaluate((map) => [...map.querySelectorAll('.shot canvas')].map((canvas) => {
    if (canvas.width === 0) return 0;
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    return data.filter((level, at) => at % 4 === 3 && level > 0).length;
  }));

scenario('a house is selected by key, and its price is explained', {}, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await id(page, 'network').selectOption('tuned-photos');
  await visitor.train(page, { tile: 16, filters: 8 }, 'cpu');
  await visitor.openFolds(page);

  const area = id(page, 'scatter-area');
  await area.focus();
  const first = await area.getAttribute('aria-valuetext');
  assert.match(first, /^House \d+: actual \$[\d,]+, predicted .*\$[\d,]+, [+−]?\d+/);
  await page.keyboard.press('End');
  const last = await area.getAttribute('aria-valuetext');
  assert.notEqual(last, first);
  const actual = (text) => Number(/actual \$([\d,]+)/.exec(text)[1].replaceAll(',', ''));
  assert.ok(actual(last) > actual(first), 'from the cheapest to the most expensive');
  assert.match(await visitor.text(page, 'scatter-tip'), /actual/);
  await page.keyboard.press('Enter');
  const house = /House (\d+)/.exec(last)[1];
  assert.match(await visitor.text(page, 'house'), new RegExp(`^House ${house}`));

  await id(page, 'why-house').click();
  await id(page, 'why-map').waitFor();
  assert.ok((await colouredPixels(page)).some((count) => count > 0), 'regions over photos');
  const regions = await id(page, 'why-regions').locator('tbody tr').count();
  assert.ok(regions >= 4, `${regions} regions`);
  assert.match(await visitor.text(page, 'why-summary'), /Largest increase: \w+, [\w ]+ \([+−]\$/);
  await id(page, 'map-pixels').check();
  assert.ok((await colouredPixels(page)).some((count) => count > 20), 'pixels');
  await id(page, 'map-none').check();
  assert.deepEqual(await colouredPixels(page), [0, 0, 0, 0]);
  assert.equal(await id(page, 'why-nearest').locator('tbody tr').count(), 5);
  assert.ok(!(await id(page, 'why-nearest').locator('tbody th').allInnerTexts()).includes(String(house)), 'the house itself is not among them');

  // By pointer, and from the gallery.
  await page.evaluate(() => document.querySelector('[data-testid=scatter-area]').blur());
  await area.scrollIntoViewIfNeeded();
  const circle = page.locator('[data-testid=scatter-chart] circle').first();
  const box = await circle.boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await id(page, 'scatter-tip').waitFor();
  const worstButton = id(page, 'worst').locator('button').first();
  const worst = /^\d+/.exec((await worstButton.innerText()).trim())[0];
  await worstButton.click();
  assert.match(await visitor.text(page, 'house'), new RegExp(`^House ${worst}`));
  assert.equal(await id(page, 'why-price').count(), 0, 'the explanation of the former house is gone');
});

scenario('every house is on the map, and opens from there', {}, async ({ page }) => {
  await visitor.ready(page);
  const houses = await visitor.loadSample(page).then(() => visitor.waitForHouses(page));
  await id(page, 'network').selectOption('tuned-photos');
  await visitor.train(page, { tile: 16, filters: 8 }, 'cpu');
  await visitor.openFolds(page);

  const map = page.locator('figure', { has: id(page, 'house-map') });
  const points = map.locator('[data-testid=house-map] > .house');
  assert.equal(await points.count(), houses);
  assert.match(await id(page, 'house-map').getAttribute('aria-label'), new RegExp(`^Map of ${houses} houses by similarity, coloured by price`));
  const byPrice = await points.evaluateAll((all) => new Set(all.map((point) => point.getAttribute('class'))).size);
  assert.equal(byPrice, 5, 'a fifth of the houses has each colour');
  await id(page, 'map-by-error').check();
  const unknown = await map.locator('[data-testid=house-map] > .unknown').count();
  assert.equal(unknown, 0, 'out-of-fold predictions of the training houses are known');

  // The cheapest and the most expensive house, by keyboard; one of them is a training house or a test house.
  const area = id(page, 'map-area');
  await area.focus();
  assert.match(await area.getAttribute('aria-valuetext'), /^House \d+, (test|training) house: actual \$[\d,]+, predicted /);
  let text = '';
  do {
    await page.keyboard.press('ArrowRight');
    text = await area.getAttribute('aria-valuetext');
  } while (!text.includes('training house'));
  assert.match(await visitor.text(page, 'map-tip'), /training house/);
  await page.keyboard.press('Enter');
  const house = /House (\d+)/.exec(text)[1];
  assert.match(await visitor.text(page, 'house'), new RegExp(`^House ${house}`));
  assert.match(await visitor.text(page, 'house'), /not trained on it/);
  assert.equal(await map.locator('.ring').count(), 1, 'it is marked on the map');
});

/** The charts, and the first line of their CSV files. */
const CHARTS = {
  'price-chart': 'price,houses',
  'loss-chart': 'run,epoch,train_loss,validation_loss,validation_mape_percent,seconds',
  'scatter-chart': 'house,zip_code,actual,predicted,error_percent',
  'error-chart': 'error,houses',
  'zip-errors': 'zip_code,houses,bias_dollars,mape_percent',
  'price-errors': 'prices,houses,bias_dollars,mape_percent',
  'overlay-chart': 'run,epoch,validation_mape_percent',
  'house-map': 'house,set,zip_code,actual,predicted,error_percent,x,y',
};

scenario('every chart can be read as a table and saved as files', { minutes: 4 }, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.train(page, QUICK, 'cpu');
  await visitor.train(page, {}, 'cpu');
  await visitor.openFolds(page);
  for (const run of [1, 2]) await id(page, `compare-${run}`).check();
  await id(page, 'overlay-chart').waitFor();

  const lines = {};
  const names = new Set();
  for (const [chart, head] of Object.entries(CHARTS)) {
    const svg = (await saveFile(page, `${chart}-svg`)).bytes.toString();
    const { fault, shapes } = await visitor.parseSvg(page, svg);
    assert.equal(fault, '', chart);
    assert.ok(shapes > 3, `${chart}: ${shapes}`);
    assert.ok(!/var\(|light-dark/.test(svg), chart);
    // A chart that leaves the page says what it shows.
    assert.match(svg, /Sample houses<\/text>/, chart);
    const png = await saveFile(page, `${chart}-png`);
    assert.match(png.name, /\.png$/);
    const colours = await page.evaluate(async (bytes) => {
      const picture = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: 'image/png' }));
      const canvas = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
      canvas.drawImage(picture, 0, 0);
      const pixels = new Uint32Array(canvas.getImageData(0, 0, picture.width, picture.height).data.buffer);
      return new Set(pixels).size;
    }, [...png.bytes]);
    assert.ok(colours > 10, `${chart}: ${colours} colours`);
    const csv = await saveFile(page, `${chart}-csv`);
    assert.match(csv.name, /\.csv$/);
    names.add(csv.name);
    lines[chart] = csv.bytes.toString().trim().split('\n');
    assert.equal(lines[chart][0], head);
  }
  assert.equal(new Set(Object.values(lines).map((all) => all[0])).size, 8);
  assert.equal(names.add((await saveFile(page, 'save-csv')).name).size, 9, 'every file has a name of its own');
  const houses = Number(await visitor.text(page, 'test-count'));
  const sum = (chart) => lines[chart].slice(1).reduce((sum, line) => sum + Number(line.replace(/"[^"]*"/, '').split(',')[1]), 0);
  for (const chart of ['error-chart', 'zip-errors', 'price-errors']) assert.equal(sum(chart), houses, chart);
  assert.equal(sum('price-chart'), await visitor.waitForHouses(page));
  assert.equal(lines['scatter-chart'].length, houses + 1);
  assert.equal(lines['house-map'].length, await visitor.waitForHouses(page) + 1);
  assert.equal(lines['house-map'].filter((line) => line.split(',')[1] === 'test').length, houses);
  for (const chart of ['loss-chart', 'overlay-chart']) assert.equal(lines[chart].length, 2 * QUICK.epochs + 1, chart);

  // A chart has a label and the same data as a table. The errors by group are tables that contain a drawing.
  for (const chart of ['price-chart', 'loss-chart', 'error-chart', 'overlay-chart']) {
    assert.ok((await id(page, chart).getAttribute('aria-label')).length > 20, chart);
    const figure = page.locator('figure', { has: id(page, chart) });
    await figure.getByText('Show as a table').click();
    // Rows are created once the table is opened.
    await figure.locator('details tbody tr').nth(2).waitFor();
    const rows = await figure.locator('details tbody tr').allInnerTexts();
    assert.ok(rows.length > 2 && rows.every((row) => /\d/.test(row)), `${chart}: ${rows}`);
  }
  const points = page.locator('figure', { has: id(page, 'scatter-chart') });
  await points.getByText('Show as a table').click();
  assert.equal(await points.locator('details a').getAttribute('href'), '#fold-houses');
  assert.ok((await id(page, 'test-table').locator('tbody tr').count()) > 5);
  for (const chart of ['zip-errors', 'price-errors']) {
    assert.equal(await id(page, chart).locator('tbody tr').count(), lines[chart].length - 1);
  }
});

scenario('explanations of terms are next to the terms', {}, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await id(page, 'network').selectOption('tuned-photos');
  await visitor.train(page, { tile: 16, filters: 8 }, 'cpu');
  await visitor.openFolds(page);
  await visitor.priceHome(page, homePhotos());
  const explanations = {
    'What is a montage': ['gallery', /one image/],
    'Why a percentage': ['loss-chart', /too low can be at most 100 %/],
    'What does overfitting look like here': ['loss-chart', /memorises its training houses/],
    'What do these baselines mean': ['baseline-best-constant', /the one to beat/],
    'What do these metrics mean': ['test-beside-train', /Root mean square error/],
    'Where does the range come from': ['price', /conformal prediction/],
  };
  assert.equal(await page.locator('.guide').count(), Object.keys(explanations).length);
  for (const [question, [target, answer]] of Object.entries(explanations)) {
    const guide = page.locator('.guide', { hasText: question });
    assert.doesNotMatch(await guide.innerText(), answer, 'it is closed at first');
    await guide.locator('summary').click();
    assert.match((await guide.innerText()).replaceAll('\u00a0', ' '), answer);
    const distance = await guide.evaluate((guide, name) => {
      const [one, other] = [guide, document.querySelector(`[data-testid="${name}"]`)].map((each) => each.getBoundingClientRect());
      return Math.max(one.top - other.bottom, other.top - one.bottom);
    }, target);
    assert.ok(distance < 400, `${question} is ${distance} pixels from ${target}`);
    await guide.locator('summary').click();
  }
});

scenario('the report of a run is one document that opens anywhere', { elsewhere: 'file:' }, async ({ page, context }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.train(page, QUICK, 'cpu');
  const houses = (await saveFile(page, 'scatter-chart-csv')).bytes.toString().trim().split('\n');
  const report = await saveFile(page, 'save-run-report');
  assert.equal(report.name, 'facade-run-1.html');
  // From disk, offline.
  const path = join(emptyFolder(), report.name);
  writeFileSync(path, report.bytes);
  const alone = await context.newPage();
  await context.setOffline(true);
  await alone.goto(pathToFileURL(path).href);
  const mape = Number(await visitor.value(page, 'result-mape')).toFixed(1);
  assert.match((await alone.locator('.fig').innerText()).replaceAll('\u00a0', ' '), new RegExp(`^${mape} %`));
  assert.equal(await alone.locator('svg[role=img]').count(), 4);
  assert.equal(await alone.locator('circle.dot').count(), houses.length - 1);
  for (const width of [1280, 390]) {
    await alone.setViewportSize({ width, height: 900 });
    for (const colorScheme of ['light', 'dark']) {
      await alone.emulateMedia({ colorScheme });
      assert.deepEqual(await violations(alone), [], `${width} ${colorScheme}`);
    }
  }
  await alone.setViewportSize({ width: 1280, height: 900 });
  await alone.emulateMedia({ colorScheme: 'light' });
  await screenshot(alone, 'report', null, 'screens');
  await alone.close();
});

scenario('the curve can be smoothed and shown without earlier runs, on either axis', {}, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.train(page, { ...QUICK, tile: 8 }, 'cpu');
  const lines = (name) => id(page, 'loss-chart').locator(`path.${name}`).count();
  assert.equal(await id(page, 'earlier-runs').count(), 0);
  await visitor.train(page, {}, 'cpu');
  await page.waitForFunction(() => document.querySelectorAll('[data-testid=loss-chart] path.p-old').length === 1);
  await id(page, 'smooth').check();
  assert.equal(await lines('p-raw'), 3);
  await id(page, 'earlier-runs').uncheck();
  assert.equal(await lines('p-old'), 0);
  await id(page, 'smooth').uncheck();
  assert.equal(await lines('p-raw'), 0);
  assert.match(await id(page, 'loss-chart').innerHTML(), /lowest: /);

  // A logarithmic axis does not start at zero; a linear one has equal steps from zero.
  const labels = async () => (await id(page, 'loss-chart').locator('text').allTextContents()).filter((text) => /^[\d,.]+\s%$/.test(text)).map((text) => parseFloat(text.replace(',', '')));
  assert.ok((await labels()).length > 2 && !(await labels()).includes(0));
  assert.match(await id(page, 'loss-chart').getAttribute('aria-label'), /logarithmic/);
  await id(page, 'axis-linear').check();
  const linear = await labels();
  assert.ok(linear.length > 2 && linear[0] === 0, `${linear}`);
  assert.ok(linear.every((label, at) => Math.abs(label - at * linear[1]) < 1e-6), `${linear}`);
  await id(page, 'axis-log').check();
  assert.ok(!(await labels()).includes(0));
});

scenario('an estimate is explained, and photos unlike the training set are flagged', {}, async ({ page }) => {
  await visitor.ready(page, { network: 'tuned-photos' });
  await visitor.loadSample(page);
  await id(page, 'network').selectOption('tuned-photos');
  await visitor.train(page, { tile: 16, filters: 8 }, 'cpu');
  await visitor.priceHome(page, homePhotos());
  await id(page, 'why-home').click();
  const predict = page.locator('#predict');
  await predict.getByTestId('why-map').waitFor();
  assert.equal(await predict.getByTestId('why-map').locator('img').count(), 4, 'the maps lie over the photos');
  assert.equal(await predict.getByTestId('why-nearest').locator('tbody tr').count(), 5);

  await visitor.priceHome(page, noisePhotos());
  assert.match(await visitor.text(page, 'price-unlike'), /differ from the training photos.* (False alarms: \d+ of \d+|None of the \d+) test houses/);
  assert.equal(await predict.getByTestId('why-map').count(), 0, 'the explanation of the former photos is gone');
});

scenario('a spike is clipped from the curve, or shown', { minutes: 4 }, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  // So large a learning rate causes large errors at first.
  await visitor.train(page, { ...visitor.SMALL, epochs: 120, 'learning-rate': 0.03 }, 'cpu');
  const above = () => id(page, 'loss-chart').getByText('above the chart').count();
  assert.ok(await id(page, 'clip').isChecked());
  assert.equal(await above(), 1);
  await id(page, 'clip').uncheck();
  assert.equal(await above(), 0);
  await id(page, 'clip').check();
  assert.equal(await above(), 1);
});
