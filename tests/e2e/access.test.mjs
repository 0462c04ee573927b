// WCAG 2.2 AA as far as a program can tell, by axe-core, in every state of the page, both themes and two widths; nothing scrolls
// sideways at nine; all of it by the keyboard alone; nothing moves for those who want no motion.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { violations } from './axe.mjs';
import { scenario } from './helper.mjs';
import { ROOMS, emptyFolder, homePhotos, listings, photo } from './photos.mjs';
import * as visitor from './steps.mjs';

const SCANNED = [1280, 390];
const WIDTHS = [320, 390, 768, 1010, 1180, 1280, 1500, 1900, 2560];

const id = (page, name) => page.getByTestId(name);
const unfold = (page) => page.evaluate(() => { for (const each of document.querySelectorAll('details')) each.open = true; });

/** Looks at a state of the page in both themes and at all widths. */
async function look(page, state) {
  const problems = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    const wide = await page.evaluate(() => document.scrollingElement.scrollWidth);
    if (wide > width) problems.push(`${state}: ${wide} pixels wide in a window of ${width}`);
    if (!SCANNED.includes(width)) continue;
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      problems.push(...(await violations(page)).map((line) => `${state}, ${width} ${colorScheme}: ${line}`));
    }
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: null });
  assert.equal(problems.join('\n'), '');
}

scenario('axe-core and nine widths find no fault with a first visit to its price', { minutes: 12 }, async ({ page }) => {
  await visitor.ready(page);
  await look(page, 'empty');
  await visitor.loadSample(page);
  await unfold(page);
  await look(page, 'houses');
  await page.evaluate(() => document.dispatchEvent(new Event('newer-version')));
  await id(page, 'newer').waitFor();
  await visitor.settings(page, { ...visitor.SMALL, epochs: 20_000 }, 'cpu');
  await visitor.start(page);
  await id(page, 'pause').click();
  await visitor.state(page, 'Paused');
  await look(page, 'a paused run, and a newer version');
  await id(page, 'stop').click();
  await visitor.state(page, 'Stopped');
  await id(page, 'result-mape').waitFor();
  await page.getByText('Not now').click();
  await unfold(page);
  await look(page, 'results');
  await visitor.price(page, homePhotos());
  await look(page, 'a price');
  const folder = emptyFolder();
  for (const [at, room] of ROOMS.entries()) writeFileSync(join(folder, `7_${room}.png`), photo(7, at));
  writeFileSync(join(folder, '8_kitchen.png'), photo(8, 3));
  await id(page, 'homes-input').setInputFiles(folder);
  await id(page, 'homes').locator('tbody tr').nth(1).waitFor();
  await id(page, 'why-home').click();
  await id(page, 'why-map').waitFor();
  await id(page, 'keep-session').click();
  await id(page, 'shelf').waitFor();
  await id(page, 'keep-model').click();
  await id(page, 'shelf-delete-1').click();
  await id(page, 'shelf-deleted').waitFor();
  await id(page, 'shelf-rename-2-button').click();
  await look(page, 'an explanation, many homes, and what is kept by hand');
  await id(page, 'load-model-input').setInputFiles({ name: 'x.safetensors', mimeType: '', buffer: Buffer.from('no model') });
  await id(page, 'notice-error').waitFor();
  await visitor.settings(page, { epochs: 'many' });
  await look(page, 'errors');
});

scenario('axe-core and nine widths find no fault with runs compared and repeated', { minutes: 12 }, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.train(page, visitor.SMALL, 'cpu');
  await visitor.train(page, { epochs: 5 }, 'cpu');
  await id(page, 'repeat-runs').fill('2');
  await id(page, 'repeat-start').click();
  await page.waitForFunction(() => document.querySelector('[data-testid=repeat-state]')?.textContent === 'Finished');
  for (const run of [1, 2]) await id(page, `compare-${run}`).check();
  await id(page, 'verdict').locator('p').first().waitFor();
  await id(page, 'delete-3').click();
  await unfold(page);
  await look(page, 'two runs compared');
});

