import { count, fixed, plural, signed } from '@/app/format/number';
import { interval, percent } from '@/app/format/share';
import { undefinedReason } from '@/app/format/undefinedReason';
import { withBase } from '@/app/shell/basePath';
import { shownHere } from '@/app/shell/hiddenHere';
import { PageLink } from '@/app/shell/pageLink';
import { AsOf } from '@/app/strata/asOf';
import type { LesionMean } from '@/server/localisation/summarise';
import { getLocalisation, type LesionGroup, type Localisation } from '@/server/queries/localisation';
import { referenceOf } from './chexlocalize';
import './localisation.css';

/** How the maps of a finding lie to its lesions, where somebody said where they are. It describes and decides nothing. */
export async function LocalisationPanel({ model, finding }: { model: string; finding: string }) {
  const told = await shownHere(await getLocalisation({ model, finding }));
  const csv = new URLSearchParams({ model, finding, format: 'csv' });
  return (
    <section className="panel" id="localisation">
      <header>
        <h2>Is it on the lesion?</h2>
        <span className="q">maps against boxes and outlines; they explain, they decide nothing</span>
        {told.of > 0 && (
          <span className="tools">
            <a href={withBase(`/api/v1/localisation?${csv}`)} download={`localisation-${model}-${finding}.csv`}>
              CSV
            </a>
          </span>
        )}
      </header>
      <div className="body stack">
        {told.of === 0 ? (
          <p className="small dim">
            Nobody has said where this finding is. Send boxes or outlines with the image, or later to{' '}
            <code>/api/v1/lesions</code>.
          </p>
        ) : (
          <>
            <div className="localisation-figures">
              <Figures told={told} />
            </div>
            <LowIsNormal finding={finding} />
            <Negative told={told} />
          </>
        )}
      </div>
      {told.of > 0 && (
        <footer>
          {plural(told.groups[0]?.lesions ?? 0, 'lesion')}
          {told.of > 1_000 ? ` of ${count(told.of)}, the newest` : ''}, {sourceWords(told)}; intervals by patient, from
          30 on. {leftOut(told)}
          <AsOf asOf={told.asOf} version={told.definitionVersion} />
        </footer>
      )}
    </section>
  );
}

const sourceWords = ({ sources }: Localisation): string =>
  Object.entries(sources)
    .map(([source, n]) => `${count(n)} ${source === 'unspecified' ? 'of a source not given' : `by ${source}`}`)
    .join(', ');

function leftOut({ contradicted, undefinedReasons }: Localisation): string {
  const reasons = Object.entries(undefinedReasons).map(([code, n]) => `${count(n)} ${undefinedReason(code)}`);
  if (contradicted > 0) reasons.push(`${count(contradicted)} labelled as free of it`);
  return reasons.length === 0 ? '' : `Without figures: ${reasons.join('; ')}. `;
}

type RowText = {
  name: string;
  says: string;
  of: (group: LesionGroup) => LesionMean;
  chance?: boolean;
  isNumber?: boolean;
};

const ROWS: RowText[] = [
  { name: 'Pointing game', says: 'its highest point is on the lesion', of: ({ hit }) => hit, chance: true },
  { name: 'Mass accuracy', says: 'positive evidence on the lesion', of: ({ mass }) => mass, chance: true },
  {
    name: 'Rank accuracy',
    says: 'its highest pixels, as many as the lesion has',
    of: ({ rank }) => rank,
    chance: true,
  },
  { name: 'IoU', says: 'above Otsu’s threshold', of: ({ iou }) => iou, isNumber: true },
  {
    name: 'Enrichment',
    says: 'log2 of mass over area; 0 is chance',
    of: ({ enrichment }) => enrichment,
    isNumber: true,
  },
  {
    name: 'Negative on the lesion',
    says: 'most evidence on it speaks against the finding',
    of: ({ negative }) => negative,
  },
];

const GROUP_NAMES: Record<LesionGroup['group'], string> = { all: 'All lesions', reached: 'Threshold reached' };

function Figures({ told: { groups } }: { told: Localisation }) {
  const chance = groups[0]?.area.mean ?? null;
  return (
    <table className="plain-table stack-table localisation-table">
      <thead>
        <tr>
          <th scope="col">Figure</th>
          {groups.map(({ group }) => (
            <th key={group} scope="col" className="num">
              {GROUP_NAMES[group]}
            </th>
          ))}
          <th scope="col" className="num">
            Chance
          </th>
        </tr>
      </thead>
      <tbody>
        {ROWS.map((row) => (
          <tr key={row.name}>
            <th scope="row">
              {row.name}
              <span className="under">{row.says}</span>
            </th>
            {groups.map((group) => (
              <td key={group.group} className="num" data-label={GROUP_NAMES[group.group]}>
                <Mean mean={row.of(group)} isNumber={row.isNumber === true} />
              </td>
            ))}
            <td className="num" data-label="Chance">
              {row.chance === true && chance !== null ? percent(chance) : '–'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Mean({ mean: { mean, low, high, n }, isNumber }: { mean: LesionMean; isNumber: boolean }) {
  if (mean === null) return <span className="faint">none</span>;
  const range =
    isNumber && low !== null && high !== null ? `${fixed(low, 2)} to ${fixed(high, 2)}` : interval(low, high);
  return (
    <>
      {isNumber ? fixed(mean, 2) : percent(mean)}
      <span className="under">
        {range === null ? '' : `${range}, `}n {count(n)}
      </span>
    </>
  );
}

function LowIsNormal({ finding }: { finding: string }) {
  const reference = referenceOf(finding);
  return (
    <p className="small dim">
      A low IoU is normal for a good model: cells are coarse, and a model need not look at all of a lesion.{' '}
      {reference === null
        ? 'In CheXlocalize Grad-CAM reached .03 to .28 by finding, and radiologists .12 to .71.'
        : `In CheXlocalize Grad-CAM reached ${fixed(reference.iou, 2)} for ${reference.name} (${fixed(reference.low, 2)} to ${fixed(reference.high, 2)}), and radiologists ${fixed(reference.humanIou, 2)}, with ${percent(reference.humanHit)} hits.`}
    </p>
  );
}

function Negative({ told: { model, finding, negative } }: { told: Localisation }) {
  if (negative.length === 0) return null;
  const query = new URLSearchParams({ model, finding, lesion: 'negative' });
  return (
    <p className="small">
      Evidence against the finding on its lesion:{' '}
      {negative.map(({ instanceId, contribution }) => (
        <PageLink key={instanceId} className="link" href={`/cases/${instanceId}?${query}`}>
          {signed(contribution, 2)}{' '}
        </PageLink>
      ))}
      <PageLink className="link" href={`/cases?${query}`}>
        all such cases
      </PageLink>
    </p>
  );
}
