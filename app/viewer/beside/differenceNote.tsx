import type { Difference } from './differenceMap';

/** Says what a difference is, or why there is none; nothing while it is not asked for. */
export function DifferenceNote({ wanted, difference }: { wanted: boolean; difference: Difference | null }) {
  if (!wanted) return null;
  return (
    <p className="small difference-note" role="status">
      {difference === null
        ? 'The difference waits for both maps.'
        : difference.at === 'impossible'
          ? `No difference: ${difference.reason}.`
          : 'Difference on the scale of both maps; yellow-green: more for the finding, blue-purple: less.'}
    </p>
  );
}
