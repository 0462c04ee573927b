// Measures the built page and the command line, beside what others do with the same houses, network and machine: prints a
// table, then one JSON object on the last line. Ratios are ours by theirs within a round, median (least–most).
import { DIST, HOUSES, host, launch } from './helper.mjs';
import { counting, impatient, reference, tiny } from './gpu-run.mjs';
import { counts } from './gpu.mjs';
import { homePhotos } from './photos.mjs';
import { weights } from './resnet18.mjs';
import { sizes } from './sizes.mjs';
import * as visitor from './steps.mjs';
import * as native from './bench/native.mjs';
import { epoch, load, open, usable } from './bench/page.mjs';
import { Report } from './bench/report.mjs';
import { byTurns, compare, spread } from './bench/rounds.mjs';
import * as tfjs from './bench/tfjs.mjs';

const MINUTES = 60_000;
const started = Date.now();
/** Milliseconds after which no further round begins, so that the whole takes at most 15 minutes. */
const until = (minutes) => started + minutes * MINUTES;
/** Where npm has put TensorFlow.js. */
const TFJS = process.env.FACADE_TFJS;
/** Steps of a turn of TensorFlow.js: on a software adapter an epoch of it takes minutes. */
const STEPS = 4;
/** All of them. */
const NETWORKS = ['cnn', 'single', 'branches', 'mixed', 'mlp', 'tuned-photos', 'tuned-mixed', 'backbone'];
/** Kilobytes of each module as brotli. */
const AIMS = { page: '200', decode: '400', compute: '2,600' };

const report = new Report();
const server = await host();
const folder = native.tensors();
report.figures.data = HOUSES ? 'Houses dataset' : 'sample set (HOUSES_DATASET is not set)';
const progress = (what) => console.error(`${Math.round((Date.now() - started) / 1000)} s  ${what}`);

async function starting(browser) {
  progress('starting');
  const taken = [];
  for (let i = 0; i < 5; i += 1) {
    const page = await open(browser, server);
    taken.push(await usable(page));
    await page.context().close();
  }
  report.add('usable', { what: 'from navigation to a usable page', unit: 'ms', ours: spread(taken), aim: '1,000' });
}

async function reading(browser) {
  if (!HOUSES) return report.note('Reading photos is not measured: HOUSES_DATASET is not set.');
  progress('reading');
  const tab = async () => {
    const page = await open(browser, server);
    const seconds = await load(page);
    await page.context().close();
    return seconds;
  };
  const rounds = await byTurns(5, until(3), { tab, cv2: native.cv2 });
  const what = 'reading and tiling the photos in the tab, beside cv2 on one thread';
  if (rounds[0].cv2) {
    const { ours, theirs, ratio } = compare(rounds, 'tab', 'cv2');
    return report.add('reading', { what, unit: 's', ours, theirs, ratio, aim: '1' });
  }
  report.note('cv2 is not there (PYTHON names a Python that has it): reading has nothing to be compared with.');
  report.add('reading', { what, unit: 's', ours: spread(rounds.map(({ tab }) => tab)) });
}

async function natively() {
  progress('epochs, native');
  const what = 'an epoch at the command line, beside Keras';
  const rounds = await byTurns(5, until(5), { ours: native.epoch, keras: () => native.keras(folder) });
  if (!rounds[0].keras) {
    report.note('Keras is not there (PYTHON names a Python that has tensorflow-cpu): nothing to compare with.');
    return report.add('native', { what, unit: 'ms', ours: spread(rounds.map(({ ours }) => ours)) });
  }
  const { keras, tensorflow } = rounds[0].keras;
  report.figures.keras = { keras, tensorflow };
  const times = rounds.map((round) => ({ ours: round.ours, keras: round.keras.ms }));
  const { ours, theirs, ratio } = compare(times, 'ours', 'keras');
  report.add('native', { what: `${what} ${keras}, TensorFlow ${tensorflow}`, unit: 'ms', ours, theirs, ratio, aim: '0.5' });
}

async function tabOnTheCpu(browser) {
  progress('epochs, in the tab on the CPU');
  const page = await open(browser, server);
  await load(page);
  const rounds = await byTurns(3, until(6), { ours: () => epoch(page, 'cpu', 10) });
  report.add('cpu', { what: 'an epoch in the tab on the CPU', unit: 'ms', ours: spread(rounds.map(({ ours }) => ours)), aim: '700' });
  await page.context().close();
}

/** TensorFlow.js with each backend, after two steps in which it compiles; none where npm has not brought it. */
async function others(browser) {
  if (!TFJS) {
    report.note('TensorFlow.js is not there (FACADE_TFJS): nothing to compare WebGPU with.');
    return {};
  }
  const theirs = {};
  const tensors = await host({}, folder);
  for (const backend of ['webgpu', 'webgl']) {
    progress(`TensorFlow.js, ${backend}`);
    theirs[backend] = await tfjs.open(browser, backend, tensors, TFJS);
    await theirs[backend].train(2);
  }
  return theirs;
}

