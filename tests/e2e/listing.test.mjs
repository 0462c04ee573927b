// Folders that no visitor means: one without an end, one of half a million files.
import assert from 'node:assert/strict';
import { scenario } from './helper.mjs';
import * as visitor from './steps.mjs';

/**
 * Has the picker give a folder of so many files, made up as they are asked for; `between` entries other tasks come in. Counts
 * what the page asks.
 */
const pickMadeUp = (page, files, between) =>
  page.evaluate(([files, between]) => {
    globalThis.asked = { entries: 0, now: 0, most: 0 };
    const file = (name) => ({
      name,
      getFile: async () => {
        globalThis.asked.most = Math.max(globalThis.asked.most, ++globalThis.asked.now);
        // All that were asked for together are awaited together.
        await null;
        globalThis.asked.now -= 1;
        return new File([], name);
      },
    });
    globalThis.showDirectoryPicker = async () => ({
      name: 'home',
      values: () => ({
        next: async () => {
          const number = globalThis.asked.entries++;
          // A folder on a disk takes its time: other tasks come in between.
          if (number % between === 0) await new Promise((done) => setTimeout(done));
          return number < files ? { done: false, value: file(`${number}.jpg`) } : { done: true };
        },
      }),
    });
    document.querySelector('[data-testid=choose-folder]').click();
  }, [files, between]);

scenario('Cancel ends the listing of a folder that has no end', {}, async ({ page }) => {
  await visitor.ready(page);
  await pickMadeUp(page, Number.MAX_SAFE_INTEGER, 100);
  await page.waitForFunction(() => globalThis.asked.entries > 2000);
  await page.getByTestId('cancel-intake').click();
  await page.getByTestId('intake').waitFor({ state: 'detached' });
  const after = await page.evaluate(() => globalThis.asked.entries);
  // Reading the sample takes longer than a thousand entries do.
  await visitor.loadSample(page);
  const { entries, most } = await page.evaluate(() => globalThis.asked);
  assert.ok(entries - after <= 1, `${entries - after} more entries were asked for`);
  assert.ok(most <= 500, `${most} files were asked for at once`);
});

scenario('a folder of more than half a million files is refused', {}, async ({ page }) => {
  await visitor.ready(page);
  // The browser hands out a list without a copy of it: this one is made up, and has one file too many.
  await page.getByTestId('choose-folder-input').evaluate((input) => {
    const one = new File([], '1.jpg');
    Object.defineProperty(one, 'webkitRelativePath', { value: 'home/1.jpg' });
    Object.defineProperty(input, 'files', { value: new Proxy({}, { get: (_, key) => (key === 'length' ? 500_001 : one) }) });
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await page.getByTestId('notice-error').waitFor();
  assert.match(await visitor.text(page, 'notice-error'), /“home” holds more than 500,000 files\. Choose the folder that holds the price list/);
  await visitor.loadSample(page);
});
