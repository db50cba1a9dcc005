import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import type { SearchParams } from '@/app/caseList/caseQuery';
import { placeWords, shortId } from '@/app/caseList/caseWords';
import { CaseEdits } from '@/app/edits/caseEdits';
import { LedgerPanel } from '@/app/ledger/ledgerPanel';
import { PrintHead } from '@/app/shell/printHead';
import { CaseBar } from '@/app/viewer/caseBar';
import { CaseFacts, OtherVersions } from '@/app/viewer/caseFacts';
import { CaseState } from '@/app/viewer/caseState';
import { askedEdit, mostMoved, shownEdit } from '@/app/viewer/chosenEdit';
import { chosenPrediction } from '@/app/viewer/chosenPrediction';
import { FindingFacts } from '@/app/viewer/findingFacts';
import { FindingsList } from '@/app/viewer/findingsList';
import { NoPicture } from '@/app/viewer/noPicture';
import { References } from '@/app/viewer/references';
import { Viewer } from '@/app/viewer/viewer';
import { parseCaseQuery } from '@/app/viewer/viewQuery';
import { type CaseDetail, getCase, type InstancePrediction } from '@/server/queries/caseDetail';
import { type EditView, getEdits } from '@/server/queries/edits';
import { hasNetwork } from '@/server/queries/hasNetwork';
import { neighbours } from '@/server/queries/neighbours';
import { nextFlagged } from '@/server/queries/nextFlagged';
import '@/app/styles/case.css';
import '@/app/styles/viewer.css';
import '@/app/styles/edits.css';

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Case ${shortId(decodeURIComponent((await params).id))}` };
}

export default async function CasePage({ params, searchParams }: Props) {
  const id = decodeURIComponent((await params).id);
  const query = parseCaseQuery(await searchParams);
  const detail = z.uuid().safeParse(id).success ? await getCase(id) : null;
  if (detail === null) notFound();
  const [around, flagged, edits] = await Promise.all([
    neighbours(id, query.filter),
    nextFlagged(id, query.filter),
    getEdits(id),
  ]);
  const asked = askedEdit(edits, query.edit);
  const chosen = chosenPrediction(detail.predictions, {
    model: query.model ?? asked?.model,
    finding: query.finding ?? mostMoved(asked),
  });
  const edit = shownEdit(edits, asked, chosen);
  const asOf = new Date().toISOString();
  const image = imageOf(detail);
  return (
    <div className="case-page">
      <PrintHead title={`Case ${shortId(id)}`} asOf={asOf} />
      <CaseBar
        title={`Case ${shortId(id)}`}
        place={placeWords(detail)}
        list={query.in}
        demo={detail.demo}
        around={around}
        nextFlagged={flagged}
      />
      <main className="case-grid" id="content" tabIndex={-1}>
        <div className="case-left">
          {chosen !== null && (
            <>
              <FindingsList
                predictions={detail.predictions.filter((p) => p.model === chosen.model)}
                current={chosen.finding}
              />
              <OtherVersions predictions={detail.predictions} current={chosen} />
            </>
          )}
          <References truths={detail.truths} />
          <CaseFacts detail={detail} />
        </div>
        <div className="case-middle">
          {image === null ? (
            <NoPicture prediction={chosen} />
          ) : (
            <Viewer image={image} masks={detail.masks} prediction={chosen} edit={edit} />
          )}
        </div>
        <div className="case-right">
          {chosen === null ? (
            <CaseState detail={detail} />
          ) : (
            <>
              <FindingFacts prediction={chosen} asOf={asOf} />
              <Edits
                detail={detail}
                edits={edits}
                chosen={chosen}
                current={edit?.id ?? null}
                isGone={query.edit !== undefined && asked === null}
              />
              <LedgerPanel instanceId={id} prediction={chosen} />
            </>
          )}
        </div>
      </main>
    </div>
  );
}

type EditsProps = {
  detail: CaseDetail;
  edits: EditView[];
  chosen: InstancePrediction;
  current: string | null;
  isGone: boolean;
};

/** Edits of the chosen version, or why there can be none. */
async function Edits({ detail, edits, chosen, ...rest }: EditsProps) {
  const own = edits.filter(({ model }) => model === chosen.model);
  const impossible =
    detail.links.image === null
      ? 'No picture was sent for this case, so there is nothing to edit.'
      : own.length > 0 || (await hasNetwork(chosen.model))
        ? null
        : 'This version is known by its predictions alone: no edits are possible without the model.';
  return (
    <CaseEdits
      {...rest}
      instanceId={detail.instanceId}
      edits={own}
      model={chosen.model}
      finding={chosen.finding}
      impossible={impossible}
    />
  );
}

/** Frontal views, whose left and right follow a convention. */
const FRONTAL = ['PA', 'AP'];

/** Longest side of the picture that is shown first. */
const PREVIEW_SIDE = 1024;

/** Null where only predictions were sent. */
function imageOf({ links, format, bitDepth, height, width, viewPosition, portable }: CaseDetail) {
  if (links.image === null || height === null || width === null) return null;
  const view = viewPosition ?? 'view not known';
  // A small 8-bit PNG or JPEG is all in its preview.
  const isWhole = format !== 'dicom' && bitDepth === 8 && Math.max(height, width) <= PREVIEW_SIDE;
  return {
    preview: `${links.image}?size=${PREVIEW_SIDE}`,
    pixels: isWhole ? null : `${links.self}/pixels`,
    alt: `Chest radiograph, ${view}${portable === true ? ', portable' : ''}`,
    height,
    width,
    frontal: viewPosition !== null && FRONTAL.includes(viewPosition),
  };
}
