// Prints the measurements as a table and as one JSON object.

const number = (value) => {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en', { maximumFractionDigits: digits });
};
const span = ({ median, min, max }) => (min === max ? number(median) : `${number(median)} (${number(min)}–${number(max)})`);
const cell = (value) => (value === undefined ? '' : typeof value === 'object' ? span(value) : typeof value === 'number' ? number(value) : value);

/** Collects rows of a table for people and figures for programs. */
export class Report {
  figures = {};
  #rows = [['what', 'Facade', 'other', 'ratio', 'target']];

  /** Adds a row of numbers, spreads or strings. `key` is its name in the figures. */
  add(key, { what, unit, ours, theirs, ratio, target }) {
    this.figures[key] = { unit, ours, theirs, ratio };
    this.#rows.push([unit ? `${what}, ${unit}` : what, cell(ours), cell(theirs), cell(ratio), target ?? '']);
  }

  /** Adds a note on why something is missing from the table. */
  note(text) {
    (this.figures.notes ??= []).push(text);
  }

  print() {
    const widths = this.#rows[0].map((_, column) => Math.max(...this.#rows.map((row) => row[column].length)));
    for (const row of this.#rows) console.log(row.map((text, column) => text.padEnd(widths[column])).join('  ').trimEnd());
    for (const note of this.figures.notes ?? []) console.log(note);
    console.log(JSON.stringify(this.figures));
  }
}
