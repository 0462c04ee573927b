// The kernels of one training step on WebGPU, as the table in docs/performance.md: `node kernels.mjs`.
import { host, launch } from '../helper.mjs';
import { counting, reference } from '../gpu-run.mjs';
import { open } from './page.mjs';
import * as visitor from '../steps.mjs';

const server = await host();
const browser = await launch(true);
const page = await open(browser, server);
const worker = await counting(page);
await visitor.loadSample(page);
const { step } = await reference(page, worker);
await browser.close();
await server.close();

const times = new Map();
for (const kernel of step.kernels) times.set(kernel, (times.get(kernel) ?? 0) + 1);
console.log('| kernel | dispatches a step | share |');
console.log('| --- | --- | --- |');
const share = (count) => `${Math.round((100 * count) / step.kernels.length)} %`;
for (const [kernel, count] of [...times].sort(([, a], [, b]) => b - a)) {
  console.log(`| \`${kernel}\` | ${count} | ${share(count)} |`);
}
console.log(`| all ${times.size} | ${step.kernels.length} | 100 % |`);
const { submits, passes, writes } = step;
const count = (value) => value.toLocaleString('en', { maximumFractionDigits: 1 });
console.log(`\nBeside them, a step: ${count(submits)} submits, ${count(passes)} passes, ${count(writes)} buffer writes.`);
process.exit(0);
