// Storage in the browser when something fails: writes are atomic, a record that fails affects no other, every deployment has its own
// records, and nothing overwrites an unreadable record.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { scenario } from './helper.mjs';
import * as visitor from './steps.mjs';

const id = (page, name) => page.getByTestId(name);
const LONG = { ...visitor.SMALL, epochs: 20_000 };

/** The database of the page at this path. */
const NAME = 'facade /some/where/';

/** Runs `act(store, settled, argument)` in a transaction of a database, from any page of the same origin. */
const inStore = (page, name, act, argument) =>
  page.evaluate(
    async ([name, act, argument]) => {
      const settled = (request) =>
        new Promise((done, failed) => {
          request.onsuccess = () => done(request.result);
          request.onerror = () => failed(request.error);
        });
      const opening = indexedDB.open(name);
      opening.onupgradeneeded = () => opening.result.createObjectStore('kept');
      const database = await settled(opening);
      try {
        const transaction = database.transaction('kept', 'readwrite');
        const ended = new Promise((done, failed) => {
          transaction.oncomplete = done;
          transaction.onabort = () => failed(transaction.error);
        });
        const result = await new Function('store', 'settled', 'argument', `return (${act})(store, settled, argument)`)(
          transaction.objectStore('kept'),
          settled,
          argument,
        );
        await ended;
        return result;
      } finally {
        database.close();
      }
    },
    [name, String(act), argument],
  );

/** The keys of the stored records. */
const keys = (page, name = NAME) => inStore(page, name, (store, settled) => settled(store.getAllKeys()));

/** Waits until there are records with the keys `present` and none with the keys `absent`; returns all keys. */
async function waitForKeys(page, present, absent = []) {
  for (;;) {
    const all = await keys(page);
    if (present.every((key) => all.includes(key)) && !absent.some((key) => all.includes(key))) return all;
    await page.waitForTimeout(100);
  }
}

/** Opens a document of the same origin that is not Facade, to access the store. */
async function openStoreAccess(context, url) {
  const other = await context.newPage();
  await other.goto(`${url}icon.svg`);
  return other;
}

const waitForWarning = (page, pattern) => id(page, 'notice-warning').filter({ hasText: pattern }).waitFor();

/** Makes the store refuse to put the record with this key, until `refused` changes. */
const refusePut = (key) => {
  globalThis.refused = key;
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (value, key) {
    if (key === globalThis.refused) throw new DOMException('refused by a test', 'DataCloneError');
    return put.call(this, value, key);
  };
};

scenario('a write that fails halfway is rolled back', { minutes: 4 }, async ({ page, context, url }) => {
  await page.addInitScript(refusePut, 'checkpoint');
  await page.reload();
  await visitor.ready(page);
  await visitor.loadSample(page);
  const other = await openStoreAccess(context, url);
  await waitForKeys(other, ['houses']);
  await inStore(other, NAME, (store, settled) => settled(store.clear()));
  // Other houses, which are written together with the run.
  await id(page, 'use-sample').click();
  await visitor.waitForHouses(page);
  await visitor.fillSettings(page, LONG, 'cpu');
  await visitor.startRun(page);
  await waitForWarning(page, /could not save the run/);
  const at = await visitor.epoch(page);
  await visitor.waitForEpoch(page, at + 5);
  assert.deepEqual((await keys(other)).filter((key) => ['run', 'checkpoint'].includes(key)), []);
  // All of it is written as soon as that is possible.
  await page.evaluate(() => { globalThis.refused = null; });
  await visitor.waitForSavedEpoch(page, at);
  await waitForKeys(other, ['checkpoint', 'houses', 'run']);
});

scenario('a model that cannot be stored does not prevent storing other records', { minutes: 4 }, async ({ page, context, url }) => {
  await page.addInitScript(refusePut, 'model');
  await page.reload();
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.train(page, visitor.SMALL, 'cpu');
  await waitForWarning(page, /could not save the model of the last run/);
  const other = await openStoreAccess(context, url);
  await waitForKeys(other, ['houses', 1], ['run', 'checkpoint', 'model']);
  await visitor.train(page, visitor.SMALL, 'cpu');
  await waitForKeys(other, ['houses', 1, 2], ['model']);
  assert.equal(await id(page, 'notice-warning').count(), 0, 'the warning is shown once, and the next run clears it');
  await page.evaluate(() => { globalThis.refused = null; });
  await waitForKeys(other, ['model']);
  await id(page, 'notice-done').filter({ hasText: /Saving works again/ }).waitFor();
});

