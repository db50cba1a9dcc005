import { z } from 'zod';
import { askAnalysis } from '@/server/analysis/ask';
import { jsonChange } from '@/server/api/jsonChange';
import { json, route } from '@/server/api/route';
import { getTrailStatus } from '@/server/queries/trailStatus';

export const dynamic = 'force-dynamic';

/** Where the trail and its last verification stand. */
export const GET = route('trail', async () => json(await getTrailStatus()));

/** Verifies the whole trail anew, as a job. */
export const POST = route('trail', (call) =>
  jsonChange(call, z.strictObject({}), () => askAnalysis('trail', {}, { refresh: true }), 202),
);
