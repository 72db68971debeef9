export { alike, keepArrestKeys, mergePeople, personKeys, unmergePeople } from './alike.server';
export { peopleCsv } from './export.server';
export { registerPerson, renamePerson } from './people.server';
export { mergesOf, personAt } from './people.repo.server';
export { alikeSchema, findSchema, mergeSchema, registerSchema, renameSchema, unmergeSchema } from './schema';
