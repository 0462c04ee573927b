// The most likely kinds of bad input: each is reported with its own sentence, the same as in the native tests
// (tests/bad_input, tests/bad_files), and the houses and the model from before stay.
import assert from 'node:assert/strict';
import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scenario } from './helper.mjs';
import { crc32, emptyFolder, homePhotos, houseFolder, photo, png, zip } from './photos.mjs';
import * as visitor from './steps.mjs';

const SAMPLE = 240;

/** A folder with these files. */
function folderOf(files) {
  const folder = emptyFolder();
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  return folder;
}

/** A file in a folder of its own. */
const file = (name, bytes) => join(folderOf({ [name]: bytes }), name);

const pickFiles = (page, files) => page.getByTestId('choose-files-input').setInputFiles(files);
const pick = (files) => (page) => visitor.pick(page, folderOf(files));
/** A price list with the photos of two houses. */
const withPhotos = (table) => pick({ ...table, '1_front.png': photo(1, 0), '2_front.png': photo(2, 0) });

/** A PNG whose header claims another size. */
function claiming(width, height) {
  const bytes = png(4, 4, () => [1, 2, 3]);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29);
  return bytes;
}

/** An archive whose file is encrypted. */
function encrypted() {
  const bytes = zip({ 'HousesInfo.txt': Buffer.from('3 2 1500 94501 100000\n') });
  bytes[bytes.indexOf('PK\x01\x02', 0, 'latin1') + 8] |= 1;
  return bytes;
}

/** A sparse file of zeros, which takes no space on the disk. */
function sparseFile(path, megabytes) {
  writeFileSync(path, '');
  truncateSync(path, megabytes * 2 ** 20);
  return path;
}

