import { eachDatabase } from '@quayside/shared/testing/databases';
import { describe, expect, it } from 'vitest';
import { changed } from './fixtures.ts';
import { answerTo, ask, CANCEL, groupOf, ledgerOf, messages, only, RESEND, sent990 } from './ledger-messages.ts';
import { worlds } from './world.ts';

const ACCEPTED = 'AK9*A*1*1*1~\nSE*4*0001';
const REJECTED = 'AK2*990*0001~\nAK3*B1*2**8~\nAK5*R*5~\nAK9*R*1*1*0~\nSE*7*0001';

eachDatabase((engine) => {
  const start = worlds(engine);

  describe('an answer of the partner', () => {
    it('that contradicts an earlier one waits for a person', async () => {
      const world = await start();
      const group = await sent990(world);
      await world.send('ACME', answerTo(group, '000000050', ACCEPTED));
      expect((await world.send('ACME', answerTo(group, '000000051', ACCEPTED))).state).toBe('processed');
      expect((await world.send('ACME', answerTo(group, '000000052', REJECTED))).state).toBe('held');
      expect(await only(world, { setType: '990' })).toMatchObject({ state: 'ACKNOWLEDGED', errors: [] });
      const said = (await messages(world, { setType: '997', direction: 'IN' })).map(({ errors }) => errors[0]?.message);
      expect(said).toEqual([
        expect.stringContaining('acknowledged already (AK9 A), and now the partner says AK9 R'),
        expect.stringContaining('nothing was changed'),
        undefined,
      ]);
    });

    it.each([
      [
        'about a set that was not in the group',
        'AK2*945*0001~\nAK5*A~\nAK9*A*1*1*1~\nSE*6*0001',
        'AK2 names the set 945 1',
      ],
      ['that counts other sets', 'AK9*A*2*2*2~\nSE*4*0001', 'AK902 counts 2 sets, we sent 1'],
      ['that takes all and counts none', 'AK9*A*1*1*0~\nSE*4*0001', 'AK901 A takes the whole group'],
    ])('%s is quarantined', async (_, body, words) => {
      const world = await start();
      const group = await sent990(world);
      expect((await world.send('ACME', answerTo(group, '000000050', body))).state).toBe('quarantined');
      const [answer] = await messages(world, { setType: '997', direction: 'IN' });
      expect(answer?.errors[0]?.message).toContain(words);
      expect((await only(world, { setType: '990' })).acknowledgement.state).toBe('DUE');
    });

    it('in a TA1 is matched by our interchange', async () => {
      const world = await start();
      await sent990(world);
      const { interchangeControl } = await only(world, { setType: '990' });
      const ta1 = (ours: string, control: string) =>
        `ISA*00*          *00*          *ZZ*ACME           *ZZ*QUAYSIDE       *260302*1200*U*00401*${control}*0*P*>~
TA1*${ours}*260302*1200*R*001~\nIEA*0*${control}~`;
      expect((await world.send('ACME', ta1('000004711', '000000060'))).state).toBe('quarantined');
      const [unknown] = await messages(world, { states: ['QUARANTINED'] });
      expect(unknown?.errors[0]?.message).toContain('We never sent the interchange 000004711');
      expect((await world.send('ACME', ta1(String(interchangeControl), '000000061'))).state).toBe('processed');
      expect(await only(world, { setType: '990' })).toMatchObject({ state: 'REJECTED', verdict: 'TA1 R 001' });
    });

    it('to a test ends tests only', async () => {
      const world = await start();
      const group = await sent990(world, { test: true });
      expect((await only(world, { setType: '990' })).test).toBe(true);
      expect((await world.send('ACME', answerTo(group, '000000050', ACCEPTED))).state).toBe('quarantined');
      expect((await world.send('ACME', answerTo(group, '000000050', ACCEPTED, 'T'))).state).toBe('processed');
      expect((await only(world, { setType: '990' })).acknowledgement.state).toBe('ACCEPTED');
      await world.send('ACME', changed('940-valid.x12', '*0*P*>', '*0*T*>'));
      expect(await messages(world, { test: false, setType: '940' })).toEqual([]);
    });

    it('that never comes raises two alarms', async () => {
      const world = await start();
      await sent990(world);
      const updates = await world.edi.subscribe('subscription { ediMessagesUpdated { event message { setTypes } } }');
      // What was told of the sending may still come.
      const alarm = async (): Promise<string[]> => {
        const { event, message } = (await updates.next()).value.ediMessagesUpdated;
        return event.startsWith('edi-acknowledgement.') ? [event, ...message.setTypes] : alarm();
      };
      world.clock.set('2026-03-03T12:00:01Z');
      const first = await alarm();
      world.clock.set('2026-03-04T12:00:01Z');
      const events = [first, await alarm()];
      await updates.return();
      expect(events).toEqual([
        ['edi-acknowledgement.overdue.v1', '990'],
        ['edi-acknowledgement.escalated.v1', '990'],
      ]);
      const { ediOverdue } = await world.edi.ask('{ ediOverdue { setTypes acknowledgement { state } } }');
      expect(ediOverdue).toEqual([{ setTypes: ['990'], acknowledgement: { state: 'ESCALATED' } }]);
    });
  });

  describe('a document of ours', () => {
    it('goes out again byte by byte, with all its time', async () => {
      const world = await start();
      await sent990(world);
      world.clock.set('2026-03-03T12:00:01Z');
      await expect.poll(async () => (await messages(world, { overdue: true })).length).toBe(1);
      const before = await only(world, { setType: '990' });
      const files = () => world.out('ACME').filter(({ name }) => name.includes('-990-'));
      const [file] = files();
      await world.edi.ask(RESEND, { id: before.id, anew: false });
      await world.bridge.settle();
      expect(files()).toEqual([file]);
      const after = await only(world, { setType: '990' });
      expect(after.replays).toMatchObject([{ by: 'test', action: 'RESEND', outcome: 'SENT' }]);
      expect(after.acknowledgement).toEqual({ state: 'DUE', dueAt: '2026-03-04T12:00:01.000Z' });
    });

    it('that was rejected is made anew once, under new numbers', async () => {
      const world = await start();
      const group = await sent990(world);
      const before = await only(world, { setType: '990' });
      expect((await ask(world, RESEND, { id: before.id, anew: true })).said).toBe('EDI_MESSAGE_WAITING');
      await world.send('ACME', answerTo(group, '000000050', REJECTED));
      expect((await ask(world, RESEND, { id: before.id, anew: false })).said).toBe('EDI_MESSAGE_ANSWERED');
      expect((await ask(world, RESEND, { id: before.id, anew: true })).said).toBe('REJECTED');
      expect((await ask(world, RESEND, { id: before.id, anew: true })).said).toBe('EDI_SENT_ANEW_ALREADY');
      await expect.poll(async () => (await messages(world, { setType: '990' })).length, { timeout: 10_000 }).toBe(2);
      const [anew, old] = await messages(world, { setType: '990' });
      expect([anew?.copyOf?.id, old?.copies[0]?.id]).toEqual([before.id, anew?.id]);
      expect(groupOf(anew?.raw ?? '')).not.toBe(group);
      expect(old?.errors[0]).toMatchObject({ code: 'AK304-8', segmentNumber: 4, line: 4 });
      expect(old?.raw.split('\n')[3]).toMatch(/^B1\*/);
      expect(await ledgerOf(world)).toMatchObject({ rejectedByPartner: 1, waiting: 1, sentBalanced: true });
    });

    it('whose wait was cancelled is not woken by a late answer', async () => {
      const world = await start();
      const group = await sent990(world);
      const { id } = await only(world, { setType: '990' });
      expect((await ask(world, CANCEL, { id })).said).toBe('CANCELLED');
      expect((await ask(world, CANCEL, { id })).said).toBe('EDI_NOT_WAITING');
      await world.send('ACME', answerTo(group, '000000050', ACCEPTED));
      expect(await only(world, { setType: '990' })).toMatchObject({
        state: 'CANCELLED',
        editorNote: 'agreed by phone',
      });
      expect(await ledgerOf(world)).toMatchObject({ cancelled: 1, acknowledged: 0, sentBalanced: true });
    });
  });
});
