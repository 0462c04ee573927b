// Measures how reading scales with the number of houses: seconds, memory of the browser's processes, and the delay of Cancel, on
// folders generated natively (benches/make/houses.rs). Then how listing, pairing and reporting scale with the price list, on files
// generated in the tab, with photos of four pixels. `node scale.mjs [HOUSES...]` runs the first part,
// `node scale.mjs --names [HOUSES...]` the second, no arguments run both. With `FACADE_NETWORK` the first part trains that network
// instead of the reference; with `FACADE_PROFILE` the browser has a profile, as those of visitors. Prints one JSON object on the last line.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { host, launch, launchWithProfile } from './helper.mjs';
import * as visitor from './steps.mjs';

const root = new URL('../..', import.meta.url).pathname;
const args = process.argv.slice(2);
const numbers = args.filter((arg) => arg !== '--names').map(Number);
const namesOnly = args.includes('--names');
const both = args.length === 0;
const sizes = both ? [100, 1000, 3000, 10_000] : namesOnly ? [] : numbers;
const lists = both || (namesOnly && numbers.length === 0) ? [1000, 10_000, 100_000] : namesOnly ? numbers : [];
const MINUTES = 60_000;
const NETWORK = process.env.FACADE_NETWORK ?? 'cnn';

/** A folder of this many houses. If FACADE_FOLDERS is set, it is kept there and reused. */
function folder(houses) {
  const kept = process.env.FACADE_FOLDERS;
  const path = join(kept ?? mkdtempSync(join(tmpdir(), 'facade-scale-')), `houses-${houses}`);
  if (!existsSync(join(path, 'HousesInfo.txt'))) {
    execFileSync('cargo', ['run', '--quiet', '--example', 'houses', '--', path, String(houses)], { cwd: root, stdio: 'inherit' });
  }
  if (!kept) process.on('exit', () => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** Watches the browser's processes: megabytes of memory of each type now, and the peak since the start or the last `reset`. */
async function watchMemory(browser) {
  const session = await browser.newBrowserCDPSession();
  const peak = {};
  const measure = async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const now = {};
    for (const { id, type } of processInfo) {
      try {
        const status = readFileSync(`/proc/${id}/status`, 'utf8');
        const megabytes = Number(status.match(/VmRSS:\s+(\d+)/)[1]) / 1024;
        // The browser keeps a spare renderer process: the tab is the largest one.
        now[type] = Math.max(now[type] ?? 0, megabytes);
      } catch {
        // It has exited meanwhile.
      }
    }
    for (const [type, megabytes] of Object.entries(now)) peak[type] = Math.max(peak[type] ?? 0, megabytes);
    return now;
  };
  let on = true;
  const loop = (async () => {
    while (on) {
      await measure().catch(() => {});
      await new Promise((done) => setTimeout(done, 50));
    }
  })();
  return {
    measure,
    peak,
    reset: () => Object.keys(peak).forEach((type) => delete peak[type]),
    end: async () => {
      on = false;
      await loop;
    },
  };
}

/** Opens the page in a new browser, and records long tasks and the start and end of reading. */
async function open(url) {
  const viewport = { width: 1280, height: 900 };
  const profile = process.env.FACADE_PROFILE && mkdtempSync(join(tmpdir(), 'facade-profile-'));
  const context = profile ? await launchWithProfile(profile, viewport) : await (await launch(false)).newContext({ viewport });
  if (profile) process.on('exit', () => rmSync(profile, { recursive: true, force: true }));
  const browser = context.browser();
  const page = await context.newPage();
  page.setDefaultTimeout(15 * MINUTES);
  await page.addInitScript(() => {
    globalThis.times = { long: [] };
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) globalThis.times.long.push([Math.round(entry.startTime), Math.round(entry.duration)]);
    }).observe({ type: 'longtask' });
    // The time of the click itself, before any task that delays its event.
    addEventListener('click', (event) => (globalThis.times.click = event.timeStamp), true);
    // How long the page takes to receive the files. The whole task also contains the browser's own work on the selection.
    let received = 0;
    addEventListener('change', () => (received = performance.now()), true);
    addEventListener('change', () => (globalThis.times.receiving = performance.now() - received));
    addEventListener('DOMContentLoaded', () => {
      let reading = false;
      new MutationObserver(() => {
        const now = document.querySelector('[data-testid=intake]') !== null;
        if (now !== reading) globalThis.times[now ? 'began' : 'ended'] = performance.now();
        reading = now;
      }).observe(document.body, { childList: true, subtree: true });
    });
  });
  await page.goto(url);
  await visitor.ready(page, { network: NETWORK });
  return { browser, page };
}

