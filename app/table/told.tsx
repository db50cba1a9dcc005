/** A figure with what belongs under it, such as its interval. */
export function Told({ text, under }: { text: string; under: string | null }) {
  return (
    <span className="told">
      {text}
      <span className="under">{under}</span>
    </span>
  );
}

/** In place of a figure: why there is none. */
export const Missing = ({ why }: { why: string }) => <span className="faint">{why}</span>;
