// The library: sessions and models kept in the browser and as files; and names of runs.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { scenario } from './helper.mjs';
import { legacyRecord, pack, unpack } from './records.mjs';
import * as visitor from './steps.mjs';

const id = (page, name) => page.getByTestId(name);

async function download(page, button) {
  const downloaded = page.waitForEvent('download');
  await id(page, button).click();
  const file = await downloaded;
  return { name: file.suggestedFilename(), path: await file.path() };
}

const libraryRows = (page) => id(page, 'shelf').locator('tbody tr');
const listRows = (page) => id(page, 'list').locator('tbody tr');

scenario('a session is kept, renamed, deleted, restored and opened after a reload', {}, async ({ page }) => {
  await visitor.ready(page);
  assert.equal(await id(page, 'keep-session').getAttribute('aria-disabled'), 'true');
  assert.match(await visitor.text(page, 'why-keep-session'), /no run and no model/);
  await visitor.loadSample(page);
  await visitor.train(page, visitor.SMALL, 'cpu');
  await visitor.editName(page, 'rename-1');
  await page.keyboard.type('  My first one ');
  await page.keyboard.press('Enter');
  await page.getByText('My first one').first().waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'rename-1-button');
  const mape = await visitor.value(page, 'result-mape');

  await id(page, 'keep-session').click();
  await libraryRows(page).first().waitFor();
  assert.match(await libraryRows(page).first().innerText(), /Session 1[\s\S]*1 run or series, model and settings[\s\S]*less than a minute ago/);
  await id(page, 'keep-model').click();
  await libraryRows(page).nth(1).waitFor();
  // Escape or an empty name changes nothing.
  await visitor.editName(page, 'shelf-rename-1');
  await page.keyboard.type('never');
  await page.keyboard.press('Escape');
  await visitor.editName(page, 'shelf-rename-1');
  await id(page, 'shelf-rename-1').fill('   ');
  await page.keyboard.press('Enter');
  assert.match(await libraryRows(page).nth(1).innerText(), /Session 1/);
  await visitor.editName(page, 'shelf-rename-1');
  await id(page, 'shelf-rename-1').fill('Monday');
  await page.keyboard.press('Enter');
  await id(page, 'shelf').getByText('Monday').waitFor();
  await id(page, 'shelf-delete-1').click();
  await id(page, 'shelf-deleted').waitFor();
  assert.equal(await libraryRows(page).count(), 1);
  // A double click restores one item.
  await id(page, 'shelf-undo').dblclick();
  await page.waitForFunction(() => document.querySelectorAll('[data-testid=shelf] tbody tr').length === 2);
  await id(page, 'shelf-deleted').waitFor({ state: 'detached' });
  // Two deleted items are restored, the last deleted first.
  for (const item of [1, 2]) {
    await id(page, `shelf-delete-${item}`).click();
    await id(page, 'shelf-deleted').filter({ hasText: item === 1 ? 'Monday' : 'facade-run-1' }).waitFor();
  }
  await libraryRows(page).first().waitFor({ state: 'detached' });
  for (const left of [1, 2]) {
    await id(page, 'shelf-undo').click();
    await page.waitForFunction((left) => document.querySelectorAll('[data-testid=shelf] tbody tr').length === left, left);
  }
  assert.deepEqual((await libraryRows(page).allInnerTexts()).map((text) => /Monday|facade-run-1/.exec(text)?.[0]), ['facade-run-1', 'Monday']);

  // Several clicks keep several items. Undoing Forget restores all of them, next to items kept since.
  await page.evaluate(() => { for (const name of ['keep-session', 'keep-model', 'keep-session']) document.querySelector(`[data-testid=${name}]`).click(); });
  await libraryRows(page).nth(4).waitFor();
  assert.equal(new Set(await id(page, 'shelf').locator('tbody tr button[data-testid^=shelf-open]').evaluateAll((all) => all.map((each) => each.dataset.testid))).size, 5);
  assert.match(await visitor.text(page, 'kept-words'), /5 items saved by you/);
  await id(page, 'forget').click();
  await libraryRows(page).first().waitFor({ state: 'detached' });
  await id(page, 'undo-forgotten').click();
  await libraryRows(page).nth(4).waitFor();

  // The run is deleted from the list, and restored with its session.
  await id(page, 'delete-1').click();
  await listRows(page).first().waitFor({ state: 'detached' });
  await page.reload();
  await visitor.ready(page, { network: null });
  await libraryRows(page).nth(1).waitFor();
  assert.equal(await page.getByText('My first one').count(), 0);
  await id(page, 'field-epochs').fill('77');
  await id(page, 'shelf-open-1').click();
  await page.getByText('“Monday” was opened: 1 run or series was added to the list').waitFor();
  assert.match(await listRows(page).first().innerText(), /My first one/);
  assert.equal(await id(page, 'field-epochs').inputValue(), String(visitor.SMALL.epochs));
  // The former settings can be restored.
  await id(page, 'undo-reset').click();
  assert.equal(await id(page, 'field-epochs').inputValue(), '77');
  await listRows(page).locator('[data-testid^=show-]').click();
  assert.equal(await visitor.value(page, 'result-mape'), mape);
  // Opening it again adds nothing.
  await id(page, 'shelf-open-1').click();
  await page.getByText('its runs were already in the list').waitFor();
  assert.equal(await listRows(page).count(), 1);
  // The list and the new name survive a reload.
  await page.reload();
  await visitor.ready(page, { network: null });
  assert.match(await listRows(page).first().innerText(), /My first one/);
  // An item kept at the same moment as Forget stays next to the restored items.
  await page.evaluate(() => { for (const name of ['forget', 'keep-session']) document.querySelector(`[data-testid=${name}]`).click(); });
  await libraryRows(page).nth(1).waitFor({ state: 'detached' });
  await libraryRows(page).first().waitFor();
  await id(page, 'undo-forgotten').click();
  await libraryRows(page).nth(5).waitFor();
  await page.reload();
  await visitor.ready(page, { network: null });
  await libraryRows(page).nth(5).waitFor();
});

