// The page never computes: no task on its thread holds it up for more than 50 ms while a run goes on.
import assert from 'node:assert/strict';
import { scenario } from './helper.mjs';
import * as visitor from './steps.mjs';

scenario('no task over 50 ms on the page’s thread while training', { minutes: 4 }, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.settings(page, { epochs: 400 }, 'cpu');
  await visitor.start(page);
  // What the page did before the run is not meant; a `longtask` entry is a task over 50 ms.
  await page.evaluate(() => {
    globalThis.long = [];
    new PerformanceObserver((list) => globalThis.long.push(...list.getEntries().map((entry) => entry.duration))).observe({
      type: 'longtask',
    });
  });
  const before = await visitor.epoch(page);
  // The mouse moves meanwhile, as a visitor's would, and the page is scrolled.
  for (let step = 0; step < 60; step += 1) {
    await page.mouse.move(200 + 10 * (step % 40), 300 + step);
    await page.mouse.wheel(0, step % 20 < 10 ? 60 : -60);
    await page.waitForTimeout(150);
  }
  assert.ok((await visitor.epoch(page)) > before, 'it trained meanwhile');
  const long = await page.evaluate(() => globalThis.long);
  assert.deepEqual(long, [], 'milliseconds of long tasks');

  // The observer does see one.
  await page.evaluate(
    () =>
      void setTimeout(() => {
        const until = performance.now() + 120;
        while (performance.now() < until);
      }),
  );
  await page.waitForFunction(() => globalThis.long.length > 0);
});
