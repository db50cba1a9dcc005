import { jsonChange } from '@/server/api/jsonChange';
import { route } from '@/server/api/route';
import { recordToldExport, toldExport } from '@/server/api/toldExport';

export const dynamic = 'force-dynamic';

/** Tells of a file that a page made of its own figures and that is being saved, for the audit trail. */
export const POST = route('read', (call) =>
  jsonChange(call, toldExport, (told, who) => recordToldExport(told, who, new Date())),
);
