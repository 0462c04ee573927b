// The page offline, and updates: the service worker caches a whole build, and switches to a newer one only on request.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { chromium } from 'playwright-core';
import { CHROMIUM, DIST, FLAGS, host, scenario } from './helper.mjs';
import { emptyFolder, homePhotos } from './photos.mjs';
import { readAll } from './records.mjs';
import * as visitor from './steps.mjs';

const writeServiceWorker = (dist) => execFileSync('sh', [new URL('../../www/offline.sh', import.meta.url).pathname, dist]);
const edit = (path, change) => writeFileSync(path, change(readFileSync(path, 'utf8')));

/** A copy of the built page as build `name`, which its modules report; `module` may replace the page's module. */
function build(name, module) {
  const dist = emptyFolder();
  cpSync(DIST, dist, { recursive: true });
  const old = readdirSync(dist).find((each) => each.startsWith('build-'));
  renameSync(join(dist, old), join(dist, `build-${name}`));
  edit(join(dist, 'index.html'), (html) => html.replaceAll(old, `build-${name}`));
  if (module) cpSync(module, join(dist, `build-${name}`), { recursive: true });
  for (const module of ['page', 'tables', 'decode', 'compute']) {
    edit(join(dist, `build-${name}`, `${module}.js`), (code) => `globalThis.facadeBuild = '${name}';\n${code}`);
  }
  writeServiceWorker(dist);
  return dist;
}
const [one, two] = [build('one'), build('two')];
// A later version of the page, with other record versions.
const LATER = process.env.FACADE_LATER ?? new URL('../../target/e2e-later', import.meta.url).pathname;

const CACHEABLE = { 'Cache-Control': 'no-cache' };
const servers = [];
after(() => Promise.all(servers.map((server) => server.close())));

/** Serves build one, opens it, and waits until the service worker has cached it. */
async function visit(context) {
  const server = await host(CACHEABLE, one);
  servers.push(server);
  const page = await context.newPage();
  await page.goto(server.url);
  await visitor.ready(page);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => null));
  await page.reload();
  await visitor.ready(page);
  assert.ok(await page.evaluate(() => navigator.serviceWorker.controller !== null), 'the service worker controls the page');
  return { page, server };
}

/** The builds of the page and of the two workers, after pricing a home. */
async function builds(page) {
  await visitor.priceHome(page, homePhotos());
  const workers = ['decode', 'compute'].map((name) => visitor.worker(page, name).then((each) => each.evaluate(() => globalThis.facadeBuild)));
  return [await page.evaluate(() => globalThis.facadeBuild), ...(await Promise.all(workers))];
}

/** Waits until an asynchronous predicate is true: `waitForFunction` would take its promise for true. */
async function until(page, predicate) {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await page.evaluate(predicate)) return;
    await page.waitForTimeout(100);
  }
  throw new Error(`Still false after a minute: ${predicate}`);
}

const cacheNames = (page) => page.evaluate(() => caches.keys());
const updateNotice = (page) => page.getByTestId('newer');
const options = { serviceWorker: true, minutes: 5, elsewhere: 'http://127.0.0.1:', expected: [/status of 404/] };

test('the file list depends only on the contents of the build', () => {
  const worker = () => readFileSync(join(one, 'service-worker.js'), 'utf8');
  const before = worker();
  writeServiceWorker(one);
  assert.equal(worker(), before, 'it is the same for the same build');
  const [, files] = /const FILES = (\{[^}]*\})/.exec(before);
  const names = Object.keys(JSON.parse(files.replace(/,\s*\}/, '}')));
  const there = readdirSync(one, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  assert.equal(names.length, there.length - 1, 'every file except the worker itself');
  edit(join(one, 'icon.svg'), (svg) => `${svg} `);
  writeServiceWorker(one);
  assert.notEqual(/VERSION = "(.+)"/.exec(worker())[1], /VERSION = "(.+)"/.exec(before)[1]);
  assert.match(before, /\nconst RECORDS = "facade-records:( [a-z]+=\d+-\d+){9};";\n/, 'it lists the record versions that the page reads');
});

