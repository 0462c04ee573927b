// Importing houses as a folder, as files or as an archive, with the tutorial's table or the visitor's own. Findings are reported, and
// any house can be excluded.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scenario } from './helper.mjs';
import { ROOMS, emptyFolder, houseFolder, listingsFolder, photo, zip } from './photos.mjs';
import * as visitor from './steps.mjs';

const pickFiles = (page, files) => page.getByTestId('choose-files-input').setInputFiles(files);

scenario('the visitor’s own table is mapped and trained on', {}, async ({ page }) => {
  await visitor.ready(page);
  await visitor.pick(page, listingsFolder(12));
  await page.getByTestId('mapping').waitFor();
  const meanings = await page.locator('[data-testid^=meaning-]').evaluateAll((all) => all.map((one) => one.value));
  assert.deepEqual(meanings, ['number', 'zip-code', 'attribute', 'price', 'photo', 'photo']);
  await page.getByTestId('map-columns').click();
  await page.getByTestId('kept-count').waitFor();
  assert.equal(await visitor.waitForHouses(page), 12);
  assert.match(await visitor.text(page, 'before-after'), /Median price\s+€315,000/);
  const { rgba, side } = await visitor.montage(page, 0);
  assert.equal(side, 64, 'two photos side by side');
  assert.equal(rgba.length, 4 * 64 * 32);
  await visitor.train(page, { filters: '4', epochs: 2 }, 'cpu');
  assert.deepEqual(await page.locator('.slot').evaluateAll((all) => all.map((one) => one.dataset.testid)), [
    'slot-front', 'slot-garden',
  ]);
});

scenario('zip codes are listed a hundred at a time, and with hundreds of them the home’s is typed', {}, async ({ page }) => {
  await visitor.ready(page);
  // The field is for more than 500 zip codes in the training set, and a quarter of the houses are test houses.
  await visitor.pick(page, listingsFolder(680, (house) => `D${house}`));
  await page.getByTestId('map-columns').click();
  assert.equal(await visitor.waitForHouses(page), 680);
  const rows = page.getByTestId('zip-table').locator('tbody tr');
  const more = page.getByTestId('zip-table-more');
  assert.equal(await rows.count(), 100);
  assert.equal(await more.innerText(), 'Show the next 100 (580 left)');
  for (const shown of [200, 300, 400, 500, 600]) {
    await more.click();
    assert.equal(await rows.count(), shown);
  }
  assert.equal(await more.innerText(), 'Show the next 80 (80 left)');
  await more.click();
  assert.equal(await rows.count(), 680);
  assert.ok(await more.isHidden());

  await page.getByTestId('network').selectOption('mlp');
  await visitor.train(page, { epochs: 1 }, 'cpu');
  const zip = page.getByTestId('told-zip');
  await zip.fill('D');
  assert.match(await visitor.text(page, 'told-zip-how'), /was not trained on this zip code/);
  const suggested = page.locator('#zip-codes option');
  assert.ok(await suggested.count() > 0);
  const known = await suggested.first().getAttribute('value');
  await zip.fill(known);
  assert.match(await visitor.text(page, 'told-zip-how'), /The model knows \d+ zip codes/);
});

scenario('a mapping without a price column is reported and can be corrected', {}, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.pick(page, listingsFolder(8));
  await page.getByTestId('meaning-3').selectOption('nothing');
  assert.match(await visitor.text(page, 'why-map'), /No price column is chosen/);
  await page.getByTestId('meaning-2').selectOption('price');
  await page.getByTestId('meaning-0').selectOption('price');
  assert.equal(await page.getByTestId('meaning-2').inputValue(), 'nothing', 'only one column is the price');
  await page.getByTestId('cancel-mapping').click();
  await page.getByTestId('mapping').waitFor({ state: 'detached' });
  assert.equal(await visitor.waitForHouses(page), 240, 'the sample stays');
});

