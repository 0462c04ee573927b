// Screenshots of the page at 1280 and 390 pixels, light and dark, in test-results/screens/; nothing scrolls sideways.
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scenario, screenshot } from './helper.mjs';
import { ROOMS, emptyFolder, homePhotos, houseFolder, listingsFolder, montagePhotos, photo } from './photos.mjs';
import * as visitor from './steps.mjs';

// The README's screenshots show a whole run: SCREENS_EPOCHS=200.
const EPOCHS = Number(process.env.SCREENS_EPOCHS ?? 4);
const PLACES = ['data', 'train', 'results', 'predict'];

scenario('the four places at two widths in both themes', { minutes: 12 }, async ({ page }) => {
  await visitor.ready(page);
  await capture(page, { empty: '#app' });
  // Large tiles, so that the photos in the Predict screenshot are recognisable.
  await visitor.fillSettings(page, { tile: 128 });
  await visitor.loadSample(page);
  const { rgba, side } = await visitor.montage(page, 2);
  await page.reload();
  await visitor.ready(page);
  await visitor.fillSettings(page, { tile: 32 });
  await visitor.loadSample(page);
  await visitor.train(page, { epochs: EPOCHS }, 'cpu', 600_000);
  await visitor.priceHome(page, montagePhotos(rgba, side));
  await capture(page, Object.fromEntries(PLACES.map((place) => [place, `#${place}`])));
});

scenario('compared runs, an explained price, a list of homes and the library, at two widths in both themes', { minutes: 8 }, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.train(page, { tile: 16, filters: '4, 8', epochs: 20 }, 'cpu');
  await page.getByTestId('network').selectOption('tuned-photos');
  await visitor.train(page, { tile: 16, filters: 8, epochs: 20 }, 'cpu');
  await page.getByTestId('repeat-runs').fill('2');
  await page.getByTestId('repeat-start').click();
  await page.waitForFunction(() => document.querySelector('[data-testid=repeat-state]')?.textContent === 'Finished');
  for (const run of [1, 2]) await page.getByTestId(`compare-${run}`).check();
  await page.getByTestId('verdict').locator('p').first().waitFor();
  await visitor.openFolds(page);
  await page.getByTestId('worst').locator('button').first().click();
  await page.getByTestId('why-house').click();
  await page.locator('#results').getByTestId('why-map').waitFor();
  await visitor.priceHome(page, homePhotos());
  await page.getByTestId('why-home').click();
  await page.locator('#predict').getByTestId('why-map').waitFor();
  const folder = emptyFolder();
  for (const home of [7, 8, 9]) for (const [at, room] of ROOMS.entries()) if (home < 9 || at > 0) writeFileSync(join(folder, `${home}_${room}.png`), photo(home, at));
  await page.getByTestId('homes-input').setInputFiles(folder);
  await page.waitForFunction(() => document.querySelectorAll('[data-testid=homes] tbody tr').length === 3);
  await page.getByTestId('keep-session').click();
  await page.getByTestId('shelf').waitFor();
  await page.getByTestId('keep-model').click();
  await page.getByTestId('shelf-rename-2-button').waitFor();
  await capture(page, { 'compared and explained': '#results', 'explained, homes and library': '#predict' });
});

scenario('the visitor’s own houses, at two widths in both themes', { minutes: 6 }, async ({ page }) => {
  await visitor.ready(page);
  await visitor.pick(page, listingsFolder(12));
  await capture(page, { mapping: '[data-testid=mapping]' });
  await page.getByTestId('cancel-mapping').click();
  const folder = houseFolder(40, (folder, lines) => {
    // House 2 has the photos of house 1, house 5 uses one photo twice, house 8 is too expensive, and three more have faults.
    for (const [i, room] of ROOMS.entries()) writeFileSync(join(folder, `2_${room}.png`), photo(1, i));
    writeFileSync(join(folder, '5_kitchen.png'), photo(5, 0));
    lines[7] = '3 2 1500 94501 95000000';
    lines[8] = '3 2 many 94501 400000';
    rmSync(join(folder, '10_bedroom.png'));
    writeFileSync(join(folder, '11_frontal.png'), photo(3, 2).subarray(0, 900));
  });
  await visitor.pickHouses(page, folder);
  await page.getByTestId('findings').waitFor();
  await page.getByTestId('finding-shared_photo').first().getByTestId('exclude-2').click();
  for (const each of await page.getByTestId('dropped-list').locator('summary').all()) await each.click();
  await capture(page, { 'own data': '#data' });
  await visitor.fillSettings(page, { ...visitor.SMALL, tile: 32, epochs: 20_000 }, 'cpu');
  await visitor.startRun(page);
  await visitor.waitForSavedEpoch(page, 1);
  await page.reload();
  await page.getByTestId('resume-offer').waitFor();
  await capture(page, { resume: '#train' });
});

/** Takes screenshots of parts of the page, at both widths and in both themes. */
async function capture(page, parts) {
  // A place is taller than the window, so a sticky element would lie across its screenshot.
  await page.evaluate(() => {
    for (const each of document.querySelectorAll('#bar, #bar .next, .margin .in')) each.style.position = 'static';
  });
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      for (const [name, part] of Object.entries(parts)) {
        await page.locator(part).scrollIntoViewIfNeeded();
        await screenshot(page, `${name} ${width} ${colorScheme}`, page.locator(part), 'screens');
      }
    }
    const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(content <= window, `${content} pixels wide in a window of ${window}`);
  }
}
