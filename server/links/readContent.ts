import { db as processDb } from '@/server/db/client';
import { AppError } from '@/server/problem/appError';
import { type CaseDetail, getCase } from '@/server/queries/caseDetail';
import { getEdits } from '@/server/queries/edits';
import type { MapValues } from '@/server/queries/mapSlice';
import { getSaliency } from '@/server/queries/saliency';
import { reportContent } from '@/server/reports/content/reportContent';
import { renderReportPage } from '@/server/reports/page/renderReportPage';
import { type CaseRead, caseContent, type LinkFrame, type ReviewSaid } from './caseContent';
import { siteCodes } from './deidentify';
import { findingContent } from './findingContent';
import { leadingPrediction } from './leadingPrediction';
import type { LinkContent } from './linkContent';
import { casesOf, type LinkPolicy, type LinkSubject } from './linkPolicy';
import { sharedPicture } from './sharedPicture';
import { sharedReport } from './sharedReport';

/** What makes a link's content: `salt` of its pseudonyms. */
export type LinkPlan = { subject: LinkSubject; policy: LinkPolicy; salt: Uint8Array };

/** Site codes and the first day, of all cases of a link. Cases that are gone are left out. */
export async function readFrame({ subject, policy, salt }: LinkPlan): Promise<LinkFrame & { present: string[] }> {
  const ids = casesOf(subject);
  const rows = await processDb().instance.findMany({
    where: { id: { in: ids } },
    select: { id: true, site: true, acquiredAt: true },
  });
  const known = new Set(rows.map(({ id }) => id));
  const times = rows.flatMap(({ acquiredAt }) => acquiredAt?.getTime() ?? []);
  return {
    salt,
    policy,
    sites: siteCodes(
      salt,
      rows.map(({ site }) => site),
    ),
    earliest: times.length === 0 ? null : new Date(Math.min(...times)).toISOString(),
    present: ids.filter((id) => known.has(id)),
  };
}

/**
 * The content of a link as of now, with only the cases of `only` read in full where it is given (a page shows one).
 * @throws AppError not-found for a finding or a report that is not there
 */
export async function readContent(plan: LinkPlan, now: Date, only?: readonly string[]): Promise<LinkContent> {
  const { subject, policy, salt } = plan;
  const content: LinkContent = {
    scope: subject.scope,
    asOf: now.toISOString(),
    cases: [],
    finding: null,
    report: null,
  };
  if (subject.scope === 'finding') return { ...content, finding: await findingContent(subject, policy, salt) };
  if (subject.scope === 'report') return { ...content, report: await readReport(subject.reportId, salt) };
  const frame = await readFrame(plan);
  const ids = only === undefined ? frame.present : frame.present.filter((id) => only.includes(id));
  for (const id of ids) {
    const read = await readCase(id, plan);
    if (read !== null) content.cases.push(caseContent(read, frame));
  }
  return content;
}

/** One case with all that its policy may ask for; null when it is gone. */
async function readCase(id: string, { subject, policy }: LinkPlan): Promise<CaseRead | null> {
  const detail = await getCase(id);
  if (detail === null) return null;
  const asked = subject.scope === 'case' || subject.scope === 'selection' ? subject : {};
  const prediction = leadingPrediction(detail.predictions, asked);
  const [map, edits, reviews, picture] = await Promise.all([
    policy.map && prediction !== null && prediction.mapUnit !== null ? readMap(detail, prediction) : null,
    policy.edits ? getEdits(id) : [],
    policy.reviews && prediction !== null ? readReviews(id, prediction) : [],
    sharedPicture(id, policy.image),
  ]);
  return { detail, prediction, map, edits, reviews, picture: picture?.facts ?? null };
}

function readMap(
  { instanceId }: CaseDetail,
  { model, finding }: { model: string; finding: string },
): Promise<MapValues | null> {
  return getSaliency(instanceId, { model, finding, method: 'cam' }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not-found') return null;
    throw error;
  });
}

/** Verdicts that stand, where no read of the case is open: a second reader must not learn of the first by a link. */
async function readReviews(instanceId: string, of: { versionId: string; finding: string }): Promise<ReviewSaid[]> {
  const items = await processDb().reviewItem.findMany({
    where: { instanceId, withdrawnAt: null, finding: { versionId: of.versionId, name: of.finding } },
    include: {
      reviewReads: {
        include: { reviews: { where: { withdrawnAt: null, stage: 'aided' } } },
        orderBy: { ordinal: 'asc' },
      },
    },
  });
  return items
    .filter(({ reviewReads }) => reviewReads.every(({ state }) => state === 'done'))
    .flatMap(({ reviewReads }) =>
      reviewReads.flatMap(({ ordinal, reviews }) =>
        reviews.map(({ verdict, zone }) => ({ verdict, zone, read: ordinal })),
      ),
    );
}

const REPORT_TITLES: Record<string, string> = { 'model-card': 'Model card', audit: 'Audit report' };

/** The report with the codes of its link; made anew of the content that is kept, so always the same for one link. */
async function readReport(id: string, salt: Uint8Array): Promise<NonNullable<LinkContent['report']>> {
  const report = await processDb().report.findUnique({
    where: { id },
    select: { kind: true, status: true, content: true },
  });
  const kept = report?.status === 'done' ? reportContent.safeParse(report.content) : null;
  if (report == null || kept?.success !== true) throw new AppError('not-found', 'no finished report has this id');
  const html = renderReportPage(sharedReport(kept.data, salt));
  return { title: REPORT_TITLES[report.kind] ?? 'Report', html };
}
