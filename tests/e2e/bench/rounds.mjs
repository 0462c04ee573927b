// Measuring by turns, since a machine is not equally fast all the time: what is compared is measured in the same round.

/** The middle value, and the least and the most. */
export function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const median = sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  return { median, min: sorted[0], max: sorted.at(-1) };
}

/**
 * Calls each of `parts` once a round, until `rounds` are done or another would end after `deadline` (milliseconds, as
 * Date.now() counts). Tells an object of values by the parts' names for each round; at least one.
 */
export async function byTurns(rounds, deadline, parts) {
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

/** How one part's values compare with another's: their spreads, and that of the ratios within the rounds. */
export function compare(rounds, ours, theirs) {
  const of = (value) => spread(rounds.map(value));
  return {
    rounds: rounds.length,
    ours: of((round) => round[ours]),
    theirs: of((round) => round[theirs]),
    ratio: of((round) => round[ours] / round[theirs]),
  };
}
