import type { QueueItemKind, QueueRowFragment } from '../../generated/operations.ts';
import { pageTexts } from '../../language/page-text.ts';
import { useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import en from './catalogs/en.json';
import hans from './catalogs/zh-Hans.json';
import hant from './catalogs/zh-Hant.json';

const playsIn = pageTexts<keyof typeof en>('playbook.', { en, 'zh-Hans': hans, 'zh-Hant': hant });

type Play = QueueItemKind | 'EDI_OVERDUE';

const playOf = ({ kind, state }: QueueRowFragment): Play =>
  kind === 'EDI_MESSAGE' && (state === 'OVERDUE' || state === 'ESCALATED') ? 'EDI_OVERDUE' : kind;

/** What to do about this kind of work, step by step: one line of the text is one step. */
export default function PlaybookDialog({ row, close }: { row: QueueRowFragment; close: () => void }) {
  const t = useText();
  const { locale } = useReading();
  const text = playsIn(locale, t)(`playbook.${playOf(row)}`);
  return (
    <Dialog title={t('playbook.title', { number: row.number })} close={close}>
      <ol className="desk-playbook">
        {text.split('\n').map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </Dialog>
  );
}
