// Each run keeps its model: the run in view prices homes, also after a reload and in an opened session.
import assert from 'node:assert/strict';
import { scenario } from './helper.mjs';
import { homePhotos, houseFolder } from './photos.mjs';
import * as visitor from './steps.mjs';

const id = (page, name) => page.getByTestId(name);
const pricing = (page, run) =>
  page.waitForFunction((run) => document.querySelector('[data-testid=pricing-model]')?.textContent.includes(`Run ${run}`), run);

scenario('the run in view prices homes, today and after a reload', { minutes: 4 }, async ({ page, context, url }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  const photos = homePhotos();
  await visitor.train(page, { ...visitor.SMALL, seed: 1 }, 'cpu');
  await pricing(page, 1);
  const first = await visitor.priceHome(page, photos);
  const mape = await visitor.value(page, 'result-mape');
  await visitor.train(page, { ...visitor.SMALL, seed: 2 }, 'cpu');
  await pricing(page, 2);
  const second = await visitor.priceHome(page, photos);
  assert.notEqual(first, second);

  // Showing a run changes who prices, and the page names it with its error.
  await id(page, 'show-1').click();
  await pricing(page, 1);
  assert.match(await visitor.text(page, 'pricing-model'), /Model: Run 1, off by [\d,.]+.% on average/);
  assert.equal(await visitor.priceHome(page, photos), first);
  assert.match(await visitor.text(page, 'trust'), /On \d+ test houses, the model was off by \$[\d,]+ on average; on half of them by/);

  // Another visit begins with that run: its results, its model, its price.
  await visitor.waitForStorage(page);
  await page.reload();
  await visitor.ready(page, { network: null });
  await pricing(page, 1);
  assert.equal(await visitor.value(page, 'result-mape'), mape);
  assert.equal(await visitor.priceHome(page, photos), first);
  assert.equal(await id(page, 'no-results').count(), 0);
  // The model of the other run comes from the store.
  await id(page, 'show-2').click();
  await pricing(page, 2);
  assert.equal(await visitor.priceHome(page, photos), second);

  // A model from a file prices, and the page says so until the visitor changes that.
  const saved = await visitor.saveModel(page);
  await id(page, 'load-model-input').setInputFiles(saved);
  await id(page, 'results-other-model').filter({ hasText: 'Prices come from another model: File' }).waitFor();
  await id(page, 'predict-other-model-use').click();
  await pricing(page, 2);
  assert.equal(await id(page, 'results-other-model').count(), 0);

  // A pinned run says so, and a deleted one comes back with its model.
  await id(page, 'pin-1').click();
  assert.equal(await visitor.text(page, 'pin-1'), 'Pinned');
  await id(page, 'delete-1').click();
  await id(page, 'undo-delete').click();
  await id(page, 'show-1').click();
  await pricing(page, 1);
  assert.equal(await visitor.text(page, 'pin-1'), 'Pinned');

  // A session takes the models along.
  const download = page.waitForEvent('download');
  await id(page, 'save-session').click();
  const session = await (await download).path();
  const other = await context.browser().newContext();
  const fresh = await other.newPage();
  await fresh.goto(url);
  await visitor.ready(fresh, { network: null });
  await fresh.getByTestId('open-session-input').setInputFiles(session);
  await pricing(fresh, 1);
  assert.equal(await visitor.value(fresh, 'result-mape'), mape);
  assert.equal(await visitor.priceHome(fresh, photos), first);
  await fresh.getByTestId('show-2').click();
  await pricing(fresh, 2);
  assert.equal(await visitor.priceHome(fresh, photos), second);
  await other.close();
});

scenario('the next step follows from what happened', { minutes: 3 }, async ({ page }) => {
  await visitor.ready(page, { network: null });
  // The sample begins with a network that is done in seconds; the tutorial’s is a click away.
  await visitor.loadSample(page);
  assert.equal(await id(page, 'network').inputValue(), 'tuned-mixed');
  assert.match(await visitor.text(page, 'suggested'), /trains in seconds.*tutorial’s network\. Training takes about \d+ min/);
  await id(page, 'reset-settings').click();
  assert.equal(await id(page, 'network').inputValue(), 'cnn');
  // A network that has learned nothing leads to a better one.
  await visitor.train(page, { filters: 1, tile: 4, epochs: 1, 'learning-rate': 0.0000001 }, 'cpu');
  await page.locator('#results').scrollIntoViewIfNeeded();
  await id(page, 'next-step').filter({ hasText: 'Find a better network' }).waitFor();
  await id(page, 'next-step').click();
  await visitor.waitForRunState(page, 'Finished', 100_000);
  assert.equal(await id(page, 'network').inputValue(), 'tuned-mixed');
  // After a price comes the next home, without the attributes of this one.
  await page.locator('#results').scrollIntoViewIfNeeded();
  await visitor.priceHome(page, homePhotos());
  await id(page, 'told-0').fill('3');
  await id(page, 'estimate').click();
  await id(page, 'price').waitFor();
  await id(page, 'next-step').filter({ hasText: 'Price another home' }).click();
  assert.equal(await page.locator('.slot img').count(), 0);
  assert.equal(await id(page, 'told-0').inputValue(), '');
});

scenario('houses are found in the gallery and open large', {}, async ({ page }) => {
  await visitor.ready(page);
  await visitor.pickHouses(page, houseFolder(40));
  await visitor.waitForHouses(page);
  await id(page, 'gallery-search').fill('17');
  await page.waitForFunction(() => document.querySelectorAll('[data-testid=gallery] > li').length === 1);
  await id(page, 'gallery').locator('.zoom').click();
  const dialog = id(page, 'house-dialog');
  await dialog.locator('img').first().waitFor();
  assert.match(await dialog.innerText(), /House 17/);
  assert.equal(await dialog.locator('img').count(), 4);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await id(page, 'gallery-search').fill('');
  await id(page, 'gallery-order').selectOption('dearest');
  const prices = (await id(page, 'gallery').locator('li div span').allInnerTexts()).map((price) => Number(price.replace(/\D/g, '')));
  assert.deepEqual(prices, prices.toSorted((a, b) => b - a));
});
