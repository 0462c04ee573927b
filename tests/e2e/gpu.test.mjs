// What training asks of the GPU, in numbers that no machine's mood changes.
import assert from 'node:assert/strict';
import { scenario } from './helper.mjs';
import { counting, reference, tiny } from './gpu-run.mjs';
import * as visitor from './steps.mjs';

const LIMITS = { dispatches: 48, submits: 2, reads_an_epoch: 1 };

scenario('a training step of the reference network is few dispatches', { gpu: true, minutes: 6 }, async ({ page }) => {
  await visitor.ready(page);
  const worker = await counting(page);
  await visitor.loadSample(page);
  const { step } = await reference(page, worker);
  assert.ok(step.times >= 20, `a step was found ${step.times} times`);
  assert.ok(step.kernels.length <= LIMITS.dispatches, `${step.kernels.length} dispatches`);
  assert.ok(step.submits <= LIMITS.submits, `${step.submits} submits`);
  assert.equal(step.compiled, 0, 'all was compiled before Start was pressed');
  assert.equal(step.pipelines, 0, 'nothing is compiled once training goes');
  assert.equal(step.reads, 0, 'nothing is read back');
});

scenario('the GPU’s memory stops growing, and an epoch is read once', { gpu: true, minutes: 6 }, async ({ page }) => {
  await visitor.ready(page);
  const worker = await counting(page);
  const { live, reads_an_epoch } = await tiny(page, worker, 40);
  assert.ok(reads_an_epoch <= LIMITS.reads_an_epoch, `${reads_an_epoch} reads an epoch`);
  // The reference network is there after its first checkpoint. One as small as this fills the allocator's pages otherwise, and
  // takes another one later.
  assert.ok(Math.max(...live.slice(10)) <= live[9], `bytes, by epoch: ${live.join(', ')}`);
});
