import { createHash } from 'node:crypto';
import { CUSTOMER_SOURCE, REFERRER_CHANGED } from '@quayside/customer/events';
import { eachDatabase } from '@quayside/shared/testing/databases';
import type { TestGraph } from '@quayside/shared/testing/graph';
import { aKey, aLinkHolder, aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { walkAuditLog } from '../src/evidence/verify-store.ts';
import { ACME, BETA, BOSTON, DENVER, PARCEL, startServiceApi } from './service-api.ts';
import { changeCase, fileClaim, openCase, send, step } from './stories.ts';

const LOG = `query ($account: ID!, $book: AuditBook!) { auditRecords(accountId: $account, book: $book) {
  accountId book seq at actor action subject content contentSha256 previousSha256 sha256 } }`;
type Record = { [field: string]: string } & { seq: number };

const read = async (graph: TestGraph, book = 'ACCOUNT', account = ACME): Promise<Record[]> =>
  (await graph.ask(LOG, { account, book })).auditRecords;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** As somebody would check it who has the answer and RFC 8785 only: these members need nothing but sorting. */
function expectChain(records: readonly Record[]): void {
  let previous = '0'.repeat(64);
  for (const [index, { content, sha256: seal, ...rest }] of records.entries()) {
    expect([rest.seq, rest['previousSha256'], rest['contentSha256']]).toEqual([index + 1, previous, sha256(content!)]);
    const sealed = Object.fromEntries(Object.entries({ format: 'quayside-audit/1', ...rest }).sort());
    expect(sha256(JSON.stringify(sealed))).toBe(seal);
    previous = seal!;
  }
}

/** A loss of its own: the same one twice would be one claim. */
const aLoss = (n: number) => ({
  lines: [{ description: `Lamp ${n}`, quantity: 1, unit: 'EA', cause: 'LOSS', amountMinor: 100 + n }],
});

eachDatabase((engine) => {
  describe('the audit log', () => {
    it('is a chain that its reader can check', async () => {
      const { as } = await startServiceApi(engine);
      const [customer, staff] = [as(aShipper(ACME)), as(aStaffMember(BOSTON))];
      const { id } = await fileClaim(customer);
      await step(staff, 'acknowledgeClaim(id: $id)', 'Claim', { id }, '$id: ID!');
      const records = await read(customer);
      expect(records.map(({ action, actor }) => [action, actor])).toEqual([
        ['claim.opened', 'Sam Shipper'],
        ['claim.state-changed', 'Ada Manager'],
      ]);
      expectChain(records);
    });

    it('keeps what is internal in a book of its own', async () => {
      const { as } = await startServiceApi(engine);
      const [customer, staff] = [as(aShipper(ACME)), as(aStaffMember(BOSTON))];
      const { id } = await fileClaim(customer);
      await send(staff, 'replyToClaim', 'Claim', { id, body: 'Between us', internal: true }, 'id');
      await send(staff, 'replyToClaim', 'Claim', { id, body: 'We look into it' }, 'id');
      expectChain(await read(customer));
      expect((await read(customer)).map(({ action }) => action)).toEqual(['claim.opened', 'claim.replied']);
      expect(await read(customer, 'INTERNAL')).toEqual([]);
      const internal = await read(staff, 'INTERNAL');
      expect(internal.map(({ action }) => action)).toEqual(['claim.replied']);
      expectChain(internal);
    });

    it('tells of cases as of claims, whoever opened them', async () => {
      const { as } = await startServiceApi(engine);
      const [customer, staff] = [as(aShipper(ACME)), as(aStaffMember(BOSTON))];
      await as(aLinkHolder(ACME, PARCEL)).ask('mutation { reportDamage(description: "Wet") { __typename } }');
      const { id } = await openCase(customer);
      await send(staff, 'replyToCase', 'Case', { id, body: 'Between us', internal: true }, 'id');
      await changeCase(staff, { id, state: 'RESOLVED', resolution: 'Refunded' });
      const records = await read(customer);
      expectChain(records);
      expect(records.map(({ action, actor }) => [action, actor])).toEqual([
        ['case.opened', 'Consignee'],
        ['case.opened', 'Sam Shipper'],
        ['case.state-changed', 'Ada Manager'],
      ]);
      expect((await read(staff, 'INTERNAL')).map(({ action }) => action)).toEqual(['case.replied']);
    });

    it('tells the staff alone who was said to have brought a customer', async () => {
      const { as, hear } = await startServiceApi(engine);
      const data = { accountId: ACME, referrerId: BETA, before: null, by: 'Ada Manager', internal: true };
      await hear(CUSTOMER_SOURCE, REFERRER_CHANGED, ACME, data);
      const [record, ...more] = await read(as(aStaffMember(BOSTON)), 'INTERNAL');
      expect(record).toMatchObject({ actor: 'Ada Manager', action: 'account.referrer-changed', subject: ACME });
      expect(JSON.parse(record?.['content'] ?? '')).toEqual({ before: null, after: BETA });
      expect(more).toEqual([]);
      const customer = as(aShipper(ACME, 'SHIPPER_ADMINISTRATOR'));
      expect([await read(customer), await read(customer, 'INTERNAL')]).toEqual([[], []]);
    });

    it('is nothing to strangers', async () => {
      const { as } = await startServiceApi(engine);
      await fileClaim(as(aShipper(ACME)));
      const strangers = [
        aShipper(BETA),
        aKey(BETA),
        aStaffMember(DENVER),
        aLinkHolder(ACME, PARCEL),
        aKey(ACME, ['write']),
      ];
      for (const stranger of strangers) expect(await read(as(stranger))).toEqual([]);
      expect(await read(as(aShipper(ACME)), 'ACCOUNT', BETA)).toEqual([]);
    });

    it('stays one chain when many file at once', async () => {
      const { as, subgraph } = await startServiceApi(engine);
      const customer = as(aShipper(ACME));
      await Promise.all(Array.from({ length: 12 }, (_, n) => fileClaim(customer, aLoss(n))));
      const records = await read(customer);
      expect(records).toHaveLength(12);
      expectChain(records);
      const walk = { records: 0, packs: 0, faults: [] };
      await walkAuditLog(subgraph.db, walk);
      expect(walk).toEqual({ records: 12, packs: 0, faults: [] });
    });

    it.each([
      ['a changed record', `UPDATE audit_record SET actor = 'X' WHERE seq = 2`, 'RECORD_ALTERED', 'audit record 2 of'],
      ['changed words', `UPDATE audit_record SET content = '{}' WHERE seq = 2`, 'CONTENT_ALTERED', 'audit record 2 of'],
      ['a record that is gone', 'DELETE FROM audit_record WHERE seq = 2', 'CHAIN_BROKEN', 'audit record 3 of'],
      ['a tail that is gone', 'DELETE FROM audit_record WHERE seq = 3', 'CHAIN_CUT', 'after record 2'],
      ['an end that is gone', 'DELETE FROM audit_chain', 'CHAIN_GONE', 'audit log'],
    ])('shows %s', async (_, sql, what, name) => {
      const { as, subgraph } = await startServiceApi(engine);
      for (let n = 0; n < 3; n++) await fileClaim(as(aShipper(ACME)), aLoss(n));
      await subgraph.db.write((em) => em.query(sql));
      const walk = { records: 0, packs: 0, faults: [] };
      await walkAuditLog(subgraph.db, walk);
      expect(walk.faults).toContainEqual({ what, name: expect.stringContaining(name), ref: expect.any(String) });
    });
  });
});
