// How reading grows with the number of houses: seconds, memory of the tab's processes, and how fast Cancel acts. Folders
// are generated natively (benches/make/houses.rs). Then how listing, pairing and reporting grow with the price list alone: its
// files are made up in the tab, and their photos have four pixels. `node scale.mjs [HOUSES...]` does the first,
// `node scale.mjs --names [HOUSES...]` the second, without words both; one JSON object on the last line.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { host, launch } from './helper.mjs';
import * as visitor from './steps.mjs';

const root = new URL('../..', import.meta.url).pathname;
const words = process.argv.slice(2);
const numbers = words.filter((word) => word !== '--names').map(Number);
const both = words.length === 0;
const sizes = both ? [100, 1000, 3000, 10_000] : words.includes('--names') ? [] : numbers;
const lists = both || (words.includes('--names') && numbers.length === 0) ? [1000, 10_000, 100_000] : words.includes('--names') ? numbers : [];
const MINUTES = 60_000;

/** A folder of so many houses; FACADE_FOLDERS keeps them for the next time. */
function folder(houses) {
  const kept = process.env.FACADE_FOLDERS;
  const path = join(kept ?? mkdtempSync(join(tmpdir(), 'facade-scale-')), `houses-${houses}`);
  if (!existsSync(join(path, 'HousesInfo.txt'))) {
    execFileSync('cargo', ['run', '--quiet', '--example', 'houses', '--', path, String(houses)], { cwd: root, stdio: 'inherit' });
  }
  if (!kept) process.on('exit', () => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** Watches the browser's processes: megabytes of memory of each kind now, and the most since it began or since `again`. */
async function watch(browser) {
  const session = await browser.newBrowserCDPSession();
  const most = {};
  const look = async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const now = {};
    for (const { id, type } of processInfo) {
      try {
        const status = readFileSync(`/proc/${id}/status`, 'utf8');
        const megabytes = Number(status.match(/VmRSS:\s+(\d+)/)[1]) / 1024;
        // A browser keeps an empty renderer at hand: the tab is the largest.
        now[type] = Math.max(now[type] ?? 0, megabytes);
      } catch {
        // It has ended meanwhile.
      }
    }
    for (const [type, megabytes] of Object.entries(now)) most[type] = Math.max(most[type] ?? 0, megabytes);
    return now;
  };
  let on = true;
  const loop = (async () => {
    while (on) {
      await look().catch(() => {});
      await new Promise((done) => setTimeout(done, 50));
    }
  })();
  return {
    look,
    most,
    again: () => Object.keys(most).forEach((type) => delete most[type]),
    end: async () => {
      on = false;
      await loop;
    },
  };
}

/** A fresh browser with the page in it. `seen` notes long tasks, and when the reading began and ended. */
async function open(url) {
  const browser = await launch(false);
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  page.setDefaultTimeout(15 * MINUTES);
  await page.addInitScript(() => {
    globalThis.seen = { long: [] };
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) globalThis.seen.long.push([Math.round(entry.startTime), Math.round(entry.duration)]);
    }).observe({ type: 'longtask' });
    // The time of the click itself, before anything that may keep the page from hearing of it.
    addEventListener('click', (event) => (globalThis.seen.click = event.timeStamp), true);
    // How long the page takes to take the files over. The task as a whole holds the browser's own work on the choice too.
    let taken = 0;
    addEventListener('change', () => (taken = performance.now()), true);
    addEventListener('change', () => (globalThis.seen.taking = performance.now() - taken));
    addEventListener('DOMContentLoaded', () => {
      let reading = false;
      new MutationObserver(() => {
        const now = document.querySelector('[data-testid=intake]') !== null;
        if (now !== reading) globalThis.seen[now ? 'began' : 'ended'] = performance.now();
        reading = now;
      }).observe(document.body, { childList: true, subtree: true });
    });
  });
  await page.goto(url);
  await visitor.ready(page);
  return { browser, page };
}

const seen = (page) => page.evaluate(() => globalThis.seen);
/** Milliseconds of the longest task over 50 ms that began later. */
const longest = ({ long }, from) => Math.max(0, ...long.filter(([start]) => start >= from).map(([, took]) => took));

