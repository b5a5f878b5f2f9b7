import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD } from '../demo/organization.ts';
import { ApiClient } from '../story/client.ts';
import { PERSONAS, PortalScene } from './portal-scene.ts';

const REFUSED = '... on Refusal { __typename message }';
const SET = `mutation ($input: SetParameterInput!) { setParameter(input: $input) { __typename ${REFUSED} } }`;
const INVITE = `mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { __typename ${REFUSED} } }`;
const CLAIMS = '{ claims(filter: { states: [INVESTIGATING, ACKNOWLEDGED] }) { nodes { id number } } }';
const ASK = `mutation ($input: DecideClaimInput!) { askClaimApproval(input: $input) { __typename ${REFUSED} } }`;
const FOLLOW_QUEUE = 'subscription { queueUpdated { item { kind subjectId } } }';
const FOLLOW_CLAIM = 'subscription ($id: ID!) { claimUpdated(id: $id) { claim { pendingApproval { mine } } } }';

interface Moved {
  readonly queueUpdated: { readonly item: { readonly kind: string; readonly subjectId: string } };
}
interface Claimed {
  readonly claimUpdated: { readonly claim: { readonly pendingApproval: { readonly mine: boolean } | null } };
}

describe('a decision about a claim that one person may not take', () => {
  let scene: PortalScene;
  beforeAll(async () => {
    scene = await PortalScene.open();
  });
  afterEach((context) => scene.closeScreens(context));
  afterAll(() => scene.close());

  /** Somebody with the same rights as the administrator: what tells the two apart is the person alone. */
  async function secondAdministrator(administrator: ApiClient): Promise<ApiClient> {
    const { orgUnits } = await administrator.ask<{ orgUnits: { id: string }[] }>('{ orgUnits { id } }');
    const orgUnitId = orgUnits[0]?.id ?? '';
    const setting = { name: 'CLAIM_APPROVAL_ABOVE', orgUnitId, value: 0, reason: 'Every offer by two' };
    await administrator.ask(SET, { input: setting });
    const email = 'otto@quayside.example';
    const otto = { name: 'Otto', email, role: 'ADMINISTRATOR', password: PASSWORD, orgUnitId };
    await administrator.ask(INVITE, { input: otto });
    return ApiClient.signIn(scene.quayside.url, email, PASSWORD);
  }

  it('lies on the desk of the other who may, and is gone with the answer', async () => {
    const administrator = await ApiClient.signIn(scene.quayside.url, PERSONAS.administrator, PASSWORD);
    const otto = await secondAdministrator(administrator);
    const { claims } = await otto.ask<{ claims: { nodes: { id: string; number: string }[] } }>(CLAIMS);
    const [claim] = claims.nodes;
    if (!claim) throw new Error('the demo has no claim that could be decided');
    const { id, number } = claim;
    const queue = otto.follow<Moved>(FOLLOW_QUEUE, {});
    const followed = otto.follow<Claimed>(FOLLOW_CLAIM, { id });
    const answering = await scene.openAs('administrator', '/queue?kind=CLAIM_APPROVAL');
    await answering.page.getByRole('link', { name: 'Approvals' }).waitFor();
    const row = answering.page.locator('tbody tr', { hasText: number });
    const reading = await scene.openAs('executive', '/queue');
    await reading.page.locator('[data-record]').first().waitFor();
    const offer = { id, decision: 'OFFER', amountMinor: 100, code: 'CSO', reason: 'The photos show it' };
    // Until the limit is known where claims are decided, one person is enough.
    await expect
      .poll(() => otto.ask(ASK, { input: offer }).then(() => 'asked', String), { timeout: 5_000 })
      .toBe('asked');
    await row.getByText('1.00 USD · Otto').waitFor();
    await row.locator('[data-record]').click();
    await answering.page.waitForURL(`**/claims/${id}`);
    await answering.page.getByRole('button', { name: 'Approve', exact: true }).click();
    await answering.page.locator('.state-mark', { hasText: 'Offered' }).first().waitFor();
    await answering.page.goBack();
    await expect.poll(() => row.count()).toBe(0);
    await expect.poll(() => queue.updates.filter((one) => one.queueUpdated.item.subjectId === id).length).toBe(2);
    expect(queue.updates.map((one) => one.queueUpdated.item.kind)).not.toContain('CLAIM_APPROVAL');
    expect(followed.updates.map((one) => one.claimUpdated.claim.pendingApproval)).toContainEqual({ mine: false });
    expect(await reading.page.getByRole('link', { name: 'Approvals' }).count()).toBe(0);
    expect([...answering.errors, ...reading.errors]).toEqual([]);
    await Promise.all([queue.close(), followed.close()]);
  }, 40_000);
});
