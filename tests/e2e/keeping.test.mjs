// What the browser keeps, and what becomes of it when something fails: all of a write or nothing, each record by itself, at its own
// path, and nothing over what cannot be read.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { scenario } from './helper.mjs';
import * as visitor from './steps.mjs';

const id = (page, name) => page.getByTestId(name);
const LONG = { ...visitor.SMALL, epochs: 20_000 };

/** What the browser keeps at this path. */
const NAME = 'facade /some/where/';

/** Does something with a database's store, as `act(store, settled)`; the page that does it need not be Facade. */
const within = (page, name, act, given) =>
  page.evaluate(
    async ([name, act, given]) => {
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
        const found = await new Function('store', 'settled', 'given', `return (${act})(store, settled, given)`)(
          transaction.objectStore('kept'),
          settled,
          given,
        );
        await ended;
        return found;
      } finally {
        database.close();
      }
    },
    [name, String(act), given],
  );

/** Names and numbers of what is kept. */
const keys = (page, name = NAME) => within(page, name, (store, settled) => settled(store.getAllKeys()));

/** Waits until what is kept has these, and has not those. */
async function keeps(page, these, those = []) {
  for (;;) {
    const all = await keys(page);
    if (these.every((key) => all.includes(key)) && !those.some((key) => all.includes(key))) return all;
    await page.waitForTimeout(100);
  }
}

/** A page of the same host that is not Facade, to look into the store with. */
async function beside(context, url) {
  const other = await context.newPage();
  await other.goto(`${url}icon.svg`);
  return other;
}

const warned = (page, words) => id(page, 'notice-warning').filter({ hasText: words }).waitFor();

/** Has the store refuse to put what has this name, until `refused` is another. */
const refuse = (name) => {
  globalThis.refused = name;
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (value, key) {
    if (key === globalThis.refused) throw new DOMException('refused by a test', 'DataCloneError');
    return put.call(this, value, key);
  };
};

scenario('a write that fails in the middle leaves nothing of itself', { minutes: 4 }, async ({ page, context, url }) => {
  await page.addInitScript(refuse, 'checkpoint');
  await page.reload();
  await visitor.ready(page);
  await visitor.loadSample(page);
  const other = await beside(context, url);
  await keeps(other, ['houses']);
  await within(other, NAME, (store, settled) => settled(store.clear()));
  // Other houses, which the run is to be written with.
  await id(page, 'use-sample').click();
  await visitor.houses(page);
  await visitor.settings(page, LONG, 'cpu');
  await visitor.start(page);
  await warned(page, /could not save the run/);
  const at = await visitor.epoch(page);
  await visitor.epochs(page, at + 5);
  assert.deepEqual((await keys(other)).filter((key) => ['run', 'checkpoint'].includes(key)), []);
  // As soon as it can be written, all of it is.
  await page.evaluate(() => { globalThis.refused = null; });
  await visitor.saved(page, at);
  await keeps(other, ['checkpoint', 'houses', 'run']);
});

scenario('a model that cannot be kept keeps nothing else from being kept', { minutes: 4 }, async ({ page, context, url }) => {
  await page.addInitScript(refuse, 'model');
  await page.reload();
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.train(page, visitor.SMALL, 'cpu');
  await warned(page, /could not keep the model of the last run/);
  const other = await beside(context, url);
  await keeps(other, ['houses', 1], ['run', 'checkpoint', 'model']);
  await visitor.train(page, visitor.SMALL, 'cpu');
  await keeps(other, ['houses', 1, 2], ['model']);
  assert.equal(await id(page, 'notice-warning').count(), 0, 'it was told once, and the next run has cleared that away');
  await page.evaluate(() => { globalThis.refused = null; });
  await keeps(other, ['model']);
  await id(page, 'notice-done').filter({ hasText: /has room again/ }).waitFor();
});

scenario('a model larger than a record may be is kept, and is there on the next visit', {}, async ({ page }) => {
  // Browsers refuse values of more than 127 MB, and take files of any size.
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
  const weights = await visitor.weights(await visitor.save(page));
  assert.ok(weights.length > 1000);
  await page.reload();
  await page.waitForFunction(() => /Model kept/.test(document.querySelector('[data-testid=state-predict]').textContent));
  assert.ok(weights.equals(await visitor.weights(await visitor.save(page))), 'weights, bit for bit');
});

