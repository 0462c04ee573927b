// What a visitor does on the page, and what the page then shows.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

const id = (page, name) => page.getByTestId(name);

/** The text of an element, with plain spaces. */
export const text = async (page, name) => (await id(page, name).innerText()).replaceAll('\u00a0', ' ').trim();

/** The unrounded value of a number that the page shows rounded. */
export const value = (page, name) => id(page, name).getAttribute('data-value');

/**
 * Waits until the page responds and the compute module has started, then selects the reference network: by default the page selects
 * another network for a visitor's own houses.
 */
export async function ready(page, { network = 'cnn' } = {}) {
  await id(page, 'use-sample').waitFor();
  await page.waitForFunction(() => !/loading/.test(document.querySelector('[data-testid=device-status]').textContent));
  const list = id(page, 'network');
  if (network && (await list.isEnabled())) await list.selectOption(network);
}

/** Waits until the houses have been read; returns how many are in use. */
export async function waitForHouses(page) {
  await id(page, 'intake').waitFor({ state: 'detached' });
  return Number((await text(page, 'kept-count')).replace(',', ''));
}

/** Loads the sample set; returns the number of houses. */
export async function loadSample(page) {
  await id(page, 'use-sample').click();
  await id(page, 'kept-count').waitFor();
  return waitForHouses(page);
}

/** Picks a folder; what its columns mean, or a notice follows. */
export const pick = (page, folder) => id(page, 'choose-folder-input').setInputFiles(folder);

/** Agrees with what the page makes of the table and the photos. */
export const confirmColumns = (page) => id(page, 'map-columns').click();

/** Picks a folder, and agrees with what the page makes of it; `waitForHouses` or a notice follows. */
export async function pickHouses(page, folder) {
  await pick(page, folder);
  await confirmColumns(page);
}

/** Fills in settings such as `{ epochs: 3, 'test-share': 0.2 }`, and selects the device: `auto`, `gpu` or `cpu`. */
export async function fillSettings(page, fields, device) {
  for (const [name, content] of Object.entries(fields)) await id(page, `field-${name}`).fill(String(content));
  // By key: a click can miss while what arrives above moves the page.
  if (device) {
    await id(page, `device-${device}`).press('Space');
    assert.ok(await id(page, `device-${device}`).isChecked(), device);
  }
}

/** Opens the collapsed section of the form that holds this control. */
export async function unfold(page, name) {
  const section = page.locator('details', { has: id(page, name) });
  if (!(await section.evaluate((details) => details.open))) await section.locator('summary').click();
}

/** Settings of a network that trains in a moment, for tests that are not about the network. */
export const SMALL = { filters: '4, 8', tile: 8, epochs: 3 };

/** The number of epochs that the latest run has completed, as shown. */
export const epoch = async (page) => Number((await text(page, 'epoch-now')).replace(',', ''));

/** Waits until the latest run has completed this many epochs. */
export const waitForEpoch = (page, count, timeout = 60_000) =>
  page.waitForFunction(
    (count) => Number(document.querySelector('[aria-labelledby=h-run] [role=progressbar]')?.getAttribute('aria-valuenow')) >= count,
    count,
    { timeout },
  );

/** Waits until the state of the latest run begins with one of these words (a regular expression). */
export const waitForRunState = (page, words, timeout = 60_000) =>
  page.waitForFunction(
    (words) => new RegExp(`^(${words})`).test(document.querySelector('[data-testid=run-state]')?.textContent ?? ''),
    words,
    { timeout },
  );

/** Waits until the run is saved up to this epoch. */
export const waitForSavedEpoch = (page, epochs) =>
  page.waitForFunction(
    (epochs) => {
      const words = document.querySelector('[data-testid=saving]')?.textContent ?? '';
      return Number(/after epoch ([\d,]+)/.exec(words)?.[1].replace(',', '')) >= epochs;
    },
    epochs,
    { timeout: 60_000 },
  );

