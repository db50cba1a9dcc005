import { shortId } from '@/app/caseList/caseWords';
import { findingName } from '@/app/matrix/findingName';
import { withBase } from '@/app/shell/basePath';
import { PageLink } from '@/app/shell/pageLink';
import { ChangedBox } from '@/app/viewer/changedBox';
import { caseHref } from '@/app/viewer/viewQuery';
import type { EditBox } from '@/server/queries/edits';
import type { TellingEdit } from '@/server/queries/tellingEdits';
import { DistributionMark } from './distributionMark';
import { deltaText, probabilities } from './editWords';

/** Longest side of the small pictures. */
const SIDE = 320;

type Props = { edit: TellingEdit; model: string; finding: string };

/** One case before and after an edit, what the score did, and the way into the viewer with the edit opened. */
export function EditCard({ edit, model, finding }: Props) {
  const { editId, instanceId, site, donorId, donorSite, truth, delta } = edit;
  const before = withBase(`/api/v1/instances/${encodeURIComponent(instanceId)}/image?size=${SIDE}`);
  return (
    <li className="edit-card">
      <PageLink href={caseHref(instanceId, { model, finding }, { edit: editId })}>
        <span className="edit-thumbs" data-theme="dark">
          <Small src={before} label="before" box={edit.box} />
          <Small src={`${edit.image}?size=${SIDE}`} label="after" box={edit.box} />
        </span>
        <span className="edit-figures">
          <b>{deltaText(delta)}</b> <span>{probabilities(edit)}</span>
        </span>
        <span className="small">
          Case {shortId(instanceId)}, {site}
          {truth !== null && `, ${truth === 1 ? 'with' : 'without'} ${findingName(finding)}`}
        </span>
      </PageLink>
      <span className="small dim">
        <DistributionMark inDistribution={edit.inDistribution} />
        {donorId !== null && (
          <span>
            from{' '}
            {donorSite === null ? (
              'a case that is gone'
            ) : (
              <PageLink className="link" href={caseHref(donorId, { model, finding })}>
                {donorSite}
              </PageLink>
            )}
          </span>
        )}
      </span>
    </li>
  );
}

function Small({ src, label, box }: { src: string; label: string; box: EditBox | null }) {
  return (
    <span className="edit-thumb">
      {/* biome-ignore lint/performance/noImgElement: our own server already scales it, behind the gate */}
      <img src={src} alt="" loading="lazy" decoding="async" />
      {box !== null && <ChangedBox box={box} />}
      <span className="pane-label">{label}</span>
    </span>
  );
}
