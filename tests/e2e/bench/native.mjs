// Times the command line, Keras and OpenCV: programs outside the browser.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HOUSES } from '../helper.mjs';
import { spread } from './rounds.mjs';

const root = new URL('../../..', import.meta.url).pathname;
const PYTHON = process.env.PYTHON ?? 'python3';
const DATASET = HOUSES ?? 'sample';
/** Epochs per round. */
const EPOCHS = 4;

/** The output of a Python script in benches/; null if its packages are not installed. */
function python(script, ...options) {
  const { status, stdout } = spawnSync(PYTHON, [join(root, 'benches', script), ...options.map(String)], { encoding: 'utf8' });
  return status === 0 ? stdout : null;
}

const cargo = (...options) => execFileSync('cargo', options, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

/** A folder with the tensors that our runs train on, removed at exit. */
export function tensors() {
  const folder = mkdtempSync(join(tmpdir(), 'facade-tensors-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
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
