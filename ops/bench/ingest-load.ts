import { type FSWatcher, readFileSync, watch } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchPartner } from './ingest-server.ts';
import { orderFile } from './orders.ts';

/** One file of orders on its way. */
interface Sending {
  readonly partner: BenchPartner;
  /** ISA13 and GS06, by which its 997 is recognised. */
  readonly control: number;
  readonly body: Buffer;
}

/** When each 997 appeared in its partner's mailbox, by partner and by the group that it answers. */
export class Answers {
  readonly at = new Map<string, number>();
  readonly #watchers: FSWatcher[];
  accepted = 0;

  constructor(home: string, partners: readonly BenchPartner[]) {
    this.#watchers = partners.map(({ id }) => {
      const folder = join(home, 'mailbox', id, 'out');
      return watch(folder, (_, name) => {
        if (name && !name.startsWith('.')) this.#note(id, join(folder, name));
      });
    });
  }

  #note(id: string, path: string): void {
    const text = readFileSync(path, 'utf8');
    const [, control, accepted] = /AK1\*OW\*(\d+)~.*AK9\*A\*\d+\*\d+\*(\d+)~/s.exec(text) ?? [];
    if (!control || this.at.has(`${id} ${control}`)) return;
    this.at.set(`${id} ${control}`, performance.now());
    this.accepted += Number(accepted);
  }

  /** @throws when they do not come. */
  async until(count: number): Promise<void> {
    for (let waited = 0; this.at.size < count; waited += 5) {
      if (waited > 60_000) throw new Error(`${count - this.at.size} of ${count} acknowledgements did not come`);
      await sleep(5);
    }
  }

  stop(): void {
    for (const watcher of this.#watchers) watcher.close();
  }
}

/** Files with numbers that no other file of this maker has. */
export class FileMaker {
  readonly #partners: readonly BenchPartner[];
  /** Made so far. */
  files = 0;
  orders = 0;

  constructor(partners: readonly BenchPartner[]) {
    this.#partners = partners;
  }

  make(files: number, ordersPerFile: number): Sending[] {
    return Array.from({ length: files }, () => {
      const partner = this.#partners[this.files % this.#partners.length] as BenchPartner;
      const control = ++this.files;
      const from = this.orders + 1;
      this.orders += ordersPerFile;
      const text = orderFile({ sender: partner.senderId, control, from, count: ordersPerFile });
      return { partner, control, body: Buffer.from(text) };
    });
  }
}

/** Sends as fast as the server answers, so many at a time. */
export async function sendAll(url: string, files: readonly Sending[], atOnce: number): Promise<void> {
  // An agent per load: sockets that were idle for long may be closed by the server just when they are used again.
  const agent = new Agent({ keepAlive: true });
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let file = files[next++]; file; file = files[next++]) await send(agent, url, file);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  agent.destroy();
}

/** Sends at a fixed rate, whether the server keeps up or not; gives the milliseconds from each file to its 997. */
export async function sendAtRate(
  url: string,
  files: readonly Sending[],
  perSecond: number,
  answers: Answers,
): Promise<number[]> {
  const agent = new Agent({ keepAlive: true });
  const already = answers.at.size;
  const from = performance.now();
  const started: number[] = [];
  const sending: Promise<void>[] = [];
  for (const [index, file] of files.entries()) {
    const due = from + (index * 1000) / perSecond;
    const wait = due - performance.now();
    if (wait > 0) await sleep(wait);
    started.push(due);
    sending.push(send(agent, url, file));
  }
  await Promise.all(sending);
  agent.destroy();
  await answers.until(already + files.length);
  return files.map(({ partner, control }, index) => {
    const at = answers.at.get(`${partner.id} ${control}`);
    return (at ?? Number.POSITIVE_INFINITY) - (started[index] ?? 0);
  });
}

function send(agent: Agent, url: string, { partner, body }: Sending): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${partner.key}`, 'content-length': body.length };
    const sent = request(`${url}/edi/${partner.id}`, { method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        if (response.statusCode === 200 && text.includes('"state":"processed"')) resolve();
        else reject(new Error(`${response.statusCode}: ${text.slice(0, 300)}`));
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
