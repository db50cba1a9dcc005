'use client';
import { type ReactNode, useId, useState } from 'react';
import { Icon } from '@/app/shell/icons';

type Props = {
  accept: string;
  multiple?: boolean;
  label: string;
  children?: ReactNode;
  onFiles: (files: File[]) => void;
};

/** A file input that is also a place to drop: the input does the keyboard's and the screen reader's part. */
export function DropZone({ accept, multiple = false, label, children, onFiles }: Props) {
  const [over, setOver] = useState(false);
  const id = useId();
  const take = (files: FileList | null): void => {
    const list = [...(files ?? [])];
    if (list.length > 0) onFiles(multiple ? list : list.slice(0, 1));
  };
  return (
    <label
      htmlFor={id}
      className={over ? 'drop over' : 'drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <input
        id={id}
        type="file"
        className="sr"
        accept={accept}
        multiple={multiple}
        onChange={(event) => {
          take(event.target.files);
          event.target.value = '';
        }}
      />
      <Icon name="upload" size={20} />
      <span className="strong">{label}</span>
      {children}
    </label>
  );
}
