import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ChargeSource } from '../generated/operations.ts';

interface ChargeSubjectProps {
  readonly charge: { readonly source: ChargeSource; readonly subjectId: string };
  readonly children: ReactNode;
}

/** Leads to what was done: the event behind a charge. */
export function ChargeSubject({ charge: { source, subjectId }, children }: ChargeSubjectProps) {
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
    // A period is found at its contract, by its name.
    case 'OTIF':
      return <strong>{children}</strong>;
  }
}
