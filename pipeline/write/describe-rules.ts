/**
 * The rules for readers: every rule in Markdown with its wording and an example, made from rules.yaml.
 */
import { rules, type Rule } from '../../schemas/rules.js';

/** Groups of rules by the part of the id before the stroke, in the order of the text. */
const GROUPS: Readonly<Record<string, string>> = {
  page: 'Pages (页面)',
  document: 'Files (文件)',
  text: 'Text (文字)',
  table: 'Tables (表格)',
  amount: 'Amounts (金额)',
  code: 'Codes and names (科目编码与名称)',
  sum: 'Sums within a table (表内勾稽)',
  cross: 'Between tables (表间勾稽)',
  narrative: 'Narrative (文字说明)',
  performance: 'Performance forms (绩效目标表)',
  structure: 'Structure and identity (结构与称谓)',
  across: 'Across documents (跨文件)',
};

/** What one instance of a rule is, as `checks.csv` counts it. */
const INSTANCES: Readonly<Record<string, string>> = {
  page: 'page', document: 'document', tables: 'table', cells: 'cell', codes: 'line', sums: 'identity', facts: 'claim', forms: 'form', indicators: 'indicator',
};

const INTRO = `# The rules

Made by \`npm run docs\` from \`schemas/rules.yaml\`; a test holds it up to date. \`mingxi rules --json\` gives the same as data.

\`error\`: a figure or code is wrong. \`warning\`: needs a look. \`info\`: rounding, an older name, a remark of the reader. Placeholders in {braces} are filled from the finding; a finding may have a lower severity than its rule where its evidence is weak. \`checks.csv\` counts for each document and rule the instances that applied, held, failed and could not be checked.`;

/** Text of docs/rules.md. */
export function rulesMarkdown(): string {
  const all = [...rules().values()];
  const groupOf = (rule: Rule): string => rule.id.split('/')[0] ?? '';
  const known = Object.keys(GROUPS);
  const groups = [...known, ...new Set(all.map(groupOf).filter((group) => !known.includes(group)))];
  const sections = groups.flatMap((group) => {
    const own = all.filter((rule) => groupOf(rule) === group);
    return own.length === 0 ? [] : [`## ${GROUPS[group] ?? group}`, ...own.map(ruleMarkdown)];
  });
  return `${[INTRO, ...sections].join('\n\n')}\n`;
}

function ruleMarkdown({ id, severity, applies, stage, checks, zh, en, example }: Rule): string {
  const scope = [severity, `per ${INSTANCES[applies] ?? applies}`, ...(stage === undefined ? [] : [stage === 'final' ? 'final accounts (决算) only' : 'budgets (预算) only'])].join(' · ');
  return [`### ${id}`, scope, ...(checks === undefined ? [] : [`${checks}.`]), `- ${zh}\n- ${en}\n- Example: ${example}`].join('\n\n');
}
