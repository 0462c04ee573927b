// Folders chosen by mistake: one that never ends, and one with half a million files.
import assert from 'node:assert/strict';
import { scenario } from './helper.mjs';
import * as visitor from './steps.mjs';

/**
 * Makes the picker return a folder with this many generated files; other tasks can run once per `interval` entries. Counts the
 * requests of the page.
 */
const pickGeneratedFolder = (page, files, interval) =>
  page.evaluate(([files, interval]) => {
    globalThis.asked = { entries: 0, now: 0, most: 0 };
    const file = (name) => ({
      name,
      getFile: async () => {
        globalThis.asked.most = Math.max(globalThis.asked.most, ++globalThis.asked.now);
        // Files that are requested together are awaited together.
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
          // As with a folder on disk, other tasks run in between.
          if (number % interval === 0) await new Promise((done) => setTimeout(done));
          return number < files ? { done: false, value: file(`${number}.jpg`) } : { done: true };
        },
      }),
    });
    document.querySelector('[data-testid=choose-folder]').click();
  }, [files, interval]);

scenario('Cancel stops listing a folder that never ends', {}, async ({ page }) => {
  await visitor.ready(page);
  await pickGeneratedFolder(page, Number.MAX_SAFE_INTEGER, 100);
  await page.waitForFunction(() => globalThis.asked.entries > 2000);
  await page.getByTestId('cancel-intake').click();
  await page.getByTestId('intake').waitFor({ state: 'detached' });
  const after = await page.evaluate(() => globalThis.asked.entries);
  // Reading the sample takes longer than listing a thousand entries.
  await visitor.loadSample(page);
  const { entries, most } = await page.evaluate(() => globalThis.asked);
  assert.ok(entries - after <= 1, `${entries - after} more entries were requested`);
  assert.ok(most <= 500, `${most} files were requested at once`);
});

scenario('a folder of more than half a million files is refused', {}, async ({ page }) => {
  await visitor.ready(page);
  // A generated list with one file too many: the browser passes the list without copying it.
  await page.getByTestId('choose-folder-input').evaluate((input) => {
    const one = new File([], '1.jpg');
    Object.defineProperty(one, 'webkitRelativePath', { value: 'home/1.jpg' });
    Object.defineProperty(input, 'files', { value: new Proxy({}, { get: (_, key) => (key === 'length' ? 500_001 : one) }) });
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await page.getByTestId('notice-error').waitFor();
  assert.match(await visitor.text(page, 'notice-error'), /“home” contains more than 500,000 files\. Choose the folder that holds the price list/);
  await visitor.loadSample(page);
});
