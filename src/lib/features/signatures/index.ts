import enhanceScript from './browser/enhance?worker&url';

export { default as Count } from './components/Count.svelte';
export { default as Mine } from './components/Mine.svelte';
export { default as Names } from './components/Names.svelte';
export { default as Outcome } from './components/Outcome.svelte';
export { default as SignForm } from './components/SignForm.svelte';
export { default as CommentList } from './components/comments/CommentList.svelte';
export { default as Comments } from './components/comments/Comments.svelte';
export { default as CommentsPage } from './components/comments/CommentsPage.svelte';
export { default as ListPage } from './components/list/ListPage.svelte';
export { default as OnePage } from './components/list/OnePage.svelte';
export { commentState } from './comments';
export { readAsked, readBeyond, readFilter } from './filter';
export { readFraudQuery } from './fraud-query';
export { carriedBy, signatureSchema, visibilitySchema } from './schema';
/** Address of the one script of public pages. */
export { enhanceScript };
