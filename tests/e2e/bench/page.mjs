// Times the page.
import { HOUSES } from '../helper.mjs';
import * as visitor from '../steps.mjs';

/** Opens the page in a new profile and records when it becomes usable and when reading starts and ends. */
export async function open(browser, server) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  context.setDefaultTimeout(600_000);
  const page = await context.newPage();
  await page.addInitScript(() => {
    globalThis.times = {};
    const mark = (name, reached) => reached && (globalThis.times[name] ??= performance.now());
    const look = () => {
      const one = (id) => document.querySelector(`[data-testid=${id}]`);
      mark('usable', one('use-sample')?.getAttribute('aria-disabled') === 'false');
      mark('reading', one('intake'));
      mark('read', globalThis.times.reading && !one('intake'));
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.goto(server.url);
  await visitor.ready(page);
  return page;
}

/** Milliseconds from navigation until the page is usable. */
export const usable = async (page) => (await page.evaluate(() => globalThis.times)).usable;

/** Loads the houses; seconds from the selection to the gallery. */
export async function load(page) {
  if (HOUSES) {
    await visitor.pick(page, HOUSES);
    await page.getByTestId('map-columns').waitFor();
    // The time that a person needs to look at the columns does not count.
    await page.evaluate(() => void (globalThis.times = { usable: 0 }));
    await visitor.confirmColumns(page);
    await page.getByTestId('kept-count').waitFor();
    await visitor.waitForHouses(page);
  } else {
    await visitor.loadSample(page);
  }
  const { reading, read } = await page.evaluate(() => globalThis.times);
  return (read - reading) / 1000;
}

/** Trains the reference network; the median milliseconds of the steps of an epoch. */
export async function epoch(page, device, epochs) {
  await visitor.train(page, { epochs }, device, 600_000);
  const [number, unit] = (await visitor.text(page, 'epoch-time')).split(' ');
  return unit === 'ms' ? Number(number) : 1000 * Number(number);
}