scenario('axe-core and nine widths find no fault with houses of one’s own', { minutes: 12 }, async ({ page }) => {
  await visitor.ready(page);
  await visitor.pick(page, listings(12));
  await id(page, 'mapping').waitFor();
  await look(page, 'columns to be named');
  await id(page, 'map-columns').click();
  await id(page, 'kept-count').waitFor();
  await unfold(page);
  await look(page, 'houses of one’s own');
});

/** Presses Tab (or another key) until the control has the focus, and sees at each stop where that is. */
async function tabTo(page, name, key = 'Tab') {
  for (let presses = 0; presses < 300; presses += 1) {
    await page.keyboard.press(key);
    const stop = await page.evaluate(() => {
      const at = document.activeElement;
      const shown = [at, at.parentElement, at.nextElementSibling].filter(Boolean);
      const marked = shown.some((each) => getComputedStyle(each).outlineStyle !== 'none' && parseFloat(getComputedStyle(each).outlineWidth) >= 2);
      const box = (at.matches('.pick input') ? at.parentElement : at).getBoundingClientRect();
      const over = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      return { name: at.dataset.testid, end: at === document.body, what: at.outerHTML.slice(0, 100), marked, covered: over !== null && over.closest('#bar, .notices') !== null && !at.closest('#bar, .notices') };
    });
    assert.ok(!stop.end, `after all others the keyboard has not come to ${name}`);
    assert.ok(stop.marked, `no ring shows that this has the focus: ${stop.what}`);
    assert.ok(!stop.covered, `this has the focus under what stays at an edge: ${stop.what}`);
    if (stop.name === name) return;
  }
  throw new Error(`The keyboard does not come to ${name}.`);
}

scenario('from the sample to a price by the keyboard alone', { minutes: 5 }, async ({ page }) => {
  await visitor.ready(page, { network: null });
  await tabTo(page, 'use-sample');
  await page.keyboard.press('Enter');
  await id(page, 'kept-count').waitFor();
  await visitor.houses(page);
  await tabTo(page, 'network');
  await page.keyboard.type('Reference');
  for (const [name, value] of [['field-filters', '4, 8'], ['field-tile', '8'], ['field-epochs', '3']]) {
    await tabTo(page, name);
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type(value);
  }
  await tabTo(page, 'device-auto');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  assert.ok(await id(page, 'device-cpu').isChecked());
  await tabTo(page, 'start');
  await page.keyboard.press('Space');
  await visitor.state(page, 'Finished');
  await id(page, 'result-mape').waitFor();
  const photos = homePhotos();
  // Somebody listens throughout: else Playwright would catch choosers, and not, and catch them again, later than a key is pressed.
  page.on('filechooser', () => {});
  // As they lie in the picture: the third below the second.
  for (const place of [0, 1, 3, 2]) {
    await tabTo(page, `slot-${ROOMS[place]}-input`);
    const chooser = page.waitForEvent('filechooser');
    await page.keyboard.press('Space');
    await (await chooser).setFiles(photos[place]);
    await page.locator(`[data-testid=slot-${ROOMS[place]}] img`).waitFor();
  }
  await page.locator('[data-testid=montage-preview] canvas').waitFor();
  await tabTo(page, 'estimate');
  await page.keyboard.press('Enter');
  await id(page, 'price').waitFor();
  assert.match(await visitor.text(page, 'price'), /^−?\$[\d,]+$/);

  // What stays at the edges of the window is never in the way, up or down, wide or narrow.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 700 });
    await tabTo(page, 'use-sample', 'Shift+Tab');
    await tabTo(page, 'estimate');
  }
});

scenario('nothing moves for those who want no motion', { minutes: 4 }, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.settings(page, { ...visitor.SMALL, epochs: 20_000 }, 'cpu');
  await visitor.start(page);
  const moves = () => page.evaluate(() => [document.getAnimations().length, getComputedStyle(document.documentElement).scrollBehavior]);
  const [animations, scrolling] = await moves();
  assert.ok(animations > 0 && scrolling === 'smooth', 'for others something does');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  assert.deepEqual(await moves(), [0, 'auto']);
});
