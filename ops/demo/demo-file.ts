import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** What `quayside demo --json` prints: secrets of a demo store, kept beside it and readable by its owner only. */
export interface DemoFacts {
  readonly url: string;
  readonly members: readonly { email: string; password: string; role: string; account: string | null }[];
  readonly apiKeys: readonly { account: string; key: string; scopes: readonly string[] }[];
  readonly trackingLinks: readonly { shipment: string; url: string }[];
  readonly partners: readonly {
    id: string;
    account: string;
    mailbox: string;
    key: string;
    /** Of a carrier: files to copy into the mailbox. */
    examples?: readonly string[];
  }[];
}

/** The same facts of a store that listens elsewhere today, or whose files have been moved. */
export const movedTo = (facts: DemoFacts, url: string, home: string): DemoFacts => ({
  ...facts,
  url,
  trackingLinks: facts.trackingLinks.map((link) => ({ ...link, url: `${url}${new URL(link.url).pathname}` })),
  partners: facts.partners.map(({ mailbox, examples, ...partner }) => ({
    ...partner,
    mailbox: join(home, 'mailbox', basename(mailbox)),
    ...(examples ? { examples: examples.map((file) => join(home, 'examples', basename(file))) } : {}),
  })),
});

const pathOf = (home: string): string => join(home, 'demo.json');

export function writeDemoFacts(home: string, facts: DemoFacts): void {
  writeFileSync(pathOf(home), `${JSON.stringify(facts, null, 2)}\n`);
  chmodSync(pathOf(home), 0o600);
}

/** Null when the store holds no demo. */
export function readDemoFacts(home: string): DemoFacts | null {
  return existsSync(pathOf(home)) ? (JSON.parse(readFileSync(pathOf(home), 'utf8')) as DemoFacts) : null;
}
