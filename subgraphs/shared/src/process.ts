import { SettingsError } from './config.ts';

/** A stop that has not come to an end by then never will. */
const STOP_MS = 10_000;

/** Parses the environment; null when it is not usable, which has been said and makes the process end with 1. */
export function settingsOrExit<Parsed>(parse: (env: NodeJS.ProcessEnv) => Parsed): Parsed | null {
  try {
    return parse(process.env);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
    return null;
  }
}

/** Ends the process in order on the first SIGTERM or SIGINT; what hangs is cut off. */
export function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false;
  const end = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_MS).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, end);
}
