// Faults of tabs, workers, browsers and computers: each is reported, and the run continues or can be resumed.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { after, test } from 'node:test';
import { chromium } from 'playwright-core';
import { CHROMIUM, FLAGS, host, scenario } from './helper.mjs';
import { FIELDS, LONG, begin, resume, warnings } from './interrupted.mjs';
import { emptyFolder, homePhotos } from './photos.mjs';
import { legacyRecord } from './records.mjs';
import * as visitor from './steps.mjs';

const id = (page, name) => page.getByTestId(name);

/** Waits for the end of a run; returns everything that must be the same. */
async function result(page) {
  await visitor.waitForRunState(page, 'Finished', 120_000);
  return {
    losses: await visitor.lossTable(page),
    mape: await visitor.value(page, 'result-mape'),
    weights: await visitor.modelWeights(await visitor.saveModel(page)),
  };
}

let uninterrupted;
/** The result of an uninterrupted run, to compare with. It is the same for all tests, so it runs once. */
async function uninterruptedResult(page) {
  if (!uninterrupted) {
    await visitor.startRun(page);
    uninterrupted = await result(page);
  }
  return uninterrupted;
}

function assertSame(one, other) {
  assert.equal(one.losses, other.losses);
  assert.equal(one.mape, other.mape);
  assert.ok(one.weights.length > 1000 && one.weights.equals(other.weights), 'the weights are bit-identical');
}

/** Crashes the compute worker. */
const crash = async (page) => {
  const compute = await visitor.worker(page, 'compute');
  const gone = new Promise((closed) => compute.once('close', closed));
  await compute.evaluate(() => void setTimeout(() => { throw new Error('ended by a test'); }));
  await gone;
};

scenario('once loaded, the page requests nothing and works without its host', { minutes: 4, expected: [/ended by a test/], elsewhere: 'http://127.0.0.1:' }, async ({ context }) => {
  const server = await host();
  const page = await context.newPage();
  const photos = homePhotos();
  await page.goto(server.url);
  await visitor.ready(page);
  // The browser, not the page, requests the icon again whenever the address changes.
  await page.evaluate(() => document.querySelector('link[rel=icon]').setAttribute('href', 'data:,'));
  const modules = () => server.asked.filter((path) => /(tables|decode|compute)(\.js|_bg\.wasm)$/.test(path)).length;
  while (modules() < 6) await page.waitForTimeout(100);
  const requests = () => server.asked.filter((path) => !path.endsWith('icon.svg'));
  const before = requests();
  await begin(page);
  await visitor.train(page, FIELDS, 'cpu', 120_000);
  await visitor.priceHome(page, photos);
  await visitor.startRun(page);
  await crash(page);
  await id(page, 'notice-warning').waitFor();
  await visitor.waitForRunState(page, 'Finished', 120_000);
  await visitor.priceHome(page, photos);
  assert.deepEqual(requests(), before);
  // Now without a host.
  await server.close();
  await crash(page);
  await visitor.loadSample(page);
  await visitor.train(page, FIELDS, 'cpu', 120_000);
  await visitor.priceHome(page, photos);
});

scenario('a module that fails to load is reported, and fetched again when needed', { expected: [/Failed to load resource/] }, async ({ page }) => {
  const stop = (route) => route.abort();
  await page.route('**/{decode,compute}_bg.wasm', stop);
  await page.reload();
  await id(page, 'notice-error').waitFor();
  assert.match(await visitor.text(page, 'notice-error'), /compute worker could not be started\. Check the connection/);
  await id(page, 'use-sample').click();
  await page.getByText('The photo reader could not be started').waitFor();
  await page.unroute('**/{decode,compute}_bg.wasm', stop);
  assert.equal(await visitor.loadSample(page), 240);
});