scenario('another browser opens saved sessions, runs and models', {}, async ({ page, context, url }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.train(page, visitor.SMALL, 'cpu');
  const run = await download(page, 'save-run-1');
  assert.equal(run.name, 'facade-run-1.facade');
  const session = await download(page, 'save-session');
  assert.equal(session.name, 'facade-session.facade');
  const onnx = await download(page, 'save-onnx');
  assert.equal(onnx.name, 'facade-run-1.onnx');
  const bytes = await readFile(onnx.path);
  assert.ok(bytes.includes('facade') && bytes.includes('blocks.0.conv.weight') && bytes.includes('BatchNormalization'));
  await id(page, 'keep-model').click();
  const model = await download(page, 'shelf-save-1');
  assert.equal(model.name, 'facade-run-1.safetensors');
  const own = await readFile(await visitor.saveModel(page));
  assert.ok(own.equals(await readFile(model.path)), 'the saved model is unchanged');
  // The model of another run replaces it, until the former one is restored.
  await visitor.train(page, { epochs: 4 }, 'cpu');
  assert.ok(!own.equals(await readFile(await visitor.saveModel(page))));
  await id(page, 'model-back').click();
  await page.waitForFunction(() => /facade-run-1/.test(document.querySelector('[data-testid=model-file]').textContent));
  assert.ok(own.equals(await readFile(await visitor.saveModel(page))));
  // The same for settings.
  await id(page, 'reset-settings').click();
  assert.equal(await id(page, 'field-tile').inputValue(), '32');
  await id(page, 'undo-reset').click();
  assert.equal(await id(page, 'field-tile').inputValue(), String(visitor.SMALL.tile));
  assert.equal(await id(page, 'undo-reset').count(), 0);
  const files = { run: await readFile(run.path), session: await readFile(session.path) };

  const elsewhere = await context.browser().newContext({ serviceWorkers: 'block' });
  const other = await elsewhere.newPage();
  await other.goto(url);
  await visitor.ready(other, { network: null });
  const open = (name, buffer) =>
    id(other, 'open-session-input').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  await open('run.facade', files.run);
  await other.getByText('“run.facade” was opened: 1 run or series was added to the list.').waitFor();
  await visitor.waitForModel(other);
  assert.ok(own.equals(await readFile(await visitor.saveModel(other))), 'a run file contains its model');
  await open('session.facade', files.session);
  await other.getByText('its runs were already in the list').waitFor();
  assert.ok(own.equals(await readFile(await visitor.saveModel(other))));

  // A file that is not a session is reported and changes nothing.
  const damaged = Buffer.from(files.session);
  damaged[damaged.length - 1] ^= 1;
  for (const buffer of [damaged, Buffer.from('houses'), files.session.subarray(0, 99), Buffer.alloc(0), own]) {
    await open('bad.facade', buffer);
    await other.getByText('“bad.facade” is not a session, or is damaged.').waitFor();
    await open('run.facade', files.run);
    await other.getByText('“run.facade” was opened: its runs were already in the list').waitFor();
  }
  await open('later.facade', pack({ ...unpack(files.session), version: 200 }));
  await other.getByText('“later.facade” was saved by a newer version of Facade').waitFor();
  await open('early.facade', legacyRecord([0, 0, 0]));
  await other.getByText('“early.facade” was saved by an early version of Facade').waitFor();
  assert.equal(await listRows(other).count(), 1);
  await elsewhere.close();
});

