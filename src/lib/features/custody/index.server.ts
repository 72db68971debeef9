export { checkIn, oblige, setStatus, undo, writeContact, writeStay } from './custody.server';
export { custodyOf, recordOf, streamsOf } from './custody.repo.server';
export { addSource, cite, identify, openPerson, restoreIdentity, strike, tellConsul } from './identity.server';
export {
  checkSchema,
  citeSchema,
  consulSchema,
  contactSchema,
  identitySchema,
  lookSchema,
  obligeSchema,
  restoreSchema,
  sourceSchema,
  statusSchema,
  staySchema,
  strikeSchema,
  undoSchema,
} from './schema';
export { nextOn, ruleOf } from './recurrence';
