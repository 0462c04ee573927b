// The README's figures of the tab: prints them as a table, then as one JSON object on the last line.
import { execFileSync } from 'node:child_process';
import { DIST, HOUSES, host, launch } from './helper.mjs';
import { sizes } from './sizes.mjs';
import * as visitor from './steps.mjs';

const figures = { data: HOUSES ? 'Houses dataset, 271 training houses' : 'sample set (HOUSES_DATASET is not set)' };
const lines = [];
const note = (name, key, value, unit) => {
  figures[key] = value;
  lines.push([name, `${value.toLocaleString('en', { maximumFractionDigits: value < 20 ? 2 : 0 })} ${unit}`]);
};
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
const server = await host();

/** Opens the page in a fresh profile, which notes when what became usable. */
async function open(browser) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  context.setDefaultTimeout(600_000);
  const page = await context.newPage();
  await page.addInitScript(() => {
    globalThis.seen = {};
    const mark = (name, there) => there && (globalThis.seen[name] ??= performance.now());
    const look = () => {
      const one = (id) => document.querySelector(`[data-testid=${id}]`);
      mark('usable', one('use-sample')?.getAttribute('aria-disabled') === 'false');
      mark('reading', one('intake'));
      mark('read', globalThis.seen.reading && !one('intake'));
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.goto(server.url);
  await visitor.ready(page);
  return page;
}

/** Loads the houses; seconds from the choice to the gallery. */
async function load(page) {
  if (HOUSES) {
    await visitor.pick(page, HOUSES);
    await page.getByTestId('kept-count').waitFor();
    await visitor.houses(page);
  } else {
    await visitor.loadSample(page);
  }
  const { reading, read } = await page.evaluate(() => globalThis.seen);
  return (read - reading) / 1000;
}

/** Seconds that OpenCV takes for the same photos; none where it is not installed. */
function cv2() {
  const script = new URL('../../benches/cv2_read.py', import.meta.url).pathname;
  try {
    return Number(execFileSync(process.env.PYTHON ?? 'python3', [script, HOUSES], { stdio: ['ignore', 'pipe', 'ignore'] }).toString().split(' ')[0]);
  } catch {
    return null;
  }
}

/** Trains the reference network for some epochs; the median of the seconds that an epoch's training took. */
async function epochSeconds(page, device, epochs) {
  await visitor.train(page, { epochs }, device, 600_000);
  const [number, unit] = (await visitor.text(page, 'epoch-time')).split(' ');
  return unit === 'ms' ? Number(number) / 1000 : Number(number);
}

const plain = await launch(false);
const starts = [];
for (let i = 0; i < 5; i += 1) {
  const page = await open(plain);
  starts.push((await page.evaluate(() => globalThis.seen)).usable);
  await page.context().close();
}
note('from navigation to a usable page', 'usable_ms', median(starts), 'ms');

// By turns with OpenCV, since a machine is not equally fast all the time.
const rounds = [];
for (let i = 0; HOUSES && i < 5; i += 1) {
  const page = await open(plain);
  rounds.push({ tab: await load(page), cv2: cv2() });
  await page.context().close();
}
if (HOUSES) note('reading and tiling 1,448 photos, in the tab', 'intake_s', median(rounds.map(({ tab }) => tab)), 's');
if (rounds.every(({ cv2 }) => cv2) && rounds.length > 0) {
  note('the same with cv2 on one thread', 'cv2_s', median(rounds.map(({ cv2 }) => cv2)), 's');
  note('the tab’s time by cv2’s', 'ratio', median(rounds.map(({ tab, cv2 }) => tab / cv2)), '');
} else if (HOUSES) {
  lines.push(['cv2', 'not there (PYTHON names a Python that has it): nothing to compare with']);
}

let page = await open(plain);
await load(page);
note('an epoch, in the tab on the CPU', 'cpu_ms', 1000 * (await epochSeconds(page, 'cpu', 20)), 'ms');
await plain.close();

const software = await launch(true);
page = await open(software);
await load(page);
note('an epoch, in the tab on WebGPU', 'gpu_ms', 1000 * (await epochSeconds(page, 'gpu', 2)), 'ms');
figures.gpu = await visitor.text(page, 'device-name');
lines.push(['WebGPU was', figures.gpu]);
await software.close();
await server.close();

figures.modules = sizes(DIST);
for (const { name, plain, brotli } of figures.modules) {
  lines.push([`${name} module, plain / brotli`, `${Math.round(plain / 1000)} / ${Math.round(brotli / 1000)} kB`]);
}

console.log(figures.data);
for (const [name, value] of lines) console.log(`${name.padEnd(46)} ${value}`);
console.log(JSON.stringify(figures));
process.exit(0);
