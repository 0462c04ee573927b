// Firefox: from the sample set to a price, on the CPU, since Firefox has no WebGPU on Linux.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { FIREFOX, launch } from './firefox.mjs';
import { RESULTS, host } from './helper.mjs';
import { ROOMS, emptyFolder, homePhotos, houseFolder } from './photos.mjs';

const skip = FIREFOX ? false : 'firefox: There is no Firefox (FIREFOX=PATH names one).';
let server;
after(() => server?.close());

/** Defines a test in a new profile, with the rules of `scenario`: no error, and no request to another host. */
function scenario(name, headers, body) {
  test(name, { skip, timeout: 5 * 60_000 }, async () => {
    server = await host(headers);
    const page = await launch(server.url);
    try {
      await page.goto(server.url);
      await body(page);
      assert.deepEqual(page.problems, []);
    } catch (error) {
      mkdirSync(RESULTS, { recursive: true });
      writeFileSync(join(RESULTS, `failed-firefox-${name.replace(/[^a-z]+/gi, '-')}.png`), await page.screenshot());
      error.message = [error.message, ...page.problems].join('\n');
      throw error;
    } finally {
      await page.close();
      await server.close();
    }
  });
}

const waitForText = (page, name, pattern) =>
  page.until(`${name} matches ${pattern}`, (name, pattern) => new RegExp(pattern).test(document.querySelector(`[data-testid="${name}"]`)?.innerText ?? ''), name, pattern);

async function ready(page) {
  await page.visible('use-sample');
  await page.until('the compute module has started', () => !/loading/.test(document.querySelector('[data-testid=device-status]').textContent));
}

/** Loads the sample, trains a small network, and prices a home. */
async function sampleToPrice(page) {
  await ready(page);
  await page.fill('network', 'cnn');
  await page.click('use-sample');
  await page.visible('kept-count');
  assert.ok(Number(await page.text('kept-count')) >= 96);
  await page.until('the gallery is drawn', () => {
    const all = [...document.querySelectorAll('[data-testid=gallery] canvas')];
    return all.length > 0 && all.every((canvas) => canvas.hasAttribute('data-painted'));
  });
  for (const [name, value] of Object.entries({ filters: '4, 8', tile: 8, epochs: 3 })) await page.fill(`field-${name}`, value);
  await page.click('start');
  await waitForText(page, 'run-state', '^Finished');
  await page.visible('result-mape');
  const mape = Number(await page.run(() => document.querySelector('[data-testid=result-mape]').dataset.value));
  assert.ok(mape > 0 && Number.isFinite(mape), `${mape}`);
  for (const [i, photo] of homePhotos().entries()) await page.files(`slot-${ROOMS[i]}-input`, [photo]);
  await page.until('the photos are read', () => document.querySelector('[data-testid=montage-preview] canvas'));
  await page.click('estimate');
  await waitForText(page, 'price', '^−?\\$[\\d,]+$');
}

scenario('the sample trains on the CPU, and four photos are priced', {}, async (page) => {
  await sampleToPrice(page);
  assert.match(await page.text('device-name'), /CPU|Flex/);
  assert.match(await page.text('no-gpu'), /WebGPU/);

  // The report opens from disk.
  await page.run(() => {
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
      globalThis.made = blob;
      return make.call(URL, blob);
    };
  });
  await page.click('save-run-report');
  const report = await page.run(async () => globalThis.made.text());
  const mape = Number(await page.run(() => document.querySelector('[data-testid=result-mape]').dataset.value)).toFixed(1);
  const path = join(emptyFolder(), 'report.html');
  writeFileSync(path, report);
  await page.goto(pathToFileURL(path).href);
  const seen = await page.run(() => [
    document.querySelector('.fig').innerText.replaceAll('\u00a0', ' '),
    [...document.querySelectorAll('svg[role=img]')].map((chart) => chart.getBoundingClientRect().width > 200),
    document.documentElement.scrollWidth <= window.innerWidth,
  ]);
  assert.deepEqual(seen, [`${mape} %`, [true, true, true, true], true]);
});

scenario('the visitor’s own houses, and a run that resumes after a reload', {}, async (page) => {
  await ready(page);
  const folder = houseFolder(30);
  await page.files('choose-files-input', readdirSync(folder).map((name) => join(folder, name)));
  await page.visible('map-columns');
  await page.click('map-columns');
  await waitForText(page, 'kept-count', '^30$');
  await page.fill('network', 'cnn');
  for (const [name, value] of Object.entries({ filters: '4, 8', tile: 32, epochs: 20000 })) await page.fill(`field-${name}`, value);
  await page.click('start');
  await waitForText(page, 'saving', 'after epoch');
  await page.reload();
  await ready(page);
  await page.click('go-on');
  await waitForText(page, 'run-state', '^Running');
  await waitForText(page, 'kept-count', '^30$');
});

scenario('the page works offline', { 'Cache-Control': 'no-cache' }, async (page) => {
  await ready(page);
  await page.run(() => navigator.serviceWorker.ready.then(() => true));
  await server.close();
  await page.reload();
  await sampleToPrice(page);
});
