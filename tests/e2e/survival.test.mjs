// What befalls tabs, browsers and computers: each fault ends in a sentence, and in a run that goes on or can go on.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { after, test } from 'node:test';
import { chromium } from 'playwright-core';
import { CHROMIUM, FLAGS, host, scenario } from './helper.mjs';
import { emptyFolder, homePhotos } from './photos.mjs';
import { asBefore } from './records.mjs';
import * as visitor from './steps.mjs';

/** Long enough to be interrupted, short enough to be repeated. */
const FIELDS = { ...visitor.SMALL, epochs: 60 };
/** A run that is not over before the test is. */
const LONG = { ...visitor.SMALL, epochs: 20_000 };

const box = (page, name) => page.getByTestId(name);
const warnings = (page) => box(page, 'notice-warning').locator('p').allInnerTexts();

/** Opens the page and loads the sample. */
async function begin(page, fields = FIELDS, device = 'cpu') {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.settings(page, fields, device);
}

/** The end of a run, in all that must be the same. */
async function end(page) {
  await visitor.state(page, 'Finished', 120_000);
  return {
    losses: await visitor.losses(page),
    mape: await visitor.value(page, 'result-mape'),
    weights: await visitor.weights(await visitor.save(page)),
  };
}

let whole;
/** A run from start to end without a fault, to compare with: done once, since each is the same. */
async function undisturbed(page) {
  if (!whole) {
    await visitor.start(page);
    whole = await end(page);
  }
  return whole;
}

function same(one, other) {
  assert.equal(one.losses, other.losses);
  assert.equal(one.mape, other.mape);
  assert.ok(one.weights.length > 1000 && one.weights.equals(other.weights), 'weights, bit for bit');
}

/** Takes the offer of a run that was cut short, and tells after which epoch that was. */
async function goOn(page) {
  await box(page, 'resume-offer').waitFor();
  const offer = (await visitor.text(page, 'resume-offer')).replaceAll('\u00a0', ' ');
  const [, epoch] = /Run \d+ on “.+” stopped after epoch ([\d,]+) of [\d,]+, saved .+ ago\./.exec(offer) ?? [];
  assert.ok(epoch, offer);
  await box(page, 'go-on').click();
  await visitor.state(page, 'Preparing|Running|Finished');
  return Number(epoch.replace(',', ''));
}

/** Ends the compute worker by an error of its own. */
const crash = async (page) => {
  const compute = await visitor.worker(page, 'compute');
  const gone = new Promise((closed) => compute.once('close', closed));
  await compute.evaluate(() => void setTimeout(() => { throw new Error('ended by a test'); }));
  await gone;
};

scenario('after loading the page asks for nothing, and needs no host', { minutes: 4, expected: [/ended by a test/], elsewhere: 'http://127.0.0.1:' }, async ({ context }) => {
  const server = await host();
  const page = await context.newPage();
  const photos = homePhotos();
  await page.goto(server.url);
  await visitor.ready(page);
  // The browser, not the page, asks for the icon anew whenever the address changes.
  await page.evaluate(() => document.querySelector('link[rel=icon]').setAttribute('href', 'data:,'));
  const modules = () => server.asked.filter((path) => /(decode|compute)(\.js|_bg\.wasm)$/.test(path)).length;
  while (modules() < 4) await page.waitForTimeout(100);
  const wanted = () => server.asked.filter((path) => !path.endsWith('icon.svg'));
  const asked = wanted();
  await begin(page);
  await visitor.train(page, FIELDS, 'cpu', 120_000);
  await visitor.price(page, photos);
  await visitor.start(page);
  await crash(page);
  await box(page, 'notice-warning').waitFor();
  await visitor.state(page, 'Finished', 120_000);
  await visitor.price(page, photos);
  assert.deepEqual(wanted(), asked);
  // Now there is no host at all.
  await server.close();
  await crash(page);
  await visitor.loadSample(page);
  await visitor.train(page, FIELDS, 'cpu', 120_000);
  await visitor.price(page, photos);
});

scenario('a module that did not arrive is told, and fetched again when it is needed', { expected: [/Failed to load resource/] }, async ({ page }) => {
  const stop = (route) => route.abort();
  await page.route('**/{decode,compute}_bg.wasm', stop);
  await page.reload();
  await box(page, 'notice-error').waitFor();
  assert.match(await visitor.text(page, 'notice-error'), /compute worker could not be started\. Check the connection/);
  await box(page, 'use-sample').click();
  await page.getByText('The photo reader could not be started').waitFor();
  await page.unroute('**/{decode,compute}_bg.wasm', stop);
  assert.equal(await visitor.loadSample(page), 240);
});

