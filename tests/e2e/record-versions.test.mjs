// Records that an earlier or later version of the page has stored are restored, or reported without blocking anything.
import assert from 'node:assert/strict';
import { scenario } from './helper.mjs';
import { isRecord, legacyRecord, mapRecursively, pack, readAll, unpack, writeAll } from './records.mjs';
import * as visitor from './steps.mjs';

const id = (page, name) => page.getByTestId(name);
const listRows = (page) => id(page, 'list').locator('tbody tr');
const libraryRows = (page) => id(page, 'shelf').locator('tbody tr');
const notices = (page) => page.locator('[data-testid^=notice-] p').allInnerTexts();

/** Stores houses, a finished run, its model, library items, settings and an unfinished run; returns what the page shows. */
async function visit(page) {
  await visitor.ready(page);
  await id(page, 'currency').selectOption('EUR');
  await visitor.loadSample(page);
  await visitor.train(page, visitor.SMALL, 'cpu');
  await id(page, 'keep-session').click();
  await libraryRows(page).first().waitFor();
  await id(page, 'keep-model').click();
  await libraryRows(page).nth(1).waitFor();
  await page.waitForFunction(() => /the last model/.test(document.querySelector('[data-testid=kept-words]')?.textContent));
  await visitor.fillSettings(page, { epochs: 20_000 }, 'cpu');
  await visitor.startRun(page);
  await visitor.waitForSavedEpoch(page, 2);
  return { mape: await visitor.value(page, 'result-mape'), kept: await visitor.text(page, 'kept-count') };
}

/** Changes the stored records while the page is closed, and opens it again. */
async function changeStorage(page, url, change) {
  await page.goto(`${url}icon.svg`);
  await writeAll(page, change(await readAll(page)));
  await page.goto(url);
  await visitor.ready(page, { network: null });
  await page.waitForFunction(() => ['idle', 'stuck'].includes(document.documentElement.dataset.kept));
}

/** Applies `change` to every map of every record. */
const mapRecords = (all, change) => {
  const one = (bytes) => {
    const record = unpack(bytes);
    return new Uint8Array(pack({ ...record, body: mapRecursively(record.body, change) }));
  };
  const value = ({ file, bytes, list }) => {
    if (bytes) return { bytes: one(bytes) };
    // Files are records too, except models and pixels.
    if (file) return { file: isRecord(file) ? one(file) : file };
    return { list: list.map(value) };
  };
  return new Map([...all].map(([name, each]) => [name, value(each)]));
};

scenario('records with one setting less and unknown fields are restored', { minutes: 6, expected: [/404/] }, async ({ page, url }) => {
  const before = await visit(page);
  await changeStorage(page, url, (all) => {
    // The model of a run is under the time at which the run ended.
    const names = [...all.keys()].filter((name) => name !== 'excluded').map((name) => (`${name}`.startsWith('run-model.') ? 'run-model' : name));
    assert.deepEqual(names, [1, 'checkpoint', 'houses', 'model', 'run', 'run-model', 'shelf', 'shelf.1', 'shelf.2']);
    return mapRecords(all, (map) => {
      // One setting less; two unknown fields in the settings and in every other struct.
      if (map.has('patience')) map.delete('patience');
      // A map with one entry is an enum variant.
      if (map.size > 1) map.set('later', new Map([['deep', [1, 2]]])).set('scent', 'pine');
      return map;
    });
  });
  assert.deepEqual(await notices(page), [], 'nothing is reported');
  assert.equal(await visitor.text(page, 'kept-count'), before.kept);
  assert.equal(await id(page, 'currency').inputValue(), 'EUR');
  assert.equal(await id(page, 'field-epochs').inputValue(), '20000');
  assert.equal(await listRows(page).count(), 1);
  await listRows(page).locator('[data-testid^=show-]').click();
  assert.equal(await visitor.value(page, 'result-mape'), before.mape);
  assert.equal(await libraryRows(page).count(), 2);
  await visitor.waitForModel(page);
  await id(page, 'resume-offer').waitFor();
  const epoch = Number(/after epoch (\d+)/.exec(await id(page, 'resume-offer').innerText())[1]);
  await id(page, 'go-on').click();
  await visitor.waitForRunState(page, 'Running');
  await visitor.waitForEpoch(page, epoch + 1);
  await id(page, 'stop').click();
  await visitor.waitForRunState(page, 'Stopped');
  // Opening the session in the library adds nothing twice.
  await id(page, 'shelf-open-1').click();
  await page.getByText('its runs were already in the list').waitFor();
});