/** Picks a folder and cancels when a share of the photos is read; milliseconds from the click to the page without it. */
async function cancelled(page, path, share) {
  await visitor.pick(page, path);
  await page.waitForFunction(
    (share) => Number(document.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow') ?? -1) >= share,
    share,
  );
  await page.getByTestId('cancel-intake').click();
  await page.getByTestId('intake').waitFor({ state: 'detached' });
  const { click, ended } = await seen(page);
  return ended - click;
}

/** Has the picker give a folder of so many houses, whose files are made up as they are asked for. */
const pickMadeUp = (page, houses) =>
  page.evaluate((houses) => {
    const rooms = ['bathroom', 'bedroom', 'frontal', 'kitchen'];
    /** A bitmap of two by two pixels, no two photos the same. */
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

/** Lists, pairs, reads and reports a made-up folder of so many houses. */
async function named(url, houses) {
  const { browser, page } = await open(url);
  const processes = await watch(browser);
  const empty = await processes.look();
  const started = Date.now();
  await pickMadeUp(page, houses);
  const total = (4 * houses).toLocaleString('en');
  await page.waitForFunction((total) => document.querySelector('[data-testid=intake-progress]')?.textContent.includes(total), total);
  const figure = { houses, files: 4 * houses + 1, paired_s: (Date.now() - started) / 1000 };
  const paired = await seen(page);
  figure.longest_task_until_paired_ms = longest(paired, paired.began);
  figure.paired_mb = processes.most.renderer - empty.renderer;
  await page.getByTestId('kept-count').waitFor({ timeout: 60 * MINUTES });
  figure.kept = await visitor.houses(page);
  figure.reported_s = (Date.now() - started) / 1000;
  const reported = await seen(page);
  figure.longest_task_ms = longest(reported, paired.began);
  figure.grew_mb = processes.most.renderer - empty.renderer;
  figure.browser_grew_mb = processes.most.browser - empty.browser;
  // The page answers: another network is chosen, and the settings follow.
  const asked = Date.now();
  await page.getByTestId('network').selectOption('mlp');
  await page.waitForFunction(() => document.querySelector('[data-testid=network]').value === 'mlp');
  figure.answers_ms = Date.now() - asked;
  await processes.end();
  await browser.close();
  return figure;
}

const server = await host();
const figures = [];
const tell = (figure) => {
  figures.push(figure);
  const round = (key) => (typeof figure[key] === 'number' ? Math.round(10 * figure[key]) / 10 : figure[key]);
  console.log(Object.keys(figure).map((key) => `${key} ${round(key)}`).join(', '));
};
for (const houses of sizes) {
  const path = folder(houses);
  const { browser, page } = await open(server.url);
  const processes = await watch(browser);
  const empty = await processes.look();

  const picked = Date.now();
  await visitor.pick(page, path);
  await page.getByTestId('kept-count').waitFor();
  const kept = await visitor.houses(page);
  const whole = (Date.now() - picked) / 1000;
  const { began, ended, ...rest } = await seen(page);
  const reading = { ...processes.most };
  const after = await processes.look();
  const figure = {
    houses,
    kept,
    seconds: (ended - began) / 1000,
    whole_seconds: whole,
    ms_a_house: (ended - began) / houses,
    empty_mb: empty.renderer,
    reading_mb: reading.renderer,
    browser_grew_mb: reading.browser - empty.browser,
    browser_after_grew_mb: after.browser - empty.browser,
    taking_files_ms: rest.taking,
    longest_task_ms: longest(rest, began),
  };

  processes.again();
  await page.evaluate(() => (globalThis.seen.from = performance.now()));
  const started = Date.now();
  await visitor.train(page, { epochs: 1 }, 'cpu', 15 * MINUTES);
  figure.epoch_s = (Date.now() - started) / 1000;
  figure.training_mb = processes.most.renderer;
  const later = await seen(page);
  figure.longest_task_training_ms = longest(later, later.from);
  figure.mape = Number(await visitor.value(page, 'result-mape'));

  if (houses >= 1000) {
    figure.cancel_ms = [];
    for (const share of [0, 1, 30]) figure.cancel_ms.push(Math.round(await cancelled(page, path, share)));
    if ((await visitor.houses(page)) !== kept) throw new Error('Cancel lost the houses from before.');
  }
  await processes.end();
  await browser.close();
  tell(figure);
}
for (const houses of lists) tell(await named(server.url, houses));
await server.close();
console.log(JSON.stringify(figures));
process.exit(0);
