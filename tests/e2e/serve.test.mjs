// ./run serve keeps serving while files are created and deleted, while the command line is built at the same time, and when Trunk
// crashes. Runs in a copy of the checkout with its own target folder, like a new checkout.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, linkSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

const ROOT = new URL('../..', import.meta.url).pathname;
const TARGET = realpathSync(process.env.TARGET ?? join(ROOT, 'target'));
const WASM = 'wasm32-unknown-unknown';

const isOurs = (name) => /^(lib)?(facade|(page|tables|decode|compute)\b)/.test(name);
/** Compiled dependencies, which are large and therefore hard-linked. Cargo overwrites other files in place, so those are copied. */
const isDependency = (name) => /\.(rlib|rmeta|so|dylib)$/.test(name) && !isOurs(name);

function copyFolder(from, to, include) {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, copy] = [join(from, entry.name), join(to, entry.name)];
    if (!include(entry.name)) continue;
    if (isDependency(entry.name)) linkSync(source, copy);
    else cpSync(source, copy, { recursive: true, preserveTimestamps: true });
  }
}

/** A copy of the checkout, with compiled dependencies. */
function copyCheckout() {
  const copy = mkdtempSync(join(dirname(TARGET), 'serve-test-'));
  const sources = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: ROOT, encoding: 'utf8' }).split('\0');
  for (const file of sources.filter((file) => file && existsSync(join(ROOT, file)))) {
    cpSync(join(ROOT, file), join(copy, file), { preserveTimestamps: true });
  }
  const parts = ['deps', 'build', '.fingerprint'];
  for (const profile of ['release', `${WASM}/release`]) {
    for (const part of parts) copyFolder(join(TARGET, profile, part), join(copy, 'target', profile, part), () => true);
  }
  // Empty files in place of the compute module, which takes minutes.
  const files = ['compute.js', 'compute_bg.wasm'];
  for (const file of files) writeFileSync(join(copy, file), '');
  const links = files.map((file) => `<link data-trunk rel="copy-file" href="${file}">`).join('');
  const index = readFileSync(join(copy, 'index.html'), 'utf8');
  writeFileSync(join(copy, 'index.html'), index.replace(/^.*data-bin="compute".*$/m, links));
  // Without our own packages, so that the native build compiles them.
  copyFolder(join(TARGET, 'debug/deps'), join(copy, 'target/debug/deps'), isDependency);
  for (const part of parts.slice(1)) copyFolder(join(TARGET, 'debug', part), join(copy, 'target/debug', part), (name) => !isOurs(name));
  return copy;
}

const freePort = () => new Promise((found) => {
  const server = createServer();
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => found(port));
  });
});

/** The descendants of a process, with their commands. */
function descendants(parent) {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  const all = lines.map((line) => /^ *(\d+) +(\d+) +(.*)$/.exec(line)).filter(Boolean).map(([, pid, ppid, command]) => ({ pid: Number(pid), ppid: Number(ppid), command }));
  const under = (pid) => all.filter((each) => each.ppid === pid).flatMap((each) => [each, ...under(each.pid)]);
  return under(parent);
}

/** Creates, touches, renames and deletes files and folders, as an editor and a compiler do. */
function churn(folder, rounds) {
  for (let round = 0; round < rounds; round += 1) {
    const [one, two] = [join(folder, `churn-${round}`), join(folder, `churned-${round}`)];
    mkdirSync(join(one, 'inner'), { recursive: true });
    for (let file = 0; file < 8; file += 1) writeFileSync(join(one, 'inner', `${file}.rs`), '// Temporary.\n');
    utimesSync(join(one, 'inner/0.rs'), new Date(), new Date());
    renameSync(join(one, 'inner/1.rs'), join(one, 'moved.rs'));
    renameSync(one, two);
    rmSync(two, { recursive: true });
  }
}

