import type { Viewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aKey, aLinkHolder, aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anOrder, givenOrder, mutation, record, type ShipmentApi, startShipmentApi } from './builders.ts';

const REGISTER = `mutation($name: String!, $account: ID) { registerFile(
  sha256: "${'ab'.repeat(32)}", fileName: $name, mediaType: "image/jpeg", sizeBytes: 1234, accountId: $account) { id fileName accountId } }`;
const FILE = 'query($id: ID!) { storedFile(id: $id) { id sha256 } }';
const ATTACH = mutation(
  'attachDocument(input: $input)',
  '$input: AttachDocumentInput!',
  'documents { kind fileName mediaType sizeBytes sha256 url }',
);

eachDatabase((engine) => {
  describe('documents', () => {
    let api: ShipmentApi;
    let account: string;
    let id: string;
    beforeAll(async () => {
      api = await startShipmentApi(engine);
    });
    beforeEach(async () => {
      account = newId();
      await api.place(account, '/group/east/');
      id = (await givenOrder(api.system, anOrder(account))).id;
    });
    afterAll(() => api.stop());

    const upload = async (viewer: Viewer, name = 'pod.jpg', forAccount: string | null = null) =>
      (await api.as(viewer).ask(REGISTER, { name, account: forAccount })).registerFile;
    const sees = async (viewer: Viewer, fileId: string) =>
      (await api.as(viewer).ask(FILE, { id: fileId })).storedFile !== null;
    const attach = async (viewer: Viewer, fileId: string, kind = 'PHOTO') =>
      (await api.as(viewer).ask(ATTACH, { input: { shipmentId: id, kind, fileId } })).result;

    it('attaches a file once and tells where it is', async () => {
      const shipper = aShipper(account);
      const file = await upload(shipper, '../../etc/evil "name".jpg');
      expect(file).toMatchObject({ fileName: 'evil name.jpg', accountId: account });
      await attach(shipper, file.id);
      expect((await attach(shipper, file.id)).documents).toEqual([
        {
          kind: 'PHOTO',
          fileName: 'evil name.jpg',
          mediaType: 'image/jpeg',
          sizeBytes: 1234,
          sha256: 'ab'.repeat(32),
          url: `/files/${file.id}`,
        },
      ]);
    });

    it('tells the facts of those files that one may fetch', async () => {
      const [mine, foreign] = [await upload(aShipper(account)), await upload(aShipper(newId()))];
      const text = 'query($ids: [ID!]!) { storedFiles(ids: $ids) { id fileName sha256 sizeBytes } }';
      const seen = async (viewer: Viewer) =>
        (await api.as(viewer).ask(text, { ids: [mine.id, foreign.id, 'none'] })).storedFiles;
      const facts = { fileName: 'pod.jpg', sha256: 'ab'.repeat(32), sizeBytes: 1234 };
      expect(await seen(aKey(account, ['read']))).toEqual([{ id: mine.id, ...facts }]);
      expect(await seen(aLinkHolder(account, id))).toEqual([]);
    });

    it('tells the others of each stored file', async () => {
      const file = await upload(aShipper(account));
      await api.subgraph.settle();
      const told = await api.subgraph.db.read((em) =>
        em.query('SELECT type, account_id AS account, data FROM event WHERE subject = ?', [file.id]),
      );
      expect(told).toMatchObject([{ type: 'file.stored.v1', account }]);
      expect(JSON.parse(told[0].data)).toMatchObject({ fileId: file.id, mediaType: 'image/jpeg', accountId: account });
    });

    it('takes a proof of delivery only after delivery', async () => {
      const staff = aStaffMember('/group/', 'OPERATOR');
      const file = await upload(staff);
      expect(await attach(staff, file.id, 'POD')).toMatchObject({ code: 'POD_BEFORE_DELIVERY', field: 'kind' });
      await record(api.system, id, 'D1', '2026-03-04T12:00:00Z');
      expect(await attach(staff, file.id, 'POD')).toMatchObject({ documents: [{ kind: 'POD' }] });
      expect(await sees(aShipper(account), file.id)).toBe(true);
    });

    it('shows a file to its account and staff alone', async () => {
      const file = await upload(aShipper(account));
      expect(await sees(aShipper(account), file.id)).toBe(true);
      expect(await sees(aStaffMember('/group/'), file.id)).toBe(true);
      expect(await sees(aShipper(newId()), file.id)).toBe(false);
      expect(await sees(aStaffMember('/group/west/'), file.id)).toBe(false);
      expect(await sees(aLinkHolder(account, id), file.id)).toBe(false);
    });

    it('shows what a consignee sent to account and sender', async () => {
      const consignee = aLinkHolder(account, id);
      const file = await upload(consignee);
      expect(await sees(consignee, file.id)).toBe(true);
      expect(await sees(aShipper(account), file.id)).toBe(true);
      expect(await sees(aLinkHolder(account, id), file.id)).toBe(false);
    });

    it('lets staff upload for an account in reach', async () => {
      const file = await upload(aStaffMember('/group/east/'), 'label.jpg', account);
      expect(await sees(aShipper(account), file.id)).toBe(true);
      const pending = await upload(aStaffMember('/group/east/'));
      expect(await sees(aStaffMember('/'), pending.id)).toBe(false);
      await expect(upload(aStaffMember('/group/west/'), 'x', account)).rejects.toThrow('NOT_FOUND');
      await expect(upload(aShipper(newId()), 'x', account)).rejects.toThrow('NOT_FOUND');
      await expect(upload(aKey(account, ['read']))).rejects.toThrow('FORBIDDEN');
      await expect(upload(aLinkHolder(account, id, ['TRACK']))).rejects.toThrow('FORBIDDEN');
    });

    it('attaches no file of another account', async () => {
      const foreign = await upload(aShipper(newId()));
      await expect(attach(aShipper(account), foreign.id)).rejects.toThrow('NOT_FOUND');
      expect(
        (await api.system.ask(ATTACH, { input: { shipmentId: id, kind: 'OTHER', fileId: foreign.id } })).result,
      ).toMatchObject({
        code: 'FILE_OF_OTHER_ACCOUNT',
      });
    });
  });
});
