export { codeAsked } from './asked';
export { default as CodePanel } from './CodePanel.svelte';
export { caseTabs } from './tabs';
export { courtChoices, ruleName, rulesetName } from './which-code';
export { default as WhichCodePage } from './WhichCodePage.svelte';
