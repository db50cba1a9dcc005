import { CopyLine } from '@/app/panel/copyButton';

/** A secret that is shown this once: whoever is to have it gets it from here. */
export function ShownOnce({ title, text, label }: { title: string; text: string; label: string }) {
  return (
    <div className="once" role="status">
      <b>{title}</b>
      <CopyLine text={text} label={label} />
      <span className="small dim">It is shown this once, and kept here as a hash alone.</span>
    </div>
  );
}
