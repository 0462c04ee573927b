// Runs that are interrupted: their settings, how they begin, and how they are resumed.
import assert from 'node:assert/strict';
import * as visitor from './steps.mjs';

/** Long enough to be interrupted, short enough to be repeated. */
export const FIELDS = { ...visitor.SMALL, epochs: 60 };
/** A run that does not finish during the test. */
export const LONG = { ...visitor.SMALL, epochs: 20_000 };

const id = (page, name) => page.getByTestId(name);
export const warnings = (page) => id(page, 'notice-warning').locator('p').allInnerTexts();

/** Loads the sample and fills in the settings. */
export async function begin(page, fields = FIELDS, device = 'cpu') {
  await visitor.ready(page);
  await visitor.loadSample(page);
  await visitor.fillSettings(page, fields, device);
}

/** Resumes the interrupted run; returns the epoch after which it was interrupted. */
export async function resume(page) {
  await id(page, 'resume-offer').waitFor();
  const offer = (await visitor.text(page, 'resume-offer')).replaceAll('\u00a0', ' ');
  const [, epoch] = /Run \d+ on “.+” was interrupted after epoch ([\d,]+) of [\d,]+, saved .+ ago\./.exec(offer) ?? [];
  assert.ok(epoch, offer);
  await id(page, 'go-on').click();
  await visitor.waitForRunState(page, 'Preparing|Running|Finished');
  return Number(epoch.replace(',', ''));
}
