import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ProofReport, parseProof } from '@/server/proof/proofReport';

/** What `npm run proof` last wrote beside docs/proof.md; null where there is none. One that cannot be read is logged. */
export async function readProof(path = join(process.cwd(), 'docs/proof.json')): Promise<ProofReport | null> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return parseProof(text);
  } catch (error) {
    console.warn(`docs/proof.json: not read: ${String(error)}`);
    return null;
  }
}
