import type { Viewer } from '@quayside/shared/identity';
import { MINUTE, toIso } from '@quayside/shared/instant';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aLinkHolder, aShipper } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { ACME, BETA, BETA_PARCEL, deliver, PARCEL, type ServiceApi, startServiceApi } from './service-api.ts';
import { openCase } from './stories.ts';

const SENT = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Tracking {
  rating { score comment } damageReports { caseNumber at } } } }`;

/** What the viewer sees of what was sent through the links of a shipment. */
async function sent(api: ServiceApi, viewer: Viewer, id = PARCEL): Promise<unknown> {
  const answer = await api.as(viewer).ask(SENT, { of: [{ __typename: 'Tracking', id }] });
  return (answer._entities as readonly unknown[])[0];
}

const report = (api: ServiceApi, viewer: Viewer, description: string) =>
  api.as(viewer).ask('mutation ($d: String!) { reportDamage(description: $d) { __typename } }', { d: description });

eachDatabase((engine) => {
  describe('a tracked delivery', () => {
    it('shows a consignee its reports, newest first', async () => {
      const api = await startServiceApi(engine);
      const [phone, tablet] = [aLinkHolder(ACME, PARCEL), aLinkHolder(ACME, PARCEL)];
      const first = api.clock.now();
      await report(api, phone, 'Corner crushed');
      api.clock.advance(MINUTE);
      await report(api, phone, 'And wet');
      expect(await sent(api, tablet)).toMatchObject({
        rating: null,
        damageReports: [{ caseNumber: 'CS-000002' }, { caseNumber: 'CS-000001', at: toIso(first) }],
      });
    });

    it('shows the rating that stands now', async () => {
      const api = await startServiceApi(engine);
      await deliver(api);
      const holder = aLinkHolder(ACME, PARCEL);
      const rate = (score: number) =>
        api.as(holder).ask('mutation ($s: Int!) { rateDelivery(score: $s) { __typename } }', { s: score });
      await rate(2);
      await rate(5);
      expect(await sent(api, holder)).toEqual({ rating: { score: 5, comment: null }, damageReports: [] });
    });

    it('hides complaints of the account and other shipments', async () => {
      const api = await startServiceApi(engine);
      await openCase(api.as(aShipper(ACME)), { category: 'DAMAGE', shipmentId: PARCEL });
      await report(api, aLinkHolder(BETA, BETA_PARCEL), 'Torn');
      const holder = aLinkHolder(ACME, PARCEL);
      expect(await sent(api, holder)).toMatchObject({ damageReports: [] });
      expect(await sent(api, holder, BETA_PARCEL)).toMatchObject({ damageReports: [] });
    });
  });
});
