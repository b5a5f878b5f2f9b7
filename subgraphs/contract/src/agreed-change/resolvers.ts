import { localDate } from '@quayside/shared/instant';
import type { Resolvers } from '../generated/resolver-types.ts';
import { stuckBy, type TermsToCome } from './agreed-change.ts';

const termsOf = ({ contract, change }: TermsToCome) => ({ ...contract, ...change });

/** The terms of a contract from the day on which an agreed change begins. */
export const agreedChangeResolvers = {
  AgreedChange: {
    changes: ({ change }) => Object.keys(change),
    refusal: (toCome, _, ctx) => stuckBy(toCome, localDate(ctx.now())),
    name: (toCome) => termsOf(toCome).name,
    validTo: (toCome) => termsOf(toCome).validTo,
    parties: (toCome) => [...termsOf(toCome).parties],
    services: (toCome) => [...termsOf(toCome).services],
    serviceLevels: (toCome) => [...termsOf(toCome).serviceLevels],
    liability: (toCome) => termsOf(toCome).liability,
    catalogue: (toCome) => [...termsOf(toCome).catalogue],
    volumes: (toCome) => [...termsOf(toCome).volumes],
    tier: (toCome) => termsOf(toCome).tier,
    otif: (toCome) => termsOf(toCome).otif,
    papers: (toCome) => [...termsOf(toCome).papers],
  },
} satisfies Resolvers;
