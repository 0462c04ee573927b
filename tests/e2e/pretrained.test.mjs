// Networks on features of the pretrained network: photos are looked at once, and the features stay with the houses.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DIST, scenario } from './helper.mjs';
import { emptyFolder, photo } from './photos.mjs';
import * as visitor from './steps.mjs';

const id = (page, name) => page.getByTestId(name);
const HOUSES = 24;
const ROOMS = ['front', 'kitchen'];
const selectNetwork = (page, network) => id(page, 'network').selectOption(network);
const isBuilt = /name="pretrained"/.test(readFileSync(join(DIST, 'index.html'), 'utf8'));
const skip = isBuilt ? false : 'The page was built without the pretrained network.';

/** A folder of houses with a photo of each room, the last one only of the first. */
function houses(count = HOUSES, rooms = ROOMS) {
  const folder = emptyFolder();
  const line = (house) => `H${house},${200_000 + 15_000 * house},${900 + 10 * house}`;
  const lines = Array.from({ length: count }, (_, i) => line(i + 1));
  writeFileSync(join(folder, 'prices.csv'), ['id,price,sqft', ...lines].join('\n'));
  for (let house = 1; house <= count; house += 1) {
    mkdirSync(join(folder, `H${house}`));
    for (const [i, room] of rooms.entries()) {
      if (house < count || i === 0) writeFileSync(join(folder, `H${house}`, `${room}.png`), photo(house, i));
    }
  }
  return folder;
}

/** Counts how often houses are read. */
const countReading = (page) =>
  page.evaluate(() => {
    globalThis.readings = 0;
    let reading = false;
    new MutationObserver(() => {
      const now = document.querySelector('[data-testid=intake]') !== null;
      if (now && !reading) globalThis.readings += 1;
      reading = now;
    }).observe(document.body, { childList: true, subtree: true });
  });
const readings = (page) => page.evaluate(() => globalThis.readings);

async function train(page, network, fields = { epochs: 3 }) {
  await selectNetwork(page, network);
  await visitor.train(page, fields, 'cpu', 120_000);
  return Number(await visitor.value(page, 'result-mape'));
}

/** The parts of the explained price as shown: what the regions of the photos add. */
async function regions(page, place) {
  const rows = await page.locator(`${place} [data-testid=why-regions] tbody tr`).allInnerTexts();
  return rows.map((row) => row.replaceAll('\u00a0', ' '));
}

