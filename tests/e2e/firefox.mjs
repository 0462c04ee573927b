// Drives a released Firefox through WebDriver BiDi. Playwright drives only its own build of Firefox.
import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import WebSocket from 'ws';
import { emptyFolder } from './photos.mjs';

const NAME = process.env.FIREFOX ?? 'firefox-esr';
/** The command that starts Firefox, or null if there is none. */
export const FIREFOX = spawnSync(NAME, ['--version']).status === 0 ? NAME : null;

// No requests to Mozilla during the tests.
const PREFERENCES = {
  'app.normandy.enabled': false,
  'app.update.disabledForTesting': true,
  'browser.safebrowsing.update.enabled': false,
  'browser.search.update': false,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.update.enabled': false,
  'media.gmp-manager.updateEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,#remote-settings-dummy/v1',
  'toolkit.telemetry.reportingpolicy.firstRun': false,
};

/** Starts Firefox with an empty profile. Returns the driver of a page, which collects `problems`: errors, and requests outside `home`. */
export async function launch(home) {
  const profile = emptyFolder();
  const lines = Object.entries(PREFERENCES).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`);
  writeFileSync(join(profile, 'user.js'), lines.join('\n'));
  const child = spawn(FIREFOX, ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port=0', '--width=1280', '--height=900'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise((done) => child.once('exit', done));
  const address = await new Promise((found, failed) => {
    let output = '';
    child.stderr.on('data', (text) => {
      output += text;
      const line = /WebDriver BiDi listening on (ws:\S+)/.exec(output);
      if (line) found(line[1]);
    });
    ended.then(() => failed(new Error(`Firefox exited before it could be driven: ${output}`)));
  });
  const socket = new WebSocket(`${address}/session`);
  await new Promise((opened, failed) => socket.on('open', opened).on('error', failed));

  const problems = [];
  const waiting = new Map();
  socket.on('message', (bytes) => {
    const message = JSON.parse(bytes);
    if (message.type === 'event') return note(message, home, problems);
    const { done, failed, method } = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.type === 'error') failed(new Error(`${method}: ${message.message}`));
    else done(message.result);
  });
  let last = 0;
  const send = (method, params) =>
    new Promise((done, failed) => {
      last += 1;
      waiting.set(last, { done, failed, method });
      socket.send(JSON.stringify({ id: last, method, params }));
    });
  await send('session.new', { capabilities: {} });
  await send('session.subscribe', { events: ['log.entryAdded', 'network.beforeRequestSent'] });
  const { contexts } = await send('browsingContext.getTree', {});
  const close = async () => {
    await send('browser.close', {}).catch(() => child.kill());
    await ended;
  };
  return { ...driver(send, contexts[0].context), problems, close };
}

function note({ method, params }, home, problems) {
  if (method === 'log.entryAdded') {
    if (params.level === 'error') problems.push(`${params.type}: ${params.text}`);
  } else {
    const { url } = params.request;
    if (!/^(blob|data|about|resource|chrome|file):/.test(url) && !url.startsWith(home)) problems.push(`request to ${url}`);
  }
}

/** The actions of a visitor. Elements are identified by their `data-testid`. */
function driver(send, context) {
  /** Runs a function in the page. Its result must be JSON. */
  const run = async (body, ...args) => {
    const { type, result, exceptionDetails } = await send('script.callFunction', {
      functionDeclaration: `async (args) => JSON.stringify((await (${body})(...JSON.parse(args))) ?? null)`,
      arguments: [{ type: 'string', value: JSON.stringify(args) }],
      target: { context },
      awaitPromise: true,
    });
    if (type === 'exception') throw new Error(exceptionDetails.text);
    return JSON.parse(result.value);
  };
  const until = async (what, body, ...args) => {
    const end = Date.now() + 60_000;
    while (Date.now() < end) {
      if (await run(body, ...args)) return;
      await new Promise((later) => setTimeout(later, 100));
    }
    throw new Error(`Still false after a minute: ${what}`);
  };
  const visible = (name) =>
    until(`${name} is shown`, (name) => document.querySelector(`[data-testid="${name}"]`)?.checkVisibility(), name);
  const node = async (name) => {
    const { nodes } = await send('browsingContext.locateNodes', { context, locator: { type: 'css', value: `[data-testid="${name}"]` } });
    if (nodes.length === 0) throw new Error(`There is no ${name}.`);
    return { sharedId: nodes[0].sharedId };
  };
  return {
    run,
    until,
    visible,
    goto: (url) => send('browsingContext.navigate', { context, url, wait: 'complete' }),
    reload: () => send('browsingContext.reload', { context, wait: 'complete' }),
    text: (name) => run((name) => document.querySelector(`[data-testid="${name}"]`).innerText.replaceAll('\u00a0', ' ').trim(), name),
    async click(name) {
      await visible(name);
      await run((name) => document.querySelector(`[data-testid="${name}"]`).scrollIntoView({ block: 'center', behavior: 'instant' }), name);
      const move = { type: 'pointerMove', x: 0, y: 0, origin: { type: 'element', element: await node(name) } };
      const actions = [move, { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }];
      await send('input.performActions', { context, actions: [{ type: 'pointer', id: 'mouse', actions }] });
    },
    fill: (name, value) =>
      run((name, value) => {
        const field = document.querySelector(`[data-testid="${name}"]`);
        field.value = value;
        for (const each of ['input', 'change']) field.dispatchEvent(new Event(each, { bubbles: true }));
      }, name, String(value)),
    async files(name, paths) {
      await send('input.setFiles', { context, element: await node(name), files: paths });
    },
    async screenshot() {
      const { data } = await send('browsingContext.captureScreenshot', { context });
      return Buffer.from(data, 'base64');
    },
  };
}