/** Work that TensorFlow.js gives the GPU for a step: a call of some steps, less one of a step fewer. */
async function theirWork({ page, train }) {
  const kinds = ['dispatches', 'submits', 'passes', 'writes'];
  const of = async (steps) => {
    const before = await counts(page);
    await train(steps);
    const after = await counts(page);
    return kinds.map((kind) => after[kind] - before[kind]);
  };
  const [one, two] = [await of(1), await of(2)];
  return Object.fromEntries(kinds.map((kind, i) => [kind, two[i] - one[i]]));
}

async function gpu(browser) {
  progress('the GPU’s work');
  const page = await open(browser, server);
  const worker = await counting(page);
  await load(page);
  const run = await reference(page, worker);
  report.figures.adapter = await visitor.text(page, 'device-name');
  const software = /swiftshader|software|llvmpipe/i.test(report.figures.adapter);
  const on = software ? 'a software adapter' : report.figures.adapter;

  const theirs = await others(browser);
  const work = theirs.webgpu ? await theirWork(theirs.webgpu) : {};
  const { step } = run;
  report.add('dispatches', { what: 'dispatches a step, beside TensorFlow.js', ours: step.kernels.length, theirs: work.dispatches, aim: '70' });
  for (const [kind, aim] of [['submits', '2'], ['passes'], ['writes']]) {
    report.add(kind, { what: `${kind} a step`, ours: step[kind], theirs: work[kind], aim });
  }
  report.add('first_step', { what: `from Start to the first step done, WebGPU on ${on}`, unit: 'ms', ours: run.first_step_ms, aim: '2,000' });
  const other = await open(browser, server);
  const hurried = await counting(other);
  await load(other);
  const what = 'the same, Start pressed as soon as the GPU was chosen';
  report.add('first_step_impatient', { what, unit: 'ms', ours: await impatient(other, hurried, run) });
  await other.context().close();
  report.add('long_tasks', { what: 'longest task over 50 ms on the page’s thread while it trained (0: none)', unit: 'ms', ours: Math.max(0, ...run.long_tasks_ms), aim: '0' });

  progress('epochs by turns');
  const parts = { ours: () => epoch(page, 'gpu', 1) };
  for (const [backend, { train, steps }] of Object.entries(theirs)) {
    parts[backend] = async () => ((await train(STEPS)).ms * steps) / STEPS;
  }
  const rounds = await byTurns(3, until(13), parts);
  for (const [backend, aim] of [['webgpu', '0.15'], ['webgl', '0.5']]) {
    if (!theirs[backend]) continue;
    const { version } = theirs[backend];
    const name = backend === 'webgpu' ? 'WebGPU' : 'WebGL';
    report.add(`against_${backend}`, {
      what: `an epoch on WebGPU, beside TensorFlow.js ${version} on ${name}, ${on} (${STEPS} of ${theirs[backend].steps} steps of theirs, scaled)`,
      unit: 'ms',
      ...compare(rounds, 'ours', backend),
      aim,
    });
    await theirs[backend].close();
  }
  if (!TFJS) report.add('gpu', { what: `an epoch on WebGPU, ${on}`, unit: 'ms', ours: spread(rounds.map(({ ours }) => ours)) });
  await page.context().close();
}

async function memory(browser) {
  progress('memory of the GPU');
  const page = await open(browser, server);
  const worker = await counting(page);
  const { epochs, live, reads_an_epoch } = await tiny(page, worker, 200);
  // What the first checkpoint needs is made after the first epoch.
  const [second, last] = [live[1], live.at(-1)].map((bytes) => bytes / 1e6);
  const what = `live buffers of the GPU after ${epochs} epochs of a tiny network, beside those after the second`;
  report.add('gpu_memory', { what, unit: 'MB', ours: last, theirs: second, ratio: last / second, aim: '1' });
  report.add('reads', { what: 'mapped reads an epoch, checkpoints apart', ours: reads_an_epoch, aim: '1' });
  await page.context().close();
}

async function explaining(browser) {
  progress('explaining a price');
  for (const network of NETWORKS) {
    const page = await open(browser, server);
    await visitor.ready(page, { network });
    await visitor.loadSample(page);
    if (network === 'backbone') {
      await page.getByTestId('backbone-input').setInputFiles(weights());
      await page.getByText('It stands on').waitFor();
    }
    // How long it takes depends on the recipe's sizes, and not on how well it has learned.
    await visitor.train(page, { epochs: 5 }, 'cpu', 600_000);
    if (network === 'mlp') {
      await page.getByTestId('estimate').click();
      await page.getByTestId('price').waitFor();
    } else {
      await visitor.price(page, homePhotos());
    }
    const what = `why a home has its price, \`${network}\`, in the tab on the CPU`;
    report.add(`explaining_${network}`, { what, unit: 'ms', ours: await visitor.explained(page), aim: '1,000' });
    await page.context().close();
  }
}

const plain = await launch(false);
await starting(plain);
await reading(plain);
await natively();
await tabOnTheCpu(plain);
await explaining(plain);
await plain.close();

const software = await launch(true);
await gpu(software);
await memory(software);
report.figures.browser = software.version();
await software.close();
await server.close();

for (const { name, plain, brotli } of sizes(DIST)) {
  report.add(`module_${name}`, { what: `${name} module as brotli, plain beside it`, unit: 'kB', ours: brotli / 1000, theirs: plain / 1000, aim: AIMS[name] });
}
report.figures.seconds = Math.round((Date.now() - started) / 1000);
report.print();
process.exit(0);
