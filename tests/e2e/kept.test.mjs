// What an earlier version of the page has left in the browser comes back, or is named and hinders nothing.
import assert from 'node:assert/strict';
import { scenario } from './helper.mjs';
import { asBefore, everyMap, isRecord, look, pack, put, unpack } from './records.mjs';
import * as visitor from './steps.mjs';

const id = (page, name) => page.getByTestId(name);
const listed = (page) => id(page, 'list').locator('tbody tr');
const shelf = (page) => id(page, 'shelf').locator('tbody tr');
const notices = (page) => page.locator('[data-testid^=notice-] p').allInnerTexts();

/** Leaves houses, a finished run, its model, things kept by hand, settings and a run that is not over; tells what the page showed. */
async function visit(page) {
  await visitor.ready(page);
  await id(page, 'currency').selectOption('EUR');
  await visitor.loadSample(page);
  await visitor.train(page, visitor.SMALL, 'cpu');
  await id(page, 'keep-session').click();
  await shelf(page).first().waitFor();
  await id(page, 'keep-model').click();
  await shelf(page).nth(1).waitFor();
  await page.waitForFunction(() => /the last model/.test(document.querySelector('[data-testid=kept-words]')?.textContent));
  await visitor.settings(page, { epochs: 20_000 }, 'cpu');
  await visitor.start(page);
  await visitor.saved(page, 2);
  return { mape: await visitor.value(page, 'result-mape'), kept: await visitor.text(page, 'kept-count') };
}

/** Goes to where the page's store can be reached without the page, for `change`, and comes back. */
async function meanwhile(page, url, change) {
  await page.goto(`${url}icon.svg`);
  await put(page, change(await look(page)));
  await page.goto(url);
  await visitor.ready(page, { network: null });
  await page.waitForFunction(() => ['idle', 'stuck'].includes(document.documentElement.dataset.kept));
}

/** What `change` makes of the body of each record. */
const changed = (all, change) => {
  const one = (bytes) => {
    const record = unpack(bytes);
    return new Uint8Array(pack({ ...record, body: everyMap(record.body, change) }));
  };
  const value = ({ file, bytes, list }) => {
    if (bytes) return { bytes: one(bytes) };
    // Files are records too, but for models and pixels.
    if (file) return { file: isRecord(file) ? one(file) : file };
    return { list: list.map(value) };
  };
  return new Map([...all].map(([name, each]) => [name, value(each)]));
};

scenario('what a version with a setting less and a field more has left comes back', { minutes: 6, expected: [/404/] }, async ({ page, url }) => {
  const before = await visit(page);
  await meanwhile(page, url, (all) => {
    assert.deepEqual([...all.keys()].filter((name) => !['excluded'].includes(name)), [1, 'checkpoint', 'houses', 'model', 'run', 'shelf', 'shelf.1', 'shelf.2']);
    return changed(all, (map) => {
      // One setting less; two fields more, in the settings and in everything else that has fields.
      if (map.has('patience')) map.delete('patience');
      // The variant of an enum stands alone.
      if (map.size > 1) map.set('later', new Map([['deep', [1, 2]]])).set('scent', 'pine');
      return map;
    });
  });
  assert.deepEqual(await notices(page), [], 'nothing is wrong');
  assert.equal(await visitor.text(page, 'kept-count'), before.kept);
  assert.equal(await id(page, 'currency').inputValue(), 'EUR');
  assert.equal(await id(page, 'field-epochs').inputValue(), '20000');
  assert.equal(await listed(page).count(), 1);
  await listed(page).getByText('Show', { exact: true }).click();
  assert.equal(await visitor.value(page, 'result-mape'), before.mape);
  assert.equal(await shelf(page).count(), 2);
  await page.waitForFunction(() => document.querySelector('[data-testid=save-model]').getAttribute('aria-disabled') === 'false');
  await id(page, 'resume-offer').waitFor();
  const epoch = Number(/after epoch (\d+)/.exec(await id(page, 'resume-offer').innerText())[1]);
  await id(page, 'go-on').click();
  await visitor.state(page, 'Running');
  await visitor.epochs(page, epoch + 1);
  await id(page, 'stop').click();
  await visitor.state(page, 'Stopped');
  // The session on the shelf brings nothing twice.
  await id(page, 'shelf-open-1').click();
  await page.getByText('its runs were in the list already').waitFor();
});

scenario('what the form before has left is named and hinders nothing', { minutes: 6, expected: [/404/] }, async ({ page, url }) => {
  await visit(page);
  await meanwhile(page, url, (all) => {
    const old = new Uint8Array(asBefore([1, 2, 3, 4]));
    const value = ({ file, bytes, list }) => {
      if (bytes) return { bytes: old };
      if (file) return { file: isRecord(file) ? old : file };
      return { list: list.map(value) };
    };
    return new Map([...all].map(([name, each]) => [name, value(each)]));
  });
  const said = (await notices(page)).join(' ');
  assert.match(said, /written by an early version of this page/);
  assert.match(said, /Some of the runs that this browser kept for the list were written by an early version/);
  assert.match(said, /The list of what is kept by hand cannot be read/);
  assert.equal(await id(page, 'resume-offer').count(), 0);

  // The model on the shelf is a plain file: it is there, and opens.
  assert.match(await shelf(page).first().innerText(), /Kept 2[\s\S]*model/);
  assert.match(await shelf(page).nth(1).innerText(), /Kept 1[\s\S]*cannot read/);
  await id(page, 'shelf-open-2').click();
  await page.waitForFunction(() => document.querySelector('[data-testid=save-model]').getAttribute('aria-disabled') === 'false');
  await id(page, 'shelf-open-1').click();
  await page.getByText('was saved by an early version of Facade').waitFor();

  // Everything can be done as on the first visit, and lasts.
  await visitor.loadSample(page);
  await visitor.train(page, visitor.SMALL, 'cpu');
  await id(page, 'keep-session').click();
  await shelf(page).nth(2).waitFor();
  await page.waitForFunction(() => /the last model/.test(document.querySelector('[data-testid=kept-words]')?.textContent));
  await page.reload();
  await visitor.ready(page, { network: null });
  await id(page, 'kept-count').waitFor();
  assert.equal(await listed(page).count(), 1);
  assert.equal(await shelf(page).count(), 3, 'and all that lay there is there still');
});

