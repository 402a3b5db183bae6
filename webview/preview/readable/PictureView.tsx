import { useEffect, useState, type ReactNode } from 'react';
import type { ReadablePreview } from '../../../src/shared/preview';
import { format } from '../../kit/format';
import type { ReadableProps } from './api';

type PictureProps = Omit<ReadableProps, 'preview'> & {
  readonly preview: Extract<ReadablePreview, { kind: 'picture' }>;
};

/** A picture at its size, or as large as there is room. */
export function PictureView({ preview, name, strings, onDrawn }: PictureProps): ReactNode {
  const { bytes, type } = preview;
  const [url, setUrl] = useState<string>();
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    const made = URL.createObjectURL(new Blob([bytes], { type }));
    setUrl(made);
    setFailed(false);
    return () => {
      URL.revokeObjectURL(made);
    };
  }, [bytes, type]);

  if (failed) return <p className="text-note">{strings.pictureFailed}</p>;
  return (
    <div className="picture-view">
      {url !== undefined && (
        <img
          src={url}
          alt={format(strings.pictureTitle, name)}
          onLoad={() => {
            onDrawn('picture');
          }}
          onError={() => {
            setFailed(true);
            onDrawn('picture', strings.pictureFailed);
          }}
        />
      )}
    </div>
  );
}
