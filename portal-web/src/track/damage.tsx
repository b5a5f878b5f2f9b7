/** @jsxImportSource preact */
import { useRef, useState } from 'preact/hooks';
import { SendButton, Sentences } from './action.tsx';
import type { TrackingGraph } from './graph.ts';
import type { DamageReport } from './page-data.ts';
import { PhotoPicker } from './photo-picker.tsx';
import { useSetting } from './setting.ts';
import { usePhotos } from './use-photos.ts';
import { useSending } from './use-sending.ts';

const LIMIT = 1000;

interface Props {
  readonly graph: TrackingGraph;
  readonly token: string;
  onReported(report: DamageReport): void;
}

export function DamageForm({ graph, token, onReported }: Props) {
  const { say } = useSetting();
  const { sending, fault, setFault, send } = useSending();
  const [description, setDescription] = useState('');
  const photos = usePhotos(token);
  // One key until it arrived: a report that is sent again after a lost answer opens no second complaint.
  const key = useRef(crypto.randomUUID());

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (photos.list.some(({ state }) => state === 'sending')) return setFault(say('damage.waiting'));
    if (photos.list.some(({ state }) => state === 'failed')) return setFault(say('damage.photoFailed'));
    const attachments = photos.list.flatMap(({ attachment }) => attachment ?? []);
    const report = { description: description.trim(), attachments, idempotencyKey: key.current };
    const arrived = await send(async () => onReported(await graph.reportDamage(report)));
    if (!arrived) return;
    key.current = crypto.randomUUID();
    setDescription('');
    photos.clear();
  }
  return (
    <form onSubmit={submit}>
      <Sentences label={say('damage.label')} value={description} limit={LIMIT} required onInput={setDescription} />
      <PhotoPicker photos={photos} />
      <SendButton sending={sending} fault={fault} />
    </form>
  );
}

/** Reports that were made before, so that nobody makes one twice. */
export function MadeReports({ made, zone }: { readonly made: readonly DamageReport[]; readonly zone: string }) {
  const { say, moments } = useSetting();
  if (made.length === 0) return null;
  return (
    <ul class="sent">
      {made.map(({ caseNumber, at }) => (
        <li key={caseNumber}>
          <strong>{say('damage.thanks', { case: caseNumber })}</strong>
          <span class="soft">{say('action.sent', { when: moments.both(at, zone) })}</span>
        </li>
      ))}
    </ul>
  );
}
