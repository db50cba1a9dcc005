'use client';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { useKeys } from '@/app/shell/useKeys';
import { nextEdit } from '@/app/viewer/chosenEdit';
import { queryWith } from '@/app/viewer/queryWith';

/** `e` shows one edit after the other and then the original, Shift `e` the other way round. */
export function EditKeys({ ids, current }: { ids: string[]; current: string | null }) {
  const [router, path, params] = [useRouter(), usePathname(), useSearchParams()];
  // Pressed faster than pages come, each press goes on from the one before: `asked` holds those that are still to come.
  const wanted = useRef(current);
  const asked = useRef<(string | null)[]>([]);
  useEffect(() => {
    const arrived = asked.current.indexOf(current);
    asked.current = arrived < 0 ? [] : asked.current.slice(arrived + 1);
    if (arrived < 0) wanted.current = current;
  }, [current]);
  useKeys({
    e: (event) => {
      if (ids.length === 0) return;
      wanted.current = nextEdit(ids, wanted.current, event.shiftKey ? -1 : 1);
      asked.current.push(wanted.current);
      const query = queryWith(params, { edit: wanted.current });
      router.replace(query.size === 0 ? path : `${path}?${query}`, { scroll: false });
    },
  });
  return null;
}
