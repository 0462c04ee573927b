// Names that are more than names: in a table, in files and folders, in what the visitor types, in what a model brings. Nothing runs,
// and what is saved is what it says it is.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scenario } from './helper.mjs';
import { emptyFolder, photo } from './photos.mjs';
import * as visitor from './steps.mjs';

const id = (page, name) => page.getByTestId(name);

/** Markup that tells who ran it. */
const runs = (who) => `<img src=x onerror=ran.push('${who}')>"' onmouseover="ran.push('${who}')`;
const CODES = [`=1+1 ${runs('code')}`, "@SUM(1+1)*cmd|'/C calc'!A1", '\u202egpj.\u202c\u200f ליל', 'a\u000b\u001b[31mb\u009bc', '-2+3;=1+1'];
const FOLDER = `=1+1 ${runs('folder').replaceAll('/', '')}`;
const PHOTO = `<img src=x onerror=ran.push('file')>`;

const quoted = (cell) => `"${cell.replaceAll('"', '""')}"`;

/** A folder with a table whose every word is hostile, and photos of such names. */
function folder(houses) {
  const inside = join(emptyFolder(), FOLDER);
  mkdirSync(inside);
  const lines = [['Ref', `Area ${runs('column')}`, `=1+1 size ${runs('attribute')}`, 'Price', 'Front <b>', `=Garden"`].map(quoted).join(',')];
  for (let house = 1; house <= houses; house += 1) {
    const names = ['front', 'garden'].map((room) => `${PHOTO} ${house} ${room}.png`);
    names.forEach((name, i) => writeFileSync(join(inside, name), photo(house, i)));
    // One photo of each name is no photo: its house is left out, and the file named.
    if (house === 7) writeFileSync(join(inside, names[0]), 'no picture');
    lines.push([house, CODES[house % CODES.length], 90 + house, 250_000 + 10_000 * house, ...names].map((cell) => quoted(String(cell))).join(','));
  }
  writeFileSync(join(inside, 'prices.csv'), `${lines.join('\n')}\n`);
  return inside;
}

/** Names that a file may be saved under on any system, by its ending. */
const clean = (name, ending) => {
  assert.ok(name.endsWith(ending), `${JSON.stringify(name)} ends in ${ending}`);
  assert.doesNotMatch(name, /[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069/\\:*?"<>|]/u, JSON.stringify(name));
  assert.doesNotMatch(name, /^[.\s]/);
};

async function saved(page, button, ending) {
  const arrives = page.waitForEvent('download');
  await id(page, button).first().click();
  const file = await arrives;
  clean(file.suggestedFilename(), ending);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** The cells of comma-separated values (RFC 4180). */
function cells(csv) {
  const found = [];
  for (const [, quoted, plain] of csv.matchAll(/(?:^|,|\n)(?:"((?:[^"]|"")*)"|([^",\n]*))/g)) found.push(quoted?.replaceAll('""', '"') ?? plain);
  return found;
}