scenario('a model larger than the browser’s limit for values is stored and restored', {}, async ({ page }) => {
  // Browsers refuse values of more than 127 MB, but accept files of any size.
  await page.addInitScript(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (value, key) {
      if (key === 'model' && value.byteLength > 1000) throw new DOMException('too large for a test', 'DataCloneError');
      return put.call(this, value, key);
    };
  });
  await page.reload();
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.train(page, visitor.SMALL, 'cpu');
  await page.waitForFunction(() => /the last model/.test(document.querySelector('[data-testid=kept-words]')?.textContent));
  const weights = await visitor.modelWeights(await visitor.saveModel(page));
  assert.ok(weights.length > 1000);
  await page.reload();
  await visitor.waitForModel(page);
  assert.ok(weights.equals(await visitor.modelWeights(await visitor.saveModel(page))), 'the weights are bit-identical');
});

scenario('a store that does not open is reported, blocks no other tab, and is used once it opens', { minutes: 4 }, async ({ page, context, url }) => {
  await page.addInitScript(() => {
    const open = IDBFactory.prototype.open;
    const asked = [];
    IDBFactory.prototype.open = function (...all) {
      const request = new EventTarget();
      asked.push([request, all]);
      return request;
    };
    globalThis.answer = () => {
      IDBFactory.prototype.open = open;
      for (const [request, all] of asked) {
        const real = indexedDB.open(...all);
        Object.defineProperties(request, { result: { get: () => real.result }, error: { get: () => real.error } });
        for (const kind of ['onupgradeneeded', 'onsuccess', 'onerror', 'onblocked']) real[kind] = (event) => request[kind]?.(event);
      }
    };
  });
  await page.reload();
  await visitor.ready(page);
  await waitForWarning(page, /The browser’s storage does not respond/);
  await visitor.loadSample(page);
  await visitor.fillSettings(page, LONG, 'cpu');
  await visitor.startRun(page);
  assert.match(await visitor.text(page, 'saving'), /Not saved: the browser’s storage does not respond/);
  // A tab whose store opens saves its runs.
  const other = await context.newPage();
  await other.goto(url);
  await visitor.ready(other);
  await visitor.loadSample(other);
  await visitor.fillSettings(other, LONG, 'cpu');
  await visitor.startRun(other);
  await visitor.waitForSavedEpoch(other, 2);
  assert.equal(await id(other, 'notice-warning').count(), 0);
  await other.close();
  await page.evaluate(() => globalThis.answer());
  await id(page, 'notice-done').filter({ hasText: /The browser’s storage responds again/ }).waitFor();
  await visitor.waitForSavedEpoch(page, await visitor.epoch(page));
  // The unfinished run of the other tab is not lost.
  await waitForWarning(page, /had saved another interrupted run/);
  const aside = (await id(page, 'aside').locator('li').allInnerTexts()).join();
  for (const words of [/the houses/, /the interrupted run/, /the checkpoint of that run/]) assert.match(aside, words);
});

scenario('a newer version of the page gets the store at once, and the older one reports it', {}, async ({ page, context, url }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  const other = await openStoreAccess(context, url);
  await waitForKeys(other, ['houses']);
  // A second tab waits for the lock that the first one holds.
  const waiting = await context.newPage();
  await waiting.goto(url);
  await waitForWarning(waiting, /Another tab of this page is open, and only one tab can save/);
  const outcome = await other.evaluate(
    (name) =>
      new Promise((done) => {
        const request = indexedDB.open(name, 2);
        request.onblocked = () => done('blocked');
        request.onerror = () => done('error');
        request.onsuccess = () => done('open');
      }),
    NAME,
  );
  assert.equal(outcome, 'open');
  for (const tab of [page, waiting]) await waitForWarning(tab, /A newer version of this page is open in another tab/);
  await other.waitForFunction(async () => {
    const { held, pending } = await navigator.locks.query();
    return held.length === 0 && pending.length === 0;
  });
  assert.equal(await id(waiting, 'notice-done').count(), 0, 'a tab that gave up does not take the released lock');
});

