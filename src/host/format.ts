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
  // The first of these takes tens of milliseconds, which an activation has not.
  const dates = late(() => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone }));
  const times = late(
    () => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone }),
  );
  const numbers = late(() => new Intl.NumberFormat(locale));
  const spoken = units.map((unit, power) =>
    late(
      () =>
        new Intl.NumberFormat(locale, {
          style: 'unit',
          unit,
          unitDisplay: 'long',
          maximumFractionDigits: power === 0 ? 0 : 1,
        }),
    ),
  );
  return {
    size: (bytes) => prettyBytes(bytes, { locale }),
    spokenSize: (bytes) => {
      const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
      return spoken[power]?.().format(bytes / 1000 ** power) ?? '';
    },
    count: (value) => numbers().format(value),
    date: (date) => dates().format(date),
    dateTime: (date) => times().format(date),
  };
}

/** Makes something when it is first asked for. */
function late<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
