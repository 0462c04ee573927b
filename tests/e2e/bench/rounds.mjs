// Measures in rounds, since the speed of a machine varies over time: values that are compared come from the same round.

/** The median, the minimum and the maximum. */
export function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const median = sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  return { median, min: sorted[0], max: sorted.at(-1) };
}

/**
 * Calls each of `parts` once per round, until `rounds` are done or another would end after `deadline` (in milliseconds, as from
 * Date.now()). Returns one object of values by name for each round, at least one.
 */
export async function measureRounds(rounds, deadline, parts) {
  const done = [];
  let longest = 0;
  while (done.length < rounds && (done.length === 0 || Date.now() + longest < deadline)) {
    const start = Date.now();
    const round = {};
    for (const [name, part] of Object.entries(parts)) round[name] = await part();
    longest = Math.max(longest, Date.now() - start);
    done.push(round);
  }
  return done;
}

/** Compares the values of two parts: the spread of each, and that of their ratios within the rounds. */
export function compare(rounds, ours, theirs) {
  const of = (value) => spread(rounds.map(value));
  return {
    rounds: rounds.length,
    ours: of((round) => round[ours]),
    theirs: of((round) => round[theirs]),
    ratio: of((round) => round[ours] / round[theirs]),
  };
}
