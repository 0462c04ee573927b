// No memory, no disk space or no store: each is reported, and the run continues.
import assert from 'node:assert/strict';
import { scenario } from './helper.mjs';
import { FIELDS, LONG, begin, resume, warnings } from './interrupted.mjs';
import { homePhotos } from './photos.mjs';
import * as visitor from './steps.mjs';

const id = (page, name) => page.getByTestId(name);

/** Errors of browsers, Rust and wgpu when memory runs out. No other error is allowed, nor a crash of the tab. */
const NO_MEMORY = [/memory|allocat|capacity overflow|RuntimeError: unreachable/i];
const NO_GPU_MEMORY = [/out of memory|createBuffer|\[?(Invalid )?Buffer|wgpu error|RuntimeError: unreachable/i];

/** Replaces the houses in the next message to the compute worker. */
const corruptHouses = (page, what) =>
  page.evaluate((what) => {
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message, ...rest) {
      if (!Array.isArray(message) || !(message[2] instanceof Blob)) return post.call(this, message, ...rest);
      Worker.prototype.postMessage = post;
      // A blob of 8 GB made of one of 64 MB, or more bytes than the module's memory can hold.
      if (what === 'pixels') message[2] = new Blob(Array(128).fill(new Blob([new Uint8Array(2 ** 26)])));
      else message[0] = new Uint8Array(2 ** 31);
      return post.call(this, message, [message[0].buffer]);
    };
  }, what);

scenario('houses that exceed the memory of the compute worker are reported', { minutes: 3, expected: NO_MEMORY }, async ({ page }) => {
  await visitor.ready(page);
  await corruptHouses(page, 'pixels');
  await visitor.loadSample(page);
  await visitor.fillSettings(page, FIELDS, 'cpu');
  await id(page, 'notice-error').waitFor();
  assert.match(await visitor.text(page, 'notice-error'), /images of the houses need 8590 MB, more memory than is available/);
  // The next run sends them again, and never trains on others.
  await visitor.train(page, FIELDS, 'cpu', 120_000);
});

scenario('a compute worker that runs out of memory is reported and replaced', { minutes: 3, expected: NO_MEMORY }, async ({ page }) => {
  await visitor.ready(page);
  await corruptHouses(page, 'bytes');
  await visitor.loadSample(page);
  await id(page, 'notice-error').waitFor();
  assert.match(await visitor.text(page, 'notice-error'), /ran out of memory and was restarted\. The houses and the model are still there/);
  await visitor.train(page, FIELDS, 'cpu', 120_000);
});

for (const [how, replaceCreateBuffer] of Object.entries({
  throws: () => {
    globalThis.GPUDevice.prototype.createBuffer = () => {
      throw new RangeError('createBuffer failed, size is too large for the implementation: out of memory');
    };
  },
  refuses: () => {
    // A size beyond every limit, so that the browser itself raises the error.
    const original = globalThis.GPUDevice.prototype.createBuffer;
    globalThis.GPUDevice.prototype.createBuffer = function (descriptor) {
      return original.call(this, { ...descriptor, size: 2 ** 44, mappedAtCreation: false });
    };
  },
})) {
  scenario(`a run whose GPU runs out of memory continues (the browser ${how})`, { gpu: true, minutes: 8, expected: NO_GPU_MEMORY }, async ({ page, context }) => {
    // From some moment on the GPU of every worker is out of memory, also that of the replacement.
    let exhausted = false;
    const exhaust = (worker) => exhausted && worker.evaluate(replaceCreateBuffer).catch(() => {});
    page.on('worker', exhaust);
    await begin(page, { ...visitor.SMALL, epochs: 6, 'batch-size': 36 }, 'gpu');
    await visitor.startRun(page, 120_000);
    await visitor.waitForEpoch(page, 1, 120_000);
    exhausted = true;
    for (const worker of page.workers()) await exhaust(worker);
    await id(page, 'notice-warning').first().waitFor({ timeout: 120_000 });
    assert.match((await warnings(page)).join(), /Training (continues|starts over)/);
    await visitor.waitForRunState(page, 'Finished', 240_000);
    assert.equal(await visitor.epoch(page), 6);
    await context.clearCookies();
  });
}

scenario('a full disk is reported once, and the run continues', { minutes: 4 }, async ({ page, context, url }) => {
  const devtools = await context.newCDPSession(page);
  const { origin } = new URL(url);
  // Before anything is written: Chromium remembers for half a minute how much room there was.
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1000 });
  await begin(page, LONG);
  await visitor.waitForStorage(page, 'refused');
  await visitor.startRun(page);
  await id(page, 'notice-warning').waitFor();
  await visitor.waitForEpoch(page, (await visitor.epoch(page)) + 20);
  const messages = await warnings(page);
  assert.equal(messages.length, 1);
  assert.match(messages[0], /no storage space left for this page.*Free some disk space/);
  // When there is room again, it is used within a minute.
  await devtools.send('Storage.overrideQuotaForOrigin', { origin });
  await id(page, 'notice-done').waitFor({ timeout: 90_000 });
  await visitor.waitForSavedEpoch(page, 1);
  await page.reload();
  await resume(page);
  await visitor.waitForRunState(page, 'Running');
});

for (const [how, deny] of Object.entries({
  'has no store': () => Object.defineProperty(globalThis, 'indexedDB', { value: undefined }),
  'denies the store': () => {
    IDBFactory.prototype.open = () => { throw new DOMException('denied', 'SecurityError'); };
  },
  'opens no store': () => {
    const original = IDBFactory.prototype.open;
    // Opening an older version than the existing one is an asynchronous error.
    IDBFactory.prototype.open = function (name) {
      original.call(this, name, 9);
      return original.call(this, name, 1);
    };
  },
})) {
  scenario(`a browser that ${how} is reported once, and the run continues`, {}, async ({ page }) => {
    await page.addInitScript(deny);
    await page.reload();
    await begin(page, LONG);
    assert.equal(await id(page, 'notice-warning').count(), 0, 'it is not reported before it matters');
    await visitor.startRun(page);
    await visitor.waitForEpoch(page, 20);
    const messages = await warnings(page);
    assert.equal(messages.length, 1);
    assert.match(messages[0], /does not let the page save data/);
    assert.match(await visitor.text(page, 'saving'), /Not saved/);
    await id(page, 'stop').click();
    await id(page, 'result-mape').waitFor();
    await visitor.priceHome(page, homePhotos());
  });
}
