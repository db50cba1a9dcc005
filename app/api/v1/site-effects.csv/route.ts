import { csv, csvResponse } from '@/server/api/csv';
import { EFFECT_HEADER, effectCells } from '@/server/api/effectColumns';
import { overviewQuery, parseQuery } from '@/server/api/query';
import { route } from '@/server/api/route';
import { getSitePairs } from '@/server/queries/sitePairs';

export const dynamic = 'force-dynamic';

const HEADER = ['model', 'finding', 'by', ...EFFECT_HEADER, 'definition_version', 'as_of'];

/** Every pair of sites of each finding. */
export const GET = route('read', async ({ url }) => {
  const { findings, definitionVersion, asOf } = await getSitePairs(parseQuery(url, overviewQuery));
  const rows = findings.flatMap(({ model, finding, pairs }) =>
    pairs.map((effect) => [model, finding, effect.by, ...effectCells(effect), definitionVersion, asOf]),
  );
  return csvResponse('site-effects.csv', csv(HEADER, rows));
});
