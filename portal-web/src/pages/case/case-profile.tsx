import { Link } from '@tanstack/react-router';
import { Moment } from '../../format/moment.tsx';
import type { CaseFactsFragment } from '../../generated/operations.ts';
import type { Text } from '../../language/use-text.ts';

/** How bad it is, how it reached us and from whom, under which contract and about which invoice: named facts. */
export const profileOf = (record: CaseFactsFragment, t: Text) =>
  [
    [t('case.severity'), t(`caseSeverity.${record.severity}`)],
    [t('case.channel'), t(`caseChannel.${record.channel}`)],
    [t('case.party'), record.party && [t(`caseParty.${record.party}`), record.partyName].filter(Boolean).join(', ')],
    [
      t('case.contract'),
      record.contract && (
        <Link to="/contracts/$contractId" params={{ contractId: record.contract.id }}>
          {record.contract.number}
        </Link>
      ),
    ],
    [
      t('case.invoice'),
      record.invoice && (
        <Link to="/invoices/$invoiceId" params={{ invoiceId: record.invoice.id }}>
          {record.invoice.number}
        </Link>
      ),
    ],
    [t('case.answeredAt'), record.answeredAt && <Moment at={record.answeredAt} />],
  ] as const;
