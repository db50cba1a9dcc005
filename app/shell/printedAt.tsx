'use client';
import { useEffect, useState } from 'react';
import { instant } from '@/app/format/time';

/** When the page goes to the printer, by the browser's clock; until then when its data were read. */
export function PrintedAt({ asOf }: { asOf: string }) {
  const [at, setAt] = useState(asOf);
  useEffect(() => {
    const note = (): void => setAt(new Date().toISOString());
    window.addEventListener('beforeprint', note);
    return () => window.removeEventListener('beforeprint', note);
  }, []);
  return <>{instant(at)}</>;
}
