// Measures pricing a list of homes in the tab: seconds, and memory of the tab's process.
// `node homes-scale.mjs [HOMES...]` prints one JSON object on the last line.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { host, launch } from './helper.mjs';
import { ROOMS, emptyFolder, photo } from './photos.mjs';
import * as visitor from './steps.mjs';

const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [100, 1000, 5000];
const MINUTES = 60_000;
/** The number of different sets of photos. Homes share them, since generating files is not what is measured. */
const PHOTOS = 50;

function folder(homes) {
  const path = emptyFolder();
  const photos = Array.from({ length: PHOTOS }, (_, at) => ROOMS.map((_, room) => photo(at, room)));
  for (let home = 1; home <= homes; home += 1) {
    ROOMS.forEach((room, at) => writeFileSync(join(path, `${home}_${room}.png`), photos[home % PHOTOS][at]));
  }
  return path;
}

/** Watches the browser's processes: the peak memory of each type in megabytes. */
async function watchMemory(browser) {
  const session = await browser.newBrowserCDPSession();
  const peak = {};
  let on = true;
  const loop = (async () => {
    while (on) {
      const { processInfo } = await session.send('SystemInfo.getProcessInfo').catch(() => ({ processInfo: [] }));
      for (const { id, type } of processInfo) {
        try {
          const megabytes = Number(readFileSync(`/proc/${id}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]) / 1024;
          peak[type] = Math.max(peak[type] ?? 0, megabytes);
        } catch {
          // It has exited meanwhile.
        }
      }
      await new Promise((done) => setTimeout(done, 100));
    }
  })();
  return { peak, end: async () => { on = false; await loop; } };
}

const server = await host();
const figures = [];
for (const homes of sizes) {
  const path = folder(homes);
  const browser = await launch(false);
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(15 * MINUTES);
  await page.goto(server.url);
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.train(page, { epochs: 1 }, 'cpu', 15 * MINUTES);
  const memory = await watchMemory(browser);
  await new Promise((done) => setTimeout(done, 1000));
  const before = { ...memory.peak };
  await page.getByTestId('homes-input').setInputFiles(path);
  const started = Date.now();
  await page.waitForFunction(() => document.querySelector('[data-testid=homes-line]') !== null);
  const shown = Date.now();
  await page.waitForFunction(() => /homes? on the list/.test(document.querySelector('[data-testid=homes-line]').textContent));
  const seconds = (Date.now() - shown) / 1000;
  const priced = await page.getByTestId('homes').locator('tbody tr').first().innerText();
  const figure = {
    homes,
    until_shown_s: (shown - started) / 1000,
    priced_s: seconds,
    ms_per_home: (1000 * seconds) / homes,
    tab_before_mb: Math.round(before.renderer),
    tab_peak_mb: Math.round(memory.peak.renderer),
    first: priced.replaceAll('\t', ' '),
  };
  await memory.end();
  await browser.close();
  figures.push(figure);
  console.log(JSON.stringify(figure));
}
await server.close();
console.log(JSON.stringify(figures));
process.exit(0);
