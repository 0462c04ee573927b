// Counts the instructions of a native training step (batch 8, one thread) with valgrind, independent of the machine's load.
// Valgrind emulates a processor with AVX2 and without AVX-512, whatever the host has. `node instructions.mjs STEPS-PROGRAM`.
import { spawnSync } from 'node:child_process';

/** The limit in millions of instructions. Lower it when a step gets cheaper. */
const LIMIT = 105;

/** The instructions of a program run with this many steps. */
function countInstructions(steps) {
  const options = ['--tool=cachegrind', '--cache-sim=no', '--cachegrind-out-file=/dev/null', process.argv[2], steps];
  const { stderr, status } = spawnSync('valgrind', options, { env: { ...process.env, RAYON_NUM_THREADS: '1' }, encoding: 'utf8' });
  const match = /I\s+refs:\s+([\d,]+)/.exec(stderr);
  if (status !== 0 || !match) throw new Error(`valgrind gave no count:\n${stderr}`);
  return Number(match[1].replaceAll(',', ''));
}

// The difference of two runs cancels setup, teardown and one-time work.
const [FEW, MANY] = [1, 2];
const step = (countInstructions(MANY) - countInstructions(FEW)) / (MANY - FEW) / 1e6;
console.log(`A training step takes ${step.toFixed(1)} million instructions; the limit is ${LIMIT}.`);
process.exit(step <= LIMIT ? 0 : 1);
