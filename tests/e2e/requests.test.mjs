// Every answer finds its question: two models on their way, houses that the worker refuses, a list of homes when the model changes,
// a table that is chosen twice, and a module that never comes.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scenario } from './helper.mjs';
import { ROOMS, emptyFolder, homePhotos, listings, photo } from './photos.mjs';
import * as visitor from './steps.mjs';

const id = (page, name) => page.getByTestId(name);

/** Trains on the sample at a tile size, and tells the path of the model's file. */
async function model(page, tile) {
  await visitor.train(page, { ...visitor.SMALL, tile }, 'cpu', 120_000);
  return visitor.save(page);
}

/** A model's file as the page's own script can offer it. */
const offered = async (path, name) => ({ name, bytes: new Uint8Array(await readFile(path)) });

/** Keeps back what goes to workers without files beside it, from now on; the function that is told lets it go, in its order. */
async function holdRequests(page) {
  await page.evaluate(() => {
    const post = Worker.prototype.postMessage;
    const held = [];
    Worker.prototype.postMessage = function (message, transfer) {
      if (Array.isArray(message) && message.length === 2) held.push([this, message, transfer]);
      else post.call(this, message, transfer);
    };
    globalThis.heldRequests = held;
    globalThis.letGo = () => {
      Worker.prototype.postMessage = post;
      for (const [worker, message, transfer] of held) post.call(worker, message, transfer);
    };
  });
  return () => page.evaluate(() => globalThis.letGo());
}

/** Waits until so many requests are kept back. */
const held = (page, count) => page.waitForFunction((count) => globalThis.heldRequests.length >= count, count);

/** A folder with the photos of so many homes. */
function homes(count) {
  const folder = emptyFolder();
  for (let home = 1; home <= count; home += 1) {
    for (const [at, room] of ROOMS.entries()) writeFileSync(join(folder, `${home}_${room}.png`), photo(home, at));
  }
  return folder;
}

/** Waits until all homes of the list have come to something; their cells. */
async function listed(page, count) {
  await page.waitForFunction(
    (count) => document.querySelector('[data-testid=homes-line]')?.textContent.startsWith(`${count} homes on the list`),
    count,
  );
  return (await id(page, 'homes').locator('tbody tr').allInnerTexts()).map((row) => row.split('\t'));
}

scenario('of two models that are loaded at once the second is in use, as a whole', { minutes: 4 }, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  const files = [];
  for (const tile of [8, 16]) files.push(await offered(await model(page, tile), `tile-${tile}.safetensors`));
  await visitor.train(page, { ...visitor.SMALL, tile: 32, epochs: 1 }, 'cpu', 120_000);
  const letGo = await holdRequests(page);
  // The second is chosen before the first is answered.
  for (const [at, file] of files.entries()) {
    await id(page, 'load-model-input').evaluate((input, { name, bytes }) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(bytes)], name));
      input.files = data.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    }, file);
    await held(page, at + 1);
  }
  await letGo();
  await page.waitForFunction(() => /^tile-16/.test(document.querySelector('[data-testid=model-file]').textContent));
  // The session and the page mean the same model.
  await visitor.price(page, homePhotos());
  assert.match(await visitor.text(page, 'montage-preview'), /the photos at 16 × 16 each/);
  assert.equal(await id(page, 'notice-error').count(), 0);
});

scenario('houses that are refused at the start of a visit leave the kept model', { minutes: 4 }, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.train(page, visitor.SMALL, 'cpu', 120_000);
  await visitor.kept(page);
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
  const refused = page.locator('#data').getByTestId('notice-error');
  await refused.waitFor();
  assert.match((await refused.innerText()).replaceAll('\u00a0', ' '), /pictures need 8590 MB/);
  await page.waitForFunction(() => /^facade-run-1/.test(document.querySelector('[data-testid=model-file]')?.textContent ?? ''));
  assert.equal(await page.locator('#predict').getByTestId('notice-error').count(), 0);
  await visitor.price(page, homePhotos());
});

scenario('a list of homes has the prices of one model, whenever another comes', { minutes: 5 }, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  const other = await model(page, 16);
  await visitor.train(page, { ...visitor.SMALL, tile: 8 }, 'cpu', 120_000);
  const count = 40;
  const letGo = await holdRequests(page);
  // The model is on its way when the homes are tiled for the one before it.
  await id(page, 'load-model-input').setInputFiles(other);
  await held(page, 1);
  await id(page, 'homes-input').setInputFiles(homes(count));
  // It and 24 homes: the others wait on the page.
  await held(page, 25);
  const note = async (at) => (await id(page, `home-${at}`).innerText()).split('\t')[3];
  assert.deepEqual([await note(0), await note(23), await note(24), await note(39)], ['being priced', 'being priced', 'in line', 'in line']);
  await letGo();
  const rows = await listed(page, count);
  for (const row of rows) assert.match(row[1], /\$[\d,]+$/, row.join(' '));
  assert.equal(await id(page, 'homes-other-model').count(), 0);
  assert.equal(await id(page, 'notice-error').count(), 0);
  await id(page, 'homes-again').click();
  assert.deepEqual(await listed(page, count), rows, 'the same as if it had been there from the beginning');
  // Undone, the list says whose prices it has.
  await id(page, 'model-back').click();
  await id(page, 'homes-other-model').waitFor();
  assert.deepEqual(await listed(page, count), rows);
  await id(page, 'homes-again').click();
  await id(page, 'homes-other-model').waitFor({ state: 'detached' });
  assert.notDeepEqual(await listed(page, count), rows);
});

scenario('a table that is chosen twice and read at once is read once', {}, async ({ page }) => {
  await visitor.ready(page);
  const folder = listings(12);
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
  assert.equal(await visitor.houses(page), 12);
  assert.equal(await id(page, 'mapping').count(), 0, 'nobody is asked about a table that was not chosen in the end');
  assert.equal(await id(page, 'notice-error').count(), 0);
});

for (const [module, begin, says] of [
  ['decode', async (page) => { await visitor.ready(page); await id(page, 'use-sample').click(); }, /photo reader could not be started/],
  ['compute', async (page) => id(page, 'use-sample').waitFor(), /compute worker could not be started/],
]) {
  scenario(`a module that never comes is told (${module})`, {}, async ({ page }) => {
    await page.clock.install();
    // It is asked for, and nobody answers.
    await page.route(`**/${module}_bg.wasm`, () => {});
    await page.reload();
    await begin(page);
    const error = id(page, 'notice-error');
    assert.equal(await error.count(), 0);
    for (let attempt = 0; attempt < 3; attempt += 1) await page.clock.runFor(61_000);
    await error.first().waitFor();
    assert.match(await error.first().innerText(), says);
    // Asked for again, it comes.
    await page.unroute(`**/${module}_bg.wasm`);
    await page.clock.resume();
    if (module === 'decode') assert.equal(await visitor.loadSample(page), 240);
  });
}
