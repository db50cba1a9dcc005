import { getAnalysis } from '@/server/analysis/changeAnalysis';
import { analysisAnswer } from '@/server/api/analysisAnswer';
import { route, uuidParam } from '@/server/api/route';

export const dynamic = 'force-dynamic';

/** Where it stands, with its answer once there is one. */
export const GET = route('read', async ({ params, principal }) =>
  analysisAnswer(principal, await getAnalysis(uuidParam(params, 'analysisId'))),
);
