import type { Metadata } from 'next';
import { PageFrame } from '@/app/shell/pageFrame';
import { Uploader } from '@/app/uploader/uploader';
import '@/app/styles/forms.css';

export const metadata: Metadata = { title: 'Upload' };

export default function UploadPage() {
  return (
    <PageFrame crumbs={[{ name: 'Upload' }]}>
      <div className="page-head">
        <h1 className="page-title">Upload radiographs</h1>
        <span className="dim">
          Each is stored, read by every registered model that applies, and shown on every open page.
        </span>
      </div>
      <Uploader />
    </PageFrame>
  );
}
