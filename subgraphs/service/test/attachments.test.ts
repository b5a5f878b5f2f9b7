import { eachDatabase } from '@quayside/shared/testing/databases';
import { aLinkHolder, aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { FILE_STORED, SHIPMENT_SOURCE } from '@quayside/shipment/events';
import { describe, expect, it } from 'vitest';
import { ACME, aFile, BETA, BOSTON, PARCEL, type ServiceApi, startServiceApi } from './service-api.ts';
import { openCase, photo, readyToStart, requestWork, send, step, workThrough } from './stories.ts';

const FINISH = '$id: ID!, $proof: [AttachmentInput!]';
const REPORT = `mutation ($attachments: [AttachmentInput!]) { reportDamage(description: "Wet", attachments: $attachments) {
  ... on DamageReported { caseNumber } ... on Refusal { code field } } }`;
const READ = 'query ($id: ID!) { case(id: $id) { messages { attachments { fileId fileName mediaType } } } }';

eachDatabase((engine) => {
  const stored = (api: ServiceApi, change: Parameters<typeof aFile>[0]) =>
    api.hear(SHIPMENT_SOURCE, FILE_STORED, ACME, aFile(change));

  describe('attachments', () => {
    it('prove work by stored photos only', async () => {
      const api = await startServiceApi(engine);
      const staff = api.as(aStaffMember(BOSTON));
      const { id } = await requestWork(staff);
      await readyToStart(api, id);
      await workThrough(staff, id);
      const finish = (proof: unknown[]) =>
        step(staff, 'finishWorkOrder(id: $id, proof: $proof)', 'WorkOrder', { id, proof }, FINISH);
      expect(await finish([photo('nope1')])).toEqual({ code: 'ATTACHMENT_UNKNOWN', field: 'proof' });
      expect(await finish([photo('P1')])).toMatchObject({ state: 'DONE' });
    });

    it('are no photos when their bytes are a paper', async () => {
      const api = await startServiceApi(engine);
      await stored(api, { fileId: 'PDF', mediaType: 'application/pdf' });
      const staff = api.as(aStaffMember(BOSTON));
      const { id } = await requestWork(staff);
      await readyToStart(api, id);
      await workThrough(staff, id);
      const variables = { id, proof: [photo('PDF')] };
      const finished = await step(staff, 'finishWorkOrder(id: $id, proof: $proof)', 'WorkOrder', variables, FINISH);
      expect(finished).toEqual({ code: 'PHOTOS_MISSING', field: 'proof' });
    });

    it('carry their true media type', async () => {
      const { as } = await startServiceApi(engine);
      const customer = as(aShipper(ACME));
      const { id } = await openCase(customer, { attachments: [{ ...photo('F1'), mediaType: 'text/html' }] });
      expect((await customer.ask(READ, { id })).case.messages).toEqual([
        { attachments: [{ fileId: 'F1', fileName: 'F1.jpg', mediaType: 'image/jpeg' }] },
      ]);
    });

    it('are of the account, or of whoever uploaded them', async () => {
      const api = await startServiceApi(engine);
      const staff = aStaffMember(BOSTON);
      await stored(api, { fileId: 'BETAS', accountId: BETA });
      await stored(api, { fileId: 'MINE', accountId: null, uploadedBy: staff.id });
      const { id } = await openCase(api.as(aShipper(ACME)));
      const reply = (viewer: typeof staff, fileId: string) =>
        send(api.as(viewer), 'replyToCase', 'Case', { id, body: 'See', attachments: [photo(fileId)] }, 'id');
      expect(await reply(staff, 'BETAS')).toMatchObject({ code: 'ATTACHMENT_UNKNOWN' });
      expect(await reply(aStaffMember(BOSTON), 'MINE')).toMatchObject({ code: 'ATTACHMENT_UNKNOWN' });
      expect(await reply(staff, 'MINE')).toEqual({ id });
      expect(await openCase(api.as(aShipper(ACME)), { attachments: [photo('ghost')] })).toMatchObject({
        code: 'ATTACHMENT_UNKNOWN',
      });
    });

    it('come from a consignee through their own link', async () => {
      const api = await startServiceApi(engine);
      const holder = aLinkHolder(ACME, PARCEL);
      await stored(api, { fileId: 'D1', uploadedBy: holder.id, linkedShipmentId: PARCEL });
      const report = async (fileId: string) =>
        (await api.as(holder).ask(REPORT, { attachments: [photo(fileId)] })).reportDamage;
      expect(await report('F1')).toMatchObject({ code: 'ATTACHMENT_UNKNOWN' });
      expect(await report('D1')).toEqual({ caseNumber: 'CS-000001' });
    });

    it('may be sent before their event has arrived', async () => {
      const api = await startServiceApi(engine);
      const opening = openCase(api.as(aShipper(ACME)), { attachments: [photo('SOON')] });
      await stored(api, { fileId: 'SOON' });
      expect(await opening).toMatchObject({ state: 'OPEN' });
    });
  });

  describe('a key that may only write', () => {
    it('reads nothing through what it does', async () => {
      const { as } = await startServiceApi(engine);
      const { id } = await openCase(as(aShipper(ACME)));
      const writer = as({ ...aShipper(ACME), kind: 'key', role: null, scopes: ['write'] });
      const data = await writer.ask(
        `mutation ($input: ReplyInput!) { replyToCase(input: $input) {
           ... on Case { number state messages { body } history { to } } ... on Refusal { code } } }`,
        { input: { id, body: 'Any news?' } },
      );
      expect(data.replyToCase).toEqual({ number: 'CS-000001', state: 'OPEN', messages: [], history: [] });
      expect(await writer.ask('{ cases { nodes { id } } claims { nodes { id } } }')).toEqual({
        cases: { nodes: [] },
        claims: { nodes: [] },
      });
      await expect(writer.subscribe(`subscription { caseUpdated(id: "${id}") { cursor } }`)).rejects.toThrow(
        'NOT_FOUND',
      );
    });
  });
});
