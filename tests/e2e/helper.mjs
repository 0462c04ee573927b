// A static host, a browser, and the rules that every scenario keeps: no error on the console, no request to elsewhere.
import { createServer } from 'node:http';
import { mkdirSync, readFileSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { after, test } from 'node:test';
import { chromium } from 'playwright-core';

/** The built page. */
export const DIST = process.env.FACADE_DIST ?? new URL('../../dist', import.meta.url).pathname;
/** Where screenshots go. */
export const RESULTS = new URL('../../test-results', import.meta.url).pathname;
/** The real photos' folder, where there is one. */
export const HOUSES = process.env.HOUSES_DATASET;

// The page has to work at any path of a host, so no test serves it at the root.
const PREFIX = '/some/where/';

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

/**
 * Serves the built page, or another folder, as a static host would, on a free port of this machine.
 * `headers` are sent with every answer. `asked` lists the paths of all requests, answered or not. What `serves` holds may
 * change meanwhile.
 */
export async function host(headers = {}, folder = DIST) {
  const asked = [];
  const serves = { headers, folder };
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    asked.push(path);
    // What a browser wants for a picture that stands alone.
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

/** What every browser here is started with. */
export const FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--ignore-gpu-blocklist',
];

// Real WebGPU without a GPU: Vulkan computed by SwiftShader. Without these flags no adapter is found.
const SOFTWARE_GPU = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
  '--use-angle=swiftshader',
];

// Pictures are made by the browser's own process then: a start less for each visit.
const NO_GPU = ['--disable-gpu', '--in-process-gpu'];

/** The whole browser, for what its windows, profiles and processes have a part in. */
export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Starts Chromium, or the shell of it that shows no windows, with the software adapter or without any GPU. */
export function launch(gpu) {
  return chromium.launch({
    executablePath: process.env.HEADLESS_SHELL ?? CHROMIUM,
    args: [...FLAGS, ...(gpu ? SOFTWARE_GPU : NO_GPU)],
  });
}

const browsers = new Map();
let server;

after(async () => {
  for (const browser of browsers.values()) await (await browser).close();
  await server?.close();
  // A browser that a test has killed or stopped can leave a pipe open, on which the process would wait for ever.
  setTimeout(() => process.exit(), 20_000).unref();
});

/**
 * Defines a test in a fresh browser profile.
 * `gpu`: whether WebGPU (the software adapter) is there. `expected`: patterns of errors that the test provokes.
 * `elsewhere`: where the test itself makes the page ask; any other request to elsewhere fails it, whatever is expected.
 * `keeps`: whether the service worker may keep the page; to other tests it would only add requests.
 * `moves`: whether the page may scroll smoothly, as it does for most: Playwright waits a third of a second for that at each control.
 * The body gets the opened page, the context and the address; it fails on any other error or foreign request.
 */
export function scenario(name, { gpu = false, expected = [], elsewhere = null, keeps = false, moves = false, minutes = 3, skip = false }, body) {
  test(name, { timeout: minutes * 60_000, skip }, async () => {
    server ??= await host();
    if (!browsers.has(gpu)) browsers.set(gpu, launch(gpu));
    const browser = await browsers.get(gpu);
    const serviceWorkers = keeps ? 'allow' : 'block';
    const reducedMotion = moves ? 'no-preference' : 'reduce';
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
      if (problems.length > 0) throw new Error('The page did what it should, but not without these:');
    } catch (error) {
      await shoot(page, `failed ${name}`).catch(() => {});
      error.message = [error.message, ...problems].join('\n');
      throw error;
    } finally {
      await context.close();
    }
  });
}

/** Takes a screenshot of all the page or of one element, into RESULTS or a folder in it. */
export async function shoot(page, name, element, folder = '') {
  mkdirSync(join(RESULTS, folder), { recursive: true });
  const path = join(RESULTS, folder, `${name.replace(/[^a-z0-9]+/gi, '-').toLowerCase()}.png`);
  if (element) await element.screenshot({ path, animations: 'disabled' });
  else await page.screenshot({ path, fullPage: true, animations: 'disabled' });
}
