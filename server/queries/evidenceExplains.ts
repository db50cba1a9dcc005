import { analysisState } from '@/server/analysis/analysisState';
import type { MapsAnswer, ProbeAnswer } from '@/server/analysis/evidenceAnswers';
import { db } from '@/server/db/client';
import { emptyLine } from '@/server/evidence/emptyLine';
import type { EvidenceLine } from '@/server/evidence/evidenceLine';

/** Lines that explain by finding, from analyses that were made; and of which findings none was. */
export type EvidenceExplains = { probe: EvidenceLine[] | null; maps: Map<string, EvidenceLine[]> };

/** Reads the answers to `probe` and `maps` of a version (`name@version`); asks neither. */
export async function readExplains(model: string): Promise<EvidenceExplains> {
  const where = { parameters: { path: ['model'], equals: model } };
  const [probe, maps] = await Promise.all([
    db().analysis.findFirst({ where: { ...where, kind: 'probe' } }),
    db().analysis.findMany({ where: { ...where, kind: 'maps' } }),
  ]);
  const probed = probe === null ? null : analysisState('probe', probe).result;
  return {
    probe: probed === null ? null : probeLines(probed),
    maps: new Map(
      maps.flatMap((row) => {
        const { result } = analysisState('maps', row);
        const parameters = row.parameters;
        const finding = typeof parameters === 'object' && parameters !== null && 'finding' in parameters;
        return result === null || !finding ? [] : [[String(parameters.finding), [outsideLine(result)]] as const];
      }),
    ),
  };
}

/** Whether the embedding tells the strata of a variable apart: capability, not use. */
export const probeLines = ({ targets }: ProbeAnswer): EvidenceLine[] =>
  targets.map(({ by, cases, auc, none }) =>
    emptyLine({
      ...{ id: `probe:${by}`, test: 'probe', role: 'explains', unit: 'auc', counted: 'cases', null: 0.5, by },
      n: cases,
      effect: auc?.value ?? null,
      low: auc?.low ?? null,
      high: auc?.high ?? null,
      reason: none === 'one_stratum' ? 'one_stratum' : none === 'few_cases' ? 'few_cases' : null,
    }),
  );

/** Share of the positive evidence outside the anatomy; its null is the share of the area that lies there. */
export function outsideLine({ outside, n }: MapsAnswer): EvidenceLine {
  const area = outside?.nulls.find(({ kind }) => kind === 'area')?.value ?? 0;
  return emptyLine({
    ...{ id: 'outside', test: 'outside', role: 'explains', unit: 'share', counted: 'maps', null: area, n },
    effect: outside?.share.value ?? null,
    low: outside?.share.low ?? null,
    high: outside?.share.high ?? null,
    reason: outside === null ? 'no_maps' : null,
  });
}
