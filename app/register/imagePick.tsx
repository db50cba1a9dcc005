'use client';
import { Thumbnail } from '@/app/saliency/thumbnail';

/** A stored image that a model may be tried on. */
export type PickedImage = { instanceId: string; words: string };

type Props = {
  images: readonly PickedImage[];
  /** The one that was tried; null for a phantom. */
  current: string | null;
  disabled: boolean;
  onPick: (instance: string) => void;
};

/** The newest stored images, each a dry run away. */
export function ImagePick({ images, current, disabled, onPick }: Props) {
  if (images.length === 0)
    return (
      <p className="small faint">
        No radiograph is stored yet, so a phantom is read. Yours can be chosen once they are.
      </p>
    );
  return (
    <fieldset className="image-pick">
      <legend className="strong">Try it on another image</legend>
      <div>
        {images.map(({ instanceId, words }) => (
          <button
            key={instanceId}
            type="button"
            aria-label={`Run it on ${words}`}
            aria-pressed={instanceId === current}
            title={words}
            disabled={disabled}
            onClick={() => onPick(instanceId)}
          >
            <Thumbnail instanceId={instanceId} map={null} size={64} pixels={96} format="picture" />
          </button>
        ))}
      </div>
    </fieldset>
  );
}
