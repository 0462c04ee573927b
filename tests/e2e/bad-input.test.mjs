// The bad input that a visitor most likely meets: each is told in its sentence, to the letter as natively
// (tests/bad_input.rs, tests/bad_files), and what was loaded and trained before is still there.
import assert from 'node:assert/strict';
import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scenario } from './helper.mjs';
import { crc32, emptyFolder, homePhotos, houseFolder, photo, png, zip } from './photos.mjs';
import * as visitor from './steps.mjs';

const SAMPLE = 240;

/** A folder of these files. */
function folderOf(files) {
  const folder = emptyFolder();
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  return folder;
}

/** A file of its own. */
const file = (name, bytes) => join(folderOf({ [name]: bytes }), name);

const pickFiles = (page, files) => page.getByTestId('choose-files-input').setInputFiles(files);
const pick = (files) => (page) => visitor.pick(page, folderOf(files));
/** Photos of two houses beside a price list. */
const beside = (table) => pick({ ...table, '1_front.png': photo(1, 0), '2_front.png': photo(2, 0) });

/** A PNG that says it is of another size than it is. */
function claiming(width, height) {
  const bytes = png(4, 4, () => [1, 2, 3]);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29);
  return bytes;
}

/** An archive whose files ask for a password. */
function locked() {
  const bytes = zip({ 'HousesInfo.txt': Buffer.from('3 2 1500 94501 100000\n') });
  bytes[bytes.indexOf('PK\x01\x02', 0, 'latin1') + 8] |= 1;
  return bytes;
}

/** A file of zeros of so many megabytes, of which the disk holds none. */
function vast(path, megabytes) {
  writeFileSync(path, '');
  truncateSync(path, megabytes * 2 ** 20);
  return path;
}

/** An archive that says of each of its files that it unpacks to 250 MB. */
function bombs() {
  const bytes = zip(Object.fromEntries([1, 2, 3, 4, 5].map((house) => [`${house}_kitchen.png`, Buffer.alloc(9999)])));
  for (let at = bytes.indexOf('PK\x01\x02', 0, 'latin1'); at >= 0; at = bytes.indexOf('PK\x01\x02', at + 4, 'latin1')) {
    bytes.writeUInt32LE(250 * 2 ** 20, at + 24);
  }
  return bytes;
}

async function dropEmptyFolder(page) {
  const zone = page.getByTestId('drop-zone');
  await zone.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await zone.boundingBox();
  const data = { items: [], files: [emptyFolder()], dragOperationsMask: 1 };
  const browser = await page.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop']) {
    await browser.send('Input.dispatchDragEvent', { type, x: x + width / 2, y: y + height / 2, data });
  }
}

const NO_TABLE =
  'no HousesInfo.txt and no CSV file. Choose the folder that holds the price list and the photos.';
const AGAIN = 'Save the table as “CSV UTF-8” and choose the folder again.';

