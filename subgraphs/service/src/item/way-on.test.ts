import { describe, expect, it } from 'vitest';
import { type Case, move as moveCase } from '../case/case.ts';
import { type Claim, refuseMove } from '../claim/claim.ts';
import { move as moveReturn, type ReturnOrder } from '../return-order/return-order.ts';
import { move as moveJob, type WorkOrder } from '../work-order/work-order.ts';

const numbered = { number: 'X-1' };
const toClosed = { state: 'CLOSED', resolution: null, decision: null, solved: true } as const;

/** The rules look at nothing but these two. */
const given = <Item>(state: string): Item => ({ ...numbered, state }) as Item;

describe('a step that the state does not allow', () => {
  it.each([
    ['a case', moveCase(given<Case>('OPEN'), toClosed, 0), 'IN_PROGRESS or WAITING_FOR_CUSTOMER or RESOLVED'],
    ['a job', moveJob(given<WorkOrder>('IN_PROGRESS'), 'APPROVED', 0), 'DONE or CANCELLED'],
    ['a return', moveReturn(given<ReturnOrder>('RECEIVED'), 'CLOSED', 0), 'INSPECTED'],
    ['a claim', refuseMove(given<Claim>('COUNTERED'), 'ACCEPTED'), 'OFFERED or PAID or DECLINED or WITHDRAWN'],
  ])('says of %s what it allows', (_, refused, states) => {
    expect(refused).toMatchObject({ ok: false, refusal: { fix: `From here it can become ${states}.` } });
  });

  it('says what to do when all is over', () => {
    expect(moveJob(given<WorkOrder>('DONE'), 'APPROVED', 0)).toMatchObject({ refusal: { fix: 'Ask for a new one.' } });
    expect(moveCase(given<Case>('CLOSED'), toClosed, 0)).toMatchObject({
      refusal: { fix: 'Open a new case and name X-1.' },
    });
  });
});