test('./run serve keeps serving', { timeout: 15 * 60_000 }, async (t) => {
  const copy = copyCheckout();
  const port = await freePort();
  const { CI, CARGO_TARGET_DIR, TARGET: _, ...others } = process.env;
  const server = spawn('./run', ['serve'], { cwd: copy, env: { ...others, TRUNK_SERVE_PORT: `${port}` }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (text) => { output += text; });
  let over = false;
  const ended = new Promise((done) => server.once('exit', done)).then(() => { over = true; });
  t.after(async () => {
    server.kill('SIGTERM');
    await ended;
    rmSync(copy, { recursive: true, force: true });
  });

  const get = async (path) => {
    const response = await fetch(`http://127.0.0.1:${port}/${path}`);
    assert.equal(response.status, 200);
    return response.text();
  };
  /** Waits until a condition holds, as long as the test may last. */
  const until = async (what, holds) => {
    for (;;) {
      if (await holds()) return;
      if (over || t.signal.aborted) throw new Error(`Never true: ${what}. Output of ./run serve:\n${output}`);
      await new Promise((later) => setTimeout(later, 200));
    }
  };
  const serves = (path, pattern) => until(`it serves ${path} with ${pattern}`, () => get(path).then((text) => pattern.test(text), () => false));
  const servesPage = async () => {
    await until('it serves the page with its module', async () => {
      const page = await get('').catch(() => '');
      const [script] = /build-\d+-\d+\/page\.js/.exec(page) ?? [];
      return script && /export/.test(await get(script).catch(() => ''));
    });
  };
  await servesPage();
  assert.match(output, /Building module 1 of 3[\s\S]*Building module 3 of 3/);

  // At the same time: a native build, and the file operations of an editor and a compiler.
  const build = spawn('cargo', ['build', '--locked', '--bin', 'facade'], { cwd: copy, env: { ...others, CARGO_PROFILE_DEV_OPT_LEVEL: '0' }, stdio: 'ignore' });
  const built = new Promise((done) => build.once('exit', done));
  const failures = [];
  let building = true;
  t.after(() => { building = false; });
  const polling = (async () => {
    while (building) {
      // Any response counts: while a new build replaces the old one, there are briefly no files.
      await fetch(`http://127.0.0.1:${port}/`).catch((error) => failures.push(error.message));
      await new Promise((later) => setTimeout(later, 100));
    }
  })();
  for (let turn = 0; turn < 8; turn += 1) {
    churn(join(copy, 'target'), 40);
    churn(join(copy, 'target/debug/deps'), 10);
    churn(join(copy, 'src'), 5);
    churn(join(copy, 'www'), 5);
    await new Promise((later) => setTimeout(later, 100));
  }
  assert.equal(await built, 0, 'the command line is built');
  appendFileSync(join(copy, 'www/style.css'), '\n.arrived { color: red }\n');
  writeFileSync(join(copy, 'index.html'), readFileSync(join(copy, 'index.html'), 'utf8').replace('<head>', '<head><meta name="arrived" content="yes">'));
  await serves('', /name="arrived"/);
  await until('it serves the changed style sheet', async () => {
    const page = await get('').catch(() => '');
    const [name] = /style[\w-]*\.css/.exec(page) ?? [];
    return name && /arrived/.test(await get(name).catch(() => ''));
  });
  building = false;
  await polling;
  assert.deepEqual(failures, [], 'it always responded');
  assert.doesNotMatch(output, /Trunk crashed/);

  // Trunk crashes.
  const trunk = () => descendants(server.pid).filter(({ command }) => /^\S*trunk serve/.test(command));
  const [{ pid }] = trunk();
  process.kill(pid, 'SIGABRT');
  await until('Trunk is restarted', () => /Trunk crashed \(code 134\) and is restarted/.test(output) && trunk().some((each) => each.pid !== pid));
  await servesPage();
  await serves('', /name="arrived"/);

  // A changed text is compiled into the page.
  const before = output.length;
  appendFileSync(join(copy, 'texts/en.ftl'), '\n# A change.\n');
  await until('it is built again', () => /Compiling facade/.test(output.slice(before)));
});