scenario('an older version that holds the store is reported, and the page waits for it', { minutes: 4 }, async ({ page, context, url }) => {
  await visitor.ready(page);
  await page.goto('about:blank');
  const other = await openStoreAccess(context, url);
  await other.evaluate(
    (name) =>
      new Promise((done) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => { globalThis.held = request.result; done(); };
      }),
    NAME,
  );
  await page.addInitScript(() => {
    const open = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (name, version) { return open.call(this, name, version && 2); };
  });
  await page.goto(url);
  await waitForWarning(page, /Another tab has an older version of this page open/);
  await other.close();
  await id(page, 'notice-done').filter({ hasText: /The browser’s storage responds again/ }).waitFor();
});

scenario('persistent storage is requested, and the answer is shown', {}, async ({ page }) => {
  await page.addInitScript(() => {
    globalThis.asked = 0;
    globalThis.grants = false;
    StorageManager.prototype.persisted = async () => false;
    StorageManager.prototype.persist = async () => { globalThis.asked += 1; return globalThis.grants; };
  });
  await page.reload();
  await visitor.ready(page);
  assert.equal(await page.evaluate(() => globalThis.asked), 0, 'nothing is stored yet');
  await visitor.loadSample(page);
  await page.waitForFunction(() => globalThis.asked === 1);
  await id(page, 'kept-lasting').filter({ hasText: /may delete this data/ }).waitFor();
  await visitor.train(page, visitor.SMALL, 'cpu');
  await page.evaluate(() => { globalThis.grants = true; });
  await id(page, 'keep-session').click();
  await id(page, 'kept-lasting').filter({ hasText: /keeps this data until you delete it/ }).waitFor();
  assert.equal(await page.evaluate(() => globalThis.asked), 2, 'no more often than needed');
});

scenario('two deployments on one host have separate records', { minutes: 4, elsewhere: 'http://127.0.0.1:' }, async ({ page, context, url }) => {
  await context.route('**/other/**', async (route) => {
    const response = await route.fetch({ url: route.request().url().replace('/other/', '/some/where/') });
    await route.fulfill({ response });
  });
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.train(page, visitor.SMALL, 'cpu');
  await id(page, 'currency').selectOption('EUR');
  await id(page, 'theme').selectOption('dark');
  const other = await context.newPage();
  await other.goto(`${new URL(url).origin}/other/`);
  await visitor.ready(other);
  assert.equal(await id(other, 'currency').inputValue(), 'USD');
  assert.equal(await id(other, 'theme').inputValue(), '');
  assert.equal(await id(other, 'kept').count(), 0);
  await visitor.loadSample(other);
  await visitor.fillSettings(other, LONG, 'cpu');
  await visitor.startRun(other);
  await visitor.waitForSavedEpoch(other, 2);
  assert.equal(await id(other, 'notice-warning').count(), 0, 'a tab of another deployment does not count as another tab');
  const third = await openStoreAccess(context, url);
  assert.ok((await keys(third)).includes('model'));
  const otherKeys = await keys(third, 'facade /other/');
  assert.ok(otherKeys.includes('run') && !otherKeys.includes('model'), String(otherKeys));
});

scenario('records under the former names are migrated once, and never overwrite newer ones', { minutes: 4, expected: [/404/] }, async ({ page, context, url }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.train(page, visitor.SMALL, 'cpu');
  await id(page, 'currency').selectOption('EUR');
  await id(page, 'theme').selectOption('dark');
  const other = await openStoreAccess(context, url);
  await waitForKeys(other, ['houses', 'model', 1]);
  await page.goto('about:blank');
  // As an earlier version left it.
  const move = async () => {
    const records = await inStore(other, NAME, async (store, settled) => {
      const [names, values] = [await settled(store.getAllKeys()), await settled(store.getAll())];
      globalThis.values = values;
      await settled(store.clear());
      return names;
    });
    await inStore(other, 'facade', async (store, settled, names) => {
      for (const [i, name] of names.entries()) await settled(store.put(globalThis.values[i], name));
    }, records);
  };
  await move();
  await other.evaluate(() => {
    localStorage.setItem('facade-preferences', localStorage.getItem('facade-preferences /some/where/'));
    localStorage.setItem('theme', 'dark');
    for (const name of ['facade-preferences', 'facade-theme']) localStorage.removeItem(`${name} /some/where/`);
  });
  await page.goto(url);
  assert.equal(await visitor.waitForHouses(page), 240);
  await visitor.waitForModel(page);
  assert.equal(await id(page, 'list').locator('tbody tr').count(), 1);
  assert.equal(await id(page, 'currency').inputValue(), 'EUR');
  assert.equal(await id(page, 'theme').inputValue(), 'dark');
  await waitForKeys(other, ['houses', 'model', 1]);
  assert.deepEqual(await keys(other, 'facade'), [], 'the records are moved');
  // A record that appears there later does not replace a newer one.
  await inStore(other, 'facade', (store, settled) => settled(store.put(new Uint8Array([1]), 'model')));
  await other.evaluate(() => localStorage.setItem('theme', 'light'));
  await page.reload();
  await visitor.waitForModel(page);
  assert.equal(await id(page, 'theme').inputValue(), 'dark');
  assert.deepEqual(await keys(other, 'facade'), ['model']);
});

