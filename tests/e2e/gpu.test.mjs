// What training asks of the GPU, in counts that do not depend on the machine's speed.
import assert from 'node:assert/strict';
import { scenario } from './helper.mjs';
import { countGpuCalls, measureMemory, measureReference } from './gpu-run.mjs';
import * as visitor from './steps.mjs';

const LIMITS = { dispatches: 48, submits: 2, reads_per_epoch: 1 };

scenario('a training step of the reference network takes few dispatches', { gpu: true, minutes: 6 }, async ({ page }) => {
  await visitor.ready(page);
  const worker = await countGpuCalls(page);
  await visitor.loadSample(page);
  const { step } = await measureReference(page, worker);
  assert.ok(step.times >= 20, `the step occurs ${step.times} times`);
  assert.ok(step.kernels.length <= LIMITS.dispatches, `${step.kernels.length} dispatches`);
  assert.ok(step.submits <= LIMITS.submits, `${step.submits} submits`);
  assert.equal(step.compiled, 0, 'all kernels are compiled before Start is pressed');
  assert.equal(step.pipelines, 0, 'nothing is compiled during training');
  assert.equal(step.reads, 0, 'nothing is read back');
});

scenario('GPU memory stops growing, and there is one read per epoch', { gpu: true, minutes: 6 }, async ({ page }) => {
  await visitor.ready(page);
  const worker = await countGpuCalls(page);
  const { live, reads_per_epoch } = await measureMemory(page, worker, 40);
  assert.ok(reads_per_epoch <= LIMITS.reads_per_epoch, `${reads_per_epoch} reads an epoch`);
  // The memory of the reference network is constant after its first checkpoint. A network as small as this fills the allocator's
  // pages differently and takes another page later.
  assert.ok(Math.max(...live.slice(10)) <= live[9], `bytes, by epoch: ${live.join(', ')}`);
});
