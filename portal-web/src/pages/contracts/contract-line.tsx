import { Link } from '@tanstack/react-router';
import { formatDate } from '../../format/instant.ts';
import type { ContractRowFragment } from '../../generated/operations.ts';
import { useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import { ContractStateMark } from '../../status/work-state.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { WARN_DAYS } from './warn-days.ts';

/** A contract as one line of a panel. */
export function ContractLine({ contract }: { contract: ContractRowFragment }) {
  const { locale } = useReading();
  return (
    <li>
      <span className="grow">
        <Link to="/contracts/$contractId" params={{ contractId: contract.id }}>
          {contract.name}
        </Link>
        <span className="record-sub">
          {contract.number} · {formatDate(contract.validFrom, locale)} – {formatDate(contract.validTo, locale)}
        </span>
      </span>
      <DaysLeft contract={contract} />
      <ContractStateMark state={contract.state} />
    </li>
  );
}

/** How long it still holds; a warning when that is not long. */
export function DaysLeft({ contract }: { contract: Pick<ContractRowFragment, 'daysLeft' | 'state'> }) {
  const t = useText();
  if (contract.state !== 'ACTIVE') return null;
  const text = t('contract.daysLeft', { count: contract.daysLeft });
  return contract.daysLeft <= WARN_DAYS ? (
    <StateMark tone="warn">{text}</StateMark>
  ) : (
    <span className="soft tabular">{text}</span>
  );
}
