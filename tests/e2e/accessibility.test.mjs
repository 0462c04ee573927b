// Accessibility: axe-core's WCAG 2.2 AA rules in every state of the page, in both themes and at two widths; no sideways scrolling from
// 320 to 2560 pixels; everything by keyboard alone; no animation for visitors who prefer reduced motion.
import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { violations } from './axe.mjs';
import { scenario } from './helper.mjs';
import { ROOMS, emptyFolder, homePhotos, houseFolder, listingsFolder, photo } from './photos.mjs';
import * as visitor from './steps.mjs';

const SCANNED = [1280, 390];

const id = (page, name) => page.getByTestId(name);
const openAllDetails = (page) => page.evaluate(() => { for (const each of document.querySelectorAll('details')) each.open = true; });

/** Sets the position of the elements that stick to the edges of the window: axe-core reports whatever is under them as too small. */
const positionSticky = (page, position) =>
  page.evaluate((position) => {
    for (const each of document.querySelectorAll('#bar, #bar .next, .margin .in, .notices')) each.style.position = position;
  }, position);

/** Checks the page in its current state, in both themes and at all widths. */
async function audit(page, state) {
  const problems = (await visitor.overflows(page)).map((line) => `${state}: ${line}`);
  await positionSticky(page, 'static');
  for (const width of SCANNED) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      problems.push(...(await violations(page, { colours: colorScheme === 'dark' })).map((line) => `${state}, ${width} ${colorScheme}: ${line}`));
    }
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: null });
  await positionSticky(page, '');
  assert.equal(problems.join('\n'), '');
}

scenario('a first visit, up to a price, passes axe-core and fits all widths', { minutes: 12 }, async ({ page }) => {
  await visitor.ready(page);
  await audit(page, 'empty');
  await visitor.loadSample(page);
  await openAllDetails(page);
  await audit(page, 'houses');
  await page.evaluate(() => window.dispatchEvent(new Event('newer-version')));
  await id(page, 'newer').waitFor();
  await visitor.fillSettings(page, { ...visitor.SMALL, epochs: 20_000 }, 'cpu');
  await visitor.startRun(page);
  await id(page, 'pause').click();
  await visitor.waitForRunState(page, 'Paused');
  await audit(page, 'a paused run, and a newer version');
  await id(page, 'stop').click();
  await visitor.waitForRunState(page, 'Stopped');
  await id(page, 'result-mape').waitFor();
  await page.getByText('Not now').click();
  await openAllDetails(page);
  await audit(page, 'results');
  await visitor.priceHome(page, homePhotos());
  await audit(page, 'a price');
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
  await audit(page, 'an explanation, a list of homes, and the library');
  await id(page, 'load-model-input').setInputFiles({ name: 'x.safetensors', mimeType: '', buffer: Buffer.from('no model') });
  await id(page, 'notice-error').waitFor();
  await visitor.fillSettings(page, { epochs: 'many' });
  await audit(page, 'errors');
  // The error stays in view and does not cover the element with the focus.
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 700 });
    await id(page, 'use-sample').focus();
    await tabTo(page, 'save-session');
    const [top, bottom] = await id(page, 'notice-error').evaluate((notice) => {
      const { top, bottom } = notice.getBoundingClientRect();
      return [top, bottom];
    });
    assert.ok(top > 0 && bottom < 700, `the error is in view at ${width}: ${top} to ${bottom}`);
  }
  await page.reload();
  await visitor.ready(page, { network: null });
  await id(page, 'shelf').waitFor();
  await audit(page, 'a second visit');
});

scenario('comparing and repeating runs passes axe-core and fits all widths', { minutes: 12 }, async ({ page }) => {
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
  await openAllDetails(page);
  await audit(page, 'two runs compared');
});

scenario('the visitor’s own houses pass axe-core and fit all widths', { minutes: 12 }, async ({ page }) => {
  await visitor.ready(page);
  await visitor.pick(page, listingsFolder(12));
  await id(page, 'mapping').waitFor();
  await audit(page, 'the column mapping');
  await id(page, 'map-columns').click();
  await id(page, 'kept-count').waitFor();
  await openAllDetails(page);
  await audit(page, 'own houses');
});