/** Waits for a status of the storage. `idle`: the records of earlier visits are read, and everything to be stored is written. */
export const waitForStorage = (page, status = 'idle') =>
  page.waitForFunction((status) => document.documentElement.dataset.kept === status, status, { timeout: 60_000 });

/** Waits until a model is loaded. */
export const waitForModel = (page) =>
  page.waitForFunction(() => document.querySelector('[data-testid=save-model]')?.getAttribute('aria-disabled') === 'false');

/** Starts a run and waits for its first epoch. */
export async function startRun(page, timeout) {
  await id(page, 'start').click();
  await waitForRunState(page, 'Running|Finished', timeout);
  await waitForEpoch(page, 1, timeout);
}

/** Trains to the end. */
export async function train(page, fields, device, timeout) {
  await fillSettings(page, fields, device);
  await startRun(page, timeout);
  await waitForRunState(page, 'Finished', timeout);
  await id(page, 'result-mape').waitFor();
}

/** The table of losses as text, one line per epoch. */
export async function lossTable(page) {
  const details = page.locator('figure', { has: id(page, 'loss-chart') }).locator('details');
  if (!(await details.evaluate((element) => element.open))) await details.locator('summary').click();
  await details.locator('tbody tr').first().waitFor();
  return details.locator('tbody').innerText();
}

/** Saves the model as a file; returns its path. */
export async function saveModel(page) {
  const download = page.waitForEvent('download');
  await id(page, 'save-model').click();
  const file = await download;
  assert.match(file.suggestedFilename(), /\.safetensors$/);
  return file.path();
}

/** The weights in a model file. They follow the header, whose length is in the first eight bytes. */
export async function modelWeights(path) {
  const bytes = await readFile(path);
  return bytes.subarray(8 + Number(bytes.readBigUInt64LE(0)));
}

/** Selects four photos and estimates the price; returns it as shown, in whole dollars. */
export async function priceHome(page, photos) {
  const rooms = ['bathroom', 'bedroom', 'frontal', 'kitchen'];
  for (const [i, room] of rooms.entries()) await id(page, `slot-${room}-input`).setInputFiles(photos[i]);
  await page.locator('[data-testid=montage-preview] canvas').waitFor();
  await id(page, 'estimate').click();
  await id(page, 'price').waitFor();
  return text(page, 'price');
}

/** Waits until all homes on the list are priced or have failed. */
export const waitForHomes = (page, count) =>
  page.waitForFunction(
    (count) => document.querySelector('[data-testid=homes-line]')?.textContent.startsWith(`${count} homes on the list`),
    count,
  );

/** Milliseconds from requesting the explanation of the home's price until it is shown. */
export const timeToExplain = (page) =>
  page.evaluate(() => new Promise((done) => {
    const started = performance.now();
    document.querySelector('[data-testid=why-home]').click();
    const look = () => (document.querySelector('#predict [data-testid=why-nearest]') ? done(performance.now() - started) : setTimeout(look, 5));
    look();
  }));

/** Waits until all montages of the gallery are drawn. */
export const waitForGallery = (page) =>
  page.waitForFunction(() => {
    const all = [...document.querySelectorAll('[data-testid=gallery] canvas')];
    return all.length > 0 && all.every((canvas) => canvas.hasAttribute('data-painted'));
  });

/** The pixels of a house in the gallery: `{ rgba, side }`. As an ordinary array Playwright would take seconds to transfer them. */
export const montage = async (page, house) => {
  await waitForGallery(page);
  return page.locator('[data-testid=gallery] canvas').nth(house).evaluate((canvas) => ({
    rgba: canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data,
    side: canvas.width,
  }));
};

/** The worker with this name: `compute`, or `decode` (one of several). */
export async function worker(page, name) {
  for (const each of page.workers()) {
    if ((await each.evaluate(() => globalThis.name).catch(() => '')) === name) return each;
  }
  throw new Error(`There is no worker named ${name}.`);
}

