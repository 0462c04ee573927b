// Hostile names in a table, in files and folders, in what the visitor types, and in a model file: no markup, script or formula is run,
// and saved files have safe names and the expected types.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scenario } from './helper.mjs';
import { emptyFolder, photo } from './photos.mjs';
import * as visitor from './steps.mjs';

const id = (page, name) => page.getByTestId(name);

/** Markup that records its source if it runs. */
const markup = (source) => `<img src=x onerror=ran.push('${source}')>"' onmouseover="ran.push('${source}')`;
const CODES = [`=1+1 ${markup('code')}`, "@SUM(1+1)*cmd|'/C calc'!A1", '\u202egpj.\u202c\u200f ליל', 'a\u000b\u001b[31mb\u009bc', '-2+3;=1+1'];
const FOLDER = `=1+1 ${markup('folder').replaceAll('/', '')}`;
const PHOTO = `<img src=x onerror=ran.push('file')>`;

const quoted = (cell) => `"${cell.replaceAll('"', '""')}"`;

/** A folder with a table of hostile words, and photos with hostile names. */
function folder(houses) {
  const inside = join(emptyFolder(), FOLDER);
  mkdirSync(inside);
  const lines = [['Ref', `Area ${markup('column')}`, `=1+1 size ${markup('attribute')}`, 'Price', 'Front <b>', `=Garden"`].map(quoted).join(',')];
  for (let house = 1; house <= houses; house += 1) {
    const names = ['front', 'garden'].map((room) => `${PHOTO} ${house} ${room}.png`);
    names.forEach((name, i) => writeFileSync(join(inside, name), photo(house, i)));
    // One photo is not an image: its house is dropped, and the file is named.
    if (house === 7) writeFileSync(join(inside, names[0]), 'no picture');
    lines.push([house, CODES[house % CODES.length], 90 + house, 250_000 + 10_000 * house, ...names].map((cell) => quoted(String(cell))).join(','));
  }
  writeFileSync(join(inside, 'prices.csv'), `${lines.join('\n')}\n`);
  return inside;
}

/** Asserts that a file name is valid on every system and has this extension. */
const assertCleanName = (name, ending) => {
  assert.ok(name.endsWith(ending), `${JSON.stringify(name)} ends in ${ending}`);
  assert.doesNotMatch(name, /[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069/\\:*?"<>|]/u, JSON.stringify(name));
  assert.doesNotMatch(name, /^[.\s]/);
};

async function saved(page, button, ending) {
  const arrives = page.waitForEvent('download');
  await id(page, button).first().click();
  const file = await arrives;
  assertCleanName(file.suggestedFilename(), ending);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** The cells of a CSV file (RFC 4180). */
function cells(csv) {
  const found = [];
  for (const [, quoted, plain] of csv.matchAll(/(?:^|,|\n)(?:"((?:[^"]|"")*)"|([^",\n]*))/g)) found.push(quoted?.replaceAll('""', '"') ?? plain);
  return found;
}