scenario('a run resumed after a reload has the same result', { minutes: 4 }, async ({ page }) => {
  await begin(page);
  const expected = await uninterruptedResult(page);
  await visitor.startRun(page);
  await visitor.waitForSavedEpoch(page, 3);
  await page.reload();
  assert.equal(await visitor.waitForHouses(page), 240);
  assert.match(await visitor.text(page, 'state-data'), /Restored from your last visit/);
  await id(page, 'next-step').filter({ hasText: /Resume run \d/ }).waitFor();
  const epoch = await resume(page);
  assert.ok(epoch >= 3 && epoch < 60, `${epoch}`);
  assertSame(await result(page), expected);
  // The run has finished: no run is offered, and the model is restored.
  await visitor.waitForStorage(page);
  await page.reload();
  await page.waitForFunction(() => /Model of run \d, ready/.test(document.querySelector('[data-testid=state-predict]').textContent));
  assert.equal(await id(page, 'resume-offer').count(), 0);
  await visitor.priceHome(page, homePhotos());
  // Forget deletes everything that is stored.
  assert.match(await visitor.text(page, 'kept-words'), /the houses, 2 runs and series in the list and the last model/);
  await id(page, 'forget').click();
  await id(page, 'kept').waitFor({ state: 'detached' });
  assert.equal(await id(page, 'list').locator('tbody tr').count(), 0);
  // Undo restores it.
  await id(page, 'undo-forgotten').click();
  await id(page, 'kept-words').waitFor();
  assert.equal(await id(page, 'list').locator('tbody tr').count(), 2);
  await page.reload();
  assert.equal(await visitor.waitForHouses(page), 240);
  await visitor.waitForModel(page);
  assert.match(await visitor.text(page, 'kept-words'), /the houses, 2 runs and series in the list and the last model/);
  await id(page, 'forget').click();
  await id(page, 'forgotten').waitFor();
  await visitor.waitForStorage(page);
  await page.reload();
  await visitor.ready(page);
  await visitor.waitForStorage(page);
  assert.match(await visitor.text(page, 'state-data'), /No houses yet/);
  assert.match(await visitor.text(page, 'state-predict'), /No model yet/);
});

scenario('a run can be resumed twice, and discarded', { minutes: 4 }, async ({ page }) => {
  await begin(page);
  await visitor.train(page, { epochs: 1 }, 'cpu');
  await visitor.fillSettings(page, LONG, 'cpu');
  await visitor.startRun(page);
  await visitor.waitForSavedEpoch(page, 2);
  await page.reload();
  const first = await resume(page);
  await visitor.waitForSavedEpoch(page, first + 2);
  await page.reload();
  assert.ok((await resume(page)) > first);
  await visitor.waitForRunState(page, 'Running');
  await page.reload();
  await id(page, 'discard-run').click();
  await id(page, 'resume-offer').waitFor({ state: 'detached' });
  // An unrelated change does not remove Undo.
  await visitor.editName(page, 'rename-1');
  await page.keyboard.type('Another name');
  await page.keyboard.press('Enter');
  await visitor.waitForStorage(page);
  await id(page, 'undo-discarded').click();
  await id(page, 'resume-offer').waitFor();
  await page.reload();
  await id(page, 'resume-offer').waitFor();
  await id(page, 'discard-run').click();
  await id(page, 'discarded').waitFor();
  await visitor.waitForStorage(page);
  await page.reload();
  await page.getByTestId('kept-count').waitFor();
  await visitor.waitForStorage(page);
  assert.equal(await id(page, 'resume-offer').count(), 0);
  // The sample is drawn again for another tile size.
  await visitor.fillSettings(page, { tile: 16 });
  await page.waitForFunction(() => document.querySelector('[data-testid=why-start]').innerText.trim() === '');
  await visitor.startRun(page);
});

scenario('a run whose tab has crashed can be resumed in another', { minutes: 3, expected: [/the tab crashed/] }, async ({ page, context, url }) => {
  await begin(page);
  const expected = await uninterruptedResult(page);
  await visitor.startRun(page);
  await visitor.waitForSavedEpoch(page, 3);
  const devtools = await context.newCDPSession(page);
  const crashed = new Promise((done) => page.on('crash', done));
  devtools.send('Page.crash').catch(() => {});
  await crashed;
  const next = await context.newPage();
  await next.goto(url);
  await resume(next);
  assertSame(await result(next), expected);
});

