// Results that can be looked into: points by key and pointer, one house and why it costs that, files to take along.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { scenario } from './helper.mjs';
import { homePhotos, noisePhotos } from './photos.mjs';
import * as visitor from './steps.mjs';

const id = (page, name) => page.getByTestId(name);
const QUICK = { ...visitor.SMALL, tile: 16, epochs: 8 };

/** What is saved when a control is pressed: its name and bytes. */
async function saved(page, name) {
  const download = page.waitForEvent('download').catch(() => { throw new Error(`${name} saved nothing`); });
  await id(page, name).click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** Pixels of the maps over the photos that have a colour. */
const coloured = (page) =>
  id(page, 'why-map').evaluate((map) => [...map.querySelectorAll('.shot canvas')].map((canvas) => {
    if (canvas.width === 0) return 0;
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    return data.filter((level, at) => at % 4 === 3 && level > 0).length;
  }));

scenario('a house is found by key, and its price is explained', {}, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await id(page, 'network').selectOption('tuned-photos');
  await visitor.train(page, { tile: 16, filters: 8 }, 'cpu');

  const area = id(page, 'scatter-area');
  await area.focus();
  const first = await area.getAttribute('aria-valuetext');
  assert.match(first, /^House \d+: actual \$[\d,]+, predicted .*\$[\d,]+, [+−]?\d+/);
  await page.keyboard.press('End');
  const last = await area.getAttribute('aria-valuetext');
  assert.notEqual(last, first);
  const actual = (text) => Number(/actual \$([\d,]+)/.exec(text)[1].replaceAll(',', ''));
  assert.ok(actual(last) > actual(first), 'from the cheapest to the dearest');
  assert.match(await visitor.text(page, 'scatter-tip'), /actual/);
  await page.keyboard.press('Enter');
  const house = /House (\d+)/.exec(last)[1];
  assert.match(await visitor.text(page, 'house'), new RegExp(`^House ${house}`));

  await id(page, 'why-house').click();
  await id(page, 'why-map').waitFor();
  assert.ok((await coloured(page)).some((count) => count > 0), 'regions over photos');
  const regions = await id(page, 'why-regions').locator('tbody tr').count();
  assert.ok(regions >= 4, `${regions} regions`);
  assert.match(await visitor.text(page, 'why-summary'), /Most is added by the \w+ photo, .* \([+−]\$/);
  await id(page, 'map-pixels').check();
  assert.ok((await coloured(page)).some((count) => count > 20), 'pixels');
  await id(page, 'map-none').check();
  assert.deepEqual(await coloured(page), [0, 0, 0, 0]);
  assert.equal(await id(page, 'why-nearest').locator('li').count(), 5);
  assert.ok(!(await visitor.text(page, 'why-nearest')).includes(`\n${house}\n`), 'not itself');

  // By pointer, and from the gallery.
  await page.evaluate(() => document.querySelector('[data-testid=scatter-area]').blur());
  await area.scrollIntoViewIfNeeded();
  const circle = page.locator('[data-testid=scatter-chart] circle').first();
  const box = await circle.boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await id(page, 'scatter-tip').waitFor();
  const far = id(page, 'worst').locator('button').first();
  const worst = /^\d+/.exec((await far.innerText()).trim())[0];
  await far.click();
  assert.match(await visitor.text(page, 'house'), new RegExp(`^House ${worst}`));
  assert.equal(await id(page, 'why-price').count(), 0, 'another house is not explained yet');
});

scenario('charts are taken along as files', {}, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.train(page, QUICK, 'cpu');

  for (const chart of ['price-chart', 'loss-chart', 'scatter-chart', 'error-chart']) {
    const svg = (await saved(page, `${chart}-svg`)).bytes.toString();
    const drawn = await page.evaluate((text) => {
      const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
      return parsed.querySelector('parsererror') ? 'broken' : parsed.querySelectorAll('line, path, rect, circle').length;
    }, svg);
    assert.ok(drawn > 5, `${chart}: ${drawn}`);
    assert.ok(!/var\(|light-dark/.test(svg), chart);
    const png = await saved(page, `${chart}-png`);
    assert.match(png.name, /\.png$/);
    assert.equal(png.bytes.subarray(1, 4).toString(), 'PNG');
    assert.ok(png.bytes.length > 4000, `${chart}: ${png.bytes.length} bytes`);
  }
  const epochs = (await saved(page, 'loss-chart-csv')).bytes.toString().trim().split('\n');
  assert.equal(epochs.length, QUICK.epochs + 1);
  const houses = (await saved(page, 'scatter-chart-csv')).bytes.toString().trim().split('\n');
  assert.equal(houses[0], 'house,zip_code,actual,predicted,error_percent');

});

scenario('a run is one document that opens anywhere', {}, async ({ page, context }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.train(page, QUICK, 'cpu');
  const houses = (await saved(page, 'scatter-chart-csv')).bytes.toString().trim().split('\n');
  const report = await saved(page, 'save-run-report');
  assert.equal(report.name, 'facade-run-1.html');
  const alone = await context.newPage();
  await alone.setContent(report.bytes.toString());
  const mape = Number(await visitor.value(page, 'result-mape')).toFixed(1);
  assert.match((await alone.locator('.fig').innerText()).replaceAll('\u00a0', ' '), new RegExp(`^${mape} %`));
  assert.equal(await alone.locator('svg[role=img]').count(), 4);
  assert.equal(await alone.locator('circle.dot').count(), houses.length - 1);
  await alone.close();
});

scenario('the curve is smoothed, clipped and shown without earlier runs', {}, async ({ page }) => {
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
});

scenario('an estimate is explained, and photos that are unlike all others are told', {}, async ({ page }) => {
  await visitor.ready(page, { network: 'tuned-photos' });
  await visitor.loadSample(page);
  await id(page, 'network').selectOption('tuned-photos');
  await visitor.train(page, { tile: 16, filters: 8 }, 'cpu');
  await visitor.price(page, homePhotos());
  await id(page, 'why-home').click();
  const predict = page.locator('#predict');
  await predict.getByTestId('why-map').waitFor();
  assert.equal(await predict.getByTestId('why-map').locator('img').count(), 4, 'over the photos themselves');
  assert.equal(await predict.getByTestId('why-nearest').locator('li').count(), 5);

  await visitor.price(page, noisePhotos());
  assert.match(await visitor.text(page, 'price-unlike'), /unlike those that the network learned from.* That is also said of \d+ of \d+ test houses/);
  assert.equal(await predict.getByTestId('why-map').count(), 0, 'the last explanation was about other photos');
});