scenario('replaced houses can be restored, with their exclusions', {}, async ({ page }) => {
  const box = (name) => page.getByTestId(name);
  await visitor.ready(page);
  await visitor.fillSettings(page, visitor.SMALL, 'cpu');
  const folder = houseFolder(30, (folder) => writeFileSync(join(folder, '5_kitchen.png'), photo(5, 0)));
  await visitor.pickHouses(page, folder);
  await box('kept-count').waitFor();
  assert.equal(await visitor.waitForHouses(page), 30);
  await box('exclude-5').first().click();
  assert.equal(await box('replaced').count(), 0);
  await box('use-sample').click();
  await box('replaced').waitFor();
  assert.equal(await visitor.waitForHouses(page), 240);
  assert.equal(await box('excluded').isVisible(), false);
  await box('undo-replaced').click();
  await page.waitForFunction(() => document.querySelector('[data-testid=kept-count]').textContent.trim() === '30');
  assert.match(await visitor.text(page, 'excluded'), /5/);
  // They can still be read at another tile size, and the browser stores them.
  await visitor.train(page, { tile: 16 }, 'cpu');
  assert.equal(await visitor.waitForHouses(page), 30);
  assert.match(await visitor.text(page, 'replaced'), /Sample|sample/);
  await page.reload();
  await visitor.ready(page);
  await box('kept-count').waitFor();
  assert.equal(await visitor.waitForHouses(page), 30);
  assert.match(await visitor.text(page, 'excluded'), /5/);
});

scenario('an archive is read like the folder in it', {}, async ({ page }) => {
  const folder = houseFolder(26);
  const files = Object.fromEntries(readdirSync(folder).map((name) => [`dataset-main/Houses/${name}`, readFileSync(join(folder, name))]));
  const archive = join(emptyFolder(), 'dataset-main.zip');
  writeFileSync(archive, zip({ 'dataset-main/README.md': Buffer.from('read me'), ...files }));
  await visitor.ready(page);
  await visitor.pickHouses(page, folder);
  await page.getByTestId('kept-count').waitFor();
  assert.equal(await visitor.waitForHouses(page), 26);
  const [plain] = [await visitor.montage(page, 3)];
  await pickFiles(page, archive);
  await visitor.confirmColumns(page);
  await page.getByText('dataset-main.zip', { exact: false }).first().waitFor();
  assert.equal(await visitor.waitForHouses(page), 26);
  assert.deepEqual(await visitor.montage(page, 3), plain);
});

scenario('one to nine photos per house', {}, async ({ page }) => {
  await visitor.ready(page);
  for (const count of [1, 3, 9]) {
    const folder = emptyFolder();
    const lines = [];
    for (let house = 1; house <= 25; house += 1) {
      lines.push(`3 2 1500 94501 ${100_000 + 1000 * house}`);
      for (let room = 0; room < count; room += 1) writeFileSync(join(folder, `${house}_view${room + 1}.png`), photo(house, room));
    }
    writeFileSync(join(folder, 'HousesInfo.txt'), lines.join('\n'));
    await visitor.pickHouses(page, folder);
    await page.getByTestId('intake').waitFor({ state: 'detached' });
    await page.waitForFunction(
      (photos) => document.querySelector('[data-testid=before-after]')?.innerText.includes(`Photos\t${photos}\t${photos}`),
      25 * count,
    );
    await visitor.train(page, { filters: '4', epochs: 1 }, 'cpu');
    assert.equal(await page.locator('.slot').count(), count);
  }
});

