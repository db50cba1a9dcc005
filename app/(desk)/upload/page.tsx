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
      <div className="form-grid">
        <Uploader />
        <aside className="panel">
          <header>
            <h2>What happens</h2>
          </header>
          <ol className="body numbered small dim">
            <li>The file is read here: DICOM, PNG or JPEG. What cannot be read is refused at once, with the reason.</li>
            <li>Names and dates of birth in a DICOM file are not kept. Text burned into the picture stays in it.</li>
            <li>Frontal chest images are scored by every model that applies; others are kept and not scored.</li>
            <li>The case appears under Cases and on every open page, without a reload.</li>
          </ol>
          <footer>
            Another system sends files the same way: <code>POST /api/v1/instances</code>.
          </footer>
        </aside>
      </div>
    </PageFrame>
  );
}