/**
 * Milliseconds of the longest task on the page's main thread during `act`, in CPU time of that thread: while all cores train, a
 * thread also waits to be scheduled, and `longtask` entries include that wait.
 */
export async function longestTask(page, act) {
  const browser = await page.context().browser().newBrowserCDPSession();
  const events = [];
  browser.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  await browser.send('Tracing.start', { traceConfig: { includedCategories: ['toplevel'] }, transferMode: 'ReportEvents' });
  // A task is reported once it has ended, and what `act` waits for may arrive within one. So run another task before and after.
  const task = () => page.evaluate(() => new Promise((done) => setTimeout(done, 100)));
  await task();
  await act();
  await task();
  const whole = new Promise((done) => browser.once('Tracing.tracingComplete', done));
  await browser.send('Tracing.end');
  await whole;
  await browser.detach();
  const thread = ({ pid, tid }) => `${pid} ${tid}`;
  const main = new Set(events.filter((event) => event.name === 'thread_name' && event.args.name === 'CrRendererMain').map(thread));
  const tasks = events.filter((event) => /RunTask$/.test(event.name) && main.has(thread(event)) && event.tdur > 0);
  assert.ok(tasks.length > 0, 'the trace contains tasks');
  return Math.max(...tasks.map((task) => task.tdur)) / 1e3;
}

/** Asserts that `longestTask` detects a long task, so that its finding none means something. */
export async function assertSeesLongTasks(page) {
  const long = await longestTask(page, () =>
    page.evaluate(() => {
      const from = performance.now();
      for (let sum = 0; performance.now() < from + 200; sum += 1);
    }),
  );
  assert.ok(long > 50, `measured ${long} ms for a task that computes for 200`);
}

// The breakpoints of the style sheet, and widths between them.
const WIDTHS = [360, 390, 401, 501, 641, 801, 1001, 1181, 1280, 1500, 1900, 2560, ...Array.from({ length: 35 }, (_, at) => 320 + 30 * at)];

/** The window widths, from 320 to 2560 pixels, at which the page scrolls sideways. */
export async function overflows(page) {
  const found = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    const [wide, which] = await page.evaluate(() => {
      const wide = document.scrollingElement.scrollWidth;
      if (wide <= innerWidth) return [wide];
      const beyond = [...document.querySelectorAll('body :not(svg *)')].filter((each) => each.getBoundingClientRect().right > innerWidth && !each.closest('.sc'));
      return [wide, beyond.slice(0, 3).map((each) => each.outerHTML.slice(0, 80)).join(' ')];
    });
    if (wide > width) found.push(`${wide} pixels wide in a window of ${width}: ${which}`);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  return found;
}

/**
 * Parses an SVG file as XML: the parser's error, the number of shapes, and the number of elements that do not belong in a chart.
 * In a blank page, since the policy of the page itself forbids turning text into elements.
 */
export async function parseSvg(page, xml) {
  const blank = await page.context().newPage();
  const found = await blank.evaluate((xml) => {
    const read = new DOMParser().parseFromString(xml, 'image/svg+xml');
    const count = (selectors) => read.querySelectorAll(selectors).length;
    return { fault: read.querySelector('parsererror')?.textContent ?? '', shapes: count('line, path, rect, circle'), others: count('script, img, foreignObject') };
  }, xml);
  await blank.close();
  return found;
}

/** Opens what is folded under Results. */
export async function openFolds(page) {
  for (const name of ['fold-where', 'fold-metrics', 'fold-map', 'fold-houses']) {
    const fold = id(page, name);
    if ((await fold.count()) > 0 && !(await fold.evaluate((element) => element.open))) await fold.locator('> summary').click();
    if ((await fold.count()) > 0) await fold.locator('> .cols').waitFor();
  }
}

/** Opens the field of a name, once it has the focus and takes what is typed. */
export async function editName(page, field) {
  await id(page, `${field}-button`).click();
  await page.waitForFunction((field) => document.activeElement.id === field, field);
}
