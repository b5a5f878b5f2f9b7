import { forbidden, notFound } from '@quayside/shared/errors';
import type { EdiContext } from '../context.ts';
import { defaultPolicy } from '../dictionary/policy.ts';
import type { EdiCheckError, Resolvers } from '../generated/resolver-types.ts';
import { mayReadMessages } from '../message/policy.ts';
import { policyOf } from '../partner/terms.ts';
import type { CheckError } from '../x12/place.ts';
import { checkFile } from './check.ts';

/** Text that somebody pastes; whole files go through the command line or the door. */
const LONGEST = 1024 * 1024;

const outsideSets = (error: CheckError): EdiCheckError => ({
  ...error,
  ...{ segment: null, position: null, loop: null, segmentCode: null },
  ...{ element: null, component: null, elementNumber: null, elementCode: null, value: null },
});

/** Checks a text without effect, under the usual rules or those of a partner. */
export const checkResolvers: Pick<Resolvers<EdiContext>, 'Query'> = {
  Query: {
    checkEdi: async (_, { raw, partnerId, file }, ctx) => {
      if (!mayReadMessages(ctx.viewer)) throw forbidden('check EDI files');
      const partner = partnerId ? await ctx.loaders.partner.load(partnerId) : null;
      if (partnerId && !partner) throw notFound('The partner');
      const policy = partner ? policyOf(partner) : defaultPolicy;
      const options = { file: file ?? 'text', policy, now: new Date(ctx.now()), limits: { fileBytes: LONGEST } };
      const report = await checkFile(Buffer.from(raw), options);
      return {
        ...report,
        errors: report.errors.map(outsideSets),
        interchanges: report.interchanges.map(({ errors, groups, ...interchange }) => ({
          ...interchange,
          errors: errors.map(outsideSets),
          groups: groups.map((group) => ({ ...group, errors: group.errors.map(outsideSets) })),
        })),
      };
    },
  },
};
