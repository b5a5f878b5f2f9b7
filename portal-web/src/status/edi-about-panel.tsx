import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import { useQuery } from 'urql';
import { Moment } from '../format/moment.tsx';
import { type EdiMessageFilter, EdiMessagesDocument, EdiMessagesUpdatedDocument } from '../generated/operations.ts';
import { QueryFailure } from '../graph/query-failure.tsx';
import { useLive } from '../graph/use-live.ts';
import { useText } from '../language/use-text.ts';
import { Panel } from '../ui/panel.tsx';
import { EdiStateMark } from './work-state.tsx';

const QUIET_MS = 400;

/** What came and went over EDI about a record, newest first; nothing where it never did. */
export function EdiAboutPanel({ title, about }: { title: string; about: EdiMessageFilter }) {
  const t = useText();
  const [{ data, error }, read] = useQuery({ query: EdiMessagesDocument, variables: { filter: about } });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // A message and the record that it speaks of are told apart from each other: what moves on either side may be of both.
  const readSoon = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => read({ requestPolicy: 'network-only' }), QUIET_MS);
  };
  useLive(EdiMessagesUpdatedDocument, {
    variables: data ? { partnerId: null } : null,
    after: data?.ediMessages.liveCursor,
    onUpdate: readSoon,
    onGap: readSoon,
  });
  if (error && !data) return <QueryFailure error={error} retry={readSoon} />;
  if (!data || data.ediMessages.nodes.length === 0) return null;
  return (
    <Panel title={title} count={data.ediMessages.nodes.length} flush>
      <ul className="rows" aria-live="polite">
        {data.ediMessages.nodes.map((message) => (
          <li key={message.id}>
            <span className="grow">
              <Link to="/edi/$messageId" params={{ messageId: message.id }}>
                {t(`ediDirection.${message.direction}`)} {message.setTypes.join(', ')}
              </Link>
              <span className="record-sub">
                {message.partner?.name} · <Moment at={message.at} />
              </span>
            </span>
            <EdiStateMark state={message.state} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