/** Presses Tab (or another key) until the control has the focus, and checks each focused element on the way. */
async function tabTo(page, name, key = 'Tab') {
  for (let presses = 0; presses < 300; presses += 1) {
    await page.keyboard.press(key);
    const stop = await page.evaluate(() => {
      const at = document.activeElement;
      const candidates = [at, at.parentElement, at.nextElementSibling].filter(Boolean);
      const outlined = candidates.some((each) => getComputedStyle(each).outlineStyle !== 'none' && parseFloat(getComputedStyle(each).outlineWidth) >= 2);
      const box = (at.matches('.pick input') ? at.parentElement : at).getBoundingClientRect();
      // A scrolling table may be taller than the window: then a part of it has to be free.
      const over = [0.1, 0.5, 0.9].map((share) => document.elementFromPoint(box.x + box.width / 2, box.y + box.height * share)).filter(Boolean);
      const isSticky = (each) => each.closest('#bar, .notices') !== null;
      return { name: at.dataset.testid, end: at === document.body, html: at.outerHTML.slice(0, 100), outlined, covered: over.length > 0 && over.every(isSticky) && !isSticky(at) };
    });
    assert.ok(!stop.end, `Tab reached the end of the page without reaching ${name}`);
    assert.ok(stop.outlined, `the focused element has no focus ring: ${stop.html}`);
    assert.ok(!stop.covered, `a sticky element covers the focused element: ${stop.html}`);
    if (stop.name === name) return;
  }
  throw new Error(`The keyboard does not reach ${name}.`);
}

scenario('from the sample to a price, by keyboard alone', { minutes: 5 }, async ({ page }) => {
  await visitor.ready(page, { network: null });
  await tabTo(page, 'use-sample');
  await page.keyboard.press('Enter');
  await id(page, 'kept-count').waitFor();
  await visitor.waitForHouses(page);
  await tabTo(page, 'network');
  await page.keyboard.type('Tutorial');
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
  await visitor.waitForRunState(page, 'Finished');
  await id(page, 'result-mape').waitFor();
  const photos = homePhotos();
  // A permanent listener: without one Playwright would switch interception of file choosers on and off, too late for a key press.
  page.on('filechooser', () => {});
  // In the order of the montage: the third is below the second.
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

  // Sticky elements never cover the focus, in either direction, wide or narrow.
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 700 });
    await tabTo(page, 'use-sample', 'Shift+Tab');
    await tabTo(page, 'estimate');
  }
});

/** Activates a control that saves a file, by keyboard; returns the name of the file. */
async function saveByKey(page, name, by = 'Tab') {
  await tabTo(page, name, by);
  const download = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  return (await download).suggestedFilename();
}

/** Moves the focus to a control, unless it is there already, and presses a key. */
async function press(page, name, key = 'Enter', by = 'Tab') {
  // The focus of a control that has just disappeared moves on before the next task.
  await page.waitForFunction(() => document.activeElement !== document.body);
  if (await page.evaluate(() => document.activeElement.dataset.testid) !== name) await tabTo(page, name, by);
  await page.keyboard.press(key);
}

