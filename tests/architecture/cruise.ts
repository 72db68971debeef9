import path from 'node:path';
import { cruise, type IViolation } from 'dependency-cruiser';
import { RULES } from './rules';

export interface Breach {
  rule: string;
  from: string;
  to: string;
  comment: string;
}

/** Follows every import below `<root>/src`, in Svelte components and of types too, and returns what breaks a rule. */
export async function breaches(root: string): Promise<{ files: number; breaches: Breach[] }> {
  const { output } = await cruise(
    ['src'],
    {
      baseDir: root,
      ruleSet: { forbidden: RULES },
      validate: true,
      tsPreCompilationDeps: true,
      doNotFollow: { path: 'node_modules' },
    },
    {
      alias: { $lib: path.join(root, 'src/lib') },
      extensions: ['.ts', '.js', '.svelte', '.svelte.ts', '.d.ts', '.json'],
      conditionNames: ['svelte', 'browser', 'import', 'node', 'types', 'default'],
      exportsFields: ['exports'],
    },
  );
  if (typeof output === 'string') throw new Error(output);
  return {
    files: output.modules.filter((module) => module.source.startsWith('src/')).length,
    breaches: output.summary.violations.map(told),
  };
}

function told({ rule, from, to }: IViolation): Breach {
  const comment = RULES.find(({ name }) => name === rule.name)?.comment ?? '';
  return { rule: rule.name, from, to, comment };
}
