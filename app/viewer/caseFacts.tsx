import { statusReasonWords } from '@/app/caseList/caseWords';
import { percent, probability } from '@/app/format/share';
import { instant } from '@/app/format/time';
import { CopyLine } from '@/app/panel/copyButton';
import { StateTag } from '@/app/versions/stateTag';
import type { CaseDetail, InstancePrediction } from '@/server/queries/caseDetail';
import { ViewLink } from './viewLink';

/** The other versions' answers for the same finding. */
export function OtherVersions({
  predictions,
  current,
}: {
  predictions: InstancePrediction[];
  current: InstancePrediction;
}) {
  const others = versions(predictions).map((model) => {
    const own = predictions.filter((prediction) => prediction.model === model);
    return {
      model,
      state: own[0]?.state ?? 'live',
      same: own.find((prediction) => prediction.finding === current.finding),
      first: own[0],
    };
  });
  if (others.length < 2) return null;
  return (
    <section className="side-section" aria-label="Versions">
      <h2>Versions</h2>
      <ul className="versions">
        {others.map(({ model, state, same, first }) => (
          <li key={model}>
            <ViewLink set={{ model, finding: same?.finding ?? first?.finding ?? '' }} current={model === current.model}>
              <span className="version-of">
                <span className="cut">{model}</span>
                <StateTag state={state} />
              </span>
              {same === undefined ? (
                <span className="faint">other findings</span>
              ) : (
                <span className="num">
                  {probability(same.probability)}{' '}
                  <span className="faint">
                    {same.outsideShare === null ? 'outside undefined' : `outside ${percent(same.outsideShare)}`}
                  </span>
                </span>
              )}
            </ViewLink>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Versions in the order in which they answered. */
export const versions = (predictions: InstancePrediction[]): string[] => [
  ...new Set(predictions.map((prediction) => prediction.model)),
];

/** Masks by where they came from: "lung_unet@1: lung-left, lung-right". */
function maskWords(masks: CaseDetail['masks']): string | null {
  const sources = [...new Set(masks.map((mask) => mask.source))];
  const zones = (source: string): string =>
    masks
      .filter((mask) => mask.source === source)
      .map((mask) => mask.zone)
      .join(', ');
  return sources.map((source) => `${source}: ${zones(source)}`).join('; ') || null;
}

/** What the file says of text in its picture; never that there is none. */
const burnedInWord = (stated: boolean | null): string =>
  stated === null ? 'not stated' : stated ? 'stated yes' : 'stated no';

/** Of the file that was sent; nothing where only predictions were. */
function fileFacts({
  format,
  width,
  height,
  bitDepth,
  burnedInAnnotation,
  sha256,
}: CaseDetail): [string, React.ReactNode][] {
  if (sha256 === null) return [['File', 'none: only predictions were sent']];
  return [
    ['File', `${format}, ${width} × ${height}, ${bitDepth} bit`],
    ['Burned-in annotation', burnedInWord(burnedInAnnotation)],
    ['SHA-256', <CopyLine key="hash" text={sha256} label="the hash of the file" />],
  ];
}

/** What is known of the image; only what the allow-list keeps. */
export function CaseFacts({ detail }: { detail: CaseDetail }) {
  const failed = detail.status === 'done' ? statusReasonWords(detail) : null;
  const facts: [string, React.ReactNode][] = [
    ['Received', instant(detail.receivedAt)],
    ['Acquired', detail.acquiredAt === null ? null : instant(detail.acquiredAt)],
    ['Department', detail.department],
    ['Scanner', detail.scanner],
    ['Modality', detail.modality],
    ...fileFacts(detail),
    ['Masks', maskWords(detail.masks)],
    ...(failed === null ? [] : [['Not read by', failed] satisfies [string, string]]),
    ['Case id', <CopyLine key="id" text={detail.instanceId} label="the case id" />],
  ];
  return (
    <section className="side-section" aria-label="Image">
      <h2>Image</h2>
      <dl className="kv">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value ?? <span className="faint">not known</span>}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
