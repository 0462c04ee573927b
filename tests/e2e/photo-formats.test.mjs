// Photos in every supported format, in one folder: the tab's montages equal those of the command line, and a format that only the
// browser can decode shows the same picture.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scenario } from './helper.mjs';
import { ROOMS, emptyFolder, houseFolder } from './photos.mjs';
import * as visitor from './steps.mjs';

const FIXTURES = new URL('../fixtures/photos/', import.meta.url).pathname;
/** The command line program, built by ./run. */
const FACADE = process.env.FACADE_PROGRAM ?? new URL('../../target/debug/facade', import.meta.url).pathname;

/** Houses whose photos are these fixtures. */
const PHOTOS = {
  1: ['progressive.jpg', 'cmyk.jpg', 'grey.jpg', 'turned.jpg'],
  2: ['lossy.webp', 'transparent.webp', 'animated.webp', 'plain.gif'],
  3: ['plain.bmp', 'plain.png', 'plain.png', 'plain.png'],
  4: ['plain.avif', 'plain.png', 'plain.avif', 'plain.png'],
};
/** The largest difference of a tile of 32 by 32 pixels, in levels: two JPEG decoders round differently. */
const ROUNDING = 6;
/** The same for AVIF, which is lossy. */
const LOSS = 12;

const folder = () =>
  houseFolder(30, (folder) => {
    for (const [house, photos] of Object.entries(PHOTOS)) {
      photos.forEach((photo, i) => {
        rmSync(join(folder, `${house}_${ROOMS[i]}.png`));
        copyFileSync(join(FIXTURES, photo), join(folder, `${house}_${ROOMS[i]}.${photo.split('.')[1]}`));
      });
    }
    // HEIC, which this browser cannot decode; the second one claims a size above the limit.
    const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1');
    rmSync(join(folder, '5_kitchen.png'));
    writeFileSync(join(folder, '5_kitchen.heic'), Buffer.concat([heic, sizeBoxes(4032, 3024)]));
    rmSync(join(folder, '6_bedroom.png'));
    writeFileSync(join(folder, '6_bedroom.heic'), Buffer.concat([heic, sizeBoxes(60_000, 60_000)]));
    rmSync(join(folder, '7_frontal.png'));
    writeFileSync(join(folder, '7_frontal.tif'), Buffer.from('II*\0\x08\0\0\0', 'latin1'));
  });

/** The nested boxes of a HEIC header that contain the size of the picture. */
function sizeBoxes(width, height) {
  const box = (name, ...content) => {
    const whole = Buffer.concat([Buffer.alloc(4), Buffer.from(name, 'latin1'), ...content]);
    whole.writeUInt32BE(whole.length);
    return whole;
  };
  const size = Buffer.alloc(12);
  size.writeUInt32BE(width, 4);
  size.writeUInt32BE(height, 8);
  return box('meta', Buffer.alloc(4), box('iprp', box('ipco', box('ispe', size))));
}

/** The pixels of a PNG file, decoded by the browser. */
const pixels = (page, path) =>
  page.evaluate(async (bytes) => {
    const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)]), { colorSpaceConversion: 'none' });
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    context.drawImage(bitmap, 0, 0);
    return context.getImageData(0, 0, bitmap.width, bitmap.height).data;
  }, new Uint8Array(readFileSync(path)));

const maxDifference = (a, b) => {
  assert.equal(a.length, b.length);
  return a.reduce((most, level, i) => Math.max(most, Math.abs(level - b[i])), 0);
};

const montage = async (page, house) => (await visitor.montage(page, house - 1)).rgba;

scenario('photos of every format are read, or reported', {}, async ({ page }) => {
  const path = folder();
  await visitor.ready(page);
  await visitor.pickHouses(page, path);
  await page.getByTestId('kept-count').waitFor();
  assert.equal(await visitor.waitForHouses(page), 27);
  const lines = await page.getByTestId('dropped-list').locator('li').allTextContents();
  const text = lines.join('\n');
  assert.match(text, /5.*The photo is HEIC, which this browser cannot decode\. Save it as JPEG\./);
  assert.match(text, /6.*The image has 3600 million pixels, but at most 100 million can be read/);
  assert.match(text, /7.*The photo is TIFF, which cannot be decoded\. Save it as JPEG\./);
  assert.equal(lines.length, 3, text);

  const shown = { 3: await montage(page, 3), 4: await montage(page, 4) };
  const difference = maxDifference(shown[4], shown[3]);
  assert.ok(difference <= LOSS, `AVIF differs by ${difference} levels from the same picture as PNG and BMP`);
});

scenario('the tab’s montages equal those of the command line', {}, async ({ page }) => {
  assert.ok(existsSync(FACADE), 'the command line is built: cargo build --bin facade');
  const path = folder();
  await visitor.ready(page);
  await visitor.pickHouses(page, path);
  await page.getByTestId('kept-count').waitFor();
  for (const house of [1, 2, 3]) {
    const file = join(emptyFolder(), 'montage.png');
    execFileSync(FACADE, ['montage', path, String(house), file]);
    const difference = maxDifference(await montage(page, house), await pixels(page, file));
    assert.ok(difference <= (house === 1 ? ROUNDING : 0), `house ${house}: ${difference} levels`);
  }
});
