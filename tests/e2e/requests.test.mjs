// Every response is matched to its request: two models loading at once, houses that the worker refuses, a list of homes while the model
// changes, a table that is selected twice, and a module that never arrives.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scenario } from './helper.mjs';
import { ROOMS, emptyFolder, homePhotos, listingsFolder, photo } from './photos.mjs';
import * as visitor from './steps.mjs';

const id = (page, name) => page.getByTestId(name);

/** Trains on the sample at a tile size; returns the path of the model file. */
async function trainedModel(page, tile) {
  await visitor.train(page, { ...visitor.SMALL, tile }, 'cpu', 120_000);
  return visitor.saveModel(page);
}

/** The name and bytes of a model file, for a script in the page. */
const fileContents = async (path, name) => ({ name, bytes: new Uint8Array(await readFile(path)) });

/** Holds back all messages to workers that carry no files; the returned function releases them in order. */
async function holdRequests(page) {
  await page.evaluate(() => {
    const post = Worker.prototype.postMessage;
    const held = [];
    Worker.prototype.postMessage = function (message, transfer) {
      if (Array.isArray(message) && message.length === 2) held.push([this, message, transfer]);
      else post.call(this, message, transfer);
    };
    globalThis.heldRequests = held;
    globalThis.release = () => {
      Worker.prototype.postMessage = post;
      for (const [worker, message, transfer] of held) post.call(worker, message, transfer);
    };
  });
  return () => page.evaluate(() => globalThis.release());
}

/** Waits until this many requests are held back. */
const waitForHeld = (page, count) => page.waitForFunction((count) => globalThis.heldRequests.length >= count, count);

/** A folder with the photos of this many homes. */
function homesFolder(count) {
  const folder = emptyFolder();
  for (let home = 1; home <= count; home += 1) {
    for (const [at, room] of ROOMS.entries()) writeFileSync(join(folder, `${home}_${room}.png`), photo(home, at));
  }
  return folder;
}

/** Waits until all homes on the list are priced or have failed; returns their cells. */
async function homeCells(page, count) {
  await visitor.waitForHomes(page, count);
  return (await id(page, 'homes').locator('tbody tr').allInnerTexts()).map((row) => row.split('\t'));
}

scenario('of two models loading at once the second is used, consistently', { minutes: 4 }, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  const files = [];
  for (const tile of [8, 16]) files.push(await fileContents(await trainedModel(page, tile), `tile-${tile}.safetensors`));
  await visitor.train(page, { ...visitor.SMALL, tile: 32, epochs: 1 }, 'cpu', 120_000);
  const release = await holdRequests(page);
  // The second is selected before the first is loaded.
  for (const [at, file] of files.entries()) {
    await id(page, 'load-model-input').evaluate((input, { name, bytes }) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(bytes)], name));
      input.files = data.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    }, file);
    await waitForHeld(page, at + 1);
  }
  await release();
  await page.waitForFunction(() => /^tile-16/.test(document.querySelector('[data-testid=model-file]').textContent));
  // The session and the page use the same model.
  await visitor.priceHome(page, homePhotos());
  assert.match(await visitor.text(page, 'montage-preview'), /the photos at 16 × 16 each/);
  assert.equal(await id(page, 'notice-error').count(), 0);
});

scenario('stored houses that are refused at startup do not affect the stored model', { minutes: 4 }, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.train(page, visitor.SMALL, 'cpu', 120_000);
  await visitor.waitForStorage(page);
  await page.addInitScript(() => {
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message, ...rest) {
      if (!Array.isArray(message) || !(message[2] instanceof Blob)) return post.call(this, message, ...rest);
      Worker.prototype.postMessage = post;
      message[2] = new Blob(Array(128).fill(new Blob([new Uint8Array(2 ** 26)])));
      return post.call(this, message, ...rest);
    };
  });
  await page.reload();
  const error = page.locator('#data').getByTestId('notice-error');
  await error.waitFor();
  assert.match((await error.innerText()).replaceAll('\u00a0', ' '), /images of the houses need 8590 MB/);
  await page.waitForFunction(() => /^facade-run-1/.test(document.querySelector('[data-testid=model-file]')?.textContent ?? ''));
  assert.equal(await page.locator('#predict').getByTestId('notice-error').count(), 0);
  await visitor.priceHome(page, homePhotos());
});

