import type { Role } from '@quayside/shared/identity';
import { tellExisting } from '@quayside/shared/outbox/tell-existing';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { MEMBER_CHANGED, type MemberFacts } from '../events.ts';

/** As roles were when this was written: a migration does not change with the rules. */
const READS_ONLY: readonly Role[] = ['EXECUTIVE'];
const NO_EDI: readonly Role[] = ['SHIPPER_USER'];

interface Row {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly account_id: string | null;
  readonly unit_path: string | null;
  readonly locale: string;
  readonly time_zone: string;
  readonly active: number | boolean;
}

/** Others can write to a member only when they have heard of them. */
export class TellMembers1795741200100 implements MigrationInterface {
  readonly name = 'TellMembers1795741200100';
  async up(runner: QueryRunner): Promise<void> {
    const rows = (await runner.query(
      'SELECT id, name, email, role, account_id, unit_path, locale, time_zone, active FROM member',
    )) as Row[];
    const facts = rows.map((row) => ({ id: row.id, accountId: row.account_id, data: factsOf(row) }));
    await tellExisting(runner, MEMBER_CHANGED, facts);
  }
  async down(): Promise<void> {}
}

const factsOf = (row: Row): MemberFacts => ({
  memberId: row.id,
  name: row.name,
  email: row.email,
  role: row.role,
  accountId: row.account_id,
  unitPath: row.unit_path,
  locale: row.locale,
  timeZone: row.time_zone,
  active: Boolean(row.active),
  scopes: READS_ONLY.includes(row.role)
    ? ['read']
    : NO_EDI.includes(row.role)
      ? ['read', 'write']
      : ['read', 'write', 'edi'],
});
