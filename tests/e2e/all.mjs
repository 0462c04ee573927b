// Runs the browser tests, several files in parallel: `node all.mjs [FILE...]`. Prints a line when a test ends.
// Skipped tests are written to the file named by SKIPS; ./run decides whether they may be skipped.
import { appendFileSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { run } from 'node:test';

const HERE = new URL('.', import.meta.url).pathname;
/** These measure time or load the whole machine, so they run alone. */
const SERIAL = new Set(['main-thread', 'serve']);
/** Files at a time. A browser, its workers and a software GPU take up to two gigabytes. */
const JOBS = Number(process.env.FACADE_LANES ?? (totalmem() > 6e9 ? 2 : 1));

const name = (file) => basename(file, '.test.mjs');
const args = process.argv.slice(2);
const files = args.length > 0 ? args.map((file) => resolve(file)) : readdirSync(HERE).filter((file) => file.endsWith('.test.mjs')).map((file) => join(HERE, file));

/** Seconds that each file took last time: the slowest files start first, so that none is left running alone at the end. */
const TIMES = process.env.FACADE_TIMES;
const times = (() => {
  try {
    return JSON.parse(readFileSync(TIMES, 'utf8'));
  } catch {
    return {};
  }
})();
const expected = (file) => times[name(file)] ?? Infinity;
const slowestFirst = (some) => some.sort((one, other) => expected(other) - expected(one) || one.localeCompare(other));

const began = Date.now();
const clock = () => {
  const seconds = Math.round((Date.now() - began) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};
const passed = [];
const failed = [];
const skipped = [];
let filesDone = 0;

const say = (outcome, seconds, words) =>
  console.log(`${clock().padStart(6)}  file ${filesDone} of ${files.length}  ${outcome.padEnd(7)} ${seconds.toFixed(1).padStart(6)} s  ${words}`);

/** Why a test failed, without Node's internal stack frames. */
function reason({ error }) {
  const cause = error?.cause ?? error;
  return `${cause?.stack ?? cause}`.split('\n').filter((line) => !/node:internal/.test(line)).join('\n');
}

function test(file) {
  return new Promise((done) => {
    const started = Date.now();
    let tests = 0;
    const stderr = [];
    const stream = run({ files: [file], concurrency: 1, timeout: 45 * 60_000 });
    const isTest = (event) => event.name !== file && event.name !== basename(file);
    const line = (event) => `${name(file)}: ${event.name}`;
    stream.on('test:pass', (event) => {
      if (!isTest(event)) return;
      tests += 1;
      const seconds = event.details.duration_ms / 1000;
      if (event.skip === undefined) {
        passed.push({ seconds, words: line(event) });
        say('passed', seconds, line(event));
      } else {
        skipped.push(`${event.skip}`);
        say('skipped', seconds, `${line(event)} (${event.skip})`);
      }
    });
    const fail = (seconds, words, why) => {
      failed.push(`${words}\n${why}`);
      say('FAILED', seconds, `${words}\n${why}`);
    };
    stream.on('test:fail', (event) => {
      // A file fails along with its tests; its own failure counts only if it could not be run.
      if (!isTest(event) && tests > 0) return;
      tests += 1;
      fail(event.details.duration_ms / 1000, line(event), [reason(event.details), ...stderr].join('\n'));
    });
    stream.on('test:stderr', ({ message }) => stderr.push(message.trimEnd()));
    stream.on('end', () => {
      filesDone += 1;
      times[name(file)] = Math.round((Date.now() - started) / 1000);
      if (tests === 0) fail(0, `${name(file)}: contains no test`, stderr.join('\n'));
      done();
    });
    stream.resume();
  });
}

async function runAll(queue) {
  for (let file = queue.shift(); file; file = queue.shift()) await test(file);
}

const parallel = slowestFirst(files.filter((file) => !SERIAL.has(name(file))));
await Promise.all(Array.from({ length: JOBS }, () => runAll(parallel)));
await runAll(files.filter((file) => SERIAL.has(name(file))));

if (TIMES) writeFileSync(TIMES, JSON.stringify(times));
if (process.env.SKIPS) {
  // The reason begins with the name that tests/skips.txt may list, and a colon.
  for (const why of skipped) appendFileSync(process.env.SKIPS, `${/^([a-z-]+): /.exec(why)?.[1] ?? 'unnamed'}\t${why.replace(/^[a-z-]+: /, '')}\n`);
}
console.log(`\nSlowest: ${passed.sort((one, other) => other.seconds - one.seconds).slice(0, 8).map(({ seconds, words }) => `${seconds.toFixed(0)} s ${words}`).join('; ')}`);
if (failed.length > 0) console.log(`\nFailures:\n\n${failed.join('\n\n')}`);
for (const words of failed) console.log(`FAILED  ${words.split('\n')[0]}`);
console.log(`\n${passed.length} passed, ${failed.length} failed, ${skipped.length} skipped, in ${files.length} files, after ${clock()}`);
process.exit(failed.length > 0 ? 1 : 0);
