/**
 * Forms of code that are wrong in this product wherever they stand, each with what to write instead.
 * ESLint refuses them (see eslint.config.js); syntax.spec.ts proves that each one is caught.
 *
 * @typedef {{ selector: string, message: string }} Forbidden
 */

/** @type {Forbidden[]} */
export const EVERYWHERE = [
  {
    selector: 'CallExpression[callee.property.name="localeCompare"]',
    message:
      'localeCompare sorts by the language of whoever runs it, so server and browser disagree. Take the collator of src/lib/messages.',
  },
  {
    selector: 'CallExpression[callee.property.name=/^toLocale(Date|Time)?String$/]',
    message: "This formats in the machine's language and zone. Take the formatters of src/lib/messages.",
  },
  {
    selector: 'NewExpression[callee.name="Date"][arguments.length>1]',
    message:
      'new Date(y, m, d) is a day in the zone of the machine. A civil day is a `YYYY-MM-DD` string or Temporal.PlainDate.',
  },
  {
    selector: 'NewExpression[callee.name="Date"] > Literal[value=/^\\d{4}-\\d{2}-\\d{2}$/]',
    message: 'new Date("YYYY-MM-DD") is midnight UTC: the day before in Buenos Aires. Use Temporal.PlainDate.',
  },
  {
    selector:
      'CallExpression[callee.property.name=/^(set|get)(Date|Day|Month|FullYear|Hours|Minutes)$/][arguments.length<3]',
    message: 'Date arithmetic runs in the zone of the machine. Use Temporal with the zone that the row carries.',
  },
];

/** Outside `src/lib/live` (which asks) and `src/lib/server/realtime` (which answers). */
/** @type {Forbidden[]} */
export const NO_EMIT = [
  {
    selector: 'CallExpression[callee.property.name=/^emit(WithAck)?$/]:not([callee.object.name="process"])',
    message:
      'Only the relay emits. Write the row through its repo: the journal and the relay bring it to every screen that may see it.',
  },
];
