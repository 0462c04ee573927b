// The four places at 1280 and 390 pixels, light and dark, as pictures in test-results/; nothing scrolls sideways.
import assert from 'node:assert/strict';
import { scenario, shoot } from './helper.mjs';
import { homePhotos } from './photos.mjs';
import * as visitor from './steps.mjs';

const PLACES = ['data', 'train', 'results', 'predict'];

scenario('the four places at two widths in both themes', { minutes: 5 }, async ({ page }) => {
  await visitor.ready(page);
  await shoot(page, 'empty');
  await visitor.loadSample(page);
  await visitor.train(page, { epochs: 40 }, 'cpu', 180_000);
  await visitor.price(page, homePhotos());
  // A place is taller than the window: the header, which stays at the top of it, would lie across the picture.
  await page.evaluate(() => (document.getElementById('bar').style.position = 'static'));
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
