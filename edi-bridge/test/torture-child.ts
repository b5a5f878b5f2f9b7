import { checkFile } from '../src/check/check.ts';
import { allErrors } from './fixtures.ts';

const CHUNK = 65_536;
const isa =
  'ISA*00*          *00*          *ZZ*ACME           *ZZ*QUAYSIDE       *260102*0930*U*00401*000000001*0*P*>~';
const head = `${isa}GS*OW*ACME*QUAYSIDE*20260102*0930*101*X*004010~`;
const open = `${head}ST*940*0001~W05*N*SO-1*PO-1~`;
const tail = (sets: number): string => `GE*${sets}*101~IEA*1*000000001~`;

const setOf = (number: number): string => {
  const control = String(number).padStart(9, '0');
  const lines = 'LX*1~W01*12*CA**VN*SKU-100*UP*012345678905~G69*BOTTLED SPRING WATER 24X500ML~'.repeat(6);
  return `ST*940*${control}~W05*N*SO${number}~N1*ST*CORNER GROCERY*92*STORE7~${lines}W76*72*240*LB~SE*23*${control}~`;
};

function* repeated(text: string, times: number): Generator<string> {
  const many = Math.ceil(CHUNK / text.length);
  for (let done = 0; done < times; done += many) yield text.repeat(Math.min(many, times - done));
}

function* numbered(count: number, make: (number: number) => string): Generator<string> {
  for (let from = 1; from <= count; from += 500)
    yield Array.from({ length: Math.min(500, count - from + 1) }, (_, at) => make(from + at)).join('');
}

const KINDS: Readonly<Record<string, () => Generator<string>>> = {
  *'one-line'() {
    yield head;
    yield* numbered(83_000, setOf);
    yield tail(83_000);
  },
  *million() {
    yield open;
    yield* repeated('NTE*WHI*CALL~', 1_000_000);
    yield `SE*1000003*0001~${tail(1)}`;
  },
  *unknown() {
    yield head;
    for (let set = 1; set <= 10; set++) {
      yield `ST*940*${set}000~W05*N*SO-${set}*PO-1~`;
      yield* repeated('XYZ*1~', 100_000);
      yield `SE*100003*${set}000~`;
    }
    yield tail(10);
  },
  *element() {
    yield `${open}NTE*WHI*`;
    yield* repeated('A', 10_000_000);
    yield `~SE*4*0001~${tail(1)}`;
  },
  *'endless-set'() {
    yield open;
    yield* repeated('NTE*WHI*CALL BEFORE DELIVERY, ASK FOR THE DOCK~', 400_000);
  },
  *sets() {
    yield head;
    yield* numbered(251_000, (number) => `ST*940*${number}000~SE*2*${number}000~`);
    yield tail(251_000);
  },
};

async function* bytesOf(kind: string): AsyncGenerator<Buffer> {
  for (const text of KINDS[kind]?.() ?? []) yield Buffer.from(text);
}

const report = await checkFile(bytesOf(process.argv[2] ?? ''));
const messages = allErrors(report).map(({ message, fix }) => `${message} ${fix}`);
const shown = [...messages.slice(0, 5), ...messages.slice(-5)];
console.log(JSON.stringify({ verdict: report.verdict, messages: shown, rssMb: process.resourceUsage().maxRSS / 1024 }));
