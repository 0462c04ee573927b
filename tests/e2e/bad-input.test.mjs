// Input that cannot be used gets a sentence, and nothing that was loaded before is lost.
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scenario } from './helper.mjs';
import { emptyFolder, homePhotos, houseFolder, photo } from './photos.mjs';
import * as visitor from './steps.mjs';

/** Picks a folder after the sample was loaded; tells what the page says and that the sample is still there. */
async function refusal(page, choose) {
  await visitor.ready(page);
  const before = await visitor.loadSample(page);
  await choose();
  const notice = page.getByTestId('notice-error');
  await notice.waitFor();
  assert.equal(await visitor.houses(page), before, 'what was loaded before is still there');
  return notice.locator('p').innerText();
}

/** Loads a spoilt folder of 30 houses; tells how many were kept and the lines about those left out. */
async function report(page, change) {
  await visitor.ready(page);
  await visitor.pick(page, houseFolder(30, change));
  await page.getByTestId('kept-count').waitFor();
  const lines = await page.getByTestId('dropped-list').locator('li').allTextContents();
  return { kept: await visitor.houses(page), lines };
}

scenario('an empty folder, dropped', {}, async ({ page, context }) => {
  const said = await refusal(page, async () => {
    const { x, y, width, height } = await page.getByTestId('drop-zone').boundingBox();
    const data = { items: [], files: [emptyFolder()], dragOperationsMask: 1 };
    const browser = await context.newCDPSession(page);
    for (const type of ['dragEnter', 'dragOver', 'drop']) {
      await browser.send('Input.dispatchDragEvent', { type, x: x + width / 2, y: y + height / 2, data });
    }
  });
  assert.match(said, /empty.*HousesInfo\.txt/s);
});

scenario('a folder with nothing of use', {}, async ({ page }) => {
  const folder = emptyFolder();
  writeFileSync(join(folder, 'shopping.txt'), 'milk\n');
  assert.match(await refusal(page, () => visitor.pick(page, folder)), /no HousesInfo\.txt.*Choose/s);
});

scenario('a table without photos', {}, async ({ page }) => {
  const folder = emptyFolder();
  writeFileSync(join(folder, 'HousesInfo.txt'), '4 3 2000 94501 500000\n'.repeat(30));
  assert.match(await refusal(page, () => visitor.pick(page, folder)), /no photos/);
});

scenario('a table that is a picture', {}, async ({ page }) => {
  const folder = houseFolder(2);
  writeFileSync(join(folder, 'HousesInfo.txt'), photo(1, 1));
  assert.match(await refusal(page, () => visitor.pick(page, folder)), /is a PNG picture in spite of its name.*Save/s);
});

scenario('a table with a broken line', {}, async ({ page }) => {
  const { kept, lines } = await report(page, (_, lines) => (lines[6] = '3 2 many 94501 400000'));
  assert.equal(kept, 29);
  assert.equal(lines.length, 1);
  assert.match(lines[0], /7.*“many”/);
});

scenario('a missing photo', {}, async ({ page }) => {
  const { kept, lines } = await report(page, (folder) => rmSync(join(folder, '9_kitchen.png')));
  assert.equal(kept, 29);
  assert.equal(lines.length, 1);
  assert.match(lines[0], /9.*kitchen/);
});

scenario('a photo that is not an image', {}, async ({ page }) => {
  const { kept, lines } = await report(page, (folder) => writeFileSync(join(folder, '12_bedroom.png'), 'no image'));
  assert.equal(kept, 29);
  assert.equal(lines.length, 1);
  assert.match(lines[0], /12.*bedroom/);
});

scenario('a photo that is cut off', {}, async ({ page }) => {
  const cut = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
  const { kept, lines } = await report(page, (folder) => writeFileSync(join(folder, '1_frontal.png'), cut));
  assert.equal(kept, 29);
  assert.equal(lines.length, 1);
  assert.match(lines[0], /1.*front/);
});

scenario('a model file that is not one', {}, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.train(page, visitor.SMALL, 'cpu');
  const photos = homePhotos();
  const price = await visitor.price(page, photos);
  const file = join(emptyFolder(), 'letter.safetensors');
  writeFileSync(file, 'Dear sir or madam');
  await page.getByTestId('load-model-input').setInputFiles(file);
  await page.getByTestId('notice-error').waitFor();
  assert.match(await page.getByTestId('notice-error').locator('p').innerText(), /not a model file.*Choose/s);
  assert.equal(await visitor.price(page, photos), price, 'the model from before is still there');
});

scenario('a home’s photo that is not an image', {}, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.train(page, visitor.SMALL, 'cpu');
  const photos = homePhotos();
  const price = await visitor.price(page, photos);
  const file = join(emptyFolder(), 'kitchen.png');
  writeFileSync(file, 'no image');
  await page.getByTestId('slot-kitchen-input').setInputFiles(file);
  await page.getByTestId('notice-error').waitFor();
  assert.match(await page.getByTestId('notice-error').locator('p').innerText(), /kitchen.*not a JPEG.*Save the photo/s);
  assert.equal(await page.getByTestId('estimate').getAttribute('aria-disabled'), 'true');
  assert.equal(await visitor.price(page, photos), price, 'a good photo mends it');
});

scenario('settings that no run can start with', {}, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  for (const [name, content] of [['epochs', '0'], ['batch-size', 'x'], ['test-share', '1'], ['filters', '4 4 4 4 4 4 4']]) {
    await visitor.settings(page, { [name]: content });
    await page.getByTestId('settings-error').waitFor();
    assert.equal(await page.getByTestId('start').getAttribute('aria-disabled'), 'true', name);
    await page.getByTestId('reset-settings').click();
    await page.getByTestId('settings-error').waitFor({ state: 'detached' });
  }
});
