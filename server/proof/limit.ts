/** A threshold of SCIENCE §7.3. `margin`: how far a value is on its right side; below 0 it fails. */
export type Limit = { text: string; margin(value: number): number };

const say = (value: number): string => {
  const text = String(Math.abs(value)).replace(/^0\./, '.');
  return value < 0 ? `−${text}` : text;
};

export const atLeast = (limit: number): Limit => ({ text: `≥ ${say(limit)}`, margin: (value) => value - limit });

export const atMost = (limit: number): Limit => ({ text: `≤ ${say(limit)}`, margin: (value) => limit - value });

export const within = (low: number, high: number): Limit => ({
  text: `${say(low)} to ${say(high)}`,
  margin: (value) => Math.min(value - low, high - value),
});

/** Of the value without its sign. */
export const smallerThan = (limit: number): Limit => ({
  text: `|x| ≤ ${say(limit)}`,
  margin: (value) => limit - Math.abs(value),
});

/** 1 for yes. */
export const YES: Limit = { text: 'yes', margin: (value) => value - 1 };
