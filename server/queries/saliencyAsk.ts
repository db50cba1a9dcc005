import { askAnalysis } from '@/server/analysis/ask';
import type { AnalysisState } from '@/server/analysis/kinds';
import { saliencyFacts } from '@/server/analysis/saliencyFacts';
import { db as processDb } from '@/server/db/client';
import { AppError } from '@/server/problem/appError';
import { METHODS } from '@/server/saliency/saliencyMethod';
import { saliencyOffer } from '@/server/saliency/saliencyOffer';
import type { SaliencyRequest } from '@/server/saliency/saliencyParameters';
import { publicPath } from '@/server/settings';
import { type SaliencyCost, saliencyCost } from './saliencyCost';
import { answerOf, getMethodSaliency, type MethodSaliency, predictionOf, storedMap } from './saliencyStored';

/** A map that is being made. */
export type MakingSaliency = {
  analysis: AnalysisState<'saliency'>;
  cost: SaliencyCost;
  links: { analysis: string; saliency: string };
};

/**
 * Asks for the map of a method: answers it where it is there, else puts its making in the queue and says what it costs.
 * One that was stopped or has failed is tried anew. One run makes the maps of all findings.
 * @throws AppError not-found; conflict with the reason for a method that is refused or not offered
 */
export async function askSaliency(
  instanceId: string,
  { model, finding, request }: { model: string | undefined; finding: string; request: SaliencyRequest },
): Promise<{ made: MethodSaliency } | { making: MakingSaliency }> {
  const db = processDb();
  const { method } = request;
  const found = await predictionOf(instanceId, { model, finding });
  const offer = saliencyOffer(method, await saliencyFacts(db, found.version.id));
  if (offer.state !== 'available') throw new AppError('conflict', `${method} of ${found.model}: ${offer.reason}`);
  if (METHODS[method].isLive) {
    return { made: await getMethodSaliency(instanceId, { model: found.model, finding, method }) };
  }
  const row = await storedMap(found, request);
  if (row !== null) return { made: answerOf(row, found) };
  const instance = await db.instance.findUnique({ where: { id: instanceId }, select: { fileSha256: true } });
  if (instance?.fileSha256 == null) throw new AppError('conflict', `${method}: the picture is not here`);
  const asked = { model: found.model, instance: instanceId, request };
  // A run that ended otherwise, or whose maps went with an earlier reading, begins anew; one under way is left alone.
  const analysis = await askAnalysis('saliency', asked, { refresh: true }, db);
  const cost = (await saliencyCost(db, found.version.id))(request);
  const query = new URLSearchParams({ model: found.model, finding, method });
  return {
    making: {
      analysis,
      cost,
      links: {
        analysis: publicPath(`/api/v1/analyses/${analysis.id}`),
        saliency: publicPath(`/api/v1/instances/${instanceId}/saliency?${query}`),
      },
    },
  };
}
