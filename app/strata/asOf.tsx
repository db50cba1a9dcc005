import { instant } from '@/app/format/time';

/** When the figures of a panel were read, and by which definition they were made. */
export function AsOf({ asOf, version }: { asOf: string; version: string }) {
  return (
    <>
      Data as of {instant(asOf)}, definition {version}.
    </>
  );
}
