import type { Place } from './places';

/** One key of the sheet: what it does and the keycaps that do it. */
export type Key = { does: string; caps: string[] };

/** All keys, by where they work; of places those that there are. The sheet prints this; the handlers live with what they move. */
export const keysFor = (places: readonly Place[]): { where: string; keys: Key[] }[] => [
  {
    where: 'Everywhere',
    keys: [
      { does: 'This sheet', caps: ['?'] },
      { does: 'Pause or resume live updates', caps: ['p'] },
      { does: 'Next, previous control', caps: ['Tab', 'Shift Tab'] },
    ],
  },
  {
    where: 'Go to, everywhere but in a case',
    keys: places.map(({ name, key }) => ({ does: name, caps: ['g', key] })),
  },
  {
    where: 'Lists and tables',
    keys: [
      { does: 'Next, previous row', caps: ['j', 'k'] },
      { does: 'Open the row', caps: ['Enter'] },
      { does: 'First filter', caps: ['/'] },
    ],
  },
  {
    where: 'Cases',
    keys: [{ does: 'Choose the case; all from the one before', caps: ['x', 'Shift x'] }],
  },
  {
    where: 'Finding',
    keys: [{ does: 'Previous, next finding', caps: ['[', ']'] }],
  },
  {
    where: 'Model',
    keys: [{ does: 'Compare a candidate with the live version', caps: ['v'] }],
  },
  {
    where: 'Jobs',
    keys: [
      { does: 'Choose the job', caps: ['x'] },
      { does: 'Retry it, or those that are chosen', caps: ['r'] },
      { does: 'Discard it, or those that are chosen', caps: ['d'] },
      { does: 'Close its detail', caps: ['Esc'] },
    ],
  },
  {
    where: 'Review, besides the keys of the picture',
    keys: [
      { does: 'Start; save and go on to the next', caps: ['Enter'] },
      { does: 'First, second, third answer', caps: ['q', 'w', 'e'] },
      { does: 'Zone of a wrong reason', caps: ['1', '…', '8'] },
      { does: 'Write a note; back to the keys', caps: ['n', 'Esc'] },
      { does: 'Put back and take another', caps: ['r'] },
      { does: 'Undo the last verdict', caps: ['u'] },
    ],
  },
  {
    where: 'Tour',
    keys: [
      { does: 'Next, previous step', caps: ['Arrows'] },
      { does: 'Skip', caps: ['Esc'] },
    ],
  },
  {
    where: 'Case',
    keys: [
      { does: 'Next, previous case', caps: ['j', 'k'] },
      { does: 'Next flagged case', caps: ['g'] },
      { does: 'Overlay on or off; hold to peek', caps: ['o'] },
      { does: 'Less, more opacity', caps: ['[', ']'] },
      { does: 'Mask contours', caps: ['m'] },
      { does: 'Log-ratio map or CAM', caps: ['c'] },
      { does: 'Other methods, and methods beside each other', caps: ['x'] },
      { does: 'Cells or smooth', caps: ['v'] },
      { does: 'Threshold of the overlay', caps: ['t'] },
      { does: 'Side by side: plain, a version, a method or an edit', caps: ['s'] },
      { does: 'Difference of the two', caps: ['d'] },
      { does: 'Link or part the two', caps: ['l'] },
      { does: 'Next edit, with Shift the one before', caps: ['e'] },
      { does: 'Invert', caps: ['i'] },
      { does: 'Window presets', caps: ['1', '2', '3', '4'] },
      { does: 'Zoom in; wheel zooms at the pointer', caps: ['z'] },
      { does: 'Pan the enlarged picture', caps: ['Shift Arrows'] },
      { does: 'Fit, reset everything', caps: ['=', 'Space'] },
      { does: 'Move the probe', caps: ['Arrows'] },
    ],
  },
];
