// Tests of ./run: skipped parts, a server that crashes, and folders that checkouts share.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const ROOT = new URL('..', import.meta.url).pathname;
const read = (path) => readFileSync(join(ROOT, path), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'facade-run-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const environment = (more) => {
  const { CI, GITHUB_ACTIONS, ...others } = process.env;
  return { ...others, FACADE_CACHE: join(folder, 'cache'), ...more };
};

/** Runs lines of bash, which may call the functions of ./run. */
function bash(lines, more = {}) {
  const { status, stdout, stderr } = spawnSync('bash', ['-c', `. ./run\n${lines}`], { cwd: ROOT, encoding: 'utf8', env: environment(more) });
  return { status, output: stdout + stderr };
}

const skipped = (name) => `part() { skip ${name} "It is not there."; }\nparts=1\nstep Something part\nfinish`;

test('with CI=true a skipped part fails, unless it is listed', () => {
  const unlisted = bash(skipped('firefox'), { CI: 'true' });
  assert.equal(unlisted.status, 1);
  assert.match(unlisted.output, /FAILED +firefox: It is not there\. CI=true allows only what tests\/skips\.txt lists/);
  const listed = bash(skipped('real-photos'), { CI: 'true' });
  assert.equal(listed.status, 0, listed.output);
  assert.match(listed.output, /skipped +real-photos: It is not there\. The photos may not be published/);
  // A skip within a part that passes counts as well.
  const partial = 'part() { skipping pytorch "There is no PyTorch."; }\nparts=1\nstep Something part\nfinish';
  assert.equal(bash(partial, { CI: 'true' }).status, 1);
  assert.equal(bash(partial).status, 0);
  assert.match(bash(partial).output, /CI=true would not allow that/);
});

test('a machine without internet access may skip the advisories, GitHub may not', () => {
  assert.equal(bash(skipped('advisories'), { CI: 'true' }).status, 0);
  assert.equal(bash(skipped('advisories'), { CI: 'true', GITHUB_ACTIONS: 'true' }).status, 1);
  assert.equal(bash(skipped('real-photos'), { CI: 'true', GITHUB_ACTIONS: 'true' }).status, 0);
});

test('one failed part fails the command, whatever is skipped', () => {
  const { status, output } = bash('parts=2\nstep One false\nstep Two true\nfinish', { CI: 'true' });
  assert.equal(status, 1);
  assert.match(output, /Part 1 of 2.+One[\s\S]*Part 2 of 2.+Two[\s\S]*FAILED.+One\npassed.+Two/);
});

test('a part beside others ends like any other', () => {
  const run = (part) => bash(`part() { echo inside; ${part}; }\nparts=2\nbeside One part\nstep Two true\njoin\nfinish`, { CI: 'true' });
  const passed = run('true');
  assert.equal(passed.status, 0, passed.output);
  assert.match(passed.output, /Part 1 of 2.+Two[^]*Part 2 of 2.+One\ninside\n[^]*passed.+Two\npassed +\d+ s +One/);
  assert.match(run('false; true').output, /FAILED +\d+ s +One[^]*1 failed/);
  assert.match(run('skip firefox "It is not there."').output, /skipped +\d+ s +One[^]*FAILED +firefox/);
});

test('every line of tests/skips.txt has a name, a place and a reason', () => {
  const lines = read('tests/skips.txt').split('\n').filter((line) => line && !line.startsWith('#'));
  assert.ok(lines.length > 0);
  for (const line of lines) assert.match(line, /^[a-z-]+ +(anywhere|offline) +\S.{20,}\.$/);
});

