// Draws www/icons/ from www/icon.svg, by Chromium: node www/icons.mjs, after ./run test has installed what it needs.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { chromium } = createRequire(new URL('../tests/e2e/', import.meta.url))('playwright-core');
const svg = readFileSync(new URL('icon.svg', import.meta.url), 'utf8');
// Systems cut a maskable icon to their own shape and leave the inner circle, of 0.8 of the width.
const ICONS = [
  { name: '192', size: 192, drawn: 1 },
  { name: '512', size: 512, drawn: 1 },
  { name: 'maskable-512', size: 512, drawn: 0.62 },
  { name: 'apple-180', size: 180, drawn: 0.8 },
];

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
mkdirSync(new URL('icons/', import.meta.url), { recursive: true });
for (const { name, size, drawn } of ICONS) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const ground = drawn < 1 ? '#f3f3ef' : 'transparent';
  await page.setContent(`<body style="margin:0;display:grid;place-items:center;height:100vh;background:${ground}">${svg}`);
  await page.addStyleTag({ content: `svg{width:${100 * drawn}vw;height:${100 * drawn}vw}` });
  const path = new URL(`icons/${name}.png`, import.meta.url).pathname;
  await page.screenshot({ path, omitBackground: true });
  await page.close();
}
await browser.close();
