import { findingName } from '@/app/matrix/answer';
import type { CaseDetail } from '@/server/queries/caseDetail';
import { type ReferenceGroup, referenceGroups } from './referenceGroups';

/** Reference labels by source: what is present first, what is absent in one line. */
export function References({ truths }: { truths: CaseDetail['truths'] }) {
  return (
    <section className="side-section" aria-label="Reference">
      <h2>Reference</h2>
      {truths.length === 0 && <p className="small dim">No reference label was sent.</p>}
      {referenceGroups(truths).map((group) => (
        <Group key={group.source} group={group} />
      ))}
    </section>
  );
}

function Group({ group: { source, present, absent } }: { group: ReferenceGroup }) {
  return (
    <p className="small dim">
      {present.length === 0 ? 'No finding present' : <b>{present.map(findingName).join(', ')} present</b>}
      {absent.length > 0 && `; absent: ${absent.map(findingName).join(', ')}`}.{' '}
      <span className="faint">{source === 'unspecified' ? 'Source not given.' : `From the ${source}.`}</span>
    </p>
  );
}
