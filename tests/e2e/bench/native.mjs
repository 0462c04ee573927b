// Times the command line, Keras, OpenCV and onnxruntime: programs outside the browser.
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HOUSES } from '../helper.mjs';
import { spread } from './rounds.mjs';

const root = new URL('../../..', import.meta.url).pathname;
const PYTHON = process.env.PYTHON ?? 'python3';
const DATASET = HOUSES ?? 'sample';
/** Epochs per round. */
const EPOCHS = 4;
/** How often each photo is looked at per round. */
const LOOKS = 10;
/** The file with the pretrained network's weights in a folder of `pretrained`. */
const WEIGHTS = 'pretrained.safetensors';
/** The largest relative difference of its features from those of onnxruntime. */
const TOLERANCE = 1e-4;

/** The output of a Python script in benches/; null if its packages are not installed. */
function python(script, ...options) {
  const { status, stdout } = spawnSync(PYTHON, [join(root, 'benches', script), ...options.map(String)], { encoding: 'utf8' });
  return status === 0 ? stdout : null;
}

const cargo = (...options) => execFileSync('cargo', options, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

/** An empty folder, removed at exit. */
function temporary() {
  const folder = mkdtempSync(join(tmpdir(), 'facade-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A folder with the tensors that our runs train on. */
export function tensors() {
  const folder = temporary();
  cargo('run', '--quiet', '--example', 'tensors', '--', DATASET, folder);
  return folder;
}

/** Milliseconds of the steps of an epoch, on the command line. */
export function epoch() {
  const lines = cargo('run', '--quiet', '--', 'train', DATASET, '--epochs', String(EPOCHS), '--json').trim().split('\n');
  return 1000 * JSON.parse(lines.at(-1)).seconds_per_epoch;
}

/** Keras's version and milliseconds per epoch on the tensors in a folder; null if it is not installed. */
export function keras(folder, epochs = EPOCHS) {
  const output = python('keras_epoch.py', folder, epochs);
  if (output === null) return null;
  const { seconds, ...rest } = JSON.parse(output.trim().split('\n').at(-1));
  return { ...rest, ms: 1000 * spread(seconds).median };
}

/** Seconds that OpenCV takes for the photos of the dataset; null if it is not installed. */
export function cv2() {
  const output = python('cv2_read.py', HOUSES);
  return output === null ? null : Number(output.split(' ')[0]);
}

/** A folder with the pretrained network, its weights in `file`, for onnxruntime, and photos for it; null without that file. */
export function pretrained(file) {
  if (!file || !existsSync(file)) return null;
  const folder = temporary();
  cargo('run', '--quiet', '--example', 'pretrained', '--', 'write', file, folder);
  copyFileSync(file, join(folder, WEIGHTS));
  return folder;
}

/** Milliseconds of a photo in the pretrained network, on one thread. */
export function features(folder) {
  const times = cargo('run', '--quiet', '--example', 'pretrained', '--', 'time', join(folder, WEIGHTS), folder, String(LOOKS));
  return spread(JSON.parse(times)).median;
}

/** The same in onnxruntime, with its version; null if it is not installed. */
export function onnxruntime(folder) {
  const output = python('onnxruntime_features.py', folder, LOOKS);
  if (output === null) return null;
  const { ms, difference, onnxruntime: version } = JSON.parse(output);
  if (difference > TOLERANCE) throw new Error(`Features differ from those of onnxruntime by ${difference}.`);
  return { version, ms: spread(ms).median };
}
