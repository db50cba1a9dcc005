import type { Rect } from './rects';
import { ANCHORS, type Anchor } from './steps';

/** Table heads are kept for screen readers on phones, in a box of one pixel: nothing to point at. */
const clipped = (element: Element): boolean => {
  const head = element.closest('thead');
  return head !== null && head.getBoundingClientRect().width <= 1;
};

/** The visible elements of one anchor, in the page's order. */
const elementsOf = (anchor: Anchor): Element[] =>
  [...document.querySelectorAll(`[data-tour="${anchor}"]`)].filter(
    (element) => element.getClientRects().length > 0 && !clipped(element),
  );

export const anchorsOnPage = (): Anchor[] => ANCHORS.filter((anchor) => elementsOf(anchor).length > 0);

export const rectsOf = (anchor: Anchor): Rect[] =>
  elementsOf(anchor).map((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return { left, top, width, height };
  });
