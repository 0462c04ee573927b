// The preferences that the page remembers, the language, and the addresses of its places.
import assert from 'node:assert/strict';
import { scenario } from './helper.mjs';
import { homePhotos } from './photos.mjs';
import * as visitor from './steps.mjs';

const id = (page, name) => page.getByTestId(name);

scenario('changing the currency and the unit of area keeps everything else', {}, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await id(page, 'network').selectOption('mlp');
  await visitor.train(page, { epochs: 5 }, 'cpu');
  const mae = await visitor.text(page, 'result-mae');
  assert.match(mae, /^\$[\d,]+/);
  await id(page, 'currency').focus();
  await id(page, 'currency').selectOption('EUR');
  await page.waitForFunction(() => /^€/.test(document.querySelector('[data-testid=result-mae]').textContent));
  assert.equal((await visitor.text(page, 'result-mae')).replace('€', '$'), mae, 'prices are not converted');
  assert.doesNotMatch(await page.locator('main').innerText(), /\$/, 'there is no dollar sign left');
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

scenario('a tab does not overwrite the preferences of another tab', {}, async ({ page, context, url }) => {
  await visitor.ready(page);
  const other = await context.newPage();
  await other.goto(url);
  await visitor.ready(other);
  await id(page, 'currency').selectOption('EUR');
  await visitor.fillSettings(other, { epochs: 9 }, 'cpu');
  await other.reload();
  await visitor.ready(other, { network: null });
  assert.equal(await id(other, 'currency').inputValue(), 'EUR');
  assert.equal(await id(other, 'field-epochs').inputValue(), '9');
});

/** Words of the English texts that no German text contains. */
const ENGLISH = /\b(the|of|and|with|are|is|house|houses|photo|photos|run|runs|price|prices|network|error|save|show|choose|train|test house)\b/gi;

/** The English words left on the page, in visible text and in labels, each with its context. */
const englishLeft = (page) =>
  page.evaluate((source) => {
    const words = new RegExp(source.slice(1, source.lastIndexOf('/')), 'gi');
    const found = [];
    const search = (all, where) => {
      // File names are the same in every language.
      const text = all.replace(/facade[-_][\w.]+/g, '');
      for (const match of text.matchAll(words)) found.push(`${where}: ${text.slice(Math.max(0, match.index - 30), match.index + 40)}`);
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (!parent.closest('script, style, code, noscript, a[download], #language')) search(walker.currentNode.data, parent.tagName);
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt], [aria-valuetext]')) {
      for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-valuetext']) search(element.getAttribute(name) ?? '', name);
    }
    return found;
  }, String(ENGLISH));

scenario('the whole page switches to German and keeps its state', { minutes: 4 }, async ({ page }) => {
  await visitor.ready(page);
  assert.ok((await englishLeft(page)).length > 50, 'the search finds English words');
  await id(page, 'language').selectOption('de');
  await page.waitForFunction(() => document.documentElement.lang === 'de');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'language');
  assert.deepEqual(await englishLeft(page), []);
  await id(page, 'use-sample').click();
  await id(page, 'kept-count').waitFor();
  assert.deepEqual(await englishLeft(page), []);
  await visitor.fillSettings(page, visitor.SMALL, 'cpu');
  await id(page, 'start').click();
  await id(page, 'result-mape').waitFor();
  assert.match(await visitor.text(page, 'result-mae'), /^[\d.]+ \$$/);
  assert.match(await visitor.text(page, 'result-mape'), /^\d+,\d %$/);
  for (const details of await page.locator('details:visible > summary').all()) await details.click();
  assert.deepEqual(await englishLeft(page), []);

  // Messages from workers as well.
  await id(page, 'load-model-input').setInputFiles({ name: 'x.safetensors', mimeType: 'application/octet-stream', buffer: Buffer.from('houses') });
  await id(page, 'notice-error').waitFor();
  assert.match(await visitor.text(page, 'notice-error'), /keine Modelldatei/);
  await visitor.priceHome(page, homePhotos());
  assert.match(await visitor.text(page, 'price'), /^[\d.−]+ \$$/);
  await id(page, 'why-home').click();
  await id(page, 'why-map').waitFor();
  await id(page, 'keep-session').click();
  await id(page, 'shelf').waitFor();
  assert.deepEqual(await englishLeft(page), []);
  // German words are longer, but still fit.
  assert.deepEqual(await visitor.overflows(page), []);

  // Switching back and forth keeps the results, the price, the explanation and the entered settings.
  const [mape, price] = [await visitor.value(page, 'result-mape'), await visitor.value(page, 'price')];
  await id(page, 'field-epochs').fill('7');
  for (const language of ['en', 'de']) {
    await id(page, 'language').selectOption(language);
    await page.waitForFunction((language) => document.documentElement.lang === language, language);
    assert.deepEqual([await visitor.value(page, 'result-mape'), await visitor.value(page, 'price')], [mape, price]);
    assert.equal(await id(page, 'field-epochs').inputValue(), '7');
    await id(page, 'why-map').waitFor();
  }
  // Numbers are entered with the language's decimal separator.
  await id(page, 'field-test-share').fill('0,3');
  assert.equal(await id(page, 'settings-error').count(), 0);

  // After a reload, and back.
  await page.reload();
  await page.waitForFunction(() => document.documentElement.lang === 'de' && document.title !== '');
  await id(page, 'kept-count').waitFor();
  assert.deepEqual(await visitor.overflows(page), []);
  await id(page, 'language').selectOption('en');
  await page.waitForFunction(() => document.documentElement.lang === 'en');
  assert.match(await page.locator('h1').innerText(), /^Price a home/);
});

scenario('the language is the browser’s until another is selected', {}, async ({ context, url }) => {
  const elsewhere = await context.browser().newContext({ locale: 'de-AT', serviceWorkers: 'block' });
  const page = await elsewhere.newPage();
  await page.goto(url);
  await page.waitForFunction(() => document.documentElement.lang === 'de');
  assert.match(await page.locator('h1').innerText(), /Fotos/);
  await elsewhere.close();
});

scenario('settings, device and theme are restored on the next visit', {}, async ({ page }) => {
  await visitor.ready(page, { network: 'branches' });
  await visitor.fillSettings(page, { epochs: 77 }, 'cpu');
  await visitor.fillSettings(page, { 'batch-size': 'many' });
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await background();
  await id(page, 'theme').selectOption('dark');
  const dark = await background();
  assert.notEqual(dark, light);
  await page.reload();
  await visitor.ready(page, { network: null });
  assert.equal(await id(page, 'network').inputValue(), 'branches');
  assert.equal(await id(page, 'field-epochs').inputValue(), '77');
  assert.match(await id(page, 'field-batch-size').inputValue(), /^\d+$/, 'an invalid value is not remembered');
  assert.ok(await id(page, 'device-cpu').isChecked());
  assert.equal(await id(page, 'theme').inputValue(), 'dark');
  assert.equal(await background(), dark);
  await id(page, 'theme').selectOption('');
  assert.equal(await background(), light);

  // An undone change is not remembered.
  await id(page, 'network').selectOption('single');
  await id(page, 'undo-reset').click();
  await page.reload();
  await visitor.ready(page, { network: null });
  assert.equal(await id(page, 'network').inputValue(), 'branches');
});

scenario('an address opens its place, and follows the visitor’s scrolling', {}, async ({ page, url }) => {
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
