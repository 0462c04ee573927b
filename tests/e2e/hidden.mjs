// By hand: how a run fares in a tab that is hidden for MINUTES (10) while another tab is worked in. Needs a display:
//   xvfb-run -a node tests/e2e/hidden.mjs [MINUTES]
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chromium } from 'playwright-core';
import { FLAGS, host } from './helper.mjs';
import { emptyFolder } from './photos.mjs';
import * as visitor from './steps.mjs';

const minutes = Number(process.argv[2] ?? 10);
const PORT = 9377;
const server = await host();
// Started without a driver, which would tell every page that it is in front: it is there before and afterwards only.
const browser = spawn(
  process.env.CHROMIUM ?? '/usr/bin/chromium',
  [...FLAGS, `--user-data-dir=${emptyFolder()}`, `--remote-debugging-port=${PORT}`, 'about:blank'],
  { stdio: 'ignore' },
);
const sleep = (seconds) => new Promise((later) => setTimeout(later, seconds * 1000));
const drive = async () => {
  for (;;) {
    const driver = await chromium.connectOverCDP(`http://127.0.0.1:${PORT}`).catch(() => sleep(0.5));
    if (driver) return driver;
  }
};

let driver = await drive();
let page = driver.contexts()[0].pages()[0];
await page.goto(server.url);
await visitor.ready(page);
await visitor.loadSample(page);
await visitor.settings(page, { ...visitor.SMALL, epochs: 100_000 }, 'cpu');
await visitor.start(page);
const before = await visitor.epoch(page);
await sleep(20);
const shown = ((await visitor.epoch(page)) - before) / 20;
await page.evaluate(() => {
  const look = () => globalThis.seen.push([document.visibilityState, Date.now(), Number(document.querySelector('[data-testid=epoch-now]').textContent.replace(',', ''))]);
  globalThis.seen = [];
  document.addEventListener('visibilitychange', look);
});
await driver.close();

// A visitor at work elsewhere: half the time something computes.
const work = 'data:text/html,<script>setInterval(() => { for (const until = performance.now() + 500; performance.now() < until;); }, 1000)</script>';
await fetch(`http://127.0.0.1:${PORT}/json/new?${encodeURIComponent(work)}`, { method: 'PUT' });
await sleep(minutes * 60);

driver = await drive();
page = driver.contexts()[0].pages().find((each) => each.url() === server.url);
const seen = await page.evaluate(() => globalThis.seen);
console.log(seen.map(([state, at, epoch]) => `${new Date(at).toISOString()} ${state} at epoch ${epoch}`).join('\n'));
assert.equal(seen[0]?.[0], 'hidden');
const epoch = await visitor.epoch(page);
const passed = (Date.now() - seen[0][1]) / 1000;
console.log(`Hidden for ${(passed / 60).toFixed(1)} min: ${((epoch - seen[0][2]) / passed).toFixed(1)} epochs a second, ${shown.toFixed(1)} while it was shown.`);
console.log(`${await visitor.text(page, 'saving')} Epoch ${epoch}; ${await visitor.text(page, 'time-left')}; ${await visitor.text(page, 'run-state')}.`);
await driver.close();
browser.kill();
await server.close();