scenario('the page works offline', options, async ({ context }) => {
  const { page, server } = await visit(context);
  const { url } = server;
  await server.close();
  await page.goto(`${url}index.html?from=elsewhere#data`);
  await visitor.ready(page);
  assert.ok((await visitor.loadSample(page)) >= 96);
  await visitor.train(page, visitor.SMALL, 'cpu');
  assert.deepEqual(await builds(page), ['one', 'one', 'one']);

  // The icons of an installed page.
  const icons = await page.evaluate(async () => {
    const link = document.querySelector('link[rel=manifest]').href;
    const manifest = await (await fetch(link)).json();
    return Promise.all(manifest.icons.map(async ({ src, sizes, type, purpose }) => {
      const response = await fetch(new URL(src, link));
      const picture = type === 'image/png' && (await createImageBitmap(await response.blob()));
      return { sizes, purpose, there: response.ok, is: picture ? `${picture.width}x${picture.height}` : sizes };
    }));
  });
  assert.deepEqual(icons.filter((icon) => !icon.there || icon.is !== icon.sizes), []);
  for (const wanted of ['192x192', '512x512']) assert.ok(icons.some((icon) => icon.sizes === wanted && !icon.purpose), wanted);
  assert.ok(icons.some((icon) => icon.purpose === 'maskable'));
});

scenario('a cache that the browser has cleared is reported', { ...options, expected: [/status of 503/, /ERR_CONNECTION_REFUSED/] }, async ({ context }) => {
  const { page, server } = await visit(context);
  await page.evaluate(async () => { for (const name of await caches.keys()) await caches.delete(name); });
  await server.close();
  await page.goto(server.url);
  assert.match(await page.getByRole('alert').innerText(), /cleared away.+ Connect, then load the page again\./s);
});

scenario('the service worker does not change the policy', { ...options, expected: [/Content Security Policy/] }, async ({ context }) => {
  const { page } = await visit(context);
  const elsewhere = await host({ 'Access-Control-Allow-Origin': '*' });
  servers.push(elsewhere);
  assert.equal(await page.evaluate((url) => fetch(url).then(() => 'reached', () => 'refused'), elsewhere.url), 'refused');
  assert.deepEqual(elsewhere.asked, []);
});

scenario('a newer build waits until it is requested, and then replaces the old one', options, async ({ context }) => {
  const { page, server } = await visit(context);
  await visitor.loadSample(page);
  await visitor.train(page, visitor.SMALL, 'cpu');
  await page.waitForFunction(() => /the last model/.test(document.querySelector('[data-testid=kept-words]')?.textContent));
  const before = await cacheNames(page);
  server.serves.folder = two;
  await page.reload();
  await updateNotice(page).waitFor();
  assert.match(await visitor.text(page, 'newer'), /^A new version of Facade is available\. The new version can read the data saved in this browser: the houses, .+ and the last model\./);
  assert.equal(await page.getByTestId('newer-save').count(), 0, 'nothing has to be saved');

  // However often the visitor reloads the page, the build stays the same.
  await page.reload();
  await updateNotice(page).waitFor();
  await visitor.ready(page);
  await page.getByTestId('kept-count').waitFor();
  assert.deepEqual(await builds(page), ['one', 'one', 'one']);
  await updateNotice(page).getByText('Not now').click();
  assert.equal(await updateNotice(page).count(), 0);
  await page.reload();
  await updateNotice(page).waitFor();

  // A run in progress is not lost.
  await visitor.ready(page);
  await visitor.fillSettings(page, { ...visitor.SMALL, epochs: 20_000 }, 'cpu');
  await visitor.startRun(page);
  await visitor.waitForSavedEpoch(page, 1);
  assert.match(await visitor.text(page, 'newer'), /Updating interrupts run 2, which can be resumed from its last saved epoch\./);
  const asked = server.asked.length;
  // A wait started in the old document would not always end in the new one.
  await Promise.all([page.waitForEvent('load'), page.getByTestId('load-newer').click()]);
  await page.waitForFunction(() => globalThis.facadeBuild === 'two');
  await page.getByTestId('resume-offer').waitFor();
  await visitor.ready(page);
  assert.deepEqual(await builds(page), ['two', 'two', 'two']);
  assert.equal(await updateNotice(page).count(), 0);
  const now = await cacheNames(page);
  assert.equal(now.length, 1);
  assert.notDeepEqual(now, before);
  assert.deepEqual(server.asked.slice(asked).filter((path) => /build-/.test(path)), [], 'all of it was fetched before');
  await page.getByTestId('go-on').click();
  await visitor.waitForRunState(page, 'Running');
});

