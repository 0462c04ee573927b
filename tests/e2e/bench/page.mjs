// Our page, watched.
import { HOUSES } from '../helper.mjs';
import * as visitor from '../steps.mjs';

/** Opens the page in a fresh profile, which notes when what became usable. */
export async function open(browser, server) {
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

/** Milliseconds from navigation to a page that answers. */
export const usable = async (page) => (await page.evaluate(() => globalThis.seen)).usable;

/** Loads the houses; seconds from the choice to the gallery. */
export async function load(page) {
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

/** Trains the reference network for some epochs; the median of the milliseconds that an epoch's steps took. */
export async function epoch(page, device, epochs) {
  await visitor.train(page, { epochs }, device, 600_000);
  const [number, unit] = (await visitor.text(page, 'epoch-time')).split(' ');
  return unit === 'ms' ? Number(number) : 1000 * Number(number);
}
