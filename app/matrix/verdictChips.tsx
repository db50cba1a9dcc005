import { count } from '@/app/format/number';
import { Verdict } from '@/app/siteEffect/verdict';
import type { OverviewModel } from '@/server/queries/overview';
import { verdictCounts } from './verdictCounts';

/** How many findings have which verdict, strongest first; nothing while none is graded. */
export function VerdictChips({ models }: { models: OverviewModel[] }) {
  const counts = verdictCounts(models);
  if (counts.length === 0) return null;
  return (
    <ul className="chips" aria-label="Findings by verdict">
      {counts.map(({ grade, n }) => (
        <li key={grade} className="chip">
          <b>{count(n)}</b> <Verdict grade={grade} />
        </li>
      ))}
    </ul>
  );
}