scenario('features are computed once, kept with the houses, and used by every run', { skip, minutes: 6 }, async ({ page }) => {
  await visitor.ready(page);
  await visitor.pickHouses(page, houses());
  await id(page, 'kept-count').waitFor();
  await visitor.waitForHouses(page);
  await countReading(page);
  await selectNetwork(page, 'pretrained-photos');
  assert.match(await visitor.text(page, 'pretrained-origin'), /EfficientNet-Lite0.*ImageNet.*Apache-2\.0/);
  const first = await train(page, 'pretrained-photos');
  assert.ok(first > 0 && first < 200, `${first}`);
  assert.equal(await readings(page), 1, 'the first run computes the features');
  for (const network of ['pretrained-set', 'pretrained-mixed']) await train(page, network);
  assert.equal(await readings(page), 1, 'the others have the features');

  // Another tile size: the photos are read again, but not looked at again.
  await selectNetwork(page, 'cnn');
  await visitor.train(page, visitor.SMALL, 'cpu', 120_000);
  assert.equal(await readings(page), 2);
  const again = await train(page, 'pretrained-photos');
  assert.equal(await readings(page), 2);
  assert.equal(again, first, 'the same features, the same run');

  // A test house is explained by what its photos add.
  await visitor.openFolds(page);
  await page.locator('[data-testid=worst] button').first().click();
  await id(page, 'why-house').click();
  await page.locator('#results [data-testid=why-regions] tbody tr').first().waitFor();
  assert.ok((await regions(page, '#results')).length > 0);

  // A home is priced and explained.
  const ranges = [];
  for (const [i, room] of ROOMS.entries()) {
    const file = join(emptyFolder(), `${room}.png`);
    writeFileSync(file, photo(7, i));
    await id(page, `slot-${room}-input`).setInputFiles(file);
    // One photo is enough.
    await page.locator('[data-testid=montage-preview] canvas').waitFor();
    await id(page, 'estimate').click();
    await id(page, 'price').waitFor();
    assert.match(await visitor.text(page, 'price'), /\$[\d,]+/);
    ranges.push(await visitor.text(page, 'price-range'));
  }
  assert.match(ranges[0], /has 1 of 2 photos.*80\s% of training houses/);
  assert.match(ranges[1], /contain the true price of 80\s% of comparable homes/);
  await id(page, 'why-home').click();
  await page.locator('#predict [data-testid=why-regions] tbody tr').first().waitFor();

  // Rooms are recognised on photos whose names do not say them, also among more photos than rooms.
  // The first pixel of each photo in a slot.
  const shown = () =>
    page.locator('.slot img').evaluateAll((all) =>
      Promise.all(all.map(async (image) => {
        await image.decode();
        const context = new OffscreenCanvas(1, 1).getContext('2d');
        context.drawImage(image, 0, 0);
        return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
      })),
    );
  const pixel = (house, room) => [(house * 37) % 200, (house * 59 + room * 61) % 200, (room * 83 + 20) % 200];
  const unnamed = emptyFolder();
  const files = [[9, 1], [9, 0], [11, 1]].map(([house, room], at) => {
    const file = join(unnamed, `${at}.png`);
    writeFileSync(file, photo(house, room));
    return file;
  });
  await id(page, 'slot-front-input').setInputFiles(files);
  await id(page, 'rooms-recognised').waitFor();
  const [front, kitchen] = await shown();
  assert.deepEqual(front, pixel(9, 0));
  assert.ok([9, 11].some((house) => String(pixel(house, 1)) === String(kitchen)), `${kitchen}`);
  await id(page, 'estimate').click();
  await id(page, 'price').waitFor();
  const right = await visitor.value(page, 'price');
  // The third photo is not used. Another language moves nothing.
  assert.equal(await page.locator('[data-testid=spare-photos] .slot').count(), 1);
  await id(page, 'language').selectOption('de');
  await id(page, 'language').selectOption('en');
  assert.deepEqual((await shown()).slice(0, 2), [front, kitchen]);
  // The visitor corrects them, and nothing moves any more.
  await id(page, 'slot-front-room').selectOption('1');
  await id(page, 'rooms-recognised').waitFor({ state: 'hidden' });
  assert.deepEqual((await shown()).slice(0, 2), [kitchen, front]);
  const [, , spare] = await shown();
  await id(page, 'spare-0-room').selectOption('1');
  assert.deepEqual(await shown(), [kitchen, spare, front]);
  await id(page, 'slot-kitchen-room').selectOption('');
  assert.equal(await page.locator('[data-testid=spare-photos] .slot').count(), 2);
  await page.locator('[data-testid=montage-preview] canvas').waitFor();
  await id(page, 'estimate').click();
  await id(page, 'price').waitFor();
  assert.notEqual(await visitor.value(page, 'price'), right);

  // A file that cannot be read is named and takes no room.
  const broken = join(unnamed, '00.png');
  writeFileSync(broken, 'no photo');
  await id(page, 'slot-front-input').setInputFiles([broken, files[1], files[0]]);
  await id(page, 'notice-warning').filter({ hasText: '00.png' }).waitFor();
  await page.waitForFunction(() => document.querySelectorAll('[data-testid=spare-photos] .slot').length === 1);
  await id(page, 'estimate').click();
  await id(page, 'price').waitFor();
  assert.doesNotMatch(await visitor.text(page, 'price-range'), /of 2 photos/);
  await id(page, 'clear-photos').click();
  await id(page, 'undo-clear-photos').waitFor();

  // The network goes along into the ONNX file.
  const download = page.waitForEvent('download');
  await id(page, 'save-onnx').click();
  const onnx = readFileSync(await (await download).path());
  assert.ok(onnx.length > 3_000_000 && onnx.includes('photos'), `${onnx.length}`);

  // The script for other frameworks finds its weights in a file beside it.
  const weights = page.waitForEvent('download');
  await id(page, 'pretrained-file').click();
  const file = await weights;
  assert.equal(file.suggestedFilename(), 'pretrained.safetensors');
  assert.ok(readFileSync(await file.path()).includes('EfficientNet-Lite0'));

  // Another visit has the features, without the files.
  await visitor.waitForStorage(page);
  await page.reload();
  await visitor.ready(page);
  await id(page, 'kept-count').waitFor();
  assert.equal(await train(page, 'pretrained-photos'), first);
});

