// The page never computes: no task on its thread takes more than 50 ms while a run goes on.
import assert from 'node:assert/strict';
import { scenario } from './helper.mjs';
import * as visitor from './steps.mjs';

/**
 * Milliseconds of the longest task on a page's thread during `act`, by the thread's own clock: on a machine whose cores all train, a
 * thread also waits for its turn, and `longtask` entries count that.
 */
async function longest(page, act) {
  const browser = await page.context().browser().newBrowserCDPSession();
  const events = [];
  browser.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  await browser.send('Tracing.start', { traceConfig: { includedCategories: ['toplevel'] }, transferMode: 'ReportEvents' });
  await act();
  const whole = new Promise((done) => browser.once('Tracing.tracingComplete', done));
  await browser.send('Tracing.end');
  await whole;
  await browser.detach();
  const thread = ({ pid, tid }) => `${pid} ${tid}`;
  const main = new Set(events.filter((event) => event.name === 'thread_name' && event.args.name === 'CrRendererMain').map(thread));
  const tasks = events.filter((event) => /RunTask$/.test(event.name) && main.has(thread(event)) && event.tdur > 0);
  assert.ok(tasks.length > 0, 'tasks were seen');
  return Math.max(...tasks.map((task) => task.tdur)) / 1e3;
}

scenario('no task over 50 ms on the page’s thread while training', { minutes: 4 }, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.settings(page, { epochs: 400 }, 'cpu');
  await visitor.start(page);
  const before = await visitor.epoch(page);
  // The mouse moves meanwhile, as a visitor's would, and the page is scrolled.
  const milliseconds = await longest(page, async () => {
    for (let step = 0; step < 60; step += 1) {
      await page.mouse.move(200 + 10 * (step % 40), 300 + step);
      await page.mouse.wheel(0, step % 20 < 10 ? 60 : -60);
      await page.waitForTimeout(150);
    }
  });
  assert.ok((await visitor.epoch(page)) > before, 'it trained meanwhile');
  assert.ok(milliseconds <= 50, `${milliseconds} ms`);

  // A long task would have been seen.
  const long = await longest(page, () =>
    page.evaluate(() => {
      const from = performance.now();
      for (let sum = 0; performance.now() < from + 200; sum += 1);
    }),
  );
  assert.ok(long > 50, `${long} ms of a task that computes for 200`);
});
