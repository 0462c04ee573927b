// Runs the browser tests, some files side by side, and tells how far it is: `node all.mjs [FILE...]`. A line for each test when it ends.
// What was skipped goes to the file that SKIPS names: ./run decides whether it may be.
import { appendFileSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { run } from 'node:test';

const HERE = new URL('.', import.meta.url).pathname;
/** What measures time, or asks more of a machine than its share: nothing runs beside these. */
const ALONE = new Set(['smooth', 'serve']);
/** A browser, its workers and a software GPU take up to two gigabytes. */
const LANES = Number(process.env.FACADE_LANES ?? (totalmem() > 6e9 ? 2 : 1));

const name = (file) => basename(file, '.test.mjs');
const given = process.argv.slice(2);
const files = given.length > 0 ? given.map((file) => resolve(file)) : readdirSync(HERE).filter((file) => file.endsWith('.test.mjs')).map((file) => join(HERE, file));

/** Seconds that files took the last time, so that the longest begin first and none is left over at the end. */
const TIMES = process.env.FACADE_TIMES;
const times = (() => {
  try {
    return JSON.parse(readFileSync(TIMES, 'utf8'));
  } catch {
    return {};
  }
})();
const expected = (file) => times[name(file)] ?? Infinity;
const longestFirst = (some) => some.sort((one, other) => expected(other) - expected(one) || one.localeCompare(other));

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

/** Why a test failed, without the frames of node's own. */
function reason({ error }) {
  const cause = error?.cause ?? error;
  return `${cause?.stack ?? cause}`.split('\n').filter((line) => !/node:internal/.test(line)).join('\n');
}

function test(file) {
  return new Promise((done) => {
    const started = Date.now();
    let tests = 0;
    const prints = [];
    const stream = run({ files: [file], concurrency: 1, timeout: 45 * 60_000 });
    const seen = (event) => event.name !== file && event.name !== basename(file);
    const line = (event) => `${name(file)}: ${event.name}`;
    stream.on('test:pass', (event) => {
      if (!seen(event)) return;
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
      // A file fails with its tests; by itself only where it could not be run.
      if (!seen(event) && tests > 0) return;
      tests += 1;
      fail(event.details.duration_ms / 1000, line(event), [reason(event.details), ...prints].join('\n'));
    });
    stream.on('test:stderr', ({ message }) => prints.push(message.trimEnd()));
    stream.on('end', () => {
      filesDone += 1;
      times[name(file)] = Math.round((Date.now() - started) / 1000);
      if (tests === 0) fail(0, `${name(file)}: there is no test in it`, prints.join('\n'));
      done();
    });
    stream.resume();
  });
}

async function lane(waiting) {
  for (let file = waiting.shift(); file; file = waiting.shift()) await test(file);
}

const together = longestFirst(files.filter((file) => !ALONE.has(name(file))));
await Promise.all(Array.from({ length: LANES }, () => lane(together)));
await lane(files.filter((file) => ALONE.has(name(file))));

if (TIMES) writeFileSync(TIMES, JSON.stringify(times));
if (process.env.SKIPS) {
  // The name that tests/skips.txt may list stands before the colon.
  for (const why of skipped) appendFileSync(process.env.SKIPS, `${/^([a-z-]+): /.exec(why)?.[1] ?? 'unnamed'}\t${why.replace(/^[a-z-]+: /, '')}\n`);
}
console.log(`\nThe longest: ${passed.sort((one, other) => other.seconds - one.seconds).slice(0, 8).map(({ seconds, words }) => `${seconds.toFixed(0)} s ${words}`).join('; ')}`);
if (failed.length > 0) console.log(`\nWhat failed, once more:\n\n${failed.join('\n\n')}`);
console.log(`\n${passed.length} passed, ${failed.length} failed, ${skipped.length} skipped, in ${files.length} files, after ${clock()}`);
process.exit(failed.length > 0 ? 1 : 0);
