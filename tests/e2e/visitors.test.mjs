// The whole way of a learner and of an estate agent, on a desktop and on a phone.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scenario } from './helper.mjs';
import { ROOMS, emptyFolder, houseFolder, photo } from './photos.mjs';
import * as visitor from './steps.mjs';

const id = (page, name) => page.getByTestId(name);
const step = (page) => id(page, 'next-step');
const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
const isInView = (page, name) =>
  page.waitForFunction((name) => {
    const box = document.querySelector(`[data-testid=${name}]`)?.getBoundingClientRect();
    return box && box.top >= 0 && box.bottom <= innerHeight;
  }, name);

for (const [device, width] of [['a desktop', 1280], ['a phone', 390]]) {
  scenario(`a learner trains, doubts and compares, on ${device}`, { minutes: 5 }, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    await visitor.ready(page, { network: null });
    await visitor.loadSample(page);
    await step(page).filter({ hasText: 'Start run 1' }).click();
    await visitor.waitForRunState(page, 'Finished', 120_000);
    await step(page).filter({ hasText: 'See the results' }).click();
    assert.match(await visitor.text(page, 'result-trust'), /the model was off by \$[\d,]+ on average; on half of them by/);
    assert.match(await visitor.text(page, 'result-mape-interval'), /95 % confidence interval: [\d.]+ to [\d.]+ %/);
    // The tutorial’s network is a click away. Its settings say what they do, and the page what differs from it.
    await id(page, 'reset-settings').click();
    assert.match(await page.locator('#what-field-epochs').innerText(), /How many times the network sees each training house. 1 to 100,000\./);
    await visitor.fillSettings(page, visitor.SMALL, 'cpu');
    await id(page, 'fold-network').locator('> summary').click();
    assert.match(await visitor.text(page, 'network-changes'), /filters: 4, 8, tile size: 8 and epochs: 3/);
    assert.ok((await page.locator('.net rect').count()) > 5);
    await visitor.train(page, {}, 'cpu');
    // Two runs are compared once both are ticked.
    assert.equal(await page.locator('#comparison').isVisible(), false);
    for (const run of [1, 2]) await id(page, `compare-${run}`).check();
    await page.locator('#comparison').waitFor();
    assert.match(await visitor.text(page, 'verdict'), /run 1 is [\d.]+ percentage points? better than run 2/);
    assert.equal(await overflow(page), 0);
    // A series leads to its comparison.
    await id(page, 'repeat-runs').fill('2');
    await id(page, 'repeat-start').click();
    await page.waitForFunction(() => document.querySelector('[data-testid=repeat-state]')?.textContent === 'Finished');
    await step(page).filter({ hasText: 'Compare the results' }).click();
    await page.locator('#comparison').waitFor();
    assert.equal(await overflow(page), 0);
  });

  scenario(`an agent prices a home, a list and the next home, on ${device}`, { minutes: 6 }, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    await visitor.ready(page, { network: null });
    await visitor.pick(page, houseFolder(40));
    // What prices and areas are in is asked where the columns are named.
    await id(page, 'map-currency').selectOption('EUR');
    // How many houses the minimum per zip code excludes is said beside it.
    assert.equal(await visitor.text(page, 'rare-left-out'), 'No house is excluded.');
    const least = await id(page, 'per-zip-code').inputValue();
    for (const [value, excluded] of [['41', /^40 of 40 houses are excluded: /], [least, /^No house is excluded\.$/]]) {
      await id(page, 'per-zip-code').fill(value);
      await id(page, 'per-zip-code').blur();
      assert.match(await visitor.text(page, 'rare-left-out'), excluded);
    }
    await visitor.confirmColumns(page);
    await visitor.waitForHouses(page);
    await step(page).filter({ hasText: 'Find the best network' }).click();
    await id(page, 'selection-outcome').waitFor({ timeout: 200_000 });
    await visitor.waitForModel(page);
    await step(page).filter({ hasText: 'See the results' }).click();
    assert.match(await visitor.text(page, 'result-trust'), /off by €[\d,]+ on average.*With so few houses, both numbers may be chance/);

    // Of a pretrained network two photos are enough. The price comes into view.
    const isPretrained = (await id(page, 'network').inputValue()).startsWith('pretrained');
    for (const [at, room] of [...ROOMS.entries()].slice(isPretrained ? 2 : 0)) {
      const file = join(emptyFolder(), `${room}.png`);
      writeFileSync(file, photo(7, at));
      await id(page, `slot-${room}-input`).setInputFiles(file);
    }
    await page.evaluate(() => document.querySelector('#predict').scrollIntoView());
    await id(page, 'told-0').fill('99');
    await page.waitForFunction(() => document.querySelector('[data-testid=estimate]')?.getAttribute('aria-disabled') === 'false');
    await id(page, 'estimate').click();
    await isInView(page, 'price');
    assert.match(await visitor.text(page, 'price-outside'), /no training house has more than/);
    assert.equal(await id(page, 'price-range').count(), 0, 'no range is given where none holds');
    assert.match(await visitor.text(page, 'pricing-model'), /Model: Run \d, off by [\d.]+.% on average/);
    await id(page, 'why-home').click();
    await id(page, 'why-nearest').locator('tbody tr').nth(4).waitFor();
    assert.match(await id(page, 'why-nearest').innerText(), /Price[\s\S]*€[\d,]+/);
    assert.equal(await overflow(page), 0);

    // A list of homes, and then the next home: nothing of this one slips into it.
    const homes = emptyFolder();
    for (const home of [7, 8]) for (const [at, room] of ROOMS.entries()) writeFileSync(join(homes, `${home}_${room}.png`), photo(home, at));
    await id(page, 'homes-input').setInputFiles(homes);
    await visitor.waitForHomes(page, 2);
    await page.waitForFunction(() => /€/.test(document.querySelector('[data-testid=home-1]')?.innerText));
    await step(page).filter({ hasText: 'Price another home' }).click();
    assert.equal(await id(page, 'told-0').inputValue(), '');
    assert.equal(await page.locator('.slot img').count(), 0);
    assert.equal(await overflow(page), 0);
  });
}
