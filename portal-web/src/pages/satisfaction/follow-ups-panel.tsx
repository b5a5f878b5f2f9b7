import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { type SatisfactionLineFragment, TellWhatChangedDocument } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { mayServe } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { CommandDialog } from '../../ui/command-dialog.tsx';
import { Panel } from '../../ui/panel.tsx';
import { AnswerRows } from './answer-rows.tsx';
import { useSaidText } from './said-text.ts';

type Answers = readonly SatisfactionLineFragment[];

/** The bad answers, who follows them up, and what whoever gave them was told. */
export function FollowUps({ followUps, done }: { followUps: Answers; done: () => void }) {
  const t = useSaidText();
  const serves = mayServe(useViewer());
  const [telling, setTelling] = useState<string | null>(null);
  return (
    <Panel title={t('said.followUps')} count={followUps.length} flush>
      <AnswerRows
        named
        answers={followUps}
        empty={t('said.noFollowUps')}
        actionsOf={({ id }) =>
          serves && (
            <button type="button" className="quiet-button" onClick={() => setTelling(id)}>
              {t('said.tell')}
            </button>
          )
        }
      />
      {telling && <TellDialog id={telling} close={() => setTelling(null)} done={done} />}
    </Panel>
  );
}

/** What is done otherwise from now on, in words for whoever was not content. */
function TellDialog({ id, close, done }: { id: string; close: () => void; done: () => void }) {
  const t = useSaidText();
  const tell = useCommand(TellWhatChangedDocument);
  const submit = async (form: FormData) => {
    if (!(await tell.run({ id, text: String(form.get('text') ?? '') }))) return;
    done();
    close();
  };
  return (
    <CommandDialog
      title={t('said.tell')}
      submitLabel={t('said.tell')}
      running={tell.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={tell.objection} />}
    >
      <p className="soft">{t('said.tellHint')}</p>
      <Textarea name="text" label={t('satisfaction.whatChanged')} required rows={3} maxLength={2000} data-autofocus />
    </CommandDialog>
  );
}
