export { registerPerson, renamePerson } from './people.server';
export { personAt } from './people.repo.server';
export { findSchema, registerSchema, renameSchema } from './schema';
