import { posix } from 'node:path';

/** One import of one source file, already resolved to a workspace-relative path where it is ours. */
export interface Import {
  /** Path of the importing file from the repository root. */
  readonly file: string;
  /** The specifier as written. */
  readonly specifier: string;
  readonly typeOnly: boolean;
}

const WORKSPACE = /^(subgraphs\/[a-z]+|gateway|edi-bridge|portal-web|ops)\//;
const SUBGRAPHS = ['customer', 'shipment', 'contract', 'service'];
const TESTING = /(\.test\.tsx?$|\/test\/|\/testing\/)/;

const workspaceOf = (file: string): string => WORKSPACE.exec(file)?.[1]?.replace('subgraphs/', '') ?? '';

/** `@quayside/shipment/events` → `['shipment', 'events']`. */
function ourPackage(specifier: string): readonly [string, string] | null {
  const match = /^@quayside\/([a-z-]+)\/(.+)$/.exec(specifier);
  return match ? [match[1] as string, match[2] as string] : null;
}

/** Base name of what is imported, for rules by file name: `./store.ts` → `store`. */
const targetName = (specifier: string): string => posix.basename(specifier).replace(/\.tsx?$/, '');

/** The file or package that is meant: `@quayside/shipment/events` and a relative path are one and the same. */
function ourTarget(one: Import): readonly [string, string] | null {
  if (!one.specifier.startsWith('.')) return ourPackage(one.specifier);
  const path = posix.normalize(posix.join(posix.dirname(one.file), one.specifier));
  const workspace = workspaceOf(path);
  if (workspace === workspaceOf(one.file)) return null;
  return [
    workspace,
    path
      .replace(WORKSPACE, '')
      .replace(/^src\//, '')
      .replace(/\.tsx?$/, ''),
  ];
}

/** Names under which files of a feature may touch the store, the graph or the surroundings. Every other one is a rule. */
const SHELL = [
  ...['store', '[a-z-]+-store', 'table', 'columns', '[a-z-]+-columns', 'row', 'insert-once', 'opened-once'],
  ...[
    'commands',
    '[a-z-]+-commands',
    'booking',
    'opening',
    'attaching',
    'record',
    'assembler',
    'reserve',
    'shortage',
    'save',
  ],
  ...['references', 'revocation', 'token', 'mentioning'],
  // Post: what reads and writes mails, watches the clock and hands over to other processes.
  ...['[a-z-]+-transport', '[a-z-]+-listener', 'dispatch', 'intake', 'post-reply', 'upload', 'repeat', 'watch'],
  ...['resolvers', '[a-z-]+-resolvers', 'loaders', 'live', 'consumer', 'consumers'],
].join('|');
const RULE_FILE = new RegExp(
  `^subgraphs/(${SUBGRAPHS.join('|')})/src/(?!generated/|migrations/)[a-z-]+/(?!(${SHELL})\\.ts$)[a-z-]+\\.ts$`,
);
const isShell = (file: string, name: string): boolean =>
  file.startsWith('subgraphs/')
    ? new RegExp(`^(${SHELL})$`).test(name)
    : ['store', 'table', 'commands', 'resolvers'].includes(name);

/** What a file may not import, by its own name; checked on top of the workspace rules. */
const BY_NAME: readonly { applies: RegExp; forbids: (one: Import) => boolean; because: string }[] = [
  {
    applies: new RegExp(`/(policy|transitions)\\.ts$|/transactions/[^/]+\\.ts$|${RULE_FILE.source}`),
    forbids: ({ file, specifier }) =>
      /^(node:|graphql|typeorm|@apollo|mysql2|@quayside\/shared\/(db|graphql|outbox|events)\/)/.test(specifier) ||
      (specifier.startsWith('.') && isShell(file, targetName(specifier))),
    because: 'rules are pure: no graphql, typeorm, node modules or stores',
  },
  {
    applies: /\/(table|store)\.ts$|\/migrations\//,
    forbids: ({ specifier }) =>
      /^(graphql|@apollo)/.test(specifier) || ['resolvers', 'commands'].includes(targetName(specifier)),
    because: 'tables, stores and migrations know the database, not the graph or the use cases',
  },
  {
    applies: /\/commands\.ts$|\/[a-z-]+-commands\.ts$/,
    forbids: ({ specifier }) => /^(graphql|@apollo)/.test(specifier) || targetName(specifier) === 'resolvers',
    because: 'use cases do not know the graph',
  },
  {
    applies: /\/resolvers\.ts$/,
    forbids: ({ specifier }) => specifier === 'typeorm' || targetName(specifier) === 'table',
    because: 'resolvers call commands and store reads; they write no SQL',
  },
];

/** Files that put the whole product together. */
const COMPOSITION_ROOTS = /^(gateway\/src\/quayside\.ts|ops\/.+)$/;

function workspaceFault(one: Import): string | null {
  const target = ourTarget(one);
  if (!target) return null;
  const [packageName, path] = target;
  const from = workspaceOf(one.file);
  if (from === packageName) return 'a workspace imports its own files by relative path';
  if (one.specifier.startsWith('.') && !COMPOSITION_ROOTS.test(one.file) && !TESTING.test(one.file))
    return 'another workspace is imported by its name, never by a path into it';
  if (from === 'portal-web') return 'the portal knows the product by its API only';
  if (packageName === 'shared') return null;
  if (from === 'shared') return 'the shared kernel knows no other workspace';
  if (COMPOSITION_ROOTS.test(one.file) || TESTING.test(one.file)) return null;
  if (!/^([a-z]+-)?events$/.test(path)) return `only ${packageName}/events is published; ask the graph for the rest`;
  if (SUBGRAPHS.includes(from) || from === 'gateway' || from === 'edi-bridge') return null;
  return `${from} may not import ${packageName}`;
}

/** The reason why an import is not allowed, or null. */
export function importFault(one: Import): string | null {
  const workspace = workspaceFault(one);
  if (workspace) return workspace;
  if (targetName(one.specifier) === 'main' && one.specifier.startsWith('.'))
    return 'main.ts starts a process; it is never imported';
  if (one.specifier === 'node-x12' && !/\/set-model\.ts$|^ops\//.test(one.file) && !TESTING.test(one.file)) {
    return 'node-x12 stays behind x12/set-model.ts';
  }
  if (TESTING.test(one.file)) return null;
  return BY_NAME.find((rule) => rule.applies.test(one.file) && !one.typeOnly && rule.forbids(one))?.because ?? null;
}
