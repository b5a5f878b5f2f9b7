import type { ValueInputLineFragment } from '../../generated/operations.ts';
import { useReading } from '../../session/viewing.tsx';
import { useValueText } from '../value/value-text.ts';
import { inputWords } from '../value/value-words.ts';

interface InputLinesProps {
  readonly inputs: readonly ValueInputLineFragment[];
  readonly currency: string;
}

/** The inputs of a figure, each with its unit. */
export function InputLines({ inputs, currency }: InputLinesProps) {
  const t = useValueText();
  const { locale } = useReading();
  return (
    <dl className="value-lines">
      {inputs.map((input) => {
        const [name, value] = inputWords(input, currency, locale, t);
        return (
          <div key={`${input.code} ${input.detail}`}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        );
      })}
    </dl>
  );
}
