import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Import, importFault } from './import-rules.ts';

const root = new URL('..', import.meta.url).pathname;
const SKIPPED = /(^|\/)(node_modules|dist|generated|var)(\/|$)/;
const IMPORT = /^\s*(?:import|export)\s+(type\s+)?[^;'"]*?(?:from\s*)?['"]([^'"]+)['"]/gm;

function sourceFiles(): string[] {
  return ['subgraphs', 'gateway', 'edi-bridge', 'portal-web', 'ops'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((file) => `${folder}/${file}`)
      .filter((file) => /\.tsx?$/.test(file) && !SKIPPED.test(file)),
  );
}

const importsOf = (file: string): Import[] =>
  [...readFileSync(join(root, file), 'utf8').matchAll(IMPORT)].map((match) => ({
    file,
    typeOnly: match[1] !== undefined,
    specifier: match[2] as string,
  }));

describe('import rules', () => {
  it('hold in every source file', () => {
    const faults = sourceFiles()
      .flatMap(importsOf)
      .map((one) => ({ one, fault: importFault(one) }))
      .filter(({ fault }) => fault !== null)
      .map(({ one, fault }) => `${one.file} imports ${one.specifier}: ${fault}`);
    expect(faults).toEqual([]);
  });

  it.each([
    ['subgraphs/service/src/case/commands.ts', '@quayside/shipment/shipment/store'],
    ['subgraphs/shared/src/result.ts', '@quayside/customer/events'],
    ['portal-web/src/main.tsx', '@quayside/shared/money'],
    ['subgraphs/shipment/src/shipment/transitions.ts', 'typeorm'],
    ['subgraphs/shipment/src/shipment/policy.ts', './store.ts'],
    ['subgraphs/shipment/src/shipment/store.ts', 'graphql'],
    ['subgraphs/shipment/src/shipment/commands.ts', 'graphql'],
    ['subgraphs/shipment/src/shipment/resolvers.ts', 'typeorm'],
    ['gateway/src/server.ts', './main.ts'],
    ['edi-bridge/src/x12/scan.ts', 'node-x12'],
    ['edi-bridge/src/transactions/load-tender-204.ts', 'node:fs'],
    ['portal-web/src/main.tsx', '../../gateway/src/server.ts'],
    ['subgraphs/service/src/case/commands.ts', '../../../shipment/src/shipment/store.ts'],
    ['subgraphs/service/src/case/commands.ts', '../../../shipment/src/events.ts'],
    ['gateway/src/server.ts', '../../subgraphs/shared/src/log.ts'],
    ['subgraphs/shipment/src/tracking/eta.ts', 'typeorm'],
    ['subgraphs/shipment/src/tracking/milestone.ts', './store.ts'],
    ['subgraphs/service/src/claim/filing.ts', '../directory/store.ts'],
    ['subgraphs/service/src/claim/filing.ts', '@quayside/shared/db/reach'],
  ])('refuse %s importing %s', (file, specifier) => {
    expect(importFault({ file, specifier, typeOnly: false })).not.toBeNull();
  });

  it.each([
    ['subgraphs/service/src/case/commands.ts', '@quayside/shipment/events'],
    ['gateway/src/quayside.ts', '@quayside/shipment/subgraph'],
    ['edi-bridge/src/x12/set-model.ts', 'node-x12'],
  ])('allow %s importing %s', (file, specifier) => {
    expect(importFault({ file, specifier, typeOnly: false })).toBeNull();
  });
});
