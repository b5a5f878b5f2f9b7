import { type MessageId, useText } from '../language/use-text.ts';
import { Dialog } from '../ui/dialog.tsx';

const SHORTCUTS: readonly (readonly [string, MessageId])[] = [
  ['Ctrl K', 'shortcuts.palette'],
  ['/', 'shortcuts.search'],
  ['j', 'shortcuts.next'],
  ['k', 'shortcuts.previous'],
  ['Enter', 'shortcuts.open'],
  ['x', 'shortcuts.choose'],
  ['Esc', 'shortcuts.close'],
  ['?', 'shortcuts.sheet'],
];

/** All keys on one sheet. */
export default function ShortcutSheet({ close }: { close: () => void }) {
  const t = useText();
  return (
    <Dialog close={close} title={t('shortcuts.title')}>
      <dl className="shortcut-list">
        {SHORTCUTS.map(([key, meaning]) => (
          <div key={key}>
            <dt>{t(meaning)}</dt>
            <dd>
              <kbd className="key">{key}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
