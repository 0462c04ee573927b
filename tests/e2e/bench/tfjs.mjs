// TensorFlow.js in a page of its own, with the reference network and the tensors that our runs train on.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { count } from '../gpu-counters.mjs';

const SCRIPT = new URL('../../../benches/tfjs/network.js', import.meta.url).pathname;
// In order of their dependencies.
const PACKAGES = ['core', 'layers', 'backend-cpu', 'backend-webgl', 'backend-webgpu'];

/** The script files of TensorFlow.js in a folder of npm modules. */
export const scripts = (modules) =>
  PACKAGES.map((name) => join(modules, '@tensorflow', `tfjs-${name}`, 'dist', `tf-${name}.min.js`));

/**
 * Opens a page that trains with a backend on the tensors that `server` serves; `modules` is the folder of npm modules.
 * Returns the setup and `train(steps)`, which resolves to the milliseconds and the mean loss.
 */
export async function open(browser, backend, server, modules) {
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(600_000);
  await page.addInitScript(count);
  // The scripts need an origin, not a document.
  await page.goto(`${server.url}none`);
  for (const path of [...scripts(modules), SCRIPT]) await page.evaluate(readFileSync(path, 'utf8'));
  const setup = await page.evaluate(([backend, url]) => globalThis.reference.begin(backend, url), [backend, server.url]);
  const train = (steps) => page.evaluate((steps) => globalThis.reference.train(steps), steps);
  return { ...setup, page, train, close: () => page.context().close() };
}
