// By hand: how a run fares in a tab that is hidden for MINUTES (10) while another tab is worked in. Needs a display:
//   xvfb-run -a node tests/e2e/hidden.mjs [MINUTES]
import { chromium } from 'playwright-core';
import { FLAGS, host } from './helper.mjs';
import { emptyFolder } from './photos.mjs';
import * as visitor from './steps.mjs';

const minutes = Number(process.argv[2] ?? 10);
const server = await host();
const context = await chromium.launchPersistentContext(emptyFolder(), {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  headless: false,
  args: FLAGS,
  // What a driver switches off so that hidden tabs are not slowed down is left on, as it is for a visitor.
  ignoreDefaultArgs: [
    '--disable-background-timer-throttling',
    '--disable-backgrounding-occluded-windows',
    '--disable-renderer-backgrounding',
  ],
});
const page = context.pages()[0] ?? (await context.newPage());
await page.goto(server.url);
await visitor.ready(page);
await visitor.loadSample(page);
await visitor.settings(page, { ...visitor.SMALL, epochs: 100_000 }, 'cpu');
await visitor.start(page);
const pace = async (seconds) => {
  const before = await visitor.epoch(page);
  await page.waitForTimeout(seconds * 1000);
  return ((await visitor.epoch(page)) - before) / seconds;
};
const shown = await pace(20);
const other = await context.newPage();
await other.goto(`${server.url}icon.svg`);
await other.bringToFront();
const visibility = await page.evaluate(() => document.visibilityState);
const began = await visitor.epoch(page);
const start = Date.now();
while (Date.now() < start + minutes * 60_000) {
  // A visitor at work elsewhere: half the time something computes.
  await other.evaluate(() => { for (const until = performance.now() + 500; performance.now() < until;); });
  await new Promise((later) => setTimeout(later, 500));
}
const hidden = ((await visitor.epoch(page)) - began) / ((Date.now() - start) / 1000);
const saving = await visitor.text(page, 'saving');
await page.bringToFront();
console.log(`The tab was ${visibility} for ${minutes} min: ${hidden.toFixed(1)} epochs a second, ${shown.toFixed(1)} while it was shown.`);
console.log(`${saving} The page is at epoch ${await visitor.epoch(page)}; ${await visitor.text(page, 'time-left')}; state: ${await visitor.text(page, 'run-state')}.`);
await context.close();
await server.close();
