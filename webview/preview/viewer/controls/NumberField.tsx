import { useState, type ReactNode } from 'react';

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  /** Called when the person has finished. */
  readonly onChange: (value: number) => void;
}

/** A number to type; what is no number is forgotten when the field is left. */
export function NumberField({ label, value, onChange }: NumberFieldProps): ReactNode {
  const [typed, setTyped] = useState<string>();
  const finish = (): void => {
    if (typed === undefined) return;
    const wanted = Number(typed);
    setTyped(undefined);
    if (typed.trim() !== '' && Number.isFinite(wanted) && wanted !== value) onChange(wanted);
  };
  return (
    <label className="field">
      <span>{label}</span>
      <input
        type="number"
        step="any"
        value={typed ?? tidy(value)}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
        }}
        onBlur={finish}
        onKeyDown={(event) => {
          if (event.key === 'Enter') finish();
        }}
      />
    </label>
  );
}

/** Four digits that count; more would not fit the field, and say nothing about a colour. */
export function tidy(value: number): string {
  return String(Number(value.toPrecision(4)));
}
