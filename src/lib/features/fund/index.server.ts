export { bookGift, exportLedger, openDonor, reverseEntry } from './fund.server';
export { bookSchema, donorSchema, reverseSchema } from './schema';
