// Measures the built page and the command line, and other libraries with the same houses and network on the same machine. Prints a
// table, then one JSON object on the last line. Arguments choose parts. A ratio is ours divided by theirs within a round: median (minimum–maximum).
import { DIST, HOUSES, host, launch } from './helper.mjs';
import { countGpuCalls, measureImpatientStart, measureMemory, measureReference } from './gpu-run.mjs';
import { counts } from './gpu-counters.mjs';
import { homePhotos } from './photos.mjs';
import { resnet18File } from './backbones.mjs';
import { sizes } from './sizes.mjs';
import * as visitor from './steps.mjs';
import * as native from './bench/native.mjs';
import { epoch, load, open, usable } from './bench/page.mjs';
import * as pretrained from './bench/pretrained.mjs';
import { Report } from './bench/report.mjs';
import { compare, measureRounds, spread } from './bench/rounds.mjs';
import * as tfjs from './bench/tfjs.mjs';

const MINUTES = 60_000;
const started = Date.now();
/** The time after which no further round starts, so that everything takes at most 15 minutes. */
const until = (minutes) => started + minutes * MINUTES;
/** The folder of npm modules with TensorFlow.js. */
const TFJS = process.env.FACADE_TFJS;
/** The folder of npm modules with onnxruntime-web, our module of the pretrained network, and the file with its weights. */
const { FACADE_ONNXRUNTIME: ONNXRUNTIME, FACADE_EXTRACTOR: EXTRACTOR, FACADE_PRETRAINED: PRETRAINED } = process.env;
/** Steps of TensorFlow.js per round: on a software adapter a whole epoch takes minutes. */
const STEPS = 4;
const NETWORKS = ['cnn', 'single', 'branches', 'mixed', 'mlp', 'tuned-photos', 'tuned-mixed', 'pretrained-photos', 'backbone'];
/** Target sizes of the modules in kilobytes, as brotli. */
const TARGETS = { page: '450', tables: '650', decode: '650', compute: '2,600' };

const report = new Report();
const server = await host();
const folder = native.tensors();
report.figures.data = HOUSES ? 'Houses dataset' : 'sample set (HOUSES_DATASET is not set)';
const progress = (what) => console.error(`${Math.round((Date.now() - started) / 1000)} s  ${what}`);

async function startup(browser) {
  progress('startup');
  const times = [];
  for (let i = 0; i < 5; i += 1) {
    const page = await open(browser, server);
    times.push(await usable(page));
    await page.context().close();
  }
  report.add('usable', { what: 'from navigation until the page is usable', unit: 'ms', ours: spread(times), target: '1,000' });
}

async function reading(browser) {
  if (!HOUSES) return report.note('Reading photos is not measured: HOUSES_DATASET is not set.');
  progress('reading');
  const read = async (network) => {
    const page = await open(browser, server);
    await visitor.ready(page, { network });
    const seconds = await load(page);
    await page.context().close();
    return seconds;
  };
  report.add('looking', { what: 'reading and tiling the photos in the tab, and looking at them with the pretrained network', unit: 's', ours: await read('pretrained-photos'), target: '45' });
  const tab = () => read('cnn');
  const rounds = await measureRounds(5, until(3), { tab, cv2: native.cv2 });
  const what = 'reading and tiling the photos in the tab, compared with cv2 on one thread';
  if (rounds[0].cv2) {
    const { ours, theirs, ratio } = compare(rounds, 'tab', 'cv2');
    return report.add('reading', { what, unit: 's', ours, theirs, ratio, target: '1' });
  }
  report.note('cv2 is not installed (PYTHON may name a Python that has it): reading is not compared.');
  report.add('reading', { what, unit: 's', ours: spread(rounds.map(({ tab }) => tab)) });
}

