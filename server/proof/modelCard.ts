import type { PhantomMode } from '@/server/phantom/study';
import { ARMS, type Arm } from './arms';
import { figureText } from './figureText';
import { table } from './markdown';
import type { ProofReport, ProofVerdict } from './proofReport';
import { VERDICT_WORDS } from './verdicts';

/** What the sites differ in, in words. */
const CUES: Record<PhantomMode, string> = {
  GLOBAL: 'contrast, noise, positioning, frame, letter and text differ between the hospitals',
  LOCAL: 'nothing but the letter and the word PORTABLE differs between the hospitals',
  'DIFFUSE-ONLY': 'contrast and noise differ between the hospitals, and no letter or frame does',
  PORTABLE: 'the hospitals are alike, and portable studies differ from the others by text, noise and scatter',
  'CASE-MIX': 'the patients of one hospital are truly sicker, and nothing of the acquisition differs by hospital',
};

/** Arms whose model the proof alone judges, and by this arm first; the demonstration's have cards of their own. */
export const isGateModel = ({ model, borrowed }: Arm): boolean => model.startsWith('gate-') && !borrowed;

/** models/<model>/card.md; `report` null before the first proof. */
export function modelCard({ name, mode, role, model }: Arm, report: ProofReport | null): string {
  const trained =
    role === 'faithful'
      ? 'where pneumonia is as common at both hospitals (17.7 %)'
      : mode === 'PORTABLE'
        ? 'where 34.2 % of portable studies and 1.2 % of the others have pneumonia, at either hospital'
        : 'where 34.2 % of one hospital’s patients and 1.2 % of the other’s have pneumonia';
  return `# ${model}

A small convolutional network that reads **pneumonia** and **cardiomegaly** off synthetic chest radiographs in which ${CUES[mode]} (mode ${mode} of \`server/phantom\`). It was trained ${trained}.

## Intended use

Arm *${name}* of the gates of \`npm run proof\`, and nothing else: it shows whether the verdict on such a model is right. The demonstration does not load it. Its scope is \`demo\`.

## Limits

**Never for patients.** It has not seen a real radiograph; its answers on one mean nothing. Opacities of its phantoms are fainter than those of the demonstration.

## Performance

${performance(name, report)}

## Model

Input \`image\` [N, 1, 112, 112], grey / 255, area average. Five convolutions to 96 × 7 × 7, global average pooling, one linear layer, sigmoid: its class activation maps are exact. 139,000 weights. Data, seeds, loss and code: [recipe](../recipe/README.md).
`;
}

function performance(arm: string, report: ProofReport | null): string {
  const own = report?.verdicts.filter((verdict) => verdict.arm === arm) ?? [];
  if (report === null || own.length === 0) return 'Not measured yet: `npm run proof` writes it here.';
  const text = `Pneumonia, on phantoms that nothing was trained or tuned on; written by \`npm run proof\`, which has all figures in [docs/proof.md](../../docs/proof.md).`;
  const aucOf = (verdict: ProofVerdict, id: string): string =>
    figureText(verdict.lines.find((line) => line.id === id)?.effect ?? null, 'auc');
  const rows = own.map((verdict) => {
    const balanced = report.edits.find((one) => one.arm === arm && one.seed === verdict.seed)?.aucBefore ?? null;
    return [
      String(verdict.seed),
      figureText(balanced, 'auc'),
      aucOf(verdict, 'negatives:site'),
      aucOf(verdict, 'negatives:portable'),
      `${VERDICT_WORDS[verdict.grade] ?? verdict.grade}${verdict.notLocalisable ? ', not localisable' : ''}`,
    ];
  });
  const head = ['seed', 'AUC, balanced', 'AUC(site, no finding)', 'AUC(portable, no finding)', 'verdict'];
  return `${text}\n\n${table(head, rows)}`;
}

/** Cards of the gate models by folder. */
export const modelCards = (report: ProofReport | null): [folder: string, text: string][] =>
  ARMS.filter(isGateModel).map((arm) => [arm.model, modelCard(arm, report)]);
