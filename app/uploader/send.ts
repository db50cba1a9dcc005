'use client';
import type { Sent } from '@/app/shell/call';

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Posts a form with progress (0 to 1 of the bytes), which fetch cannot report. Resolves for every answer, with status
 * 0 when there was none; rejects only when `signal` cancels it.
 */
export function send(
  url: string,
  form: FormData,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onload = () => resolve({ status: request.status, body: parsedJson(request.responseText) });
    request.onerror = () => resolve({ status: 0, body: null });
    request.onabort = () => reject(new DOMException('cancelled', 'AbortError'));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.open('POST', url);
    request.setRequestHeader('accept', 'application/json');
    request.send(form);
  });
}
