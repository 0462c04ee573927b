// What was measured, as a table and as one JSON object.

const number = (value) => {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en', { maximumFractionDigits: digits });
};
const span = ({ median, min, max }) => (min === max ? number(median) : `${number(median)} (${number(min)}–${number(max)})`);
const cell = (value) => (value === undefined ? '' : typeof value === 'object' ? span(value) : typeof value === 'number' ? number(value) : value);

/** Collects rows for people and figures for programs. */
export class Report {
  figures = {};
  #rows = [['what', 'Facade', 'beside it', 'ratio', 'aim']];

  /** `row`: `{ what, unit, ours, theirs, ratio, aim }`; numbers, spreads or words. `key` is its name in the figures. */
  add(key, { what, unit, ours, theirs, ratio, aim }) {
    this.figures[key] = { unit, ours, theirs, ratio };
    this.#rows.push([unit ? `${what}, ${unit}` : what, cell(ours), cell(theirs), cell(ratio), aim ?? '']);
  }

  /** Says why something is not in the table. */
  note(words) {
    (this.figures.notes ??= []).push(words);
  }

  print() {
    const widths = this.#rows[0].map((_, column) => Math.max(...this.#rows.map((row) => row[column].length)));
    for (const row of this.#rows) console.log(row.map((text, column) => text.padEnd(widths[column])).join('  ').trimEnd());
    for (const words of this.figures.notes ?? []) console.log(words);
    console.log(JSON.stringify(this.figures));
  }
}
