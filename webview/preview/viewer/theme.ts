import { useEffect, useState } from 'react';
import type { Theme } from './api';
import type { Triple } from './look';

/** The editor's colours, again after each change of the theme. */
export function useTheme(): Theme {
  const [theme, setTheme] = useState(readTheme);
  useEffect(() => {
    const observer = new MutationObserver(() => {
      setTheme(readTheme());
    });
    // VS Code sets the colours on the root, and the theme's kind as a class of the body.
    observer.observe(document.documentElement, { attributeFilter: ['style', 'class'] });
    observer.observe(document.body, { attributeFilter: ['class'] });
    return () => {
      observer.disconnect();
    };
  }, []);
  return theme;
}

function readTheme(): Theme {
  const style = getComputedStyle(document.body);
  return { background: parse(style.backgroundColor, [30, 30, 30]) };
}

/** From the form that computed colours have: `rgb(1, 2, 3)`, or with an alpha. */
function parse(color: string, otherwise: Triple): Triple {
  const [red, green, blue, alpha = 1] = (color.match(/[\d.]+/g) ?? []).map(Number);
  if (red === undefined || green === undefined || blue === undefined || alpha === 0) return otherwise;
  return [red, green, blue];
}
