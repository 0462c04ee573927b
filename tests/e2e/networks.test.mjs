// Networks other than the reference: each is chosen from the list, trains, and says what it is told to say.
import assert from 'node:assert/strict';
import { scenario } from './helper.mjs';
import { ROOMS, emptyFolder, homePhotos, houseFolder, photo } from './photos.mjs';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as visitor from './steps.mjs';

const choose = (page, network) => page.getByTestId('network').selectOption(network);

async function run(page, fields) {
  await visitor.settings(page, fields, 'cpu');
  await page.getByTestId('start').click();
  await visitor.state(page, 'Finished', 240_000);
  return Number(await visitor.value(page, 'result-mape'));
}

scenario('a network for photos and attributes, with its recipe', { minutes: 6 }, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  assert.match(await visitor.text(page, 'habit'), /looked at: choose nothing by them/);

  await page.getByText('More about validation').click();
  await choose(page, 'tuned-mixed');
  assert.equal(await page.getByTestId('field-members').inputValue(), '10');
  assert.equal(await page.getByTestId('choice-target').locator('option:checked').textContent(), 'logarithm of the price');
  assert.ok(await page.getByTestId('field-validation-share').isHidden());
  assert.match(await visitor.text(page, 'habit'), /Each member is validated/);
  // The recipe wants larger tiles than the houses were read at: they are read again.
  const mape = await run(page, { epochs: 20 });
  assert.ok(mape < 60, `${mape}`);
  for (const shown of ['zip-code', 'ridge']) assert.match(await visitor.text(page, `baseline-${shown}`), /\d+\.\d %/);
  assert.match(await page.getByTestId('runs-table').innerText(), /tuned, all that is known; epochs 20/);

  const photos = homePhotos();
  const plain = await visitor.price(page, photos);
  assert.match(await visitor.text(page, 'price-range'), /holds the price of 80 % of homes/);
  await page.getByTestId('told-0').fill('lots');
  assert.match(await visitor.text(page, 'why-estimate'), /is no number/);
  await page.getByTestId('told-0').fill('1');
  await page.getByTestId('told-zip').selectOption({ index: 1 });
  const small = await visitor.price(page, photos);
  await page.getByTestId('told-zip').selectOption({ index: 3 });
  const other = await visitor.price(page, photos);
  assert.notEqual(small, plain, 'what is told counts');
  assert.notEqual(small, other, 'and so does the zip code');

  const file = await visitor.save(page);
  await page.getByTestId('load-model-input').setInputFiles(file);
  await page.getByTestId('notice-done').waitFor();
  assert.equal(await visitor.price(page, photos), other, 'the saved model asks the same and says the same');

  await page.getByTestId('reset-settings').click();
  assert.equal(await page.getByTestId('network').inputValue(), 'cnn');
});

scenario('every other network trains in the tab', { minutes: 8 }, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await page.getByText('More about validation').click();
  for (const [network, fields] of [
    ['single', visitor.SMALL],
    ['branches', { ...visitor.SMALL, tile: 8, filters: '4, 8' }],
    ['mixed', visitor.SMALL],
    ['mlp', { epochs: 20, members: 4 }],
    ['tuned-photos', { epochs: 5, tile: 16, filters: '4', members: 3 }],
  ]) {
    await choose(page, network);
    const wider = await page.locator('.form fieldset').evaluateAll((sets) => sets.filter((set) => set.scrollWidth > set.clientWidth).length);
    assert.equal(wider, 0, `${network}: no field is wider than its column`);
    const mape = await run(page, fields);
    assert.ok(mape > 0 && Number.isFinite(mape), `${network}: ${mape}`);
    assert.equal(await page.getByTestId('no-photos').count(), network === 'mlp' ? 1 : 0);
    assert.equal(await page.getByTestId('montage-preview').count(), network === 'mlp' ? 0 : 1);
  }
  // Held-back houses, the best epoch, and a loss that is no percentage.
  await choose(page, 'cnn');
  await visitor.settings(page, { ...visitor.SMALL, 'validation-share': 0.25 });
  await page.getByTestId('choice-keep').selectOption({ label: 'the best epoch' });
  await page.getByText('More about training').click();
  await page.getByTestId('choice-loss').selectOption({ label: 'Huber' });
  await page.getByTestId('choice-flip').selectOption({ index: 1 });
  assert.match(await visitor.text(page, 'habit'), /held back/);
  await run(page, { crop: 0.1 });
  assert.match(await visitor.text(page, 'train-loss'), /^\d+\.\d{4}$/);
  await visitor.settings(page, { 'validation-share': 0 });
  assert.match(await visitor.text(page, 'settings-error'), /chosen on the test houses/);
});

/** Houses of which nothing is known but price and photos. */
function photosAlone(houses) {
  const folder = emptyFolder();
  const lines = ['id,price'];
  for (let house = 1; house <= houses; house += 1) {
    lines.push(`${house},${250_000 + 10_000 * house}`);
    ROOMS.forEach((room, i) => writeFileSync(join(folder, `${house}_${room}.png`), photo(house, i)));
  }
  writeFileSync(join(folder, 'houses.csv'), lines.join('\n'));
  return folder;
}

for (const [attributes, chosen] of [[true, 'tuned-mixed'], [false, 'tuned-photos']]) {
  const known = attributes ? 'photos and attributes' : 'photos alone';
  scenario(`for one’s own houses with ${known} the tuned recipe is chosen, the reference one click away`, {}, async ({ page }) => {
    await visitor.ready(page, { network: null });
    const network = page.getByTestId('network');
    assert.equal(await network.inputValue(), 'cnn');
    await visitor.pick(page, attributes ? houseFolder(40) : photosAlone(40));
    if (!attributes) await page.getByTestId('map-columns').click();
    await visitor.houses(page);
    assert.equal(await network.inputValue(), chosen);
    assert.match(await visitor.text(page, 'suggested'), /^Chosen for your houses/);
    await page.getByTestId('start').click();
    await visitor.state(page, 'Finished', 50_000);
    assert.equal(await page.getByTestId('asked').isVisible(), attributes);
    // Of a home of which nothing is told the range does not hold.
    await visitor.price(page, homePhotos());
    assert.equal(await page.getByTestId('price-untold').count(), attributes ? 1 : 0);
    await page.getByTestId('reset-settings').click();
    assert.equal(await network.inputValue(), 'cnn');
    assert.equal(await page.getByTestId('suggested').count(), 0);
    // Another network's recipe takes the place of what was written, until that is undone.
    await page.getByTestId('field-epochs').fill('7');
    await network.selectOption('mlp');
    assert.equal(await page.getByTestId('field-tile').isVisible(), false, 'it sees no photos');
    await page.getByTestId('undo-reset').click();
    assert.equal(await network.inputValue(), 'cnn');
    assert.equal(await page.getByTestId('field-epochs').inputValue(), '7');
  });
}