scenario('a run goes on after a reload as if nothing had happened', { minutes: 4 }, async ({ page }) => {
  await begin(page);
  const expected = await undisturbed(page);
  await visitor.start(page);
  await visitor.saved(page, 3);
  await page.reload();
  assert.equal(await visitor.houses(page), 240);
  assert.match(await visitor.text(page, 'state-data'), /Kept from your last visit/);
  await box(page, 'next-step').filter({ hasText: /Go on with run \d/ }).waitFor();
  const epoch = await goOn(page);
  assert.ok(epoch >= 3 && epoch < 60, `${epoch}`);
  same(await end(page), expected);
  // It is over: nothing is offered, and the model is there.
  await visitor.kept(page);
  await page.reload();
  await page.waitForFunction(() => /Model kept/.test(document.querySelector('[data-testid=state-predict]').textContent));
  assert.equal(await box(page, 'resume-offer').count(), 0);
  await visitor.price(page, homePhotos());
  // Nothing but what is in use is left when all is forgotten.
  assert.match(await visitor.text(page, 'kept-words'), /the houses, 2 runs and series of the list and the last model/);
  await box(page, 'forget').click();
  await box(page, 'kept').waitFor({ state: 'detached' });
  assert.equal(await box(page, 'list').locator('tbody tr').count(), 0);
  // Until that is undone.
  await box(page, 'undo-forgotten').click();
  await box(page, 'kept-words').waitFor();
  assert.equal(await box(page, 'list').locator('tbody tr').count(), 2);
  await page.reload();
  assert.equal(await visitor.houses(page), 240);
  await page.waitForFunction(() => /Model kept/.test(document.querySelector('[data-testid=state-predict]').textContent));
  assert.match(await visitor.text(page, 'kept-words'), /the houses, 2 runs and series of the list and the last model/);
  await box(page, 'forget').click();
  await box(page, 'forgotten').waitFor();
  await visitor.kept(page);
  await page.reload();
  await visitor.ready(page);
  await visitor.kept(page);
  assert.match(await visitor.text(page, 'state-data'), /No houses yet/);
  assert.match(await visitor.text(page, 'state-predict'), /No model yet/);
});

scenario('a run goes on twice, and can be discarded', { minutes: 4 }, async ({ page }) => {
  await begin(page);
  await visitor.train(page, { epochs: 1 }, 'cpu');
  await visitor.settings(page, LONG, 'cpu');
  await visitor.start(page);
  await visitor.saved(page, 2);
  await page.reload();
  const first = await goOn(page);
  await visitor.saved(page, first + 2);
  await page.reload();
  assert.ok((await goOn(page)) > first);
  await visitor.state(page, 'Running');
  await page.reload();
  await box(page, 'discard-run').click();
  await box(page, 'resume-offer').waitFor({ state: 'detached' });
  // What has nothing to do with it does not take it away.
  await box(page, 'rename-1-button').click();
  await page.keyboard.type('Another name');
  await page.keyboard.press('Enter');
  await visitor.kept(page);
  await box(page, 'undo-discarded').click();
  await box(page, 'resume-offer').waitFor();
  await page.reload();
  await box(page, 'resume-offer').waitFor();
  await box(page, 'discard-run').click();
  await box(page, 'discarded').waitFor();
  await visitor.kept(page);
  await page.reload();
  await page.getByTestId('kept-count').waitFor();
  await visitor.kept(page);
  assert.equal(await box(page, 'resume-offer').count(), 0);
  // A kept set has its tile size; the page says what to do about another.
  await visitor.settings(page, { tile: 16 });
  assert.match(await visitor.text(page, 'why-start'), /kept from your last visit at 8 pixels/);
});

scenario('a run whose tab has crashed can go on in another', { minutes: 3, expected: [/the tab crashed/] }, async ({ page, context, url }) => {
  await begin(page);
  const expected = await undisturbed(page);
  await visitor.start(page);
  await visitor.saved(page, 3);
  const devtools = await context.newCDPSession(page);
  const crashed = new Promise((told) => page.on('crash', told));
  devtools.send('Page.crash').catch(() => {});
  await crashed;
  const next = await context.newPage();
  await next.goto(url);
  await goOn(next);
  same(await end(next), expected);
});

