import { useHotkeys } from '@mantine/hooks';

export type ShellDialog = 'profile' | 'palette' | 'shortcuts' | 'more';

const focusSearch = (): void => document.querySelector<HTMLInputElement>('[data-page-search]')?.focus();

/** The keys that work on every page. */
export function useShellKeys(open: (dialog: ShellDialog) => void): void {
  useHotkeys([
    ['shift+?', () => open('shortcuts'), { usePhysicalKeys: false }],
    ['?', () => open('shortcuts')],
    ['/', focusSearch],
  ]);
  useHotkeys([['mod+K', () => open('palette')]], []);
}