scenario('unreadable records are put aside, block nothing, and are saved or deleted on request', { minutes: 4, expected: [/404/] }, async ({ page, context, url }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.train(page, visitor.SMALL, 'cpu');
  const other = await openStoreAccess(context, url);
  await waitForKeys(other, ['houses', 'model', 1]);
  await page.goto('about:blank');
  await inStore(other, NAME, async (store, settled) => {
    for (const [name, byte] of [['houses', 1], ['run', 2], ['model', 3], [1, 4], [7, 5]]) {
      await settled(store.put(new Uint8Array([byte, 6, 7]), name));
    }
  });
  await page.goto(url);
  await id(page, 'aside').waitFor();
  const lines = () => id(page, 'aside').locator('li').allInnerTexts();
  assert.equal((await lines()).length, 5);
  for (const words of [/the houses/, /the interrupted run/, /the last model/, /run or series 1 in the list/, /run or series 7 in the list/]) {
    assert.ok((await lines()).some((line) => words.test(line)), `${words} in ${await lines()}`);
  }
  await id(page, 'notice-warning').first().waitFor();
  // Everything else works and is stored.
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.train(page, visitor.SMALL, 'cpu');
  const all = await waitForKeys(other, ['houses', 'model', 8]);
  assert.equal(all.filter((key) => /^aside\./.test(key)).length, 5);
  await page.reload();
  await visitor.waitForModel(page);
  await id(page, 'aside').waitFor();
  assert.equal(await id(page, 'notice-warning').count(), 0, 'it is reported once');
  const name = all.find((key) => /^aside\.houses\./.test(key));
  const arrives = page.waitForEvent('download');
  await id(page, `save-${name}`).click();
  const file = await arrives;
  assert.equal(file.suggestedFilename(), 'facade-houses.bin');
  assert.deepEqual([...(await readFile(await file.path()))], [1, 6, 7]);
  await id(page, `delete-${name}`).click();
  await id(page, `delete-${name}`).waitFor({ state: 'detached' });
  assert.equal((await lines()).length, 4);
  await waitForKeys(other, ['houses', 'model'], [name]);
  await id(page, 'aside-undo').click();
  await id(page, `delete-${name}`).click();
  await id(page, `delete-${name}`).waitFor({ state: 'detached' });
  assert.match(await visitor.text(page, 'aside-deleted'), /Deleted: the houses/);
  // Forgetting removes them with everything else, and undoing restores them.
  await id(page, 'forget').click();
  await id(page, 'kept').waitFor({ state: 'detached' });
  await waitForKeys(other, [], ['houses', 'model']);
  await id(page, 'undo-forgotten').click();
  await id(page, 'aside').waitFor();
  assert.equal((await lines()).length, 4);
});

scenario('an unreadable library can be forgotten even if nothing else is stored', {}, async ({ page, context, url }) => {
  await visitor.ready(page);
  await page.goto('about:blank');
  const other = await openStoreAccess(context, url);
  await inStore(other, NAME, (store, settled) => settled(store.put(new Uint8Array([1, 2, 3]), 'shelf')));
  await page.goto(url);
  await id(page, 'aside').waitFor();
  await id(page, 'forget').click();
  await id(page, 'kept').waitFor({ state: 'detached' });
  await waitForKeys(other, [], ['shelf']);
});
