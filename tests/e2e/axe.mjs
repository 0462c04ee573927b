// Accessibility violations that axe-core finds: WCAG 2.2 AA, as far as a program can check it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * The violations in the page as it is now: a line for each rule, with the first elements. `colours` checks colour contrast alone, which
 * is enough for a page that was checked in the other theme.
 */
export async function violations(page, { colours = false } = {}) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  return page.evaluate(async (runOnly) => {
    const found = await globalThis.axe.run(document, { runOnly, preload: false, resultTypes: ['violations'] });
    return found.violations.map(({ id, help, nodes }) => {
      const some = nodes.slice(0, 3).map(({ target, any }) => `\n    ${target} ${any[0]?.message ?? ''}`);
      return `${id}: ${help} (${nodes.length})${some.join('')}`;
    });
  }, colours ? ['color-contrast', 'link-in-text-block'] : TAGS);
}