scenario('duplicates are found, reported, and excluded by hand', {}, async ({ page }) => {
  const folder = houseFolder(40, (folder) => {
    // House 2 repeats all but one photo of house 1; house 5 uses one photo twice.
    for (const room of ['bathroom', 'bedroom', 'kitchen']) {
      writeFileSync(join(folder, `2_${room}.png`), photo(1, ROOMS.indexOf(room)));
    }
    writeFileSync(join(folder, '5_kitchen.png'), photo(5, 0));
  });
  await visitor.ready(page);
  await visitor.pickHouses(page, folder);
  await page.getByTestId('findings').waitFor();
  assert.match(await visitor.text(page, 'finding-shared_photo'), /Houses 1 and 2 share 3 photos, identical byte for byte: bathroom, bedroom and kitchen/);
  assert.match(await visitor.text(page, 'finding-same_photo'), /House 5: bathroom and kitchen are the same photo/);
  assert.equal(await visitor.text(page, 'test-count'), '10');
  await page.getByTestId('finding-shared_photo').getByTestId('exclude-2').click();
  await page.getByTestId('finding-same_photo').getByTestId('exclude-5').click();
  assert.match(await visitor.text(page, 'excluded'), /Houses 2 and 5 are excluded from the next run/);
  const sides = await Promise.all(['train-count', 'test-count'].map((side) => visitor.text(page, side)));
  assert.equal(Number(sides[0]) + Number(sides[1]), 38);
  const download = page.waitForEvent('download');
  await page.getByTestId('save-report').click();
  const csv = readFileSync(await (await download).path(), 'utf8').split('\n');
  assert.equal(csv[0], 'house,status,reason,file,about,zip_code,price');
  assert.ok(csv.includes('2,left out,by_hand,,Excluded manually.,94501,270000'), csv.slice(0, 8).join('\n'));
  assert.equal(csv.filter((line) => line.includes(',finding,shared_photo,')).length, 2);
  await visitor.waitForStorage(page);
  await page.reload();
  await page.getByTestId('excluded').waitFor();
  assert.match(await visitor.text(page, 'excluded'), /Houses 2 and 5 are excluded from the next run/, 'on the next visit too');
  await page.getByTestId('include-all').click();
  await page.getByTestId('excluded').waitFor({ state: 'hidden' });
});

scenario('some of many findings are shown first, then all', {}, async ({ page }) => {
  await visitor.ready(page);
  const twice = 14;
  await visitor.pickHouses(page, houseFolder(40, (folder) => {
    for (let house = 1; house <= twice; house += 1) writeFileSync(join(folder, `${house}_kitchen.png`), photo(house, 0));
  }));
  const rows = page.getByTestId('finding-same_photo');
  await rows.first().waitFor();
  const before = await rows.count();
  assert.ok(before < twice, `${before}`);
  await page.getByTestId('findings-more').click();
  assert.equal(await rows.count(), twice);
  assert.equal(await page.getByTestId('findings-more').isVisible(), false);
});

scenario('the folder of the last visit reopens with one click', {}, async ({ page, context, url }) => {
  const folder = houseFolder(26);
  const files = readdirSync(folder).map((name) => [name, [...readFileSync(join(folder, name))]]);
  // A real handle without the browser's picker: of a folder in the origin private file system.
  await context.addInitScript(() => {
    globalThis.showDirectoryPicker = async () => (await navigator.storage.getDirectory()).getDirectoryHandle('my houses');
  });
  await page.goto(url);
  await visitor.ready(page);
  await page.evaluate(async (files) => {
    const root = await navigator.storage.getDirectory();
    const houses = await (await root.getDirectoryHandle('my houses', { create: true })).getDirectoryHandle('photos', { create: true });
    for (const [name, bytes] of files) {
      const writable = await (await houses.getFileHandle(name, { create: true })).createWritable();
      await writable.write(new Uint8Array(bytes));
      await writable.close();
    }
  }, files);
  await page.getByTestId('choose-folder').click();
  await visitor.confirmColumns(page);
  await page.getByTestId('kept-count').waitFor();
  assert.equal(await visitor.waitForHouses(page), 26);

  await page.reload();
  await visitor.ready(page);
  await page.getByTestId('kept-count').waitFor();
  assert.match(await visitor.text(page, 'open-last'), /Open “my houses” again/);
  await page.getByTestId('open-last').click();
  await visitor.confirmColumns(page);
  await page.waitForFunction(() => /Loaded in/.test(document.querySelector('[data-testid=state-data]')?.textContent));
  assert.equal(await visitor.waitForHouses(page), 26);

  await page.evaluate(async () => (await navigator.storage.getDirectory()).removeEntry('my houses', { recursive: true }));
  await page.getByTestId('open-last').click();
  assert.match(await page.getByTestId('notice-error').innerText(), /“my houses” was not found/);
  assert.equal(await visitor.waitForHouses(page), 26, 'the loaded houses stay');
});
