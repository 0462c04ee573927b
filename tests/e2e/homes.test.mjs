// Prices for new homes: photos that are moved, pasted and dropped, and a folder of many homes.
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { scenario } from './helper.mjs';
import { ROOMS, emptyFolder, homePhotos, photo, zip } from './photos.mjs';
import * as visitor from './steps.mjs';

const id = (page, name) => page.getByTestId(name);

async function trained(page) {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.train(page, visitor.SMALL, 'cpu');
}

/** The addresses of the photos in the slots. */
const slotPhotos = (page) => page.locator('.slot img.photo').evaluateAll((all) => all.map((img) => img.getAttribute('src')));

scenario('photos swap slots by dragging and by the room list', {}, async ({ page }) => {
  await trained(page);
  await visitor.priceHome(page, homePhotos());
  const before = await slotPhotos(page);
  assert.equal(before.length, 4);
  await page.locator('[data-testid=slot-bathroom] img').dragTo(page.locator('[data-testid=slot-bedroom] img'));
  await page.waitForFunction((first) => document.querySelector('.slot img.photo').getAttribute('src') === first, before[1]);
  assert.deepEqual((await slotPhotos(page)).slice(0, 2), [before[1], before[0]]);
  assert.equal(await id(page, 'price').count(), 0, 'the price for the former slots is gone');
  await id(page, 'slot-bathroom-room').selectOption('1');
  await page.waitForFunction((first) => document.querySelector('.slot img.photo').getAttribute('src') === first, before[0]);
  assert.deepEqual(await slotPhotos(page), before);
  await id(page, 'clear-photos').click();
  assert.deepEqual(await slotPhotos(page), []);
  await id(page, 'undo-clear-photos').click();
  await page.locator('[data-testid=montage-preview] canvas').waitFor();
  assert.equal((await slotPhotos(page)).length, 4);
  await id(page, 'estimate').click();
  await id(page, 'price').waitFor();
});

scenario('a picture is pasted into the first free slot', {}, async ({ page }) => {
  await trained(page);
  const bytes = [...readFileSync(homePhotos()[0])];
  const paste = () => page.evaluate((bytes) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(bytes)], 'image.png', { type: 'image/png' }));
    document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
  }, bytes);
  for (let count = 1; count <= 4; count += 1) {
    await paste();
    await page.waitForFunction((count) => document.querySelectorAll('.slot img.photo').length === count, count);
  }
  await page.locator('[data-testid=montage-preview] canvas').waitFor();
  await id(page, 'estimate').click();
  await id(page, 'price').waitFor();
});

scenario('dropped photos go to the slots that their names indicate', {}, async ({ page }) => {
  await trained(page);
  const files = homePhotos().map((path) => ({ name: basename(path), bytes: [...readFileSync(path)] }));
  const drop = (name, files) =>
    id(page, name).evaluate((slot, files) => {
      const dataTransfer = new DataTransfer();
      for (const { name, bytes } of files) dataTransfer.items.add(new File([new Uint8Array(bytes)], name, { type: 'image/png' }));
      for (const type of ['dragover', 'drop']) slot.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }, files);
  const waitForPhotos = (count) => page.waitForFunction((count) => document.querySelectorAll('.slot img.photo').length === count, count);
  // A single photo goes where it is dropped, whatever its name.
  await drop('slot-frontal', [files[3]]);
  await waitForPhotos(1);
  assert.equal(await id(page, 'slot-frontal').locator('img').count(), 1);
  await id(page, 'clear-photos').click();
  await drop('slot-frontal', [...files].reverse());
  await waitForPhotos(4);
  await page.locator('[data-testid=montage-preview] canvas').waitFor();
  await id(page, 'estimate').click();
  await id(page, 'price').waitFor();
  const dropped = await visitor.value(page, 'price');
  await id(page, 'clear-photos').click();
  await visitor.priceHome(page, homePhotos());
  assert.equal(await visitor.value(page, 'price'), dropped);
});

