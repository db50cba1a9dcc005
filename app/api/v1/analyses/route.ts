import { askAnalysis } from '@/server/analysis/ask';
import { parseQuestion } from '@/server/analysis/question';
import { analysisRequest } from '@/server/api/analysisResponses';
import { shownTo } from '@/server/api/hiddenCase';
import { readText } from '@/server/api/readText';
import { json, route } from '@/server/api/route';
import { parseJson } from '@/server/ingest/metadata';
import { AppError } from '@/server/problem/appError';
import { fieldsError } from '@/server/problem/problemBody';

export const dynamic = 'force-dynamic';

/**
 * Asks a question that single results have to be read for: 200 when its answer is there, 202 while it is being made.
 * Asking again is asking the same; one that was stopped, or has failed, begins anew.
 */
export const POST = route('read', async ({ request, principal }) => {
  const parsed = analysisRequest.safeParse(parseJson(await readText(request, 10_000), ''));
  if (!parsed.success) throw fieldsError(parsed.error, '');
  const { kind, parameters } = parseQuestion(parsed.data.kind, parsed.data.parameters);
  if (kind === 'trail' && !principal.scopes.includes('trail'))
    throw new AppError('forbidden', 'the audit trail needs the scope "trail"');
  const known = await askAnalysis(kind, parameters);
  const ended = known.status === 'cancelled' || known.status === 'failed';
  const state = ended ? await askAnalysis(kind, parameters, { refresh: true }) : known;
  return json(await shownTo(principal, state), state.status === 'done' ? 200 : 202);
});
