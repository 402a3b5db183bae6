import { useEffect, useMemo, type ReactNode } from 'react';
import type { ReadablePreview } from '../../../src/shared/preview';
import { format } from '../../kit/format';
import type { ReadableProps } from './api';
import { blocksOf } from './blocks';
import { tokensOf } from './tokens';

type TextProps = Omit<ReadableProps, 'preview'> & {
  readonly preview: Extract<ReadablePreview, { kind: 'text' }>;
};

/** Characters up to which a text is coloured: each coloured word is an element of the page. */
const mostColored = 300_000;

/**
 * A text with line numbers, all of it on the page, so that searching and selecting find all of it. What is out of
 * sight is not laid out.
 */
export function TextView({ preview, name, strings, onDrawn }: TextProps): ReactNode {
  const { text, language, complete } = preview;
  const blocks = useMemo(() => blocksOf(text), [text]);
  useEffect(() => {
    onDrawn('text');
  }, [text, onDrawn]);
  const isColored = language !== 'plain' && text.length <= mostColored;
  return (
    <>
      {!complete && <p className="text-note">{strings.textCut}</p>}
      <div className="text-view" role="region" tabIndex={0} aria-label={format(strings.textTitle, name)}>
        {blocks.map(({ firstLine, lines }) => (
          <pre
            key={firstLine}
            className="text-block"
            style={{
              containIntrinsicBlockSize: `auto ${String(lines.length * 1.5)}em`,
            }}
          >
            {/* Counters do not go into or out of what is laid out on its own. */}
            <code style={{ counterReset: `line ${String(firstLine)}` }}>
              {lines.map((line, index) => (
                <span key={index} className="text-line">
                  {isColored ? <Colored line={line} language={language} /> : line}
                  {'\n'}
                </span>
              ))}
            </code>
          </pre>
        ))}
      </div>
    </>
  );
}

function Colored({
  line,
  language,
}: {
  readonly line: string;
  readonly language: 'json' | 'xml';
}): ReactNode {
  return tokensOf(line, language).map(({ text, kind }, index) =>
    kind === undefined ? (
      text
    ) : (
      <span key={index} className={`token-${kind}`}>
        {text}
      </span>
    ),
  );
}