/** An archive whose headers claim that each file unpacks to 250 MB. */
function zipBomb() {
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
  'no HousesInfo.txt, no CSV file and no spreadsheet. Choose the folder that holds the price list and the photos.';
const AGAIN = 'Save the table as “CSV UTF-8” and choose the folder again.';

/** Input that is refused as a whole. */
const REFUSED = {
  'an empty folder, dropped': [
    dropEmptyFolder,
    'The folder is empty. Choose the folder that holds the price list (HousesInfo.txt, a CSV file or a spreadsheet) and the photos.',
  ],
  'a folder with nothing usable': [pick({ 'letter.doc': 'milk\n' }), /^There is no price list in “[^”]+”: no HousesInfo\.txt, no CSV file and no spreadsheet\. Choose the folder that holds the price list and the photos\.$/],
  'photos without their price list': [
    (page) => pickFiles(page, homePhotos()),
    `There is no price list in the files you chose: ${NO_TABLE} To type the prices here, choose a folder with photos of at least 5 houses.`,
  ],
  'a price list without photos': [
    pick({ 'HousesInfo.txt': '4 3 2000 94501 500000\n'.repeat(30) }),
    'There are no photos next to HousesInfo.txt. Put them into the same folder, named 1_bathroom.jpg, 1_bedroom.jpg, 1_frontal.jpg, 1_kitchen.jpg and so on.',
  ],
  'a price list that is empty': [
    withPhotos({ 'prices.csv': '' }),
    'prices.csv is empty. It needs one line per house, with its price.',
  ],
  'a price list that is a picture': [
    withPhotos({ 'HousesInfo.txt': photo(1, 1) }),
    'HousesInfo.txt is a PNG image despite its name. Save the list as plain text in UTF-8 and choose the folder again.',
  ],
  'a damaged spreadsheet': [
    withPhotos({ 'prices.xlsx': 'PK\x03\x04' }),
    'prices.xlsx is damaged, or is not a spreadsheet despite its name. Open it, save it as an Excel or CSV file, and choose the folder again.',
  ],
  'a price list that ends within a character': [
    withPhotos({ 'prices.csv': Buffer.from('price,city\n1,Z\xc3', 'latin1') }),
    `prices.csv is not valid UTF-8: byte C3 in line 2 starts a character that the file does not complete. ${AGAIN}`,
  ],
  'a quotation mark that is never closed': [
    withPhotos({ 'prices.csv': 'id,price\n1,100\n2,"200\n3,300\n' }),
    'The quotation mark that opens a field in line 3 of prices.csv is never closed. Close or remove it, and choose the folder again.',
  ],
  'too few houses in every zip code': [
    withPhotos({ 'HousesInfo.txt': '1 1 1 10115 5\n1 1 1 10117 5\n' }),
    'No zip code has 25 houses or more; the most frequent has 1. Add houses to the price list until at least one zip code has 25.',
  ],
  'photos that are all unreadable': [
    (page) => visitor.pickHouses(page, houseFolder(25, (folder) => {
      for (let house = 1; house <= 25; house += 1) writeFileSync(join(folder, `${house}_kitchen.png`), '');
    })),
    'No house has all 4 photos in a readable format. House 1: 1_kitchen.png cannot be read: The file is empty. Copy the photo again.',
  ],
  'a price list of two gigabytes, refused without reading it': [
    (page) => {
      const folder = folderOf({});
      sparseFile(join(folder, 'prices.csv'), 2048);
      return visitor.pick(page, folder);
    },
    'prices.csv is 2147483648 bytes long, but at most 67108864 can be read. Remove what is not needed.',
  ],
  'a zip bomb': [
    (page) => pickFiles(page, file('houses.zip', zipBomb())),
    'Unpacked, the files in the archive would take 1250 MB, more than 20 times the size of the archive. This does not happen with photos. Unpack it and choose the folder.',
  ],
  'an archive cut short': [
    (page) => pickFiles(page, file('houses.zip', zip({ 'HousesInfo.txt': Buffer.alloc(999, '1 ') }).subarray(0, -30))),
    'The archive is not a zip file, or it is damaged or incomplete. Download or copy it again, or unpack it and choose the folder.',
  ],
  'an archive with a password': [
    (page) => pickFiles(page, file('houses.zip', encrypted())),
    '“HousesInfo.txt” in the archive is protected with a password. Unpack the archive with the password and choose the folder.',
  ],
};

/** Each of these costs one house; the others are read. */
const DROPPED = {
  'a missing photo': [(folder) => rmSync(join(folder, '1_kitchen.png')), 'House 1: There is no kitchen photo.'],
  'a photo that is not an image': [
    (folder) => writeFileSync(join(folder, '2_bedroom.png'), 'no image'),
    'House 2: 2_bedroom.png cannot be read: The file is not a JPEG, PNG, WebP, GIF or BMP image. Save the photo as JPEG.',
  ],
  'a truncated photo': [
    (folder) => writeFileSync(join(folder, '3_frontal.png'), photo(3, 2).subarray(0, 900)),
    'House 3: 3_frontal.png cannot be read: The file ends before the image does. Copy the photo again.',
  ],
  'a photo of more than 100 megapixels': [
    (folder) => writeFileSync(join(folder, '4_bathroom.png'), claiming(20_000, 10_000)),
    'House 4: 4_bathroom.png cannot be read: The image has 200 million pixels, but at most 100 million can be read. Make it smaller.',
  ],
  'a document in place of a photo': [
    (folder) => writeFileSync(join(folder, '5_kitchen.png'), '%PDF-1.7\n'),
    'House 5: 5_kitchen.png cannot be read: The photo is a PDF document, which cannot be decoded. Save it as JPEG.',
  ],
  'a photo of 400 megabytes, refused without reading it': [
    (folder) => sparseFile(join(folder, '8_kitchen.png'), 400),
    'House 8: 8_kitchen.png cannot be read: The file is 400 MB, but at most 300 MB can be read. Save the photo as JPEG.',
  ],
  'a row with a word for a number': [
    (_, lines) => (lines[5] = '3 2 many 94501 400000'),
    'House 6: Line 6: the area, “many”, is not a number.',
  ],
  'a price of zero': [
    (_, lines) => (lines[6] = '3 2 1500 94501 0'),
    'House 7: Line 7: the price is “0”; it must be above 0.',
  ],
};

/** Files that are not models. */
const MODELS = {
  'a letter': ['Dear sir or madam', 'This is not a model file. Choose a .safetensors file that was saved by Facade.'],
  'an empty file': ['', 'This is not a model file. Choose a .safetensors file that was saved by Facade.'],
  'half a model': [(saved) => saved.subarray(0, saved.length / 2), 'The model file is damaged: its length differs from its header. Save the model again, and load the new file.'],
};

/** Loads the sample and trains on it. Returns a check that the model is unchanged. */
async function begin(page) {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.train(page, visitor.SMALL, 'cpu');
  const photos = homePhotos();
  const [price, mape] = [await visitor.priceHome(page, photos), await visitor.value(page, 'result-mape')];
  return async (what) => {
    assert.equal(await visitor.priceHome(page, photos), price, what);
    assert.equal(await visitor.value(page, 'result-mape'), mape, what);
  };
}

/** Asserts that the page shows this one error, and dismisses it. */
async function expectError(page, what, expected) {
  const notice = page.getByTestId('notice-error');
  await notice.first().waitFor().catch(() => assert.fail(`${what}: no error is shown`));
  assert.equal(await notice.count(), 1, what);
  const message = (await notice.locator('p').innerText()).replaceAll('\u00a0', ' ').replace(/^Error:\s+/, '');
  if (expected instanceof RegExp) assert.match(message, expected, what);
  else assert.equal(message, expected, what);
  await notice.getByRole('button').click();
  await notice.waitFor({ state: 'detached' });
}

scenario(`${Object.keys(REFUSED).length} folders, lists and archives are refused`, { minutes: 5 }, async ({ page }) => {
  const expectSameModel = await begin(page);
  for (const [what, [choose, expected]] of Object.entries(REFUSED)) {
    await choose(page);
    await expectError(page, what, expected);
    assert.equal(await visitor.waitForHouses(page), SAMPLE, what);
    await expectSameModel(what);
  }
});

scenario(`${Object.keys(DROPPED).length} faults cost one house each`, {}, async ({ page }) => {
  const expectSameModel = await begin(page);
  const faults = Object.values(DROPPED);
  await visitor.pickHouses(page, houseFolder(40, (folder, lines) => faults.forEach(([change]) => change(folder, lines))));
  await page.getByTestId('dropped-list').waitFor();
  assert.equal(await visitor.waitForHouses(page), 40 - faults.length);
  const lines = await page.getByTestId('dropped-list').locator('li').allTextContents();
  assert.deepEqual(lines.map((line) => line.replaceAll('\u00a0', ' ')).sort(), faults.map(([, line]) => line).sort());
  await expectSameModel('the model');
});

scenario(`${Object.keys(MODELS).length} files are not models`, {}, async ({ page }) => {
  const expectSameModel = await begin(page);
  const saved = readFileSync(await visitor.saveModel(page));
  for (const [what, [bytes, expected]] of Object.entries(MODELS)) {
    const content = typeof bytes === 'function' ? bytes(saved) : bytes;
    await page.getByTestId('load-model-input').setInputFiles(file('model.safetensors', content));
    await expectError(page, what, expected);
    await expectSameModel(what);
  }
});

scenario('a photo of a home is not an image', {}, async ({ page }) => {
  const expectSameModel = await begin(page);
  await page.getByTestId('slot-kitchen-input').setInputFiles(file('kitchen.png', 'no image'));
  await expectError(page, 'the kitchen', 'The kitchen photo cannot be read: The file is not a JPEG, PNG, WebP, GIF or BMP image. Save the photo as JPEG.');
  assert.equal(await page.getByTestId('estimate').getAttribute('aria-disabled'), 'true');
  await expectSameModel('a good photo fixes it');
});

scenario('invalid settings prevent a run', {}, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  for (const [name, content] of [['epochs', '0'], ['batch-size', 'x'], ['test-share', '1'], ['filters', '4 4 4 4 4 4 4']]) {
    await visitor.fillSettings(page, { [name]: content });
    await page.getByTestId('settings-error').waitFor();
    assert.equal(await page.getByTestId('start').getAttribute('aria-disabled'), 'true', name);
    assert.equal(await page.getByTestId(`field-${name}`).getAttribute('aria-invalid'), 'true', name);
    assert.equal(await page.getByTestId('field-seed').getAttribute('aria-invalid'), 'false', name);
    await page.getByTestId('reset-settings').click();
    await page.getByTestId('settings-error').waitFor({ state: 'detached' });
  }
});
