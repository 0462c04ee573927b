// What the page remembers of a visitor's wishes, and addresses of its places.
import assert from 'node:assert/strict';
import { scenario } from './helper.mjs';
import * as visitor from './steps.mjs';

const id = (page, name) => page.getByTestId(name);

scenario('currency and unit of area are chosen, and nothing is lost by it', {}, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await id(page, 'network').selectOption('mlp');
  await visitor.train(page, { epochs: 5 }, 'cpu');
  const mae = await visitor.text(page, 'result-mae');
  assert.match(mae, /^\$[\d,]+/);
  await id(page, 'currency').focus();
  await id(page, 'currency').selectOption('EUR');
  await page.waitForFunction(() => /^€/.test(document.querySelector('[data-testid=result-mae]').textContent));
  assert.equal((await visitor.text(page, 'result-mae')).replace('€', '$'), mae, 'nothing is converted');
  assert.doesNotMatch(await page.locator('main').innerText(), /\$/, 'no dollar is left');
  assert.doesNotMatch(await page.locator('main').innerHTML(), /\$/);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'currency');
  assert.match(await page.locator('.told').innerText(), /sq ft|area/i);
  await id(page, 'area-unit').selectOption('m²');
  await page.waitForFunction(() => document.querySelector('.told .u')?.textContent === 'm²');

  // After a reload, with the settings of the run.
  await page.reload();
  await visitor.ready(page, { network: null });
  assert.equal(await id(page, 'currency').inputValue(), 'EUR');
  assert.equal(await id(page, 'network').inputValue(), 'mlp');
  assert.equal(await id(page, 'field-epochs').inputValue(), '5');
  assert.ok(await id(page, 'device-cpu').isChecked());
});

scenario('an address leads to its place, and follows where the visitor looks', {}, async ({ page, url }) => {
  await visitor.ready(page);
  assert.equal(new URL(page.url()).hash, '');
  await page.goto(`${url}#predict`);
  await page.reload();
  await visitor.ready(page);
  const inView = (place) => page.waitForFunction((place) => {
    const { top } = document.getElementById(place).getBoundingClientRect();
    return top > -200 && top < window.innerHeight * 0.6;
  }, place);
  await inView('predict');
  await page.waitForFunction(() => /^Predict/.test(document.title));
  await page.locator('nav a[href="#train"]').click();
  await inView('train');
  await page.waitForFunction(() => /^Train/.test(document.title));
  assert.equal(new URL(page.url()).hash, '#train');
  await page.locator('#results').scrollIntoViewIfNeeded();
  await page.evaluate(() => document.getElementById('results').scrollIntoView());
  await page.waitForFunction(() => location.hash === '#results');
});
