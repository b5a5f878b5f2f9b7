import { TextInput } from '@mantine/core';
import type { UseFormReturn } from 'react-hook-form';
import type { LossCause } from '../../generated/operations.ts';
import { useText } from '../../language/use-text.ts';
import type { ClaimFields } from './claim-fields.ts';

interface ClaimTimesProps {
  readonly form: UseFormReturn<ClaimFields>;
  readonly causes: readonly LossCause[];
  readonly zone: string;
}

/** Times that terms count from: when damage or delay was first told, and when what never came should have been there. */
export function ClaimTimes({ form, causes, zone }: ClaimTimesProps) {
  const t = useText();
  const told = causes.some((cause) => cause !== 'LOSS' && cause !== 'OVERCHARGE');
  return (
    <>
      {told && (
        <TextInput
          type="datetime-local"
          label={t('claim.noticeGiven', { zone })}
          description={t('claim.noticeGivenHint')}
          {...form.register('noticeGiven')}
        />
      )}
      {causes.includes('LOSS') && (
        <TextInput
          type="datetime-local"
          label={t('claim.expectedDelivery', { zone })}
          description={t('claim.expectedDeliveryHint')}
          {...form.register('expectedDelivery')}
        />
      )}
    </>
  );
}