test('native tests are ignored only where the real photos or the pretrained network are missing', () => {
  // With the photos ./run passes --include-ignored, which would also run tests that are ignored for another reason.
  const sources = ['src', 'crates', 'tests'].flatMap((where) => readdirSync(join(ROOT, where), { recursive: true }).map((name) => join(where, name)));
  const ignored = sources.filter((name) => name.endsWith('.rs')).flatMap((name) => read(name).match(/#\[ignore.*/g) ?? []);
  assert.ok(ignored.length > 0);
  for (const line of ignored) assert.match(line, /HOUSES_DATASET|FACADE_LITE0/);
});

test('another checkout’s builds of our own packages are removed, those of dependencies stay', () => {
  const target = join(folder, 'target');
  const made = ['debug/.fingerprint/facade-1', 'debug/.fingerprint/burn-1', 'wasm32-unknown-unknown/release/.fingerprint/facade-fuzz-2'];
  const fill = () => made.forEach((name) => mkdirSync(join(target, name), { recursive: true }));
  const left = () => made.filter((name) => existsSync(join(target, name)));
  fill();
  bash(`own ${target}`);
  assert.deepEqual(left(), ['debug/.fingerprint/burn-1']);
  fill();
  bash(`own ${target}`);
  assert.deepEqual(left(), made, 'the folder now belongs to this checkout');
  writeFileSync(join(target, 'checkout'), '/another\n');
  bash(`own ${target}`);
  assert.deepEqual(left(), ['debug/.fingerprint/burn-1']);
});

test('cargo-binstall, if installed, downloads a tool, which is built from source if that fails', () => {
  const tools = mkdtempSync(join(folder, 'binstall-'));
  const program = (name, lines) => {
    writeFileSync(join(tools, name), `#!/bin/sh\n${lines}\n`);
    chmodSync(join(tools, name), 0o755);
  };
  program('cargo', `echo "cargo $*"\n[ "$1" != binstall ] || exit $BINSTALL`);
  const install = (code) => bash('PATH=$TOOLS:$PATH\nneed_tool unknown-tool 1.2.3 unknown 1 unknown@1.2.3', { TOOLS: tools, BINSTALL: code }).output;
  assert.match(install('0'), /cargo install --locked/, 'cargo-binstall is not there yet');
  program('cargo-binstall', '');
  assert.match(install('0'), /cargo binstall .*unknown@1\.2\.3\n$/);
  assert.match(install('1'), /cargo binstall .*\n[^]*cargo install --locked .*unknown@1\.2\.3/);
});

test('lock files that disagree are reported', () => {
  const lock = (name, version) => {
    writeFileSync(join(folder, name), `[[package]]\nname = "serde"\nversion = "${version}"\n\n[[package]]\nname = "${name}"\nversion = "1.0.0"\n`);
    return join(folder, name);
  };
  const [one, same, other] = [lock('one', '1.0.1'), lock('same', '1.0.1'), lock('other', '1.0.2')];
  assert.equal(bash(`same_versions ${one} ${same}`).status, 0);
  const { status, output } = bash(`same_versions ${one} ${other}`);
  assert.equal(status, 1);
  assert.match(output, /other has serde 1\.0\.2/);
});

test('cargo never changes a lock file, and actions are pinned', () => {
  // cargo-fuzz has no such option: the lock is looked at before.
  const calls = ['run', '.ci/install.sh', 'tests/fuzz/run.sh'].map(read).join('\n').replaceAll('\\\n', ' ').split('\n').filter((line) => /^[^#"']*\bcargo (bench|build|clippy|doc|fetch|install|metadata|run|test)\b/.test(line) && !/--version/.test(line));
  assert.ok(calls.length > 10, `${calls.length}`);
  for (const call of calls) assert.match(call, /--locked/);
  assert.match(read('Trunk.toml'), /^locked = true$/m);
  assert.match(read('.ci/install.sh'), /--require-hashes/);
  for (const name of readdirSync(join(ROOT, '.github/workflows'))) {
    const uses = read(`.github/workflows/${name}`).match(/uses: .*/g);
    for (const each of uses) assert.match(each, /^uses: (\.\/\.github\/|[\w./-]+@[0-9a-f]{40} # v\d)/);
  }
});

test('only tested versions are published', () => {
  const publish = read('.github/workflows/publish.yml');
  assert.match(publish, /\n {2}test:\n(?: {4}.*\n)*? {4}uses: \.\/\.github\/workflows\/test\.yml\n/);
  assert.match(publish, /\n {2}build:\n {4}needs: test\n/);
  assert.match(publish, /\n {2}publish:\n {4}needs: build\n(?: {4}.*\n)*? {4}environment:\n {6}name: github-pages\n/);
  assert.match(read('.github/workflows/test.yml'), /\n {2}workflow_call:\n/);
  assert.match(read('.github/workflows/advisories.yml'), /\n {2}schedule:\n {4}- cron: /);
});

test('the browser tests report failures and skips, and a file without a test fails', () => {
  const tests = mkdtempSync(join(folder, 'tests-'));
  const file = (name, lines) => {
    writeFileSync(join(tests, `${name}.test.mjs`), `import assert from 'node:assert/strict';\nimport { test } from 'node:test';\n${lines}\n`);
    return join(tests, `${name}.test.mjs`);
  };
  const run = (...files) => {
    // With this variable of an outer test run, Node would take the tests for subtests.
    const { NODE_TEST_CONTEXT, ...others } = environment({ SKIPS: join(tests, 'skips') });
    const { status, stdout, stderr } = spawnSync('node', ['tests/e2e/all.mjs', ...files], { cwd: ROOT, encoding: 'utf8', env: others });
    return { status, output: stdout + stderr };
  };
  const good = file('good', "test('one', () => {});\ntest('two', { skip: 'firefox: There is none.' }, () => {});");
  const passed = run(good);
  assert.equal(passed.status, 0, passed.output);
  assert.match(passed.output, /file 0 of 1 +passed .*good: one\n/);
  assert.match(passed.output, /1 passed, 0 failed, 1 skipped, in 1 files/);
  assert.equal(readFileSync(join(tests, 'skips'), 'utf8'), 'firefox\tThere is none.\n');

  const failed = run(good, file('bad', "test('three', () => assert.equal(1, 2));"));
  assert.equal(failed.status, 1);
  assert.match(failed.output, /FAILED .*bad: three[\s\S]*1 !== 2[\s\S]*Failures:\n\nbad: three/);
  assert.equal(run(file('none', '')).status, 1);
  assert.equal(run(file('broken', "await import('./nothing.mjs');")).status, 1);
});

/** Runs `keep_serving` with these lines of sh instead of Trunk; `$turn` counts its starts. */
function serve(lines) {
  const tools = mkdtempSync(join(folder, 'tools-'));
  writeFileSync(join(tools, 'trunk'), `#!/bin/sh\necho x >>${tools}/turns\nturn=$(wc -l <${tools}/turns)\necho "turn $turn: $*"\n${lines}\n`);
  chmodSync(join(tools, 'trunk'), 0o755);
  const child = spawn('bash', ['-c', '. ./run\nPATH=$TOOLS:$PATH\nkeep_serving'], { cwd: ROOT, env: environment({ TOOLS: tools }) });
  let output = '';
  const listeners = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      output += text;
      listeners.forEach((listener) => listener());
    });
  }
  const ended = new Promise((done) => child.on('close', (code) => done({ code, output })));
  const waitForOutput = (pattern) => new Promise((done) => {
    const listener = () => pattern.test(output) && done();
    listeners.push(listener);
    listener();
  });
  return { child, ended, waitForOutput };
}

test('a server that crashes is restarted, and stops with ./run', { timeout: 60_000 }, async () => {
  const { child, ended, waitForOutput } = serve(`[ $turn -ge 3 ] || kill -ABRT $$\nsleep 1000 &\necho serving\nwait`);
  await waitForOutput(/serving/);
  child.kill('SIGTERM');
  // The output ends only once the processes that the server has started are gone.
  const { code, output } = await ended;
  assert.equal(code, 0, output);
  assert.match(output, /turn 1: serve --release false --poll[\s\S]*crashed \(code 134\) and is restarted[\s\S]*turn 2[\s\S]*turn 3/);
});

test('a server that cannot start, or crashes repeatedly, is not restarted', { timeout: 60_000 }, async () => {
  const taken = await serve('echo "the port is taken" >&2\nexit 1').ended;
  assert.equal(taken.code, 1);
  assert.doesNotMatch(taken.output, /turn 2/);
  const broken = await serve('kill -ABRT $$').ended;
  assert.equal(broken.code, 1);
  assert.match(broken.output, /turn 3[\s\S]*three times within a minute/);
  assert.doesNotMatch(broken.output, /turn 4/);
});