scenario('records of the former format are reported and block nothing', { minutes: 6, expected: [/404/] }, async ({ page, url }) => {
  await visit(page);
  await changeStorage(page, url, (all) => {
    const old = new Uint8Array(legacyRecord([1, 2, 3, 4]));
    const value = ({ file, bytes, list }) => {
      if (bytes) return { bytes: old };
      if (file) return { file: isRecord(file) ? old : file };
      return { list: list.map(value) };
    };
    return new Map([...all].map(([name, each]) => [name, value(each)]));
  });
  const text = (await notices(page)).join(' ');
  assert.match(text, /saved in this browser is from an early version of this page/);
  assert.match(text, /Some runs saved in the list are from an early version/);
  assert.match(text, /The list “Saved by you” cannot be read/);
  assert.equal(await id(page, 'resume-offer').count(), 0);

  // The model in the library is a plain file: it is listed and opens.
  assert.match(await libraryRows(page).first().innerText(), /Item 2[\s\S]*model/);
  assert.match(await libraryRows(page).nth(1).innerText(), /Item 1[\s\S]*cannot read/);
  await id(page, 'shelf-open-2').click();
  await visitor.waitForModel(page);
  await id(page, 'shelf-open-1').click();
  await page.getByText('was saved by an early version of Facade').waitFor();

  // Everything works and is stored as on a first visit.
  await visitor.loadSample(page);
  await visitor.train(page, visitor.SMALL, 'cpu');
  await id(page, 'keep-session').click();
  await libraryRows(page).nth(2).waitFor();
  await page.waitForFunction(() => /the last model/.test(document.querySelector('[data-testid=kept-words]')?.textContent));
  await page.reload();
  await visitor.ready(page, { network: null });
  await id(page, 'kept-count').waitFor();
  assert.equal(await listRows(page).count(), 1);
  assert.equal(await libraryRows(page).count(), 3, 'the old items are still listed');
});

scenario('opening a foreign session drops no runs, and can be undone', { minutes: 4 }, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.train(page, visitor.SMALL, 'cpu');
  const arrives = page.waitForEvent('download');
  await id(page, 'save-run-1').click();
  const { readFile } = await import('node:fs/promises');
  const whole = unpack(await readFile(await (await arrives).path()));
  const [own] = whole.body.get('entries');
  const entryLike = (change) => {
    const entry = unpack(own);
    change(entry.body);
    return pack(entry);
  };
  const open = (name, entries) => {
    const buffer = pack({ ...whole, body: new Map([['entries', entries]]) });
    return id(page, 'open-session-input').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  };
  const theirs = Array.from({ length: 100 }, (_, at) => entryLike((run) => run.set('number', at + 1).set('data', `Theirs ${at}`)));
  await open('full.facade', theirs);
  await page.getByText('1 of its runs and series did not fit into the list, which holds up to 100.').waitFor();
  assert.equal(await listRows(page).count(), 100);
  await page.getByText('99 runs and series were added to the list from a session.').waitFor();
  await id(page, 'undo-opened').click();
  await page.waitForFunction(() => document.querySelectorAll('[data-testid=list] tbody tr').length === 1);

  // Infinite errors and the largest run number are refused, and the page keeps working.
  const endless = entryLike((run) => {
    const [house] = run.get('what').get('Single').get('evaluation').get('predictions');
    house.get('predicted').value = Infinity;
  });
  const beyond = entryLike((run) => run.set('number', 4_294_967_295).set('data', 'Beyond'));
  const high = entryLike((run) => run.set('number', 2_000_000_000).set('data', 'High'));
  await open('bad.facade', [endless, beyond, high]);
  await page.getByText('2 of its runs and series were skipped: they contained impossible numbers').waitFor();
  assert.equal(await listRows(page).count(), 2);
  await visitor.train(page, visitor.SMALL, 'cpu');
  const numbers = await listRows(page).locator('th').allInnerTexts();
  assert.equal(new Set(numbers).size, 3, numbers.join());
  await page.reload();
  await visitor.ready(page, { network: null });
  await listRows(page).nth(2).waitFor();
});

