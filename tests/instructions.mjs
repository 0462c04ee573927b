// Instructions of a native training step, batch 8, on one thread, counted by valgrind: the same on an idle machine and on a
// busy one. Valgrind's processor has AVX2 and no AVX-512, whatever it runs on. `node instructions.mjs STEPS-PROGRAM`.
import { spawnSync } from 'node:child_process';

/** Millions of instructions. It may be lowered whenever a step gets cheaper. */
const LIMIT = 105;

/** Instructions of the program while it takes so many steps. */
function counted(steps) {
  const options = ['--tool=cachegrind', '--cache-sim=no', '--cachegrind-out-file=/dev/null', process.argv[2], steps];
  const { stderr, status } = spawnSync('valgrind', options, { env: { ...process.env, RAYON_NUM_THREADS: '1' }, encoding: 'utf8' });
  const found = /I\s+refs:\s+([\d,]+)/.exec(stderr);
  if (status !== 0 || !found) throw new Error(`valgrind gave no count:\n${stderr}`);
  return Number(found[1].replaceAll(',', ''));
}

// What comes before the first step and after the last is the same in both, and so is what is done but once.
const [FEW, MANY] = [1, 2];
const step = (counted(MANY) - counted(FEW)) / (MANY - FEW) / 1e6;
console.log(`A training step takes ${step.toFixed(1)} million instructions; the limit is ${LIMIT}.`);
process.exit(step <= LIMIT ? 0 : 1);
