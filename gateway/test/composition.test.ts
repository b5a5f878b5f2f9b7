import { readFileSync } from 'node:fs';
import { composeServices } from '@apollo/composition';
import { SUBGRAPH_NAMES } from '@quayside/shared/config';
import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { subgraphSdl } from '../../ops/graphql-sources.ts';
import { loadSupergraph, readSupergraph } from '../src/supergraph.ts';

const api = readFileSync(new URL('../api.graphql', import.meta.url), 'utf8');

describe('the supergraph', () => {
  it('is what composing the schemas gives', () => {
    const composed = composeServices(
      SUBGRAPH_NAMES.map((name) => ({
        name,
        url: `http://${name}.quayside.internal/`,
        typeDefs: parse(subgraphSdl(name)),
      })),
    );
    expect(composed.errors).toBeUndefined();
    expect(composed.supergraphSdl).toBe(readSupergraph());
  });

  it('has subscriptions that can all be resumed', () => {
    const fields = loadSupergraph(readSupergraph()).apiSchema.getSubscriptionType()?.getFields() ?? {};
    const resumable = Object.values(fields).filter((field) => field.args.some((argument) => argument.name === 'after'));
    expect(resumable.map((field) => field.name)).toEqual(Object.keys(fields));
  });

  it.each(['openSession', 'verifyApiKey', 'registerFile', 'liveHead', 'VerifiedViewer'])(
    'does not show %s to clients',
    (name) => {
      expect(api).not.toContain(name);
    },
  );
});
