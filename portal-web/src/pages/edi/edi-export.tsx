import { useState } from 'react';
import type { EdiMessageFilter } from '../../generated/operations.ts';
import { useText } from '../../language/use-text.ts';
import { ActionMenu } from '../../ui/action-menu.tsx';

type Format = 'csv' | 'zip';
type Progress = 'idle' | 'running' | 'tooMuch' | 'failed';

interface ExportProps {
  /** Which messages are meant. */
  readonly filter: EdiMessageFilter;
}

/** The messages of a list as a table for a spreadsheet, or their files with the hash of each. */
export function EdiExport({ filter }: ExportProps) {
  const t = useText();
  const { progress, save } = useExport(filter);
  return (
    <>
      <ActionMenu
        label={t(progress === 'running' ? 'edi.exporting' : 'edi.export')}
        actions={[
          { label: t('edi.exportList'), run: () => save('csv') },
          { label: t('edi.exportFiles'), run: () => save('zip') },
        ]}
      />
      <ExportNote progress={progress} />
    </>
  );
}

/** What went wrong, and what to do about it. */
function ExportNote({ progress }: { progress: Progress }) {
  const t = useText();
  if (progress !== 'tooMuch' && progress !== 'failed') return null;
  return (
    <span role="alert" className="small">
      {t(progress === 'tooMuch' ? 'edi.exportTooMuch' : 'edi.exportFailed')}
    </span>
  );
}

function useExport(filter: EdiMessageFilter) {
  const [progress, setProgress] = useState<Progress>('idle');
  const save = async (format: Format) => {
    if (progress === 'running') return;
    setProgress('running');
    setProgress(await saveExport(format, filter).catch((): Progress => 'failed'));
  };
  return { progress, save };
}

/** Asked for by script, so that a refusal is read in the page and not saved as a file. */
async function saveExport(format: Format, filter: EdiMessageFilter): Promise<Progress> {
  const asked = new URLSearchParams({ format, filter: JSON.stringify(filter) });
  const response = await fetch(`/edi/export?${asked}`);
  if (response.status === 400) return 'tooMuch';
  if (!response.ok) return 'failed';
  const named = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '');
  const url = URL.createObjectURL(await response.blob());
  const link = Object.assign(document.createElement('a'), { href: url, download: named?.[1] ?? `edi.${format}` });
  link.click();
  URL.revokeObjectURL(url);
  return 'idle';
}