/** That no cell is a formula, wherever a spreadsheet may take one to begin; tells all cells. */
function harmless(csv) {
  const all = cells(csv.toString());
  for (const cell of all.flatMap((cell) => cell.split(/[;\t\r\n]/))) {
    const begins = cell.replace(/^[\s\p{Cc}\p{Cf}"]+/u, '');
    assert.ok(!/^[=+\-@]/.test(begins) || !Number.isNaN(Number(begins)), JSON.stringify(cell));
  }
  return all;
}

/** What has run, and elements that only names can have made. */
const harm = (page) => page.evaluate(() => [globalThis.ran, document.querySelectorAll('img[src=x], [onerror], [onmouseover], main b:not([class]):has(> img)').length]);

scenario('nothing that a table, a file or a name says is run', { minutes: 6 }, async ({ page, context }) => {
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
  assert.equal(await visitor.houses(page), 39);
  assert.ok((await id(page, 'zip-table').innerText()).includes('<img src=x onerror='), 'the name is shown as it is');
  await visitor.settings(page, { tile: 8, epochs: 2 });
  await id(page, 'network').selectOption('mixed');
  await visitor.train(page, { tile: 8, epochs: 2, filters: '4' }, 'cpu');

  // What the visitor types is somebody's words, too.
  // Eighty letters at most are kept of a name.
  const TITLE = `../../=1+1\u202egpj.exe <img src=x onerror=ran.push('title')>"'`;
  await id(page, 'rename-1-button').click();
  await page.keyboard.insertText(TITLE);
  await page.keyboard.press('Enter');
  await id(page, 'list').getByText(/gpj\.exe/).first().waitFor();

  const all = harmless((await saved(page, 'save-report', '.csv')).bytes);
  assert.ok(all.some((cell) => cell.startsWith("'=1+1 <img")), 'formulas are words');
  assert.ok(all.includes("'-2+3;'=1+1"), 'behind a semicolon, too');
  for (const button of ['zip-errors-csv', 'save-csv', 'error-chart-csv', 'price-chart-csv', 'loss-chart-csv']) {
    harmless((await saved(page, button, '.csv')).bytes);
  }
  for (const chart of ['zip-errors', 'scatter-chart', 'error-chart', 'price-chart', 'loss-chart']) {
    const { bytes } = await saved(page, `${chart}-svg`, '.svg');
    const { fault, shapes, others } = await visitor.parsed(page, bytes.toString());
    assert.deepEqual([fault, others], ['', 0], chart);
    assert.ok(shapes > 3, `${chart}: ${shapes}`);
  }
  const png = await saved(page, 'zip-errors-png', '.png');
  assert.equal(png.bytes.subarray(1, 4).toString(), 'PNG');

  // The report is opened by itself.
  const report = await saved(page, 'save-run-report', '.html');
  const alone = await context.newPage();
  await alone.setContent(report.bytes.toString());
  assert.equal(await alone.locator('h1').count(), 1);
  assert.deepEqual(await harm(alone), [[], 0]);
  assert.match(await alone.locator('meta[http-equiv]').getAttribute('content'), /^default-src 'none'/);
  await alone.close();

  // A model that somebody calls so, and one on the shelf.
  const model = await saved(page, 'save-model', '.safetensors');
  const NAME = `..\u202exe.${'long '.repeat(60)}\u001b[2J${runs('model').replaceAll('/', '')}.hta`;
  await id(page, 'load-model-input').setInputFiles({ name: NAME, mimeType: '', buffer: model.bytes });
  await id(page, 'model-back').waitFor();
  const again = await saved(page, 'save-model', '.safetensors');
  assert.ok(again.name.length < 220, again.name);
  assert.deepEqual(again.bytes, model.bytes);
  await saved(page, 'save-onnx', '.onnx');
  await id(page, 'keep-session').click();
  await id(page, 'shelf-rename-1-button').click();
  await id(page, 'shelf-rename-1').fill(`con.${TITLE}`);
  await page.keyboard.press('Enter');
  await id(page, 'shelf').getByText(/gpj\.exe/).first().waitFor();
  await saved(page, 'shelf-save-1', '.facade');
  const session = await saved(page, 'save-session', '.facade');
  await id(page, 'open-session-input').setInputFiles({ name: `${runs('session').replaceAll('/', '')}.facade`, mimeType: '', buffer: session.bytes });
  await page.locator('[data-testid=notice-done]').filter({ hasText: 'is open' }).waitFor();
  clean((await saved(page, 'save-model', '.safetensors')).name, '.safetensors');

  // Homes in folders that are called so.
  const homes = emptyFolder();
  for (const name of ['=1+1', '@home', runs('home').replaceAll('/', ''), '\u202ehome\u001b']) {
    mkdirSync(join(homes, name));
    for (const room of ['front', 'garden']) writeFileSync(join(homes, name, `${room}.png`), photo(3, 0));
  }
  await id(page, 'homes-input').setInputFiles(homes);
  await page.waitForFunction(() => /^4 homes on the list/.test(document.querySelector('[data-testid=homes-line]')?.textContent ?? ''));
  const listed = harmless((await saved(page, 'homes-csv', '.csv')).bytes);
  assert.ok(listed.includes("'=1+1"), listed.join('|'));

  assert.deepEqual(await harm(page), [[], 0]);
});

const refused = { expected: [/TrustedHTML|TrustedScriptURL|Trusted ?Type|Content Security Policy/] };

scenario('text that was not looked at does not become elements or scripts', refused, async ({ page }) => {
  await visitor.ready(page);
  const tried = await page.evaluate(() => {
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
      html: attempt(() => { document.createElement('div').innerHTML = '<b>x</b>'; }),
      worker: attempt(() => new Worker('boot.js')),
      script: attempt(() => { document.createElement('script').src = 'boot.js'; }),
      policy: attempt(() => trustedTypes.createPolicy('mine', { createHTML: (html) => html })),
      ours: attempt(() => trustedTypes.createPolicy('facade', { createHTML: (html) => html })),
    };
  });
  assert.deepEqual(tried, { known: true, html: 'TypeError', worker: 'TypeError', script: 'TypeError', policy: 'TypeError', ours: 'TypeError' });
  // The page itself draws and starts workers all the same.
  await visitor.loadSample(page);
  await visitor.train(page, visitor.SMALL, 'cpu');
  assert.ok((await id(page, 'scatter-chart').locator('circle').count()) > 10);
});
