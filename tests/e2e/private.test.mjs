// Nothing leaves the tab: `scenario` fails on any request to elsewhere; here the page tries, and is stopped.
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { host, scenario } from './helper.mjs';
import { homePhotos } from './photos.mjs';
import * as visitor from './steps.mjs';

// It answers everybody, so that nothing but the page's own policy can stop a request.
const elsewhere = await host({ 'Access-Control-Allow-Origin': '*' });
after(() => elsewhere.close());

/** Runs where it is sent: asks for an address and tells what the policy said about it. */
const tryFetch = async (address) => {
  const violation = new Promise((told) => {
    globalThis.addEventListener('securitypolicyviolation', (event) => told(event.effectiveDirective), { once: true });
    setTimeout(() => told('no violation'), 3000);
  });
  const outcome = await fetch(address).then(() => 'reached', () => 'refused');
  return [outcome, await violation];
};

const refusal = { expected: [/Content Security Policy/], elsewhere: elsewhere.url };

scenario('the page cannot fetch from elsewhere', refusal, async ({ page }) => {
  await visitor.ready(page);
  assert.deepEqual(await page.evaluate(tryFetch, elsewhere.url), ['refused', 'connect-src']);
  assert.deepEqual(elsewhere.asked, []);
});

for (const name of ['decode', 'compute']) {
  scenario(`the ${name} worker cannot fetch from elsewhere`, refusal, async ({ page }) => {
    await visitor.ready(page);
    await visitor.loadSample(page);
    await visitor.train(page, visitor.SMALL, 'cpu');
    // The decoder that has read the photos of a home stays for the next one.
    await visitor.price(page, homePhotos());
    const its = await visitor.worker(page, name);
    assert.deepEqual(await its.evaluate(tryFetch, elsewhere.url), ['refused', 'connect-src']);
    assert.deepEqual(elsewhere.asked, []);
  });
}
