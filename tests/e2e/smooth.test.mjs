// The page never computes: no task on its thread takes more than 50 ms while a run goes on.
import assert from 'node:assert/strict';
import { scenario } from './helper.mjs';
import * as visitor from './steps.mjs';

scenario('no task over 50 ms on the page’s thread while training', { moves: true, minutes: 4 }, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.settings(page, { epochs: 400 }, 'cpu');
  await visitor.start(page);
  const before = await visitor.epoch(page);
  // The mouse moves meanwhile, as a visitor's would, and the page is scrolled.
  const milliseconds = await visitor.longestTask(page, async () => {
    for (let step = 0; step < 60; step += 1) {
      await page.mouse.move(200 + 10 * (step % 40), 300 + step);
      await page.mouse.wheel(0, step % 20 < 10 ? 60 : -60);
      await page.waitForTimeout(150);
    }
  });
  assert.ok((await visitor.epoch(page)) > before, 'it trained meanwhile');
  assert.ok(milliseconds <= 50, `${milliseconds} ms`);
  await visitor.seesLongTasks(page);
});

scenario('the page’s thread stays free while every epoch is saved', { moves: true, minutes: 3 }, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.settings(page, { epochs: 400 }, 'cpu');
  await visitor.start(page);
  const milliseconds = await visitor.longestTask(page, () => visitor.saved(page, 6));
  assert.ok(milliseconds <= 50, `${milliseconds} ms`);
  await visitor.seesLongTasks(page);
});
