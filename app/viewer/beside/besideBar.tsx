'use client';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { EDIT_WORDS } from '@/app/edits/editWords';
import { useKeys } from '@/app/shell/useKeys';
import { METHODS, SALIENCY_METHODS } from '@/server/saliency/saliencyMethod';
import type { LiveView } from '../liveView';
import { queryWith } from '../queryWith';
import type { ViewerProps } from '../viewer';
import { type View, viewValues } from '../viewQuery';
import { toggleLink } from './otherLive';

type Props = Pick<ViewerProps, 'others' | 'edits'> & {
  live: LiveView;
  view: View;
  /** The edit that is shown; null while none is. */
  editId: string | null;
};

/** What stands beside the picture, whether both move together, and whether the second is their difference. */
export function BesideBar({ live, view, others, edits, editId }: Props) {
  const choose = useChoice(live, editId);
  const linked = view.other === null;
  useKeys({ l: () => live.change(toggleLink(live.now())) });
  const methods = SALIENCY_METHODS.filter((method) => method !== view.method);
  return (
    <div className="beside-bar" role="toolbar" aria-label="Side by side">
      <label className="small">
        Beside{' '}
        <select
          className="input"
          value={editId === null ? view.beside : `edit:${editId}`}
          onChange={(event) => choose(event.target.value)}
        >
          <option value="">Plain picture</option>
          <Group label="Versions" options={others.map(({ model }) => [`version:${model}`, model])} />
          <Group label="Methods" options={methods.map((method) => [`method:${method}`, METHODS[method].label])} />
          <Group label="Edits" options={edits.map(({ id, kind }) => [`edit:${id}`, EDIT_WORDS[kind].name])} />
        </select>
      </label>
      <button type="button" className="btn" aria-pressed={linked} onClick={() => live.change(toggleLink(view))}>
        {linked ? 'Linked' : 'Not linked'} <kbd>l</kbd>
      </button>
      <button
        type="button"
        className="btn"
        aria-pressed={view.difference}
        onClick={() => live.change({ difference: !view.difference })}
      >
        Difference <kbd>d</kbd>
      </button>
      {!linked && (
        <span className="small dim">Keys move the first picture; drag and wheel the one under the pointer.</span>
      )}
    </div>
  );
}

function Group({ label, options }: { label: string; options: [string, string][] }) {
  if (options.length === 0) return null;
  return (
    <optgroup label={label}>
      {options.map(([value, name]) => (
        <option key={value} value={value}>
          {name}
        </option>
      ))}
    </optgroup>
  );
}

/** Edits are in the address of the page, all else in the view's; a way between the two is a way to another address. */
function useChoice(live: LiveView, editId: string | null): (value: string) => void {
  const [router, path, params] = [useRouter(), usePathname(), useSearchParams()];
  return (value) => {
    const edit = value.startsWith('edit:') ? value.slice(5) : null;
    if (edit === null && editId === null) return live.change({ beside: value, side: true });
    const view = { ...live.now(), ...(edit === null && { beside: value, side: true }) };
    const query = new URLSearchParams(queryWith(params, { ...viewValues(view), edit }));
    router.push(`${path}?${query}`, { scroll: false });
  };
}
