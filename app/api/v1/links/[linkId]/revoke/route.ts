import { jsonChange } from '@/server/api/jsonChange';
import { linkRevocation } from '@/server/api/linkSchema';
import { route, uuidParam } from '@/server/api/route';
import { revokeLink } from '@/server/links/revokeLink';

export const dynamic = 'force-dynamic';

/** Ends a link for good. */
export const POST = route('share', (call) =>
  jsonChange(call, linkRevocation, (_, who) => revokeLink(uuidParam(call.params, 'linkId'), who, new Date())),
);
