/** @jsxImportSource preact */
import { useRef } from 'preact/hooks';
import type { TrackingViewFragment } from '../generated/operations.ts';
import { newestFirst } from './journey.ts';
import { useSetting } from './setting.ts';
import { wordFor } from './words.ts';

const SHOWN = 5;
type Milestones = TrackingViewFragment['milestones'];

/** What happened, newest first; the tail is folded and opens without script. */
export function Timeline({ milestones }: { readonly milestones: Milestones }) {
  const { say } = useSetting();
  const known = useRef(new Set(milestones.map(({ id }) => id)));
  const entries = newestFirst(milestones);
  const older = entries.slice(SHOWN);
  return (
    <section class="card">
      <h2>{say('timeline.title')}</h2>
      {entries.length === 0 ? <p class="soft">{say('timeline.empty')}</p> : null}
      <Entries entries={entries.slice(0, SHOWN)} known={known.current} />
      {older.length > 0 ? (
        <details>
          <summary>{say('timeline.earlier', { count: older.length })}</summary>
          <Entries entries={older} known={known.current} />
        </details>
      ) : null}
    </section>
  );
}

function Entries({ entries, known }: { readonly entries: Milestones; readonly known: ReadonlySet<string> }) {
  return (
    <ol class="timeline">
      {entries.map((milestone) => (
        <Entry key={milestone.id} milestone={milestone} fresh={!known.has(milestone.id)} />
      ))}
    </ol>
  );
}

// NS and NA say that nothing is wrong: a reader learns nothing from them.
const SILENT_REASONS = ['NS', 'NA'];

function Entry({ milestone, fresh }: { readonly milestone: Milestones[number]; readonly fresh: boolean }) {
  const { say, moments, messages } = useSetting();
  const { code, reasonCode } = milestone;
  const reason = reasonCode && !SILENT_REASONS.includes(reasonCode) ? wordFor(messages, 'reason', reasonCode) : null;
  return (
    <li class={fresh ? 'fresh' : ''}>
      <strong>
        {wordFor(messages, 'milestone', code) ?? say('milestone.other', { code })}
        {reason ? ` · ${reason}` : ''}
      </strong>
      <span class="soft">
        <time dateTime={milestone.at}>{moments.both(milestone.at, milestone.timeZone)}</time>
        {milestone.place ? ` · ${milestone.place}` : ''}
      </span>
    </li>
  );
}
