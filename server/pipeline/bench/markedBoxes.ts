/** A box [left, top, width, height], in shares of the image. */
type Shares = readonly number[];

/** Of the labelled boxes those that were found, and of the drawn ones those that are right. */
export type Counted = { found: number; labelled: number; right: number; drawn: number };

/** Labels are rough, and the boxes of letters on one line may be drawn as several: any of it on the label is a hit. */
const SLACK = 0.01;

/**
 * Boxes by eye against boxes drawn. A label is found when the middle of a drawn box is on it, or its own middle on a
 * drawn box; a drawn box is right when the same holds of any label. Drawn boxes on what the labeller was unsure of count
 * neither way.
 */
export function markedBoxes(drawn: Shares[], labels: Shares[], unsure: Shares[]): Counted {
  const judged = drawn.filter((box) => !unsure.some((one) => meets(box, one)));
  return {
    found: labels.filter((label) => judged.some((box) => meets(box, label))).length,
    labelled: labels.length,
    right: judged.filter((box) => labels.some((label) => meets(box, label))).length,
    drawn: judged.length,
  };
}

const meets = (a: Shares, b: Shares): boolean => isOn(middle(a), b) || isOn(middle(b), a);

const middle = ([x = 0, y = 0, width = 0, height = 0]: Shares) => ({ x: x + width / 2, y: y + height / 2 });

const isOn = ({ x, y }: { x: number; y: number }, [left = 0, top = 0, width = 0, height = 0]: Shares): boolean =>
  x >= left - SLACK && x <= left + width + SLACK && y >= top - SLACK && y <= top + height + SLACK;
