// What a visitor does, and what they then see.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

const id = (page, name) => page.getByTestId(name);

/** Text of an element, with plain spaces. */
export const text = async (page, name) => (await id(page, name).innerText()).replaceAll('\u00a0', ' ').trim();

/** A number that the page shows rounded, as it knows it. */
export const value = (page, name) => id(page, name).getAttribute('data-value');

/**
 * Waits until the page answers and the compute module has started, and chooses the reference: left to itself, the page takes another
 * network for a visitor's own houses.
 */
export async function ready(page, { network = 'cnn' } = {}) {
  await id(page, 'use-sample').waitFor();
  await page.waitForFunction(() => !/loading/.test(document.querySelector('[data-testid=device-status]').textContent));
  const list = id(page, 'network');
  if (network && (await list.isEnabled())) await list.selectOption(network);
}

/** Waits until houses have been read, and tells how many were kept. */
export async function houses(page) {
  await id(page, 'intake').waitFor({ state: 'detached' });
  return Number((await text(page, 'kept-count')).replace(',', ''));
}

/** Loads the sample set. */
export async function loadSample(page) {
  await id(page, 'use-sample').click();
  await id(page, 'kept-count').waitFor();
  return houses(page);
}

/** Picks a folder; `houses` or a notice follows. */
export const pick = (page, folder) => id(page, 'choose-folder-input').setInputFiles(folder);

/** Fills the form: `{ epochs: 3, 'test-share': 0.2 }`, and chooses `auto`, `gpu` or `cpu`. */
export async function settings(page, fields, device) {
  for (const [name, content] of Object.entries(fields)) await id(page, `field-${name}`).fill(String(content));
  if (device) await id(page, `device-${device}`).check();
}

/** A network that trains in a moment, for what is not about the network. */
export const SMALL = { filters: '4, 8', tile: 8, epochs: 3 };

/** Epochs done by the latest run. */
export const epoch = async (page) => Number((await text(page, 'epoch-now')).replace(',', ''));

/** Waits until the latest run has done so many epochs. */
export const epochs = (page, count, timeout = 60_000) =>
  page.waitForFunction(
    (count) => Number(document.querySelector('[data-testid=epoch-now]')?.textContent.replace(',', '')) >= count,
    count,
    { timeout },
  );

/** Waits until the latest run is in one of these states, by their first words. */
export const state = (page, words, timeout = 60_000) =>
  page.waitForFunction(
    (words) => new RegExp(`^(${words})`).test(document.querySelector('[data-testid=run-state]')?.textContent ?? ''),
    words,
    { timeout },
  );

/** Waits until so many epochs of the run are saved. */
export const saved = (page, epochs) =>
  page.waitForFunction(
    (epochs) => {
      const words = document.querySelector('[data-testid=saving]')?.textContent ?? '';
      return Number(/after epoch ([\d,]+)/.exec(words)?.[1].replace(',', '')) >= epochs;
    },
    epochs,
    { timeout: 60_000 },
  );

/** Waits until the page has looked at what an earlier visit left and has written all that is to be kept, or for how else it stands. */
export const kept = (page, standing = 'idle') =>
  page.waitForFunction((standing) => document.documentElement.dataset.kept === standing, standing, { timeout: 60_000 });

/** Starts a run and waits for its first epoch. */
export async function start(page, timeout) {
  await id(page, 'start').click();
  await state(page, 'Running|Finished', timeout);
  await epochs(page, 1, timeout);
}

/** Trains to the end. */
export async function train(page, fields, device, timeout) {
  await settings(page, fields, device);
  await start(page, timeout);
  await state(page, 'Finished', timeout);
  await id(page, 'result-mape').waitFor();
}

/** The loss table as text, one line an epoch. */
export async function losses(page) {
  const details = page.locator('figure', { has: id(page, 'loss-chart') }).locator('details');
  if (!(await details.evaluate((element) => element.open))) await details.locator('summary').click();
  await details.locator('tbody tr').first().waitFor();
  return details.locator('tbody').innerText();
}

/** Saves the model as a file; tells its path. */
export async function save(page) {
  const download = page.waitForEvent('download');
  await id(page, 'save-model').click();
  const file = await download;
  assert.match(file.suggestedFilename(), /\.safetensors$/);
  return file.path();
}

