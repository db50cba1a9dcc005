import type { Principal } from '@/server/access/principal';
import type { AnalysisState } from '@/server/analysis/kinds';
import { AppError } from '@/server/problem/appError';
import { shownTo } from './hiddenCase';
import { json } from './route';

const LOOK_AGAIN_SECONDS = 2;

/** An analysis as an answer to a caller: 202 while it is under way. @throws AppError not-found */
export async function analysisAnswer(principal: Principal, state: AnalysisState | null): Promise<Response> {
  if (state === null) throw new AppError('not-found', 'no analysis has this id; old ones are removed');
  const underWay = state.status === 'waiting' || state.status === 'running';
  const answer = json(await shownTo(principal, state), underWay ? 202 : 200);
  if (underWay) answer.headers.set('retry-after', String(LOOK_AGAIN_SECONDS));
  return answer;
}
