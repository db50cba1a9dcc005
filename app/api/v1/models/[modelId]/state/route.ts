import { jsonChange } from '@/server/api/jsonChange';
import { json, route } from '@/server/api/route';
import { changeState, stateChange } from '@/server/versions/changeState';
import { getModelVersions, modelIdOf } from '@/server/versions/modelVersions';

export const dynamic = 'force-dynamic';

/** The versions of a model, by its id or name, with every change. */
export const GET = route('read', async ({ params }) => json(await getModelVersions(params.modelId ?? '')));

/** Changes what one of them is used for; the reason and who it was are recorded. */
export const POST = route('register', async (call) => {
  const modelId = await modelIdOf(call.params.modelId ?? '');
  return jsonChange(call, stateChange, (asked, who) => changeState(modelId, asked, who, new Date()));
});
