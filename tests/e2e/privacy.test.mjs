// Nothing leaves the tab: `scenario` fails on every request to another host; here the page tries one and is blocked.
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { host, scenario } from './helper.mjs';
import { homePhotos, listingsFolder } from './photos.mjs';
import * as visitor from './steps.mjs';

// This host allows all origins, so that only the page's own policy can block a request.
const elsewhere = await host({ 'Access-Control-Allow-Origin': '*' });
after(() => elsewhere.close());

/** Runs in a page or worker: fetches an address and returns the outcome and the violated directive of the policy. */
const tryFetch = async (address) => {
  const violation = new Promise((done) => {
    globalThis.addEventListener('securitypolicyviolation', (event) => done(event.effectiveDirective), { once: true });
    setTimeout(() => done('no violation'), 3000);
  });
  const outcome = await fetch(address).then(() => 'reached', () => 'refused');
  return [outcome, await violation];
};

const options = { expected: [/Content Security Policy/], elsewhere: elsewhere.url };

scenario('the page cannot fetch from another host', options, async ({ page }) => {
  await visitor.ready(page);
  assert.deepEqual(await page.evaluate(tryFetch, elsewhere.url), ['refused', 'connect-src']);
  assert.deepEqual(elsewhere.asked, []);
});

// The worker that has decoded the photos of a home stays alive for the next home.
const afterAPrice = async (page) => {
  await visitor.loadSample(page);
  await visitor.train(page, visitor.SMALL, 'cpu');
  await visitor.priceHome(page, homePhotos());
};
const beforePhotosAreRead = async (page) => {
  await visitor.pick(page, listingsFolder(8));
  await page.getByTestId('pairing').waitFor();
};
for (const [name, start] of [['tables', beforePhotosAreRead], ['decode', afterAPrice], ['compute', afterAPrice]]) {
  scenario(`the ${name} worker cannot fetch from another host`, options, async ({ page }) => {
    await visitor.ready(page);
    await start(page);
    const worker = await visitor.worker(page, name);
    assert.deepEqual(await worker.evaluate(tryFetch, elsewhere.url), ['refused', 'connect-src']);
    assert.deepEqual(elsewhere.asked, []);
  });
}
