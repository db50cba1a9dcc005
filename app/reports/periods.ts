/** A period that a report can be asked for, half open, whole days in UTC. */
export type Preset = { key: string; name: string; from: string; to: string };

/** The last three months and the last two quarters that are over, and the month that runs. */
export function presetsAt(now: Date): Preset[] {
  const month = (back: number): Date => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1));
  const quarter = (back: number): Date =>
    new Date(Date.UTC(now.getUTCFullYear(), 3 * (Math.floor(now.getUTCMonth() / 3) - back), 1));
  const tomorrow = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1));
  return [
    ...[1, 2, 3].map((back) => preset(monthName(month(back)), month(back), month(back - 1))),
    ...[1, 2].map((back) => preset(quarterName(quarter(back)), quarter(back), quarter(back - 1))),
    preset(`${monthName(month(0))} so far`, month(0), tomorrow),
  ];
}

const preset = (name: string, from: Date, to: Date): Preset => ({
  ...{ key: name, name, from: from.toISOString(), to: to.toISOString() },
});

const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November'],
  'December',
];

const monthName = (at: Date): string => `${MONTHS[at.getUTCMonth()] ?? ''} ${at.getUTCFullYear()}`;
const quarterName = (at: Date): string => `Quarter ${Math.floor(at.getUTCMonth() / 3) + 1} of ${at.getUTCFullYear()}`;
