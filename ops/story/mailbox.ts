import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { until } from './steps.ts';

/** A partner's two folders, as the partner uses them. */
export class PartnerMailbox {
  readonly #folder: string;
  readonly #seen = new Set<string>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Drops a file the safe way: written beside under another name, then renamed. */
  async drop(path: string, bytes: Uint8Array): Promise<void> {
    const inbox = join(this.#folder, 'in');
    await mkdir(inbox, { recursive: true });
    const temporary = join(inbox, `.${basename(path)}.tmp`);
    await writeFile(temporary, bytes);
    await rename(temporary, join(inbox, basename(path)));
  }

  /** The next file in `out` whose first set is of this type. */
  next(setType: string): Promise<{ name: string; text: string }> {
    return until(`a ${setType} in ${basename(this.#folder)}/out`, async () => {
      const names = await readdir(join(this.#folder, 'out')).catch((): string[] => []);
      for (const name of names.filter((one) => !one.endsWith('.tmp') && !this.#seen.has(one)).sort()) {
        const text = await readFile(join(this.#folder, 'out', name), 'latin1');
        if (!new RegExp(`(^|[~\\n\\r])${setType === 'TA1' ? 'TA1' : `ST.${setType}`}\\b`).test(text)) continue;
        this.#seen.add(name);
        return { name, text };
      }
      return null;
    });
  }

  async isEmpty(): Promise<boolean> {
    const names = await readdir(join(this.#folder, 'in')).catch((): string[] => []);
    return names.filter((name) => !name.startsWith('.')).length === 0;
  }
}
