// Measures what a training run asks of the GPU, counted inside its worker.
import { count, counts, findStep, startLog, stopLog, waitUntilIdle } from './gpu-counters.mjs';
import * as visitor from './steps.mjs';

/** Starts counting in the compute worker. The GPU is set up once there are houses, so call this before loading them. */
export async function countGpuCalls(page) {
  const worker = await visitor.worker(page, 'compute');
  await worker.evaluate(count);
  return worker;
}

/**
 * Trains the reference network for one epoch, after waiting until the GPU is prepared. Returns the training step as found by
 * `findStep`, the dispatches of the whole run, the milliseconds from pressing Start to the end of the first step, and the tasks over
 * 50 ms on the page's main thread during training.
 */
export async function measureReference(page, worker) {
  await visitor.fillSettings(page, { epochs: 1 }, 'gpu');
  await waitUntilIdle(worker);
  const before = (await counts(worker)).dispatches;
  await startLog(worker);
  const { pressed, long } = await run(page);
  const step = findStep(await stopLog(worker));
  const { dispatches, done } = await counts(worker);
  return { step, dispatches: dispatches - before, first_step_ms: timeOf(done, before + step.first) - pressed, long_tasks_ms: long };
}

/** Starts the same run as soon as the GPU is selected; milliseconds to the end of the first step. `reference` is the result of `measureReference`. */
export async function measureImpatientStart(page, worker, reference) {
  await visitor.fillSettings(page, { epochs: 1 }, 'gpu');
  const { pressed } = await run(page);
  const { dispatches, done } = await counts(worker);
  return timeOf(done, dispatches - reference.dispatches + reference.step.first) - pressed;
}

/** The time at which this many dispatches were done. */
const timeOf = (done, count) => done.find(({ dispatches }) => dispatches >= count).at;

/** Presses Start and waits for the end. Returns when it was pressed, and the page's tasks over 50 ms once training had started. */
async function run(page) {
  await page.evaluate(() => {
    const pressed = ({ timeStamp }) => (globalThis.pressed = performance.timeOrigin + timeStamp);
    addEventListener('click', pressed, { capture: true, once: true });
  });
  await page.getByTestId('start').click();
  await visitor.waitForRunState(page, 'Running', 120_000);
  await page.evaluate(() => {
    globalThis.long = [];
    const collect = (list) => globalThis.long.push(...list.getEntries().map(({ duration }) => duration));
    new PerformanceObserver(collect).observe({ type: 'longtask' });
  });
  await visitor.waitForEpoch(page, 1, 600_000);
  const measured = await page.evaluate(() => ({ pressed: globalThis.pressed, long: globalThis.long }));
  await visitor.waitForRunState(page, 'Finished', 600_000);
  return measured;
}

// One step per epoch, of a network that costs the software adapter next to nothing.
const TINY = { filters: '4', tile: 8, 'batch-size': 512 };
const PARAMETERS = (9 * 3 + 1) * 4 + 2 * 4 + (8 * 8 * 4 + 1) * 16 + 2 * 16 + (16 + 1) * 4 + (4 + 1);

/**
 * Trains a tiny network on the sample. Returns the bytes of live buffers at the end of each epoch, and the mapped reads per epoch
 * without those of checkpoints, which hold the weights and two moments.
 */
export async function measureMemory(page, worker, epochs) {
  await visitor.fillSettings(page, { ...TINY, epochs }, 'gpu');
  await visitor.loadSample(page);
  await waitUntilIdle(worker);
  const before = (await counts(worker)).reads.length;
  await visitor.startRun(page, 120_000);
  await visitor.waitForRunState(page, 'Finished', 600_000);
  const reads = (await counts(worker)).reads.slice(before);
  const checkpoint = ({ bytes }) => bytes >= 3 * 4 * PARAMETERS;
  // After the checkpoint of the last epoch, the weights, the predictions and the features of all houses are read as well.
  let epoch = 0;
  const during = reads.slice(0, reads.findIndex((read) => checkpoint(read) && (epoch += 1) === epochs));
  const ends = during.filter((read) => !checkpoint(read));
  return {
    epochs,
    live: ends.map(({ live }) => live),
    reads_per_epoch: ends.length / epochs,
  };
}
