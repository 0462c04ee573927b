// A static host, a browser, and the rules of every scenario: no error in the console, and no request to another host.
import { createServer } from 'node:http';
import { mkdirSync, readFileSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { after, test } from 'node:test';
import { chromium } from 'playwright-core';

/** The built page. */
export const DIST = process.env.FACADE_DIST ?? new URL('../../dist', import.meta.url).pathname;
/** Where screenshots go. */
export const RESULTS = new URL('../../test-results', import.meta.url).pathname;
/** The folder of real photos, if there is one. */
export const HOUSES = process.env.HOUSES_DATASET;

// The page has to work at any path of a host, so no test serves it at the root.
const PREFIX = '/some/where/';

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

/**
 * Serves the built page, or another folder, as a static host would, on a free local port.
 * `headers` are sent with every response. `asked` lists the paths of all requests, answered or not. The fields of `serves` may be
 * changed at any time.
 */
export async function host(headers = {}, folder = DIST) {
  const asked = [];
  const serves = { headers, folder };
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    asked.push(path);
    // A browser requests this icon for an image opened by itself.
    if (path === '/favicon.ico') return response.writeHead(204).end();
    let file = path.startsWith(PREFIX) ? normalize(path.slice(PREFIX.length)) : '..';
    if (file === '.' || file === '') file = 'index.html';
    try {
      if (file.startsWith('..')) throw new Error('outside');
      const body = readFileSync(join(serves.folder, file));
      const type = TYPES[extname(file)] ?? 'application/octet-stream';
      response.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'no-store', ...serves.headers });
      response.end(body);
    } catch {
      response.writeHead(404, serves.headers);
      response.end('not found');
    }
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return { url: origin + PREFIX, origin, asked, serves, close: () => new Promise((closed) => { server.close(closed); server.closeAllConnections(); }) };
}

/** Flags of every browser. */
export const FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--ignore-gpu-blocklist',
];

// Real WebGPU without a GPU: Vulkan on SwiftShader. Without these flags there is no adapter.
const SOFTWARE_GPU = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
  '--use-angle=swiftshader',
];

// The browser's own process draws then, which saves starting a process for each visit.
const NO_GPU = ['--disable-gpu', '--in-process-gpu'];

/** The full browser, for tests that depend on windows, profiles or processes. */
export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Starts Chromium, headless where its shell is installed, with the software adapter or without a GPU. */
export function launch(gpu) {
  return chromium.launch(options(gpu));
}

const options = (gpu) => ({
  executablePath: process.env.HEADLESS_SHELL ?? CHROMIUM,
  args: [...FLAGS, ...(gpu ? SOFTWARE_GPU : NO_GPU)],
});

/** The same without a GPU, with a profile in this folder, as visitors have one: what is stored is on the disk and not in memory. */
export function launchWithProfile(folder, viewport) {
  return chromium.launchPersistentContext(folder, { ...options(false), viewport });
}

const browsers = new Map();
let server;

after(async () => {
  for (const browser of browsers.values()) await (await browser).close();
  await server?.close();
  // A browser that a test has killed can leave a pipe open, and this process would wait for it forever.
  setTimeout(() => process.exit(), 20_000).unref();
});

/**
 * Defines a test in a new browser profile.
 * `gpu`: whether WebGPU (the software adapter) is available. `expected`: patterns of errors that the test provokes.
 * `elsewhere`: the other host that the test makes the page request from; a request to any further host fails the test.
 * `serviceWorker`: whether the service worker may cache the page; in other tests it would only add requests.
 * `motion`: whether the page may scroll smoothly, as it does for most visitors: Playwright then waits a third of a second per control.
 * The body receives the opened page, the context and the address. Any other error or foreign request fails the test.
 */
export function scenario(name, { gpu = false, expected = [], elsewhere = null, serviceWorker = false, motion = false, minutes = 3, skip = false }, body) {
  test(name, { timeout: minutes * 60_000, skip }, async () => {
    server ??= await host();
    if (!browsers.has(gpu)) browsers.set(gpu, launch(gpu));
    const browser = await browsers.get(gpu);
    const serviceWorkers = serviceWorker ? 'allow' : 'block';
    const reducedMotion = motion ? 'no-preference' : 'reduce';
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true, serviceWorkers, reducedMotion });
    context.setDefaultTimeout(60_000);
    const problems = [];
    const problem = (text) => expected.some((pattern) => pattern.test(text)) || problems.push(text);
    const watch = (page) => {
      page.on('console', (message) => message.type() === 'error' && problem(`console: ${message.text()}`));
      page.on('pageerror', (error) => problem(`page error: ${error.message}`));
      page.on('crash', () => problem('the tab crashed'));
    };
    context.on('page', watch);
    context.on('request', (request) => {
      const here = /^(blob|data):/.test(request.url()) || request.url().startsWith(server.url);
      if (!here && !(elsewhere && request.url().startsWith(elsewhere))) problems.push(`request to ${request.url()}`);
    });
    const page = await context.newPage();
    try {
      await page.goto(server.url);
      await body({ page, context, url: server.url });
      if (problems.length > 0) throw new Error('The test passed, but with these problems:');
    } catch (error) {
      await screenshot(page, `failed ${name}`).catch(() => {});
      error.message = [error.message, ...problems].join('\n');
      throw error;
    } finally {
      await context.close();
    }
  });
}

/** Saves a screenshot of the whole page or of one element in RESULTS, or in a folder of it. */
export async function screenshot(page, name, element, folder = '') {
  mkdirSync(join(RESULTS, folder), { recursive: true });
  const path = join(RESULTS, folder, `${name.replace(/[^a-z0-9]+/gi, '-').toLowerCase()}.png`);
  if (element) await element.screenshot({ path, animations: 'disabled' });
  else await page.screenshot({ path, fullPage: true, animations: 'disabled' });
}
