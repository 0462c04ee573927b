// The page's main thread does not compute: none of its tasks takes more than 50 ms during a run.
import assert from 'node:assert/strict';
import { scenario } from './helper.mjs';
import * as visitor from './steps.mjs';

scenario('no task on the main thread takes over 50 ms during training', { motion: true, minutes: 4 }, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.fillSettings(page, { epochs: 400 }, 'cpu');
  await visitor.startRun(page);
  const before = await visitor.epoch(page);
  // Meanwhile the mouse moves and the page is scrolled, as by a visitor.
  const milliseconds = await visitor.longestTask(page, async () => {
    for (let step = 0; step < 60; step += 1) {
      await page.mouse.move(200 + 10 * (step % 40), 300 + step);
      await page.mouse.wheel(0, step % 20 < 10 ? 60 : -60);
      await page.waitForTimeout(150);
    }
  });
  assert.ok((await visitor.epoch(page)) > before, 'training continued meanwhile');
  assert.ok(milliseconds <= 50, `${milliseconds} ms`);
  await visitor.assertSeesLongTasks(page);
});

scenario('the main thread stays free while every epoch is saved', { motion: true, minutes: 3 }, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.fillSettings(page, { epochs: 400 }, 'cpu');
  await visitor.startRun(page);
  const milliseconds = await visitor.longestTask(page, () => visitor.waitForSavedEpoch(page, 6));
  assert.ok(milliseconds <= 50, `${milliseconds} ms`);
  await visitor.assertSeesLongTasks(page);
});
