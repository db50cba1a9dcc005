import type { Metadata } from 'next';
import { Limits } from '@/app/method/limits';
import { MethodHead } from '@/app/method/methodHead';
import { ProofBasis } from '@/app/method/proofBasis';
import { ProofEditsTable } from '@/app/method/proofEditsTable';
import { ProofGates } from '@/app/method/proofGates';
import { ProofReal } from '@/app/method/proofReal';
import { ProofVerdicts } from '@/app/method/proofVerdicts';
import { readProof } from '@/app/method/readProof';
import { Rule } from '@/app/method/rule';
import { Thresholds } from '@/app/method/thresholds';
import { PageFrame } from '@/app/shell/pageFrame';
import { getEvidenceSettings } from '@/server/queries/evidenceSettings';
import '@/app/styles/overview.css';
import '@/app/styles/finding.css';
import '@/app/styles/evidence.css';
import '@/app/styles/method.css';

export const metadata: Metadata = { title: 'Method' };

export default async function MethodPage() {
  const [settings, report] = await Promise.all([getEvidenceSettings(), readProof()]);
  return (
    <PageFrame crumbs={[{ name: 'Method' }]}>
      <div className="method">
        <MethodHead report={report} />
        <Rule thresholds={settings.thresholds} />
        <Thresholds settings={settings} />
        {report !== null && (
          <>
            <ProofVerdicts report={report} />
            <ProofGates report={report} />
            <ProofEditsTable report={report} />
            <ProofReal report={report} />
            <ProofBasis report={report} />
          </>
        )}
        <Limits />
      </div>
    </PageFrame>
  );
}