scenario('the network with the lowest error on held-out training houses is taken', { skip, minutes: 8 }, async ({ page }) => {
  await visitor.ready(page, { network: null });
  await visitor.pickHouses(page, houses());
  await visitor.waitForHouses(page);
  assert.equal(await visitor.text(page, 'next-step'), 'Find the best network');
  await countReading(page);
  await visitor.fillSettings(page, {}, 'cpu');
  await id(page, 'selection-start').click();
  await id(page, 'selection-outcome').filter({ hasText: 'lowest error on held-out training houses' }).waitFor({ timeout: 400_000 });
  const rows = await page.locator('[data-testid^=candidate-]').evaluateAll((all) =>
    all.map((row) => [row.dataset.testid.replace('candidate-', ''), parseFloat(row.cells[1].textContent), Number(row.cells[2].textContent)]),
  );
  assert.deepEqual(rows.map(([network]) => network).sort(), ['pretrained-mixed', 'pretrained-photos', 'pretrained-set', 'tuned-mixed', 'tuned-photos']);
  assert.equal(await readings(page), 0, 'the photos were looked at while they were loaded');
  const [best, , run] = rows.toSorted((a, b) => a[1] - b[1])[0];
  await page.waitForFunction((network) => document.querySelector('[data-testid=network]').value === network, best);
  await visitor.waitForModel(page);
  assert.match(await visitor.text(page, 'model-file'), new RegExp(`facade-run-${run}\\b`));

  // The next step leads to the results.
  await id(page, 'next-step').click();
  await page.waitForFunction(() => location.hash === '#results');
  await page.waitForFunction(() => document.querySelector('[data-testid=next-step]').textContent !== 'See the results');

  await visitor.openFolds(page);
  assert.match(await visitor.text(page, 'ratio-median-ratio'), /Median ratio/);

  // What matters to a network that sees attributes, and a slider that moves one.
  await train(page, 'pretrained-mixed', {});
  const inputs = await page.locator('[data-testid=importance] tbody th').allInnerTexts();
  assert.deepEqual(inputs.sort(), ['Front (photo)', 'Kitchen (photo)', 'sqft']);
  const file = join(emptyFolder(), 'front.png');
  writeFileSync(file, photo(7, 0));
  await id(page, 'slot-front-input').setInputFiles(file);
  await page.locator('[data-testid=montage-preview] canvas').waitFor();
  await id(page, 'told-0').fill('920');
  await id(page, 'estimate').click();
  const price = async () => Number(await visitor.value(page, 'price'));
  await id(page, 'price').waitFor();
  const before = await price();
  await id(page, 'slide-0').fill('1120');
  await id(page, 'price-moved').waitFor();
  assert.notEqual(await price(), before);
  assert.equal(await id(page, 'told-0').inputValue(), '1120');

  // What more houses would bring.
  await visitor.unfold(page, 'field-members');
  await visitor.fillSettings(page, { epochs: 2, members: 2 }, 'cpu');
  await id(page, 'repeat-over').selectOption('sizes');
  await id(page, 'repeat-runs').fill('2');
  await id(page, 'repeat-start').click();
  await page.locator('[data-testid=learning-curve] tbody tr').nth(1).waitFor({ timeout: 120_000 });
  assert.deepEqual(await page.locator('[data-testid=learning-curve] tbody th').allInnerTexts(), ['9', '17']);
});

/** Replaces a function of WebGPU in the compute worker. */
async function patchGpu(page, patch) {
  await (await visitor.worker(page, 'compute')).evaluate(patch);
}

scenario('the GPU looks at photos, and the CPU takes over if it fails', { skip, minutes: 12, gpu: true }, async ({ page }) => {
  // A photo takes the software adapter seconds.
  const folder = houses(16, ['front']);
  const look = async (device) => {
    await visitor.fillSettings(page, {}, device);
    await visitor.pickHouses(page, folder);
    const isOver = () => !document.querySelector('[data-testid=intake], [data-testid=mapping]');
    await page.waitForFunction(isOver, null, { timeout: 200_000 });
    await visitor.fillSettings(page, { epochs: 3 }, 'cpu');
    await visitor.train(page, { epochs: 3 }, 'cpu', 120_000);
    return Number(await visitor.value(page, 'result-mape'));
  };
  await visitor.ready(page, { network: 'pretrained-photos' });
  const onCpu = await look('cpu');
  await patchGpu(page, () => {
    globalThis.submits = 0;
    const { submit } = GPUQueue.prototype;
    GPUQueue.prototype.submit = function (...all) {
      globalThis.submits += 1;
      return submit.apply(this, all);
    };
  });
  const onGpu = await look('gpu');
  const submits = await (await visitor.worker(page, 'compute')).evaluate(() => globalThis.submits);
  assert.ok(submits > 2, `${submits} submits`);
  assert.ok(Math.abs(onGpu - onCpu) < 0.02 * onCpu, `${onGpu} ${onCpu}`);
  assert.notEqual(onGpu, onCpu, 'rounded in another way');

  await patchGpu(page, () => {
    GPUBuffer.prototype.mapAsync = () => Promise.reject(new Error('ended by a test'));
  });
  assert.equal(await look('gpu'), onCpu);
});

scenario('a damaged file of the pretrained network blocks nothing', { skip }, async ({ page }) => {
  await page.route('**/pretrained.safetensors', (route) => route.fulfill({ body: Buffer.alloc(50_000, 7) }));
  await page.reload();
  await visitor.ready(page, { network: null });
  await visitor.pickHouses(page, houses(8));
  await id(page, 'kept-count').waitFor();
  assert.equal(await visitor.waitForHouses(page), 8);
  await page.waitForFunction(() => document.querySelector('[data-testid=network]').value === 'tuned-mixed');
  await selectNetwork(page, 'pretrained-photos');
  assert.match(await visitor.text(page, 'why-start'), /damaged/);
});

scenario('a page that was built without the pretrained network says so', {}, async ({ page, url }) => {
  await page.route(/some\/where\/$/, async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace(/<meta name="pretrained"[^>]*>/, '');
    await route.fulfill({ response, body });
  });
  await page.goto(url);
  await visitor.ready(page);
  await visitor.loadSample(page);
  await selectNetwork(page, 'pretrained-photos');
  assert.match(await visitor.text(page, 'why-start'), /built without the pretrained network.*another network/);
});
