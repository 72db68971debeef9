export { spendingActions } from './asking.server';
export { requestActions } from './deciding.server';
export { bailActions, bailPage, bailsPage } from './bail.server';
export { paidFor, requestPage, spendingPage, spendingTodo } from './pages.server';
export { requestPlace } from './places.server';
export { sampleRequest, type SampleRequest } from './sample.server';
export { receiptAnswer, requestsCsv } from './taking.server';
