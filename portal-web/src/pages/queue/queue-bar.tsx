import { Link, useNavigate } from '@tanstack/react-router';
import { useText } from '../../language/use-text.ts';
import { mayApproveClaims } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { SearchField } from '../shipments/shipment-list-bar.tsx';
import { QUEUE_KINDS, type QueueSearch, type QueueSwitch } from './queue-filter.ts';
import '../../ui/tab-bar.css';

/** The filters of the queue, all of them in the address. */
export function QueueBar({ search }: { search: QueueSearch }) {
  const t = useText();
  const navigate = useNavigate({ from: '/queue' });
  const approves = mayApproveClaims(useViewer());
  const kinds = QUEUE_KINDS.filter((kind) => kind !== 'CLAIM_APPROVAL' || approves);
  const go = (change: QueueSearch) => navigate({ search: { ...search, ...change }, replace: true });
  const toggle = (part: QueueSwitch) => (
    <label className="check-line">
      <input
        type="checkbox"
        checked={search[part] === true}
        onChange={({ currentTarget }) => go({ [part]: currentTarget.checked || undefined })}
      />
      <span>{t(`queue.${part}`)}</span>
    </label>
  );
  return (
    <div className="list-bar">
      <nav className="tab-bar tab-bar-plain queue-kinds" aria-label={t('queue.kinds')}>
        {[undefined, ...kinds].map((kind) => (
          <Link
            key={kind ?? 'all'}
            to="/queue"
            search={{ ...search, kind }}
            aria-current={search.kind === kind ? 'page' : undefined}
            activeProps={{}}
            activeOptions={{ exact: true }}
          >
            {kind ? t(`kinds.${kind}`) : t('queue.all')}
          </Link>
        ))}
      </nav>
      <SearchField
        label={t('queue.search')}
        value={search.search ?? ''}
        change={(text) => go({ search: text || undefined })}
      />
      {toggle('mine')}
      {toggle('overdue')}
      {toggle('snoozed')}
    </div>
  );
}
