/** What the codes of AK304, AK403 and AK502 say, in words. */
const WORDS: Readonly<Record<string, string>> = {
  'AK304-1': 'is not known to the partner',
  'AK304-2': 'was not expected there',
  'AK304-3': 'is missing',
  'AK304-4': 'begins a loop that occurs too often',
  'AK304-5': 'occurs too often',
  'AK304-6': 'does not belong into this document',
  'AK304-7': 'stands in the wrong place',
  'AK304-8': 'has errors',
  'AK403-1': 'is missing',
  'AK403-2': 'is missing, though another one needs it',
  'AK403-3': 'is one too many',
  'AK403-4': 'is too short',
  'AK403-5': 'is too long',
  'AK403-6': 'holds a character that is not allowed',
  'AK403-7': 'has a code that the partner does not know',
  'AK403-8': 'has an invalid date',
  'AK403-9': 'has an invalid time',
  'AK403-10': 'may not stand together with another one',
  'AK502-1': 'The partner does not take documents of this kind.',
  'AK502-2': 'SE is missing.',
  'AK502-3': 'ST02 and SE02 differ.',
  'AK502-4': 'SE01 does not count the segments right.',
  'AK502-5': 'One or more segments have errors.',
  'AK502-6': 'ST01 is not valid.',
  'AK502-7': 'ST02 is not valid.',
  'AK502-23': 'ST02 was used twice in the group.',
};

/** One sentence for a fault that a partner found in what we sent. */
export function answerWords(code: string, segment: string | null, element: number | null): string {
  const words = WORDS[code];
  if (code.startsWith('AK502')) return words ?? `The partner answers ${code}.`;
  const place = `${segment ?? 'A segment'}${element === null ? '' : String(element).padStart(2, '0')}`;
  return words ? `${place} ${words}.` : `The partner answers ${code} for ${place}.`;
}
