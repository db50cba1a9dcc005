import type { MappingItem, SectionId } from '@/server/reports/content/mappingContent';

/** A thing asked for, by clause and in short. */
export type Asked = readonly [clause: string, asks: string];

export const here = ([clause, asks]: Asked, says: string, sections: SectionId[]): MappingItem => ({
  ...{ clause, asks, state: 'here', says, sections, fill: null },
});

export const partly = ([clause, asks]: Asked, says: string, sections: SectionId[], fill: string): MappingItem => ({
  ...{ clause, asks, state: 'partly', says, sections, fill },
});

export const missing = ([clause, asks]: Asked, fill: string): MappingItem => ({
  ...{ clause, asks, state: 'missing', says: 'Nothing in this report tells it.', sections: [], fill },
});

export const outside = ([clause, asks]: Asked, says: string): MappingItem => ({
  ...{ clause, asks, state: 'outside', says, sections: [], fill: null },
});
