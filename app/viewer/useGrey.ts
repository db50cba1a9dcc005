'use client';
import { useEffect, useState } from 'react';
import { readPixels } from '@/server/queries/pixelBody';
import { type Grey, previewGrey } from './grey';

export type GreyState = { grey: Grey | null; loading: 'idle' | 'loading' | 'failed' | 'too-large' };

/** Pixels for which a browser gets the full depth: 80 MB at 16 bits, on the card once more. */
const MOST_PIXELS = 40_000_000;

export type Source = {
  preview: string;
  /** null where the preview holds all that the file does. */
  pixels: string | null;
  height: number;
  width: number;
};

/** The preview's greys as soon as its picture is there, then the file's own samples. */
export function useGrey(source: Source, picture: HTMLImageElement | null): GreyState {
  const [state, setState] = useState<GreyState & { of: string | null }>({ grey: null, loading: 'idle', of: null });
  const { preview, pixels } = source;
  const fits = source.height * source.width <= MOST_PIXELS;
  useEffect(() => {
    if (picture === null) return;
    const cancel = new AbortController();
    const loading = pixels === null ? 'idle' : fits ? 'loading' : 'too-large';
    setState({ grey: readPicture(picture), loading, of: preview });
    if (pixels === null || !fits) return;
    fetchPixels(pixels, cancel.signal)
      .then((grey) => setState({ grey, loading: 'idle', of: preview }))
      .catch(() => {
        if (!cancel.signal.aborted) setState((before) => ({ ...before, loading: 'failed' }));
      });
    return () => cancel.abort();
  }, [picture, preview, pixels, fits]);
  return state.of === preview ? state : { grey: null, loading: 'idle' };
}

async function fetchPixels(path: string, signal: AbortSignal): Promise<Grey> {
  // Behind the map and the masks, which are small and wanted first.
  const response = await fetch(path, { signal, priority: 'low' });
  if (!response.ok) throw new Error(`pixels: ${response.status}`);
  return { ...readPixels(await response.arrayBuffer()), depth: 'full' };
}

function readPicture(image: HTMLImageElement): Grey | null {
  const { naturalWidth: width, naturalHeight: height } = image;
  if (width === 0 || height === 0) return null;
  const context = new OffscreenCanvas(width, height).getContext('2d');
  if (context === null) return null;
  context.drawImage(image, 0, 0);
  return previewGrey(context.getImageData(0, 0, width, height).data, height, width);
}