scenario('a newer build that reads other records reports this before it is loaded, and restores those that it reads', { ...options, minutes: 6 }, async ({ context }) => {
  const later = build('later', LATER);
  const { page, server } = await visit(context);
  await visitor.loadSample(page);
  await visitor.train(page, visitor.SMALL, 'cpu');
  const mape = await visitor.value(page, 'result-mape');
  await page.waitForFunction(() => /the last model/.test(document.querySelector('[data-testid=kept-words]')?.textContent));
  server.serves.folder = later;
  await page.reload();
  await updateNotice(page).waitFor();
  await page.waitForFunction(() => /can read the data saved in this browser/.test(document.querySelector('[data-testid=newer]').textContent));
  await visitor.ready(page);
  await visitor.fillSettings(page, { ...visitor.SMALL, epochs: 20_000 }, 'cpu');
  await visitor.startRun(page);
  await visitor.waitForSavedEpoch(page, 1);
  const words = await visitor.text(page, 'newer');
  assert.match(words, /can read the data saved in this browser: the houses, .+ and the last model\. The new version cannot read this saved data: run 2 after epoch \d+\. A session file would not transfer it either\. Before you update, finish open runs/);
  assert.equal(await page.getByTestId('newer-save').count(), 0, 'a session file would not transfer it');

  await Promise.all([page.waitForEvent('load'), page.getByTestId('load-newer').click()]);
  await page.waitForFunction(() => globalThis.facadeBuild === 'later');
  await visitor.ready(page, { network: null });
  await page.getByTestId('kept-count').waitFor();
  assert.equal(await page.getByTestId('resume-offer').count(), 0, 'as reported');
  assert.match(await page.getByTestId('notice-warning').first().innerText(), /from an early version/);
  const rows = page.getByTestId('list').locator('tbody tr');
  assert.equal(await rows.count(), 1);
  await rows.locator('[data-testid^=show-]').click();
  assert.equal(await visitor.value(page, 'result-mape'), mape);
  await visitor.waitForModel(page);

  // Back to the older version: records of the later one are reported, the others are restored.
  await visitor.train(page, visitor.SMALL, 'cpu');
  await rows.nth(1).waitFor();
  server.serves.folder = two;
  await page.reload();
  await updateNotice(page).waitFor();
  await page.waitForFunction(() => /cannot read this saved data: 2 runs and series in the list/.test(document.querySelector('[data-testid=newer]').textContent));
  await Promise.all([page.waitForEvent('load'), page.getByTestId('load-newer').click()]);
  await page.waitForFunction(() => globalThis.facadeBuild === 'two');
  await visitor.ready(page, { network: null });
  await page.getByText('saved in the list are from a newer version of this page').waitFor();
  assert.equal(await rows.count(), 1);
  // Nothing that this visit does changes the records of the later version.
  const kept = await readAll(page);
  assert.ok([1, 2].every((key) => kept.has(key)), [...kept.keys()].join());
  await visitor.loadSample(page);
  await visitor.train(page, visitor.SMALL, 'cpu');
  await visitor.waitForStorage(page, 'stuck');
  // Nor does a second tab that takes over.
  const other = await context.newPage();
  await other.goto(server.url);
  await visitor.ready(other, { network: null });
  await other.getByText('only one tab can save').first().waitFor();
  await page.close();
  await visitor.waitForStorage(other, 'stuck');
  await visitor.loadSample(other);
  await visitor.train(other, visitor.SMALL, 'cpu');
  assert.deepEqual(await readAll(other), kept);
});