scenario('columns, findings, explanations, files and the library, by keyboard alone', { minutes: 8 }, async ({ page }) => {
  page.on('filechooser', () => {});
  await visitor.ready(page, { network: 'cnn' });
  await visitor.fillSettings(page, visitor.SMALL, 'cpu');
  // The visitor's own table: change the meaning of a column, and change it back.
  const choose = async (name, files) => {
    await page.evaluate(() => document.getElementById('skip').focus());
    await tabTo(page, name);
    const chooser = page.waitForEvent('filechooser');
    await page.keyboard.press('Enter');
    await (await chooser).setFiles(files);
  };
  const table = listingsFolder(12);
  await choose('choose-files', readdirSync(table).map((file) => join(table, file)));
  await id(page, 'mapping').waitFor();
  await press(page, 'meaning-2', 'End');
  assert.notEqual(await id(page, 'meaning-2').inputValue(), 'attribute');
  await page.keyboard.type(await id(page, 'meaning-2').locator('option[value=attribute]').innerText());
  assert.equal(await id(page, 'meaning-2').inputValue(), 'attribute');
  await press(page, 'map-columns');
  await id(page, 'kept-count').waitFor();
  assert.equal(await visitor.waitForHouses(page), 12);

  // Houses with a finding: exclude one, and include it again.
  const folder = houseFolder(40, (folder) => writeFileSync(join(folder, '5_kitchen.png'), photo(5, 0)));
  await choose('choose-files', readdirSync(folder).map((file) => join(folder, file)));
  await id(page, 'mapping').waitFor();
  await press(page, 'map-columns');
  await page.waitForFunction(() => document.querySelector('[data-testid=kept-count]')?.textContent === '40');
  await id(page, 'findings').waitFor();
  await press(page, 'exclude-5', 'Space');
  await id(page, 'excluded').waitFor();
  await press(page, 'include-all');
  await id(page, 'excluded').waitFor({ state: 'hidden' });
  assert.match(await saveByKey(page, 'save-report'), /data-report\.csv$/);

  await press(page, 'start');
  await visitor.waitForRunState(page, 'Finished');
  await id(page, 'result-mape').waitFor();
  assert.match(await saveByKey(page, 'loss-chart-svg'), /epochs\.svg$/);
  await press(page, 'scatter-area', 'End');
  await page.keyboard.press('Enter');
  await id(page, 'house').waitFor();
  // The house that was chosen has the focus, below the chart.
  assert.match(await saveByKey(page, 'scatter-chart-png', 'Shift+Tab'), /\.png$/);
  await press(page, 'why-house');
  await id(page, 'why-map').waitFor();
  for (const fold of ['fold-houses', 'fold-where']) {
    await id(page, fold).locator('> summary').focus();
    await page.keyboard.press('Enter');
  }
  // What unfolds is drawn after it: Tab would pass it.
  await id(page, 'zip-errors-svg').waitFor();
  assert.match(await saveByKey(page, 'zip-errors-svg'), /errors-by-zip-code\.svg$/);
  assert.match(await saveByKey(page, 'save-csv'), /test-houses\.csv$/);
  assert.match(await saveByKey(page, 'save-run-report'), /\.html$/);

  // A list of homes.
  const homes = emptyFolder();
  for (const home of [7, 8]) for (const [at, room] of ROOMS.entries()) writeFileSync(join(homes, `${home}_${room}.png`), photo(home, at));
  await choose('homes-input', homes);
  await page.waitForFunction(() => document.querySelectorAll('[data-testid=homes] tbody tr').length === 2);
  await page.waitForFunction(() => !/…/.test(document.querySelector('[data-testid=homes]').innerText));
  assert.match(await saveByKey(page, 'homes-csv'), /\.csv$/);
  await press(page, 'homes-clear');
  await press(page, 'homes-undo');
  await id(page, 'homes').locator('tbody tr').nth(1).waitFor();

  // Keep a session, rename it, delete it and restore it.
  await press(page, 'keep-session');
  await id(page, 'shelf').waitFor();
  await press(page, 'shelf-rename-1-button');
  await page.waitForFunction(() => document.activeElement.dataset.testid === 'shelf-rename-1');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('By key');
  await page.keyboard.press('Enter');
  await id(page, 'shelf').getByText('By key').waitFor();
  await press(page, 'shelf-delete-1');
  // It was the only row, so the focus moves to Undo.
  await page.waitForFunction(() => document.activeElement.dataset.testid === 'shelf-undo');
  await page.keyboard.press('Enter');
  await id(page, 'shelf').getByText('By key').waitFor();
  await press(page, 'shelf-open-1');
  await page.getByText('“By key” was opened').waitFor();
});

scenario('nothing is animated for visitors who prefer reduced motion', { motion: true, minutes: 4 }, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.fillSettings(page, { ...visitor.SMALL, epochs: 20_000 }, 'cpu');
  await visitor.startRun(page);
  const motion = () => page.evaluate(() => [document.getAnimations().length, getComputedStyle(document.documentElement).scrollBehavior]);
  const [animations, scrolling] = await motion();
  assert.ok(animations > 0 && scrolling === 'smooth', 'other visitors see animations');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  assert.deepEqual(await motion(), [0, 'auto']);
});
