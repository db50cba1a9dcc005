import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import type { SearchParams } from '@/app/caseList/caseQuery';
import { placeWords, shortId } from '@/app/caseList/caseWords';
import { CaseEdits } from '@/app/edits/caseEdits';
import { LedgerPanel } from '@/app/ledger/ledgerPanel';
import { ShareLink } from '@/app/links/shareLink';
import { LesionFacts } from '@/app/localisation/lesionFacts';
import { LesionOutlines } from '@/app/localisation/lesionOutline';
import { CaseReviews } from '@/app/review/caseReviews';
import { HiddenCase } from '@/app/review/hiddenCase';
import { hiddenHere } from '@/app/shell/hiddenHere';
import { PrintHead } from '@/app/shell/printHead';
import { CaseBar } from '@/app/viewer/caseBar';
import { CaseFacts, OtherVersions } from '@/app/viewer/caseFacts';
import { CaseState } from '@/app/viewer/caseState';
import { askedEdit, mostMoved, shownEdit } from '@/app/viewer/chosenEdit';
import { chosenPrediction, otherAnswers } from '@/app/viewer/chosenPrediction';
import { FindingFacts } from '@/app/viewer/findingFacts';
import { FindingsList } from '@/app/viewer/findingsList';
import { NoPicture } from '@/app/viewer/noPicture';
import { pictureOf } from '@/app/viewer/pictureOf';
import { References } from '@/app/viewer/references';
import { Viewer } from '@/app/viewer/viewer';
import { parseCaseQuery } from '@/app/viewer/viewQuery';
import { principalOf } from '@/server/access/principal';
import { type CaseDetail, getCase, type InstancePrediction } from '@/server/queries/caseDetail';
import { getCaseLesions } from '@/server/queries/caseLesions';
import { type EditView, getEdits } from '@/server/queries/edits';
import { hasNetwork } from '@/server/queries/hasNetwork';
import { neighbours } from '@/server/queries/neighbours';
import { nextFlagged } from '@/server/queries/nextFlagged';
import { listReviews } from '@/server/review/listReviews';
import '@/app/styles/case.css';
import '@/app/styles/viewer.css';
import '@/app/styles/edits.css';
import '@/app/styles/methods.css';
import '@/app/styles/review.css';
import '@/app/styles/reviewRules.css';

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Case ${shortId(decodeURIComponent((await params).id))}` };
}

export default async function CasePage({ params, searchParams }: Props) {
  const id = decodeURIComponent((await params).id);
  const query = parseCaseQuery(await searchParams);
  const detail = z.uuid().safeParse(id).success ? await getCase(id) : null;
  if (detail === null) notFound();
  const principal = principalOf(await headers());
  const hidden = await hiddenHere();
  if (hidden.has(id)) return <HiddenCase />;
  const [around, flagged, edits, lesions, reviews] = await Promise.all([
    neighbours(id, query.filter, 'received', hidden),
    nextFlagged(id, query.filter, hidden),
    getEdits(id),
    getCaseLesions(id),
    listReviews({ instance: id }, { limit: MOST_REVIEWS }, hidden),
  ]);
  const asked = askedEdit(edits, query.edit);
  const chosen = chosenPrediction(detail.predictions, {
    model: query.model ?? asked?.model,
    finding: query.finding ?? mostMoved(asked),
  });
  const edit = shownEdit(edits, asked, chosen);
  const asOf = new Date().toISOString();
  const image = pictureOf(detail);
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
        share={
          <ShareLink
            subject={{
              ...{ scope: 'case', instanceId: id },
              ...(chosen !== null && { model: chosen.model, finding: chosen.finding }),
            }}
          />
        }
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
            <LesionOutlines lesions={lesions.filter(({ finding }) => finding === chosen?.finding)}>
              <Viewer
                instanceId={id}
                image={image}
                masks={detail.masks}
                prediction={chosen}
                others={otherAnswers(detail.predictions, chosen)}
                edits={edits
                  .filter(({ model }) => model === chosen?.model)
                  .map(({ id: of, kind }) => ({ id: of, kind }))}
                edit={edit}
              />
            </LesionOutlines>
          )}
        </div>
        <div className="case-right">
          {chosen === null ? (
            <CaseState detail={detail} />
          ) : (
            <>
              <FindingFacts prediction={chosen} asOf={asOf} />
              <LesionFacts lesions={lesions} prediction={chosen} />
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
          <CaseReviews
            instanceId={id}
            reviews={reviews.rows}
            chosen={chosen}
            mayAsk={principal?.scopes.includes('review') ?? false}
          />
        </div>
      </main>
    </div>
  );
}

/** Reviews of a case that its page lists. */
const MOST_REVIEWS = 20;

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
