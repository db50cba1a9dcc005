import type { SectionId } from '@/server/reports/content/mappingContent';

/** Colour of a word by what it says; the word says it too. */
export type Tone = 'relies' | 'follows' | 'weak' | 'shift' | 'below' | 'few' | 'missing' | 'plain';

/** A straight axis; `none`: where there is no effect, or chance. */
export type Axis = { from: number; to: number; none: number | null };

/** An estimate to be drawn; the text of its row says the same in numbers. `chance`: a second mark. */
export type Plot = { axis: Axis; value: number; low: number | null; high: number | null; chance?: number; tone: Tone };

/** `under`: a second, quieter line. `code`: hashes and ids, which may break anywhere. */
export type Cell = { text: string; under?: string; tone?: Tone; code?: boolean; plot?: Plot };

/** `weight`: share of the width. `drawn`: holds plots, which assistive technology skips. */
export type Column = { name: string; align: 'start' | 'end'; weight: number; drawn?: boolean };

/** The first cell of a row names it. `empty`: what stands there without rows. */
export type TableBlock = { type: 'table'; caption: string; columns: Column[]; rows: Cell[][]; empty: string };

export type FactsBlock = { type: 'facts'; caption: string; facts: { name: string; value: string; code?: boolean }[] };

export type Block =
  | TableBlock
  | FactsBlock
  | { type: 'heading'; text: string }
  | { type: 'prose'; text: string; quiet?: boolean };

export type Section = { id: SectionId | 'summary' | 'rules'; title: string; blocks: Block[] };

/** What page and PDF are both drawn from. `running`: stands on every page of the PDF beside the content's hash. */
export type ReportDocument = { title: string; subtitle: string; running: string; sections: Section[] };