scenario('a store that never opens is told, holds up no other tab, and is used when it does', { minutes: 4 }, async ({ page, context, url }) => {
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
  await warned(page, /The browser does not answer/);
  await visitor.loadSample(page);
  await visitor.settings(page, LONG, 'cpu');
  await visitor.start(page);
  assert.match(await visitor.text(page, 'saving'), /Not saved: the browser does not answer/);
  // A tab whose store opens keeps its runs.
  const other = await context.newPage();
  await other.goto(url);
  await visitor.ready(other);
  await visitor.loadSample(other);
  await visitor.settings(other, LONG, 'cpu');
  await visitor.start(other);
  await visitor.saved(other, 2);
  assert.equal(await id(other, 'notice-warning').count(), 0);
  await other.close();
  await page.evaluate(() => globalThis.answer());
  await id(page, 'notice-done').filter({ hasText: /The browser answers again/ }).waitFor();
  await visitor.saved(page, await visitor.epoch(page));
  // The other tab's run was not over. It is not lost.
  await warned(page, /kept another run that can go on/);
  const aside = (await id(page, 'aside').locator('li').allInnerTexts()).join();
  for (const words of [/the houses/, /the run that was cut short/, /the state of that run/]) assert.match(aside, words);
});

scenario('a newer version of the page gets the store at once, and the older one says so', {}, async ({ page, context, url }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  const other = await beside(context, url);
  await keeps(other, ['houses']);
  // Another tab waits for what the first one holds.
  const waiting = await context.newPage();
  await waiting.goto(url);
  await warned(waiting, /Another tab of this page is open and keeps its runs/);
  const outcome = await other.evaluate(
    (name) =>
      new Promise((told) => {
        const request = indexedDB.open(name, 2);
        request.onblocked = () => told('blocked');
        request.onerror = () => told('error');
        request.onsuccess = () => told('open');
      }),
    NAME,
  );
  assert.equal(outcome, 'open');
  for (const tab of [page, waiting]) await warned(tab, /A newer version of this page is open in another tab/);
  await other.waitForFunction(async () => {
    const { held, pending } = await navigator.locks.query();
    return held.length === 0 && pending.length === 0;
  });
  assert.equal(await id(waiting, 'notice-done').count(), 0, 'what the first let go of is not taken by a tab that gave up');
});

scenario('an older version that holds the store is named, and waited for', { minutes: 4 }, async ({ page, context, url }) => {
  await visitor.ready(page);
  await page.goto('about:blank');
  const other = await beside(context, url);
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
  await warned(page, /Another tab holds an older version of this page/);
  await other.close();
  await id(page, 'notice-done').filter({ hasText: /The browser answers again/ }).waitFor();
});

scenario('the browser is asked to keep whatever is kept, and what it says is told', {}, async ({ page }) => {
  await page.addInitScript(() => {
    globalThis.asked = 0;
    globalThis.grants = false;
    StorageManager.prototype.persisted = async () => false;
    StorageManager.prototype.persist = async () => { globalThis.asked += 1; return globalThis.grants; };
  });
  await page.reload();
  await visitor.ready(page);
  assert.equal(await page.evaluate(() => globalThis.asked), 0, 'nothing is kept yet');
  await visitor.loadSample(page);
  await page.waitForFunction(() => globalThis.asked === 1);
  await id(page, 'kept-lasting').filter({ hasText: /has not promised to keep it/ }).waitFor();
  await visitor.train(page, visitor.SMALL, 'cpu');
  await page.evaluate(() => { globalThis.grants = true; });
  await id(page, 'keep-session').click();
  await id(page, 'kept-lasting').filter({ hasText: /has promised to keep it/ }).waitFor();
  assert.equal(await page.evaluate(() => globalThis.asked), 2, 'and no more than it must be');
});

scenario('two deployments on one host keep apart what they keep', { minutes: 4, elsewhere: 'http://127.0.0.1:' }, async ({ page, context, url }) => {
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
  await visitor.settings(other, LONG, 'cpu');
  await visitor.start(other);
  await visitor.saved(other, 2);
  assert.equal(await id(other, 'notice-warning').count(), 0, 'the first tab is no other tab of this page');
  const third = await beside(context, url);
  assert.ok((await keys(third)).includes('model'));
  const theirs = await keys(third, 'facade /other/');
  assert.ok(theirs.includes('run') && !theirs.includes('model'), String(theirs));
});

