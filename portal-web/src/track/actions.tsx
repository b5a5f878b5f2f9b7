/** @jsxImportSource preact */
import { Action, Receipted } from './action.tsx';
import { DamageForm, MadeReports } from './damage.tsx';
import type { TrackingGraph } from './graph.ts';
import { GivenInstructions, InstructForm } from './instruct.tsx';
import { isFinal } from './journey.ts';
import type { Conversation, DamageReport, Instruction, Rating, Snapshot } from './page-data.ts';
import { GivenRating, RateForm } from './rate.tsx';
import { useSetting } from './setting.ts';
import { Talk } from './talk.tsx';

/** The script's side of the page: who sends, and where the answers go. Null until the script runs. */
export interface Doing {
  readonly token: string;
  readonly graph: TrackingGraph;
  onInstructions(instructions: readonly Instruction[]): void;
  onReport(report: DamageReport): void;
  onRating(rating: Rating): void;
  onConversation(conversation: Conversation): void;
}

interface Props {
  readonly snapshot: Snapshot;
  readonly doing: Doing | null;
}

const DAMAGE_SEEN_FROM = ['IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED', 'RETURNED'];

const then =
  <Value,>(sent: () => void, tell: (value: Value) => void) =>
  (value: Value): void => {
    tell(value);
    sent();
  };

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
          <Receipted
            receipt={
              snapshot.rating && (
                <GivenRating rating={snapshot.rating} zone={zone} changed={snapshot.whatChanged?.text ?? null} />
              )
            }
            again={say('action.change')}
            form={(sent) =>
              doing ? (
                <RateForm graph={doing.graph} rating={snapshot.rating} onRated={then(sent, doing.onRating)} />
              ) : (
                unscripted
              )
            }
          />
        </Action>
      ) : null}
      {allowed('INSTRUCT') && (!isFinal(snapshot.state) || snapshot.instructions.length > 0) ? (
        <Action title={say('instruct.title')} hint={say('instruct.hint')}>
          {isFinal(snapshot.state) ? (
            <GivenInstructions given={snapshot.instructions} zone={zone} />
          ) : (
            <Receipted
              receipt={
                snapshot.instructions.length > 0 && <GivenInstructions given={snapshot.instructions} zone={zone} />
              }
              again={say('action.more')}
              form={(sent) =>
                doing ? <InstructForm graph={doing.graph} onGiven={then(sent, doing.onInstructions)} /> : unscripted
              }
            />
          )}
        </Action>
      ) : null}
      {allowed('REPORT_DAMAGE') && DAMAGE_SEEN_FROM.includes(snapshot.state) ? (
        <Action title={say('damage.title')} hint={say('damage.hint')}>
          <Receipted
            receipt={
              (snapshot.damageReports ?? []).length > 0 && (
                <MadeReports made={snapshot.damageReports ?? []} zone={zone} />
              )
            }
            again={say('action.another')}
            form={(sent) =>
              doing ? (
                <DamageForm graph={doing.graph} token={doing.token} onReported={then(sent, doing.onReport)} />
              ) : (
                unscripted
              )
            }
          />
        </Action>
      ) : null}
      <Talk snapshot={snapshot} doing={doing} zone={zone} />
    </>
  );
}
