// The pretrained network as the decode module has it, beside onnxruntime-web on one thread, in an empty page.
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { host } from '../helper.mjs';
import { compare, spread } from './rounds.mjs';

/** The modules of ours and theirs, and their names in the folder that is served. */
const OURS = ['extractor.js', 'extractor_bg.wasm'];
const THEIRS = ['ort.wasm.bundle.min.mjs', 'ort-wasm-simd-threaded.wasm'];
/** Photos of a round, and the width and height of the photo that is squeezed: as in the Houses dataset, whose mean is 0.48 megapixels. */
const PHOTOS = 12;
const SIZE = [800, 600];
/** The largest relative difference of the features. */
const TOLERANCE = 1e-4;

/** Loads both in a page, and leaves `round` in it: the median milliseconds of each, photo by photo in turn. */
async function begin({ theirs, photos, size }) {
  const bytes = async (name) => new Uint8Array(await (await fetch(name)).arrayBuffer());
  const [SIDE, CHANNELS] = [224, 3];
  const ours = await import(`${location.href}/../extractor.js`);
  await ours.default();
  const network = new ours.Network(await bytes('pretrained.safetensors'));
  const all = await bytes('photos.u8');
  const inputs = [];
  for (let at = 0; at < all.length; at += SIDE * SIDE * CHANNELS) inputs.push(all.subarray(at, at + SIDE * SIDE * CHANNELS));
  const run = { ours: (photo) => network.features(inputs[photo % inputs.length]) };
  if (theirs) {
    const ort = await import(`${location.href}/../${theirs[0]}`);
    ort.env.wasm.numThreads = 1;
    ort.env.wasm.wasmBinary = (await bytes(theirs[1])).buffer;
    const session = await ort.InferenceSession.create(await bytes('pretrained.onnx'), { executionProviders: ['wasm'] });
    // Their channels are not adjacent. That conversion is not measured.
    const tensors = inputs.map((rgb) => {
      const at = (i) => rgb[(i % (SIDE * SIDE)) * CHANNELS + Math.floor(i / (SIDE * SIDE))];
      return new ort.Tensor('float32', Float32Array.from(rgb, (_, i) => at(i)), [1, CHANNELS, SIDE, SIDE]);
    });
    run.theirs = async (photo) => (await session.run({ photos: tensors[photo % inputs.length] })).features.data;
  }
  const [width, height] = size;
  const samples = Uint8Array.from({ length: 1.5 * width * height }, (_, i) => (i * 37) % 251);
  run.squeezing = () => ours.squeezed(samples, width, height);
  globalThis.round = async () => {
    const times = Object.fromEntries(Object.keys(run).map((name) => [name, []]));
    for (let photo = 0; photo < photos; photo += 1) {
      for (const [name, part] of Object.entries(run)) {
        const start = performance.now();
        await part(photo);
        times[name].push(performance.now() - start);
      }
    }
    const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
    return Object.fromEntries(Object.entries(times).map(([name, values]) => [name, median(values)]));
  };
  // Twice, so that both are compiled for speed.
  await globalThis.round();
  await globalThis.round();
  if (!theirs) return {};
  const length = (values) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  const [one, other] = [run.ours(0), await run.theirs(0)];
  return { difference: length(one.map((value, i) => value - other[i])) / length(other) };
}

/**
 * Measures in `rounds`. `folder` contains what `cargo run --example pretrained -- write` wrote and the weights, `ours` our module, and
 * `modules` npm's modules, with onnxruntime-web or not.
 */
export async function measure(browser, { folder, ours, modules, rounds }) {
  for (const name of OURS) copyFileSync(join(ours, name), join(folder, name));
  if (modules) for (const name of THEIRS) copyFileSync(join(modules, 'onnxruntime-web', 'dist', name), join(folder, name));
  const server = await host({}, folder);
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(600_000);
  // The modules need an origin, not a document.
  await page.goto(`${server.url}none`);
  const { difference } = await page.evaluate(begin, { theirs: modules && THEIRS, photos: PHOTOS, size: SIZE });
  if (difference > TOLERANCE) throw new Error(`Features differ from those of onnxruntime-web by ${difference}.`);
  const done = [];
  while (done.length < rounds) done.push(await page.evaluate(() => globalThis.round()));
  await page.context().close();
  await server.close();
  const squeezing = spread(done.map((round) => round.squeezing));
  if (!modules) return { squeezing, features: { ours: spread(done.map((round) => round.ours)) } };
  return { squeezing, features: compare(done, 'ours', 'theirs') };
}
