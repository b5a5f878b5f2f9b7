/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import { SendButton, Sentences } from './action.tsx';
import type { TrackingGraph } from './graph.ts';
import type { Instruction } from './page-data.ts';
import { useSetting } from './setting.ts';
import { useSending } from './use-sending.ts';

const LIMIT = 500;

interface Props {
  readonly graph: TrackingGraph;
  onGiven(instructions: readonly Instruction[]): void;
}

export function InstructForm({ graph, onGiven }: Props) {
  const { say } = useSetting();
  const { sending, fault, send } = useSending();
  const [text, setText] = useState('');
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (await send(async () => onGiven(await graph.giveInstruction(text.trim())))) setText('');
  }
  return (
    <form onSubmit={submit}>
      <Sentences label={say('instruct.label')} value={text} limit={LIMIT} required onInput={setText} />
      <SendButton sending={sending} fault={fault} />
    </form>
  );
}

/** What was passed on before, from whichever phone it came. */
export function GivenInstructions({ given, zone }: { readonly given: readonly Instruction[]; readonly zone: string }) {
  const { say, moments } = useSetting();
  if (given.length === 0) return null;
  return (
    <ul class="sent">
      {given.map(({ id, text, at }) => (
        <li key={id}>
          <q>{text}</q>
          <span class="soft">
            {say('action.sent', { when: moments.both(at, zone) })} · {say('instruct.thanks')}
          </span>
        </li>
      ))}
    </ul>
  );
}