scenario('another tab keeps its build until it is reloaded', options, async ({ context }) => {
  const { page, server } = await visit(context);
  const other = await context.newPage();
  await other.goto(server.url);
  await visitor.ready(other);
  server.serves.folder = two;
  await page.reload();
  await updateNotice(page).waitFor();
  await updateNotice(other).waitFor();
  await page.getByTestId('load-newer').click();
  await page.waitForFunction(() => globalThis.facadeBuild === 'two');
  await visitor.loadSample(other);
  await visitor.train(other, visitor.SMALL, 'cpu');
  assert.deepEqual(await builds(other), ['one', 'one', 'one'], 'it still works');
  await other.getByTestId('load-newer').click();
  await other.waitForFunction(() => globalThis.facadeBuild === 'two');
});

for (const [how, corrupt] of [
  ['a missing file', (dist) => rmSync(join(dist, 'build-two/decode.js'))],
  ['a file of the former build', (dist) => cpSync(join(one, 'boot.js'), join(dist, 'boot.js'))],
]) {
  scenario(`an incomplete upload with ${how} changes nothing`, options, async ({ context }) => {
    const { page, server } = await visit(context);
    const before = await cacheNames(page);
    const whole = emptyFolder();
    cpSync(two, whole, { recursive: true });
    edit(join(whole, 'boot.js'), (code) => `${code}// two\n`);
    writeServiceWorker(whole);
    const broken = emptyFolder();
    cpSync(whole, broken, { recursive: true });
    corrupt(broken);
    server.serves.folder = broken;
    await page.reload();
    await visitor.ready(page);
    while (!server.asked.some((path) => path.includes('build-two'))) await page.waitForTimeout(100);
    // Until the browser has discarded it.
    await until(page, async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      return !registration.installing && !registration.waiting;
    });
    await page.reload();
    await visitor.ready(page);
    assert.equal(await page.evaluate(() => globalThis.facadeBuild), 'one');
    assert.equal(await updateNotice(page).count(), 0);
    // Reloading the page makes the browser try again.
    await until(page, async () => (await caches.keys()).length === 1);
    assert.deepEqual(await cacheNames(page), before);

    server.serves.folder = whole;
    await page.reload();
    await updateNotice(page).waitFor();
    await page.getByTestId('load-newer').click();
    await page.waitForFunction(() => globalThis.facadeBuild === 'two');
  });
}

scenario('with a host that forbids caching, such as a development server, the service worker removes itself', options, async ({ context }) => {
  const { page, server } = await visit(context);
  server.serves.folder = two;
  server.serves.headers = { 'Cache-Control': 'no-store' };
  await page.reload();
  await until(page, async () => (await navigator.serviceWorker.getRegistrations()).length === 0);
  assert.deepEqual(await cacheNames(page), []);
  await page.reload();
  await visitor.ready(page);
  assert.equal(await page.evaluate(() => globalThis.facadeBuild), 'two');
  server.serves.folder = one;
  await page.reload();
  await visitor.ready(page);
  assert.equal(await page.evaluate(() => globalThis.facadeBuild), 'one');
});

test('Chromium can install the page', { timeout: 120_000 }, async () => {
  const server = await host(CACHEABLE, one);
  servers.push(server);
  // The profiles of the other tests are private windows, in which nothing can be installed.
  const context = await chromium.launchPersistentContext(emptyFolder(), { executablePath: CHROMIUM, args: FLAGS });
  try {
    const page = await context.newPage();
    await page.goto(server.url);
    await visitor.ready(page);
    const session = await context.newCDPSession(page);
    assert.deepEqual(await session.send('Page.getInstallabilityErrors'), { installabilityErrors: [] });
    const { url, errors } = await session.send('Page.getAppManifest');
    assert.ok(url.startsWith(server.url));
    assert.deepEqual(errors, []);
  } finally {
    await context.close();
  }
});

test('over plain HTTP from another machine the page works, without caching', { timeout: 120_000 }, async () => {
  const server = await host(CACHEABLE, one);
  servers.push(server);
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: [...FLAGS, '--host-resolver-rules=MAP facade.test 127.0.0.1'],
  });
  try {
    const page = await browser.newPage();
    const errors = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await page.goto(server.url.replace('127.0.0.1', 'facade.test'));
    await visitor.ready(page);
    assert.equal(await page.evaluate(() => isSecureContext), false);
    assert.ok((await visitor.loadSample(page)) >= 96);
    await visitor.train(page, visitor.SMALL, 'cpu');
    assert.deepEqual(errors, []);
  } finally {
    await browser.close();
  }
});
