import { refreshAnalysis } from '@/server/analysis/changeAnalysis';
import { analysisAnswer } from '@/server/api/analysisAnswer';
import { route, uuidParam } from '@/server/api/route';

export const dynamic = 'force-dynamic';

export const POST = route('read', async ({ params, principal }) =>
  analysisAnswer(principal, await refreshAnalysis(uuidParam(params, 'analysisId'))),
);
