import type { IdPair, Transfer } from '../journey/records.ts';
import type { Text } from '../locales/text.ts';
import { clean } from './clean.ts';

const isRight = (wanted: string) => ({ partnerOfRecord }: IdPair): boolean => partnerOfRecord === wanted;

const wrongWords = ({ name, partnerOfRecord = '' }: IdPair, wanted: string, text: Text): string => {
  const slots = { name: clean(name, 60), wanted };
  return partnerOfRecord === '' ? text.t('landing.record.none', slots) : text.t('landing.record.wrong', { ...slots, found: clean(partnerOfRecord, 20) });
};

/**
 * Who stands as partner of record on the new subscriptions, as read at the provider (API topic 8.1, `partnerId`): one sentence when all are as the
 * request asked, one for each that is not; none while not everything has been read.
 */
export const recordSentences = ({ idMap, partnerOfRecord }: Transfer, text: Text): readonly string[] => {
  const read = idMap.filter((pair) => pair.partnerOfRecord !== undefined);
  const wrong = read.filter((pair) => !isRight(partnerOfRecord)(pair));
  const wanted = clean(partnerOfRecord, 20);
  if (wrong.length > 0) return wrong.map((pair) => wrongWords(pair, wanted, text));
  return read.length > 0 && read.length === idMap.length ? [text.t('landing.record.right', { wanted })] : [];
};
