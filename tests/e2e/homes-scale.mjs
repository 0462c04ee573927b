// How a list of homes is priced in the tab: seconds, and memory of the tab's process.
// `node homes-scale.mjs [HOMES...]`; one JSON object on the last line.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { host, launch } from './helper.mjs';
import { ROOMS, emptyFolder, photo } from './photos.mjs';
import * as visitor from './steps.mjs';

const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [100, 1000, 5000];
const MINUTES = 60_000;
/** Different photos; homes share them, as small files are made quickly and say nothing of how long the pricing takes. */
const PHOTOS = 50;

function folder(homes) {
  const path = emptyFolder();
  const photos = Array.from({ length: PHOTOS }, (_, at) => ROOMS.map((_, room) => photo(at, room)));
  for (let home = 1; home <= homes; home += 1) {
    ROOMS.forEach((room, at) => writeFileSync(join(path, `${home}_${room}.png`), photos[home % PHOTOS][at]));
  }
  return path;
}

/** Watches the browser's processes: the most megabytes of each kind since it began. */
async function watch(browser) {
  const session = await browser.newBrowserCDPSession();
  const most = {};
  let on = true;
  const loop = (async () => {
    while (on) {
      const { processInfo } = await session.send('SystemInfo.getProcessInfo').catch(() => ({ processInfo: [] }));
      for (const { id, type } of processInfo) {
        try {
          const megabytes = Number(readFileSync(`/proc/${id}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]) / 1024;
          most[type] = Math.max(most[type] ?? 0, megabytes);
        } catch {
          // It has ended meanwhile.
        }
      }
      await new Promise((done) => setTimeout(done, 100));
    }
  })();
  return { most, end: async () => { on = false; await loop; } };
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
  const processes = await watch(browser);
  await new Promise((done) => setTimeout(done, 1000));
  const before = { ...processes.most };
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
    ms_a_home: (1000 * seconds) / homes,
    tab_before_mb: Math.round(before.renderer),
    tab_most_mb: Math.round(processes.most.renderer),
    first: priced.replaceAll('\t', ' '),
  };
  await processes.end();
  await browser.close();
  figures.push(figure);
  console.log(JSON.stringify(figure));
}
await server.close();
console.log(JSON.stringify(figures));
process.exit(0);
