import type { Messages } from '$lib/messages/catalog';
import type { RecordsKey } from '$lib/messages/records';
import { bytesText } from './model';

export type Words = Messages<RecordsKey>;

/** Bytes as a person reads them. */
export const sizeText = (m: Words, size: number): string => bytesText(size, m.locale === 'es' ? ',' : '.');
