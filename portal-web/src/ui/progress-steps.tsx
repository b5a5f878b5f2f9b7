import { CheckIcon } from './icons.tsx';
import './progress-steps.css';

interface ProgressStepsProps {
  readonly label: string;
  readonly steps: readonly string[];
  /** Which of them is on now; as many as there are, when all are behind. */
  readonly current: number;
}

/** Where something stands on its way, as a list that a reader of the screen hears in order. */
export function ProgressSteps({ label, steps, current }: ProgressStepsProps) {
  return (
    <ol className="progress-steps" aria-label={label}>
      {steps.map((step, index) => (
        <li key={step} data-passed={index < current || undefined} aria-current={index === current ? 'step' : undefined}>
          <span className="progress-dot" aria-hidden="true">
            {index < current ? <CheckIcon size={14} /> : index + 1}
          </span>
          <span>{step}</span>
        </li>
      ))}
    </ol>
  );
}