scenario('a list of homes has the prices of one model, even if the model changes meanwhile', { minutes: 5 }, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  const other = await trainedModel(page, 16);
  await visitor.train(page, { ...visitor.SMALL, tile: 8 }, 'cpu', 120_000);
  const count = 40;
  const release = await holdRequests(page);
  // The model is loading while the homes are tiled for the former one.
  await id(page, 'load-model-input').setInputFiles(other);
  await waitForHeld(page, 1);
  await id(page, 'homes-input').setInputFiles(homesFolder(count));
  // The model and 24 homes; the other homes wait in the page.
  await waitForHeld(page, 25);
  const note = async (at) => (await id(page, `home-${at}`).innerText()).split('\t')[3];
  assert.deepEqual([await note(0), await note(23), await note(24), await note(39)], ['estimating', 'estimating', 'queued', 'queued']);
  await release();
  const rows = await homeCells(page, count);
  for (const row of rows) assert.match(row[1], /\$[\d,]+$/, row.join(' '));
  assert.equal(await id(page, 'homes-other-model').count(), 0);
  assert.equal(await id(page, 'notice-error').count(), 0);
  await id(page, 'homes-again').click();
  assert.deepEqual(await homeCells(page, count), rows, 'the same prices as if the model had been loaded first');
  // After an undo the list names the model of its prices.
  await id(page, 'model-back').click();
  await id(page, 'homes-other-model').waitFor();
  assert.deepEqual(await homeCells(page, count), rows);
  await id(page, 'homes-again').click();
  await id(page, 'homes-other-model').waitFor({ state: 'detached' });
  assert.notDeepEqual(await homeCells(page, count), rows);
});

scenario('a table that is selected twice and submitted at once is read once', {}, async ({ page }) => {
  await visitor.ready(page);
  const folder = listingsFolder(12);
  writeFileSync(join(folder, 'other.csv'), `Name;Price\n${'a;b\n'.repeat(20_000)}`);
  await visitor.pick(page, folder);
  await id(page, 'mapping').waitFor();
  const choice = id(page, 'table-choice');
  const own = (await choice.locator('option').allInnerTexts()).findIndex((path) => path.endsWith('listings.csv'));
  await choice.selectOption(String(own));
  await page.waitForFunction(() => document.querySelectorAll('[data-testid^=meaning-]').length === 6);
  await choice.evaluate((select) => {
    for (const value of ['0', '1', '0', '1', select.value]) {
      select.value = value;
      select.dispatchEvent(new Event('change', { bubbles: true }));
    }
    document.querySelector('[data-testid=map-columns]').click();
  });
  await id(page, 'kept-count').waitFor();
  assert.equal(await visitor.waitForHouses(page), 12);
  assert.equal(await id(page, 'mapping').count(), 0, 'there is no mapping for the table that was not selected last');
  assert.equal(await id(page, 'notice-error').count(), 0);
});

for (const [module, begin, message] of [
  ['decode', async (page) => { await visitor.ready(page); await id(page, 'use-sample').click(); }, /photo reader could not be started/],
  ['tables', async (page) => { await visitor.ready(page); await visitor.pick(page, listingsFolder(8)); }, /table reader could not be started/],
  ['compute', async (page) => id(page, 'use-sample').waitFor(), /compute worker could not be started/],
]) {
  scenario(`a module that never arrives is reported (${module})`, {}, async ({ page }) => {
    await page.clock.install();
    // The request is never answered.
    await page.route(`**/${module}_bg.wasm`, () => {});
    await page.reload();
    await begin(page);
    const error = id(page, 'notice-error');
    assert.equal(await error.count(), 0);
    for (let attempt = 0; attempt < 3; attempt += 1) await page.clock.runFor(61_000);
    await error.first().waitFor();
    assert.match(await error.first().innerText(), message);
    // Requested again, it arrives.
    await page.unroute(`**/${module}_bg.wasm`);
    await page.clock.resume();
    if (module === 'decode') assert.equal(await visitor.loadSample(page), 240);
  });
}
