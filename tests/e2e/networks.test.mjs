// Networks other than the reference: each can be selected, trains and estimates prices.
import assert from 'node:assert/strict';
import { scenario } from './helper.mjs';
import { ROOMS, emptyFolder, homePhotos, houseFolder, photo } from './photos.mjs';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as visitor from './steps.mjs';

const selectNetwork = (page, network) => page.getByTestId('network').selectOption(network);

async function trainToEnd(page, fields) {
  await visitor.fillSettings(page, fields, 'cpu');
  await page.getByTestId('start').click();
  await visitor.waitForRunState(page, 'Finished', 240_000);
  return Number(await visitor.value(page, 'result-mape'));
}

scenario('a network for photos and attributes uses its recipe', { minutes: 6 }, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  assert.match(await visitor.text(page, 'habit'), /choosing epochs or settings by them/);

  await visitor.unfold(page, 'choice-keep-best');
  await selectNetwork(page, 'tuned-mixed');
  assert.equal(await page.getByTestId('field-members').inputValue(), '10');
  assert.equal(await page.getByTestId('choice-target').locator('option:checked').textContent(), 'logarithm of the price');
  assert.ok(await page.getByTestId('field-validation-share').isHidden());
  assert.match(await visitor.text(page, 'habit'), /Each ensemble member is validated/);
  // The recipe has larger tiles than the houses were read at, so they are read again.
  const mape = await trainToEnd(page, { epochs: 20 });
  assert.ok(mape < 60, `${mape}`);
  for (const baseline of ['zip-code', 'ridge']) assert.match(await visitor.text(page, `baseline-${baseline}`), /\d+\.\d %/);
  assert.match(await page.getByTestId('list').innerText(), /Tuned, photos and attributes\s+epochs: 20/);

  const photos = homePhotos();
  const plain = await visitor.priceHome(page, photos);
  assert.equal(await page.getByTestId('price-range').count(), 0, 'the attributes are not known');
  assert.match(await visitor.text(page, 'no-range'), /no price range is shown/);
  await page.getByTestId('told-0').fill('lots');
  assert.match(await visitor.text(page, 'why-estimate'), /is not a number/);
  await page.getByTestId('told-0').fill('1');
  await page.getByTestId('told-zip').selectOption({ index: 1 });
  const small = await visitor.priceHome(page, photos);
  await page.getByTestId('told-zip').selectOption({ index: 3 });
  const other = await visitor.priceHome(page, photos);
  assert.notEqual(small, plain, 'the attributes change the price');
  assert.notEqual(small, other, 'so does the zip code');
  for (const [at, value] of ['3', '2', '1500'].entries()) await page.getByTestId(`told-${at}`).fill(value);
  await visitor.priceHome(page, photos);
  // All is known now, but such photos the sample has not.
  assert.match(await page.locator('#predict').innerText(), /differ from the training photos.*no price range is shown/s);
  for (const [at, value] of ['1', '', ''].entries()) await page.getByTestId(`told-${at}`).fill(value);
  assert.equal(await visitor.priceHome(page, photos), other);

  const file = await visitor.saveModel(page);
  await page.getByTestId('load-model-input').setInputFiles(file);
  await page.getByTestId('notice-done').waitFor();
  assert.equal(await visitor.priceHome(page, photos), other, 'the saved model gives the same price');

  await page.getByTestId('reset-settings').click();
  assert.equal(await page.getByTestId('network').inputValue(), 'cnn');
});

scenario('all other networks train in the tab', { minutes: 8 }, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.unfold(page, 'choice-keep-best');
  for (const [network, fields] of [
    ['single', visitor.SMALL],
    ['branches', { ...visitor.SMALL, tile: 8, filters: '4, 8' }],
    ['mixed', visitor.SMALL],
    ['mlp', { epochs: 20, members: 4 }],
    ['tuned-photos', { epochs: 5, tile: 16, filters: '4', members: 3 }],
  ]) {
    await selectNetwork(page, network);
    const wider = await page.locator('.form fieldset').evaluateAll((sets) => sets.filter((set) => set.scrollWidth > set.clientWidth).length);
    assert.equal(wider, 0, `${network}: no field is wider than its column`);
    const mape = await trainToEnd(page, fields);
    assert.ok(mape > 0 && Number.isFinite(mape), `${network}: ${mape}`);
    assert.equal(await page.getByTestId('no-photos').count(), network === 'mlp' ? 1 : 0);
    assert.equal(await page.getByTestId('montage-preview').count(), network === 'mlp' ? 0 : 1);
  }
  // Validation houses, the best epoch, and a loss that is not a percentage.
  await selectNetwork(page, 'cnn');
  await visitor.fillSettings(page, { ...visitor.SMALL, 'validation-share': 0.25 });
  await page.getByTestId('choice-keep-best').selectOption({ label: 'the best epoch' });
  await visitor.unfold(page, 'choice-loss');
  await page.getByTestId('choice-loss').selectOption({ label: 'Huber' });
  await page.getByTestId('choice-flip').selectOption({ index: 1 });
  assert.match(await visitor.text(page, 'habit'), /held out/);
  await trainToEnd(page, { crop: 0.1 });
  assert.match(await visitor.text(page, 'train-loss'), /^\d+\.\d{4}$/);
  await visitor.fillSettings(page, { 'validation-share': 0 });
  assert.match(await visitor.text(page, 'settings-error'), /chosen on the test houses/);
});

/** Houses with only a price and photos. */
function photosOnlyFolder(houses) {
  const folder = emptyFolder();
  const lines = ['id,price'];
  for (let house = 1; house <= houses; house += 1) {
    lines.push(`${house},${250_000 + 10_000 * house}`);
    ROOMS.forEach((room, i) => writeFileSync(join(folder, `${house}_${room}.png`), photo(house, i)));
  }
  writeFileSync(join(folder, 'houses.csv'), lines.join('\n'));
  return folder;
}

for (const [attributes, chosen] of [[true, 'pretrained-mixed'], [false, 'pretrained-photos']]) {
  const inputs = attributes ? 'photos and attributes' : 'photos only';
  scenario(`for the visitor’s own houses with ${inputs} a pretrained network is selected, and one click selects the reference`, {}, async ({ page }) => {
    await visitor.ready(page, { network: null });
    const network = page.getByTestId('network');
    assert.equal(await network.inputValue(), 'cnn');
    await visitor.pickHouses(page, attributes ? houseFolder(40) : photosOnlyFolder(40));
    await visitor.waitForHouses(page);
    assert.equal(await network.inputValue(), chosen);
    assert.match(await visitor.text(page, 'suggested'), /^A good first choice for your houses/);
    await page.getByTestId('start').click();
    await visitor.waitForRunState(page, 'Finished', 50_000);
    assert.equal(await page.getByTestId('asked').isVisible(), attributes);
    // Without attributes of the home the price range does not apply.
    await visitor.priceHome(page, homePhotos());
    assert.equal(await page.getByTestId('price-untold').count(), attributes ? 1 : 0);
    await page.getByTestId('reset-settings').click();
    assert.equal(await network.inputValue(), 'cnn');
    assert.equal(await page.getByTestId('suggested').count(), 0);
    // Selecting another network replaces the settings, until that is undone.
    await page.getByTestId('field-epochs').fill('7');
    await network.selectOption('mlp');
    assert.equal(await page.getByTestId('field-tile').isVisible(), false, 'this network does not use photos');
    await page.getByTestId('undo-reset').click();
    assert.equal(await network.inputValue(), 'cnn');
    assert.equal(await page.getByTestId('field-epochs').inputValue(), '7');
  });
}