scenario('a run whose houses are damaged is not offered, and new houses are stored', { minutes: 6, expected: [/404/] }, async ({ page, url }) => {
  await visit(page);
  await changeStorage(page, url, (all) => new Map(all).set('houses', { bytes: new Uint8Array([1, 2, 3]) }));
  await id(page, 'aside').waitFor();
  const aside = (await id(page, 'aside').locator('li').allInnerTexts()).join();
  for (const words of [/the houses/, /the interrupted run/, /the checkpoint of that run/]) assert.match(aside, words);
  assert.equal(await id(page, 'resume-offer').count(), 0);
  await visitor.loadSample(page);
  await page.waitForFunction(() => /the houses/.test(document.querySelector('[data-testid=kept-words]')?.textContent));
});

scenario('the library of a later version is left unchanged', { minutes: 6, expected: [/404/] }, async ({ page, url }) => {
  await visit(page);
  let left;
  await changeStorage(page, url, (all) => {
    left = { bytes: new Uint8Array(pack({ ...unpack(all.get('shelf').bytes), version: 9 })) };
    return new Map(all).set('shelf', left);
  });
  await id(page, 'keep-session').click();
  await id(page, 'notice-error').filter({ hasText: /Some saved data is from a newer version of this page/ }).waitFor();
  await page.goto(`${url}icon.svg`);
  const now = await readAll(page);
  assert.deepEqual(now.get('shelf'), left);
  assert.ok(![...now.keys()].includes('shelf.3') && ![...now.keys()].some((key) => /^aside/.test(key)), [...now.keys()].join());
});

scenario('a record that the browser cannot read affects no other and is not overwritten', { minutes: 6, expected: [/404/] }, async ({ page, context, url }) => {
  const { mape } = await visit(page);
  const other = await context.newPage();
  await other.goto(`${url}icon.svg`);
  const kept = await readAll(other);
  const failing = (names) => page.addInitScript((names) => {
    for (const name of ['get', 'getAll']) {
      const ask = IDBObjectStore.prototype[name];
      IDBObjectStore.prototype[name] = function (key) {
        if (name === 'getAll' || names.includes(key)) throw new DOMException('Failed to read large IndexedDB value', 'DataError');
        return ask.apply(this, arguments);
      };
    }
  }, names);
  // Reading all at once fails; reading one by one works.
  await failing([]);
  await page.reload();
  await visitor.ready(page, { network: null });
  await listRows(page).first().waitFor();
  assert.equal(await listRows(page).count(), 1);
  await listRows(page).locator('[data-testid^=show-]').click();
  assert.equal(await visitor.value(page, 'result-mape'), mape);
  await failing([1]);
  await page.reload();
  await visitor.ready(page, { network: null });
  await visitor.waitForStorage(page, 'stuck');
  assert.equal(await listRows(page).count(), 0);
  assert.match((await notices(page)).join(' '), /could not be set aside/);
  await visitor.train(page, visitor.SMALL, 'cpu');
  await visitor.waitForStorage(page, 'stuck');
  assert.deepEqual((await readAll(other)).get(1), kept.get(1));
});
