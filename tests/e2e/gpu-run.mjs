// What a run asks of the GPU, counted inside its worker.
import { count, counts, quiet, record, recorded, step } from './gpu.mjs';
import * as visitor from './steps.mjs';

/** The compute worker, counting. The GPU is set up once there are houses, so nothing is missed if there are none yet. */
export async function counting(page) {
  const worker = await visitor.worker(page, 'compute');
  await worker.evaluate(count);
  return worker;
}

/**
 * Trains the reference network for one epoch, once the GPU has been made ready for it. Tells the training step as `step`
 * finds it, the dispatches of the whole run, the milliseconds from pressing Start to the first step done, and the page's
 * tasks over 50 ms while it trained.
 */
export async function reference(page, worker) {
  await visitor.settings(page, { epochs: 1 }, 'gpu');
  await quiet(worker);
  const before = (await counts(worker)).dispatches;
  await record(worker);
  const { pressed, long } = await run(page);
  const found = step(await recorded(worker));
  const { dispatches, done } = await counts(worker);
  return { step: found, dispatches: dispatches - before, first_step_ms: first(done, before + found.first) - pressed, long_tasks_ms: long };
}

/** The same run, started as soon as the GPU is chosen: milliseconds to the first step done. `known` is what it was patiently. */
export async function impatient(page, worker, known) {
  await visitor.settings(page, { epochs: 1 }, 'gpu');
  const { pressed } = await run(page);
  const { dispatches, done } = await counts(worker);
  return first(done, dispatches - known.dispatches + known.step.first) - pressed;
}

/** When so many dispatches were done. */
const first = (done, many) => done.find(({ dispatches }) => dispatches >= many).at;

/** Presses Start, and waits for the end. Tells when that was, and the page's tasks over 50 ms from the first step on. */
async function run(page) {
  await page.evaluate(() => {
    const pressed = ({ timeStamp }) => (globalThis.pressed = performance.timeOrigin + timeStamp);
    addEventListener('click', pressed, { capture: true, once: true });
  });
  await page.getByTestId('start').click();
  await visitor.state(page, 'Running', 120_000);
  await page.evaluate(() => {
    globalThis.long = [];
    const see = (list) => globalThis.long.push(...list.getEntries().map(({ duration }) => duration));
    new PerformanceObserver(see).observe({ type: 'longtask' });
  });
  await visitor.epochs(page, 1, 600_000);
  const told = await page.evaluate(() => ({ pressed: globalThis.pressed, long: globalThis.long }));
  await visitor.state(page, 'Finished', 600_000);
  return told;
}

// One step an epoch, of a network that costs the software adapter next to nothing.
const TINY = { filters: '4', tile: 8, 'batch-size': 512 };
const PARAMETERS = (9 * 3 + 1) * 4 + 2 * 4 + (8 * 8 * 4 + 1) * 16 + 2 * 16 + (16 + 1) * 4 + (4 + 1);

/**
 * Trains a tiny network on the sample for so many epochs. Tells the bytes of live buffers at the end of each, and the mapped reads of the
 * run: those of epochs, of checkpoints, which hold the weights and two moments, and those of a finished run.
 */
export async function tiny(page, worker, epochs) {
  await visitor.settings(page, { ...TINY, epochs }, 'gpu');
  await visitor.loadSample(page);
  await quiet(worker);
  const before = (await counts(worker)).reads.length;
  await visitor.start(page, 120_000);
  await visitor.state(page, 'Finished', 600_000);
  const reads = (await counts(worker)).reads.slice(before);
  const checkpoint = ({ bytes }) => bytes >= 3 * 4 * PARAMETERS;
  // After the last epoch's checkpoint the network is read, what it says of all houses, and where they lie in its feature space.
  let epoch = 0;
  const during = reads.slice(0, reads.findIndex((read) => checkpoint(read) && (epoch += 1) === epochs));
  const ends = during.filter((read) => !checkpoint(read));
  return {
    epochs,
    live: ends.map(({ live }) => live),
    reads_an_epoch: ends.length / epochs,
  };
}
