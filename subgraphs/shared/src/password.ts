import { hash, verify } from '@node-rs/argon2';

// OWASP's parameters for argon2id (the library's number 2): 19 MiB, two passes, one lane.
const OPTIONS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

// The hash of a random text that was thrown away. Checking against it takes as long as checking a real one.
const DECOY = '$argon2id$v=19$m=19456,t=2,p=1$6rUViGWPtM+NdLV7Pq6MWw$+44LxcNqUzdzhbuNIzkYxuEyT6MMzSXJX7nx3p5qXvM';

/** The same password typed on two keyboards is the same text. */
const typed = (password: string): string => password.normalize('NFKC');

export const hashPassword = (password: string): Promise<string> => hash(typed(password), OPTIONS);

/** Checks a password; without a hash it works just as long and answers no, so the time tells nothing. */
export async function checkPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const right = await verify(passwordHash ?? DECOY, typed(password));
  return right && passwordHash !== null;
}
