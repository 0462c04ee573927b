// Run by hand: measures a run in a tab that is hidden for MINUTES (10) while another tab is in use. Needs a display:
//   xvfb-run -a node tests/e2e/hidden-tab.mjs [MINUTES]
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chromium } from 'playwright-core';
import { FLAGS, host } from './helper.mjs';
import { emptyFolder } from './photos.mjs';
import * as visitor from './steps.mjs';

const minutes = Number(process.argv[2] ?? 10);
const PORT = 9377;
const server = await host();
// The driver is connected only before and after: while connected, it makes every page believe that it is visible.
const browser = spawn(
  process.env.CHROMIUM ?? '/usr/bin/chromium',
  [...FLAGS, `--user-data-dir=${emptyFolder()}`, `--remote-debugging-port=${PORT}`, 'about:blank'],
  { stdio: 'ignore' },
);
const sleep = (seconds) => new Promise((later) => setTimeout(later, seconds * 1000));
const connect = async () => {
  for (;;) {
    const driver = await chromium.connectOverCDP(`http://127.0.0.1:${PORT}`).catch(() => sleep(0.5));
    if (driver) return driver;
  }
};

let driver = await connect();
let page = driver.contexts()[0].pages()[0];
await page.goto(server.url);
await visitor.ready(page);
await visitor.loadSample(page);
await visitor.fillSettings(page, { ...visitor.SMALL, epochs: 100_000 }, 'cpu');
await visitor.startRun(page);
const before = await visitor.epoch(page);
await sleep(20);
const visibleRate = ((await visitor.epoch(page)) - before) / 20;
await page.evaluate(() => {
  const record = () => globalThis.visibilityChanges.push([document.visibilityState, Date.now(), Number(document.querySelector('[data-testid=epoch-now]').textContent.replace(',', ''))]);
  globalThis.visibilityChanges = [];
  document.addEventListener('visibilitychange', record);
});
await driver.close();

// A busy page in another tab: it computes half of the time.
const busyPage = 'data:text/html,<script>setInterval(() => { for (const until = performance.now() + 500; performance.now() < until;); }, 1000)</script>';
await fetch(`http://127.0.0.1:${PORT}/json/new?${encodeURIComponent(busyPage)}`, { method: 'PUT' });
await sleep(minutes * 60);

driver = await connect();
page = driver.contexts()[0].pages().find((each) => each.url() === server.url);
const changes = await page.evaluate(() => globalThis.visibilityChanges);
console.log(changes.map(([state, at, epoch]) => `${new Date(at).toISOString()} ${state} at epoch ${epoch}`).join('\n'));
assert.equal(changes[0]?.[0], 'hidden');
const epoch = await visitor.epoch(page);
const passed = (Date.now() - changes[0][1]) / 1000;
console.log(`Hidden for ${(passed / 60).toFixed(1)} min: ${((epoch - changes[0][2]) / passed).toFixed(1)} epochs a second, ${visibleRate.toFixed(1)} while it was visible.`);
console.log(`${await visitor.text(page, 'saving')} Epoch ${epoch}; ${await visitor.text(page, 'time-left')}; ${await visitor.text(page, 'run-state')}.`);
await driver.close();
browser.kill();
await server.close();