/** Asserts that no spreadsheet takes a cell, or a part of one, for a formula; returns all cells. */
function assertNoFormulas(csv) {
  const all = cells(csv.toString());
  for (const cell of all.flatMap((cell) => cell.split(/[;\t\r\n]/))) {
    const begins = cell.replace(/^[\s\p{Cc}\p{Cf}"]+/u, '');
    assert.ok(!/^[=+\-@]/.test(begins) || !Number.isNaN(Number(begins)), JSON.stringify(cell));
  }
  return all;
}

/** The markup that has run, and the number of elements that only markup in names can have created. */
const injected = (page) => page.evaluate(() => [globalThis.ran, document.querySelectorAll('img[src=x], [onerror], [onmouseover], main b:not([class]):has(> img)').length]);

scenario('nothing in a table, a file or a name is run', { minutes: 6 }, async ({ page, context }) => {
  await context.addInitScript(() => { globalThis.ran = []; });
  page.on('dialog', () => assert.fail('a dialog opened'));
  await page.reload();
  await visitor.ready(page);
  await visitor.pick(page, folder(40));
  await id(page, 'mapping').waitFor();
  for (const [column, meaning] of ['number', 'zip-code', 'attribute', 'price', 'photo', 'photo'].entries()) {
    await id(page, `meaning-${column}`).selectOption(meaning);
  }
  await id(page, 'map-columns').click();
  await id(page, 'kept-count').waitFor();
  assert.equal(await visitor.waitForHouses(page), 39);
  assert.ok((await id(page, 'zip-table').innerText()).includes('<img src=x onerror='), 'the name is shown as it is');
  await visitor.fillSettings(page, { tile: 8, epochs: 2 });
  await id(page, 'network').selectOption('mixed');
  await visitor.train(page, { tile: 8, epochs: 2, filters: '4' }, 'cpu');
  await visitor.openFolds(page);

  // Names that the visitor types. At most eighty characters of a name are kept.
  const TITLE = `../../=1+1\u202egpj.exe <img src=x onerror=ran.push('title')>"'`;
  await visitor.editName(page, 'rename-1');
  await page.keyboard.insertText(TITLE);
  await page.keyboard.press('Enter');
  await id(page, 'list').getByText(/gpj\.exe/).first().waitFor();

  const all = assertNoFormulas((await saved(page, 'save-report', '.csv')).bytes);
  assert.ok(all.some((cell) => cell.startsWith("'=1+1 <img")), 'formulas are text');
  assert.ok(all.includes("'-2+3;'=1+1"), 'also after a semicolon');
  for (const button of ['zip-errors-csv', 'save-csv', 'error-chart-csv', 'price-chart-csv', 'loss-chart-csv']) {
    assertNoFormulas((await saved(page, button, '.csv')).bytes);
  }
  for (const chart of ['zip-errors', 'scatter-chart', 'error-chart', 'price-chart', 'loss-chart']) {
    const { bytes } = await saved(page, `${chart}-svg`, '.svg');
    const { fault, shapes, others } = await visitor.parseSvg(page, bytes.toString());
    assert.deepEqual([fault, others], ['', 0], chart);
    assert.ok(shapes > 3, `${chart}: ${shapes}`);
  }
  const png = await saved(page, 'zip-errors-png', '.png');
  assert.equal(png.bytes.subarray(1, 4).toString(), 'PNG');

  // The report, in a page of its own.
  const report = await saved(page, 'save-run-report', '.html');
  const alone = await context.newPage();
  await alone.setContent(report.bytes.toString());
  assert.equal(await alone.locator('h1').count(), 1);
  assert.deepEqual(await injected(alone), [[], 0]);
  assert.match(await alone.locator('meta[http-equiv]').getAttribute('content'), /^default-src 'none'/);
  await alone.close();

  // A model file with a hostile name, and sessions in the library.
  const model = await saved(page, 'save-model', '.safetensors');
  const NAME = `..\u202exe.${'long '.repeat(60)}\u001b[2J${markup('model').replaceAll('/', '')}.hta`;
  await id(page, 'load-model-input').setInputFiles({ name: NAME, mimeType: '', buffer: model.bytes });
  await id(page, 'model-back').waitFor();
  const again = await saved(page, 'save-model', '.safetensors');
  assert.ok(again.name.length < 220, again.name);
  assert.deepEqual(again.bytes, model.bytes);
  await saved(page, 'save-onnx', '.onnx');
  await id(page, 'keep-session').click();
  await visitor.editName(page, 'shelf-rename-1');
  await id(page, 'shelf-rename-1').fill(`con.${TITLE}`);
  await page.keyboard.press('Enter');
  await id(page, 'shelf').getByText(/gpj\.exe/).first().waitFor();
  await saved(page, 'shelf-save-1', '.facade');
  const session = await saved(page, 'save-session', '.facade');
  await id(page, 'open-session-input').setInputFiles({ name: `${markup('session').replaceAll('/', '')}.facade`, mimeType: '', buffer: session.bytes });
  await page.locator('[data-testid=notice-done]').filter({ hasText: 'was opened' }).waitFor();
  assertCleanName((await saved(page, 'save-model', '.safetensors')).name, '.safetensors');

  // Homes in folders with hostile names.
  const homes = emptyFolder();
  for (const name of ['=1+1', '@home', markup('home').replaceAll('/', ''), '\u202ehome\u001b']) {
    mkdirSync(join(homes, name));
    for (const room of ['front', 'garden']) writeFileSync(join(homes, name, `${room}.png`), photo(3, 0));
  }
  await id(page, 'homes-input').setInputFiles(homes);
  await visitor.waitForHomes(page, 4);
  const listed = assertNoFormulas((await saved(page, 'homes-csv', '.csv')).bytes);
  assert.ok(listed.includes("'=1+1"), listed.join('|'));

  assert.deepEqual(await injected(page), [[], 0]);
});

const refused = { expected: [/TrustedHTML|TrustedScriptURL|Trusted ?Type|Content Security Policy/] };

scenario('Trusted Types keep unchecked text from becoming elements or scripts', refused, async ({ page }) => {
  await visitor.ready(page);
  const outcomes = await page.evaluate(() => {
    const attempt = (act) => {
      try {
        act();
        return 'done';
      } catch (error) {
        return error.name;
      }
    };
    return {
      known: 'trustedTypes' in globalThis,
      html: (() => {
        const box = document.createElement('div');
        box.innerHTML = '<b>x</b>';
        return box.childNodes.length;
      })(),
      worker: attempt(() => new Worker('boot.js')),
      script: attempt(() => { document.createElement('script').src = 'boot.js'; }),
      policy: attempt(() => trustedTypes.createPolicy('mine', { createHTML: (html) => html })),
      ours: attempt(() => trustedTypes.createPolicy('default', { createHTML: (html) => html })),
    };
  });
  assert.deepEqual(outcomes, { known: true, html: 0, worker: 'TypeError', script: 'TypeError', policy: 'TypeError', ours: 'TypeError' });
  // The page itself can draw charts and start workers.
  await visitor.loadSample(page);
  await visitor.train(page, visitor.SMALL, 'cpu');
  assert.ok((await id(page, 'scatter-chart').locator('circle').count()) > 10);
});
