// Folders as people have them: what the page makes of them is shown before photos are read, and can be changed.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scenario } from './helper.mjs';
import { emptyFolder, photo, zip } from './photos.mjs';
import * as visitor from './steps.mjs';

const id = (page, name) => page.getByTestId(name);
const price = (house) => 250_000 + 10_000 * house;

/** A folder with these files; paths may have folders. */
function folderOf(files) {
  const folder = emptyFolder();
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  return folder;
}

/** A table of the houses 1 to `count`: a header, and a line for each. */
const table = (count, header, line) => [header, ...Array.from({ length: count }, (_, i) => line(i + 1))].join('\n');

/** The price of the example house as the page has read it. */
const examplePrice = async (page, house) => (await id(page, `example-${house}`).locator('.sum').innerText()).replace(/[^\d]/g, '');

/** The number of thumbnails, once all are painted. */
async function thumbnails(page) {
  const canvases = page.locator('.examples canvas');
  await page.waitForFunction(() => {
    const all = [...document.querySelectorAll('.examples .thumb')];
    return all.length > 0 && all.every((one) => one.querySelector('canvas[data-painted]'));
  });
  return canvases.count();
}

async function load(page, houses) {
  await visitor.confirmColumns(page);
  await id(page, 'kept-count').waitFor();
  assert.equal(await visitor.waitForHouses(page), houses);
}

scenario('a folder for each house, called by its id: the examples show price and photos, and the ids are names', {}, async ({ page }) => {
  const files = { 'prices.csv': table(20, 'listing,price,sqft', (house) => `A-${String(house).padStart(3, '0')},${price(house)},${900 + 10 * house}`) };
  for (let house = 1; house <= 20; house += 1) {
    for (const [i, room] of ['front', 'kitchen'].entries()) files[`A-${String(house).padStart(3, '0')}/${room}.png`] = photo(house, i);
  }
  await visitor.ready(page);
  await visitor.pick(page, folderOf(files));
  await id(page, 'pairing').waitFor();
  assert.match(await visitor.text(page, 'pairing-way'), /Each house has a folder named after its “listing”/);
  assert.match(await visitor.text(page, 'pairing-notes'), /20 of 20 houses have photos\. 40 photos are used\./);
  for (const [house, number] of [['A-001', 1], ['A-010', 10], ['A-020', 20]]) assert.equal(await examplePrice(page, house), String(price(number)));
  assert.equal(await thumbnails(page), 6);
  await load(page, 20);
  await id(page, 'exclude-A-001').first().click();
  assert.match(await visitor.text(page, 'excluded'), /A-001/);
  await visitor.train(page, visitor.SMALL, 'cpu');
  await visitor.openFolds(page);
  assert.match(await id(page, 'worst').innerText(), /A-0\d\d/);
  // The browser stores the ids.
  await visitor.waitForStorage(page);
  await page.reload();
  await id(page, 'excluded').waitFor();
  assert.match(await visitor.text(page, 'excluded'), /A-001/);
});

scenario('a second table that lists the photos is joined with the table of houses', {}, async ({ page }) => {
  // The photos are called by their own numbers, which are those of other houses as well.
  const rooms = ['Front', 'Kitchen'];
  const of = (photo) => ({ house: ((photo * 7) % 20) + 1, room: rooms[photo > 20 ? 1 : 0] });
  const list = Array.from({ length: 40 }, (_, i) => `${i + 1},${of(i + 1).house},${of(i + 1).room},img/${i + 1}.png`);
  const files = {
    'houses.csv': table(20, 'id,price,sqft', (house) => `${house},${price(house)},${900 + 10 * house}`),
    'photos.csv': ['id,house_id,room,file', ...list].join('\n'),
  };
  for (let number = 1; number <= 40; number += 1) files[`img/${number}.png`] = photo(of(number).house, number > 20 ? 1 : 0);
  await visitor.ready(page);
  await visitor.pick(page, folderOf(files));
  await id(page, 'pairing').waitFor();
  assert.match(await visitor.text(page, 'photo-list'), /photos\.csv lists the photos of each house: its column “house_id” matches the house’s “id”\./);
  assert.match(await visitor.text(page, 'pairing-notes'), /20 of 20 houses have photos\. 40 photos are used\./);
  assert.equal(await thumbnails(page), 6);
  // Changed by hand and back, the photos are paired in the same way.
  await id(page, 'meaning-2').selectOption('nothing');
  await id(page, 'meaning-2').selectOption('attribute');
  await load(page, 20);
  // Red tells the houses apart.
  for (const house of [1, 2, 5]) {
    const { rgba } = await visitor.montage(page, house - 1);
    const red = rgba.reduce((most, level, i) => (i % 4 === 0 ? Math.max(most, level) : most), 0);
    const least = (house * 37) % 200;
    assert.ok(red >= least && red < least + 16, `house ${house}: ${red}`);
  }
});