scenario('phones offer the camera, other devices do not', {}, async ({ page, context, url }) => {
  await visitor.ready(page);
  assert.equal(await page.locator('.camera:visible').count(), 0);
  const phone = await context.browser().newContext({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, serviceWorkers: 'block' });
  const own = await phone.newPage();
  await own.goto(url);
  await visitor.ready(own);
  assert.equal(await own.locator('.camera:visible').count(), 4);
  const camera = id(own, 'slot-kitchen-camera');
  assert.deepEqual(await camera.evaluate((input) => [input.getAttribute('capture'), input.accept]), ['environment', 'image/*']);
  await camera.setInputFiles(homePhotos()[3]);
  await own.locator('[data-testid=slot-kitchen] img').waitFor();
  await phone.close();
});

scenario('a folder of many homes is priced, with a reason for each that is not', {}, async ({ page }) => {
  await trained(page);
  const folder = emptyFolder();
  for (const home of [7, 12, 101]) {
    for (const [at, room] of ROOMS.entries()) writeFileSync(join(folder, `${home}_${room}.png`), photo(home, at));
  }
  writeFileSync(join(folder, '13_kitchen.png'), photo(13, 3));
  mkdirSync(join(folder, 'Elm street'));
  for (const [at, room] of ROOMS.entries()) writeFileSync(join(folder, 'Elm street', `${room}.png`), photo(30, at));
  mkdirSync(join(folder, 'broken'));
  for (const [at, room] of ROOMS.entries()) writeFileSync(join(folder, 'broken', `${room}.png`), at === 1 ? 'no picture' : photo(31, at));
  copyFileSync(join(folder, '7_kitchen.png'), join(folder, 'notes.txt'));

  await id(page, 'homes-input').setInputFiles(folder);
  await visitor.waitForHomes(page, 6);
  const rows = await id(page, 'homes').locator('tbody tr').allInnerTexts();
  const plain = rows.map((row) => row.replaceAll('\u00a0', ' ').split('\t'));
  assert.deepEqual(plain.map((row) => row[0]), ['7', '12', '13', '101', 'Elm street', 'broken']);
  const row = (name) => plain.find((cells) => cells[0] === name);
  for (const name of ['7', '12', '101', 'Elm street']) assert.match(row(name)[1], /^[−]?\$[\d,]+$/, name);
  assert.match(row('13')[3], /Missing photos: bathroom, bedroom and front\./);
  assert.match(row('broken')[3], /^The bedroom photo cannot be read/);

  // Sorted by price, both ways: homes without one come last.
  const prices = async () => (await listed(page)).map(([, price]) => (price ? Number(price.replace('−', '-').replace(/[$,]/g, '')) : null));
  const byPrice = id(page, 'homes').getByRole('button', { name: 'Price', exact: true });
  for (const sign of [-1, 1]) {
    await byPrice.click();
    const shown = await prices();
    assert.deepEqual(shown.slice(4), [null, null]);
    assert.deepEqual(shown, [...shown.slice(0, 4).sort((a, b) => sign * (a - b)), null, null]);
  }
  // The third press restores the order of the list.
  await byPrice.click();
  assert.deepEqual((await listed(page)).map(([name]) => name), plain.map(([name]) => name));
  assert.equal(await id(page, 'homes').locator('[aria-sort]').count(), 0);
  await id(page, 'homes').getByRole('button', { name: 'Home', exact: true }).click();
  assert.deepEqual((await listed(page)).map(([name]) => name), plain.map(([name]) => name));

  // The same price as for the photos in the slots.
  await id(page, 'home-0').getByRole('button').click();
  await page.locator('[data-testid=montage-preview] canvas').waitFor();
  await id(page, 'estimate').click();
  await id(page, 'price').waitFor();
  assert.equal(await visitor.text(page, 'price'), row(plain[0][0])[1]);

  const download = page.waitForEvent('download');
  await id(page, 'homes-csv').click();
  const csv = (await readFile(await (await download).path())).toString().trim().split('\n');
  assert.equal(csv.length, 7);
  assert.equal(csv[0], 'home,price,low,high,range_holds_percent,unlike_training_houses,note');
  assert.ok(csv.some((line) => /^12,-?\d+/.test(line)), csv.join('\n'));

  assert.deepEqual(await visitor.overflows(page), []);
  await id(page, 'homes-clear').click();
  assert.equal(await id(page, 'homes').count(), 0);
  await id(page, 'homes-undo').click();
  assert.deepEqual(await id(page, 'homes').locator('tbody tr').allInnerTexts(), rows);
  await id(page, 'homes-clear').click();
  await id(page, 'homes-cleared').waitFor();
});

