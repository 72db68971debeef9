export { editDetails, editFacts, openDetails, recordArrest, undoAct, writeAct } from './arrests.server';
export { looksAt } from './arrests.repo.server';
export { actSchema, detailsSchema, factsSchema, intakeSchema, lookSchema, undoSchema } from './schema';
