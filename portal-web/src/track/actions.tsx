/** @jsxImportSource preact */
import { Action } from './action.tsx';
import { DamageForm, MadeReports } from './damage.tsx';
import type { TrackingGraph } from './graph.ts';
import { GivenInstructions, InstructForm } from './instruct.tsx';
import { isFinal } from './journey.ts';
import type { DamageReport, Instruction, Rating, Snapshot } from './page-data.ts';
import { GivenRating, RateForm } from './rate.tsx';
import { useSetting } from './setting.ts';

/** The script's side of the page: who sends, and where the answers go. Null until the script runs. */
export interface Doing {
  readonly token: string;
  readonly graph: TrackingGraph;
  onInstructions(instructions: readonly Instruction[]): void;
  onReport(report: DamageReport): void;
  onRating(rating: Rating): void;
}

interface Props {
  readonly snapshot: Snapshot;
  readonly doing: Doing | null;
}

const DAMAGE_SEEN_FROM = ['IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED', 'RETURNED'];

/** What the link allows and the state makes sensible. */
export function Actions({ snapshot, doing }: Props) {
  const { say } = useSetting();
  const zone = snapshot.timeZone ?? 'UTC';
  const allowed = (scope: Snapshot['scopes'][number]) => snapshot.scopes.includes(scope);
  const unscripted = <p class="soft">{say('action.needsScript')}</p>;
  return (
    <>
      {allowed('RATE') && snapshot.state === 'DELIVERED' ? (
        <Action title={say('rate.title')} hint={say('rate.hint')}>
          <GivenRating rating={snapshot.rating} zone={zone} />
          {doing ? <RateForm graph={doing.graph} rating={snapshot.rating} onRated={doing.onRating} /> : unscripted}
        </Action>
      ) : null}
      {allowed('INSTRUCT') && (!isFinal(snapshot.state) || snapshot.instructions.length > 0) ? (
        <Action title={say('instruct.title')} hint={say('instruct.hint')}>
          <GivenInstructions given={snapshot.instructions} zone={zone} />
          {isFinal(snapshot.state) ? null : doing ? (
            <InstructForm graph={doing.graph} onGiven={doing.onInstructions} />
          ) : (
            unscripted
          )}
        </Action>
      ) : null}
      {allowed('REPORT_DAMAGE') && DAMAGE_SEEN_FROM.includes(snapshot.state) ? (
        <Action title={say('damage.title')} hint={say('damage.hint')}>
          <MadeReports made={snapshot.damageReports ?? []} zone={zone} />
          {doing ? <DamageForm graph={doing.graph} token={doing.token} onReported={doing.onReport} /> : unscripted}
        </Action>
      ) : null}
    </>
  );
}
