// What is kept by hand: sessions and models, in the browser and as files, and runs that are called something.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { scenario } from './helper.mjs';
import { asBefore, pack, unpack } from './records.mjs';
import * as visitor from './steps.mjs';

const id = (page, name) => page.getByTestId(name);

async function download(page, button) {
  const arrives = page.waitForEvent('download');
  await id(page, button).click();
  const file = await arrives;
  return { name: file.suggestedFilename(), path: await file.path() };
}

const rows = (page) => id(page, 'shelf').locator('tbody tr');
const listed = (page) => id(page, 'list').locator('tbody tr');

scenario('a session is kept, renamed, deleted, brought back and opened after a reload', {}, async ({ page }) => {
  await visitor.ready(page);
  assert.equal(await id(page, 'keep-session').getAttribute('aria-disabled'), 'true');
  assert.match(await visitor.text(page, 'why-keep-session'), /no run and no model/);
  await visitor.loadSample(page);
  await visitor.train(page, visitor.SMALL, 'cpu');
  await id(page, 'rename-1-button').click();
  await page.keyboard.type('  My first one ');
  await page.keyboard.press('Enter');
  await page.getByText('My first one').first().waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'rename-1-button');
  const mape = await visitor.value(page, 'result-mape');

  await id(page, 'keep-session').click();
  await rows(page).first().waitFor();
  assert.match(await rows(page).first().innerText(), /Session 1[\s\S]*1 run or series, model and settings[\s\S]*less than a minute ago/);
  await id(page, 'keep-model').click();
  await rows(page).nth(1).waitFor();
  // Escape leaves a name as it is, and so does nothing at all.
  await id(page, 'shelf-rename-1-button').click();
  await page.keyboard.type('never');
  await page.keyboard.press('Escape');
  await id(page, 'shelf-rename-1-button').click();
  await id(page, 'shelf-rename-1').fill('   ');
  await page.keyboard.press('Enter');
  assert.match(await rows(page).nth(1).innerText(), /Session 1/);
  await id(page, 'shelf-rename-1-button').click();
  await id(page, 'shelf-rename-1').fill('Monday');
  await page.keyboard.press('Enter');
  await id(page, 'shelf').getByText('Monday').waitFor();
  await id(page, 'shelf-delete-1').click();
  await id(page, 'shelf-deleted').waitFor();
  assert.equal(await rows(page).count(), 1);
  // A second click brings nothing back twice.
  await id(page, 'shelf-undo').dblclick();
  await page.waitForFunction(() => document.querySelectorAll('[data-testid=shelf] tbody tr').length === 2);
  await id(page, 'shelf-deleted').waitFor({ state: 'detached' });
  // Of two that were deleted both come back, the last first.
  for (const item of [1, 2]) {
    await id(page, `shelf-delete-${item}`).click();
    await id(page, 'shelf-deleted').filter({ hasText: item === 1 ? 'Monday' : 'facade-run-1' }).waitFor();
  }
  await rows(page).first().waitFor({ state: 'detached' });
  for (const left of [1, 2]) {
    await id(page, 'shelf-undo').click();
    await page.waitForFunction((left) => document.querySelectorAll('[data-testid=shelf] tbody tr').length === left, left);
  }
  assert.deepEqual((await rows(page).allInnerTexts()).map((text) => /Monday|facade-run-1/.exec(text)?.[0]), ['facade-run-1', 'Monday']);

  // Two clicks keep two things; what is forgotten comes back whole, and not over what was kept since.
  await page.evaluate(() => { for (const name of ['keep-session', 'keep-model', 'keep-session']) document.querySelector(`[data-testid=${name}]`).click(); });
  await rows(page).nth(4).waitFor();
  assert.equal(new Set(await id(page, 'shelf').locator('tbody tr button[data-testid^=shelf-open]').evaluateAll((all) => all.map((each) => each.dataset.testid))).size, 5);
  assert.match(await visitor.text(page, 'kept-words'), /5 things that were kept by hand/);
  await id(page, 'forget').click();
  await rows(page).first().waitFor({ state: 'detached' });
  await id(page, 'undo-forgotten').click();
  await rows(page).nth(4).waitFor();

  // The run goes from the list, and all of it comes back with the session.
  await id(page, 'delete-1').click();
  await listed(page).first().waitFor({ state: 'detached' });
  await page.reload();
  await visitor.ready(page, { network: null });
  await rows(page).nth(1).waitFor();
  assert.equal(await page.getByText('My first one').count(), 0);
  await id(page, 'field-epochs').fill('77');
  await id(page, 'shelf-open-1').click();
  await page.getByText('“Monday” is open: 1 run or series came to the list').waitFor();
  assert.match(await listed(page).first().innerText(), /My first one/);
  assert.equal(await id(page, 'field-epochs').inputValue(), String(visitor.SMALL.epochs));
  // The settings that were there before come back.
  await id(page, 'undo-reset').click();
  assert.equal(await id(page, 'field-epochs').inputValue(), '77');
  await listed(page).getByText('Show', { exact: true }).click();
  assert.equal(await visitor.value(page, 'result-mape'), mape);
  // Once more, it is there already.
  await id(page, 'shelf-open-1').click();
  await page.getByText('its runs were in the list already').waitFor();
  assert.equal(await listed(page).count(), 1);
  // And the list outlives the visit under its new name.
  await page.reload();
  await visitor.ready(page, { network: null });
  assert.match(await listed(page).first().innerText(), /My first one/);
  // What is kept since something was forgotten stands beside what comes back, also where it is kept at the same moment.
  await page.evaluate(() => { for (const name of ['forget', 'keep-session']) document.querySelector(`[data-testid=${name}]`).click(); });
  await rows(page).nth(1).waitFor({ state: 'detached' });
  await rows(page).first().waitFor();
  await id(page, 'undo-forgotten').click();
  await rows(page).nth(5).waitFor();
  await page.reload();
  await visitor.ready(page, { network: null });
  await rows(page).nth(5).waitFor();
});