scenario('where two ways fit, the visitor has to choose one', {}, async ({ page }) => {
  // The ids are the numbers of the rows in another order: photos may be named by either.
  const count = 12;
  const files = { 'prices.csv': table(count, 'id,price,sqft', (row) => `${((row * 5) % 13)},${price(row)},${900 + 10 * row}`) };
  for (let house = 1; house <= count; house += 1) files[`${house}.png`] = photo(house, 0);
  await visitor.ready(page);
  await visitor.pick(page, folderOf(files));
  await id(page, 'ways').waitFor();
  assert.ok((await id(page, 'ways').locator('input').count()) >= 2);
  assert.equal(await id(page, 'map-columns').getAttribute('aria-disabled'), 'true');
  assert.match(await visitor.text(page, 'why-map'), /not clear/);
  const ways = await id(page, 'ways').locator('label').allInnerTexts();
  const byRow = ways.findIndex((way) => /row number, counted from 1/.test(way));
  assert.ok(byRow > 0, ways.join('\n'));
  await id(page, `way-${byRow}`).check();
  await page.waitForFunction(() => document.querySelector('[data-testid=example-1] .sum'));
  assert.equal(await examplePrice(page, 1), String(price(1)), 'the first photo belongs to the first row');
  await load(page, count);
});

scenario('a header below a title is found, and fewer photos per house can be chosen', {}, async ({ page }) => {
  const files = { 'prices.csv': `List of houses;;\n;;\n${table(10, 'No;Price;Area', (house) => `${house};${price(house)} €;${80 + house} m²`)}\nTotal;3000000;` };
  for (let house = 1; house <= 10; house += 1) {
    for (let shot = 1; shot <= (house <= 5 ? 3 : 1); shot += 1) files[`${house}_${shot}.png`] = photo(house, shot);
  }
  await visitor.ready(page);
  await visitor.pick(page, folderOf(files));
  await id(page, 'pairing').waitFor();
  assert.equal(await id(page, 'header-line').inputValue(), '3');
  await page.locator('.read-as').getByText('Line 14').waitFor();
  // All three photos: five houses. One: all ten.
  await id(page, 'photos-per-house').selectOption('1');
  await load(page, 10);
});

scenario('two archives of one download are one folder', {}, async ({ page }) => {
  const parts = [{}, {}];
  for (let house = 1; house <= 20; house += 1) parts[house % 2][`houses/${house}_front.png`] = photo(house, 0);
  parts[1]['houses/prices.csv'] = Buffer.from(table(20, 'id,price', (house) => `${house},${price(house)}`));
  const folder = folderOf({ 'houses-001.zip': zip(parts[0]), 'houses-002.zip': zip(parts[1]) });
  await visitor.ready(page);
  await id(page, 'choose-files-input').setInputFiles([join(folder, 'houses-001.zip'), join(folder, 'houses-002.zip')]);
  await id(page, 'pairing').waitFor();
  assert.match(await visitor.text(page, 'pairing-notes'), /20 of 20 houses have photos/);
  assert.equal(await thumbnails(page), 3);
  await load(page, 20);
});

scenario('photos that fit no row are told with an example, and the houses from before stay', {}, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  const files = { 'prices.csv': table(12, 'id,price', (house) => `X${house}9,${price(house)}`) };
  for (let house = 1; house <= 12; house += 1) files[`view ${'abcdefghijkl'[house - 1]}.png`] = photo(house, 0);
  await visitor.pick(page, folderOf(files));
  await id(page, 'pairing').waitFor();
  assert.match(await visitor.text(page, 'pairing-way'), /No photo matches a row/);
  assert.equal(await id(page, 'map-columns').getAttribute('aria-disabled'), 'true');
  assert.match(await visitor.text(page, 'why-map'), /12 photos, such as “view .\.png”, but none could be matched to a row of prices\.csv/);
  await id(page, 'cancel-mapping').click();
  assert.equal(await visitor.waitForHouses(page), 240);
});

