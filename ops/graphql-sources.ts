import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SubgraphName } from '@quayside/shared/config';

const root = new URL('..', import.meta.url).pathname;

/** Where the schema of each federated service lives. */
export const WORKSPACES: Readonly<Record<SubgraphName, string>> = {
  customer: 'subgraphs/customer',
  shipment: 'subgraphs/shipment',
  contract: 'subgraphs/contract',
  service: 'subgraphs/service',
  edi: 'edi-bridge',
};

const LINK = `extend schema @link(
  url: "https://specs.apollo.dev/federation/v2.9"
  import: ["@key", "@shareable", "@inaccessible", "@external", "@requires", "@provides"]
)
`;

/** Every `*.graphql` of a folder, sorted, as one text. */
function collect(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.graphql'))
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').trim())
    .join('\n\n');
}

/** The whole schema of one federated service: link, shared vocabulary, features. */
export function subgraphSdl(name: SubgraphName): string {
  const common = readFileSync(join(root, 'subgraphs/shared/src/graphql/common.graphql'), 'utf8').trim();
  return `${LINK}\n${common}\n\n${collect(join(root, WORKSPACES[name], 'src'))}\n`;
}
