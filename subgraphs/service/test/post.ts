import { readdirSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Viewer } from '@quayside/shared/identity';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { expect, onTestFinished } from 'vitest';
import { ACME, BOSTON, MANAGER, type ServiceApi } from './service-api.ts';

const LIST = `query ($unreadOnly: Boolean, $first: Int, $after: String) {
  notifications(unreadOnly: $unreadOnly, first: $first, after: $after) {
    nodes { id topic subjectKind subjectId number title actor excerpt internal state dueAt dueOn read account { id } }
    pageInfo { endCursor hasNextPage } unreadCount liveCursor } }`;
const MAILS = `query ($id: ID!) { mailsAbout(subjectId: $id) {
  id state address attempts messageId answer sentAt lastError nextAt } }`;

/** A notification as a test looks at it. */
export interface Told {
  readonly id: string;
  readonly topic: string;
  readonly number: string;
}

/** Acme's account manager and one of its shippers, both known. */
export const people = async ({ knows }: ServiceApi): Promise<{ manager: Viewer; shipper: Viewer }> => ({
  manager: await knows({ ...aStaffMember(BOSTON), id: MANAGER }),
  shipper: await knows(aShipper(ACME)),
});

/** The page of notifications of somebody. */
export const told = async (api: ServiceApi, viewer: Viewer, variables = {}) =>
  (await api.as(viewer).ask(LIST, variables)).notifications;

/** What somebody was told of, newest first. */
export const topics = async (api: ServiceApi, viewer: Viewer): Promise<string[]> =>
  (await told(api, viewer)).nodes.map(({ topic }: Told) => topic);

export const eventually = (api: ServiceApi, viewer: Viewer, expected: string[]): Promise<void> =>
  expect.poll(() => topics(api, viewer)).toEqual(expected);

/** The mails about a case, newest first, as somebody sees them. */
export const mailsAbout = async (api: ServiceApi, viewer: Viewer, id: string) =>
  (await api.as(viewer).ask(MAILS, { id })).mailsAbout;

export const mailStates = async (api: ServiceApi, viewer: Viewer, id: string): Promise<string[]> =>
  (await mailsAbout(api, viewer, id)).map(({ state }: { readonly state: string }) => state);

/** The address under which `knows` tells of a member. */
export const addressOf = (viewer: Viewer): string => `${viewer.id.toLowerCase()}@people.example`;

/** Mails in the folder, oldest first. */
export const writtenMails = async (api: ServiceApi): Promise<Email[]> => {
  const names = readdirSync(join(api.home, 'mail')).filter((name) => /^[^.].*\.eml$/.test(name));
  return Promise.all(names.sort().map((name) => PostalMime.parse(readFileSync(join(api.home, 'mail', name)))));
};

export const writtenTo = async (api: ServiceApi, viewer: Viewer): Promise<Email[]> =>
  (await writtenMails(api)).filter(({ to }) => to?.[0]?.address === addressOf(viewer));

/** A mail server that takes what the test says, on a socket. */
export async function startMailServer(answer: (recipient: string) => Error | null = () => null) {
  const received: string[] = [];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: ({ address }, _session, callback) => callback(answer(address)),
    onData: (stream, _session, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        received.push(Buffer.concat(chunks).toString());
        callback(null, 'taken as TEST-1');
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const { port } = server.server.address() as AddressInfo;
  return { received, url: `smtp://127.0.0.1:${port}` };
}
