import type { Viewer } from '@quayside/shared/identity';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { describe, expect, it } from 'vitest';
import { mailStates, mailsAbout, people, startMailServer, writtenTo } from './post.ts';
import { type ServiceApi, startServiceApi } from './service-api.ts';
import { openCase } from './stories.ts';

const PREFERENCES =
  '... on NotificationPreferences { digestAt topics { topic email daily } } ... on Refusal { code field }';
const CHOOSE = `mutation ($daily: Boolean!) {
  chooseNotification(topic: ITEM_OPENED, portal: true, email: true, daily: $daily) { ${PREFERENCES} } }`;
const AT = `mutation ($at: String!) { setDigestTime(at: $at) { ${PREFERENCES} } }`;
const QUIET = `mutation { setQuietHours(from: "06:00", to: "07:15") { ${PREFERENCES} } }`;
const HOUR = 3_600_000;

eachDatabase((engine) => {
  describe('the mail of the day', () => {
    const chosen = async (api: ServiceApi, viewer: Viewer): Promise<void> => {
      const { chooseNotification } = await api.as(viewer).ask(CHOOSE, { daily: true });
      expect(chooseNotification.topics).toContainEqual({ topic: 'ITEM_OPENED', email: true, daily: true });
    };
    /** The clock of the tests stands still: it is moved to the next minute with this local time. */
    const goTo = (api: ServiceApi, hour: number, minute: number): void => {
      const day = 24 * HOUR;
      const time = hour * HOUR + minute * 60_000;
      const now = api.clock.now();
      api.clock.advance((((time - (now % day)) % day) + day) % day);
    };

    it('carries everything that waited for it, once, at the hour of its reader', async () => {
      const api = await startServiceApi(engine);
      const { manager, shipper } = await people(api);
      await chosen(api, manager);
      expect((await api.as(manager).ask(AT, { at: '25:00' })).setDigestTime).toEqual({
        code: 'DIGEST_TIME',
        field: 'at',
      });
      expect((await api.as(manager).ask(AT, { at: '06:30' })).setDigestTime.digestAt).toBe('06:30');
      await api.as(manager).ask(QUIET);
      goTo(api, 5, 0);
      const first = await openCase(api.as(shipper));
      const second = await openCase(api.as(shipper), { subject: 'Wet <b>cartons</b>' });
      await expect.poll(() => mailStates(api, manager, second.id)).toEqual(['QUEUED']);
      // Half past six lies in quiet hours, which end at a quarter past seven.
      expect((await mailsAbout(api, manager, first.id))[0].nextAt).toMatch(/T07:15:00/);
      goTo(api, 7, 14);
      await new Promise((resolve) => setTimeout(resolve, 80));
      expect(await writtenTo(api, manager)).toEqual([]);
      goTo(api, 7, 15);
      await expect.poll(() => mailStates(api, manager, second.id)).toEqual(['SENT']);
      const mails = await writtenTo(api, manager);
      expect(mails).toHaveLength(1);
      expect(mails[0]?.subject).toBe('Your day at Quayside: 2 things happened');
      for (const { id, number } of [first, second]) {
        expect(mails[0]?.text).toContain(`opened ${number}`);
        expect(mails[0]?.html).toContain(`<a href="https://portal.example/cases/${id}">`);
      }
      expect(mails[0]?.html).toContain('Wet &lt;b&gt;cartons');
      expect(mails[0]?.replyTo).toBeUndefined();
      const proofs = [first, second].map(async ({ id }) => (await mailsAbout(api, manager, id))[0].messageId);
      expect(new Set(await Promise.all(proofs))).toEqual(new Set([mails[0]?.messageId]));
    });

    it('leaves out what its reader may not see any more, and is tried again', async () => {
      let up = false;
      const busy = Object.assign(new Error('Busy'), { responseCode: 451 });
      const server = await startMailServer(() => (up ? null : busy));
      const api = await startServiceApi(engine, { post: { smtpUrl: server.url } });
      const { manager, shipper } = await people(api);
      await chosen(api, manager);
      const kept = await openCase(api.as(shipper));
      await expect.poll(() => mailStates(api, manager, kept.id)).toEqual(['QUEUED']);
      goTo(api, 8, 0);
      await expect.poll(async () => (await mailsAbout(api, manager, kept.id))[0].lastError ?? '').toContain('Busy');
      up = true;
      api.clock.advance(60_000);
      await expect.poll(() => mailStates(api, manager, kept.id)).toEqual(['SENT']);
      expect(server.received).toHaveLength(1);
      const lost = await openCase(api.as(shipper));
      await expect.poll(() => mailStates(api, manager, lost.id)).toEqual(['QUEUED']);
      await api.knows(manager, { unitPath: '/group/west/' });
      api.clock.advance(24 * HOUR);
      await expect.poll(() => mailStates(api, manager, lost.id)).toEqual(['DROPPED']);
      expect(server.received).toHaveLength(1);
    });
  });
});
