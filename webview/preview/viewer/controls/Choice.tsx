import { useId, type ReactNode } from 'react';

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly options: readonly T[];
  readonly chosen: T | undefined;
  readonly nameOf: (option: T) => string;
  readonly onChoose: (option: T) => void;
}

/** A few choices side by side, one of them chosen; arrow keys go from one to the next. */
export function Segments<T extends string>(props: ChoiceProps<T>): ReactNode {
  const { label, options, chosen, nameOf, onChoose } = props;
  const group = useId();
  return (
    <fieldset className="segments">
      <legend className="visually-hidden">{label}</legend>
      {options.map((option) => (
        <label key={option}>
          <input
            type="radio"
            name={group}
            value={option}
            checked={option === chosen}
            onChange={() => {
              onChoose(option);
            }}
          />
          <span>{nameOf(option)}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** One of some choices, in a list that opens. */
export function Select<T extends string>(props: ChoiceProps<T>): ReactNode {
  const { label, options, chosen, nameOf, onChoose } = props;
  return (
    <label className="field">
      <span>{label}</span>
      <select
        value={chosen}
        onChange={(event) => {
          const option = options.find((one) => one === event.currentTarget.value);
          if (option !== undefined) onChoose(option);
        }}
      >
        {options.map((option) => (
          <option key={option} value={option}>
            {nameOf(option)}
          </option>
        ))}
      </select>
    </label>
  );
}
