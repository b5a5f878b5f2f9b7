import { describe, expect, it } from 'vitest';
import { checkFile } from '../src/check/check.ts';
import { policyWith } from '../src/dictionary/policy.ts';
import { changed, fixture } from './fixtures.ts';

const answers = async (bytes: Buffer, options = {}) =>
  (await checkFile(bytes, options)).interchanges.flatMap((interchange) => interchange.acknowledgements);

describe('the acknowledgements', () => {
  it('turn sender and receiver round and pass our own check', async () => {
    const [answer] = await answers(fixture('940-valid.x12'));
    const report = await checkFile(Buffer.from(answer!.raw));
    expect(report.interchanges[0]).toMatchObject({ sender: 'ZZ:QUAYSIDE', receiver: 'ZZ:ACME', verdict: 'accepted' });
    expect(answer!.raw).toContain('AK1*OW*101~\nAK2*940*0001~\nAK5*A~\nAK9*A*1*1*1~');
  });

  it('name segment, loop, element and value of a fault', async () => {
    const [answer] = await answers(fixture('940-everyday-deviations.x12'));
    expect(answer!.raw).toContain('AK3*N4*5*0100*8~\nAK4*2*156*5*MDX~');
    expect(answer!.raw).toContain('AK5*E*5~\nAK9*E*1*1*1~');
    expect((await checkFile(Buffer.from(answer!.raw))).verdict).toBe('accepted');
  });

  it('leave out a copy that holds a separator', async () => {
    const [answer] = await answers(changed('940-valid.x12', 'W01*12*', 'W01*1>2*'));
    expect(answer!.raw).toContain('AK4*1*330*6~');
  });

  it('hold a TA1 only when it was asked for', async () => {
    expect((await answers(fixture('940-valid.x12'))).map(({ type }) => type)).toEqual(['997']);
    const asked = await answers(fixture('940-valid-5010.x12'));
    expect(asked.map(({ type }) => type)).toEqual(['TA1', '997']);
    expect(asked[0]!.raw).toContain('TA1*000000001*260102*0930*A*000~');
  });

  it('are a 999 for 5010 partners that want it', async () => {
    const options = { policy: policyWith({ acknowledgeWith: '999' }) };
    const found = await answers(changed('940-valid-5010.x12', 'W01*12*', 'W01*X*'), options);
    expect(found.map(({ type }) => type)).toEqual(['TA1', '999']);
    expect(found[1]!.raw).toContain('IK3*W01*12*0310*8~\nIK4*1*380*6*X~\nIK5*R*5~\nAK9*R*1*1*0~');
    expect((await checkFile(Buffer.from(found[1]!.raw))).verdict).toBe('accepted');
  });

  it('are never acknowledged themselves', async () => {
    for (const type of ['940-valid-5010.x12', '940-good-bad-good.x12'])
      for (const answer of await answers(fixture(type))) expect(await answers(Buffer.from(answer.raw))).toEqual([]);
  });
});
