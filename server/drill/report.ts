import type { DrillResult } from './drill';
import { FAULT_KINDS, FAULTS } from './faultKind';

/** What stands above the tables. */
export type ReportHead = { date: string; commit: string; seed: number; machine: string };

/** The report of a drill as Markdown. Pure: says what it is given. */
export function drillReport(head: ReportHead, result: DrillResult): string {
  const { records, proofs, untried, requests, seconds } = result;
  const done = records.filter(({ problem }) => problem === null).length;
  const failed = proofs.filter(({ holds }) => !holds).length;
  return `# Reliability

Made by \`npm run drill\`: the real product is started as an operator starts it, fed over HTTP while browsers watch, and hurt. Then everything that it answered is compared with everything that is there.

| | |
|---|---|
| date | ${head.date} |
| commit | ${head.commit} |
| seed | ${head.seed} |
| machine | ${head.machine} |
| faults | ${done} of ${records.length} planned, in ${Math.round(seconds / 60)} min with start and proofs |
| load | ${requests.orders} images in ${requests.sent} requests (twice at once, broken off and sent again, with a wait, with an Idempotency-Key, abandoned, to be refused) |
| result | ${failed === 0 ? 'every proof holds' : `**${failed} proofs fail**`} |

## Proofs

| claim | | found |
|---|---|---|
${proofs.map(({ claim, holds, found }) => `| ${claim} | ${holds ? 'holds' : '**fails**'} | ${cell(found)} |`).join('\n')}

## Faults

Recovery is the time from the end of the fault until the product took work again with all of its processes: \`/readyz\` answers 200. One fault in five comes before the product has recovered from the last one; those have no time of their own.

| fault | times | recovery p50 | max |
|---|---|---|---|
${faultRows(result).join('\n')}

## Not tried

${untried.length === 0 ? 'Nothing that was planned was left out.' : untried.map((line) => `- ${line}`).join('\n')}
`;
}

const cell = (text: string): string => text.replaceAll('|', '\\|');

function faultRows({ records }: DrillResult): string[] {
  return FAULT_KINDS.flatMap((kind) => {
    const own = records.filter((record) => record.kind === kind && record.problem === null);
    if (own.length === 0) return [];
    const times = own.flatMap(({ recoveryMs }) => recoveryMs ?? []).sort((a, b) => a - b);
    const middle = times[Math.floor((times.length - 1) / 2)];
    return [`| ${FAULTS[kind]} | ${own.length} | ${span(middle)} | ${span(times.at(-1))} |`];
  });
}

/** Milliseconds in words; nothing measured is a dash. */
const span = (ms: number | undefined): string =>
  ms === undefined ? '–' : ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toFixed(1)} s`;