async function features(browser) {
  progress('features of the pretrained network');
  const folder = native.pretrained(PRETRAINED);
  if (!folder) return report.note('There is no file of the pretrained network: its features are not measured.');
  const rounds = await measureRounds(5, until(4), { ours: () => native.features(folder), onnxruntime: () => native.onnxruntime(folder) });
  const what = 'features of a photo by the pretrained network, natively on one thread';
  if (rounds[0].onnxruntime) {
    const { version } = rounds[0].onnxruntime;
    const times = rounds.map(({ ours, onnxruntime }) => ({ ours, theirs: onnxruntime.ms }));
    report.add('features_native', { what: `${what}, compared with onnxruntime ${version}`, unit: 'ms', ...compare(times, 'ours', 'theirs'), target: '1' });
  } else {
    report.note('onnxruntime is not installed (PYTHON may name a Python that has it): features are not compared with it.');
    report.add('features_native', { what, unit: 'ms', ours: spread(rounds.map(({ ours }) => ours)) });
  }
  const found = await pretrained.measure(browser, { folder, ours: EXTRACTOR, modules: ONNXRUNTIME, rounds: 10 });
  if (!ONNXRUNTIME) report.note('onnxruntime-web is not installed (FACADE_ONNXRUNTIME): features are not compared with it.');
  report.add('features', { what: 'the same in the browser, compared with onnxruntime-web on one thread', unit: 'ms', ...found.features, target: '1' });
  report.add('squeezing', { what: 'squeezing a photo of 0.48 megapixels for it, in the browser', unit: 'ms', ours: found.squeezing });
}

async function nativeEpochs() {
  progress('epochs, native');
  const what = 'an epoch on the command line, compared with Keras';
  const rounds = await measureRounds(5, until(5), { ours: native.epoch, keras: () => native.keras(folder) });
  if (!rounds[0].keras) {
    report.note('Keras is not installed (PYTHON may name a Python that has tensorflow-cpu): epochs are not compared.');
    return report.add('native', { what, unit: 'ms', ours: spread(rounds.map(({ ours }) => ours)) });
  }
  const { keras, tensorflow } = rounds[0].keras;
  report.figures.keras = { keras, tensorflow };
  const times = rounds.map((round) => ({ ours: round.ours, keras: round.keras.ms }));
  const { ours, theirs, ratio } = compare(times, 'ours', 'keras');
  report.add('native', { what: `${what} ${keras}, TensorFlow ${tensorflow}`, unit: 'ms', ours, theirs, ratio, target: '0.5' });
}

async function cpuEpochs(browser) {
  progress('epochs, in the tab on the CPU');
  const page = await open(browser, server);
  await load(page);
  const rounds = await measureRounds(3, until(6), { ours: () => epoch(page, 'cpu', 10) });
  report.add('cpu', { what: 'an epoch in the tab on the CPU', unit: 'ms', ours: spread(rounds.map(({ ours }) => ours)), target: '700' });
  await page.context().close();
}

