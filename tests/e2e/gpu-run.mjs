// What a run asks of the GPU, counted inside its worker.
import { count, counts, record, recorded, step } from './gpu.mjs';
import * as visitor from './steps.mjs';

/** The compute worker, counting. The GPU is set up when the first run starts, so nothing is missed. */
export async function counting(page) {
  const worker = await visitor.worker(page, 'compute');
  await worker.evaluate(count);
  return worker;
}

/**
 * Trains the reference network for one epoch. Tells the training step as `step` finds it, the houses' steps an epoch, the
 * milliseconds from pressing Start to the first step done, and the page's tasks over 50 ms while it trained.
 */
export async function reference(page, worker) {
  await visitor.settings(page, { epochs: 1 }, 'gpu');
  const before = (await counts(worker)).dispatches;
  await record(worker);
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
  const { pressed, long } = await page.evaluate(() => ({ pressed: globalThis.pressed, long: globalThis.long }));
  await visitor.state(page, 'Finished', 600_000);
  const found = step(await recorded(worker));
  const { done } = await counts(worker);
  const first = done.find(({ dispatches }) => dispatches >= before + found.first);
  return { step: found, first_step_ms: first.at - pressed, long_tasks_ms: long };
}

// One step an epoch, of a network that costs the software adapter next to nothing.
const TINY = { filters: '4', tile: 8, 'batch-size': 512 };
const PARAMETERS = (9 * 3 + 1) * 4 + 2 * 4 + (8 * 8 * 4 + 1) * 16 + 2 * 16 + (16 + 1) * 4 + (4 + 1);

/**
 * Trains a tiny network for so many epochs. Tells the bytes of live buffers at the end of each, and the mapped reads of the
 * run: those of epochs, of checkpoints, which hold the weights and two moments, and the two of a finished run.
 */
export async function tiny(page, worker, epochs) {
  const before = (await counts(worker)).reads.length;
  await visitor.settings(page, { ...TINY, epochs }, 'gpu');
  await visitor.start(page, 120_000);
  await visitor.state(page, 'Finished', 600_000);
  const reads = (await counts(worker)).reads.slice(before);
  const checkpoint = ({ bytes }) => bytes >= 3 * 4 * PARAMETERS;
  const ends = reads.slice(0, -2).filter((read) => !checkpoint(read));
  return {
    epochs,
    live: ends.map(({ live }) => live),
    reads_an_epoch: ends.length / epochs,
    checkpoints: reads.filter(checkpoint).length,
  };
}