scenario('without a price list the visitor types the prices, and saves them', {}, async ({ page }) => {
  const files = {};
  for (let house = 1; house <= 8; house += 1) {
    for (const [i, room] of ['front', 'kitchen'].entries()) files[`Elm ${house}/${room}.png`] = photo(house, i);
  }
  await visitor.ready(page);
  await visitor.pick(page, folderOf(files));
  await id(page, 'price-entry').waitFor();
  assert.match(await visitor.text(page, 'price-entry-why'), /There is no price list/);
  assert.equal(await id(page, 'use-prices').getAttribute('aria-disabled'), 'true');
  assert.match(await visitor.text(page, 'why-prices'), /At least 5 houses need a price/);
  for (let house = 1; house <= 6; house += 1) {
    await page.getByTestId('price-house').getByText(`House Elm ${house}, ${house} of 8`).waitFor();
    await page.waitForFunction(() => document.querySelectorAll('.priced canvas[data-painted]').length === 2);
    await id(page, 'price-text').fill(house === 3 ? 'much' : `$${price(house).toLocaleString('en-US')}`);
    if (house === 3) {
      assert.match(await visitor.text(page, 'price-problem'), /House Elm 3|house Elm 3/);
      await id(page, 'price-text').fill('280k');
    }
    await id(page, 'price-text').press('Enter');
  }
  assert.match(await visitor.text(page, 'price-count'), /6 of 8 houses have a price/);
  const [download] = await Promise.all([page.waitForEvent('download'), id(page, 'save-prices').click()]);
  const saved = readFileSync(await download.path(), 'utf8').trim().split('\n');
  assert.equal(saved[0], 'house,price,front,kitchen');
  assert.deepEqual([saved[3], saved[8]], ['Elm 3,280000,Elm 3/front.png,Elm 3/kitchen.png', 'Elm 8,,Elm 8/front.png,Elm 8/kitchen.png']);
  await id(page, 'use-prices').click();
  await id(page, 'pairing').waitFor();
  // What was typed is still there after going back.
  await id(page, 'cancel-mapping').click();
  await id(page, 'price-entry').waitFor();
  assert.match(await visitor.text(page, 'price-count'), /6 of 8 houses have a price/);
  await id(page, 'use-prices').click();
  await id(page, 'pairing').waitFor();
  assert.match(await visitor.text(page, 'pairing-notes'), /6 of 6 houses have photos/);
  assert.equal(await examplePrice(page, 'Elm 1'), String(price(1)));
  await load(page, 6);
});

scenario('prices in the names of photos are shown before they are used', {}, async ({ page }) => {
  const files = {};
  for (let house = 1; house <= 10; house += 1) files[`house${house}_${price(house)}.png`] = photo(house, 0);
  await visitor.ready(page);
  await visitor.pick(page, folderOf(files));
  await id(page, 'price-entry').waitFor();
  assert.match(await visitor.text(page, 'prices-guessed'), /names of the photos contain prices/);
  assert.equal(await id(page, 'price-text').inputValue(), String(price(1)));
  await id(page, 'cancel-prices').click();
  await id(page, 'choose-folder').waitFor();
  await visitor.pick(page, folderOf(files));
  await id(page, 'use-prices').click();
  await id(page, 'pairing').waitFor();
  await load(page, 10);
});

scenario('houses with fewer photos are kept, and each network says how many it uses', {}, async ({ page }) => {
  const files = { 'prices.csv': table(12, 'id,price,sqft', (house) => `${house},${price(house)},${900 + 10 * house}`) };
  for (let house = 1; house <= 12; house += 1) {
    for (const [i, room] of ['front', 'kitchen'].entries()) if (i === 0 || house > 4) files[`${house}_${room}.png`] = photo(house, i);
  }
  await visitor.ready(page);
  await visitor.pick(page, folderOf(files));
  await id(page, 'keep-incomplete').waitFor();
  assert.ok(await id(page, 'keep-incomplete').isChecked());
  await load(page, 12);
  assert.match(await visitor.text(page, 'incomplete'), /4 houses lack some of the photos/);
  await id(page, 'network').selectOption('cnn');
  assert.match(await visitor.text(page, 'missing-photos'), /it uses 8 of 12 houses/);
  await visitor.train(page, visitor.SMALL, 'cpu');
  await id(page, 'network').selectOption('tuned-photos');
  assert.equal(await id(page, 'missing-photos').count(), 0);
  // Its ten members are fitted to the few houses.
  await visitor.train(page, { tile: 16, filters: 4, epochs: 3 }, 'cpu');
  assert.match(await id(page, 'list').innerText(), /Tuned/);
});