/** Nothing of these can be used. */
const REFUSED = {
  'an empty folder, dropped': [
    dropEmptyFolder,
    'The folder is empty. Choose the folder that holds the price list (HousesInfo.txt or a CSV file) and the photos.',
  ],
  'a folder with nothing of use': [pick({ 'letter.doc': 'milk\n' }), /^There is no price list in “[^”]+”: no HousesInfo\.txt and no CSV file\. Choose the folder that holds the price list and the photos\.$/],
  'photos without their price list': [
    (page) => pickFiles(page, homePhotos()),
    `There is no price list in the files you chose: ${NO_TABLE}`,
  ],
  'a price list without photos': [
    pick({ 'HousesInfo.txt': '4 3 2000 94501 500000\n'.repeat(30) }),
    'There are no photos beside HousesInfo.txt. Put them into the same folder, named 1_bathroom.jpg, 1_bedroom.jpg, 1_frontal.jpg, 1_kitchen.jpg and so on.',
  ],
  'a price list that is empty': [
    beside({ 'prices.csv': '' }),
    'prices.csv is empty. It needs one line a house, with its price.',
  ],
  'a price list that is a picture': [
    beside({ 'HousesInfo.txt': photo(1, 1) }),
    'HousesInfo.txt is a PNG picture in spite of its name. Save the list as plain text in UTF-8 and choose the folder again.',
  ],
  'a spreadsheet': [
    beside({ 'prices.xlsx': 'PK' }),
    'prices.xlsx is a spreadsheet, which cannot be read here. Open it, save it as “CSV UTF-8” into the same folder, and choose the folder again.',
  ],
  'a price list in an old encoding': [
    beside({ 'prices.csv': Buffer.from('price,city\n1,Z\xfcrich\n', 'latin1') }),
    `prices.csv is not UTF-8: the byte FC in line 2 (perhaps Windows-1252 or Latin-1). ${AGAIN}`,
  ],
  'a quotation mark that is never closed': [
    beside({ 'prices.csv': 'id,price\n1,100\n2,"200\n3,300\n' }),
    'The quotation mark that opens a field in line 3 of prices.csv is never closed. Close it, or take it away, and choose the folder again.',
  ],
  'too few houses in every zip code': [
    beside({ 'HousesInfo.txt': '1 1 1 10115 5\n1 1 1 10117 5\n' }),
    'No zip code has 25 houses or more; the most frequent has 1. Add houses to the price list, so that at least one zip code has 25.',
  ],
  'photos of which none can be read': [
    (page) => visitor.pick(page, houseFolder(25, (folder) => {
      for (let house = 1; house <= 25; house += 1) writeFileSync(join(folder, `${house}_kitchen.png`), '');
    })),
    'No house has all 4 photos in a form that can be read. House 1: 1_kitchen.png cannot be read: The file is empty. Copy the photo again.',
  ],
  'a price list of two gigabytes, of which not a byte is read': [
    (page) => {
      const folder = folderOf({});
      vast(join(folder, 'prices.csv'), 2048);
      return visitor.pick(page, folder);
    },
    'prices.csv has 2147483648 bytes, and 67108864 can be read. Take out what is not needed.',
  ],
  'an archive of files that unpack to far more than they are': [
    (page) => pickFiles(page, file('houses.zip', bombs())),
    'Unpacked, the files in the archive would be 1250 MB, more than 20 times the archive itself, which no photos are. Unpack it and choose the folder.',
  ],
  'an archive cut short': [
    (page) => pickFiles(page, file('houses.zip', zip({ 'HousesInfo.txt': Buffer.alloc(999, '1 ') }).subarray(0, -30))),
    'The archive is not a zip file, or it is damaged or not whole. Download or copy it again, or unpack it and choose the folder.',
  ],
  'an archive with a password': [
    (page) => pickFiles(page, file('houses.zip', locked())),
    '“HousesInfo.txt” in the archive is protected by a password. Unpack the archive with the password and choose the folder.',
  ],
};

/** A house of its own is spoilt by each of these; the others are read. */
const LEFT_OUT = {
  'a photo missing': [(folder) => rmSync(join(folder, '1_kitchen.png')), 'House 1: There is no kitchen photo.'],
  'a photo that is no picture': [
    (folder) => writeFileSync(join(folder, '2_bedroom.png'), 'no image'),
    'House 2: 2_bedroom.png cannot be read: The file is not a JPEG, PNG, WebP, GIF or BMP picture. Save the photo as JPEG.',
  ],
  'a photo cut off': [
    (folder) => writeFileSync(join(folder, '3_frontal.png'), photo(3, 2).subarray(0, 900)),
    'House 3: 3_frontal.png cannot be read: The file ends before the picture does. Copy the photo again.',
  ],
  'a photo of more than 100 megapixels': [
    (folder) => writeFileSync(join(folder, '4_bathroom.png'), claiming(20_000, 10_000)),
    'House 4: 4_bathroom.png cannot be read: The picture has 200 million pixels, and 100 million can be read. Make it smaller.',
  ],
  'a document for a photo': [
    (folder) => writeFileSync(join(folder, '5_kitchen.png'), '%PDF-1.7\n'),
    'House 5: 5_kitchen.png cannot be read: The photo is a PDF document, which cannot be decoded. Save it as JPEG.',
  ],
  'a photo of 400 megabytes, of which not a byte is read': [
    (folder) => vast(join(folder, '8_kitchen.png'), 400),
    'House 8: 8_kitchen.png cannot be read: The file has 400 MB, and 300 MB can be read. Save the photo as JPEG.',
  ],
  'a line with a word for a number': [
    (_, lines) => (lines[5] = '3 2 many 94501 400000'),
    'House 6: Line 6: the area, “many”, is not a number.',
  ],
  'a price of zero': [
    (_, lines) => (lines[6] = '3 2 1500 94501 0'),
    'House 7: Line 7: the price is “0”; it has to be above 0.',
  ],
};