/** The homes on the list: name, price, range and note of each. */
const listed = async (page) =>
  (await id(page, 'homes').locator('tbody tr').allInnerTexts()).map((row) => row.replaceAll('\u00a0', ' ').split('\t'));

scenario('a table of homes gives attributes, and comes back with prices as CSV and Excel', {}, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await id(page, 'network').selectOption('mixed');
  await visitor.train(page, visitor.SMALL, 'cpu');
  const folder = emptyFolder();
  for (const home of [7, 12]) {
    for (const [at, room] of ROOMS.entries()) writeFileSync(join(folder, `A-${home}_${room}.png`), photo(home, at));
  }
  // In another order than the names of the photos.
  writeFileSync(join(folder, 'homes.csv'), 'Id,Bedrooms,bath rooms,zip,Price,agent\nA-12,4,2.5,101,,=1+1\nA-7,2,,00102,,Ann\nA-9,3,1,00103,,Bob\n');
  await id(page, 'homes-input').setInputFiles(folder);
  await visitor.waitForHomes(page, 3);
  const rows = await listed(page);
  assert.deepEqual(rows.map((row) => row[0]), ['A-12', 'A-7', 'A-9']);
  for (const row of rows.slice(0, 2)) assert.match(row[1], /^[−]?\$[\d,]+$/, row.join('|'));
  assert.match(rows[1][3], /No value for bathrooms/);
  assert.match(rows[2][3], /Missing photos: bathroom, bedroom, front and kitchen\./);
  const notes = await id(page, 'homes-notes').innerText();
  assert.match(notes, /Columns that are used: Bedrooms, bath rooms and zip\./);
  assert.match(notes, /homes\.csv has no column for area/);
  assert.match(notes, /2 of 3 houses have photos\./);
  assert.equal(await id(page, 'homes-unclear').count(), 0);

  // The same price as with the photos in the slots and the attributes in the form.
  await id(page, 'home-0').getByRole('button').click();
  await page.locator('[data-testid=montage-preview] canvas').waitFor();
  assert.equal(await id(page, 'told-0').inputValue(), '4');
  assert.equal(await id(page, 'told-zip').inputValue(), '00101');
  await id(page, 'estimate').click();
  await id(page, 'price').waitFor();
  assert.equal(await visitor.text(page, 'price'), rows[0][1]);

  const save = async (button) => {
    const download = page.waitForEvent('download');
    await id(page, button).click();
    const file = await download;
    return [file.suggestedFilename(), await readFile(await file.path())];
  };
  const [csvName, csv] = await save('homes-csv');
  assert.equal(csvName, 'facade-homes.csv');
  const lines = csv.toString().trim().split('\n');
  assert.equal(lines[0], 'Id,Bedrooms,bath rooms,zip,Price,agent,predicted_price,low,high,range_holds_percent,unlike_training_houses,note');
  assert.match(lines[1], /^A-12,4,2\.5,101,,"'=1\+1",-?\d/);
  const [excelName, excel] = await save('homes-xlsx');
  assert.equal(excelName, 'facade-homes.xlsx');
  assert.equal(excel.subarray(0, 2).toString(), 'PK');
  assert.ok(excel.includes('xl/worksheets/sheet1.xml'));
  assert.deepEqual(await visitor.overflows(page), []);
});