/** Starts a browser with its own profile, and finds its processes. */
async function startBrowser(profile) {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    args: FLAGS,
    viewport: { width: 1280, height: 900 },
  });
  const parents = new Map();
  let main;
  const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number);
  for (const id of ids.sort((one, other) => one - other)) {
    try {
      const command = readFileSync(`/proc/${id}/cmdline`, 'utf8');
      parents.set(id, Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${id}/stat`, 'utf8'))[1]));
      if (command.includes(profile) && !command.includes('--type=') && /chrom/.test(command)) main ??= id;
    } catch {
      // It has exited meanwhile.
    }
  }
  const belongs = (id) => id === main || (parents.has(id) && belongs(parents.get(id)));
  return { context, main, processes: [...parents.keys()].filter(belongs), page: context.pages()[0] ?? (await context.newPage()) };
}

const linux = process.platform === 'linux' ? false : 'linux: There is no /proc.';

test('a run whose browser was killed can be resumed in a new one', { timeout: 240_000, skip: linux }, async () => {
  const server = await host();
  after(() => server.close());
  const profile = emptyFolder();
  const one = await startBrowser(profile);
  await one.page.goto(server.url);
  await begin(one.page);
  const expected = await uninterruptedResult(one.page);
  await visitor.startRun(one.page);
  await visitor.waitForSavedEpoch(one.page, 3);
  const gone = new Promise((closed) => one.context.on('close', closed));
  process.kill(one.main, 'SIGKILL');
  await gone;
  await one.context.close().catch(() => {});
  const two = await startBrowser(profile);
  await two.page.goto(server.url);
  await resume(two.page);
  assertSame(await result(two.page), expected);
  await two.context.close();
});

test('a run survives the computer’s sleep, and the time left stays realistic', { timeout: 240_000, skip: linux }, async () => {
  const server = await host();
  after(() => server.close());
  const { context, page, processes } = await startBrowser(emptyFolder());
  await page.goto(server.url);
  await begin(page, { ...LONG, epochs: 5000 });
  await visitor.startRun(page);
  await visitor.waitForSavedEpoch(page, 20);
  const seconds = async () => {
    const text = await visitor.text(page, 'time-left');
    const [, hours, minutes, rest] = /^(?:(\d+) h )?(?:(\d+) min ?)?(?:(\d+) s)? ?left$/.exec(text) ?? [];
    assert.ok(hours ?? minutes ?? rest, text);
    return Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(rest ?? 0);
  };
  const before = await seconds();
  for (const id of processes) process.kill(id, 'SIGSTOP');
  await new Promise((awake) => setTimeout(awake, 12_000));
  for (const id of processes) process.kill(id, 'SIGCONT');
  const epoch = await visitor.epoch(page);
  await visitor.waitForEpoch(page, epoch + 1);
  const secondsAfter = await seconds();
  assert.ok(secondsAfter < 4 * before + 10, `${before} s left before, ${secondsAfter} s after`);
  await visitor.waitForEpoch(page, epoch + 20);
  await id(page, 'stop').click();
  await visitor.waitForRunState(page, 'Stopped');
  await context.close();
});

scenario('an exception in the compute worker is reported, and the run starts again', { minutes: 3, expected: [/ended by a test/] }, async ({ page }) => {
  await begin(page);
  // A step calls performance.now(), and Rust does not catch a JavaScript exception: the worker ends as after a panic.
  const compute = await visitor.worker(page, 'compute');
  await compute.evaluate(() => (Performance.prototype.now = () => { throw new Error('ended by a test'); }));
  await id(page, 'start').click();
  await id(page, 'notice-warning').waitFor();
  assert.match((await warnings(page)).join(), /crashed and was restarted\. Training starts over/);
  await visitor.waitForRunState(page, 'Finished', 120_000);
  assert.equal(await visitor.epoch(page), FIELDS.epochs);
});

scenario('of two tabs one saves its runs, and the other takes over when it is closed', { minutes: 3 }, async ({ page, context, url }) => {
  await begin(page, LONG);
  await visitor.startRun(page);
  await visitor.waitForSavedEpoch(page, 2);
  const other = await context.newPage();
  await other.goto(url);
  await id(other, 'notice-warning').waitFor();
  assert.match((await warnings(other)).join(), /Another tab of this page is open, and only one tab can save/);
  assert.equal(await id(other, 'resume-offer').count(), 0, 'the run belongs to the first tab');
  await visitor.fillSettings(other, LONG, 'cpu');
  await visitor.startRun(other);
  await visitor.waitForEpoch(other, 5);
  assert.match(await visitor.text(other, 'saving'), /Not saved: another tab/);
  await page.close();
  await id(other, 'notice-done').waitFor();
  assert.match(await visitor.text(other, 'notice-done'), /The other tab was closed/);
  const at = await visitor.epoch(other);
  await visitor.waitForSavedEpoch(other, at + 1);
  await other.reload();
  assert.ok((await resume(other)) > at);
});

scenario('with models in two tabs, none is lost when one is closed', { minutes: 3 }, async ({ page, context, url }) => {
  await begin(page);
  const other = await context.newPage();
  await other.goto(url);
  await id(other, 'notice-warning').waitFor();
  // The second tab trains its model first, and the first tab's model is stored.
  await begin(other);
  await visitor.train(other, { ...visitor.SMALL, epochs: 2 }, 'cpu');
  const own = await visitor.saveModel(other);
  await visitor.train(page, FIELDS, 'cpu', 120_000);
  const kept = await visitor.saveModel(page);
  await visitor.waitForStorage(page);
  await page.close();
  await id(other, 'notice-done').waitFor();
  await id(other, 'notice-warning').filter({ hasText: /is now under “Saved by you”, because this tab has its own model/ }).waitFor();
  assert.doesNotMatch((await warnings(other)).join(), /Another tab of this page is open/, 'this warning is no longer true');
  await visitor.waitForStorage(other);
  await other.reload();
  await visitor.waitForModel(other);
  assert.deepEqual(await visitor.modelWeights(await visitor.saveModel(other)), await visitor.modelWeights(own));
  await id(other, 'shelf-open-1').click();
  await id(other, 'notice-done').filter({ hasText: /is in use/ }).waitFor();
  assert.deepEqual(await visitor.modelWeights(await visitor.saveModel(other)), await visitor.modelWeights(kept));
});

scenario('a run survives a tab that the browser freezes', { minutes: 3 }, async ({ page, context }) => {
  await begin(page);
  const expected = await uninterruptedResult(page);
  await visitor.startRun(page);
  await visitor.waitForSavedEpoch(page, 3);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
  await new Promise((later) => setTimeout(later, 5000));
  await devtools.send('Page.setWebLifecycleState', { state: 'active' });
  assertSame(await result(page), expected);
});

/** Replaces the stored run by these bytes or, without any, changes one byte of it. */
const corruptRun = (page, bytes) =>
  page.evaluate(
    (bytes) =>
      new Promise((done, failed) => {
        const request = indexedDB.open(`facade ${new URL('.', location.href).pathname}`, 1);
        request.onerror = failed;
        request.onsuccess = () => {
          const store = request.result.transaction('kept', 'readwrite').objectStore('kept');
          const get = store.get('run');
          get.onsuccess = () => {
            get.result[40] ^= 1;
            store.put(bytes ? new Uint8Array(bytes) : get.result, 'run').onsuccess = done;
          };
        };
      }),
    bytes,
  );

for (const [what, bytes, warning] of [
  ['a run of an early version', Array.from(legacyRecord([1, 2, 3])), /from an early version of this page/],
  ['a damaged run', null, /is damaged and cannot be used/],
]) {
  scenario(`${what} is reported, not misread`, { expected: [/404/] }, async ({ page, context, url }) => {
    await begin(page, LONG);
    await visitor.startRun(page);
    await visitor.waitForSavedEpoch(page, 2);
    await page.goto('about:blank');
    const other = await context.newPage();
    await other.goto(`${url}icon.svg`);
    await corruptRun(other, bytes);
    await other.close();
    await page.goto(url);
    await id(page, 'notice-warning').waitFor();
    assert.match((await warnings(page)).join(), warning);
    assert.equal(await id(page, 'resume-offer').count(), 0);
    await id(page, 'forget').click();
    await begin(page, FIELDS);
    await visitor.startRun(page);
    await visitor.waitForRunState(page, 'Finished');
  });
}
