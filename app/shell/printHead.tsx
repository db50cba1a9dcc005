import { headers } from 'next/headers';
import { instant } from '@/app/format/time';
import { principalOf } from '@/server/access/principal';
import { Mark } from './icons';
import { PrintedAt } from './printedAt';

/** The head of a printed page: what it is, as of when, printed when and by whom. Nothing of it is on the screen. */
export async function PrintHead({ title, asOf }: { title: string; asOf: string }) {
  const principal = principalOf(await headers());
  return (
    <div className="print-head" aria-hidden="true">
      <span className="brand">
        <Mark />
        Sightline
      </span>
      <b>{title}</b>
      <span>
        Data as of {instant(asOf)}
        <br />
        Printed <PrintedAt asOf={asOf} />
        {principal !== null && `, ${principal.kind} ${principal.id.slice(0, 8)}`}
        <br />
        Not for diagnostic use
      </span>
    </div>
  );
}
