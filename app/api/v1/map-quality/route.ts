import { csvResponse } from '@/server/api/csv';
import { shownTo } from '@/server/api/hiddenCase';
import { mapQualityCsv } from '@/server/api/mapQualityCsv';
import { mapQualityQuery } from '@/server/api/mapQualityPaths';
import { parseQuery } from '@/server/api/query';
import { json, route } from '@/server/api/route';
import { getMapQuality } from '@/server/queries/mapQuality';

export const dynamic = 'force-dynamic';

/** Whether the maps of a version are worth looking at; `format=csv` for a table. */
export const GET = route('read', async ({ url, principal }) => {
  const { model, format } = parseQuery(url, mapQualityQuery);
  const told = await shownTo(principal, await getMapQuality(model));
  return format === 'csv' ? csvResponse('map-quality.csv', mapQualityCsv(told)) : json(told);
});
