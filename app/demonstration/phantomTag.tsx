/** Says that a case is one of the demonstration's: nobody real. `site` may stand for the word, as it holds it. */
export function PhantomTag({ site = 'Phantom' }: { site?: string }) {
  return (
    <span className="tag" title="Synthetic: drawn for the demonstration. No real person.">
      {site}
    </span>
  );
}
