// The page without its host, and what becomes of it when the host has a newer build: it is kept whole, and changes only when asked.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { chromium } from 'playwright-core';
import { CHROMIUM, DIST, FLAGS, host, scenario } from './helper.mjs';
import { emptyFolder, homePhotos } from './photos.mjs';
import { look } from './records.mjs';
import * as visitor from './steps.mjs';

const list = (dist) => execFileSync('sh', [new URL('../../www/offline.sh', import.meta.url).pathname, dist]);
const edit = (path, change) => writeFileSync(path, change(readFileSync(path, 'utf8')));

/** A copy of the built page whose three modules tell `name` as their build, as the page does; its page's module may be another. */
function build(name, module) {
  const dist = emptyFolder();
  cpSync(DIST, dist, { recursive: true });
  const old = readdirSync(dist).find((each) => each.startsWith('build-'));
  renameSync(join(dist, old), join(dist, `build-${name}`));
  edit(join(dist, 'index.html'), (html) => html.replaceAll(old, `build-${name}`));
  if (module) cpSync(module, join(dist, `build-${name}`), { recursive: true });
  for (const module of ['page', 'decode', 'compute']) {
    edit(join(dist, `build-${name}`, `${module}.js`), (code) => `globalThis.facadeBuild = '${name}';\n${code}`);
  }
  list(dist);
  return dist;
}
const [one, two] = [build('one'), build('two')];
// A later version, with records of other versions.
const LATER = process.env.FACADE_LATER ?? new URL('../../target/e2e-later', import.meta.url).pathname;

const KEPT = { 'Cache-Control': 'no-cache' };
const servers = [];
after(() => Promise.all(servers.map((server) => server.close())));

/** Serves build one, opens it, and waits until the browser keeps it. */
async function visit(context) {
  const server = await host(KEPT, one);
  servers.push(server);
  const page = await context.newPage();
  await page.goto(server.url);
  await visitor.ready(page);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => null));
  await page.reload();
  await visitor.ready(page);
  assert.ok(await page.evaluate(() => navigator.serviceWorker.controller !== null), 'the worker answers');
  return { page, server };
}

/** The build of the page, and of the two workers that priced a home. */
async function builds(page) {
  await visitor.price(page, homePhotos());
  const workers = ['decode', 'compute'].map((name) => visitor.worker(page, name).then((each) => each.evaluate(() => globalThis.facadeBuild)));
  return [await page.evaluate(() => globalThis.facadeBuild), ...(await Promise.all(workers))];
}

/** Waits for what only a promise tells, which `waitForFunction` would take for a yes. */
async function until(page, predicate) {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await page.evaluate(predicate)) return;
    await page.waitForTimeout(100);
  }
  throw new Error(`In a minute it did not come to this: ${predicate}`);
}

const kept = (page) => page.evaluate(() => caches.keys());
const note = (page) => page.getByTestId('newer');
const options = { keeps: true, minutes: 5, elsewhere: 'http://127.0.0.1:', expected: [/status of 404/] };

test('the list follows what is in the build, and nothing else', () => {
  const worker = () => readFileSync(join(one, 'service-worker.js'), 'utf8');
  const before = worker();
  list(one);
  assert.equal(worker(), before, 'the same again');
  const [, files] = /const FILES = (\{[^}]*\})/.exec(before);
  const names = Object.keys(JSON.parse(files.replace(/,\s*\}/, '}')));
  const there = readdirSync(one, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  assert.equal(names.length, there.length - 1, 'every file but the worker itself');
  edit(join(one, 'icon.svg'), (svg) => `${svg} `);
  list(one);
  assert.notEqual(/VERSION = "(.+)"/.exec(worker())[1], /VERSION = "(.+)"/.exec(before)[1]);
  assert.match(before, /\nconst RECORDS = "facade-records:( [a-z]+=\d+-\d+){9};";\n/, 'it tells what the page reads');
});