/** TensorFlow.js with each backend, after two steps to compile its kernels; empty if it is not installed. */
async function openTfjs(browser) {
  if (!TFJS) {
    report.note('TensorFlow.js is not installed (FACADE_TFJS): WebGPU is not compared.');
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

/** The GPU calls of a step of TensorFlow.js: those of two steps minus those of one. */
async function tfjsCalls({ page, train }) {
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
  progress('GPU calls');
  const page = await open(browser, server);
  const worker = await countGpuCalls(page);
  await load(page);
  const run = await measureReference(page, worker);
  report.figures.adapter = await visitor.text(page, 'device-name');
  const software = /swiftshader|software|llvmpipe/i.test(report.figures.adapter);
  const on = software ? 'a software adapter' : report.figures.adapter;

  const theirs = await openTfjs(browser);
  const calls = theirs.webgpu ? await tfjsCalls(theirs.webgpu) : {};
  const { step } = run;
  report.add('dispatches', { what: 'dispatches per step, compared with TensorFlow.js', ours: step.kernels.length, theirs: calls.dispatches, target: '70' });
  for (const [kind, target] of [['submits', '2'], ['passes'], ['writes']]) {
    report.add(kind, { what: `${kind} per step`, ours: step[kind], theirs: calls[kind], target });
  }
  report.add('first_step', { what: `from Start to the end of the first step, WebGPU on ${on}`, unit: 'ms', ours: run.first_step_ms, target: '2,000' });
  const other = await open(browser, server);
  const otherWorker = await countGpuCalls(other);
  await load(other);
  const what = 'the same, with Start pressed as soon as the GPU is selected';
  report.add('first_step_impatient', { what, unit: 'ms', ours: await measureImpatientStart(other, otherWorker, run) });
  await other.context().close();
  report.add('long_tasks', { what: 'longest task over 50 ms on the main thread during training (0: none)', unit: 'ms', ours: Math.max(0, ...run.long_tasks_ms), target: '0' });

  progress('epochs on WebGPU');
  const parts = { ours: () => epoch(page, 'gpu', 1) };
  for (const [backend, { train, steps }] of Object.entries(theirs)) {
    parts[backend] = async () => ((await train(STEPS)).ms * steps) / STEPS;
  }
  const rounds = await measureRounds(3, until(13), parts);
  for (const [backend, target] of [['webgpu', '0.15'], ['webgl', '0.5']]) {
    if (!theirs[backend]) continue;
    const { version } = theirs[backend];
    const name = backend === 'webgpu' ? 'WebGPU' : 'WebGL';
    report.add(`against_${backend}`, {
      what: `an epoch on WebGPU, compared with TensorFlow.js ${version} on ${name}, ${on} (scaled from ${STEPS} of its ${theirs[backend].steps} steps)`,
      unit: 'ms',
      ...compare(rounds, 'ours', backend),
      target,
    });
    await theirs[backend].close();
  }
  if (!TFJS) report.add('gpu', { what: `an epoch on WebGPU, ${on}`, unit: 'ms', ours: spread(rounds.map(({ ours }) => ours)) });
  await page.context().close();
}

async function memory(browser) {
  progress('GPU memory');
  const page = await open(browser, server);
  const worker = await countGpuCalls(page);
  const { epochs, live, reads_per_epoch } = await measureMemory(page, worker, 200);
  // The buffers for the first checkpoint are created after the first epoch.
  const [second, last] = [live[1], live.at(-1)].map((bytes) => bytes / 1e6);
  const what = `live GPU buffers after ${epochs} epochs of a tiny network, compared with after the second`;
  report.add('gpu_memory', { what, unit: 'MB', ours: last, theirs: second, ratio: last / second, target: '1' });
  report.add('reads', { what: 'mapped reads per epoch, without checkpoints', ours: reads_per_epoch, target: '1' });
  await page.context().close();
}

async function explanations(browser) {
  progress('explanations');
  for (const network of NETWORKS) {
    const page = await open(browser, server);
    await visitor.ready(page, { network });
    await visitor.loadSample(page);
    if (network === 'backbone') {
      await page.getByTestId('backbone-input').setInputFiles(resnet18File());
      await page.getByText('Uses the weights in').waitFor();
    }
    // The time depends on the sizes in the recipe, not on how well the network has learned.
    const epochs = network.startsWith('pretrained') ? {} : { epochs: 5 };
    await visitor.train(page, epochs, 'cpu', 600_000);
    if (network === 'mlp') {
      await page.getByTestId('estimate').click();
      await page.getByTestId('price').waitFor();
    } else {
      await visitor.priceHome(page, homePhotos());
    }
    const what = `explaining a price, \`${network}\`, in the tab on the CPU`;
    report.add(`explaining_${network}`, { what, unit: 'ms', ours: await visitor.timeToExplain(page), target: '1,000' });
    await page.context().close();
  }
}

// The parts named as arguments, or all.
const parts = { startup, reading, features, nativeEpochs, cpuEpochs, explanations, gpu, memory };
const chosen = process.argv.slice(2);
const unknown = chosen.find((name) => !(name in parts));
if (unknown) throw new Error(`There is no part ${unknown}: choose among ${Object.keys(parts).join(', ')}.`);
for (const software of [false, true]) {
  const own = Object.values(parts).filter((part) => [gpu, memory].includes(part) === software);
  const wanted = own.filter((part) => chosen.length === 0 || chosen.includes(part.name));
  if (wanted.length === 0) continue;
  const browser = await launch(software);
  for (const part of wanted) await part(browser);
  report.figures.browser = browser.version();
  await browser.close();
}
await server.close();

for (const { name, plain, brotli } of sizes(DIST)) {
  report.add(`module_${name}`, { what: `${name} module as brotli, compared with uncompressed`, unit: 'kB', ours: brotli / 1000, theirs: plain / 1000, target: TARGETS[name] });
}
report.figures.seconds = Math.round((Date.now() - started) / 1000);
report.print();
process.exit(0);