/** What is no model of ours. */
const MODELS = {
  'a letter': ['Dear sir or madam', 'This is not a model file. Choose a .safetensors file that was saved here.'],
  'nothing': ['', 'This is not a model file. Choose a .safetensors file that was saved here.'],
  'half of a model': [(saved) => saved.subarray(0, saved.length / 2), 'The model file is damaged: its length is not what its header says. Save it again where it came from.'],
};

/** Loads the sample and trains on it; tells the price that must not change. */
async function begin(page) {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.train(page, visitor.SMALL, 'cpu');
  const photos = homePhotos();
  const [price, mape] = [await visitor.price(page, photos), await visitor.value(page, 'result-mape')];
  /** The model and its error are still there. */
  return async (what) => {
    assert.equal(await visitor.price(page, photos), price, what);
    assert.equal(await visitor.value(page, 'result-mape'), mape, what);
  };
}

/** The one error on the page, which is then put away. */
async function told(page, what, expected) {
  const notice = page.getByTestId('notice-error');
  await notice.first().waitFor().catch(() => assert.fail(`${what}: nothing is said`));
  assert.equal(await notice.count(), 1, what);
  const said = (await notice.locator('p').innerText()).replaceAll('\u00a0', ' ').replace(/^Error:\s+/, '');
  if (expected instanceof RegExp) assert.match(said, expected, what);
  else assert.equal(said, expected, what);
  await notice.getByRole('button').click();
  await notice.waitFor({ state: 'detached' });
}

scenario(`${Object.keys(REFUSED).length} folders, lists and archives that cannot be used`, { minutes: 5 }, async ({ page }) => {
  const still = await begin(page);
  for (const [what, [choose, expected]] of Object.entries(REFUSED)) {
    await choose(page);
    await told(page, what, expected);
    assert.equal(await visitor.houses(page), SAMPLE, what);
    await still(what);
  }
});

scenario(`${Object.keys(LEFT_OUT).length} faults that cost a house each`, {}, async ({ page }) => {
  const still = await begin(page);
  const faults = Object.values(LEFT_OUT);
  await visitor.pick(page, houseFolder(40, (folder, lines) => faults.forEach(([spoil]) => spoil(folder, lines))));
  await page.getByTestId('dropped-list').waitFor();
  assert.equal(await visitor.houses(page), 40 - faults.length);
  const lines = await page.getByTestId('dropped-list').locator('li').allTextContents();
  assert.deepEqual(lines.map((line) => line.replaceAll('\u00a0', ' ')).sort(), faults.map(([, line]) => line).sort());
  await still('the model');
});

scenario(`${Object.keys(MODELS).length} files that are no model`, {}, async ({ page }) => {
  const still = await begin(page);
  const saved = readFileSync(await visitor.save(page));
  for (const [what, [bytes, expected]] of Object.entries(MODELS)) {
    const content = typeof bytes === 'function' ? bytes(saved) : bytes;
    await page.getByTestId('load-model-input').setInputFiles(file('model.safetensors', content));
    await told(page, what, expected);
    await still(what);
  }
});

scenario('a home’s photo that is not an image', {}, async ({ page }) => {
  const still = await begin(page);
  await page.getByTestId('slot-kitchen-input').setInputFiles(file('kitchen.png', 'no image'));
  await told(page, 'the kitchen', 'The kitchen photo cannot be read: The file is not a JPEG, PNG, WebP, GIF or BMP picture. Save the photo as JPEG.');
  assert.equal(await page.getByTestId('estimate').getAttribute('aria-disabled'), 'true');
  await still('a good photo mends it');
});

scenario('settings that no run can start with', {}, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  for (const [name, content] of [['epochs', '0'], ['batch-size', 'x'], ['test-share', '1'], ['filters', '4 4 4 4 4 4 4']]) {
    await visitor.settings(page, { [name]: content });
    await page.getByTestId('settings-error').waitFor();
    assert.equal(await page.getByTestId('start').getAttribute('aria-disabled'), 'true', name);
    assert.equal(await page.getByTestId(`field-${name}`).getAttribute('aria-invalid'), 'true', name);
    assert.equal(await page.getByTestId('field-seed').getAttribute('aria-invalid'), 'false', name);
    await page.getByTestId('reset-settings').click();
    await page.getByTestId('settings-error').waitFor({ state: 'detached' });
  }
});
