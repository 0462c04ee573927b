// The four places at 1280 and 390 pixels, light and dark, as pictures in test-results/; nothing scrolls sideways.
import assert from 'node:assert/strict';
import { scenario, shoot } from './helper.mjs';
import { montagePhotos } from './photos.mjs';
import * as visitor from './steps.mjs';

// The README's pictures show a whole run: LOOKS_EPOCHS=200.
const EPOCHS = Number(process.env.LOOKS_EPOCHS ?? 40);
const PLACES = ['data', 'train', 'results', 'predict'];

scenario('the four places at two widths in both themes', { minutes: 12 }, async ({ page }) => {
  await visitor.ready(page);
  await shoot(page, 'empty');
  // Drawn large, so that the picture of the four photos is one of photos.
  await visitor.settings(page, { tile: 128 });
  await visitor.loadSample(page);
  const { rgba, side } = await visitor.montage(page, 2);
  await page.reload();
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.train(page, { epochs: EPOCHS }, 'cpu', 600_000);
  await visitor.price(page, montagePhotos(rgba, side));
  // A place is taller than the window: what stays at the top of that would lie across the picture.
  await page.evaluate(() => {
    for (const each of document.querySelectorAll('#bar, .margin .in')) each.style.position = 'static';
  });
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      for (const place of PLACES) {
        await page.locator(`#${place}`).scrollIntoViewIfNeeded();
        await shoot(page, `${place} ${width} ${colorScheme}`, page.locator(`#${place}`));
      }
    }
    const [scroll, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(scroll <= seen, `${scroll} pixels wide in a window of ${seen}`);
  }
});
