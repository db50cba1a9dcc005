/** What a number is: name, formula, what n counts, how its interval is made, and where the formula comes from. */
export type DefinitionText = {
  name: string;
  says: string;
  formula: string;
  n: string;
  interval: string;
  source?: string;
};