scenario('what lies under the names of before is taken over once, and never over anything newer', { minutes: 4, expected: [/404/] }, async ({ page, context, url }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.train(page, visitor.SMALL, 'cpu');
  await id(page, 'currency').selectOption('EUR');
  await id(page, 'theme').selectOption('dark');
  const other = await beside(context, url);
  await keeps(other, ['houses', 'model', 1]);
  await page.goto('about:blank');
  // As a version of before has left it.
  const move = async () => {
    const records = await within(other, NAME, async (store, settled) => {
      const [names, values] = [await settled(store.getAllKeys()), await settled(store.getAll())];
      globalThis.values = values;
      await settled(store.clear());
      return names;
    });
    await within(other, 'facade', async (store, settled, names) => {
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
  assert.equal(await visitor.houses(page), 240);
  await page.waitForFunction(() => /Model kept/.test(document.querySelector('[data-testid=state-predict]').textContent));
  assert.equal(await id(page, 'list').locator('tbody tr').count(), 1);
  assert.equal(await id(page, 'currency').inputValue(), 'EUR');
  assert.equal(await id(page, 'theme').inputValue(), 'dark');
  await keeps(other, ['houses', 'model', 1]);
  assert.deepEqual(await keys(other, 'facade'), [], 'it is moved');
  // What comes there later is not taken over what is here.
  await within(other, 'facade', (store, settled) => settled(store.put(new Uint8Array([1]), 'model')));
  await other.evaluate(() => localStorage.setItem('theme', 'light'));
  await page.reload();
  await page.waitForFunction(() => /Model kept/.test(document.querySelector('[data-testid=state-predict]').textContent));
  assert.equal(await id(page, 'theme').inputValue(), 'dark');
  assert.deepEqual(await keys(other, 'facade'), ['model']);
});

scenario('what cannot be read lies aside, is in nobody’s way, and is saved or deleted when the visitor says so', { minutes: 4, expected: [/404/] }, async ({ page, context, url }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.train(page, visitor.SMALL, 'cpu');
  const other = await beside(context, url);
  await keeps(other, ['houses', 'model', 1]);
  await page.goto('about:blank');
  await within(other, NAME, async (store, settled) => {
    for (const [name, byte] of [['houses', 1], ['run', 2], ['model', 3], [1, 4], [7, 5]]) {
      await settled(store.put(new Uint8Array([byte, 6, 7]), name));
    }
  });
  await page.goto(url);
  await id(page, 'aside').waitFor();
  const lines = () => id(page, 'aside').locator('li').allInnerTexts();
  assert.equal((await lines()).length, 5);
  for (const words of [/the houses/, /the run that was cut short/, /the last model/, /run or series 1 of the list/, /run or series 7 of the list/]) {
    assert.ok((await lines()).some((line) => words.test(line)), `${words} in ${await lines()}`);
  }
  await id(page, 'notice-warning').first().waitFor();
  // Everything else works, and is kept.
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.train(page, visitor.SMALL, 'cpu');
  const all = await keeps(other, ['houses', 'model', 8]);
  assert.equal(all.filter((key) => /^aside\./.test(key)).length, 5);
  await page.reload();
  await page.waitForFunction(() => /Model kept/.test(document.querySelector('[data-testid=state-predict]').textContent));
  await id(page, 'aside').waitFor();
  assert.equal(await id(page, 'notice-warning').count(), 0, 'it is told once');
  const name = all.find((key) => /^aside\.houses\./.test(key));
  const arrives = page.waitForEvent('download');
  await id(page, `save-${name}`).click();
  const file = await arrives;
  assert.equal(file.suggestedFilename(), 'facade-houses.bin');
  assert.deepEqual([...(await readFile(await file.path()))], [1, 6, 7]);
  await id(page, `delete-${name}`).click();
  await id(page, `delete-${name}`).waitFor({ state: 'detached' });
  assert.equal((await lines()).length, 4);
  await keeps(other, ['houses', 'model'], [name]);
  await id(page, 'aside-undo').click();
  await id(page, `delete-${name}`).click();
  await id(page, `delete-${name}`).waitFor({ state: 'detached' });
  assert.match(await visitor.text(page, 'aside-deleted'), /Deleted: the houses/);
  // All of it goes with the rest, and comes back with it.
  await id(page, 'forget').click();
  await id(page, 'kept').waitFor({ state: 'detached' });
  await keeps(other, [], ['houses', 'model']);
  await id(page, 'undo-forgotten').click();
  await id(page, 'aside').waitFor();
  assert.equal((await lines()).length, 4);
});

scenario('a list of what is kept by hand that cannot be read can be forgotten where nothing else is kept', {}, async ({ page, context, url }) => {
  await visitor.ready(page);
  await page.goto('about:blank');
  const other = await beside(context, url);
  await within(other, NAME, (store, settled) => settled(store.put(new Uint8Array([1, 2, 3]), 'shelf')));
  await page.goto(url);
  await id(page, 'aside').waitFor();
  await id(page, 'forget').click();
  await id(page, 'kept').waitFor({ state: 'detached' });
  await keeps(other, [], ['shelf']);
});
