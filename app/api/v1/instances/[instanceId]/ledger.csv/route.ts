import { csv, csvResponse } from '@/server/api/csv';
import { ledgerQuery, parseQuery } from '@/server/api/query';
import { route, uuidParam } from '@/server/api/route';
import { ZONES } from '@/server/audit/zone';
import { AppError } from '@/server/problem/appError';
import { getCase } from '@/server/queries/caseDetail';

export const dynamic = 'force-dynamic';

const HEADER = [
  'model',
  'finding',
  'zone',
  'delivered',
  'contribution_logits',
  'positive_logits',
  'negative_logits',
  'area_share',
  'mask_source',
  'definition_version',
];

/** The region ledgers of a case, one row per zone; `bias` and `logit` are rows of their own, so that the sum can be checked. */
export const GET = route('read', async ({ url, params }) => {
  const id = uuidParam(params, 'instanceId');
  const found = await getCase(id);
  if (found === null) throw new AppError('not-found', 'no instance has this id');
  const { model, finding } = parseQuery(url, ledgerQuery);
  const rows = found.predictions
    .filter((p) => (model === undefined || p.model === model) && (finding === undefined || p.finding === finding))
    .flatMap(({ model: name, finding: label, logit, ledger, maskSource, definitionVersion }) => {
      const row = (zone: string, delivered: boolean | null, figures: (number | undefined)[]) => {
        const [contribution, positive, negative, area] = figures;
        return [name, label, zone, delivered, contribution, positive, negative, area, maskSource, definitionVersion];
      };
      const zones = ZONES.map((zone) => {
        const entry = ledger?.zones[zone] ?? null;
        if (entry === null) return row(zone, false, []);
        return row(zone, true, [entry.contribution, entry.positive, entry.negative, entry.area]);
      });
      return [...(ledger === null ? [] : [row('bias', null, [ledger.bias]), ...zones]), row('logit', null, [logit])];
    });
  return csvResponse(`ledger-${id.slice(0, 8)}.csv`, csv(HEADER, rows));
});
