// The kernels of one training step on WebGPU, as the table in docs/figures.md: `node kernels.mjs`.
import { host, launch } from '../helper.mjs';
import { countGpuCalls, measureReference } from '../gpu-run.mjs';
import { load, open } from './page.mjs';

const server = await host();
const browser = await launch(true);
const page = await open(browser, server);
const worker = await countGpuCalls(page);
await load(page);
const { step } = await measureReference(page, worker);
await browser.close();
await server.close();

// A name ends in a hash of the parameters that the kernel was compiled for, such as the sizes of one block.
const groups = new Map();
for (const name of step.kernels) {
  const kernel = name.replace(/_[0-9a-f]{8}$/, '');
  const group = groups.get(kernel) ?? groups.set(kernel, { dispatches: 0, forms: new Set() }).get(kernel);
  group.dispatches += 1;
  group.forms.add(name);
}
const all = step.kernels.length;
const line = (...cells) => console.log(`| ${cells.join(' | ')} |`);
line('kernel', 'dispatches per step', 'compiled forms', 'share');
line('---', '---', '---', '---');
for (const [kernel, { dispatches, forms }] of [...groups].sort(([, a], [, b]) => b.dispatches - a.dispatches)) {
  line(`\`${kernel}\``, dispatches, forms.size, `${Math.round((100 * dispatches) / all)} %`);
}
line('all', all, new Set(step.kernels).size, '100 %');
const { submits, passes, writes } = step;
const count = (value) => value.toLocaleString('en', { maximumFractionDigits: 1 });
console.log(`\nAlso per step: ${count(submits)} submits, ${count(passes)} passes, ${count(writes)} buffer writes.`);
process.exit(0);
