interface ScoreTapsProps {
  readonly from: number;
  readonly to: number;
  readonly score: number | null | undefined;
  readonly running: boolean;
  readonly tap: (score: number) => void;
}

/** One button for each score. */
export function ScoreTaps({ from, to, score, running, tap }: ScoreTapsProps) {
  return (
    <div className="satisfaction-taps">
      {Array.from({ length: to - from + 1 }, (_, at) => from + at).map((value) => (
        <button key={value} type="button" aria-pressed={value === score} disabled={running} onClick={() => tap(value)}>
          {value}
        </button>
      ))}
    </div>
  );
}