/** The numbers in a model's file: what follows the header, whose length the first eight bytes tell. */
export async function weights(path) {
  const bytes = await readFile(path);
  return bytes.subarray(8 + Number(bytes.readBigUInt64LE(0)));
}

/** Chooses four photos and asks for the price in whole dollars. */
export async function price(page, photos) {
  const rooms = ['bathroom', 'bedroom', 'frontal', 'kitchen'];
  for (const [i, room] of rooms.entries()) await id(page, `slot-${room}-input`).setInputFiles(photos[i]);
  await page.locator('[data-testid=montage-preview] canvas').waitFor();
  await id(page, 'estimate').click();
  await id(page, 'price').waitFor();
  return text(page, 'price');
}

/** Milliseconds from asking why the home's price is what it is until the answer stands there. */
export const explained = (page) =>
  page.evaluate(() => new Promise((done) => {
    const started = performance.now();
    document.querySelector('[data-testid=why-home]').click();
    const look = () => (document.querySelector('#predict [data-testid=why-nearest]') ? done(performance.now() - started) : setTimeout(look, 5));
    look();
  }));

/** Waits until the browser has brought the pixels of all montages in the gallery. */
export const painted = (page) =>
  page.waitForFunction(() => {
    const all = [...document.querySelectorAll('[data-testid=gallery] canvas')];
    return all.length > 0 && all.every((canvas) => canvas.hasAttribute('data-painted'));
  });

/** Pixels of a house in the gallery: `{ rgba, side }`. Playwright takes seconds for the numbers of an ordinary array. */
export const montage = async (page, house) => {
  await painted(page);
  return page.locator('[data-testid=gallery] canvas').nth(house).evaluate((canvas) => ({
    rgba: canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data,
    side: canvas.width,
  }));
};

/** The worker of a name: `decode` (one of them) or `compute`. */
export async function worker(page, name) {
  for (const each of page.workers()) {
    if ((await each.evaluate(() => globalThis.name).catch(() => '')) === name) return each;
  }
  throw new Error(`There is no worker named ${name}.`);
}

/**
 * Milliseconds of the longest task on a page's thread during `act`, by the thread's own clock: on a machine whose cores all train, a
 * thread also waits for its turn, and `longtask` entries count that.
 */
export async function longestTask(page, act) {
  const browser = await page.context().browser().newBrowserCDPSession();
  const events = [];
  browser.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  await browser.send('Tracing.start', { traceConfig: { includedCategories: ['toplevel'] }, transferMode: 'ReportEvents' });
  // A task is told of once it ended, and what `act` waits for may be told of within one: so another begins and ends.
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
  assert.ok(tasks.length > 0, 'tasks were seen');
  return Math.max(...tasks.map((task) => task.tdur)) / 1e3;
}

/** That `longestTask` sees a long task: what finds none could be blind. */
export async function seesLongTasks(page) {
  const long = await longestTask(page, () =>
    page.evaluate(() => {
      const from = performance.now();
      for (let sum = 0; performance.now() < from + 200; sum += 1);
    }),
  );
  assert.ok(long > 50, `${long} ms of a task that computes for 200`);
}

// The narrowest windows of each of the style sheet's widths, and what lies between.
const WIDTHS = [360, 390, 401, 501, 641, 801, 1001, 1181, 1280, 1500, 1900, 2560, ...Array.from({ length: 35 }, (_, at) => 320 + 30 * at)];

/** Windows that the page is too wide for, from 320 to 2560 pixels. */
export async function tooWide(page) {
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
 * What an XML parser makes of a drawing: what is wrong with it, how many shapes it has, and how many elements that no drawing has.
 * In a page of its own: the page itself lets no text become elements.
 */
export async function parsed(page, xml) {
  const blank = await page.context().newPage();
  const found = await blank.evaluate((xml) => {
    const read = new DOMParser().parseFromString(xml, 'image/svg+xml');
    const count = (selectors) => read.querySelectorAll(selectors).length;
    return { fault: read.querySelector('parsererror')?.textContent ?? '', shapes: count('line, path, rect, circle'), others: count('script, img, foreignObject') };
  }, xml);
  await blank.close();
  return found;
}
