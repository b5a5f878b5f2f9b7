import { AppError, forbidden, notFound } from '@quayside/shared/errors';
import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import type { EdiContext } from '../context.ts';
import type { EdiAs2Input, Resolvers, SetEdiChannelInput } from '../generated/resolver-types.ts';
import { findPartner } from '../partner/store.ts';
import { CIPHERS, DIGESTS } from './as2/algorithms.ts';
import { usableFor } from './certificates.ts';
import { type As2Settings, type Channel, currentCertificate, type SftpSettings, usualAs2 } from './channel.ts';
import { type ChannelChange, newRow, setChannel } from './commands.ts';
import { maySeeChannels } from './policy.ts';
import { publicKeyFingerprint } from './sftp/host-key.ts';
import { channelRow, toChannel } from './store.ts';

/** The channel of a partner that the viewer has been shown already. */
const channelOf = async (ctx: EdiContext, partnerId: string): Promise<Channel> =>
  toChannel((await ctx.db.read((em) => channelRow(em, partnerId))) ?? newRow(partnerId));

const secretNames = async ({ db, box }: EdiContext, partnerId: string): Promise<string[]> => {
  const row = await db.read((em) => channelRow(em, partnerId));
  const { keys: _, loginPasswordHash, ...others } = await box.open(partnerId, row?.secrets ?? null);
  return [...(loginPasswordHash ? ['loginPassword'] : []), ...Object.keys(others)].sort();
};

/** Resolvers of the ways to and from partners. */
export const channelResolvers: Resolvers<EdiContext> = {
  Query: {
    ediChannel: async (_, { partnerId }, ctx) => {
      if (!maySeeChannels(ctx.viewer)) throw forbidden('see the channels of partners');
      if (!(await ctx.db.read((em) => findPartner(em, ctx.viewer, partnerId, ctx.now()))))
        throw notFound('The partner');
      return channelOf(ctx, partnerId);
    },
    ediStation: (_, __, ctx) => {
      if (!maySeeChannels(ctx.viewer)) throw forbidden('see the doors of this station');
      return ctx.station();
    },
  },
  Mutation: {
    setEdiChannel: async (_, { partnerId, input }, ctx) =>
      answer(await setChannel(ctx, ctx.box, partnerId, changeOf(input))),
  },
  EdiChannelResult: resultUnion('EdiChannel'),
  EdiPartner: {
    channel: ({ id }, _, ctx) => (maySeeChannels(ctx.viewer) ? channelOf(ctx, id) : null),
  },
  EdiChannel: {
    partner: async ({ partnerId }, _, ctx) => {
      const partner = await ctx.loaders.partner.load(partnerId);
      if (!partner) throw notFound('The partner');
      return partner;
    },
    login: ({ settings: { login } }) =>
      login && {
        ...login,
        publicKeys: [...login.publicKeys],
        fingerprints: login.publicKeys.map(publicKeyFingerprint),
      },
    sftp: ({ settings: { sftp } }) => sftp && { ...sftp, hostKeys: [...sftp.hostKeys] },
    https: ({ settings }) => settings.https,
    as2: ({ settings: { as2 } }) => as2 && { ...as2, mdnHosts: [...as2.mdnHosts] },
    certificates: (channel, _, ctx) =>
      [...channel.certificates]
        .sort((one, other) => other.validFrom - one.validFrom)
        .map((one) => ({
          ...one,
          inUse: currentCertificate(usableFor(channel, one.owner), one.owner, ctx.now()) === one,
        })),
    secrets: ({ partnerId }, _, ctx) => secretNames(ctx, partnerId),
    waiting: ({ partnerId }, _, ctx) => ctx.outbox.waiting(partnerId),
  },
};

/** GraphQL tells "left out" from null only by the key. */
function changeOf(input: SetEdiChannelInput): ChannelChange {
  const { kind, login, sftp, https, as2, secrets, addCertificate, newKeyDays, removeCertificate } = input;
  return {
    ...(kind ? { kind } : {}),
    ...(login === undefined ? {} : { login: login && { ...login, publicKeys: login.publicKeys ?? [] } }),
    ...(sftp === undefined ? {} : { sftp: sftp && sftpOf(sftp) }),
    ...(https === undefined ? {} : { https }),
    ...(as2 === undefined ? {} : { as2: as2 && as2Of(as2) }),
    ...(secrets ? { secrets: set(secrets) } : {}),
    ...(addCertificate ? { addCertificate: { ...addCertificate, key: addCertificate.key ?? null } } : {}),
    ...(newKeyDays == null ? {} : { newKeyDays }),
    ...(removeCertificate ? { removeCertificate } : {}),
  };
}

/** Only what is there: a key with `undefined` would take the present value away. */
const set = <Values extends object>(values: Values): { [Key in keyof Values]: Exclude<Values[Key], undefined> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;

const sftpOf = (input: NonNullable<SetEdiChannelInput['sftp']>): SftpSettings => ({
  port: 22,
  ...input,
  fetchFrom: input.fetchFrom || null,
});

function as2Of(input: EdiAs2Input): As2Settings {
  const as2 = { ...usualAs2, ...input };
  return { ...as2, sign: oneOf('sign', DIGESTS, as2.sign), encrypt: oneOf('encrypt', CIPHERS, as2.encrypt) };
}

function oneOf<Name extends string>(
  field: string,
  names: readonly Name[],
  text: string | null | undefined,
): Name | null {
  if (!text) return null;
  const name = names.find((one) => one === text.toLowerCase());
  if (!name) throw new AppError('BAD_USER_INPUT', `as2.${field} is one of ${names.join(', ')}, not "${text}".`);
  return name;
}
