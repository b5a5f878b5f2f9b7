import { eachDatabase } from '@quayside/shared/testing/databases';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { addressOf, mailStates, mailsAbout, people, startMailServer, writtenMails, writtenTo } from './post.ts';
import { ACME, BOSTON, MANAGER, startServiceApi } from './service-api.ts';
import { fileClaim, openCase, quote, requestWork, send, step } from './stories.ts';

const refusal = (code: number) => Object.assign(new Error('Not now'), { responseCode: code });

eachDatabase((engine) => {
  describe('a mail', () => {
    it('is a file by default, in the language of its reader', async () => {
      const api = await startServiceApi(engine);
      const manager = await api.knows({ ...aStaffMember(BOSTON), id: MANAGER }, { locale: 'zh-Hant' });
      const shipper = await api.knows(aShipper(ACME));
      const { id, number } = await openCase(api.as(shipper));
      await expect.poll(() => mailStates(api, manager, id)).toEqual(['SENT']);
      const [mail] = await writtenMails(api);
      expect(mail?.from?.address).toBe('quay@quayside.example');
      expect(mail?.to?.[0]?.address).toBe(addressOf(manager));
      expect(mail?.subject).toContain(number);
      expect(mail?.text).toContain('提交了');
      expect(mail?.text).toContain(`https://portal.example/cases/${id}`);
      expect(mail?.html).not.toMatch(/src=|url\(|<script/);
      const [proof] = await mailsAbout(api, manager, id);
      expect(proof).toMatchObject({ address: addressOf(manager), attempts: 1, messageId: mail?.messageId });
      const token = /\+([0-9a-f]{40})@/.exec(mail?.replyTo?.[0]?.address ?? '')?.[1];
      expect(token && JSON.stringify(proof)).not.toContain(token);
      expect(proof.answer).toMatch(/^written to .*\.eml$/);
      expect(Date.parse(proof.sentAt)).toBe(api.clock.now());
      expect(await mailsAbout(api, shipper, id)).toEqual([]);
    });

    it('says how much is offered, and how much a job costs', async () => {
      const api = await startServiceApi(engine);
      const shipper = await api.knows(aShipper(ACME));
      const staff = api.as(await api.knows({ ...aStaffMember(BOSTON), id: MANAGER }));
      const { id } = await fileClaim(api.as(shipper));
      await step(staff, 'acknowledgeClaim(id: $id)', 'Claim', { id }, '$id: ID!');
      const offer = { id, decision: 'OFFER', amountMinor: 6_050, reason: 'One of three was sound.' };
      await send(staff, 'decideClaim', 'Claim', offer, 'id');
      const { id: job } = await requestWork(api.as(shipper));
      await quote(staff, { id: job, amountMinor: 7_200, currency: 'USD', reason: 'Two hands' });
      const texts = async () => (await writtenTo(api, shipper)).map(({ text }) => text).join();
      await expect.poll(texts).toContain('is now: offered · USD 60.50');
      await expect.poll(texts).toContain('is now: quoted · USD 72.00');
      const { notifications } = await api
        .as(shipper)
        .ask('{ notifications { nodes { state amount { amountMinor currency } } } }');
      expect(notifications.nodes.filter(({ amount }: { amount: object | null }) => amount)).toEqual([
        { state: 'QUOTED', amount: { amountMinor: 7_200, currency: 'USD' } },
        { state: 'OFFERED', amount: { amountMinor: 6_050, currency: 'USD' } },
      ]);
    });

    it('is followed live by the staff', async () => {
      const api = await startServiceApi(engine);
      const { manager, shipper } = await people(api);
      const { id } = await openCase(api.as(shipper));
      const follow = `subscription ($id: ID!) { mailUpdated(subjectId: $id, after: "service.0") { event mail { state } } }`;
      await expect(api.as(shipper).subscribe(follow, { id })).rejects.toThrow('FORBIDDEN');
      const updates = await api.as(manager).subscribe(follow, { id });
      const next = async () => (await updates.next()).value.mailUpdated;
      expect((await next()).event).toBe('mail.queued.v1');
      expect(await next()).toEqual({ event: 'mail.sent.v1', mail: { state: 'SENT' } });
      await updates.return();
    });

    it('goes to a mail server, whose answer is the proof', async () => {
      const server = await startMailServer();
      const api = await startServiceApi(engine, { post: { smtpUrl: server.url } });
      const { manager, shipper } = await people(api);
      const { id } = await openCase(api.as(shipper), { subject: 'Late\r\nBcc: everybody@example.com' });
      await expect.poll(() => mailStates(api, manager, id)).toEqual(['SENT']);
      expect((await mailsAbout(api, manager, id))[0].answer).toBe('250 taken as TEST-1');
      expect(server.received).toHaveLength(1);
      const mail = await PostalMime.parse(server.received[0] ?? '');
      expect(mail.bcc).toBeUndefined();
      expect(mail.headers.map(({ key }) => key)).not.toContain('bcc');
      expect(mail.subject).toContain('Late Bcc: everybody@example.com');
      await api.restart();
      await send(api.as(shipper), 'replyToCase', 'Case', { id, body: 'Any news?' }, 'id');
      await expect.poll(() => mailStates(api, manager, id)).toEqual(['SENT', 'SENT']);
      expect(server.received).toHaveLength(2);
    });

    it('is tried again after a pause and given up with an alarm', async () => {
      const answers = [refusal(451), refusal(451)];
      const server = await startMailServer(() => answers.shift() ?? null);
      const api = await startServiceApi(engine, { post: { smtpUrl: server.url } });
      const { manager, shipper } = await people(api);
      const { id } = await openCase(api.as(shipper));
      const next = async () => (await mailsAbout(api, manager, id))[0]?.nextAt;
      const later = (milliseconds: number) => new Date(api.clock.now() + milliseconds).toISOString();
      for (const pause of [60_000, 300_000]) {
        await expect.poll(next).toBe(later(pause));
        expect((await mailsAbout(api, manager, id))[0].lastError).toContain('451');
        api.clock.advance(pause);
      }
      await expect.poll(() => mailStates(api, manager, id)).toEqual(['SENT']);
      answers.push(refusal(550));
      await send(api.as(shipper), 'replyToCase', 'Case', { id, body: 'Any news?' }, 'id');
      await expect.poll(() => mailStates(api, manager, id)).toEqual(['FAILED', 'SENT']);
      const list = '{ notifications { nodes { topic excerpt } } }';
      await expect
        .poll(async () => (await api.as(manager).ask(list)).notifications.nodes)
        .toContainEqual({ topic: 'MAIL_FAILED', excerpt: expect.stringContaining('550') });
      const [failed] = await mailsAbout(api, manager, id);
      const retry = `mutation ($id: ID!) { retryMail(id: $id) { ... on Mail { state } ... on Refusal { code } } }`;
      await expect(api.as(shipper).ask(retry, { id: failed.id })).rejects.toThrow('FORBIDDEN');
      expect((await api.as(manager).ask(retry, { id: failed.id })).retryMail).toEqual({ state: 'QUEUED' });
      await expect.poll(() => mailStates(api, manager, id)).toEqual(['SENT', 'SENT']);
      expect((await api.as(manager).ask(retry, { id: failed.id })).retryMail).toEqual({ code: 'MAIL_NOT_FAILED' });
    });

    it('waits for the end of quiet hours', async () => {
      const api = await startServiceApi(engine);
      const { manager, shipper } = await people(api);
      const set = `mutation ($from: String, $to: String) { setQuietHours(from: $from, to: $to) {
        ... on NotificationPreferences { quietFrom quietTo } ... on Refusal { code field } } }`;
      const quiet = async (from: string, to: string | null) =>
        (await api.as(manager).ask(set, { from, to })).setQuietHours;
      expect(await quiet('22:00', null)).toMatchObject({ code: 'QUIET_HOURS' });
      expect(await quiet('24:00', '07:00')).toEqual({ code: 'QUIET_HOURS', field: 'from' });
      expect(await quiet('11:00', '13:30')).toEqual({ quietFrom: '11:00', quietTo: '13:30' });
      const { id } = await openCase(api.as(shipper));
      await expect.poll(() => mailStates(api, manager, id)).toEqual(['QUEUED']);
      expect((await mailsAbout(api, manager, id))[0].nextAt).toBe('2026-03-02T13:30:00.000Z');
      api.clock.set('2026-03-02T13:30:01Z');
      await expect.poll(() => mailStates(api, manager, id)).toEqual(['SENT']);
    });

    it('is dropped when its reader may not see the subject any more', async () => {
      const api = await startServiceApi(engine);
      const { manager, shipper } = await people(api);
      await api.as(manager).ask(`mutation { setQuietHours(from: "11:00", to: "13:30") { __typename } }`);
      const { id } = await openCase(api.as(shipper));
      await expect.poll(() => mailStates(api, manager, id)).toEqual(['QUEUED']);
      await api.knows(manager, { active: false });
      api.clock.advance(3 * 3_600_000);
      await expect.poll(() => mailStates(api, manager, id)).toEqual(['DROPPED']);
      expect(await writtenMails(api)).toEqual([]);
    });
  });
});