scenario('sessions, runs and models are files that another browser opens', {}, async ({ page, context, url }) => {
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
  const own = await readFile(await visitor.save(page));
  assert.ok(own.equals(await readFile(model.path)), 'the model comes back as it was');
  // Another run's model takes its place, until it is taken back.
  await visitor.train(page, { epochs: 4 }, 'cpu');
  assert.ok(!own.equals(await readFile(await visitor.save(page))));
  await id(page, 'model-back').click();
  await page.waitForFunction(() => /facade-run-1/.test(document.querySelector('[data-testid=model-file]').textContent));
  assert.ok(own.equals(await readFile(await visitor.save(page))));
  // So do settings.
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
  await other.getByText('“run.facade” is open: 1 run or series came to the list.').waitFor();
  assert.equal(await id(other, 'save-model').getAttribute('aria-disabled'), 'true', 'a run brings no model');
  await open('session.facade', files.session);
  await other.getByText('is in use. It was trained on').first().waitFor();
  await other.waitForFunction(() => document.querySelector('[data-testid=save-model]').getAttribute('aria-disabled') === 'false');
  assert.ok(own.equals(await readFile(await visitor.save(other))));

  // What is no session says so, and changes nothing.
  const damaged = Buffer.from(files.session);
  damaged[damaged.length - 1] ^= 1;
  for (const buffer of [damaged, Buffer.from('houses'), files.session.subarray(0, 99), Buffer.alloc(0), own]) {
    await open('bad.facade', buffer);
    await other.getByText('“bad.facade” is no session, or is damaged.').waitFor();
    await open('run.facade', files.run);
    await other.getByText('“run.facade” is open: its runs were in the list already').waitFor();
  }
  await open('later.facade', pack({ ...unpack(files.session), version: 200 }));
  await other.getByText('“later.facade” was saved by a later version of Facade').waitFor();
  await open('early.facade', asBefore([0, 0, 0]));
  await other.getByText('“early.facade” was saved by an early version of Facade').waitFor();
  assert.equal(await listed(other).count(), 1);
  await elsewhere.close();
});

scenario('what two tabs keep by hand stands side by side, and neither takes the other’s runs off the list', { minutes: 3 }, async ({ page, context, url }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.train(page, visitor.SMALL, 'cpu');
  await id(page, 'keep-session').click();
  await rows(page).first().waitFor();
  await visitor.kept(page);
  const other = await context.newPage();
  await other.goto(url);
  await visitor.ready(other, { network: null });
  await visitor.kept(other, 'other');
  // A session of elsewhere has a run of the number that the first tab gives next.
  const whole = unpack(await readFile((await download(page, 'save-run-1')).path));
  const theirs = unpack(whole.body.get('entries')[0]);
  theirs.body.set('number', 2).set('data', 'Theirs');
  const buffer = pack({ ...whole, body: new Map([['entries', [pack(theirs)]]]) });
  await id(other, 'open-session-input').setInputFiles({ name: 'theirs.facade', mimeType: '', buffer });
  await id(other, 'undo-opened').click();
  await listed(other).nth(1).waitFor({ state: 'detached' });
  await visitor.train(page, visitor.SMALL, 'cpu');
  // The first tab forgets, the second keeps something, the first thinks again.
  await id(page, 'keep-session').click();
  await rows(page).nth(1).waitFor();
  await visitor.kept(page);
  await id(page, 'forget').click();
  await id(page, 'forgotten').waitFor();
  await visitor.kept(page);
  await id(other, 'keep-model').click();
  await other.waitForFunction(() => /facade-run-1/.test(document.querySelector('[data-testid=shelf]')?.innerText));
  await id(page, 'undo-forgotten').click();
  await rows(page).nth(2).waitFor();
  await page.close();
  await id(other, 'notice-done').filter({ hasText: /The other tab was closed/ }).waitFor();
  await listed(other).nth(1).waitFor();
  await visitor.kept(other);
  await other.reload();
  await visitor.ready(other, { network: null });
  await rows(other).nth(2).waitFor();
  assert.equal(await rows(other).count(), 3);
  assert.equal(await listed(other).count(), 2);
});
