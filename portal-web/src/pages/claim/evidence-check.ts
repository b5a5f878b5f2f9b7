import { useState } from 'react';

/** What the door answers about a pack; a fault names the item by its path in the ZIP. */
export interface EvidenceVerdict {
  readonly state: 'INTACT' | 'ALTERED';
  readonly faults: readonly { readonly what: string; readonly name: string }[];
}

export interface EvidenceCheck {
  readonly verdict: EvidenceVerdict | null;
  readonly running: boolean;
  /** The question was not answered; the pack may be as good as ever. */
  readonly failed: boolean;
  run(): Promise<void>;
}

/** Asks the server to hash rows and files of a pack again. */
export function useEvidenceCheck(url: string): EvidenceCheck {
  const [verdict, setVerdict] = useState<EvidenceVerdict | null>(null);
  const [running, setRunning] = useState(false);
  const [failed, setFailed] = useState(false);
  const run = async (): Promise<void> => {
    setRunning(true);
    setFailed(false);
    try {
      const answer = await fetch(url, { credentials: 'same-origin' });
      if (!answer.ok) throw new Error(String(answer.status));
      setVerdict((await answer.json()) as EvidenceVerdict);
    } catch {
      setVerdict(null);
      setFailed(true);
    }
    setRunning(false);
  };
  return { verdict, running, failed, run };
}