const times = (page) => page.evaluate(() => globalThis.times);
/** Milliseconds of the longest task over 50 ms that began after `from`. */
const longest = ({ long }, from) => Math.max(0, ...long.filter(([start]) => start >= from).map(([, took]) => took));

/** Picks a folder and cancels when this percentage of the photos is read; milliseconds from the click until reading has stopped. */
async function cancelDelay(page, path, share) {
  await visitor.pickHouses(page, path);
  await page.waitForFunction(
    (share) => Number(document.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow') ?? -1) >= share,
    share,
  );
  await page.getByTestId('cancel-intake').click();
  await page.getByTestId('intake').waitFor({ state: 'detached' });
  const { click, ended } = await times(page);
  return ended - click;
}

/** Makes the picker return a folder of this many houses, whose files are generated on demand. */
const pickGeneratedFolder = (page, houses) =>
  page.evaluate((houses) => {
    const rooms = ['bathroom', 'bedroom', 'frontal', 'kitchen'];
    /** A different bitmap of two by two pixels for each number. */
    const photo = (number) => {
      const bytes = new DataView(new ArrayBuffer(70));
      [[0, 0x4d42, 2], [2, 70], [10, 54], [14, 40], [18, 2], [22, 2], [26, 1, 2], [28, 24, 2], [34, 16]].forEach(([at, value, length]) =>
        length === 2 ? bytes.setUint16(at, value, true) : bytes.setUint32(at, value, true),
      );
      bytes.setUint32(54, number, true);
      bytes.setUint32(62, Math.imul(number, 2654435761), true);
      return new File([bytes.buffer], 'photo.jpg');
    };
    const codes = Math.ceil(houses / 40);
    const line = (_, at) => `${2 + (at % 4)} ${1 + (at % 3)} ${1200 + (at % 900)} ${10_000 + (at % codes)} ${100_000 + ((at * 7919) % 900_000)}\n`;
    const table = new File(Array.from({ length: houses }, line), 'HousesInfo.txt');
    globalThis.showDirectoryPicker = async () => ({
      name: 'houses',
      values: () => {
        let at = -1;
        const next = async () => {
          at += 1;
          if (at > 4 * houses) return { done: true };
          const number = at;
          const name = number === 0 ? 'HousesInfo.txt' : `${Math.ceil(number / 4)}_${rooms[number % 4]}.jpg`;
          return { done: false, value: { name, getFile: async () => (number === 0 ? table : photo(number)) } };
        };
        return { next };
      },
    });
    document.querySelector('[data-testid=choose-folder]').click();
  }, houses);

/** Measures listing, pairing, reading and reporting a generated folder of this many houses. */
async function measureNames(url, houses) {
  const { browser, page } = await open(url);
  const memory = await watchMemory(browser);
  const empty = await memory.measure();
  const started = Date.now();
  await pickGeneratedFolder(page, houses);
  const total = (4 * houses).toLocaleString('en');
  await page.waitForFunction((total) => document.querySelector('[data-testid=intake-progress]')?.textContent.includes(total), total);
  const figure = { houses, files: 4 * houses + 1, paired_s: (Date.now() - started) / 1000 };
  const paired = await times(page);
  figure.longest_task_until_paired_ms = longest(paired, paired.began);
  figure.paired_mb = memory.peak.renderer - empty.renderer;
  await page.getByTestId('kept-count').waitFor({ timeout: 60 * MINUTES });
  figure.kept = await visitor.waitForHouses(page);
  figure.reported_s = (Date.now() - started) / 1000;
  const reported = await times(page);
  figure.longest_task_ms = longest(reported, paired.began);
  figure.grew_mb = memory.peak.renderer - empty.renderer;
  figure.browser_grew_mb = memory.peak.browser - empty.browser;
  // How fast the page responds: selects another network.
  const selected = Date.now();
  await page.getByTestId('network').selectOption('mlp');
  await page.waitForFunction(() => document.querySelector('[data-testid=network]').value === 'mlp');
  figure.responds_ms = Date.now() - selected;
  await memory.end();
  await browser.close();
  return figure;
}

const server = await host();
const figures = [];
const report = (figure) => {
  figures.push(figure);
  const round = (key) => (typeof figure[key] === 'number' ? Math.round(10 * figure[key]) / 10 : figure[key]);
  console.log(Object.keys(figure).map((key) => `${key} ${round(key)}`).join(', '));
};
for (const houses of sizes) {
  const path = folder(houses);
  const { browser, page } = await open(server.url);
  const memory = await watchMemory(browser);
  const empty = await memory.measure();

  const picked = Date.now();
  await visitor.pickHouses(page, path);
  await page.getByTestId('kept-count').waitFor();
  const kept = await visitor.waitForHouses(page);
  const whole = (Date.now() - picked) / 1000;
  const { began, ended, ...rest } = await times(page);
  const reading = { ...memory.peak };
  const after = await memory.measure();
  const figure = {
    houses,
    network: NETWORK,
    kept,
    seconds: (ended - began) / 1000,
    whole_seconds: whole,
    ms_per_house: (ended - began) / houses,
    empty_mb: empty.renderer,
    reading_mb: reading.renderer,
    browser_grew_mb: reading.browser - empty.browser,
    browser_after_grew_mb: after.browser - empty.browser,
    receiving_files_ms: rest.receiving,
    longest_task_ms: longest(rest, began),
  };

  memory.reset();
  await page.evaluate(() => (globalThis.times.from = performance.now()));
  const started = Date.now();
  const trained = visitor.train(page, NETWORK === 'cnn' ? { epochs: 1 } : {}, 'cpu', 60 * MINUTES);
  if (NETWORK.startsWith('pretrained')) {
    const progress = page.getByTestId('intake');
    await progress.waitFor();
    await progress.waitFor({ state: 'detached', timeout: 60 * MINUTES });
    figure.looking_s = (Date.now() - started) / 1000;
    figure.looking_mb = memory.peak.renderer;
    figure.browser_grew_looking_mb = memory.peak.browser - empty.browser;
    memory.reset();
  }
  await trained;
  figure.epoch_s = (Date.now() - started) / 1000;
  figure.browser_grew_training_mb = memory.peak.browser - empty.browser;
  figure.training_mb = memory.peak.renderer;
  const later = await times(page);
  figure.longest_task_training_ms = longest(later, later.from);
  figure.mape = Number(await visitor.value(page, 'result-mape'));

  if (houses >= 1000) {
    figure.cancel_ms = [];
    for (const share of [0, 1, 30]) figure.cancel_ms.push(Math.round(await cancelDelay(page, path, share)));
    if ((await visitor.waitForHouses(page)) !== kept) throw new Error('Cancel lost the former houses.');
  }
  await memory.end();
  await browser.close();
  report(figure);
}
for (const houses of lists) report(await measureNames(server.url, houses));
await server.close();
console.log(JSON.stringify(figures));
process.exit(0);
