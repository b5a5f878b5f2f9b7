/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import { SendButton, Sentences } from './action.tsx';
import type { TrackingGraph } from './graph.ts';
import type { Rating } from './page-data.ts';
import { useSetting } from './setting.ts';
import { useSending } from './use-sending.ts';

const LIMIT = 500;
const SCORES = [1, 2, 3, 4, 5] as const;

interface Props {
  readonly graph: TrackingGraph;
  readonly rating: Rating | null;
  onRated(rating: Rating): void;
}

export function RateForm({ graph, rating, onRated }: Props) {
  const { say } = useSetting();
  const { sending, fault, setFault, send } = useSending();
  const [score, setScore] = useState(rating?.score ?? 0);
  const [comment, setComment] = useState(rating?.comment ?? '');
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (score === 0) return setFault(say('rate.choose'));
    await send(async () => onRated(await graph.rate(score, comment.trim())));
  }
  return (
    <form onSubmit={submit}>
      <fieldset class="stars">
        <legend>{say('rate.label')}</legend>
        {SCORES.map((value) => (
          <label key={value} class={value <= score ? 'lit' : ''}>
            <input type="radio" name="score" value={value} checked={value === score} onChange={() => setScore(value)} />
            <span class="unseen">{say('rate.star', { score: value })}</span>
            <svg viewBox="0 0 24 24" width="36" height="36" aria-hidden="true">
              <path d="m12 2.5 2.9 6.2 6.8.8-5 4.6 1.3 6.7L12 17.4l-6 3.4 1.3-6.7-5-4.6 6.8-.8z" />
            </svg>
          </label>
        ))}
      </fieldset>
      <Sentences label={say('rate.comment')} value={comment} limit={LIMIT} onInput={setComment} />
      <SendButton sending={sending} fault={fault} />
    </form>
  );
}

/** The verdict that stands. */
interface GivenProps {
  readonly rating: Rating | null;
  readonly zone: string;
  /** What the staff say is done otherwise since. */
  readonly changed: string | null;
}

export function GivenRating({ rating, zone, changed }: GivenProps) {
  const { say, moments } = useSetting();
  if (!rating) return null;
  return (
    <p class="sent">
      <strong>
        <span aria-hidden="true">{'★'.repeat(rating.score) + '☆'.repeat(5 - rating.score)} </span>
        <span class="unseen">{say('rate.star', { score: rating.score })}</span>
      </strong>
      {rating.comment ? <q>{rating.comment}</q> : null}
      {changed ? (
        <span>
          {say('rate.changed')} {changed}
        </span>
      ) : null}
      <span class="soft">
        {say('action.sent', { when: moments.both(rating.at, zone) })} · {say('rate.thanks')}
      </span>
    </p>
  );
}