scenario('two tabs can both keep items, and neither removes the other’s runs from the list', { minutes: 3 }, async ({ page, context, url }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.train(page, visitor.SMALL, 'cpu');
  await id(page, 'keep-session').click();
  await libraryRows(page).first().waitFor();
  await visitor.waitForStorage(page);
  const other = await context.newPage();
  await other.goto(url);
  await visitor.ready(other, { network: null });
  await visitor.waitForStorage(other, 'other');
  // A foreign session contains a run with the number that the first tab assigns next.
  const whole = unpack(await readFile((await download(page, 'save-run-1')).path));
  const theirs = unpack(whole.body.get('entries')[0]);
  theirs.body.set('number', 2).set('data', 'Theirs');
  const buffer = pack({ ...whole, body: new Map([['entries', [pack(theirs)]]]) });
  await id(other, 'open-session-input').setInputFiles({ name: 'theirs.facade', mimeType: '', buffer });
  await id(other, 'undo-opened').click();
  await listRows(other).nth(1).waitFor({ state: 'detached' });
  await visitor.train(page, visitor.SMALL, 'cpu');
  // The first tab forgets everything, the second keeps an item, the first undoes it.
  await id(page, 'keep-session').click();
  await libraryRows(page).nth(1).waitFor();
  await visitor.waitForStorage(page);
  await id(page, 'forget').click();
  await id(page, 'forgotten').waitFor();
  await visitor.waitForStorage(page);
  await id(other, 'keep-model').click();
  await other.waitForFunction(() => /facade-run-1/.test(document.querySelector('[data-testid=shelf]')?.innerText));
  await id(page, 'undo-forgotten').click();
  await libraryRows(page).nth(2).waitFor();
  await page.close();
  await id(other, 'notice-done').filter({ hasText: /The other tab was closed/ }).waitFor();
  await listRows(other).nth(1).waitFor();
  await visitor.waitForStorage(other);
  await other.reload();
  await visitor.ready(other, { network: null });
  await libraryRows(other).nth(2).waitFor();
  assert.equal(await libraryRows(other).count(), 3);
  assert.equal(await listRows(other).count(), 2);
});
