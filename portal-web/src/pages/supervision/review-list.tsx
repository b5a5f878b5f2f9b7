import { NativeSelect, Textarea } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Moment } from '../../format/moment.tsx';
import {
  FollowUpReviewDocument,
  type ReviewLineFragment,
  type ReviewState,
  ReviewWorkDocument,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { mayServe, maySupervise } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { workLink } from '../../status/work-link.ts';
import { CommandDialog, filledIn } from '../../ui/command-dialog.tsx';
import { StateMark, type Tone } from '../../ui/state-mark.tsx';
import { useSupervisionText } from './supervision-text.ts';

const TONES: Record<ReviewState, Tone> = {
  DRAWN: 'waiting',
  REVIEWED: 'good',
  FOLLOW_UP: 'warn',
  FOLLOWED_UP: 'good',
};

/** The lot of a draw, each piece with its verdict and what was done about it. */
export function ReviewList({ reviews }: { reviews: readonly ReviewLineFragment[] }) {
  return (
    <ul className="rows">
      {reviews.map((review) => (
        <ReviewRow key={review.id} review={review} />
      ))}
    </ul>
  );
}

function ReviewRow({ review }: { review: ReviewLineFragment }) {
  const t = useSupervisionText();
  const { state, score, remarks, followUp, followUpResult, reviewedBy, followedUpBy } = review;
  return (
    <li>
      <span className="grow">
        <Link {...workLink(review.kind, review.itemId)}>{review.number}</Link> {review.title}
        <span className="record-sub">
          {review.account.name} · {review.owner?.name ?? t('supervision.nobody')} · <Moment at={review.closedAt} />
          {review.closedAt > review.dueAt && ` · ${t('supervision.late')}`}
        </span>
        {remarks && (
          <span className="record-sub">
            {score}/5 · {remarks} ({reviewedBy})
          </span>
        )}
        {followUp && (
          <span className="record-sub">
            {t('supervision.followUp')}: {followUp}
            {followUpResult && ` → ${followUpResult} (${followedUpBy})`}
          </span>
        )}
      </span>
      <StateMark tone={TONES[state]}>{t(`reviewState.${state}`)}</StateMark>
      <ReviewAction review={review} />
    </li>
  );
}

function ReviewAction({ review }: { review: ReviewLineFragment }) {
  const t = useSupervisionText();
  const viewer = useViewer();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const judges = review.state === 'DRAWN' && maySupervise(viewer);
  const follows = review.state === 'FOLLOW_UP' && (maySupervise(viewer) || mayServe(viewer));
  if (!judges && !follows) return null;
  const label = judges ? t('supervision.review') : t('supervision.done');
  return (
    <>
      <button
        type="button"
        className="quiet-button"
        aria-label={`${label}: ${review.number}`}
        onClick={() => setOpen(true)}
      >
        {label}
      </button>
      {open && judges && <VerdictDialog review={review} close={close} />}
      {open && follows && <FollowUpDialog review={review} close={close} />}
    </>
  );
}

interface DialogProps {
  readonly review: ReviewLineFragment;
  readonly close: () => void;
}

function VerdictDialog({ review, close }: DialogProps) {
  const t = useSupervisionText();
  const judge = useCommand(ReviewWorkDocument);
  const submit = async (form: FormData) => {
    const input = {
      id: review.id,
      score: Number(form.get('score')),
      remarks: filledIn(form, 'remarks') ?? '',
      followUp: filledIn(form, 'followUp') ?? null,
    };
    if (await judge.run({ input })) close();
  };
  return (
    <CommandDialog
      title={`${t('supervision.review')} ${review.number}`}
      submitLabel={t('supervision.review')}
      running={judge.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={judge.objection} />}
    >
      <NativeSelect name="score" label={t('supervision.score')} data={['5', '4', '3', '2', '1']} data-autofocus />
      <Textarea name="remarks" label={t('supervision.remarks')} required rows={3} />
      <Textarea name="followUp" label={t('supervision.followUp')} rows={2} />
    </CommandDialog>
  );
}

function FollowUpDialog({ review, close }: DialogProps) {
  const t = useSupervisionText();
  const follow = useCommand(FollowUpReviewDocument);
  const submit = async (form: FormData) => {
    if (await follow.run({ id: review.id, result: filledIn(form, 'result') ?? '' })) close();
  };
  return (
    <CommandDialog
      title={`${t('supervision.done')} ${review.number}`}
      submitLabel={t('supervision.done')}
      running={follow.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={follow.objection} />}
    >
      <p>{review.followUp}</p>
      <Textarea name="result" label={t('supervision.result')} required rows={3} data-autofocus />
    </CommandDialog>
  );
}
