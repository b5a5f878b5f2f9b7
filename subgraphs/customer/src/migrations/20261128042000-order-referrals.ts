import { CreateSequence1767225600003 } from '@quayside/shared/db/sequence';

/** Numbers that are taken one after the other: whoever says who brought a customer takes one first. */
export class OrderReferrals1795839600000 extends CreateSequence1767225600003 {
  override readonly name = 'OrderReferrals1795839600000';
}
