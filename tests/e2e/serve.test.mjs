// ./run serve stays up while files come and go, while the command line is built beside it, and when Trunk breaks down. In a copy of
// the checkout with a target folder of its own in it, as it lies in a newcomer's checkout.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, linkSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

const ROOT = new URL('../..', import.meta.url).pathname;
const TARGET = realpathSync(process.env.TARGET ?? join(ROOT, 'target'));
const WASM = 'wasm32-unknown-unknown';

const ours = (name) => /^(lib)?(facade|(page|decode|compute)\b)/.test(name);
/** What dependencies were compiled to: linked, since it is large. Cargo writes into other files in their place, so those are copied. */
const compiled = (name) => /\.(rlib|rmeta|so|dylib)$/.test(name) && !ours(name);

function take(from, to, only) {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, copy] = [join(from, entry.name), join(to, entry.name)];
    if (!only(entry.name)) continue;
    if (compiled(entry.name)) linkSync(source, copy);
    else cpSync(source, copy, { recursive: true, preserveTimestamps: true });
  }
}

/** A copy of the checkout as it is, with what was compiled. */
function checkout() {
  const copy = mkdtempSync(join(dirname(TARGET), 'serve-test-'));
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: ROOT, encoding: 'utf8' }).split('\0');
  for (const file of files.filter((file) => file && existsSync(join(ROOT, file)))) {
    cpSync(join(ROOT, file), join(copy, file), { preserveTimestamps: true });
  }
  const parts = ['deps', 'build', '.fingerprint'];
  for (const profile of ['release', 'page', `${WASM}/release`, `${WASM}/page`]) {
    for (const part of parts) take(join(TARGET, profile, part), join(copy, 'target', profile, part), () => true);
  }
  // The native build is to compile our own package.
  take(join(TARGET, 'debug/deps'), join(copy, 'target/debug/deps'), compiled);
  for (const part of parts.slice(1)) take(join(TARGET, 'debug', part), join(copy, 'target/debug', part), (name) => !ours(name));
  return copy;
}

const freePort = () => new Promise((found) => {
  const server = createServer();
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => found(port));
  });
});

/** Processes below another one, by the words of their commands. */
function below(parent) {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  const all = lines.map((line) => /^ *(\d+) +(\d+) +(.*)$/.exec(line)).filter(Boolean).map(([, pid, ppid, words]) => ({ pid: Number(pid), ppid: Number(ppid), words }));
  const under = (pid) => all.filter((each) => each.ppid === pid).flatMap((each) => [each, ...under(each.pid)]);
  return under(parent);
}

/** Files that come, are touched, renamed and deleted, with their folders, as an editor and a compiler do it. */
function churn(folder, rounds) {
  for (let round = 0; round < rounds; round += 1) {
    const [one, two] = [join(folder, `churn-${round}`), join(folder, `churned-${round}`)];
    mkdirSync(join(one, 'inner'), { recursive: true });
    for (let file = 0; file < 8; file += 1) writeFileSync(join(one, 'inner', `${file}.rs`), '// It comes and goes.\n');
    utimesSync(join(one, 'inner/0.rs'), new Date(), new Date());
    renameSync(join(one, 'inner/1.rs'), join(one, 'moved.rs'));
    renameSync(one, two);
    rmSync(two, { recursive: true });
  }
}

test('./run serve stays up', { timeout: 15 * 60_000 }, async (t) => {
  const copy = checkout();
  const port = await freePort();
  const { CI, CARGO_TARGET_DIR, TARGET: _, ...others } = process.env;
  const server = spawn('./run', ['serve'], { cwd: copy, env: { ...others, TRUNK_SERVE_PORT: `${port}` }, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (text) => { said += text; });
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
  /** Waits for what is served, or said, as long as the test may last. */
  const until = async (what, holds) => {
    for (;;) {
      if (await holds()) return;
      if (over || t.signal.aborted) throw new Error(`It did not come to this: ${what}. ./run serve said:\n${said}`);
      await new Promise((later) => setTimeout(later, 200));
    }
  };
  const serves = (path, pattern) => until(`${path} with ${pattern}`, () => get(path).then((text) => pattern.test(text), () => false));
  const whole = async () => {
    await until('the page with its module', async () => {
      const page = await get('').catch(() => '');
      const [script] = /build-\d+-\d+\/page\.js/.exec(page) ?? [];
      return script && /export/.test(await get(script).catch(() => ''));
    });
  };
  await whole();
  assert.match(said, /Building module 1 of 3[\s\S]*Building module 3 of 3/);

  // All at once: a native build, and what an editor and a compiler do with files.
  const build = spawn('cargo', ['build', '--locked', '--bin', 'facade'], { cwd: copy, env: { ...others, CARGO_PROFILE_DEV_OPT_LEVEL: '0' }, stdio: 'ignore' });
  const built = new Promise((done) => build.once('exit', done));
  const missed = [];
  let building = true;
  t.after(() => { building = false; });
  const looking = (async () => {
    while (building) {
      // Whatever it answers: while a new build takes the place of the last, there are no files for a moment.
      await fetch(`http://127.0.0.1:${port}/`).catch((error) => missed.push(error.message));
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
  await until('the changed style', async () => {
    const page = await get('').catch(() => '');
    const [name] = /style[\w-]*\.css/.exec(page) ?? [];
    return name && /arrived/.test(await get(name).catch(() => ''));
  });
  building = false;
  await looking;
  assert.deepEqual(missed, [], 'it answered all the while');
  assert.doesNotMatch(said, /broken down/);

  // Trunk breaks down all the same.
  const trunk = () => below(server.pid).filter(({ words }) => /^\S*trunk serve/.test(words));
  const [{ pid }] = trunk();
  process.kill(pid, 'SIGABRT');
  await until('Trunk is started again', () => /broken down \(code 134\) and is started again/.test(said) && trunk().some((each) => each.pid !== pid));
  await whole();
  await serves('', /name="arrived"/);

  // A changed text is compiled into the page.
  const before = said.length;
  appendFileSync(join(copy, 'texts/en.ftl'), '\n# A change.\n');
  await until('it is built again', () => /Compiling facade/.test(said.slice(before)));
});
