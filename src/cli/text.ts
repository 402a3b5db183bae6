import prettyBytes from 'pretty-bytes';

/** "2.1 MB" */
export const sizeText = (bytes: number): string => prettyBytes(bytes, { locale: 'en' });

/** "12,345" */
export const countText = (value: number): string => value.toLocaleString('en');

/** "1 file", "12,345 files" */
export const filesText = (value: number): string => `${countText(value)} ${value === 1 ? 'file' : 'files'}`;

/** "0:07", "12:34", "1:02:03" */
export function durationText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  return hours > 0 ? `${String(hours)}:${two(minutes)}:${two(rest)}` : `${String(minutes)}:${two(rest)}`;
}

/** "2017-03-01 12:00", in UTC, as the bucket tells it. */
export const dateText = (date: Date): string => date.toISOString().slice(0, 16).replace('T', ' ');

/**
 * A name of the bucket or the disk for a terminal or a log. A name is hostile input: what would move the
 * cursor, colour the text, end the line or turn its direction is shown as an escape.
 */
export function printable(name: string): string {
  return name.replace(
    /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
