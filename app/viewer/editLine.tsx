import { DistributionMark } from '@/app/edits/distributionMark';
import { deltaText, EDIT_WORDS, logits, probabilities } from '@/app/edits/editWords';
import { fixed } from '@/app/format/number';
import { percent } from '@/app/format/share';
import { findingName } from '@/app/matrix/findingName';
import type { ShownEdit } from './shownEdit';
import { ViewLink } from './viewLink';

/** What was done, what it did to the score, and the way back to the picture alone. */
export function EditLine({ edit }: { edit: ShownEdit }) {
  const { kind, score, control, inDistribution, distance, distanceLimit, area, donorId, donorSite } = edit;
  return (
    <section className="edit-line" aria-label="Edit shown">
      <p>
        <b>{EDIT_WORDS[kind].name}.</b> {findingName(score.finding)}: logit {logits(score)} (
        <b className="edit-delta">{deltaText(score.delta)}</b>), probability {probabilities(score)}.
        {control !== null && ` Its control moves the logit by ${deltaText(control)}.`}
      </p>
      <p className="small dim">
        <DistributionMark inDistribution={inDistribution} />
        {distance !== null && distanceLimit !== null && (
          <span>
            distance {fixed(distance, 2)}, limit {fixed(distanceLimit, 2)}
          </span>
        )}
        {area !== null && <span>{percent(area)} of the picture changed</span>}
        {donorId !== null && <Donor id={donorId} site={donorSite} />}
      </p>
      <ViewLink set={{ edit: null }} className="btn">
        Original
      </ViewLink>
    </section>
  );
}

function Donor({ id, site }: { id: string; site: string | null }) {
  if (site === null) return <span>the case that gave marker and frame is gone</span>;
  return (
    <span>
      from{' '}
      <ViewLink set={{ edit: null }} instanceId={id} className="link">
        a case of {site}
      </ViewLink>
    </span>
  );
}