scenario('where photos may belong to other rows, no home is priced before the visitor has looked', {}, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await id(page, 'network').selectOption('mixed');
  await visitor.train(page, visitor.SMALL, 'cpu');
  const folder = emptyFolder();
  // The ids are the numbers of the rows in another order: photos may be named by either.
  const rows = Array.from({ length: 12 }, (_, i) => i + 1);
  writeFileSync(join(folder, 'homes.csv'), ['id,area', ...rows.map((row) => `${(row * 5) % 13},${900 + row}`)].join('\n'));
  for (const home of rows) {
    for (const [at, room] of ROOMS.entries()) writeFileSync(join(folder, `${home}_${room}.png`), photo(home, at));
  }
  await id(page, 'homes-input').setInputFiles(folder);
  await id(page, 'homes-unclear').waitFor();
  for (const row of await listed(page)) assert.deepEqual([row[1], row[3]], ['', 'waits for your answer']);
  await id(page, 'homes-confirm').click();
  await visitor.waitForHomes(page, 12);
  for (const row of await listed(page)) assert.match(row[1], /^[−]?\$[\d,]+$/, row.join('|'));
  assert.equal(await id(page, 'homes-unclear').count(), 0);
});

scenario('a model without photos prices a table alone', {}, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await id(page, 'network').selectOption('mlp');
  await visitor.unfold(page, 'field-members');
  await visitor.train(page, { epochs: 5, members: 4 }, 'cpu');
  const folder = emptyFolder();
  writeFileSync(join(folder, 'homes.csv'), 'bedrooms,bathrooms,area,zip code\n2,1,900,00101\n5,3,3100,00103\n');
  await id(page, 'homes-input').setInputFiles(folder);
  await visitor.waitForHomes(page, 2);
  for (const row of await listed(page)) assert.match(row[1], /^[−]?\$[\d,]+$/, row.join('|'));
});

scenario('homes in archives are priced beside those in the folder', {}, async ({ page }) => {
  await trained(page);
  const folder = emptyFolder();
  const photos = (home, rooms = ROOMS) => Object.fromEntries(rooms.map((room, at) => [`${home}_${room}.png`, photo(home, at)]));
  const write = (files) => Object.entries(files).forEach(([name, bytes]) => writeFileSync(join(folder, name), bytes));
  write({ ...photos(7), 'more.zip': zip(photos(12)), 'broken.zip': Buffer.from('no archive') });
  await id(page, 'homes-input').setInputFiles(folder);
  await visitor.waitForHomes(page, 2);
  const rows = await listed(page);
  assert.deepEqual(rows.map((row) => row[0]), ['7', '12']);
  for (const row of rows) assert.match(row[1], /^[−]?\$[\d,]+$/, row.join('|'));
  assert.match(await id(page, 'homes-notes').innerText(), /“broken\.zip” is not used\. The archive is not a zip file/);

  // The photos of an archive are shown, and give the same price.
  await id(page, 'home-1').getByRole('button').click();
  await page.locator('[data-testid=montage-preview] canvas').waitFor();
  assert.equal((await slotPhotos(page)).length, 4);
  await id(page, 'estimate').click();
  await id(page, 'price').waitFor();
  assert.equal(await visitor.text(page, 'price'), rows[1][1]);

  // With nothing but the archive that cannot be read, the list stays.
  const broken = emptyFolder();
  writeFileSync(join(broken, 'broken.zip'), 'no archive');
  await id(page, 'homes-input').setInputFiles(broken);
  await page.getByText('“broken.zip” is not used.').nth(1).waitFor();
  assert.deepEqual(await listed(page), rows);
});
