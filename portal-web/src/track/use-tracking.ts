import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Doing } from './actions.tsx';
import { trackingGraph } from './graph.ts';
import { type Connection, LiveTracking } from './live.ts';
import type { Conversation, PageData, Snapshot } from './page-data.ts';

/** Ages on the page are in minutes. */
const AGE_EVERY = 30_000;

interface Shown {
  readonly snapshot: Snapshot;
  readonly takenAt: number;
}

export interface Tracking extends Shown {
  readonly now: number;
  readonly connection: Connection;
  /** Null until the script runs. */
  readonly doing: Doing | null;
}

/** What the page shows: as the server wrote it at first, then as the shipment goes on and the reader acts. */
export function useTracking(data: PageData, token: string): Tracking {
  const graph = useMemo(() => trackingGraph(token), [token]);
  const [shown, setShown] = useState<Shown>(data);
  const [now, setNow] = useState(data.takenAt);
  const [connection, setConnection] = useState<Connection>('live');
  const [doing, setDoing] = useState<Doing | null>(null);

  useEffect(() => {
    const clock = setInterval(() => setNow(Date.now()), AGE_EVERY);
    return () => clearInterval(clock);
  }, []);

  useEffect(() => {
    const change = (facts: (snapshot: Snapshot) => Partial<Snapshot>, takenAt?: number) =>
      setShown((before) => ({
        snapshot: { ...before.snapshot, ...facts(before.snapshot) },
        takenAt: takenAt ?? before.takenAt,
      }));
    setDoing({
      token,
      graph,
      onInstructions: (instructions) => change(() => ({ instructions: [...instructions] })),
      onReport: (report) => change(({ damageReports }) => ({ damageReports: [report, ...(damageReports ?? [])] })),
      onConversation: (conversation) => change((before) => withConversation(before, conversation)),
      onRating: (rating) => change(() => ({ rating })),
    });
    const live = new LiveTracking({
      token,
      graph,
      cursor: data.snapshot.liveCursor,
      talkCursor: talks(data.snapshot) ? (data.snapshot.conversations?.liveCursor ?? null) : null,
      onConversation: (conversation) => change((before) => withConversation(before, conversation)),
      onView: (view) => change(() => view, Date.now()),
      onSnapshot: (snapshot) => change(() => snapshot, Date.now()),
      onConnection: (next) => {
        // For tests and monitors: from here on nothing is missed.
        document.documentElement.dataset['live'] = next === 'live' ? 'on' : 'off';
        setConnection(next);
      },
    });
    return () => live.stop();
  }, [data, graph, token]);

  return { ...shown, now: Math.max(now, shown.takenAt), connection, doing };
}

const talks = ({ scopes }: Snapshot): boolean => scopes.includes('ASK') || scopes.includes('REPORT_DAMAGE');

/** Answers overtake each other: what has fewer messages is older, and tells nothing new. */
function withConversation({ conversations }: Snapshot, heard: Conversation): Partial<Snapshot> {
  if (!conversations) return {};
  const known = conversations.cases.find(({ id }) => id === heard.id);
  if (known && known.messages.length > heard.messages.length) return {};
  const cases = known
    ? conversations.cases.map((one) => (one.id === heard.id ? heard : one))
    : [heard, ...conversations.cases];
  return { conversations: { ...conversations, cases } };
}
