export { checkIn, oblige, setStatus, undo, writeContact, writeStay } from './custody.server';
export { custodyOf, streamsOf } from './custody.repo.server';
export { checkSchema, contactSchema, obligeSchema, statusSchema, staySchema, undoSchema } from './schema';