scenario('a file from elsewhere pushes nothing out, and what it brought can be taken back', { minutes: 4 }, async ({ page }) => {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.train(page, visitor.SMALL, 'cpu');
  const arrives = page.waitForEvent('download');
  await id(page, 'save-run-1').click();
  const { readFile } = await import('node:fs/promises');
  const whole = unpack(await readFile(await (await arrives).path()));
  const [own] = whole.body.get('entries');
  const like = (change) => {
    const entry = unpack(own);
    change(entry.body);
    return pack(entry);
  };
  const open = (name, entries) => {
    const buffer = pack({ ...whole, body: new Map([['entries', entries]]) });
    return id(page, 'open-session-input').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  };
  const theirs = Array.from({ length: 100 }, (_, at) => like((run) => run.set('number', at + 1).set('data', `Theirs ${at}`)));
  await open('full.facade', theirs);
  await page.getByText('1 of its runs and series found no room: the list holds 100.').waitFor();
  assert.equal(await listed(page).count(), 100);
  await page.getByText('99 runs and series came to the list with a session.').waitFor();
  await id(page, 'undo-opened').click();
  await page.waitForFunction(() => document.querySelectorAll('[data-testid=list] tbody tr').length === 1);

  // No number without end, no number beyond all, and the page lives.
  const endless = like((run) => {
    const [house] = run.get('what').get('Single').get('evaluation').get('predictions');
    house.get('predicted').value = Infinity;
  });
  const beyond = like((run) => run.set('number', 4_294_967_295).set('data', 'Beyond'));
  const high = like((run) => run.set('number', 2_000_000_000).set('data', 'High'));
  await open('bad.facade', [endless, beyond, high]);
  await page.getByText('2 of its runs and series were left out: they had figures that no run can have come to').waitFor();
  assert.equal(await listed(page).count(), 2);
  await visitor.train(page, visitor.SMALL, 'cpu');
  const numbers = await listed(page).locator('th').allInnerTexts();
  assert.equal(new Set(numbers).size, 3, numbers.join());
  await page.reload();
  await visitor.ready(page, { network: null });
  await listed(page).nth(2).waitFor();
});

scenario('a run whose houses are damaged is not offered, and others are kept', { minutes: 6, expected: [/404/] }, async ({ page, url }) => {
  await visit(page);
  await meanwhile(page, url, (all) => new Map(all).set('houses', { bytes: new Uint8Array([1, 2, 3]) }));
  await id(page, 'aside').waitFor();
  const aside = (await id(page, 'aside').locator('li').allInnerTexts()).join();
  for (const words of [/the houses/, /the run that was cut short/, /the state of that run/]) assert.match(aside, words);
  assert.equal(await id(page, 'resume-offer').count(), 0);
  await visitor.loadSample(page);
  await page.waitForFunction(() => /the houses/.test(document.querySelector('[data-testid=kept-words]')?.textContent));
});

scenario('what a later version has kept by hand stays as it is', { minutes: 6, expected: [/404/] }, async ({ page, url }) => {
  await visit(page);
  let left;
  await meanwhile(page, url, (all) => {
    left = { bytes: new Uint8Array(pack({ ...unpack(all.get('shelf').bytes), version: 9 })) };
    return new Map(all).set('shelf', left);
  });
  await id(page, 'keep-session').click();
  await id(page, 'notice-error').filter({ hasText: /A later version of this page left something here/ }).waitFor();
  await page.goto(`${url}icon.svg`);
  const now = await look(page);
  assert.deepEqual(now.get('shelf'), left);
  assert.ok(![...now.keys()].includes('shelf.3') && ![...now.keys()].some((key) => /^aside/.test(key)), [...now.keys()].join());
});

scenario('a record that the browser cannot read takes no other along, and nothing takes its place', { minutes: 6, expected: [/404/] }, async ({ page, context, url }) => {
  const { mape } = await visit(page);
  const other = await context.newPage();
  await other.goto(`${url}icon.svg`);
  const kept = await look(other);
  const failing = (names) => page.addInitScript((names) => {
    for (const name of ['get', 'getAll']) {
      const ask = IDBObjectStore.prototype[name];
      IDBObjectStore.prototype[name] = function (key) {
        if (name === 'getAll' || names.includes(key)) throw new DOMException('Failed to read large IndexedDB value', 'DataError');
        return ask.apply(this, arguments);
      };
    }
  }, names);
  // Asked for all at once, it fails; one by one nothing is wrong.
  await failing([]);
  await page.reload();
  await visitor.ready(page, { network: null });
  assert.equal(await listed(page).count(), 1);
  await listed(page).getByText('Show', { exact: true }).click();
  assert.equal(await visitor.value(page, 'result-mape'), mape);
  await failing([1]);
  await page.reload();
  await visitor.ready(page, { network: null });
  await visitor.kept(page, 'stuck');
  assert.equal(await listed(page).count(), 0);
  assert.match((await notices(page)).join(' '), /could not be moved aside/);
  await visitor.train(page, visitor.SMALL, 'cpu');
  await visitor.kept(page, 'stuck');
  assert.deepEqual((await look(other)).get(1), kept.get(1));
});
