import { forbidden, notFound } from '@quayside/shared/errors';
import type { EdiContext } from '../context.ts';
import { defaultPolicy } from '../dictionary/policy.ts';
import type { EdiCheckError, Resolvers } from '../generated/resolver-types.ts';
import { mayReadMessages } from '../message/policy.ts';
import { policyOf } from '../partner/terms.ts';
import type { CheckError, SetError } from '../x12/place.ts';
import { checkFile } from './check.ts';

/** Text that somebody pastes; whole files go through the command line or the door. */
const LONGEST = 1024 * 1024;

const plain = ({ code, message, fix, at }: CheckError): EdiCheckError => ({
  ...{ code, message, fix, byte: at.byte, line: at.line, segmentNumber: at.segment },
  ...{ position: null, segment: null, element: null, value: null },
});

const inSet = (error: SetError): EdiCheckError => ({
  ...plain(error),
  ...{ position: error.position, segment: error.segment, element: error.element, value: error.value },
});

/** Checks a text without effect, under the usual rules or those of a partner. */
export const checkResolvers: Pick<Resolvers<EdiContext>, 'Query'> = {
  Query: {
    checkEdi: async (_, { raw, partnerId }, ctx) => {
      if (!mayReadMessages(ctx.viewer)) throw forbidden('check EDI files');
      const partner = partnerId ? await ctx.loaders.partner.load(partnerId) : null;
      if (partnerId && !partner) throw notFound('The partner');
      const bytes = Buffer.from(raw.slice(0, LONGEST));
      const policy = partner ? policyOf(partner) : defaultPolicy;
      const report = await checkFile(bytes, { file: 'text', policy, now: new Date(ctx.now()) });
      return {
        verdict: report.verdict,
        errors: report.errors.map(plain),
        interchanges: report.interchanges.map(({ ta1, errors, groups, ...interchange }) => ({
          ...interchange,
          ta1: ta1 && `${ta1.code} ${ta1.note}`,
          errors: errors.map(plain),
          groups: groups.map((group) => ({
            ...group,
            errors: group.errors.map(plain),
            sets: group.sets.map((set) => ({ ...set, errors: set.errors.map(inSet) })),
          })),
        })),
      };
    },
  },
};
