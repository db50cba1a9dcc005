import { db } from '@/server/db/client';
import { describeDemonstration } from '@/server/demonstration/describe';
import { settings } from '@/server/settings';
import { DemonstrationStart } from './demonstrationStart';

/** Offers the demonstration where none is and SIGHTLINE_DEMO allows it. */
export async function DemonstrationOffer() {
  const { status, enabled } = await describeDemonstration(db(), new Date(), settings().demo);
  return enabled && (status === 'none' || status === 'removed') ? <DemonstrationStart /> : null;
}