/** A browser with a profile of its own, and the processes that are it. */
async function browser(profile) {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    args: FLAGS,
    viewport: { width: 1280, height: 900 },
  });
  const parents = new Map();
  let first;
  const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number);
  for (const id of ids.sort((one, other) => one - other)) {
    try {
      const command = readFileSync(`/proc/${id}/cmdline`, 'utf8');
      parents.set(id, Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${id}/stat`, 'utf8'))[1]));
      if (command.includes(profile) && !command.includes('--type=') && /chrom/.test(command)) first ??= id;
    } catch {
      // It has ended meanwhile.
    }
  }
  const is = (id) => id === first || (parents.has(id) && is(parents.get(id)));
  return { context, first, processes: [...parents.keys()].filter(is), page: context.pages()[0] ?? (await context.newPage()) };
}

const linux = process.platform === 'linux' ? false : 'linux: There is no /proc.';

test('a run whose browser was killed can go on when it is started again', { timeout: 240_000, skip: linux }, async () => {
  const server = await host();
  after(() => server.close());
  const profile = emptyFolder();
  const one = await browser(profile);
  await one.page.goto(server.url);
  await begin(one.page);
  const expected = await undisturbed(one.page);
  await visitor.start(one.page);
  await visitor.saved(one.page, 3);
  const gone = new Promise((closed) => one.context.on('close', closed));
  process.kill(one.first, 'SIGKILL');
  await gone;
  await one.context.close().catch(() => {});
  const two = await browser(profile);
  await two.page.goto(server.url);
  await goOn(two.page);
  same(await end(two.page), expected);
  await two.context.close();
});

test('a run outlives the computer’s sleep, and the time left stays sober', { timeout: 240_000, skip: linux }, async () => {
  const server = await host();
  after(() => server.close());
  const { context, page, processes } = await browser(emptyFolder());
  await page.goto(server.url);
  await begin(page, { ...LONG, epochs: 5000 });
  await visitor.start(page);
  await visitor.saved(page, 20);
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
  await visitor.epochs(page, epoch + 1);
  const then = await seconds();
  assert.ok(then < 4 * before + 10, `${before} s left before, ${then} s after`);
  await visitor.epochs(page, epoch + 20);
  await box(page, 'stop').click();
  await visitor.state(page, 'Stopped');
  await context.close();
});

scenario('an exception in the compute worker is told, and the run begins again', { minutes: 3, expected: [/ended by a test/] }, async ({ page }) => {
  await begin(page);
  // A step asks for the time, and nothing in Rust catches what the browser throws: it ends as a panic does.
  const compute = await visitor.worker(page, 'compute');
  await compute.evaluate(() => (Performance.prototype.now = () => { throw new Error('ended by a test'); }));
  await box(page, 'start').click();
  await box(page, 'notice-warning').waitFor();
  assert.match((await warnings(page)).join(), /broke down and was started again\. Training begins again/);
  await visitor.state(page, 'Finished', 120_000);
  assert.equal(await visitor.epoch(page), FIELDS.epochs);
});

/** What browsers, Rust and wgpu call it when there is no memory, and how a module ends over that. No other error is forgiven, nor a tab that crashes. */
const NO_MEMORY = [/memory|allocat|capacity overflow|RuntimeError: unreachable/i];
const NO_GPU_MEMORY = [/out of memory|createBuffer|\[?(Invalid )?Buffer|wgpu error|RuntimeError: unreachable/i];

/** Changes the next message to the compute worker that brings houses. */
const spoilHouses = (page, what) =>
  page.evaluate((what) => {
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message, ...rest) {
      if (!Array.isArray(message) || !(message[2] instanceof Blob)) return post.call(this, message, ...rest);
      Worker.prototype.postMessage = post;
      // A blob of 8 GB, made of one of 64 MB; or more bytes than a module can hold.
      if (what === 'pixels') message[2] = new Blob(Array(128).fill(new Blob([new Uint8Array(2 ** 26)])));
      else message[0] = new Uint8Array(2 ** 31);
      return post.call(this, message, [message[0].buffer]);
    };
  }, what);

scenario('more houses than the compute worker has memory for are told', { minutes: 3, expected: NO_MEMORY }, async ({ page }) => {
  await visitor.ready(page);
  await spoilHouses(page, 'pixels');
  await visitor.loadSample(page);
  await visitor.settings(page, FIELDS, 'cpu');
  await box(page, 'notice-error').waitFor();
  assert.match(await visitor.text(page, 'notice-error'), /pictures need 8590 MB, more than there is/);
  // The next run asks for them again, and never trains on others.
  await visitor.train(page, FIELDS, 'cpu', 120_000);
});

scenario('a compute worker without memory is told, and another is there', { minutes: 3, expected: NO_MEMORY }, async ({ page }) => {
  await visitor.ready(page);
  await spoilHouses(page, 'bytes');
  await visitor.loadSample(page);
  await box(page, 'notice-error').waitFor();
  assert.match(await visitor.text(page, 'notice-error'), /ran out of memory and was started again\. The houses and the model are still there/);
  await visitor.train(page, FIELDS, 'cpu', 120_000);
});

for (const [how, spoil] of Object.entries({
  throws: () => {
    globalThis.GPUDevice.prototype.createBuffer = () => {
      throw new RangeError('createBuffer failed, size is too large for the implementation: out of memory');
    };
  },
  refuses: () => {
    // A size that no device has: the error that a browser raises by itself.
    const original = globalThis.GPUDevice.prototype.createBuffer;
    globalThis.GPUDevice.prototype.createBuffer = function (descriptor) {
      return original.call(this, { ...descriptor, size: 2 ** 44, mappedAtCreation: false });
    };
  },
})) {
  scenario(`a run whose GPU has no memory left goes on (the browser ${how})`, { gpu: true, minutes: 8, expected: NO_GPU_MEMORY }, async ({ page, context }) => {
    // Every worker's GPU is short of memory from some moment on, also that of the one that takes over.
    let short = false;
    const shorten = (worker) => short && worker.evaluate(spoil).catch(() => {});
    page.on('worker', shorten);
    await begin(page, { ...visitor.SMALL, epochs: 6, 'batch-size': 36 }, 'gpu');
    await visitor.start(page, 120_000);
    await visitor.epochs(page, 1, 120_000);
    short = true;
    for (const worker of page.workers()) await shorten(worker);
    await box(page, 'notice-warning').first().waitFor({ timeout: 120_000 });
    assert.match((await warnings(page)).join(), /Training (goes on|begins again)/);
    await visitor.state(page, 'Finished', 240_000);
    assert.equal(await visitor.epoch(page), 6);
    await context.clearCookies();
  });
}

scenario('where there is no room, it is said once and the run goes on', { minutes: 4 }, async ({ page, context, url }) => {
  const devtools = await context.newCDPSession(page);
  const { origin } = new URL(url);
  // Before anything is written: Chromium remembers for half a minute how much room there was.
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1000 });
  await begin(page, LONG);
  await visitor.kept(page, 'refused');
  await visitor.start(page);
  await box(page, 'notice-warning').waitFor();
  await visitor.epochs(page, (await visitor.epoch(page)) + 20);
  const said = await warnings(page);
  assert.equal(said.length, 1);
  assert.match(said[0], /no room left for this page.*Free some disk space/);
  // There is room again; within a minute it is used.
  await devtools.send('Storage.overrideQuotaForOrigin', { origin });
  await box(page, 'notice-done').waitFor({ timeout: 90_000 });
  await visitor.saved(page, 1);
  await page.reload();
  await goOn(page);
  await visitor.state(page, 'Running');
});

for (const [how, deny] of Object.entries({
  'has no store': () => Object.defineProperty(globalThis, 'indexedDB', { value: undefined }),
  'denies the store': () => {
    IDBFactory.prototype.open = () => { throw new DOMException('denied', 'SecurityError'); };
  },
  'opens no store': () => {
    const original = IDBFactory.prototype.open;
    // An older version than there is: an error that comes later.
    IDBFactory.prototype.open = function (name) {
      original.call(this, name, 9);
      return original.call(this, name, 1);
    };
  },
})) {
  scenario(`a browser that ${how} is told about once, and the run goes on`, {}, async ({ page }) => {
    await page.addInitScript(deny);
    await page.reload();
    await begin(page, LONG);
    assert.equal(await box(page, 'notice-warning').count(), 0, 'not before it matters');
    await visitor.start(page);
    await visitor.epochs(page, 20);
    const said = await warnings(page);
    assert.equal(said.length, 1);
    assert.match(said[0], /does not let the page keep anything/);
    assert.match(await visitor.text(page, 'saving'), /Not saved/);
    await box(page, 'stop').click();
    await box(page, 'result-mape').waitFor();
    await visitor.price(page, homePhotos());
  });
}

scenario('of two tabs one keeps its runs, and the other takes over when it is closed', { minutes: 3 }, async ({ page, context, url }) => {
  await begin(page, LONG);
  await visitor.start(page);
  await visitor.saved(page, 2);
  const other = await context.newPage();
  await other.goto(url);
  await box(other, 'notice-warning').waitFor();
  assert.match((await warnings(other)).join(), /Another tab of this page is open and keeps its runs/);
  assert.equal(await box(other, 'resume-offer').count(), 0, 'the run is the first tab’s');
  await visitor.settings(other, LONG, 'cpu');
  await visitor.start(other);
  await visitor.epochs(other, 5);
  assert.match(await visitor.text(other, 'saving'), /Not saved: another tab/);
  await page.close();
  await box(other, 'notice-done').waitFor();
  assert.match(await visitor.text(other, 'notice-done'), /The other tab was closed/);
  const at = await visitor.epoch(other);
  await visitor.saved(other, at + 1);
  await other.reload();
  assert.ok((await goOn(other)) > at);
});

scenario('of the models of two tabs none is lost when one is closed', { minutes: 3 }, async ({ page, context, url }) => {
  await begin(page);
  const other = await context.newPage();
  await other.goto(url);
  await box(other, 'notice-warning').waitFor();
  // The second tab's model is there first, and that of the first one is kept.
  await begin(other);
  await visitor.train(other, { ...visitor.SMALL, epochs: 2 }, 'cpu');
  const own = await visitor.save(other);
  await visitor.train(page, FIELDS, 'cpu', 120_000);
  const kept = await visitor.save(page);
  await visitor.kept(page);
  await page.close();
  await box(other, 'notice-done').waitFor();
  await box(other, 'notice-warning').filter({ hasText: /is now in the list “Kept by hand”, since this tab has a model of its own/ }).waitFor();
  assert.doesNotMatch((await warnings(other)).join(), /Another tab of this page is open/, 'which does not hold any more');
  await visitor.kept(other);
  await other.reload();
  await other.waitForFunction(() => /Model kept/.test(document.querySelector('[data-testid=state-predict]').textContent));
  assert.deepEqual(await visitor.weights(await visitor.save(other)), await visitor.weights(own));
  await box(other, 'shelf-open-1').click();
  await box(other, 'notice-done').filter({ hasText: /is in use/ }).waitFor();
  assert.deepEqual(await visitor.weights(await visitor.save(other)), await visitor.weights(kept));
});

scenario('a run outlives a tab that the browser freezes', { minutes: 3 }, async ({ page, context }) => {
  await begin(page);
  const expected = await undisturbed(page);
  await visitor.start(page);
  await visitor.saved(page, 3);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
  await new Promise((later) => setTimeout(later, 5000));
  await devtools.send('Page.setWebLifecycleState', { state: 'active' });
  same(await end(page), expected);
});

/** Puts bytes in the place of the kept run, or, without, changes one of it. */
const spoilRun = (page, bytes) =>
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

for (const [what, bytes, told] of [
  ['an early version’s', Array.from(asBefore([1, 2, 3])), /written by an early version of this page/],
  ['a damaged', null, /is damaged and cannot be used/],
]) {
  scenario(`${what} run is told, never misread`, { expected: [/404/] }, async ({ page, context, url }) => {
    await begin(page, LONG);
    await visitor.start(page);
    await visitor.saved(page, 2);
    await page.goto('about:blank');
    const other = await context.newPage();
    await other.goto(`${url}icon.svg`);
    await spoilRun(other, bytes);
    await other.close();
    await page.goto(url);
    await box(page, 'notice-warning').waitFor();
    assert.match((await warnings(page)).join(), told);
    assert.equal(await box(page, 'resume-offer').count(), 0);
    await box(page, 'forget').click();
    await begin(page, FIELDS);
    await visitor.start(page);
    await visitor.state(page, 'Finished');
  });
}