scenario('without its host the page is there, and does all it did', options, async ({ context }) => {
  const { page, server } = await visit(context);
  const { url } = server;
  await server.close();
  await page.goto(`${url}index.html?from=elsewhere#data`);
  await visitor.ready(page);
  assert.ok((await visitor.loadSample(page)) >= 96);
  await visitor.train(page, visitor.SMALL, 'cpu');
  assert.deepEqual(await builds(page), ['one', 'one', 'one']);

  // What an installed page is shown with.
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

scenario('what the browser has cleared away is missed in a sentence', { ...options, expected: [/status of 503/, /ERR_CONNECTION_REFUSED/] }, async ({ context }) => {
  const { page, server } = await visit(context);
  await page.evaluate(async () => { for (const name of await caches.keys()) await caches.delete(name); });
  await server.close();
  await page.goto(server.url);
  assert.match(await page.getByRole('alert').innerText(), /cleared away.+ Connect, then load the page again\./s);
});

scenario('the worker leaves the policy as it is', { ...options, expected: [/Content Security Policy/] }, async ({ context }) => {
  const { page } = await visit(context);
  const elsewhere = await host({ 'Access-Control-Allow-Origin': '*' });
  servers.push(elsewhere);
  assert.equal(await page.evaluate((url) => fetch(url).then(() => 'reached', () => 'refused'), elsewhere.url), 'refused');
  assert.deepEqual(elsewhere.asked, []);
});

scenario('a newer build waits until it is asked for, and is then the only one', options, async ({ context }) => {
  const { page, server } = await visit(context);
  await visitor.loadSample(page);
  await visitor.train(page, visitor.SMALL, 'cpu');
  await page.waitForFunction(() => /the last model/.test(document.querySelector('[data-testid=kept-words]')?.textContent));
  const before = await kept(page);
  server.serves.folder = two;
  await page.reload();
  await note(page).waitFor();
  assert.match(await visitor.text(page, 'newer'), /^A new version of Facade is ready\. This browser keeps the houses, .+ and the last model, and the new version reads all of that\./);
  assert.equal(await page.getByTestId('newer-save').count(), 0, 'nothing need be saved');

  // Nothing changes under the visitor, however often they load the page.
  await page.reload();
  await note(page).waitFor();
  await visitor.ready(page);
  await page.getByTestId('kept-count').waitFor();
  assert.deepEqual(await builds(page), ['one', 'one', 'one']);
  await note(page).getByText('Not now').click();
  assert.equal(await note(page).count(), 0);
  await page.reload();
  await note(page).waitFor();

  // A run that goes on is not lost by it.
  await visitor.ready(page);
  await visitor.settings(page, { ...visitor.SMALL, epochs: 20_000 }, 'cpu');
  await visitor.start(page);
  await visitor.saved(page, 1);
  assert.match(await visitor.text(page, 'newer'), /Loading it interrupts run 2, which can go on from its last saved epoch\./);
  const asked = server.asked.length;
  // A wait within the page that is left would not always end in the one that follows it.
  await Promise.all([page.waitForEvent('load'), page.getByTestId('load-newer').click()]);
  await page.waitForFunction(() => globalThis.facadeBuild === 'two');
  await page.getByTestId('resume-offer').waitFor();
  await visitor.ready(page);
  assert.deepEqual(await builds(page), ['two', 'two', 'two']);
  assert.equal(await note(page).count(), 0);
  const now = await kept(page);
  assert.equal(now.length, 1);
  assert.notDeepEqual(now, before);
  assert.deepEqual(server.asked.slice(asked).filter((path) => /build-/.test(path)), [], 'all of it had been fetched before');
  await page.getByTestId('go-on').click();
  await visitor.state(page, 'Running');
});

scenario('a newer build that reads other records says so before it is loaded, and what it reads is there', { ...options, minutes: 6 }, async ({ context }) => {
  const later = build('later', LATER);
  const { page, server } = await visit(context);
  await visitor.loadSample(page);
  await visitor.train(page, visitor.SMALL, 'cpu');
  const mape = await visitor.value(page, 'result-mape');
  await page.waitForFunction(() => /the last model/.test(document.querySelector('[data-testid=kept-words]')?.textContent));
  server.serves.folder = later;
  await page.reload();
  await note(page).waitFor();
  await page.waitForFunction(() => /reads all of that/.test(document.querySelector('[data-testid=newer]').textContent));
  await visitor.ready(page);
  await visitor.settings(page, { ...visitor.SMALL, epochs: 20_000 }, 'cpu');
  await visitor.start(page);
  await visitor.saved(page, 1);
  const words = await visitor.text(page, 'newer');
  assert.match(words, /This browser keeps the houses, .+ and the last model, and the new version reads all of that\. It does not read run 2 after epoch \d+, and a session file would not carry that over\. Before you load it, finish open runs/);
  assert.equal(await page.getByTestId('newer-save').count(), 0, 'a session would not bring it there');

  await Promise.all([page.waitForEvent('load'), page.getByTestId('load-newer').click()]);
  await page.waitForFunction(() => globalThis.facadeBuild === 'later');
  await visitor.ready(page, { network: null });
  await page.getByTestId('kept-count').waitFor();
  assert.equal(await page.getByTestId('resume-offer').count(), 0, 'as was said');
  assert.match(await page.getByTestId('notice-warning').first().innerText(), /written by an early version/);
  const rows = page.getByTestId('list').locator('tbody tr');
  assert.equal(await rows.count(), 1);
  await rows.getByText('Show', { exact: true }).click();
  assert.equal(await visitor.value(page, 'result-mape'), mape);
  await page.waitForFunction(() => document.querySelector('[data-testid=save-model]').getAttribute('aria-disabled') === 'false');

  // And back: what the later one has written is named, and the rest is there.
  await visitor.train(page, visitor.SMALL, 'cpu');
  await rows.nth(1).waitFor();
  server.serves.folder = two;
  await page.reload();
  await note(page).waitFor();
  await page.waitForFunction(() => /does not read 2 runs and series of the list/.test(document.querySelector('[data-testid=newer]').textContent));
  await Promise.all([page.waitForEvent('load'), page.getByTestId('load-newer').click()]);
  await page.waitForFunction(() => globalThis.facadeBuild === 'two');
  await visitor.ready(page, { network: null });
  await page.getByText('written by a later version of this page').waitFor();
  assert.equal(await rows.count(), 1);
  // The later one finds all of it where it left it, whatever this visit does.
  const kept = await look(page);
  assert.ok([1, 2].every((key) => kept.has(key)), [...kept.keys()].join());
  await visitor.loadSample(page);
  await visitor.train(page, visitor.SMALL, 'cpu');
  await visitor.kept(page, 'stuck');
  // Nor does a tab that takes over.
  const other = await context.newPage();
  await other.goto(server.url);
  await visitor.ready(other, { network: null });
  await other.getByText('keeps its runs').waitFor();
  await page.close();
  await visitor.kept(other, 'stuck');
  await visitor.loadSample(other);
  await visitor.train(other, visitor.SMALL, 'cpu');
  assert.deepEqual(await look(other), kept);
});

scenario('another tab keeps its build until it is loaded again', options, async ({ context }) => {
  const { page, server } = await visit(context);
  const other = await context.newPage();
  await other.goto(server.url);
  await visitor.ready(other);
  server.serves.folder = two;
  await page.reload();
  await note(page).waitFor();
  await note(other).waitFor();
  await page.getByTestId('load-newer').click();
  await page.waitForFunction(() => globalThis.facadeBuild === 'two');
  await visitor.loadSample(other);
  await visitor.train(other, visitor.SMALL, 'cpu');
  assert.deepEqual(await builds(other), ['one', 'one', 'one'], 'it works as it did');
  await other.getByTestId('load-newer').click();
  await other.waitForFunction(() => globalThis.facadeBuild === 'two');
});

for (const [how, spoil] of [
  ['a file that is not there yet', (dist) => rmSync(join(dist, 'build-two/decode.js'))],
  ['a file of the build before', (dist) => cpSync(join(one, 'boot.js'), join(dist, 'boot.js'))],
]) {
  scenario(`an upload with ${how} changes nothing`, options, async ({ context }) => {
    const { page, server } = await visit(context);
    const before = await kept(page);
    const whole = emptyFolder();
    cpSync(two, whole, { recursive: true });
    edit(join(whole, 'boot.js'), (code) => `${code}// two\n`);
    list(whole);
    const broken = emptyFolder();
    cpSync(whole, broken, { recursive: true });
    spoil(broken);
    server.serves.folder = broken;
    await page.reload();
    await visitor.ready(page);
    while (!server.asked.some((path) => path.includes('build-two'))) await page.waitForTimeout(100);
    // Until the browser has given it up.
    await until(page, async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      return !registration.installing && !registration.waiting;
    });
    await page.reload();
    await visitor.ready(page);
    assert.equal(await page.evaluate(() => globalThis.facadeBuild), 'one');
    assert.equal(await note(page).count(), 0);
    // Loading the page has the browser try again.
    await until(page, async () => (await caches.keys()).length === 1);
    assert.deepEqual(await kept(page), before);

    server.serves.folder = whole;
    await page.reload();
    await note(page).waitFor();
    await page.getByTestId('load-newer').click();
    await page.waitForFunction(() => globalThis.facadeBuild === 'two');
  });
}

scenario('a host that wants nothing kept, such as one of a developer, is not in the way', options, async ({ context }) => {
  const { page, server } = await visit(context);
  server.serves.folder = two;
  server.serves.headers = { 'Cache-Control': 'no-store' };
  await page.reload();
  await until(page, async () => (await navigator.serviceWorker.getRegistrations()).length === 0);
  assert.deepEqual(await kept(page), []);
  await page.reload();
  await visitor.ready(page);
  assert.equal(await page.evaluate(() => globalThis.facadeBuild), 'two');
  server.serves.folder = one;
  await page.reload();
  await visitor.ready(page);
  assert.equal(await page.evaluate(() => globalThis.facadeBuild), 'one');
});

test('Chromium finds nothing that keeps the page from being installed', { timeout: 120_000 }, async () => {
  const server = await host(KEPT, one);
  servers.push(server);
  // Nothing can be installed in the profiles of the other tests, which are private windows.
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

test('over http from another machine the page works as long as its host does', { timeout: 120_000 }, async () => {
  const server = await host(KEPT, one);
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
