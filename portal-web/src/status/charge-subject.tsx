import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ChargeSource } from '../generated/operations.ts';

interface ChargeSubjectProps {
  readonly charge: { readonly source: ChargeSource; readonly subjectId: string; readonly subjectNumber: string };
  /** Of the charge, where it is at hand: a period has no page of its own, but its contract has one. */
  readonly contractId?: string | undefined;
  readonly children: ReactNode;
}

/** Leads to what was done: the event behind a charge. */
export function ChargeSubject({
  charge: { source, subjectId, subjectNumber },
  contractId,
  children,
}: ChargeSubjectProps) {
  switch (source) {
    case 'WORK_ORDER':
      return (
        <Link to="/work-orders/$workOrderId" params={{ workOrderId: subjectId }}>
          {children}
        </Link>
      );
    case 'RETURN_ORDER':
      return (
        <Link to="/returns/$returnId" params={{ returnId: subjectId }}>
          {children}
        </Link>
      );
    case 'SHIPMENT':
      return (
        <Link to="/shipments/$shipmentId" params={{ shipmentId: subjectId }}>
          {children}
        </Link>
      );
    case 'INBOUND':
      return (
        <Link to="/inbound/$noticeId" params={{ noticeId: subjectId }}>
          {children}
        </Link>
      );
    case 'STOCK':
      return (
        <Link to="/stock/$stockId" params={{ stockId: subjectId }}>
          {children}
        </Link>
      );
    case 'OTIF': {
      if (!contractId) return <strong>{children}</strong>;
      // `QC-000001 2026-03`: the contract, and its period.
      const period = subjectNumber.split(' ').at(-1);
      return (
        <Link to="/contracts/$contractId/otif" params={{ contractId }} search={{ period }}>
          {children}
        </Link>
      );
    }
  }
}
