// Faults of the layout at a width: what lies outside of the window, text that is cut off or leaves its box, and what overlaps.

/** Runs in the page, so it uses nothing from outside. Returns a list of `{ where, what, which, text }`. */
function inspect() {
  const width = innerWidth;
  const faults = [];
  const controls = [];
  const texts = [];
  const dialog = document.querySelector('dialog[open]');

  const plain = (text) => (text ?? '').replace(/\s+/g, ' ').trim();
  const short = (text) => (plain(text).length > 60 ? `${plain(text).slice(0, 57)}…` : plain(text));
  const name = (element) => {
    const classes = typeof element.className === 'string' ? element.className.trim().split(/\s+/).filter(Boolean) : [];
    const own = element.dataset.testid ? `[${element.dataset.testid}]` : element.id ? `#${element.id}` : classes.map((each) => `.${each}`).join('');
    return element.tagName.toLowerCase() + own;
  };
  const which = (element) => {
    const around = element.parentElement?.closest('[data-testid], [id], [class]');
    return around && around !== document.body ? `${name(around)} > ${name(element)}` : name(element);
  };
  const where = (element) => element.closest('dialog, header, footer, section[id], main > [id], main > *, body > *')?.id || element.closest('dialog, header, footer, section, main')?.tagName.toLowerCase() || 'page';
  const fault = (element, what, text = element.textContent) => faults.push({ element, where: where(element), what, which: which(element), text: short(text) });

  const within = (rect, view) => ({
    left: Math.max(rect.left, view.left),
    right: Math.min(rect.right, view.right),
    top: Math.max(rect.top, view.top),
    bottom: Math.min(rect.bottom, view.bottom),
  });
  const isEmpty = (rect) => rect.right - rect.left < 1 || rect.bottom - rect.top < 1;
  const px = (number) => `${Math.round(number)} px`;

  const ALL = { left: -1e6, right: 1e6, top: -1e6, bottom: 1e6 };
  const CONTROLS = 'a[href], button, input, select, textarea, summary, label.btn';
  /** Their text must fit, whatever it is. */
  const canvas = new OffscreenCanvas(1, 1).getContext('2d');

  /**
   * `clip`: what hidden overflow leaves visible; `view`: what scrolling containers leave visible too; `scrolls`: whether one scrolls
   * sideways on purpose; `block`: the box that text has to stay in; `column`: the page without its margins; `layer`: the nearest
   * element that lies over others on purpose.
   */
  function visit(element, { clip, view, scrolls, block, column, layer }) {
    // What only screen readers see, or nobody.
    if (element.matches('.vh, .skip:not(:focus), .sprite, script, style, noscript, datalist, option, canvas')) return;
    const style = getComputedStyle(element);
    if (style.display === 'none' || style.visibility !== 'visible') return;
    // It may be cut off on purpose if all of it is in the title.
    const isShortened = style.textOverflow === 'ellipsis' && plain(element.title) === plain(element.textContent);
    const isPicture = element.namespaceURI.endsWith('svg');
    if (isPicture && element.matches('svg') && element.closest('.street, .i, [aria-hidden=true]')) return;
    const rect = element.getBoundingClientRect();
    if (style.clipPath !== 'none' && rect.width <= 1) return;
    const hasBox = style.display !== 'contents' && rect.width > 0 && rect.height > 0;
    if (/fixed|sticky/.test(style.position) || (style.position === 'absolute' && style.zIndex !== 'auto')) layer = element;
    // The picture of a chart may be larger than its parts; only its labels matter.
    if (hasBox && !isPicture && !scrolls && style.opacity !== '0') {
      const seen = within(rect, clip);
      if (!isEmpty(seen) && (seen.right > width + 1 || seen.left < -1)) fault(element, `outside of the window by ${px(Math.max(seen.right - width, -seen.left))}`);
    }
    if (hasBox && !isPicture && !/^inline$|contents/.test(style.display)) block = element;
    if (isPicture) block = null;
    if (element.matches('.wrap, dialog, main')) column = { left: rect.left + parseFloat(style.paddingLeft), right: rect.right - parseFloat(style.paddingRight) };
    const isControl = !isPicture && element.matches(CONTROLS);
    if (isControl && hasBox) {
      // An invisible input lies over its label on purpose.
      const box = style.opacity === '0' ? element.closest('.pick, .seg label') ?? element : element;
      const boxes = [...box.getClientRects()].map((each) => within(each, view)).filter((each) => !isEmpty(each));
      if (boxes.length > 0 && !controls.some((other) => other.box === box)) controls.push({ element, box, boxes, layer });
      if (element.matches('select')) checkSelect(element, style);
    }
    if (hasBox && style.overflowX !== 'visible' && style.overflowX !== '') {
      const inner = { left: rect.left, right: rect.right, top: rect.top, bottom: rect.bottom };
      view = within(view, inner);
      const tooWide = element.scrollWidth > element.clientWidth + 1;
      if (/auto|scroll/.test(style.overflowX)) {
        if (element.matches('.sc')) [scrolls, clip] = [true, ALL];
        else {
          if (tooWide) fault(element, `scrolls sideways by ${px(element.scrollWidth - element.clientWidth)}`);
          clip = { ...clip, top: ALL.top, bottom: ALL.bottom };
        }
      } else {
        clip = within(clip, inner);
        if (tooWide && !isShortened && style.textOverflow === 'ellipsis' && plain(element.textContent)) fault(element, `cut off by ${px(element.scrollWidth - element.clientWidth)}`);
      }
    }
    for (const node of element.childNodes) {
      if (node.nodeType === Node.TEXT_NODE && plain(node.data) && !isShortened) checkText(node, element, { clip, view, scrolls, block, column, layer, style });
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      if (element.matches('details:not([open])') && !node.matches('summary')) continue;
      if (node.matches('dialog') && node !== dialog) continue;
      visit(node, { clip, view, scrolls, block, column, layer });
    }
  }

  function checkText(node, element, { clip, view, scrolls, block, column, layer, style }) {
    if (element.matches('select')) return;
    const range = document.createRange();
    range.selectNodeContents(node);
    const size = parseFloat(style.fontSize);
    const lines = [...range.getClientRects()].filter((line) => line.width > 0.5);
    let worst = null;
    const note = (what, by) => {
      if (by > 1 && (!worst || by > worst.by)) worst = { what, by };
    };
    for (const line of lines) {
      note('cut off', Math.max(line.right - clip.right, clip.left - line.left));
      // The box of a line is higher than its letters.
      note('cut off', Math.max(line.bottom - clip.bottom, clip.top - line.top) - 0.35 * size);
      if (!scrolls) note('outside of the window', Math.max(Math.min(line.right, clip.right) - width, -Math.max(line.left, clip.left)));
      if (block && column && !scrolls && !layer) note('runs into the margin', Math.max(line.right - column.right, column.left - line.left));
      if (block) {
        const box = block.getBoundingClientRect();
        note('leaves its box', Math.max(line.right - box.right, box.left - line.left));
        note('leaves its box', Math.max(line.bottom - box.bottom, box.top - line.top) - 0.5 * size);
      }
      const seen = within(line, view);
      if (!isEmpty(seen)) texts.push({ node, element, box: seen, layer, size });
    }
    if (worst) fault(element, `text ${worst.what} by ${px(worst.by)}`, node.data);
    if (lines.length < 2 || style.hyphens === 'auto') return;
    for (const word of node.data.matchAll(/(?<![^ \n−])[\p{L}\d\u00a0$€₹,.:+%]{2,16}(?![^ \n])/gu)) {
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const boxes = [...range.getClientRects()].filter((box) => box.width > 0.5);
      if (boxes.some((box) => box.top > boxes[0].bottom - 2)) return fault(element, 'a short word is broken', word[0]);
    }
  }

  /** The chosen option has to fit into a list whose options are the page's own words; a visitor's own may be longer than any list. */
  function checkSelect(select, style) {
    const option = select.selectedOptions[0];
    if (!option || select.matches('#table-choice, [id^=told-], .shows .select')) return;
    canvas.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const room = select.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - (style.appearance === 'none' ? 0 : 16);
    const needs = canvas.measureText(plain(option.textContent)).width;
    if (needs > room + 1) fault(select, `chosen option cut off by ${px(needs - room)}`, option.textContent);
  }

  const start = { clip: ALL, view: ALL, scrolls: false, block: null, column: null, layer: null };
  visit(dialog ?? document.body, start);
  if (!dialog && document.documentElement.scrollWidth > width) {
    faults.push({ where: 'page', what: `scrolls sideways by ${px(document.documentElement.scrollWidth - width)}`, which: 'html', text: '' });
  }

  // Both lists from top to bottom, so that only neighbours are compared.
  const overlap = (one, other) => [Math.min(one.right, other.right) - Math.max(one.left, other.left), Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top)];
  const pairs = (all, compare) => {
    all.sort((one, other) => one.box.top - other.box.top);
    for (const [at, one] of all.entries()) {
      for (let next = at + 1; next < all.length && all[next].box.top < one.box.bottom; next += 1) {
        if (all[next].layer === one.layer) compare(one, all[next], overlap(one.box, all[next].box));
      }
    }
  };
  const found = new Set();
  const once = (one, other, report) => {
    const key = `${which(one)} ${which(other)}`;
    if (!found.has(key)) report();
    found.add(key);
  };
  pairs(controls.flatMap(({ boxes, ...rest }) => boxes.map((box) => ({ ...rest, holder: rest.box, box }))), (one, other, [x, y]) => {
    if (x <= 1 || y <= 1 || one.holder.contains(other.holder) || other.holder.contains(one.holder)) return;
    const what = `overlaps ${name(other.element)} “${short(other.element.textContent)}” by ${px(x)} × ${px(y)}`;
    once(one.element, other.element, () => fault(one.element, what));
  });
  pairs(texts, (one, other, [x, y]) => {
    if (one.node === other.node || x <= 2 || y <= 0.45 * Math.min(one.size, other.size)) return;
    const what = `text overlaps ${name(other.element)} “${short(other.node.data)}” by ${px(x)} × ${px(y)}`;
    once(one.element, other.element, () => fault(one.element, what, one.node.data));
  });

  // What is too wide widens what it is in: only the innermost is named. A text is named by its element.
  const named = (kind) => new Set(faults.filter(({ what }) => what.startsWith(kind)).map(({ element }) => element));
  const [outside, cut] = [named('outside'), named('cut')];
  const isRepeated = ({ element, what }) => {
    if (what.startsWith('outside')) return [...outside].some((other) => other !== element && element.contains(other));
    if (what.startsWith('text outside')) return outside.has(element);
    return what.startsWith('text cut') && cut.has(element);
  };
  return faults.filter((each) => !isRepeated(each)).map(({ element, ...rest }) => rest);
}

/** The faults of the page as it is, at each of these widths. */
export async function faultsAt(page, widths) {
  const all = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    for (const fault of await page.evaluate(inspect)) all.push({ ...fault, width });
  }
  return all;
}
