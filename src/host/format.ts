import prettyBytes from 'pretty-bytes';

/** Words for numbers, in the person's language. Pure, so that it can be tested with fixed values. */
export interface Format {
  /** "2.1 MB" */
  size(bytes: number): string;
  /** "2.1 megabytes", to be spoken. */
  spokenSize(bytes: number): string;
  /** "2,097,152" */
  count(value: number): string;
  /** "3 Nov 2017" */
  date(date: Date): string;
  /** "3 November 2017 at 14:05" */
  dateTime(date: Date): string;
}

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** `timeZone` is that of the machine when it is left out. */
export function createFormat(language: string, timeZone?: string): Format {
  // "en" alone says nothing of the country; a day before the month's name is read right everywhere.
  const locale = language === 'en' ? 'en-GB' : language;
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone });
  const times = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone });
  const numbers = new Intl.NumberFormat(locale);
  return {
    size: (bytes) => prettyBytes(bytes, { locale }),
    spokenSize: (bytes) => {
      const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
      return new Intl.NumberFormat(locale, {
        style: 'unit',
        unit: units[power],
        unitDisplay: 'long',
        maximumFractionDigits: power === 0 ? 0 : 1,
      }).format(bytes / 1000 ** power);
    },
    count: (value) => numbers.format(value),
    date: (date) => dates.format(date),
    dateTime: (date) => times.format(date),
  };
}
